"""Every command and format prints what tests/golden holds, byte for byte; the facts are then read back out of it."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest

from support.golden import CASES, EXAMPLES, FOLDER, HELP, SHOWN, Case, produce
from support.quick_yaml import load_yaml
from support.schemas import Checker

SCHEMAS = Path(__file__).resolve().parents[2] / "standard" / "schema"
SVG = "{http://www.w3.org/2000/svg}"
BROKEN = [
    # Counted by hand in broken.yaml: line, column, width, code.
    (4, 14, 10, "not-a-date"),
    (6, 3, 26, "unknown-capability"),
    (9, 11, 6, "unknown-rating"),
    (11, 7, 2, "duplicate-key"),
    (12, 17, 1, "level-out-of-range"),
]


def golden(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def scorecard(example: str) -> dict:
    return json.loads(golden(f"assess-{example}.json"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_output_is_as_kept(case: Case) -> None:
    pytest.importorskip(case.needs)
    assert produce(case).decode("utf-8") == case.path.read_bytes().decode("utf-8")


def test_no_golden_file_is_left_over() -> None:
    kept = {"update.py", "README.md", "broken.yaml", "infeasible.yaml"}
    assert {path.name for path in FOLDER.iterdir() if path.is_file()} == kept | {case.name for case in CASES}


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_scorecard_keeps_its_contract(example: str) -> None:
    schema = json.loads((SCHEMAS / "scorecard.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert Checker(schema).faults(scorecard(example)) == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_yaml_says_what_json_says(example: str) -> None:
    assert load_yaml(golden(f"assess-{example}.yaml")) == scorecard(example)


@pytest.mark.parametrize("example", EXAMPLES)
def test_csv_says_what_json_says(example: str) -> None:
    rows = list(csv.DictReader(golden(f"assess-{example}.csv").splitlines()))
    capabilities = scorecard(example)["capabilities"]
    cells = [(capability, cell) for capability in capabilities for cell in capability["dimensions"]]
    assert len(rows) == len(cells) == 17 * 4
    for row, (capability, cell) in zip(rows, cells, strict=True):
        assert (row["area"], row["capability"], row["dimension"]) == (capability["area"], capability["id"], cell["id"])
        for key, value in cell.items():
            if isinstance(value, bool):
                assert row[key] == ("true" if value else "false")
            elif isinstance(value, int | float):
                assert float(row[key]) == value
            elif value is None:
                assert row[key] == ""
            elif isinstance(value, list):
                assert row[key].split() == value


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("ending", ["-full.txt", ".md", ".svg"])
def test_what_people_read_has_the_headline_number(example: str, ending: str) -> None:
    overall = scorecard(example)["overall"]
    text = golden(f"assess-{example}{ending}").replace("*", "")
    assert re.search(rf"Score\D{{0,3}}{overall['score']:.2f} of 5", text)
    assert re.search(rf"weakest level {overall['level']} \(", " ".join(text.split()))


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_screen_has_the_headline_number(example: str) -> None:
    overall = scorecard(example)["overall"]
    assert f" {overall['score']:.2f} of 5 by its own claims" in " ".join(golden(f"assess-{example}-80.txt").split())


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_picture_shows_every_score(example: str) -> None:
    root = ElementTree.fromstring(golden(f"assess-{example}.svg"))
    shown = [element.text for element in root.iter(f"{SVG}text")]
    for capability in scorecard(example)["capabilities"]:
        for cell in capability["dimensions"]:
            if cell["score"] is not None:
                shown.remove(f"{cell['score']:.2f}")


def test_five_mistakes_are_five_problems_at_their_places() -> None:
    found = json.loads(golden("validate.json"))
    places = [(each["line"], each["column"], each["width"], each["code"]) for each in found["problems"]]
    assert places == BROKEN
    assert found["summary"] == {"files": 1, "errors": 5, "warnings": 0, "notes": 0}


def test_text_and_github_name_the_same_places() -> None:
    places = [(line, column, code) for line, column, _, code in BROKEN]
    text = re.findall(r"^broken\.yaml:(\d+):(\d+): error\[([a-z-]+)\] \S", golden("validate.txt"), re.M)
    assert [(int(line), int(column), code) for line, column, code in text] == places
    commands = golden("validate-github.txt").splitlines()
    pattern = re.compile(
        r"::error file=tests/golden/broken\.yaml,line=(\d+),col=(\d+),endColumn=(\d+),title=btm ([a-z-]+)::.+"
    )
    read = [pattern.fullmatch(command) for command in commands]
    assert [(int(m[1]), int(m[2]), int(m[3]) - int(m[2]), m[4]) for m in read if m] == BROKEN


def test_the_carets_stand_below_what_is_wrong() -> None:
    lines = golden("validate.txt").splitlines()
    marked = []
    for line, carets in pairwise(lines):
        if "^" in carets:
            marked.append("".join(text for text, mark in zip(line, carets, strict=False) if mark == "^"))
    assert marked == ["2026-11-31", "aproval-and-prioritization", "mostly", "2b", "6"]


def test_sarif_has_the_same_places_and_rules() -> None:
    [run] = json.loads(golden("validate.sarif"))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    found = []
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] == "error"
        assert result["message"]["text"]
        [place] = result["locations"]
        region = place["physicalLocation"]["region"]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "tests/golden/broken.yaml"
        width = region["endColumn"] - region["startColumn"]
        found.append((region["startLine"], region["startColumn"], width, result["ruleId"]))
    assert found == BROKEN
    assert len(rules) == len(set(rules))


def test_junit_fails_once_for_each_mistake() -> None:
    root = ElementTree.fromstring((FOLDER / "validate.xml").read_bytes())
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("5", "5", "0")
    assert [failure.get("type") for failure in root.iter("failure")] == [code for *_, code in BROKEN]
    cases = list(root.iter("testcase"))
    assert [int(case.get("line") or 0) for case in cases] == [line for line, *_ in BROKEN]
    assert [(case.get("name") or "").partition(":")[0] for case in cases] == [code for *_, code in BROKEN]
    assert {case.get("file") for case in cases} == {"tests/golden/broken.yaml"}


def test_the_list_names_all_that_the_standard_files_name() -> None:
    identity = load_yaml((SCHEMAS.parent / "standard.yaml").read_text("utf-8"))
    capabilities = [name for area in identity["areas"] for name in area["capabilities"]]
    assert len(capabilities) == 17
    for ending in ("txt", "json", "md"):
        listed = golden(f"standard-list.{ending}")
        places = [listed.index(name) for name in capabilities]
        assert places == sorted(places)


@pytest.mark.parametrize("ending", ["txt", "json", "md"])
def test_a_criterion_is_shown_in_its_own_words(ending: str) -> None:
    path = SCHEMAS.parent / "managing-technology-investments" / "approval-and-prioritization.yaml"
    process = load_yaml(path.read_text("utf-8"))["dimensions"]["process"]
    claim = process[3]["criteria"]["a"]["claim"]
    for kind in ("criterion", "cell"):
        shown = " ".join(golden(f"standard-show-{kind}.{ending}").replace("\\", "").split())
        assert " ".join(claim.split()) in shown, SHOWN[kind]


@pytest.mark.parametrize("name", HELP)
def test_help_has_an_example_and_fits(name: str) -> None:
    text = golden(f"help-{name}.txt")
    assert "Example" in text
    assert max(map(len, text.splitlines())) <= 80
    assert "range>" not in text, "a number is N; which ones will do stands behind what it says"
    lines = [line.strip() for line in text.splitlines()]
    examples = [line.removeprefix("Example: ") for line in lines if re.match(r"(Example: )?btm [a-z]", line)]
    assert examples
