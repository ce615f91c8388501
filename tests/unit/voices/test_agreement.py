"""Agreement statistics against published examples, a second implementation and what must hold of any of them."""

from __future__ import annotations

from fractions import Fraction

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from btm_cli.voices.agreement import krippendorff_alpha, lower_median, r_wg, relative_variance, variance

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers, twelve units, "." is
# missing. He gives alpha for ordinal data as 0.815.
PUBLISHED = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]

ranks = st.lists(st.lists(st.integers(0, 5), max_size=6), max_size=12)


def by_item(rows: list[str]) -> list[list[int]]:
    return [[int(rank) for rank in column if rank != "."] for column in zip(*rows, strict=True)]


def test_the_published_example() -> None:
    assert [len(row) for row in PUBLISHED] == [12] * 4
    alpha = krippendorff_alpha(by_item(PUBLISHED))
    assert alpha is not None
    assert round(float(alpha), 3) == 0.815


def test_by_hand() -> None:
    # Two raters, two items: (1, 1), (1, 2). n1 = 3, n2 = 1, n = 4; the distance of 1 and 2 is (3 + 1 - 2)^2 = 4.
    # Observed: 2 * 4 / (2 - 1) = 8; expected: 2 * 3 * 1 * 4 = 24; alpha = 1 - 3 * 8 / 24 = 0.
    assert krippendorff_alpha([[1, 1], [1, 2]]) == 0
    # (1, 2), (2, 1): n1 = n2 = 2, distance (4 - 2)^2 = 4; observed 16, expected 32: alpha = 1 - 3 * 16 / 32 = -1/2.
    assert krippendorff_alpha([[1, 2], [2, 1]]) == Fraction(-1, 2)


@pytest.mark.parametrize("items", [[], [[3]], [[1], [2], [3]], [[2, 2], [2, 2, 2]]])
def test_no_alpha_without_pairs_or_without_variation(items: list[list[int]]) -> None:
    assert krippendorff_alpha(items) is None


@given(ranks)
def test_alpha_is_that_of_the_krippendorff_package(items: list[list[int]]) -> None:
    ours = krippendorff_alpha(items)
    assume(ours is not None)
    width = max(map(len, items))
    data = np.array([[*item, *[np.nan] * (width - len(item))] for item in items], dtype=float).T
    theirs = krippendorff.alpha(reliability_data=data, level_of_measurement="ordinal")
    assert abs(float(ours) - theirs) < 1e-12


@given(ranks, st.randoms())
def test_neither_the_order_of_items_nor_of_people_matters(items: list[list[int]], random: object) -> None:
    shuffled = [list(item) for item in items]
    for item in shuffled:
        random.shuffle(item)  # type: ignore[attr-defined]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert krippendorff_alpha(shuffled) == krippendorff_alpha(items)


@given(ranks)
def test_only_the_order_of_ranks_matters_to_ordinal_alpha(items: list[list[int]]) -> None:
    assert krippendorff_alpha([[rank**3 + 7 for rank in item] for item in items]) == krippendorff_alpha(items)


@given(ranks)
def test_alpha_is_at_most_one_and_one_only_in_full_agreement(items: list[list[int]]) -> None:
    alpha = krippendorff_alpha(items)
    if alpha is not None:
        assert alpha <= 1
        assert (alpha == 1) == all(len(set(item)) < 2 for item in items)


def test_r_wg_by_hand() -> None:
    # Five options: chance has the variance (25 - 1) / 12 = 2. Ranks 4 4 5 4 4: mean 4.2, variance 0.8 / 4 = 0.2.
    assert variance([4, 4, 5, 4, 4]) == Fraction(1, 5)
    assert r_wg([4, 4, 5, 4, 4], 5) == Fraction(9, 10)
    # Two camps at the ends: variance 16/3 of four people 1 1 5 5, so 8/3 of chance, and no agreement at all.
    assert relative_variance([1, 1, 5, 5], 5) == Fraction(8, 3)
    assert r_wg([1, 1, 5, 5], 5) == 0
    assert r_wg([3], 5) is None
    assert r_wg([0, 0], 1) is None


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=9))
def test_variance_is_that_of_numpy(values: list[int]) -> None:
    assert float(variance(values)) == pytest.approx(np.var(values, ddof=1))


@pytest.mark.parametrize(
    ("said", "median"), [([2], 2), ([1, 3], 1), ([3, 1, 2], 2), ([0, 3, 3, 0], 0), ([1, 2, 3, 9], 2)]
)
def test_the_lower_of_two_middles(said: list[int], median: int) -> None:
    assert lower_median(said) == median
