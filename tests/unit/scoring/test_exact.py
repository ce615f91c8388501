from fractions import Fraction

import pytest

from btm_cli.scoring.exact import (
    common,
    hundredths,
    integer_weights,
    larger,
    product,
    quotient,
    seems_to_reach,
    shown,
    total,
    weighted_mean,
    weighted_total,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0.00"),
        (Fraction(17, 6), "2.83"),
        (Fraction(1, 200), "0.01"),  # a tie goes up, not to even
        (Fraction(3, 200), "0.02"),
        (Fraction(999, 2000), "0.50"),
        (Fraction(2989, 1000), "2.99"),
        (Fraction(2995, 1000), "3.00"),
    ],
)
def test_shown_rounds_half_up_to_two_decimals(value: Fraction, text: str) -> None:
    assert shown(value) == text


def test_hundredths_of_five_sixths() -> None:
    assert hundredths(Fraction(5, 6)) == 83


def test_integer_weights_keep_proportions() -> None:
    assert integer_weights([Fraction(1, 2), Fraction(1, 3)]) == [3, 2]
    assert integer_weights([Fraction(5, 2), Fraction(5, 2)]) == [1, 1]
    assert integer_weights([Fraction(1, 2), Fraction(1, 2), Fraction(1, 3)]) == [3, 3, 2]
    assert integer_weights([]) == []


def test_product_is_exact_and_takes_whole_numbers() -> None:
    assert product(Fraction(2, 3), 5) == Fraction(10, 3)
    assert product(3, Fraction(0)) == 0


def test_quotient_is_exact() -> None:
    assert quotient(Fraction(2, 3), Fraction(5, 4)) == Fraction(8, 15)


def test_larger_of_two() -> None:
    assert larger(Fraction(2, 3), Fraction(3, 5)) == Fraction(2, 3)
    assert larger(Fraction(-1), Fraction(-1, 2)) == Fraction(-1, 2)


def test_weighted_total_of_mixed_denominators_is_divided_once() -> None:
    # (2 * 1/2 + 3 * 2/3 + 0 * 7) / 6 = 3 / 6
    assert weighted_total([(2, Fraction(1, 2)), (3, Fraction(2, 3)), (0, Fraction(7))], 6) == Fraction(1, 2)


def test_values_over_a_common_denominator() -> None:
    assert common([Fraction(1, 2), Fraction(2, 3)]) == ([3, 4], 6)
    assert common([Fraction(1, 3), Fraction(2, 3)]) == ([1, 2], 3)
    assert common([]) == ([], 1)


def test_weighted_mean_and_total_are_exact() -> None:
    # (1 * 17/6 + 3 * 2) / 4 = (53/6) / 4
    assert weighted_mean([1, 3], [Fraction(17, 6), Fraction(2)]) == Fraction(53, 24)
    assert total([Fraction(1, 3), Fraction(1, 6)]) == Fraction(1, 2)
    assert total([]) == 0


@pytest.mark.parametrize(
    ("value", "reaches"),
    [(Fraction(2996, 1000), True), (Fraction(2994, 1000), False), (Fraction(3), False), (Fraction(4), False)],
)
def test_seems_to_reach_only_what_is_just_below(value: Fraction, reaches: bool) -> None:
    assert seems_to_reach(value, Fraction(3)) is reaches
