"""By which edition units are rolled up."""

from __future__ import annotations

from btm_cli.intake.opened import Standards
from btm_cli.intake.units import common_standard
from support.voices import scores, unit


def test_units_of_one_edition_are_rolled_up_by_it_and_others_by_the_one_in_use() -> None:
    old, new = (unit(name, scores(2), standard=name) for name in ("btm 1.0", "btm 1.1"))
    assert common_standard([old, old], Standards()).name == "btm 1.0"
    assert common_standard([old, new], Standards()).name == Standards().get().name
    assert common_standard([unit("x", scores(2), standard="other 7")], Standards()).name == Standards().get().name
