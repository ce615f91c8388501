"""Many units as one."""

from __future__ import annotations

from fractions import Fraction

from btm_cli.voices.roll_call import call_roll
from btm_cli.voices.rollup import Rollup, roll_up, with_evidence
from btm_cli.voices.unit import Unit
from support import build
from support.voices import scores, unit

STANDARD = build.standard(
    {"north": [build.capability("alpha"), build.capability("beta")]},
    states=[build.state("early", "1", 1), build.state("steady", "3", 2)],
)


def rolled(*units: Unit) -> Rollup:
    return roll_up(STANDARD, call_roll(units))


def test_means_are_by_weight_and_floors_are_not() -> None:
    found = rolled(
        unit("a", scores(4), scores("2.5", evidenced=2), weight="3"), unit("b", scores(2), scores(1), weight="1")
    )
    assert found.overall.scores.score == Fraction(3 * 4 + 2, 4)
    beta = found.capabilities[1]
    assert beta.scores.score == Fraction(3 * Fraction("2.5") + 1, 4)
    assert beta.scores.evidenced == Fraction(3 * 2 + 1, 4)
    assert (beta.scores.level, beta.at_floor, beta.lowest) == (1, 1, 1)


def test_the_state_is_held_back_by_the_weakest_unit() -> None:
    found = rolled(unit("a", scores(5), scores(5)), unit("b", scores(2), scores(1)))
    assert (found.overall.scores.score, found.state_by_score, found.state) == (Fraction(7, 2), "steady", "early")
    found = rolled(unit("a", scores(5), scores(5)), unit("b", scores(2), scores(2)))
    assert found.state == "steady"


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
