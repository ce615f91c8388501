"""Demands that clash only together, and how few of them are named."""

from __future__ import annotations

from datetime import date

import pytest

from btm_cli.answers.model import Claimed, Target
from btm_cli.planning.solve import solve
from btm_cli.scoring import assess
from support import build
from support.planning import settings

STEP = build.cell(build.criterion("2a", effort=3))
STANDARD = build.standard(
    {"north": [build.capability(name, {"process": STEP, "people": STEP}) for name in ("alpha", "beta", "gamma")]},
    levels=(1, 2),
)
SAID = {f"{name}/{dimension}": Claimed(1) for name in ("alpha", "beta", "gamma") for dimension in ("process", "people")}
SOON, LATER = date(2027, 5, 20), date(2027, 8, 20)
"""The ends of iterations 2 and 3."""


def clashes(exact: bool, deadlines: dict[str, date], pinned: dict[str, int] | None = None):
    answers = build.answers(SAID, target=Target(level=2, deadlines=deadlines), pinned=pinned or {})
    card = assess(STANDARD, answers, frozenset(), build.DAY)
    return solve(STANDARD, answers, card, settings(3, 5), exact=exact).clashes


@pytest.mark.parametrize("exact", [False, True])
def test_only_the_demands_that_clash_are_named(exact: bool) -> None:
    """Steps of 3 points, 5 in an iteration: one step each, so by iteration 2 no more than two."""
    if exact:
        pytest.importorskip("highspy")
    three = {f"{name}/process": SOON for name in ("alpha", "beta", "gamma")}
    [clash] = clashes(exact, three | {"gamma/people": date(2029, 1, 1)})
    assert clash.path == ("target", "deadlines", "gamma/process")
    said = "no plan keeps all of these together" if exact else "no plan was found that keeps all of these together"
    assert clash.message == f"{said}: alpha/process, beta/process, gamma/process"
    assert ("--exact" in (clash.hint or "")) == (not exact)
    assert clashes(exact, dict(list(three.items())[:2])) == ()


def test_a_pin_that_has_nothing_to_do_with_it_is_not_named() -> None:
    """The pin beyond the plan asks for nothing; the deadlines alone are one too many for three iterations."""
    four = {f"{name}/process": LATER for name in ("alpha", "beta", "gamma")} | {"alpha/people": LATER}
    [clash] = clashes(False, four, {"beta/people": 9})
    assert sorted(clash.message.partition(": ")[2].split(", ")) == sorted(four)


def test_a_pin_is_named_at_its_own_line() -> None:
    two = {"alpha/process": SOON, "beta/process": SOON}
    [clash] = clashes(False, two, {"gamma/process": 1})
    assert clash.code in ("pin-infeasible", "deadline-infeasible")
    assert sorted(clash.message.partition(": ")[2].split(", ")) == ["alpha/process", "beta/process", "gamma/process"]
