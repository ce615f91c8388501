"""`btm check`: files, dates, baselines, exit codes, and every format read back by a reader that btm does not share."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from junitparser import Error, Failure, JUnitXml, Skipped

from support.quick_yaml import load_yaml
from support.run import ROOT, Ran, in_process, plain_environment, process
from support.schemas import Checker

SARIF = Checker(json.loads((ROOT / "tests" / "support" / "sarif-schema-2.1.0.json").read_text("utf-8")))
GATE = Checker(json.loads((ROOT / "standard" / "schema" / "gate.schema.json").read_text("utf-8")))
DAY = "2026-11-20"
FORMATS = ["text", "markdown", "html", "json", "csv", "junit", "sarif", "github", "gitlab"]
ANSWERS = """\
standard: btm 1.0
enterprise: Toy Works
assessed_on: 2026-11-20
answered_by: {name: Architects}
evidence:
  memo: {title: Memo, url: "https://x.test", date: 2025-11-19}
answers:
  approval-and-prioritization:
    process: {level: 3, evidence: [memo]}
    organization: 1
    information: 3
    technology: {rating: n/a, reason: none here}
  asset-rationalization: 2
"""
POLICY = """\
policy: 1
require:
  score: {overall: "2.0", approval-and-prioritization: "2.5"}
  level: {approval-and-prioritization: 2, asset-rationalization: 2}
  evidence: {from_level: 3, max_age_days: 365}
  not_applicable: {approved: true}
  no_regression: {tolerance: "0"}
  target_by: {2027-06-30: {overall: "4"}}
allow_provisional: true
waivers:
  - {rule: level, where: approval-and-prioritization, until: 2026-12-31, reason: late, approved_by: Board}
  - {rule: state, where: overall, until: 2026-12-31, reason: early, approved_by: Board}
"""
# By hand. approval: (3 + 1 + 3) / 3 = 7/3 = 2.33, level 1. asset-rationalization 2. They lie in two areas: overall is
# (7/3 + 2) / 2 = 13/6 = 2.17. memo is 366 days old. Line and column of each place were counted in the texts above.
EXPECTED = [
    ("answers.yaml", 8, 3, "level-too-low", "waived"),
    ("answers.yaml", 8, 3, "score-too-low", "failed"),
    ("answers.yaml", 7, 1, "target-open", "open"),
    ("answers.yaml", 9, 5, "evidence-too-old", "failed"),
    ("answers.yaml", 11, 5, "evidence-not-cited", "failed"),
    ("answers.yaml", 12, 5, "left-out-unapproved", "failed"),
    ("policy.yaml", 7, 3, "baseline-missing", "warning"),
    ("policy.yaml", 12, 5, "waiver-unused", "warning"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "answers.yaml").write_text(ANSWERS, "utf-8")
    (tmp_path / "policy.yaml").write_text(POLICY, "utf-8")
    return tmp_path


def check(folder: Path, *arguments: str, policy: str = "policy.yaml", day: str = DAY) -> Ran:
    """With all that text can say; what it says on one screen is for `test_brief_*`."""
    return in_process("check", *arguments, "--policy", policy, "--as-of", day, "--full", cwd=folder)


def found(folder: Path, *arguments: str) -> dict[str, Any]:
    data = json.loads(check(folder, *(arguments or ("answers.yaml",)), "--format", "json").text)
    assert GATE.faults(data) == []
    return data


def places(data: dict[str, Any]) -> list[tuple[str, int, int, str, str]]:
    return [
        (each["place"]["file"], each["place"]["line"], each["place"]["column"], each["code"], each["outcome"])
        for file in data["files"]
        for each in file["checks"]
        if each["outcome"] not in ("passed", "skipped")
    ]


def test_json_keeps_its_contract_and_says_where_and_why(folder: Path) -> None:
    data = found(folder)
    assert sorted(places(data)) == sorted(EXPECTED)
    [file] = data["files"]
    assert file["summary"] == {"failed": 4, "waived": 1, "warning": 2, "open": 1, "skipped": 0, "passed": 2}
    assert (data["verdict"], data["exit_code"], data["as_of"], data["baseline"]) == ("failed", 1, DAY, None)
    short = next(each for each in file["checks"] if each["code"] == "score-too-low")
    assert (short["expected"], short["found"], short["limit"], short["value"]) == ("at least 2.50", "2.33", 2.5, 2.33)
    assert short["why"] == [{"reference": "approval-and-prioritization/organization", "text": "claimed at level 1"}]
    assert short["rule_place"]["line"] == 3
    waived = next(each for each in file["checks"] if each["outcome"] == "waived")
    assert waived["waiver"] == {"until": "2026-12-31", "reason": "late", "approved_by": "Board"}


def test_text_says_it_all_to_people(folder: Path) -> None:
    ran = check(folder, "answers.yaml")
    assert ran.code == 1
    text = " ".join(ran.text.split())
    for said in (
        "Gate failed: Toy Works",
        "4 of 10 checks failed, 1 waived, 2 warnings, 1 not due yet, 2 passed.",
        "Held to policy.yaml (claimed) as of 2026-11-20.",
        "answers.yaml:8:3: error[score-too-low] score of approval-and-prioritization 8 | approval-and-prioritization: "
        "| ^^^^^^^^^^^^^^^^^^^^^^^^^^^ expected at least 2.50 found 2.33 "
        "rule policy.yaml:3:27 why approval-and-prioritization/organization claimed at level 1",
        "1 failure waived until 2026-12-31 by Board: late "
        "expected at least 2 8:3 level of approval-and-prioritization: 1",
        "due in 222 days",
    ):
        assert said in text


def test_sarif_keeps_the_official_schema_and_the_same_places(folder: Path) -> None:
    data = json.loads(check(folder, "answers.yaml", "--format", "sarif", "--waived").text)
    assert SARIF.faults(data) == []
    [run] = data["runs"]
    spots = []
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        spots.append((place["artifactLocation"]["uri"], place["region"]["startLine"], place["region"]["startColumn"]))
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        waived = result["ruleId"] == "level-too-low"
        assert ("suppressions" in result) == waived
        assert result["level"] == "note" or not waived
    assert sorted(spots) == sorted(spot[:3] for spot in EXPECTED)
    rule = next(rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "score-too-low")
    assert rule["shortDescription"]["text"].startswith("A score is below the floor that the policy sets")
    prints = [result["partialFingerprints"]["btmCheck/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints) == len(EXPECTED)


def test_what_a_waiver_covers_opens_no_alert_on_a_code_host(folder: Path) -> None:
    [run] = json.loads(check(folder, "answers.yaml", "--format", "sarif").text)["runs"]
    assert len(run["results"]) == len(EXPECTED) - 1
    assert "level-too-low" not in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert all("suppressions" not in result for result in run["results"])
    assert run["automationDetails"] == {"id": "btm/check/"}


@pytest.mark.parametrize("form", ["sarif", "gitlab", "junit", "github"])
def test_reports_are_the_same_however_the_path_is_typed(folder: Path, form: str) -> None:
    (folder / ".git").mkdir()
    (folder / "deep").mkdir()
    for name in ("answers.yaml", "policy.yaml"):
        (folder / name).rename(folder / "deep" / name)
    said = {
        in_process("check", answers, "--policy", policy, "--as-of", DAY, "--format", form, cwd=place).text
        for answers, policy, place in (
            ("deep/answers.yaml", "deep/policy.yaml", folder),
            ("./deep/../deep/answers.yaml", "deep/policy.yaml", folder),
            ("answers.yaml", "policy.yaml", folder / "deep"),
            (str(folder / "deep" / "answers.yaml"), "policy.yaml", folder / "deep"),
        )
    }
    # The policy is named as it was typed where a text speaks of it; its place is from the top as well.
    assert len({re.sub(r"(deep/)?policy\.yaml", "policy", text) for text in said}) == 1
    assert str(folder) not in "".join(said)


def test_gitlab_has_an_entry_for_each_that_is_not_waived(folder: Path) -> None:
    entries = json.loads(check(folder, "answers.yaml", "--format", "gitlab").text)
    severities = {"failed": "major", "warning": "minor", "open": "info"}
    assert sorted(
        (one["location"]["path"], one["location"]["lines"]["begin"], one["check_name"], one["severity"])
        for one in entries
    ) == sorted(
        (file, line, code, severities[outcome]) for file, line, _, code, outcome in EXPECTED if outcome != "waived"
    )
    assert len({one["fingerprint"] for one in entries}) == len(entries)
    assert all(set(one) == {"description", "check_name", "fingerprint", "severity", "location"} for one in entries)


def test_fingerprints_stay_when_lines_move_and_scores_change(folder: Path) -> None:
    def prints() -> dict[str, str]:
        [run] = json.loads(check(folder, "answers.yaml", "--format", "sarif").text)["runs"]
        return {result["partialFingerprints"]["btmCheck/v1"]: result["ruleId"] for result in run["results"]}

    before = prints()
    moved = ANSWERS.replace("answers:\n", "# one more line\n\nanswers:\n").replace("information: 3", "information: 2")
    (folder / "answers.yaml").write_text(moved, "utf-8")
    after = prints()
    # information no longer claims level 3, so its finding is gone; every other one keeps its fingerprint.
    assert set(before) - set(after) == {mark for mark, code in before.items() if code == "evidence-not-cited"}
    assert set(after) <= set(before)


def test_junit_is_read_by_another_reader(folder: Path) -> None:
    path = folder / "out.xml"
    assert check(folder, "answers.yaml", "--format", "junit", "--output", str(path)).code == 1
    [suite] = JUnitXml.fromfile(str(path))
    cases = list(suite)
    assert (suite.tests, suite.failures, suite.skipped, suite.errors) == (10, 4, 1, 0)
    assert {prop.name: prop.value for prop in suite.properties()} == {
        "policy": "policy.yaml",
        "assurance": "claimed",
        "as_of": DAY,
    }
    failed = {case.name for case in cases if any(isinstance(result, Failure) for result in case.result)}
    assert len(failed) == 4
    assert "score of approval-and-prioritization: at least 2.50" in failed
    [skipped] = [case for case in cases if any(isinstance(result, Skipped) for result in case.result)]
    assert skipped.result[0].message == "waived until 2026-12-31 by Board: late"


def test_github_annotates_the_same_lines(folder: Path) -> None:
    commands = check(folder, "answers.yaml", "--format", "github").text.splitlines()
    pattern = re.compile(
        r"::(error|warning|notice) file=([^,]+),line=(\d+),col=(\d+),endColumn=\d+,title=btm ([a-z-]+)::"
    )
    marked = [match.groups() for match in map(pattern.match, commands) if match]
    kinds = {"failed": "error", "warning": "warning", "waived": "notice", "open": "notice"}
    assert sorted(marked) == sorted(
        (kinds[outcome], file, str(line), str(column), code) for file, line, column, code, outcome in EXPECTED
    )


def test_markdown_has_an_entry_for_each(folder: Path) -> None:
    text = check(folder, "answers.yaml", "--format", "markdown").text
    assert text.startswith("# Gate failed: Toy Works\n\n**answers.yaml:** 4 of 10 checks failed, 1 waived, 2 warnings,")
    headings = ["Failed (4)", "Warnings (2)", "Not due yet (1)", "Waived (1)"]
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == headings
    shown = re.findall(r"^\*\*(\w+\.yaml):(\d+):(\d+):\*\* (?:error|warning|note)\\\[([a-z-]+)\\\] ", text, re.M)
    assert sorted((file, int(line), int(column), code) for file, line, column, code in shown) == sorted(
        each[:4] for each in EXPECTED if each[4] != "waived"
    )
    # Each with its line of the file in a block of its own, and what was expected and found.
    assert text.count("```text\n") == text.count("- **expected** ") - 1 == len(shown) == 7
    assert "late**\n\n- **expected** at least 2\n  - **8:3** level of approval-and-prioritization: 1\n" in text


def test_rows_say_what_the_json_says(folder: Path) -> None:
    (folder / "broken.yaml").write_text(ANSWERS.replace("2026-11-20", "soon"), "utf-8")
    parquet = pytest.importorskip("pyarrow.parquet")
    ran = check(folder, "answers.yaml", "broken.yaml", "--format", "csv", "--report", "parquet=out.parquet")
    rows = list(csv.DictReader(ran.text.splitlines()))
    file, broken = found(folder, "answers.yaml", "broken.yaml")["files"]
    assert [row["outcome"] for row in rows] == [*(each["outcome"] for each in file["checks"]), "not-checked"]
    for row, each in zip(rows, file["checks"], strict=False):
        assert (row["rule"], row["reference"], row["expected"]) == (each["rule"], each["where"], each["expected"])
        assert row["found_value"] == ("" if each["value"] is None else str(each["value"]))
        assert row["waived_because"] == (each["waiver"]["reason"] if each["waiver"] else "")
        assert (row["place_file"], int(row["line_number"])) == (each["place"]["file"], each["place"]["line"])
    assert (rows[-1]["file"], rows[-1]["code"], rows[-1]["line_number"]) == ("broken.yaml", "not-a-date", "3")
    assert rows[-1]["found"] == broken["problems"][0]["message"]
    table = parquet.read_table(folder / "out.parquet")
    assert table.num_rows == len(rows)
    assert table.column_names == list(rows[0])
    assert table.column("waived_until").to_pylist().count(date(2026, 12, 31)) == 2  # one holds, one is unused


def test_the_output_s_ending_is_its_format(folder: Path) -> None:
    assert check(folder, "answers.yaml", "-o", "out.sarif").code == 1
    assert json.loads((folder / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    wrong = check(folder, "answers.yaml", "-o", "out.xml", "--format", "json")
    assert (wrong.code, "contradicts the ending" in wrong.complaint) == (2, True)
    assert not (folder / "out.xml").exists()


def test_several_files_have_one_verdict_over_all(folder: Path) -> None:
    (folder / "broken.yaml").write_text(ANSWERS.replace("2026-11-20", "soon"), "utf-8")
    (folder / "again.yaml").write_text(ANSWERS, "utf-8")
    files = ("answers.yaml", "broken.yaml", "again.yaml")
    ran = {form: check(folder, *files, "--format", form) for form in FORMATS}
    said = "Gate failed: 3 files, 2 failed, 1 not checked"
    assert ran["markdown"].text.startswith(f"# {said}\n\n## Gate failed: Toy Works\n")
    assert ran["text"].text.startswith(f"{said}\n\nGate failed: Toy Works\n")
    assert ran["text"].text.endswith(f"\n{said}.\n")
    for form in set(FORMATS) - {"text"}:
        assert ran[form].complaint.endswith(f"\n{said}.\n")


def test_one_file_has_no_verdict_over_all(folder: Path) -> None:
    for form in FORMATS:
        ran = check(folder, "answers.yaml", "--format", form)
        assert "1 files" not in ran.text + ran.complaint


def test_markdown_says_how_much_it_leaves_out(folder: Path) -> None:
    # 60 keys that answers do not have: one problem each, the first 50 are shown
    extra = "".join(f"unheard_of_{number}: 1\n" for number in range(60))
    (folder / "broken.yaml").write_text(ANSWERS + extra, "utf-8")
    text = check(folder, "broken.yaml", "--format", "markdown").text
    problems = text.partition("## Problems in the file (60)\n\n")[2]
    assert [line[:2] for line in problems.splitlines()] == ["- "] * 50 + ["", "**"]
    assert problems.endswith("\n\n**... and 10 more; --format json lists them all.**\n")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["answers.yaml"], 1),
        (["answers.yaml", "--exit-zero"], 0),
        (["good.yaml"], 0),
        (["good.yaml", "--strict"], 1),
        (["good.yaml", "--strict", "--exit-zero"], 0),
        (["good.yaml", "answers.yaml"], 1),
        (["answers.yaml", "broken.yaml", "good.yaml"], 3),
        (["broken.yaml", "--exit-zero"], 3),
        (["broken.yaml", "missing.yaml", "answers.yaml"], 4),
        (["answers.yaml", "--baseline", "missing.yaml"], 4),
        (["answers.yaml", "--baseline", "broken.yaml"], 3),
        (["answers.yaml", "--baseline", "policy.yaml"], 3),
        (["answers.yaml", "good.yaml", "--baseline", "good.yaml"], 2),
        (["answers.yaml", "--report", "pdf=x"], 2),
        (["answers.yaml", "--report", "json"], 2),
        (["answers.yaml", "--report", "json=x", "--report", "junit=x"], 2),
        (["answers.yaml", "--output", "x", "--report", "junit=x"], 2),
        (["answers.yaml", "--as-of", "yesterday"], 2),
        (["answers.yaml", "--output", "nowhere/x"], 4),
        ([], 1),  # answers.yaml, which is here
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_exit_codes(folder: Path, arguments: list[str], code: int, form: str) -> None:
    good = ANSWERS.replace("organization: 1", "organization: {level: 3, evidence: [memo]}")
    good = good.replace("information: 3", "information: 2").replace("2025-11-19", "2025-11-20")
    (folder / "good.yaml").write_text(good.replace("none here", "none here, approved_by: Audit"), "utf-8")
    (folder / "broken.yaml").write_text(ANSWERS.replace("assessed_on: 2026-11-20", "assessed_on: soon"), "utf-8")
    ran = in_process(
        "check",
        *arguments,
        "-p",
        "policy.yaml",
        *([] if "--as-of" in arguments else ["--as-of", DAY]),
        "--format",
        form,
        cwd=folder,
    )
    assert ran.code == code, ran.complaint
    if form == "json" and code in (0, 1, 3, 4) and ran.out:
        data = json.loads(ran.text)
        assert GATE.faults(data) == []
        named = [each for each in arguments if each.endswith(".yaml")]
        assert [file["file"] for file in data["files"]] == (named or ["answers.yaml"])


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("asset-rationalization: 2}", "asset-rationalisation: 2}", "unknown-reference", "policy.yaml:4:43"),
        ('overall: "2.0"', 'overall: "7"', "level-out-of-range", "policy.yaml:3:20"),
        ("require:", "requires:", "unknown-key", "policy.yaml:2:1"),
        ("rule: state", "rule: stat", "unknown-reference", "policy.yaml:12:12"),
    ],
)
def test_a_policy_that_names_what_is_not_there_is_an_error_and_no_pass(
    folder: Path, old: str, new: str, code: str, place: str
) -> None:
    (folder / "policy.yaml").write_text(POLICY.replace(old, new), "utf-8")
    ran = check(folder, "answers.yaml")
    assert (ran.code, ran.out) == (3, b"")
    assert f"{place}: error[{code}]" in ran.complaint


def test_a_policy_that_is_not_there_can_be_made(folder: Path) -> None:
    ran = in_process("check", "answers.yaml", "-p", "mine.yaml", cwd=folder)
    assert ran.code == 4
    assert "mine.yaml can't be read: there is no such file" in ran.complaint
    assert "make it: btm policy init mine.yaml" in ran.complaint


def test_a_file_that_can_not_be_checked_is_told_in_every_format(folder: Path) -> None:
    (folder / "broken.yaml").write_text(ANSWERS.replace("2026-11-20", "soon"), "utf-8")
    ran = {form: check(folder, "broken.yaml", "answers.yaml", "--format", form) for form in FORMATS}
    assert {each.code for each in ran.values()} == {3}
    assert all("broken.yaml:3:14: error[not-a-date]" in each.complaint for each in ran.values())
    assert "broken.yaml: not checked, 1 error in the file." in ran["text"].text
    broken = found(folder, "broken.yaml", "answers.yaml")["files"][0]
    assert (broken["verdict"], broken["exit_code"], broken["subject"]) == ("not checked", 3, None)
    assert [problem["place"]["line"] for problem in broken["problems"]] == [3]
    assert SARIF.faults(json.loads(ran["sarif"].text)) == []
    assert "::error file=broken.yaml,line=3,col=14," in ran["github"].text
    suites = ElementTree.fromstring(ran["junit"].text)
    assert (suites.get("errors"), suites.get("failures")) == ("1", "4")
    assert "Gate not checked: broken.yaml\n\n**broken.yaml:** not checked, 1 error in the file." in ran["markdown"].text
    assert "## Problems in the file (1)\n\n- **3:14** " in ran["markdown"].text
    assert "<dt>3:14</dt>" in ran["html"].text
    (folder / "j.xml").write_bytes(ran["junit"].out)
    cases = [case for suite in JUnitXml.fromfile(str(folder / "j.xml")) for case in suite]
    assert sum(any(isinstance(result, Error) for result in case.result) for case in cases) == 1


def test_several_reports_at_once_are_the_formats_themselves(folder: Path) -> None:
    asked = [part for form in FORMATS for part in ("--report", f"{form}={form}.out")]
    ran = check(folder, "answers.yaml", *asked)
    assert ran.code == 1
    for form in FORMATS:
        assert (folder / f"{form}.out").read_bytes() == check(folder, "answers.yaml", "--format", form).out


def test_the_date_is_today_unless_given_and_always_said(folder: Path) -> None:
    ran = process("check", "answers.yaml", "-p", "policy.yaml", "--format", "json", cwd=folder)
    said = json.loads(ran.text)["as_of"]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", said)
    assert said != DAY
    assert f"as of {said}" in ran.complaint


def test_strict_fails_by_warnings_in_every_format(folder: Path) -> None:
    (folder / "policy.yaml").write_text("policy: 1\nrequire:\n  no_regression: {tolerance: 0}\n", "utf-8")
    assert check(folder, "answers.yaml").code == 0
    assert check(folder, "answers.yaml", "--strict").code == 1
    suites = ElementTree.fromstring(check(folder, "answers.yaml", "--strict", "--format", "junit").text)
    assert suites.get("failures") == "1"
    [run] = json.loads(check(folder, "answers.yaml", "--strict", "--format", "sarif").text)["runs"]
    assert [result["level"] for result in run["results"]] == ["error"]
    assert check(folder, "answers.yaml", "--strict", "--format", "github").text.startswith("::error ")


def test_a_baseline_is_a_file_or_a_scorecard(folder: Path) -> None:
    (folder / "policy.yaml").write_text("policy: 1\nrequire:\n  no_regression: {tolerance: 0}\n", "utf-8")
    (folder / "old.yaml").write_text(ANSWERS.replace("organization: 1", "organization: 2"), "utf-8")
    card = in_process("assess", "old.yaml", "--format", "json", "--output", "old.json", cwd=folder)
    assert card.code == 0
    for baseline in ("old.yaml", "old.json"):
        ran = check(folder, "answers.yaml", "--baseline", baseline)
        assert ran.code == 1
        text = " ".join(ran.text.split())
        assert f"as of {DAY}, against {baseline}" in text
        assert "answers.yaml:10:5: error[score-fell] no regression of approval-and-prioritization/organization" in text
        assert "expected at least 2.00 as in the baseline found 1.00" in text
        assert "1.00 lower by answers" in text
    assert check(folder, "answers.yaml", "--baseline", "answers.yaml").code == 0


@pytest.mark.parametrize(
    ("content", "day", "code", "said"),
    [
        (b"signed", "2026-12-31", 0, ""),
        (b"forged", "2026-12-31", 1, "the file memo.txt is not the one whose sha256 was registered"),
        (None, "2026-12-31", 1, "there is no file memo.txt"),
        (b"signed", "2027-01-01", 1, "valid until 2026-12-31, which is before 2027-01-01"),
        (b"signed", "2025-11-18", 1, "dated 2025-11-19, after 2025-11-18"),
    ],
)
def test_evidence_is_looked_at_on_disk_and_on_the_day(
    folder: Path, content: bytes | None, day: str, code: int, said: str
) -> None:
    registered = f"path: memo.txt, sha256: {sha256(b'signed').hexdigest()}, valid_until: 2026-12-31"
    answers = ANSWERS.replace('url: "https://x.test"', registered).replace("information: 3", "information: 2")
    (folder / "answers.yaml").write_text(answers, "utf-8")
    (folder / "policy.yaml").write_text("policy: 1\nrequire:\n  evidence: {from_level: 3}\n", "utf-8")
    if content is not None:
        (folder / "memo.txt").write_bytes(content)
    ran = check(folder, "answers.yaml", day=day)
    assert ran.code == code
    assert said in ran.text
    assert ("error[evidence-not-valid]" in ran.text) == bool(code)


def test_an_expired_waiver_is_named_beside_what_fails_again(folder: Path) -> None:
    text = " ".join(check(folder, "answers.yaml", day="2027-01-01").text.split())
    assert "found 1, 1 cell not assessed" not in text
    assert "expected at least 2 found 1 rule policy.yaml:4:11 waiver until 2026-12-31 by Board: late " in text
    assert "why approval-and-prioritization/organization claimed at level 1 " in text
    assert "policy.yaml:11:5: error[waiver-expired] waiver for level approval-and-prioritization" in text
    assert "ended on 2026-12-31, 1 day ago" in text


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=T", "-c", "user.email=t@x.test", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, env=plain_environment(), check=True, capture_output=True)


def test_a_baseline_is_a_git_revision_of_the_file_or_of_each_file(folder: Path) -> None:
    (folder / "policy.yaml").write_text("policy: 1\nrequire:\n  no_regression: {tolerance: 0}\n", "utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    (folder / "answers.yaml").write_text(ANSWERS.replace("information: 3", "information: 2"), "utf-8")
    (folder / "new.yaml").write_text(ANSWERS, "utf-8")
    for arguments in (["answers.yaml", "--baseline", "main:answers.yaml"], ["answers.yaml", "--baseline", "HEAD:"]):
        ran = check(folder, *arguments)
        assert ran.code == 1
        assert "answers.yaml:11:5: error[score-fell]" in ran.text
    both = check(folder, "answers.yaml", "new.yaml", "--baseline", "main:")
    assert both.code == 1
    assert "new.yaml: not in main, so there is nothing to compare it with" in both.complaint
    assert "Gate passed: Toy Works new.yaml: 0 of 1 check failed, 1 warning." in " ".join(both.text.split())
    assert check(folder, "answers.yaml", "--baseline", "nowhere:").code == 4


HOSTILE = [
    "]]> <![CDATA[ <!-- </failure>",
    "::error file=x::owned%0A",
    "first\n::error::second\r\n| third | :---: |\n# heading",
    "a | b \\| c ` <script>alert(1)</script> [x](http://x.test) @all #1",
    "\x1b[31mred\x1b[0m \x07 \u202eevil\u202c \u200b",
    "[/b] [bold red]x[/]",
    "a\u2028b \U000e0041 é 名前 👩\u200d👩",
]


def quoted(text: str) -> str:
    """As a double-quoted YAML scalar, whose escapes carry every character."""
    return '"' + "".join(each if each.isalnum() or each == " " else f"\\U{ord(each):08x}" for each in text) + '"'


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_from_files_stays_text_in_every_format(folder: Path, hostile: str) -> None:
    shown = hostile.replace("\x1b", "").replace("\x07", "")  # YAML itself may not hold these
    text = quoted(shown)
    answers = ANSWERS.replace("Toy Works", text).replace("none here", text).replace("name: Architects", f"name: {text}")
    (folder / "answers.yaml").write_text(answers.replace("level: 3, ", f"level: 3, verified_by: {text}, "), "utf-8")
    policy = POLICY.replace("reason: late", f"reason: {text}").replace("approved_by: Board", f"approved_by: {text}")
    policy = policy.replace("  no_regression", "  verification: {from_level: 3}\n  no_regression")
    (folder / "policy.yaml").write_text(policy, "utf-8")
    ran = {form: check(folder, "answers.yaml", "--format", form) for form in FORMATS}
    assert {each.code for each in ran.values()} == {1}
    data = json.loads(ran["json"].text)
    assert GATE.faults(data) == []
    assert shown in {check["waiver"]["reason"] for file in data["files"] for check in file["checks"] if check["waiver"]}
    assert SARIF.faults(json.loads(ran["sarif"].text)) == []
    outcomes = data["files"][0]["summary"]
    suites = ElementTree.fromstring(ran["junit"].text)
    assert suites.get("failures") == str(outcomes["failed"]) == str(len(list(suites.iter("failure"))))
    commands = ran["github"].text.split("\n")[:-1]
    assert len(commands) == sum(outcomes[name] for name in ("failed", "waived", "warning", "open"))
    assert all(re.match(r"::(error|warning|notice) file=(answers|policy)\.yaml,line=", each) for each in commands)
    unfenced = "".join(ran["markdown"].text.split("```")[::2])
    sections = [name for name in ("failed", "warning", "open", "waived", "skipped") if outcomes[name]]
    assert len(re.findall("^#", unfenced, re.M)) == 1 + len(sections)
    assert "<script" not in unfenced.replace("\\<", "")
    assert "<script" not in ran["html"].text
    assert len(list(csv.reader(io.StringIO(ran["csv"].text)))) == 1 + sum(outcomes.values())
    for form in ("text", "github", "junit", "markdown", "html", "csv"):
        assert not set(ran[form].text) & set("\x1b\x07\u202e\u202c\u200b\u2028")


def test_a_hostile_file_name_is_only_a_name(folder: Path) -> None:
    name = "\x1b[31m<b>&\u202e'\"%0A::error::,|x.yaml"
    (folder / name).write_text(ANSWERS, "utf-8")
    for form in FORMATS:
        ran = check(folder, name, "--format", form)
        assert ran.code == 1, ran.complaint
        if form == "junit":
            assert ElementTree.fromstring(ran.text) is not None
        if form == "sarif":
            assert SARIF.faults(json.loads(ran.text)) == []
        if form in ("text", "github", "markdown", "html", "csv", "junit"):
            assert not set(ran.text) & set("\x1b\u202e")


@pytest.mark.parametrize("columns", [40, 80, 140])
def test_no_line_is_longer_than_the_page_but_the_one_editors_jump_by(columns: int) -> None:
    example = "examples/meridian-insurance"
    ran = in_process(
        "check",
        f"{example}/2026-Q4.yaml",
        "-p",
        f"{example}/policy.yaml",
        "--as-of",
        "2026-11-24",
        "--full",
        COLUMNS=str(columns),
    )
    long = [line for line in ran.text.splitlines() if len(line) > columns]
    assert bool(long) is (columns < 140)
    place = r"examples/[^ ]+:\d+:\d+"
    assert all(re.match(rf"{place}: (error|warning|note)\[|  rule +{place}$", line) for line in long)


def test_an_ascii_console_gets_it_too(folder: Path) -> None:
    ran = process("check", "answers.yaml", "-p", "policy.yaml", "--as-of", DAY, cwd=folder, PYTHONIOENCODING="ascii")
    assert ran.code == 1
    assert ran.out.isascii()


def test_a_rule_s_place_survives_yaml_styles(folder: Path) -> None:
    data = load_yaml(POLICY)
    data["waivers"] = []
    (folder / "policy.yaml").write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")
    lines = (folder / "policy.yaml").read_text("utf-8").splitlines()
    for file in found(folder)["files"]:
        for each in file["checks"]:
            key = lines[each["rule_place"]["line"] - 1].strip().split(":")[0]
            assert key in ("overall", each["where"], "from_level", "max_age_days", "approved", "no_regression")


def test_brief_text_ends_with_the_verdict_and_tells_a_few_failures_one_by_one(folder: Path) -> None:
    """Three failures of four are more than a screen tells singly: they stand in groups, by what they fall short of."""
    many = in_process("check", "answers.yaml", "-p", "policy.yaml", "--as-of", DAY, cwd=folder).text
    flat = " ".join(many.split())
    assert flat.endswith("4 of 10 checks failed, 1 waived, 2 warnings, 1 not due yet, 2 passed.")
    assert "1 waived until 2026-12-31 by Board: late" in flat
    assert "1 failed score-too-low: expected at least 2.50, found 2.33: approval-and-prioritization (line 8)" in flat
    (folder / "one.yaml").write_text("policy: 1\nrequire: {score: {overall: '4'}}\n")
    few = in_process("check", "answers.yaml", "-p", "one.yaml", "--as-of", DAY, cwd=folder).text
    assert "error[score-too-low] score of overall" in few
    assert few.rstrip().endswith("1 of 1 check failed.")
