"""Signed numbers, and parts that add up as they are shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.compare.comparison import Causes, Change
from btm_cli.render.diff.moves import moved_by, parts_of, signed
from btm_cli.render.document.numbers import apportion, signed_hundredths

PARTS = st.lists(st.fractions(-5, 5, max_denominator=1440), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"),
        (Fraction(0), "0.00"),
        (Fraction(9, 16), "+0.56"),
        (Fraction(-9, 16), "-0.56"),
        (Fraction(1, 200), "+0.01"),
        (Fraction(-1, 200), "-0.01"),
        (Fraction(1, 201), "0.00"),
        (Fraction(-1, 201), "0.00"),
        (Fraction(-12), "-12.00"),
    ],
)
def test_a_difference_has_its_sign_where_it_does_not_round_to_nothing(value, text):
    assert signed(value) == text


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        # A third each is 33.3 hundredths; the sum shows 100, so the first one gets the missing hundredth.
        ([Fraction(1, 3)] * 3, [34, 33, 33]),
        ([Fraction(-1, 3)] * 3, [-34, -33, -33]),
        # 0.5 and 1.5 hundredths: the sum is 2, and rounding each on its own would show 1 and 2.
        ([Fraction(1, 200), Fraction(3, 200)], [1, 1]),
        ([Fraction(1, 3), Fraction(-1, 3), Fraction(0)], [33, -33, 0]),
        ([Fraction(2, 3), Fraction(-1, 3)], [66, -33]),
        ([Fraction(0), Fraction(1, 400), Fraction(1, 400)], [0, 1, 0]),
    ],
)
def test_the_largest_remainder_gets_what_is_missing(parts, shown):
    assert apportion(parts) == shown


@given(PARTS)
def test_what_is_shown_adds_up_mirrors_and_invents_nothing(parts):
    shown = apportion(parts)
    assert sum(shown) == signed_hundredths(sum(parts))
    assert apportion([-part for part in parts]) == [-each for each in shown]
    for part, each in zip(parts, shown, strict=True):
        assert abs(part * 100 - each) <= 1
        assert part != 0 or each == 0


@given(PARTS, st.fractions(0, 5, max_denominator=1440))
def test_parts_add_up_to_what_lies_between_two_numbers_as_these_are_shown(parts, old):
    new = old + sum(parts)
    between = signed_hundredths(new) - signed_hundredths(old)
    shown = apportion(parts, between)
    assert sum(shown) == between
    assert apportion([-part for part in parts], -between) == [-each for each in shown]
    for part, each in zip(parts, shown, strict=True):
        assert abs(part * 100 - each) <= 1
        assert part != 0 or each == 0


F = Fraction
# 1.164 is shown as 1.16, 1.506 as 1.51: between them stands 0.35, though it is 0.342 exactly.
MEETS = Change(F("1.164"), F("1.506"), 1, 1, Causes(time=F("-0.014"), answers=F("0.356")))


def test_a_change_is_the_difference_of_the_scores_beside_it_and_its_causes_add_up_to_it():
    assert moved_by(MEETS) == "+0.35"
    # cut: -1 and 35, together 34; the missing hundredth goes to the answers, which lost 0.6, not to time
    assert parts_of(MEETS) == ("0.00", "-0.01", "0.00", "+0.36")


def test_a_change_that_does_not_show_is_none_and_one_without_an_end_has_no_number():
    assert moved_by(Change(F("2.005"), F("2.014"), 2, 2)) == "0.00"  # both are shown as 2.01
    assert moved_by(Change(None, F(2), None, 2)) == "-"
