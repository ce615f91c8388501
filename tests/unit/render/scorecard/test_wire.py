"""The scorecard's contract: the same data in JSON and YAML, whatever somebody called their enterprise."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.render.scorecard.wire import ScorecardWire, scorecard_data
from btm_cli.render.wire.json import render_json
from btm_cli.render.wire.schemas import schema as schema_of
from btm_cli.render.wire.yaml import render_yaml
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.validation import validate_record
from support import render_fixtures as fixtures
from support.wire import assert_written_as_described, with_unknown_keys

SCORECARDS = {
    "full": fixtures.make_scorecard(),
    "empty": fixtures.empty_scorecard(),
    "hostile": fixtures.hostile_scorecard(),
}
NUMBERS = [
    *("score", "level", "low", "high", "evidenced", "evidenced_level", "verified", "verified_level"),
    *("coverage", "answered", "applicable", "settled", "target", "gap"),
]


@pytest.fixture(params=SCORECARDS)
def card(request: pytest.FixtureRequest) -> Scorecard:
    return SCORECARDS[request.param]


def test_keys_stand_in_the_order_of_the_contract() -> None:
    # the order is formats.md's, "The scorecard"
    data = scorecard_data(SCORECARDS["full"])
    assert list(data) == [
        *("schema", "standard", "subject", "as_of", "target_assumed", "overall", "areas", "capabilities"),
        *("priorities", "assess_first", "not_applicable", "findings", "evidence"),
    ]
    assert list(data["standard"]) == ["id", "edition", "digest"]
    assert list(data["subject"]) == ["enterprise", "unit", "period", "assessed_on", "scope", "digest"]
    states = ["state", "state_by_score", "evidenced_state", "verified_state", "held_back_by", "provisional"]
    assert list(data["overall"]) == [*NUMBERS, "not_applicable", *states]
    assert list(data["areas"][0]) == ["id", "name", *NUMBERS, "not_applicable"]
    capability = data["capabilities"][0]
    rest = ["not_applicable", "importance", "limited_by", "imbalance", "dimensions"]
    assert list(capability) == ["id", "name", "area", *NUMBERS, *rest]
    assert list(capability["dimensions"][0]) == ["id", "basis", *NUMBERS, "out_of_order", "to_reach_target"]
    assert list(data["priorities"][0]) == [
        *("rank", "capability", "dimension", "from_level", "to_level", "priority", "gain", "lift", "enables"),
        *("importance", "effort", "criteria", "blocked_by", "holds_state"),
    ]
    assert list(data["not_applicable"][0]) == ["reference", "reason", "approved_by"]
    assert list(data["findings"][0]) == ["code", "severity", "message", "reference"]


def test_numbers_are_rounded_and_criteria_are_whole_references() -> None:
    data = scorecard_data(SCORECARDS["full"])
    cell = data["capabilities"][0]["dimensions"][0]
    # the worked cell of scoring.md: level 2, 2 + (1 + 2/3) / 2 = 2.83; the assumed target is level 3
    assert (cell["score"], cell["level"], cell["target"], cell["gap"]) == (2.83, 2, 3.0, 0.17)
    assert cell["to_reach_target"] == ["strategic-and-tactical-governance/process/3b"]
    communication = data["capabilities"][2]["dimensions"][0]
    assert communication["out_of_order"] == [
        "communication-strategy-and-management/process/3a",
        "communication-strategy-and-management/process/5a",
    ]
    assert data["priorities"][0]["criteria"] == ["strategic-sourcing-and-vendor-management/technology/2b"]
    assert data["overall"]["coverage"] == 0.74  # 136 / 183


def test_the_data_is_exactly_what_the_schema_describes(card: Scorecard) -> None:
    assert_written_as_described("scorecard", json.loads(render_json(scorecard_data(card))))


def test_what_a_later_version_adds_is_ignored(card: Scorecard) -> None:
    data = json.loads(render_json(scorecard_data(card)))
    jsonschema.validate(with_unknown_keys(data), schema_of("scorecard"), cls=jsonschema.Draft202012Validator)
    assert validate_record(ScorecardWire, with_unknown_keys(data)) == (data, [])


def test_the_schema_lists_keys_in_the_order_of_the_data() -> None:
    data, schema = scorecard_data(SCORECARDS["full"]), schema_of("scorecard")
    parts = {"Area": data["areas"][0], "Cell": data["capabilities"][0]["dimensions"][0], "Overall": data["overall"]}
    parts |= {"Capability": data["capabilities"][0], "Priority": data["priorities"][0]}
    for name, part in parts.items():
        assert list(schema["$defs"][f"{name}Wire"]["properties"]) == list(part)


def test_json_and_yaml_give_back_the_same_data(card: Scorecard) -> None:
    data = scorecard_data(card)
    assert json.loads(render_json(scorecard_data(card))) == data
    assert yaml.load(render_yaml(scorecard_data(card)), Loader=yaml.SafeLoader) == data
    assert yaml.load(render_yaml(scorecard_data(card)), Loader=yaml.CSafeLoader) == data


SCALARS = st.none() | st.booleans() | st.integers(-999, 999) | st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(st.sampled_from(["reason", "approved_by", "message"]), SCALARS, min_size=1))
def test_yaml_carries_any_text(entry: dict[str, Any]) -> None:
    data = {"schema": "x", "findings": [entry], "assess_first": [], "overall": entry}
    assert yaml.safe_load(render_yaml(data)) == data


def test_yaml_has_one_line_a_cell() -> None:
    lines = render_yaml(scorecard_data(SCORECARDS["full"])).splitlines()
    assert sum('"basis"' in line for line in lines) == 24
    assert "  score: 2.71" in lines


def test_json_has_one_line_a_cell_and_one_a_headline_number() -> None:
    lines = render_json(scorecard_data(SCORECARDS["full"])).splitlines()
    assert sum('"basis"' in line for line in lines) == 24
    assert '    "score": 2.71,' in lines


def test_the_same_scorecard_gives_the_same_bytes() -> None:
    assert render_json(scorecard_data(fixtures.make_scorecard())) == render_json(scorecard_data(SCORECARDS["full"]))
