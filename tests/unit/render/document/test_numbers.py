"""Rounding and labels; every expected value is worked out by hand."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.render.document import numbers

LEVELS = [Fraction(level) for level in (1, 2, 3, 4, 5)]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("17/6", "2.83"), ("5/2", "2.50"), ("1/200", "0.01"), ("1/201", "0.00"), ("249/100", "2.49"), ("2.675", "2.68")],
)
def test_half_is_rounded_up_and_exactly(value: str, shown: str) -> None:
    assert numbers.number(Fraction(value)) == shown


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=4))
def test_rounding_agrees_with_the_decimal_module_and_mirrors(value: Decimal) -> None:
    expected = value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert numbers.round_half_up(Fraction(value)) == expected
    assert numbers.round_half_up(-Fraction(value)) == -expected


def test_what_does_not_exist_is_a_dash() -> None:
    nothing = [write(None) for write in (numbers.number, numbers.short_number, numbers.gap, numbers.percent)]
    assert nothing == ["-"] * 4
    assert numbers.score(None, LEVELS) == "-"
    assert numbers.json_number(None) is None


@pytest.mark.parametrize(
    ("value", "sentence", "square"),
    [
        ("2.994", "2.99", "2.99"),
        ("2.995", "just under 3.00", "<3.00"),
        ("2.99999", "just under 3.00", "<3.00"),
        ("3", "3.00", "3.00"),
        ("3.001", "3.00", "3.00"),
    ],
)
def test_a_score_never_seems_to_reach_what_it_does_not(value: str, sentence: str, square: str) -> None:
    assert numbers.score(Fraction(value), LEVELS) == sentence
    assert numbers.short_score(Fraction(value), LEVELS) == square


def test_a_threshold_between_two_hundredths_is_just_missed_too() -> None:
    assert numbers.score(Fraction("2.6666"), [Fraction(8, 3)]) == "just under 2.67"


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        ("0", "0%"),
        ("1/1000", "<1%"),
        ("1/200", "1%"),
        ("0.785", "79%"),
        ("0.994", "99%"),
        ("999/1000", ">99%"),
        ("1", "100%"),
    ],
)
def test_a_share_is_whole_only_when_it_is(share: str, shown: str) -> None:
    assert numbers.percent(Fraction(share)) == shown


def test_a_gap_does_not_vanish_by_rounding() -> None:
    assert [numbers.gap(Fraction(gap)) for gap in ("0", "0.001", "0.005", "1.25")] == ["0.00", "<0.01", "0.01", "1.25"]


def test_short_numbers_drop_the_decimals_of_whole_ones() -> None:
    assert [numbers.short_number(Fraction(value)) for value in ("3", "7/2")] == ["3", "3.50"]


def test_json_numbers_are_never_written_with_an_exponent() -> None:
    assert repr(numbers.json_number(Fraction(17, 6))) == "2.83"
    assert repr(numbers.json_number(Fraction(10) ** 17)) == "100000000000000000"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "-"),
        (Fraction(3), "3.0"),
        (Fraction(345, 100), "3.5"),  # a tie goes up
        (Fraction(344, 100), "3.4"),
        (Fraction(297, 100), "2.9"),  # 3.0 would be a level that is not reached
        (Fraction(3001, 1000), "3.0"),
        (Fraction(447, 100), "4.4"),  # 4.5 would be where a state begins
    ],
)
def test_one_decimal_never_reaches_a_threshold_that_the_score_does_not(value, shown):
    levels = [Fraction(level) for level in range(1, 6)]
    assert numbers.tenths(value, [*levels, Fraction(9, 2)]) == shown


@pytest.mark.parametrize(
    ("old", "new", "between"),
    [
        ("2.10", "2.35", "+0.25"),
        ("2.35", "2.10", "-0.25"),
        ("1.164", "1.506", "+0.35"),  # 1.16 and 1.51 are shown; exactly it is 0.342
        ("2.005", "2.014", "+<0.01"),  # 2.01 twice
        ("2", "2", "="),
        (None, "2", "-"),
    ],
)
def test_a_change_is_what_lies_between_the_numbers_as_they_are_shown(old, new, between) -> None:
    ends = [None if each is None else Fraction(each) for each in (old, new)]
    assert numbers.change(*ends) == between


@pytest.mark.parametrize(
    ("score", "target", "gap"),
    [
        ("1.835", "3", "1.16"),  # beside 1.84, though 1.165 is rounded to 1.17
        ("2.997", "3", "<0.01"),
        ("3", "3", "0.00"),
    ],
)
def test_a_gap_is_what_the_score_shown_lacks_of_the_target_shown(score, target, gap) -> None:
    value, limit = Fraction(score), Fraction(target)
    assert numbers.gap(limit - value, value, limit) == gap


def test_a_shortfall_that_a_surplus_does_not_fill_is_rounded_by_itself() -> None:
    assert numbers.gap(Fraction("0.146"), Fraction("3.01"), Fraction("3.03")) == "0.15"
