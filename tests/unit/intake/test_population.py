"""A population from scorecards and roll-ups, of this version or of a later one."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from btm_cli.intake.population import load_population
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
    for unit in later.get("units", ()):
        for scores in (unit["area_scores"], unit["scores"]):
            del scores["from_the_future"]
    assert profiles(tmp_path, later) == found


def test_a_scorecard_of_the_first_form_counts_too(tmp_path: Path) -> None:
    data = json.loads((ROOT / "tests/cases/scorecards/meridian-2026-Q3-first-form.json").read_text("utf-8"))
    assert [profile.overall for profile in profiles(tmp_path, data)] == [Fraction("2.45")]


def test_several_scorecards_in_one_file(tmp_path: Path) -> None:
    data = json.loads((FOLDER / "assess-harbor.json").read_text("utf-8"))
    found = profiles(tmp_path, [data, data])
    assert [profile.overall for profile in found] == [Fraction(str(data["overall"]["score"]))] * 2
    assert found[0].capabilities == {each["id"]: Fraction(str(each["score"])) for each in data["capabilities"]}


def test_a_roll_up_of_the_first_form_counts_too(tmp_path: Path) -> None:
    data = json.loads((FOLDER / "rollup.json").read_text("utf-8"))
    found = profiles(tmp_path, data)
    for unit in data["units"]:
        for name in ("scope", "depth", "profiles", "standings"):
            del unit[name]
    assert profiles(tmp_path, data | {"schema": "btm-rollup/1"}) == found


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
