"""`btm export --format oscal`: held to the schema of another implementation, and every reference in it followed."""

from __future__ import annotations

import json
import uuid

import jsonschema
import pytest

from support.run import ROOT, in_process, process

SCHEMA = json.loads((ROOT / "tests" / "support" / "oscal-assessment-results-1.2.1.json").read_text("utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
QUARTER = "examples/meridian-insurance/2026-Q4.yaml"
ANSWERS = """\
standard: btm 1.0
enterprise: "Toy\\tWorks \\n <b>"
assessed_on: 2026-11-20
scope: [approval-and-prioritization]
target: 3
evidence:
  memo: {title: "Memo\\nof May", url: "https://x.test", date: 2026-03-01, valid_until: 2026-12-01}
answers:
  approval-and-prioritization:
    process: {level: 3, evidence: [memo], verified_by: Audit, note: "two\\nlines"}
    organization: 2
    technology: {rating: n/a, reason: none here}
"""


def export(path, *more, cwd=ROOT):
    ran = in_process("export", path, "--format", "oscal", *more, cwd=cwd)
    assert ran.code == 0, ran.complaint
    data = json.loads(ran.text)
    CHECK.validate(data)
    return data["assessment-results"]


@pytest.fixture
def toys(tmp_path):
    (tmp_path / "a.yaml").write_text(ANSWERS, "utf-8")
    return tmp_path


def test_a_finding_says_whether_a_cell_is_at_its_target(toys):
    [result] = export("a.yaml", cwd=toys)["results"]
    status = {each["target"]["target-id"]: each["target"]["status"] for each in result["findings"]}
    assert status == {  # technology is n/a, the other capabilities are out of scope
        "approval-and-prioritization.process": {"state": "satisfied", "reason": "pass"},
        "approval-and-prioritization.organization": {"state": "not-satisfied", "reason": "fail"},
        "approval-and-prioritization.information": {"state": "not-satisfied", "reason": "other"},
    }
    assert result["reviewed-controls"]["control-selections"] == [
        {"include-controls": [{"control-id": "approval-and-prioritization"}]}
    ]
    assert result["findings"][1]["description"] == "score 2.00, level 2, target 3.00"


def test_an_observation_is_an_answer_with_its_evidence(toys):
    document = export("a.yaml", cwd=toys)
    process_, organization, technology = document["results"][0]["observations"]
    resource = document["back-matter"]["resources"][1]
    assert process_["relevant-evidence"] == [{"href": f"#{resource['uuid']}", "description": "Memo\nof May"}]
    assert (process_["methods"], organization["methods"]) == (["EXAMINE"], ["UNKNOWN"])
    assert process_["props"][1]["value"] == "Audit"
    assert process_["remarks"] == "two\nlines"
    assert technology["description"] == "Not applicable: none here"
    assert resource["title"] == "Memo of May"
    assert resource["rlinks"] == [{"href": "https://x.test"}]
    assert document["metadata"]["last-modified"] == "2026-11-20T00:00:00Z"


def test_the_day_is_told_and_counts(toys):
    later = export("a.yaml", "--as-of", "2026-12-02", cwd=toys)
    assert later["metadata"]["last-modified"] == "2026-12-02T00:00:00Z"
    valid = [each["value"] for each in later["back-matter"]["resources"][1]["props"] if each["name"] == "valid"]
    assert valid == ["false"]
    assert later["uuid"] != export("a.yaml", cwd=toys)["uuid"]
    wrong = in_process("export", "a.yaml", "--format", "csv", "--as-of", "today", cwd=toys)
    assert wrong.code == 2


def every(value, key):
    if isinstance(value, dict):
        yield from ([value[key]] if key in value else [])
        for part in value.values():
            yield from every(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from every(part, key)


def test_the_example_holds_together_and_is_the_same_each_time(tmp_path):
    document = export(QUARTER)
    ids = list(every(document, "uuid"))
    assert len(ids) == len(set(ids)) > 100
    assert {uuid.UUID(each).version for each in ids} == {5}
    observed = {each["uuid"]: each["description"] for each in document["results"][0]["observations"]}
    related = set(every(document, "observation-uuid"))
    assert related <= observed.keys()  # what is n/a as a whole has no finding
    assert all(observed[each].startswith("Not applicable") for each in observed.keys() - related)
    links = {href for href in every(document, "href") if href.startswith("#")}
    assert links <= {f"#{each}" for each in ids}
    ran = process("export", QUARTER, "--output", tmp_path / "r.oscal.json")
    assert ran.code == 0, ran.complaint
    assert json.loads((tmp_path / "r.oscal.json").read_text("utf-8"))["assessment-results"] == document


def test_the_smallest_file_and_no_file(tmp_path):
    (tmp_path / "a.yaml").write_text(
        "standard: btm 1.0\nenterprise: E\nassessed_on: 2026-01-01\nanswers: {}\n", "utf-8"
    )
    assert "observations" not in export("a.yaml", cwd=tmp_path)["results"][0]
    (tmp_path / "elsewhere").mkdir()
    assert in_process("export", "--format", "oscal", cwd=tmp_path / "elsewhere").code == 2
    (tmp_path / "a.yaml").write_text("standard: btm 1.0\n", "utf-8")
    assert in_process("export", "a.yaml", "--format", "oscal", cwd=tmp_path).code == 3
