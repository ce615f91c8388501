"""OSCAL by `btm export` and `btm plan`: held to the schema of another implementation, every reference followed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support import everywhere
from support.hostile import answers, write
from support.oscal import (
    EVIL,
    all_of,
    broken_references,
    catalog_ids,
    exported,
    ill_formed,
    records,
    uuids,
    values,
    written,
)
from support.run import ROOT, in_process, process
from support.small_standard import write_standard

QUARTER = "examples/meridian-insurance/2026-Q4.yaml"
CATALOG, PLAN, RESULTS, POAM = (
    f"{name}.oscal.json" for name in ("catalog", "assessment-plan", "assessment-results", "poam")
)
FURTHER = "further.oscal.json"
FAR = (QUARTER, "--target", "4", "--iterations", "6")
"""A plan with several steps of one cell."""
CAPABILITY = "approval-and-prioritization"
ANSWERS = """\
standard: btm 1.0
enterprise: "Toy\\tWorks \\n <b>"
assessed_on: 2026-11-20
answered_by: {name: PMO}
scope: [approval-and-prioritization]
target: {level: 3}
owners: {approval-and-prioritization: pmo}
evidence:
  memo: {title: "Memo\\nof May", url: "https://x.test/a b", date: 2026-03-01, valid_until: 2026-12-01}
answers:
  approval-and-prioritization:
    process: {level: 3, evidence: [memo], verified_by: Audit, note: "two\\nlines"}
    organization: 2
    technology: {rating: n/a, reason: none here}
"""
"""One capability: a cell is verified at its target, one a level below it, one open, one left out."""


def results_of(path: str, *more: str, cwd: Path = ROOT) -> dict[str, Any]:
    [result] = exported("export", "oscal", path, *more, cwd=cwd)["results"]
    return result


@pytest.fixture
def toys(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(ANSWERS, "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def meridian() -> dict[str, dict[str, Any]]:
    return all_of(QUARTER)


@pytest.fixture(scope="module")
def blank() -> dict[str, Any]:
    return exported("export", "oscal-catalog", "--blank")


def small(folder: Path) -> tuple[str, ...]:
    write_standard(folder / "tiny")
    text = "standard: tiny 1\nenterprise: E\nassessed_on: 2026-01-01\nanswers: {alpha: {process: 2}, gamma: 1}\n"
    (folder / "small.yaml").write_text(text, "utf-8")
    return "small.yaml", "--standard", "tiny"


def empty(folder: Path) -> tuple[str, ...]:
    (folder / "empty.yaml").write_text(
        "standard: btm 1.1\nenterprise: E\nassessed_on: 2026-01-01\nanswers: {}\n", "utf-8"
    )
    return ("empty.yaml",)


def core(folder: Path) -> tuple[str, ...]:
    text = f"standard: btm 1.1\nenterprise: E\nassessed_on: 2026-01-01\nscope: [{CAPABILITY}]\ndepth: core\n"
    (folder / "core.yaml").write_text(f"{text}answers: {{{CAPABILITY}: {{process: {{2a: fully}}}}}}\n", "utf-8")
    return ("core.yaml",)


def hostile(folder: Path) -> tuple[str, ...]:
    everywhere.write(folder, EVIL)
    return ("new.yaml",)


def toy(folder: Path) -> tuple[str, ...]:
    (folder / "a.yaml").write_text(ANSWERS, "utf-8")
    return ("a.yaml",)


def example(path: str) -> Any:
    return lambda folder: (str(ROOT / path),)


MADE = {
    "toy": toy,
    "another standard": small,
    "nothing answered": empty,
    "core, in part": core,
    "hostile": hostile,
    "an earlier edition": example("examples/meridian-insurance/2026-Q3.yaml"),
    "a small firm": example("examples/harbor-foods/answers.yaml"),
}


@pytest.mark.parametrize("made", MADE)
def test_every_reference_resolves_and_every_id_is_one(made: str, tmp_path: Path) -> None:
    documents = all_of(*MADE[made](tmp_path), cwd=tmp_path)
    assert broken_references(documents) == []
    assert [found for each in documents.values() for found in ill_formed(each)] == []


def test_the_example_holds_together(meridian: dict[str, dict[str, Any]]) -> None:
    assert broken_references(meridian) == []
    assert [found for each in meridian.values() for found in ill_formed(each)] == []
    [result] = meridian[RESULTS]["results"]
    related = {each["observation-uuid"] for _, each in records(result) if "observation-uuid" in each}
    by_id = {each["uuid"]: each for each in result["observations"]}
    alone = [each for name, each in by_id.items() if name not in related]
    assert {(*values(each, "answer"), *each["types"]) for each in alone} == {
        ("n/a", "control-objective"),  # what is n/a as a whole has no finding
        ("discovery",),
    }


def test_the_headline_is_that_of_the_scorecard(meridian: dict[str, dict[str, Any]]) -> None:
    overall = json.loads(in_process("assess", QUARTER, "--format", "json").text)["overall"]
    [result] = meridian[RESULTS]["results"]
    for name in ("score", "evidenced", "verified", "low", "high", "coverage", "target", "gap"):
        assert [float(each) for each in values(result, name)] == [overall[name]], name
    for name in ("state", "state_by_score", "evidenced_state", "verified_state", "stage"):
        assert values(result, name.replace("_", "-")) == [overall[name]] * (overall[name] is not None), name
    assert values(result, "held-back-by") == overall["held_back_by"]
    unmet = [f"{each['state']} {each['theme']}" for each in overall["unmet_asks"]]
    assert values(result, "unmet-ask") == unmet


def test_what_is_followed_would_be_missed(meridian: dict[str, dict[str, Any]]) -> None:
    """The test of references finds each kind of one that leads nowhere."""
    meridian = {**meridian, FURTHER: exported("plan", "oscal", *FAR)}
    assert broken_references(meridian) == []
    for name, old, new in (
        (RESULTS, '"control-id": "asset-', '"control-id": "no-asset-'),
        (RESULTS, '"target-id": "asset-rationalization.process"', '"target-id": "asset-rationalization"'),
        (RESULTS, '"objective-id": "asset-', '"objective-id": "no-'),
        (RESULTS, '"href": "#', '"href": "#0'),
        (RESULTS, '"observation-uuid": "', '"observation-uuid": "0'),
        (RESULTS, '"risk-uuid": "', '"risk-uuid": "0'),
        (RESULTS, '"role-id": "assessor"', '"role-id": "nobody"'),
        (PLAN, '"activity-uuid": "', '"activity-uuid": "0'),
        (PLAN, f'"href": "{CATALOG}"', '"href": "other.json"'),
        (POAM, '"finding-uuid": "', '"finding-uuid": "0'),
        (FURTHER, '"task-uuid": "', '"task-uuid": "0'),
        (POAM, '"party-uuids": ["', '"party-uuids": ["0'),
        (CATALOG, '"href": "#', '"href": "#no-'),
    ):
        text = json.dumps(meridian[name])
        assert old in text, old
        assert broken_references({**meridian, name: json.loads(text.replace(old, new))}, only=name), old


def test_the_catalog_has_all_of_the_standard(blank: dict[str, Any]) -> None:
    """Counted from the standard's own listing, which is another form of another room."""
    catalog = blank
    shown = json.loads(in_process("standard", "list", "--format", "json").text)
    kinds = list(catalog_ids(catalog).values())
    assert kinds.count("control") == 17
    assert kinds.count("assessment-objective") == 68
    assert [each["id"] for each in catalog["groups"][1:]] == [each["id"] for each in shown["areas"]]
    parts = [each for _, each in records(catalog) if each.get("class") == "criterion"]
    assert len(parts) == sum(each["criteria"] for area in shown["areas"] for each in area["capabilities"])
    criterion = next(each for each in parts if each["id"] == f"{CAPABILITY}.process.3a")
    assert criterion["prose"].startswith("Score, architecture opinion and risk opinion were on file before the vote")
    assert [values(criterion, name) for name in ("effort", "weight", "core", "takes-months")] == [
        ["8"],
        ["1"],
        ["true"],
        ["9"],
    ]
    kinds_of_proof = [(each.get("class"), each["value"]) for each in criterion["props"] if each["name"] == "evidence"]
    assert kinds_of_proof[0] == ("record", "score sheets with dates")
    control = next(each for each in catalog["groups"][2]["controls"] if each["id"] == CAPABILITY)
    assert control["links"][0]["href"] == "#business-driven-it-strategy"
    assert control["links"][0]["text"].startswith("Level 3 needs level 2 there: Proposals can only be mapped")
    assert "ffiliat" in catalog["metadata"]["remarks"]  # the standard's notice


def test_a_catalog_is_of_an_edition_and_not_of_a_file(tmp_path: Path, blank: dict[str, Any]) -> None:
    dated = exported("export", "oscal-catalog", QUARTER)
    assert blank["uuid"] == dated["uuid"]
    assert blank["metadata"]["last-modified"] == "1970-01-01T00:00:00Z"
    assert dated["metadata"]["last-modified"] == "2026-11-20T00:00:00Z"
    earlier = exported("export", "oscal-catalog", "examples/meridian-insurance/2026-Q3.yaml", "--as-of", "2026-12-24")
    assert (earlier["metadata"]["version"], blank["metadata"]["version"]) == ("1.0", "1.1")
    assert earlier["uuid"] != blank["uuid"]
    assert earlier["metadata"]["last-modified"] == "2026-12-24T00:00:00Z"
    in_process("init", "new.yaml", "--yes", "--enterprise", "E", cwd=tmp_path)
    assert exported("export", "oscal-catalog", "new.yaml", cwd=tmp_path)["uuid"] == blank["uuid"]


def test_a_finding_says_whether_a_cell_is_at_its_target(toys: Path) -> None:
    result = results_of("a.yaml", cwd=toys)
    status = {each["target"]["target-id"]: each["target"]["status"] for each in result["findings"]}
    assert status == {  # technology is n/a, the other capabilities are out of scope
        f"{CAPABILITY}.process": {"state": "satisfied", "reason": "pass"},
        f"{CAPABILITY}.organization": {"state": "not-satisfied", "reason": "fail"},
        f"{CAPABILITY}.information": {"state": "not-satisfied", "reason": "other"},
    }
    [selection] = result["reviewed-controls"]["control-selections"]
    assert selection["include-controls"] == [{"control-id": CAPABILITY}]
    assert result["findings"][1]["description"] == "score 2.00, level 2, target 3.00"
    assert [values(each, "assurance") for each in result["findings"]] == [["verified"], ["none"], ["none"]]
    [objectives] = result["reviewed-controls"]["control-objective-selections"]
    assert len(objectives["include-objectives"]) == 3
    assert objectives["exclude-objectives"] == [
        {"objective-id": f"{CAPABILITY}.technology", "remarks": "Not applicable: none here"}
    ]
    assert "Approval and Prioritization" in result["reviewed-controls"]["description"]


def test_numbers_are_rounded_and_exact(toys: Path) -> None:
    """Two of three cells are assessed, at 3 and 2; there is evidence for the first, the other is at the base."""
    result = results_of("a.yaml", cwd=toys)
    [selection] = result["reviewed-controls"]["control-selections"]
    for each, prefix in ((result, ""), (selection, ""), (result, "area-")):
        for name, rounded, exact in (("score", "2.50", "5/2"), ("evidenced", "2.00", "2"), ("verified", "2.00", "2")):
            assert values(each, f"{prefix}{name}")[-1:] == [rounded], name
            assert values(each, f"{prefix}{name}-exact")[-1:] == [exact], name
        assert values(each, f"{prefix}level") == ["2"]
    assert values(result, "provisional") == ["true"]
    assert values(result, "scope") == [CAPABILITY]
    assert values(selection, "owner") == ["pmo"]
    gap = result["risks"][0]
    assert (values(gap, "gap"), values(gap, "gap-exact")) == (["1.00"], ["1"])


AREA, CELL = "managing-technology-investments", f"{CAPABILITY}/organization"


def test_a_capability_without_an_owner_has_that_of_its_area(toys: Path) -> None:
    (toys / "a.yaml").write_text(ANSWERS.replace(f"owners: {{{CAPABILITY}: ", f"owners: {{{AREA}: "), "utf-8")
    [selection] = results_of("a.yaml", cwd=toys)["reviewed-controls"]["control-selections"]
    assert values(selection, "owner") == ["pmo"]


@pytest.mark.parametrize("place", [AREA, CAPABILITY, CELL])
def test_a_gap_is_a_risk_with_the_earliest_deadline(toys: Path, place: str) -> None:
    """Of the cell, its capability and its area, as a plan keeps them all."""
    lines = [f"{name}: {'2027-06-30' if name == place else '2028-01-01'}" for name in (AREA, CAPABILITY, CELL)]
    target = f"target: {{level: 3, deadlines: {{{', '.join(lines)}}}}}"
    (toys / "a.yaml").write_text(ANSWERS.replace("target: {level: 3}", target), "utf-8")
    result = results_of("a.yaml", cwd=toys)
    [risk] = result["risks"]
    assert risk["title"] == "Approval and Prioritization: Organization"
    assert risk["deadline"] == "2027-06-30T00:00:00Z"
    assert risk["statement"].startswith("Not in place as a whole: ")
    assert [each["risk-uuid"] for each in result["findings"][1]["related-risks"]] == [risk["uuid"]]
    assert "related-risks" not in result["findings"][0]


def test_an_observation_is_an_answer_with_its_evidence(toys: Path) -> None:
    document = exported("export", "oscal", "a.yaml", cwd=toys)
    process_, organization, technology = document["results"][0]["observations"][:3]
    resource = document["back-matter"]["resources"][2]
    assert process_["relevant-evidence"] == [{"href": f"#{resource['uuid']}", "description": "Memo\nof May"}]
    assert (process_["methods"], organization["methods"]) == (["EXAMINE"], ["UNKNOWN"])
    assert values(process_, "verified-by") == ["Audit"]
    assert [values(each, "answer") for each in (process_, organization, technology)] == [["3"], ["2"], ["n/a"]]
    assert process_["remarks"] == "two\nlines"
    assert technology["description"] == "Not applicable: none here"
    assert resource["title"] == "Memo of May"
    assert resource["rlinks"] == [{"href": "https://x.test/a%20b"}]
    assert values(resource, "valid-until") == ["2026-12-01"]
    assert document["metadata"]["last-modified"] == "2026-11-20T00:00:00Z"
    names = {each["uuid"]: each["name"] for each in document["metadata"]["parties"]}
    said = [(each["role-id"], names[each["actor-uuid"]]) for each in process_["origins"][0]["actors"]]
    assert said == [("assessor", "PMO"), ("verifier", "Audit")]


def test_the_day_is_told_and_counts(toys: Path) -> None:
    later = exported("export", "oscal", "a.yaml", "--as-of", "2026-12-02", cwd=toys)
    assert later["metadata"]["last-modified"] == "2026-12-02T00:00:00Z"
    assert values(later["back-matter"]["resources"][2], "valid") == ["false"]
    [result] = later["results"]
    assert values(result["findings"][0], "assurance") == ["claimed"]  # the memo ran out the day before
    assert [each["types"] for each in result["observations"]].count(["discovery"]) >= 1
    assert later["uuid"] != exported("export", "oscal", "a.yaml", cwd=toys)["uuid"]
    wrong = in_process("export", "a.yaml", "--format", "csv", "--as-of", "today", cwd=toys)
    assert wrong.code == 2


def test_what_lasts_keeps_its_uuid_and_what_is_of_one_assessment_does_not(toys: Path) -> None:
    first = all_of("a.yaml", cwd=toys)
    (toys / "a.yaml").write_text(ANSWERS.replace("2026-11-20", "2026-11-21"), "utf-8")
    second = all_of("a.yaml", cwd=toys)
    [then], [now] = first[RESULTS]["results"], second[RESULTS]["results"]
    lasting = [
        ([each["uuid"] for each in then["risks"]], [each["uuid"] for each in now["risks"]]),
        (uuids({"": first[RESULTS]["back-matter"]})[1:], uuids({"": second[RESULTS]["back-matter"]})[1:]),
        (uuids({"": first[POAM]["poam-items"]}), uuids({"": second[POAM]["poam-items"]})),
        (uuids({"": first[POAM]["metadata"]}), uuids({"": second[POAM]["metadata"]})),
        (uuids(first[CATALOG]), uuids(second[CATALOG])),
    ]
    assert all(old and old == new for old, new in lasting)
    for old, new in ((then["findings"], now["findings"]), (then["observations"], now["observations"])):
        assert not {each["uuid"] for each in old} & {each["uuid"] for each in new}
    for name in (PLAN, RESULTS, POAM):
        assert first[name]["uuid"] != second[name]["uuid"]


def test_units_of_an_enterprise_have_it_in_common_and_nothing_else(toys: Path) -> None:
    seen = []
    for unit in ("North", "South"):
        (toys / "a.yaml").write_text(f"{ANSWERS}unit: {unit}\n", "utf-8")
        seen.append(exported("export", "oscal", "a.yaml", cwd=toys))
    whole, unit = seen[0]["metadata"]["parties"][:2]
    assert (whole["name"], unit["name"]) == ("Toy Works <b>", "North")
    assert unit["member-of-organizations"] == [whole["uuid"]]
    [north, south] = [set(uuids(each)) for each in seen]
    catalog, tool, platform = (
        seen[0]["back-matter"]["resources"][1]["uuid"],
        *uuids({"": seen[0]["results"][0]["local-definitions"]}),
    )
    assert north & south == {whole["uuid"], catalog, tool, platform}


def test_the_plan_of_action_says_what_when_and_who(toys: Path) -> None:
    """Organization climbs from 2 to 3, in the first quarter that begins on the day of the assessment."""
    poam = exported("plan", "oscal", "a.yaml", cwd=toys)
    result = results_of("a.yaml", cwd=toys)
    [item] = poam["poam-items"]
    assert item["title"] == "Approval and Prioritization: Organization, from level 2 to 3"
    assert values(item, "step") == [f"{CAPABILITY}/organization/3"]
    assert (values(item, "from-level"), values(item, "to-level"), values(item, "owner")) == (["2"], ["3"], ["pmo"])
    assert item["description"].startswith("- 3a: ")
    assert len(item["description"].splitlines()) == len(values(item, "criterion")) > 1
    [risk], [finding] = poam["risks"], poam["findings"]
    assert finding == result["findings"][1]
    assert {key: value for key, value in risk.items() if key != "remediations"} == result["risks"][0]
    assert item["related-findings"] == [{"finding-uuid": finding["uuid"]}]
    assert item["related-risks"] == [{"risk-uuid": risk["uuid"]}]
    [task] = risk["remediations"][0]["tasks"]
    begun, due = int(values(item, "begun-in")[0]), values(item, "due")[0]
    starts = {1: "2026-11-20", 2: "2027-02-20", 3: "2027-05-20", 4: "2027-08-20"}
    assert task["timing"]["within-date-range"] == {"start": f"{starts[begun]}T00:00:00Z", "end": f"{due}T00:00:00Z"}
    names = {each["uuid"]: each["name"] for each in poam["metadata"]["parties"]}
    [role] = task["responsible-roles"]
    assert [names[each] for each in role["party-uuids"]] == ["PMO"]  # called so first, as who answered
    ends = [each["value"] for each in poam["metadata"]["props"] if each["name"] == "end"]
    assert ends == ["2027-02-20", "2027-05-20", "2027-08-20", "2027-11-20"]


def test_steps_of_one_cell_wait_for_each_other_and_what_is_left_over_is_said() -> None:
    planned = json.loads(in_process("plan", *FAR, "--format", "json").text)
    steps = [step for each in planned["iterations"] for step in each["steps"]] + planned["begun_for_later"]
    poam = exported("plan", "oscal", *FAR)
    items = poam["poam-items"]
    assert [values(each, "step") for each in items if values(each, "step")] == [[step["id"]] for step in steps]
    left = [each for each in items if values(each, "left-over")]
    assert [values(each, "left-over") for each in left] == [[each["reason"]] for each in planned["left_over"]]
    tasks = [task for each in poam["risks"] for one in each.get("remediations", ()) for task in one["tasks"]]
    assert len(tasks) == len(steps)
    cells = {f"{step['capability']}/{step['dimension']}" for step in steps}
    assert sum("dependencies" in task for task in tasks) == len(steps) - len(cells) > 0


POLICY = """\
policy: 1
assurance: claimed
require: {level: {approval-and-prioritization: 3}, score: {overall: 2}, scope: [approval-and-prioritization]}
allow_provisional: true
"""
WAIVER = """\
waivers:
  - {rule: level, where: approval-and-prioritization, until: 2026-12-24, reason: "a *new* board", approved_by: pmo}
"""


def test_a_failure_is_a_risk_and_a_waived_one_an_approved_deviation(toys: Path) -> None:
    """The level is 2 of 3, the score above 2: one failure. Waived by the same office that answered."""
    seen = {}
    beside = all_of("a.yaml", cwd=toys)
    for name, waiver, day in (
        ("open", "", "2026-11-20"),
        ("waived", WAIVER, "2026-12-24"),
        ("over", WAIVER, "2026-12-25"),
    ):
        (toys / "policy.yaml").write_text(POLICY + waiver, "utf-8")
        document = exported("export", "oscal", "a.yaml", "-p", "policy.yaml", "--as-of", day, cwd=toys)
        assert broken_references({**beside, RESULTS: document}) == []
        assert ill_formed(document) == []
        [result] = document["results"]
        risks = {values(each, "rule")[0]: each for each in result["risks"] if values(each, "rule")}
        seen[name] = [
            (rule, each["status"], len(each.get("risk-log", {"entries": ()})["entries"]))
            for rule, each in risks.items()
        ]
        assert values(result, "policy-verdict") == ["passed" if name == "waived" else "failed"]
        if name == "waived":
            names = {each["uuid"]: each["name"] for each in document["metadata"]["parties"]}
            waived = risks["level"]
    assert seen == {
        "open": [("level", "open", 0)],
        "waived": [("level", "deviation-approved", 1)],
        "over": [("level", "open", 1), ("waivers", "open", 1)],
    }
    [entry] = waived["risk-log"]["entries"]
    assert waived["deadline"] == "2026-12-24T00:00:00Z"
    assert waived["description"] == "Expected: at least 3. Found: 2, 1 cell not assessed."
    assert values(waived, "reference") == [CAPABILITY]
    assert f"{CAPABILITY}.organization" in values(waived, "because")
    assert (entry["title"], entry["description"]) == ("Waived until 2026-12-24", r"a \*new\* board")
    assert [names[each["party-uuid"]] for each in entry["logged-by"]] == ["PMO"]


def test_results_have_as_many_failures_as_the_gate() -> None:
    policy = "examples/meridian-insurance/policy.yaml"
    result = results_of(QUARTER, "--policy", policy)
    ran = in_process("check", QUARTER, "--policy", policy, "--as-of", "2026-11-20", "--format", "json")
    [file] = json.loads(ran.text)["files"]
    wanted = sorted((each["rule"], each["where"]) for each in file["checks"] if each["outcome"] in ("failed", "waived"))
    found = [(values(each, "rule"), values(each, "where")) for each in result["risks"] if values(each, "rule")]
    assert sorted((rule, where) for [rule], [where] in found) == wanted
    assert len(wanted) > 20


def test_a_policy_goes_with_results_alone(toys: Path) -> None:
    (toys / "policy.yaml").write_text(POLICY, "utf-8")
    for form in ("csv", "oscal-catalog", "oscal-assessment-plan"):
        ran = in_process("export", "a.yaml", "-f", form, "-p", "policy.yaml", cwd=toys)
        assert ran.code == 2
        assert "only results fail or pass" in ran.complaint
    (toys / "policy.yaml").write_text("policy: 1\nrequire: {scroe: 3}\n", "utf-8")
    assert in_process("export", "a.yaml", "-f", "oscal", "-p", "policy.yaml", cwd=toys).code == 3


def test_where_nothing_is_below_its_target_the_plan_says_so(toys: Path) -> None:
    (toys / "a.yaml").write_text(ANSWERS.replace("organization: 2", "organization: 3"), "utf-8")
    poam = exported("plan", "oscal", "a.yaml", cwd=toys)
    [item] = poam["poam-items"]
    assert item["title"] == "Nothing is to be done"
    assert not {"risks", "findings", "observations"} & poam.keys()


def test_a_file_is_the_same_however_it_is_asked_for(tmp_path: Path, meridian: dict[str, Any]) -> None:
    written(tmp_path, QUARTER)
    for name, document in meridian.items():
        [data] = json.loads((tmp_path / name).read_text("utf-8")).values()
        assert data == document
    ran = process("export", QUARTER, "--output", tmp_path / "r.oscal.json")
    assert ran.code == 0, ran.complaint
    assert (tmp_path / "r.oscal.json").read_bytes() == (tmp_path / RESULTS).read_bytes()


def test_the_ending_json_is_plain_json_unless_oscal_is_asked_for(tmp_path: Path) -> None:
    for more, key in (((), "schema"), (("-f", "oscal"), "plan-of-action-and-milestones")):
        assert in_process("plan", QUARTER, "-o", str(tmp_path / "x.json"), *more).code == 0
        assert key in json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert in_process("plan", QUARTER, "-o", str(tmp_path / "x.csv"), "-f", "oscal").code == 2
    assert in_process("plan", QUARTER, "--reach", "alignment", "-f", "oscal").code == 2


def test_text_of_files_stays_text(tmp_path: Path) -> None:
    """In names and values as it is, on one line; where OSCAL has Markdown, escaped."""
    text = "a *b* <i>c</i> [d](javascript:x) {{ insert: param, e }}"
    path = write(tmp_path, answers(text))
    document = exported("export", "oscal", str(path), cwd=tmp_path)
    escaped = r"a \*b\* \<i\>c\</i\> \[d\](javascript:x) \{{ insert: param, e }}"
    assert text in [each["name"] for each in document["metadata"]["parties"]]
    assert document["metadata"]["title"].startswith(escaped)
    assert escaped in {each.get("remarks") for each in document["results"][0]["observations"]}
    markup = [each.get(key, "") for _, each in records(document) for key in ("title", "description", "remarks")]
    assert not any(text in one for one in markup)


def test_the_smallest_file_and_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "standard: btm 1.0\nenterprise: E\nassessed_on: 2026-01-01\nanswers: {}\n", "utf-8"
    )
    assert "observations" not in results_of("a.yaml", cwd=tmp_path)
    (tmp_path / "elsewhere").mkdir()
    for form in ("oscal", "oscal-assessment-plan"):
        assert in_process("export", "--format", form, cwd=tmp_path / "elsewhere").code == 2
        assert in_process("export", "--blank", "--format", form, cwd=tmp_path).code == 2
    (tmp_path / "a.yaml").write_text("standard: btm 1.0\n", "utf-8")
    assert in_process("export", "a.yaml", "--format", "oscal", cwd=tmp_path).code == 3
