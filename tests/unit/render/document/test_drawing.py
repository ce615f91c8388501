"""Lines over time are joined only where they are one line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btm_cli.render.document.blocks import Curve, Lines
from btm_cli.render.document.drawing import draw_lines, draw_spark

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


def test_values_stand_beside_their_points_where_they_have_room() -> None:
    """A level is 44 units high and the axis at 1 lies at 24 + 2 * 44 = 112: above it 9 units, below it 21.

    The middle curve has no value a quarter of a level (11 units) below the first, and one a whole level below; the last
    curve none on the axis, nor on the curve before it.
    """
    ones, quarter = (Fraction(1), Fraction(2)), Fraction(7, 4)
    curves = (
        Curve("a", "a", (Fraction(2), Fraction(3)), ("2.00", "3.00")),
        Curve("b", "b", (quarter, Fraction(2)), ("1.75", "2.00")),
        Curve("c", "c", ones, ("1.00", "2.00")),
    )
    drawn = draw_lines(Lines((0, 1), ("Q1", "Q2"), 1, 3, curves, ((0, 1),)))
    assert [[dot.foot for dot in curve.dots] for curve in drawn.curves] == [[59, 15], [None, 59], [None, None]]
    lower = curves[2]._replace(values=(Fraction(3, 2), Fraction(3, 2)))
    [*_, last] = draw_lines(Lines((0, 1), ("Q1", "Q2"), 1, 3, (*curves[:2], lower), ((0, 1),))).curves
    assert [dot.foot for dot in last.dots] == [90 + 21, 90 + 21]
