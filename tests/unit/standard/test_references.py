"""What a reference on the command line means."""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli.errors import UsageProblem
from btm_cli.standard.load import load_standard
from btm_cli.standard.model import Standard
from btm_cli.standard.references import Named, resolve, resolve_only
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
