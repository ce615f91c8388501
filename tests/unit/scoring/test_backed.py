"""Scores that do not exist: none is told from the lowest level where nothing shows it."""

from __future__ import annotations

from fractions import Fraction

from btm_cli.answers.model import Claimed
from btm_cli.scoring import assess
from support import build
from support.firms import STANDARD, firm

PLACE = ("business-architecture", "process")


def backed(one: Claimed, valid: tuple[str, ...] = ("minutes",)) -> tuple[Fraction | None, Fraction | None]:
    """Of a firm at level 3 of which one cell is answered otherwise."""
    answers = firm(3)
    card = assess(STANDARD, answers._replace(cells={**answers.cells, PLACE: one}), frozenset(valid), build.DAY)
    return card.overall.backed(STANDARD.base)


def test_where_nothing_is_cited_there_is_neither_number() -> None:
    assert backed(Claimed(3)) == (None, None)


def test_what_is_cited_and_has_expired_is_a_finding() -> None:
    assert backed(Claimed(3, evidence=("minutes",)), valid=()) == (1, None)


def test_what_nobody_checked_has_no_verified_score() -> None:
    # One of 68 cells at 3, the others at 1: 1.5 in its capability, 5.5 / 5 in its area, 4.1 / 4 in all.
    assert backed(Claimed(3, evidence=("minutes",))) == (Fraction(41, 40), None)
    checked = Claimed(3, evidence=("minutes",), verified_by="Audit")
    assert backed(checked) == (Fraction(41, 40), Fraction(41, 40))
