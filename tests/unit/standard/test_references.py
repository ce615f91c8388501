"""What a reference on the command line means."""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli.errors import UsageProblem
from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.load import load_standard
from btm_cli.standard.model import Standard
from btm_cli.standard.references import Named, nearest, resolve, resolve_only
from support.small_standard import changed, write_standard


@pytest.fixture
def tiny(tmp_path: Path) -> Standard:
    standard, _ = load_standard(write_standard(tmp_path))
    assert standard is not None
    return standard


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("alpha", Named("capability", "alpha", "alpha")),
        ("AL", Named("capability", "alpha", "alpha")),
        ("first", Named("capability", "alpha", "alpha")),
        ("north", Named("area", "north")),
        ("live", Named("state", "lively")),
        ("way", Named("dimension", "process", dimension="process")),
        ("2", Named("level", "2")),
        ("level 3", Named("level", "3")),
        ("level-3", Named("level", "3")),
        ("al/pe", Named("cell", "alpha/people", "alpha", "people")),
        ("first/way/2B", Named("criterion", "alpha/process/2b", "alpha", "process", "2b")),
        ("gamma/people", Named("cell", "gamma/people", "gamma", "people")),
    ],
)
def test_any_unambiguous_beginning_will_do(text: str, named: Named, tiny: Standard) -> None:
    assert resolve(text, tiny) == named


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "`` is not a reference", "write capability"),
        ("a/b/c/d", "is not a reference", "write capability"),
        ("4", "there is no level 4", "levels run from 1 to 3"),
        ("alfa", "nothing here is called `alfa`", "did you mean `alpha`?"),
        ("zzz", "nothing here is called `zzz`", "see `btm standard list`"),
        ("alpha/p", "`p` could be several: process, people", "type a little more"),
        ("alpha/", "unknown dimension ``", "known: process, people"),
        ("alpha/people/3a", "alpha/people has no criterion `3a`", "criteria there: 2a"),
        ("beta/people/2a", "beta/people has no criterion `2a`", "no criteria are written there"),
    ],
)
def test_what_means_nothing_is_said_to(text: str, message: str, hint: str, tiny: Standard) -> None:
    with pytest.raises(UsageProblem) as raised:
        resolve(text, tiny)
    assert message in raised.value.message
    assert hint in (raised.value.hint or "")


def test_an_id_always_means_itself(tmp_path: Path) -> None:
    """Even where it begins another one or is somebody else's alias: else it could not be named at all."""
    files = changed("north/alpha.yaml", "aliases: [first]", "aliases: [beta]")
    standard, _ = load_standard(write_standard(tmp_path, changed("standard.yaml", "id: south", "id: alphabet", files)))
    assert standard is not None
    assert resolve("beta", standard).id == "beta"
    assert resolve("beta/process", standard).id == "beta/process"
    assert resolve("alpha", standard).kind == "capability"
    with pytest.raises(UsageProblem, match="could be several things"):
        resolve("alph", standard)


def test_only_one_kind(tiny: Standard) -> None:
    assert resolve_only(["no", "SOUTH"], tiny, "area") == ["north", "south"]
    assert resolve_only(["first"], tiny, "capability") == ["alpha"]
    with pytest.raises(UsageProblem, match="unknown area `alpha`"):
        resolve_only(["alpha"], tiny, "area")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Approval & Prioritization", "approval-and-prioritization"),
        ("approval and prioritizations", "approval-and-prioritization"),
        ("APPROVAL-AND-PRIORITIZATION", "approval-and-prioritization"),
        ("approval & pri", "approval-and-prioritization"),
        ("Strategy and Planning", "strategy-and-planning"),
        ("business driven it", "business-driven-it-strategy"),
        ("ppm", "portfolio-and-program-management"),
        ("Functional", "3"),
        ("convergent", "5"),
        ("conv", "convergence"),  # an id that it begins comes before a name
        ("Pre alignment", "pre-alignment"),
    ],
)
def test_full_names_are_found_however_they_are_written(text: str, name: str) -> None:
    assert resolve(text, load_bundled()).id == name


def test_parts_of_a_reference_and_options_take_full_names_too() -> None:
    standard = load_bundled()
    assert resolve("Approval & Prioritization/Process/2a", standard).id == "approval-and-prioritization/process/2a"
    assert resolve_only(["Strategy & planning"], standard, "area") == ["strategy-and-planning"]
    assert resolve_only(["Technology architectures"], standard, "capability") == ["technology-architecture"]


def test_several_are_listed() -> None:
    with pytest.raises(UsageProblem) as raised:
        resolve("strategic", load_bundled())
    assert "strategic-planning-and-budgeting" in str(raised.value.hint)
    assert "strategic-sourcing-and-vendor-management" in str(raised.value.hint)


@pytest.mark.parametrize(
    ("text", "name"),
    [("Business Architecture", "business-architecture"), ("PPM", "portfolio-and-program-management"), ("archi", None)],
)
def test_what_a_file_may_have_meant(text: str, name: str | None) -> None:
    assert nearest(text, load_bundled()) == name
