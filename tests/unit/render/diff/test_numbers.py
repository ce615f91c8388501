"""Signed numbers, and parts that add up as they are shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.render.diff.numbers import signed
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
