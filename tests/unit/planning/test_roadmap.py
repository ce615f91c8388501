"""What a plan says of itself as a whole."""

from __future__ import annotations

from fractions import Fraction as F

from btm_cli.planning.left_over import LeftOver
from support.firms import firm, given


def test_what_is_begun_to_be_shown_later_is_closed_in_the_end_and_everything_else_is_not() -> None:
    roadmap = given(firm(4, {"asset-rationalization": 1})).roadmap
    assert roadmap is not None
    step = roadmap.iterations[0].steps[0]._replace(dimension="process", effort=F(3))
    place = f"{step.capability}/{{}}".format

    def left(dimension: str, effort: int) -> LeftOver:
        return LeftOver(place(dimension), 1, 2, F(effort), "capacity", "other steps win more for their effort")

    whole, part, never = left("process", 6), left("organization", 6), left("technology", 0)
    later = (step, step, step._replace(dimension="organization"))  # 6 points of one cell, 3 of another
    found = roadmap._replace(later=later, left_over=(whole, part, never))
    assert found.unclosed == (part, never)
