"""Firms whose numbers anybody can work out, and what is known of them when they are summed up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any
from unittest.mock import patch

from btm_cli.answers.model import Answers, Assessor, Claimed
from btm_cli.compare import compare
from btm_cli.compare.side import Side
from btm_cli.planning.model import Settings
from btm_cli.planning.roadmap import make_roadmap
from btm_cli.planning.solve import solve
from btm_cli.scoring import assess
from btm_cli.standard.bundled import load_bundled
from btm_cli.summary.entry import Entry
from btm_cli.summary.given import Given
from btm_cli.summary.summary import summarize
from support import build
from support.run import planned_once

STANDARD = load_bundled()


def firm(level: int, but: Mapping[str, int] | None = None, **more: Any) -> Answers:
    """Every cell claimed at `level`, those of the capabilities in `but` at another."""
    cells = {
        (capability.id, dimension.id): Claimed((but or {}).get(capability.id, level), **more)
        for capability in STANDARD.ordered_capabilities()
        for dimension in STANDARD.dimensions
    }
    return Answers("Firm", build.DAY, cells, answered_by=Assessor("Somebody"), period="now")


def summed_up(
    answers: Answers, before: Answers | None = None, valid: tuple[str, ...] = (), plan: bool = True
) -> dict[str, Entry]:
    """What is said of a firm, by id."""
    return {entry.id: entry for entry in summarize(given(answers, before, valid, plan))}


def given(answers: Answers, before: Answers | None = None, valid: tuple[str, ...] = (), plan: bool = True) -> Given:
    held = frozenset(valid)
    card = assess(STANDARD, answers, held, build.DAY)
    compared = None
    if before is not None:
        old, new = Side(STANDARD, before, date(2026, 8, 20), held, held), Side(STANDARD, answers, build.DAY, held, held)
        compared = compare(old, new)
    settings = Settings(4, Fraction(24), True, build.DAY, 3)
    roadmap = None
    if plan and card.overall.numbers.score is not None:
        with patch("btm_cli.planning.solve.solve_fast", planned_once):
            solved = solve(STANDARD, answers, card, settings, exact=False)
        roadmap = make_roadmap(STANDARD, answers, card, settings, solved, "fast")
    return Given(card, STANDARD, answers, held, compared, lambda: roadmap)
