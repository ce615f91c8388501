"""Problems in machine formats: the right place, and nothing that a format could trip over."""

from __future__ import annotations

import json
from datetime import date
from xml.etree import ElementTree

import pytest

from btm_cli.diagnostics import Diagnostic, Location, Severity
from btm_cli.render.document.safe import visible
from btm_cli.render.wire.code_hosts import render_github
from btm_cli.render.wire.junit import render_junit
from btm_cli.render.wire.sarif import render_sarif
from support.problems import EXPIRED, HOSTILE, TYPO


def test_github_commands_are_escaped() -> None:
    assert render_github([HOSTILE]) == (
        "::error file=odd%2C name%3A 100%25.yaml,line=1,col=1,endColumn=2,title=btm bad-value::"
        "50 %25, two lines \\x1b[31m <b> ]]>\n"
    )
    assert render_github([TYPO]).endswith(
        "::there is no capability `aproval`%0Adid you mean `approval-and-prioritization`?\n"
    )
    assert render_github([EXPIRED]).startswith("::warning file=answers.yaml,line=3,")
    assert render_github([]) == ""


def test_sarif_has_a_rule_for_every_result_and_a_uri_for_every_file() -> None:
    run = json.loads(render_sarif([TYPO, EXPIRED, HOSTILE]))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert places[1]["region"] == {"startLine": 7, "startColumn": 3, "endColumn": 10}
    assert places[2]["artifactLocation"]["uri"] == "odd%2C%20name%3A%20100%25.yaml"
    assert [result["level"] for result in run["results"]] == ["warning", "error", "error"]


@pytest.mark.parametrize(
    ("path", "uri"), [("/a b/c", "file:///a%20b/c"), ("C:\\x\\y", "file:///C%3A/x/y"), ("a\\b", "a/b")]
)
def test_sarif_paths_are_uris(path: str, uri: str) -> None:
    problem = Diagnostic("x", Severity.ERROR, "m", Location(path))
    result = json.loads(render_sarif([problem]))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_junit_fails_a_case_an_error_and_passes_every_other_file() -> None:
    suites = ElementTree.fromstring(render_junit([TYPO, EXPIRED, HOSTILE], ["answers.yaml", "fine.yaml"]))
    cases = suites.findall("testsuite/testcase")
    assert [case.get("name") for case in cases] == [
        f"unknown-id: {TYPO.message}",
        "fine.yaml",
        f"bad-value: {visible(HOSTILE.message)}",
    ]
    assert [(case.get("file"), case.get("line")) for case in cases] == [
        ("answers.yaml", "7"),
        ("fine.yaml", None),
        ("odd, name: 100%.yaml", "1"),
    ]
    assert [case.find("failure") is not None for case in cases] == [True, False, True]
    assert (suites.get("tests"), suites.get("failures")) == ("3", "2")


def test_junit_has_a_case_for_what_is_said_not_for_each_line() -> None:
    again = TYPO._replace(location=TYPO.location._replace(line=9))
    suites = ElementTree.fromstring(render_junit([again, TYPO], ["answers.yaml"], date(2026, 11, 20)))
    [case] = suites.findall("testsuite/testcase")
    assert [line.split(":")[0] for line in (case.findtext("failure") or "").splitlines()] == ["7", "9"]
    [suite] = suites.findall("testsuite")
    assert (suite.get("timestamp"), suite.get("failures")) == ("2026-11-20T00:00:00", "1")


def test_junit_calls_what_could_not_be_read_an_error() -> None:
    gone = Diagnostic("unreadable-file", Severity.ERROR, "there is no such file", Location("gone.yaml"))
    suites = ElementTree.fromstring(render_junit([gone], ["gone.yaml"]))
    assert (suites.get("errors"), suites.get("failures")) == ("1", "0")
    assert suites.find("testsuite/testcase/error") is not None


def test_a_line_is_known_again_wherever_it_stands() -> None:
    line = TYPO.location._replace(source_line="  aproval: 3")
    moved = line._replace(line=12, source_line="\taproval:  3")
    first, second = (
        json.loads(render_sarif([TYPO._replace(location=place)]))["runs"][0]["results"][0]["partialFingerprints"]
        for place in (line, moved)
    )
    assert first == second
    assert set(first) == {"primaryLocationLineHash", "btmProblem/v1"}
    twice = json.loads(render_sarif([TYPO._replace(location=line), TYPO._replace(location=moved)]))["runs"][0]
    assert len({one["partialFingerprints"]["primaryLocationLineHash"] for one in twice["results"]}) == 2


def test_more_than_ten_annotations_of_a_kind_are_counted() -> None:
    many = [TYPO._replace(location=TYPO.location._replace(line=line)) for line in range(1, 14)]
    said = render_github([*many, EXPIRED]).splitlines()
    assert [text.partition(" ")[0] for text in said] == ["::error"] * 11 + ["::warning"]
    assert said[10] == "::error title=btm::and 3 more errors: see the log or the job summary"


def test_junit_keeps_the_warnings_of_a_file_that_passes() -> None:
    suites = ElementTree.fromstring(render_junit([EXPIRED], ["answers.yaml"]))
    assert suites.findtext("testsuite/testcase/system-out") == "3:1: warning[evidence-expired] expired"
