"""A population from scorecards and roll-ups, of this version or of a later one."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pydantic
import pytest

from btm_cli import validation
from btm_cli.errors import InvalidFiles
from btm_cli.intake.population import load_population
from btm_cli.render.document.numbers import round_half_up
from btm_cli.render.voices.rollup_parts_wire import box_data
from btm_cli.voices.benchmark import among_population
from support.golden import FOLDER
from support.run import ROOT
from support.wire import with_unknown_keys


def profiles(folder: Path, data: Any) -> list[Any]:
    path = folder / "population.json"
    path.write_text(json.dumps(data), "utf-8")
    return load_population([str(path)])


@pytest.mark.parametrize("name", ["assess-harbor.json", "rollup.json"])
def test_keys_of_a_later_version_change_nothing(tmp_path: Path, name: str) -> None:
    data = json.loads((FOLDER / name).read_text("utf-8"))
    found = profiles(tmp_path, data)
    assert found
    later = with_unknown_keys(data)
    # A unit's scores are by id, so one more key there is one more capability: it has to have a score.
    for unit in later.get("units", [later]):
        del unit["exact_scores"]["from_the_future"]
    assert profiles(tmp_path, later) == found


def test_from_rounded_scores_nothing_is_worked_out(tmp_path: Path) -> None:
    data = json.loads((ROOT / "tests/cases/scorecards/meridian-2026-Q3-first-form.json").read_text("utf-8"))
    [profile] = profiles(tmp_path, data)
    assert (profile.exact, profile.overall) == (False, None)
    own = profile._replace(title="Own", digest="own", overall=Fraction(2), exact=True)
    [left_out] = among_population(own, [profile]).left_out
    assert left_out.reason == "its scores are rounded: write it again with this version"


def test_several_scorecards_in_one_file(tmp_path: Path) -> None:
    data = json.loads((FOLDER / "assess-harbor.json").read_text("utf-8"))
    found = profiles(tmp_path, [data, data])
    for profile in found:
        for one in data["capabilities"]:
            exact = profile.capabilities[one["id"]]
            assert exact is not None
            assert round_half_up(exact) == Decimal(str(one["score"]))
        assert round_half_up(profile.overall) == Decimal(str(data["overall"]["score"]))


def test_a_roll_up_of_the_first_form_has_rounded_scores_alone(tmp_path: Path) -> None:
    data = json.loads((FOLDER / "rollup.json").read_text("utf-8"))
    for unit in data["units"]:
        for name in ("scope", "depth", "profiles", "standings", "exact_scores"):
            del unit[name]
    assert [one.exact for one in profiles(tmp_path, data | {"schema": "btm-rollup/1"})] == [False] * 3


def test_the_quartiles_are_those_of_a_roll_up(tmp_path: Path) -> None:
    rollup = json.loads((FOLDER / "rollup.json").read_text("utf-8"))
    found = profiles(tmp_path, rollup)
    own = found[0]._replace(title="Own", digest="own")
    spread = among_population(own, found).overall.box
    assert spread is not None
    assert box_data(spread) == rollup["overall"]["spread"]


@pytest.mark.parametrize("score", ["1/0", "0x2", "1e3", "1" * 5000, "1.5"])
def test_an_exact_score_is_a_fraction(tmp_path: Path, score: str) -> None:
    data = json.loads((FOLDER / "assess-harbor.json").read_text("utf-8"))
    data["exact_scores"]["overall"] = score
    with pytest.raises(InvalidFiles):
        profiles(tmp_path, data)


def test_a_part_says_what_it_is_about(tmp_path: Path) -> None:
    card = json.loads((FOLDER / "assess-harbor.json").read_text("utf-8"))
    card["subject"] |= {
        "scope": ["strategy-and-planning"],
        "depth": {"default": "core", "asset-rationalization": "full"},
    }
    rollup = json.loads((FOLDER / "rollup.json").read_text("utf-8"))
    rollup["units"][0] |= {"scope": ["strategy-and-planning"], "depth": "core"}
    [of_card] = profiles(tmp_path, card)
    of_unit, whole, _ = profiles(tmp_path, rollup)
    assert of_card.scope == of_unit.scope == ("strategy-and-planning",)
    assert (of_card.depth, of_unit.depth) == ({"default": "core", "asset-rationalization": "full"}, "core")
    assert (whole.scope, whole.depth) == ((), "full")


def test_a_file_that_is_none_of_ours_is_soon_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand problems say enough; and how a scorecard is read is worked out once, not for each."""
    made: list[object] = []

    class Counting(pydantic.TypeAdapter):  # type: ignore[type-arg]  # of any record
        def __init__(self, record: object) -> None:
            made.append(record)
            super().__init__(record)

    validation._adapter.cache_clear()
    monkeypatch.setattr(pydantic, "TypeAdapter", Counting)
    path = tmp_path / "population.json"
    path.write_text(json.dumps([[]] * 5000))
    with pytest.raises(InvalidFiles) as raised:
        load_population([str(path)])
    assert (len(raised.value.diagnostics), len(made)) == (1000, 1)
