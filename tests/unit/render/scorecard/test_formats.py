"""The scorecard's contract and the formats that carry it: the same data, whatever somebody called their enterprise."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.render.scorecard.build import build_view
from btm_cli.render.scorecard.markdown import escape, render_markdown
from btm_cli.render.scorecard.rows import cell_rows
from btm_cli.render.scorecard.svg import render_svg
from btm_cli.render.scorecard.wire import ScorecardWire, scorecard_data
from btm_cli.render.wire.json import render_json
from btm_cli.render.wire.rows import to_csv
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


def test_the_same_scorecard_gives_the_same_bytes() -> None:
    assert render_json(scorecard_data(fixtures.make_scorecard())) == render_json(scorecard_data(SCORECARDS["full"]))


def test_csv_has_a_row_a_cell(card: Scorecard) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(cell_rows(card)))))
    assert len(rows) == 24
    first = rows[0]
    assert (first["capability"], first["dimension"], first["as_of"]) == (
        "strategic-and-tactical-governance",
        "process",
        "2026-11-20",
    )


def test_csv_leaves_empty_what_does_not_exist() -> None:
    scores = {
        name: next(csv.DictReader(io.StringIO(to_csv(cell_rows(card)))))["score"] for name, card in SCORECARDS.items()
    }
    assert scores == {"full": "2.83", "empty": "", "hostile": "2.0"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n ="])
def test_csv_text_is_no_formula(start: str) -> None:
    card = SCORECARDS["full"]._replace(enterprise=f"{start}1+1", period="a=b")
    row = next(csv.DictReader(io.StringIO(to_csv(cell_rows(card)), newline="")))
    assert row["enterprise"] == f"'{start.strip()}1+1"
    assert row["period"] == "a=b"


def view_of(card: Scorecard) -> Any:
    return build_view(card, fixtures.make_standard())


def test_markdown_escapes_what_people_wrote() -> None:
    assert escape("<b> | `x` [a](b) **c** @me\n# d") == r"\<b\> \| \`x\` \[a\](b) \*\*c\*\* \@me \# d"
    text = render_markdown(view_of(SCORECARDS["hostile"]))
    assert not re.search(r"(?<!\\)<script", text)
    assert "\x1b" not in text


def test_markdown_says_how_many_gaps_and_steps_it_leaves_out() -> None:
    # eleven cells lie below their target of 3 (four of 2.83, four of 1, and 1.67, 2.17, 1.67): ten shown leave one out
    card = SCORECARDS["full"]
    steps = card.priorities[:1] * 12
    view = build_view(card._replace(priorities=steps), fixtures.make_standard(), top=10)
    blocks = render_markdown(view).split("\n\n")
    gaps = next(number for number, block in enumerate(blocks) if block.startswith("## Largest gaps"))
    assert blocks[gaps + 1].count("\n- ") == 9
    assert blocks[gaps + 2] == "... and 1 more gap (`--top N` shows more)."
    plan = next(number for number, block in enumerate(blocks) if block.startswith("## Next iteration"))
    assert len(blocks[plan + 1].splitlines()) == 2 + 10
    assert blocks[plan + 2] == "... and 2 more steps (`--top N` shows more)."


def test_markdown_of_everything_says_nothing_of_more() -> None:
    assert "more" not in render_markdown(build_view(SCORECARDS["full"], fixtures.make_standard(), top=None))


def test_markdown_tables_are_rectangular(card: Scorecard) -> None:
    tables = re.findall(r"(?:^\|.*\n)+", render_markdown(view_of(card)), re.MULTILINE)
    for table in tables:
        counts = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(counts) == 1
    assert len(tables) == (0 if card.overall.numbers.score is None else 3)


def test_the_picture_is_well_formed_and_has_a_square_for_every_cell(card: Scorecard) -> None:
    svg = "{http://www.w3.org/2000/svg}"
    root = ElementTree.fromstring(render_svg(view_of(card)))
    title, description = root.find(f"{svg}title"), root.find(f"{svg}desc")
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert len(root.findall(f"{svg}rect")) == 1 + 24
    assert root.find(f".//{svg}script") is None


def test_the_picture_shows_figures_beside_colours() -> None:
    text = render_svg(view_of(SCORECARDS["full"]))
    assert text.count(">2.83</text>") == 5  # four cells and their capability
    assert text.count(">not assessed</text>") == 4


def test_json_has_one_line_a_cell_and_one_a_headline_number() -> None:
    lines = render_json(scorecard_data(SCORECARDS["full"])).splitlines()
    assert sum('"basis"' in line for line in lines) == 24
    assert '    "score": 2.71,' in lines
