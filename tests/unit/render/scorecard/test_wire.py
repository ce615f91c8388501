"""The scorecard's contract: the same data in JSON and YAML, whatever somebody called their enterprise."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.answers.model import NotApplicable, Target
from btm_cli.render.scorecard.wire import ScorecardWire, scorecard_data
from btm_cli.render.wire.json import render_json
from btm_cli.render.wire.schemas import schema as schema_of
from btm_cli.render.wire.yaml import render_yaml
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.vocabulary import Theme
from btm_cli.validation import validate_record
from support import build
from support import render_fixtures as fixtures
from support.quick_yaml import load_yaml
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
    # the order is that of formats.md, "The scorecard"; exact scores are ours, for those who calculate with them
    data = scorecard_data(SCORECARDS["full"])
    assert list(data) == [
        *("schema", "standard", "subject", "as_of", "target_assumed", "overall", "areas", "capabilities"),
        *("exact_scores", "priorities", "assess_first", "not_applicable", "findings", "evidence"),
    ]
    assert list(data["standard"]) == ["id", "edition", "digest"]
    assert list(data["subject"]) == [
        *("enterprise", "unit", "period", "assessed_on", "scope", "depth", "profiles", "digest")
    ]
    states = ["state", "state_by_score", "evidenced_state", "verified_state", "held_back_by", "provisional"]
    counts = ["claimed_cells", "rated", "rated_answered", "rated_applicable", "unknown", "no_case", "evidence_cited"]
    assert list(data["overall"]) == [*NUMBERS, "not_applicable", *states, *counts]
    assert list(data["areas"][0]) == ["id", "name", *NUMBERS, "not_applicable"]
    capability = data["capabilities"][0]
    rest = ["not_applicable", "importance", "limited_by", "imbalance", "dimensions"]
    assert list(capability) == ["id", "name", "area", *NUMBERS, *rest]
    assert list(capability["dimensions"][0]) == [
        *("id", "basis", *NUMBERS[:-1], "target_assumed", "gap", "out_of_order", "to_reach_target")
    ]
    assert list(data["priorities"][0]) == [
        *("rank", "capability", "dimension", "from_level", "to_level", "priority", "gain", "lift", "enables"),
        *("state", "importance", "effort", "person_days", "money", "criteria", "follows", "blocked_by", "holds_state"),
    ]
    assert list(data["not_applicable"][0]) == ["reference", "reason", "approved_by", "profile", "case"]
    assert list(data["findings"][0]) == ["code", "severity", "message", "reference"]


def asking_scorecard() -> Scorecard:
    """Two claims of level 3 bear a theme; of the one `largely` is said, of the other nothing."""
    ahead = [build.criterion("3a", effort=9, themes=["ahead"]), build.criterion("3b", effort=2, themes=["ahead"])]
    states = [build.state("low", "1", 1), build.state("high", "2", 1, 3, asks=[("ahead", "0.7")])]
    standard = build.one_cell(build.cell("2a", *ahead), states=states, themes=(Theme("ahead", "Ahead", ""),))
    return assess(standard, build.answers({"only/process": build.ratings("2a:f 3a:l")}), frozenset(), fixtures.AS_OF)


def test_what_states_ask_for_stands_where_a_standard_has_asks() -> None:
    overall = scorecard_data(asking_scorecard())["overall"]
    assert list(overall)[-3:] == ["stage", "asks", "unmet_asks"]
    # 2 + (2/3 + 0) / 2 = 2.33 reaches `high`, but (2/3 + 0) / 2 of what it asks for is less than 0.7
    assert (overall["score"], overall["state_by_score"], overall["state"], overall["stage"]) == (
        2.33,
        "high",
        "low",
        None,
    )
    assert overall["unmet_asks"] == ["high/ahead"]
    assert overall["asks"] == [
        {
            **{"state": "high", "theme": "ahead", "levels": [3], "need": 0.7},
            **{"share": 0.33, "evidenced_share": 0, "verified_share": 0, "applicable": 2, "rated": 1, "met": False},
            "open": ["only/process/3b", "only/process/3a"],  # 2 points are left of the one, 9 x 1/3 = 3 of the other
        }
    ]


def test_counts_tell_claims_from_ratings() -> None:
    overall = scorecard_data(SCORECARDS["full"])["overall"]
    # Claimed: two capabilities of 4 cells. Rated: 4 + 4 + 1 (communication) + 2 (sourcing).
    assert (overall["claimed_cells"], overall["rated"]) == (8, 11)
    # Answered: 8 criteria in each of 8 cells, 4 and 3 in the single ones, 1 of 7 beside an n/a in the last.
    assert (overall["rated_answered"], overall["rated_applicable"]) == (64 + 4 + 3 + 1, 9 * 8 + 8 + 7)
    assert (overall["unknown"], overall["no_case"], overall["evidence_cited"]) == (0, 0, 1)


def test_depth_profiles_and_windows_without_a_case_are_told() -> None:
    left = {"2a": NotApplicable("nothing of the kind", profile="small"), "2b": NotApplicable("no case", no_case=True)}
    answers = build.answers(
        {"communication-strategy-and-management/process": left | build.ratings("3a:f")},
        depth="core",
        depths={"compliance-and-risk-management": "full"},
        profiles=("small",),
    )
    data = scorecard_data(assess(fixtures.make_standard(), answers, frozenset(), fixtures.AS_OF))
    assert data["subject"]["depth"] == {"default": "core", "compliance-and-risk-management": "full"}
    assert data["subject"]["profiles"] == ["small"]
    assert [(entry["profile"], entry["case"]) for entry in data["not_applicable"]] == [("small", None), (None, "none")]
    assert scorecard_data(SCORECARDS["full"])["subject"]["depth"] == "full"


def test_each_cell_says_whether_its_target_is_assumed() -> None:
    aims = Target(levels={"communication-strategy-and-management": 4})
    data = scorecard_data(fixtures.make_scorecard(target=aims))
    assumed = {cell["target_assumed"] for cell in data["capabilities"][2]["dimensions"]}
    assert (assumed, data["target_assumed"]) == ({False}, True)
    assert {cell["target_assumed"] for cell in data["capabilities"][0]["dimensions"]} == {True}


def test_yaml_has_one_line_an_ask() -> None:
    data = scorecard_data(asking_scorecard())
    text = render_yaml(data)
    assert load_yaml(text) == data
    assert sum('"theme"' in line for line in text.splitlines()) == 1
    assert "  asks:" in text.splitlines()


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
    later = with_unknown_keys(data)
    del later["exact_scores"]["from_the_future"]  # these are by id: one more would be a capability with a score
    jsonschema.validate(later, schema_of("scorecard"), cls=jsonschema.Draft202012Validator)
    assert validate_record(ScorecardWire, later) == (data, [])


def test_the_schema_lists_keys_in_the_order_of_the_data() -> None:
    data, schema = scorecard_data(SCORECARDS["full"]), schema_of("scorecard")
    parts = {
        "Area": data["areas"][0],
        "Cell": data["capabilities"][0]["dimensions"][0],
        "Overall": scorecard_data(asking_scorecard())["overall"],
    }
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
    assert load_yaml(render_yaml(data)) == data


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
