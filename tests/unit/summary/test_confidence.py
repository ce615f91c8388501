"""The word for how far a score can be relied on, by its stated rule."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Counts, Scorecard
from btm_cli.summary.confidence import confidence
from support import build
from support.firms import STANDARD, firm


def card(evidenced: str, claimed: int, rated: int, opened: int) -> Scorecard:
    """A scorecard at 3, two above the base, with these figures beside it."""
    made = assess(STANDARD, firm(3), frozenset(), build.DAY)
    numbers = made.overall.numbers._replace(evidenced=Fraction(evidenced))
    overall = made.overall._replace(numbers=numbers, counts=Counts(claimed=claimed, rated=rated))
    return made._replace(overall=overall, assess_first=tuple(f"cell/{number}" for number in range(opened)))


@pytest.mark.parametrize(
    ("evidenced", "claimed", "rated", "opened", "word"),
    [
        ("2.6", 2, 8, 0, "high"),  # 1.6 of 2 is 80 %, 8 of 10 rated, nothing open
        ("2.59", 2, 8, 0, "fair"),  # just less is backed
        ("2.6", 3, 7, 0, "fair"),  # fewer are rated
        ("2.6", 2, 8, 1, "fair"),  # 1 of 11 is open
        ("2.6", 2, 8, 2, "low"),  # 2 of 12 are more than a tenth
        ("1.8", 2, 8, 0, "fair"),  # 0.8 of 2 is 40 %
        ("1.79", 2, 8, 0, "low"),
    ],
)
def test_the_word_follows_from_three_figures(evidenced, claimed, rated, opened, word):
    found = confidence(card(evidenced, claimed, rated, opened), STANDARD)
    assert found is not None
    assert (found.word, found.backed, found.rated) == (
        word,
        (Fraction(evidenced) - 1) / 2,
        Fraction(rated, claimed + rated),
    )
    assert (found.opened, found.cells) == (opened, claimed + rated + opened)


def test_at_the_base_there_is_nothing_to_back():
    found = confidence(assess(STANDARD, firm(1), frozenset(), build.DAY), STANDARD)
    assert found is not None
    assert (found.word, found.backed) == ("low", 0)


def test_without_a_score_there_is_no_word():
    empty = assess(STANDARD, build.answers({}), frozenset(), build.DAY)
    assert confidence(empty, STANDARD) is None


def test_what_others_checked_is_told_and_does_not_make_the_word() -> None:
    """1.5 is a quarter of the way from 1 to 3; the word stays what documents make it."""
    made = card("2.6", 2, 8, 0)
    numbers = made.overall.numbers._replace(verified=Fraction("1.5"))
    found = confidence(made._replace(overall=made.overall._replace(numbers=numbers)), STANDARD)
    assert found is not None
    assert (found.word, found.checked) == ("high", Fraction(1, 4))
