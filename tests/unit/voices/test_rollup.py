"""Many units as one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from btm_cli.intake.units import read_unit_text, write_unit
from btm_cli.voices.coverage import Coverage, Mix
from btm_cli.voices.roll_call import call_roll
from btm_cli.voices.rollup import Rollup, roll_up, with_evidence
from btm_cli.voices.unit import Scores, Unit
from support import build
from support.voices import scores, unit

STANDARD = build.standard(
    {"north": [build.capability("alpha"), build.capability("beta")]},
    states=[build.state("early", "1", 1), build.state("steady", "3", 2)],
)


def rolled(*units: Unit, partial: bool = False) -> Rollup:
    return roll_up(STANDARD, call_roll(units), partial=partial)


def test_means_are_by_weight_and_floors_are_not() -> None:
    found = rolled(
        unit("a", scores(4), scores("2.5", evidenced=2), weight="3"), unit("b", scores(2), scores(1), weight="1")
    )
    assert found.capabilities[0].scores.score == Fraction(3 * 4 + 2, 4)
    # alpha 7/2, beta 17/8: their mean
    assert found.overall.scores.score == Fraction(45, 16)
    beta = found.capabilities[1]
    assert beta.scores.score == Fraction(3 * Fraction("2.5") + 1, 4)
    assert beta.scores.evidenced == Fraction(3 * 2 + 1, 4)
    assert (beta.scores.level, beta.at_floor, beta.lowest) == (1, 1, 1)


def test_the_state_is_held_back_by_the_weakest_unit() -> None:
    found = rolled(unit("a", scores(5), scores(5)), unit("b", scores(2), scores(1)))
    # alpha 7/2, beta 3
    assert (found.overall.scores.score, found.state_by_score, found.state) == (Fraction(13, 4), "steady", "early")
    found = rolled(unit("a", scores(5), scores(5)), unit("b", scores(2), scores(2)))
    assert found.state == "steady"


ASKING = build.standard(
    {"north": [build.capability("alpha")]},
    states=[build.state("early", "1", 1), build.state("steady", "3", 2, asks=[("ahead", "0.7"), ("ready", "0.5")])],
)


def shares_of(ahead: str | None, ready: str | None) -> dict[str, Fraction | None]:
    """A unit's shares of the two asks."""
    pairs = (("steady/ahead/3", ahead), ("steady/ready/3", ready))
    return {name: None if share is None else Fraction(share) for name, share in pairs}


def asked(*units: tuple[str, tuple[str | None, str | None]]) -> str | None:
    """The state of units at level 4, each of a weight and with its shares of both asks."""
    made = [
        unit(name, scores(4), weight=weight, asks=shares_of(*shares))
        for name, (weight, shares) in zip("abc", units, strict=False)
    ]
    return roll_up(ASKING, call_roll(made)).state


def test_the_state_asks_for_the_mean_share_of_the_units_by_weight() -> None:
    # (3 x 0.9 + 1 x 0.1) / 4 = 0.7 is enough of the first, and 0.5 of the second; by head the first would be 0.5
    assert asked(("3", ("0.9", "0.5")), ("1", ("0.1", "0.5"))) == "steady"
    assert asked(("1", ("0.9", "0.5")), ("3", ("0.1", "0.5"))) == "early"  # (0.9 + 3 x 0.1) / 4 = 0.3
    assert asked(("1", ("1", "0.4")), ("1", ("1", "0.4"))) == "early"  # the second ask is as good a reason


def test_an_ask_that_one_unit_cannot_test_is_not_met() -> None:
    assert asked(("1", ("1", "1")), ("1", (None, "1"))) == "early"
    earlier = unit("b", scores(4), weight="1")  # scored by an edition that asks for nothing
    assert roll_up(ASKING, call_roll([unit("a", scores(4), weight="1", asks=shares_of("1", "1")), earlier])).state == (
        "early"
    )


def test_a_unit_without_a_score_has_no_part_in_asks() -> None:
    blank = unit("b", scores(None), weight="9", asks=shares_of("0", None))
    full = unit("a", scores(4), weight="1", asks=shares_of("1", "1"))
    assert roll_up(ASKING, call_roll([full, blank]), partial=True).state == "steady"


def test_shares_travel_with_a_unit() -> None:
    told = unit("a", scores(4), asks=shares_of("1/3", None))
    assert read_unit_text(write_unit(told)) == told


def test_who_has_not_assessed_something_is_left_out_of_its_mean() -> None:
    found = rolled(unit("a", scores(4), scores(None), weight="9"), unit("b", scores(2), scores(3), weight="1"))
    assert found.capabilities[1].scores.score == 3
    assert found.capabilities[1].assessed == 1


def test_nothing_assessed_anywhere_is_no_number() -> None:
    found = rolled(unit("a", scores(None), scores(None)))
    assert (found.overall.scores.score, found.overall.box, found.state, found.outliers) == (None, None, None, ())
    assert found.capabilities[0].best is None


def test_outliers_are_beyond_the_fences() -> None:
    # alpha: 2 2 2 2 3: quartiles 2 and 2, so 3 is beyond both fences. beta has four units: too few to tell.
    units = [unit(name, scores(2), scores(1)) for name in "abc"]
    units += [unit("d", scores(2), scores(5)), unit("e", scores(3), scores(None))]
    found = rolled(*units)
    assert [(found.call.units[one.unit].title, one.reference, one.above) for one in found.outliers] == [
        ("e", "overall", True),
        ("e", "alpha", True),
    ]


def test_practice_to_copy_goes_by_evidence_first_and_then_by_claim() -> None:
    units = [
        unit("a", scores(5, evidenced=1), scores(3, evidenced=2)),
        unit("b", scores(3, evidenced=3), scores(4, evidenced=2)),
        unit("c", scores(3, evidenced=3), scores(4, evidenced=2)),
    ]
    found = rolled(*units)
    assert [found.call.units[part.best.unit].title for part in found.capabilities if part.best] == ["b", "b"]
    looked_up = []

    def look_up(one: Unit) -> list[list[str]]:
        looked_up.append(one.title)
        return [["Charter"], []]

    shown = with_evidence(found, look_up)
    assert [part.best.evidence for part in shown.capabilities if part.best] == [("Charter",), ()]
    assert looked_up == ["b"]


def test_states_are_counted_from_the_lowest() -> None:
    units = [
        unit("a", scores(1), scores(1), state="steady"),
        unit("b", scores(1), scores(1)),
        unit("c", scores(1), scores(1), state="early"),
    ]
    assert rolled(*units).states == (("early", 1), ("steady", 1), (None, 1))


def test_the_order_of_files_changes_nothing() -> None:
    units = [
        unit(name, scores(score), scores(5 - score), weight=str(score))
        for name, score in zip("abcd", (1, 2, 3, 4), strict=True)
    ]
    assert rolled(*units) == rolled(*reversed(units))


PART = scores(5)
OUT = Scores(None, None, None, None)


def a_part(name: str, alpha: Scores, **changes: Any) -> Unit:
    """A unit whose scope is alpha alone."""
    out: dict[str, Any] = {"cells": (alpha, alpha, None, None), "standings": ("assessed", "out-of-scope")}
    return unit(name, alpha, OUT, scope=("alpha",), **(out | changes))


def test_a_unit_about_one_capability_counts_there_alone() -> None:
    whole = unit("a", scores(2), scores(2), state="early")
    found = rolled(whole, a_part("b", PART, state="steady"))
    # alpha (2 + 5) / 2, beta 2 as one unit has it; the mean of the units' own scores would be 3.5
    assert [part.scores.score for part in found.capabilities] == [Fraction(7, 2), 2]
    assert found.overall.scores.score == Fraction(11, 4)
    assert found.areas[0].scores.score == Fraction(11, 4)
    assert [part.coverage for part in found.capabilities] == [Coverage(2, 0, 0, 0), Coverage(1, 0, 0, 1)]
    assert [part.reference for part in found.lacking] == ["beta"]
    # nothing of the whole is told from a part: neither spread nor state
    assert found.overall.box is not None
    assert (found.overall.box.values, found.overall.box.highest) == (1, 2)
    assert found.states == (("early", 1),)


def test_a_cell_counts_as_often_as_it_is_assessed() -> None:
    one_cell = unit("b", scores(5), scores(None), cells=(scores(5), OUT, OUT, OUT))
    found = rolled(unit("a", scores(2), scores(2)), one_cell)
    # alpha: its first cell (2 + 5) / 2, its second 2
    assert found.capabilities[0].scores.score == Fraction(11, 4)


def test_there_is_no_state_while_a_capability_is_not_covered_by_all() -> None:
    whole = unit("a", scores(4), scores(4))
    for other in (a_part("b", scores(4)), unit("b", scores(4), scores(None))):
        found = rolled(whole, other)
        assert (found.partial, found.state, found.state_by_score) == (True, None, None)
        shown = rolled(whole, other, partial=True)
        assert (shown.partial, shown.state, shown.state_by_score) == (True, "steady", "steady")
        assert shown._replace(state=None, state_by_score=None) == found


def test_what_does_not_apply_to_a_unit_lacks_nowhere() -> None:
    without = unit("b", scores(4), OUT, cells=(scores(4), scores(4), None, None), standings=("assessed", "n/a"))
    found = rolled(unit("a", scores(4), scores(4)), without)
    assert found.capabilities[1].coverage == Coverage(1, 0, 1, 0)
    assert (found.partial, found.state) == (False, "steady")


def test_what_units_differ_in_is_told_with_how_many() -> None:
    units = [
        unit("a", scores(2), scores(2), standard="toy 0.9"),
        unit("b", scores(2), scores(2), depth="core", depths={"beta": "full"}, profiles=("bank",)),
        a_part("c", scores(2), profiles=("bank",)),
    ]
    assert rolled(*units).mixed == (
        Mix("edition", (("toy 1.0", 2), ("toy 0.9", 1))),
        Mix("scope", (("", 2), ("alpha", 1))),
        Mix("depth", (("full", 2), ("core beta=full", 1))),
        Mix("profiles", (("bank", 2), ("", 1))),
    )
    assert rolled(*units[:1]).mixed == ()


def test_the_order_in_which_a_scope_or_depths_are_written_is_no_difference() -> None:
    names, core = ("alpha", "beta"), {"alpha": "core", "beta": "core"}
    units = [
        a_part("a", scores(2), depths=core)._replace(scope=names),
        a_part("b", scores(2), depths=dict(reversed(core.items())))._replace(scope=names[::-1]),
    ]
    assert rolled(*units).mixed == ()


def test_a_part_travels_in_text() -> None:
    told = a_part("b", scores("8/3"), depth="core", depths={"beta": "full"}, profiles=("bank",))
    assert read_unit_text(write_unit(told)) == told
