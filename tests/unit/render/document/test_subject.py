"""How much of the standard an assessment is about, in words: whole sentences, none where there is nothing to say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import pytest

from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import depths_of, extent, who
from support import build

NOTHING: Mapping[str, str] = MappingProxyType({})


class About(NamedTuple):
    """Whatever has an extent."""

    scope: tuple[str, ...] = ()
    depth: str = "full"
    depths: Mapping[str, str] = NOTHING
    profiles: tuple[str, ...] = ()


CORE = "Depth core: one criterion of each level counts"
CASES = [
    (About(), ""),
    (About(scope=("alpha",)), "Only in scope: Alpha (1 of 3 capabilities)."),
    (About(scope=("north",)), "Only in scope: North (2 of 3 capabilities)."),
    (About(scope=("north", "alpha")), "Only in scope: North, Alpha (2 of 3 capabilities)."),
    (About(scope=("north", "south")), ""),
    (About(depth="core"), f"{CORE}."),
    (About(depth="core", depths={"beta": "full"}), f"{CORE}; full for Beta."),
    (About(depths={"beta": "core"}), "Depth full; core for Beta, where one criterion of each level counts."),
    (About(("alpha",), "full", {"beta": "core"}), "Only in scope: Alpha (1 of 3 capabilities)."),
    (About(profiles=("small-firm",)), "Questions are worded for small-firm (a profile): same answers, same score."),
    (
        About(profiles=("small-firm", "bank")),
        "Questions are worded for small-firm, bank (profiles): same answers, same score.",
    ),
    (About(("alpha",), "core", {"alpha": "full"}), "Only in scope: Alpha (1 of 3 capabilities)."),
    (
        About(("gamma",), "core", NOTHING, ("bank",)),
        f"Only in scope: Gamma (1 of 3 capabilities). {CORE}. Questions are worded for bank "
        "(a profile): same answers, same score.",
    ),
]


@pytest.fixture(scope="module")
def labels() -> Labels:
    north = (build.capability("alpha", {}), build.capability("beta", {}))
    return Labels(build.standard({"north": north, "south": (build.capability("gamma", {}),)}))


@pytest.mark.parametrize(("about", "said"), CASES)
def test_what_is_said(about: About, said: str, labels: Labels) -> None:
    assert extent(about, labels) == said


def test_without_a_standard_ids_stand_for_themselves() -> None:
    about = About(("alpha", "north"), "core", {"beta": "full"}, ("bank",))
    profile = "Questions are worded for bank (a profile): same answers, same score."
    assert extent(about, None) == f"Only in scope: alpha, north. {CORE}; full for beta. {profile}"
    assert extent(About(), None) == ""


def test_only_what_is_in_scope_has_a_depth(labels: Labels) -> None:
    mixed = {"beta": "core"}
    assert depths_of(About(depths=mixed), labels) == {"core", "full"}
    assert depths_of(About(("beta",), depths=mixed), labels) == {"core"}
    assert depths_of(About(("gamma",), depths=mixed), labels) == {"full"}


def test_whose_it_is() -> None:
    assert who("Acme", None, "2026-Q4") == "Acme \u00b7 2026-Q4"
    assert who("Acme", "Trading", "") == "Acme \u00b7 Trading"
