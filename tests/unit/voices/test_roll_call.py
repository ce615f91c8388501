"""Which files of many are units, and what they weigh."""

from __future__ import annotations

from fractions import Fraction

from btm_cli.voices.roll_call import Flag, RollCall, call_roll
from btm_cli.voices.unit import Unit
from support.voices import unit


def codes(call: RollCall) -> list[tuple[str, str, str]]:
    return [(flag.code, flag.severity, flag.file) for flag in call.flags]


def call(*units: Unit, **given: Fraction) -> RollCall:
    return call_roll(units, given)


def test_units_come_by_name() -> None:
    assert [one.title for one in call(unit("b"), unit("C"), unit("a")).units] == ["a", "b", "C"]


def test_a_copy_counts_once() -> None:
    found = call(unit("a", file="x.yaml"), unit("a", file="y.yaml"), unit("b"))
    assert [one.file for one in found.units] == ["y.yaml", "b.yaml"]
    assert codes(found) == [("duplicate-unit", "warning", "x.yaml")]


def test_of_two_files_of_one_unit_the_later_counts_and_the_other_is_an_error() -> None:
    old = unit("a", file="old.yaml", digest="1", assessed_on="2026-03-01")
    new = unit(" A ", file="new.yaml", digest="2", assessed_on="2026-06-01")
    for files in ((old, new), (new, old)):
        found = call(*files)
        assert [one.file for one in found.units] == ["new.yaml"]
        assert codes(found) == [("duplicate-unit", "error", "old.yaml")]


def test_three_files_of_one_unit() -> None:
    files = [unit("a", file=f"{day}.yaml", digest=str(day), assessed_on=f"2026-03-0{day}") for day in (2, 3, 1)]
    found = call(*files)
    assert [one.file for one in found.units] == ["3.yaml"]
    assert sorted(codes(found)) == [("duplicate-unit", "error", "1.yaml"), ("duplicate-unit", "error", "2.yaml")]


def test_units_of_two_enterprises_may_have_one_name() -> None:
    found = call(unit("IT"), unit("IT", enterprise="Other", file="other.yaml"))
    assert len(found.units) == 2
    assert [flag.code for flag in found.flags] == ["enterprise-differs"]


def test_weights_of_the_files_and_given_ones_which_go_first() -> None:
    found = call(unit("a", weight="2"), unit("b", weight="1/3"), a=Fraction(7))
    assert found.weights == (Fraction(7), Fraction(1, 3))
    assert found.weighed


def test_without_any_weight_all_weigh_the_same() -> None:
    found = call(unit("a"), unit("b"))
    assert (found.weights, found.weighed, found.flags) == ((1, 1), False, ())


def test_a_missing_weight_beside_others_is_an_error_not_a_one() -> None:
    found = call(unit("a", weight="1200"), unit("b"))
    assert [one.title for one in found.units] == ["a"]
    assert codes(found) == [("weight-missing", "error", "b.yaml")]


def test_a_weight_for_nobody_is_said() -> None:
    [flag] = call(unit("a"), a=Fraction(1), z=Fraction(1)).flags
    assert (flag.code, flag.file) == ("unknown-unit", "--weights")


def test_other_periods_and_editions_are_flagged() -> None:
    units = [unit("a", period="Q4"), unit("b", period="Q4"), unit("c", period=None, standard="toy 2.0")]
    found = call(*units)
    assert codes(found) == [("edition-differs", "warning", "c.yaml"), ("period-differs", "warning", "c.yaml")]
    assert isinstance(found.flags[0], Flag)
    assert "toy 1.0" in found.flags[0].message


def test_a_unit_without_a_name_is_called_by_its_file() -> None:
    found = call(unit(None, file="x/answers.yaml", digest="1"), unit(None, file="y/answers.yaml", digest="2"))
    assert [one.title for one in found.units] == ["x/answers.yaml", "y/answers.yaml"]


def test_a_name_in_two_normal_forms_is_one_unit_of_one_enterprise_with_its_weight() -> None:
    composed = unit("Z\u00fcrich", enterprise="M\u00fcller", file="a.yaml", digest="1", assessed_on="2026-03-01")
    apart = unit("Zu\u0308rich", enterprise="Mu\u0308ller", file="b.yaml", digest="2", assessed_on="2026-06-01")
    found = call(composed, apart)
    assert ([one.file for one in found.units], codes(found)) == (["b.yaml"], [("duplicate-unit", "error", "a.yaml")])
    weighed = call_roll(
        [apart, unit("Bern", enterprise="M\u00fcller")], {"z\u00dcrich": Fraction(30), "bern": Fraction(1)}
    )
    assert (weighed.weights, weighed.flags) == ((Fraction(1), Fraction(30)), ())
