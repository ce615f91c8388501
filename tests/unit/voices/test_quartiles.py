from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.voices.quartiles import Box, box, percentile

values = st.lists(st.fractions(0, 5, max_denominator=12), min_size=1, max_size=20)


def test_a_box_by_hand() -> None:
    # Places (n - 1) / 4 = 3/4, 3/2, 9/4 of 1 2 4 8: 1.75, 3, 5.
    found = box([Fraction(value) for value in (8, 1, 4, 2)])
    assert found == Box(*map(Fraction, ("1", "1.75", "3", "5", "8")), 4)
    assert found.fences == (Fraction("-3.125"), Fraction("9.875"))
    assert box([]) is None


@given(values)
def test_quartiles_are_those_of_numpy(numbers: list[Fraction]) -> None:
    found = box(numbers)
    assert found is not None
    expected = np.percentile([float(number) for number in numbers], [0, 25, 50, 75, 100])
    assert [float(value) for value in found[:5]] == pytest.approx(list(expected))


@pytest.mark.parametrize(("own", "share"), [("0", "0"), ("1", "1/8"), ("2", "1/2"), ("3", "7/8"), ("4", "1")])
def test_a_percentile_counts_equals_half(own: str, share: str) -> None:
    others = [Fraction(value) for value in (1, 2, 2, 3)]
    assert percentile(Fraction(own), others) == Fraction(share)
    assert percentile(Fraction(own), []) is None
