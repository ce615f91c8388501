"""Lines over time are joined only where they are one line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btm_cli.render.document.drawing import draw_spark

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("shares", "breaks", "lines"),
    [
        # 160 by 28 with margins of 2 and 3: half of it is at 25 - 11
        ((HALF, Fraction(0), Fraction(1)), (), ("2,14 80,25 158,3",)),
        ((HALF, Fraction(0), Fraction(1)), (1,), ("2,14 80,25", "157,3 159,3")),
        ((HALF, Fraction(0), Fraction(1)), (0, 1), ("1,14 3,14", "79,25 81,25", "157,3 159,3")),
        ((HALF, None, Fraction(1)), (), ("1,14 3,14", "157,3 159,3")),
        ((HALF, None, HALF), (0,), ("1,14 3,14", "157,14 159,14")),
        ((None,), (), ()),
    ],
)
def test_a_line_ends_where_nothing_may_be_joined(
    shares: tuple[Fraction | None, ...], breaks: tuple[int, ...], lines: tuple[str, ...]
) -> None:
    assert draw_spark(shares, breaks).lines == lines
