"""Problems in machine formats: the right place, and nothing that a format could trip over."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from btm_cli.diagnostics import Diagnostic, Location, Severity
from btm_cli.render.wire.github import render_github
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
        "answers.yaml:7:3 unknown-id",
        "fine.yaml",
        "odd, name: 100%.yaml:1:1 bad-value",
    ]
    assert [case.find("failure") is not None for case in cases] == [True, False, True]
    assert (suites.get("tests"), suites.get("failures")) == ("3", "2")


def test_junit_keeps_the_warnings_of_a_file_that_passes() -> None:
    suites = ElementTree.fromstring(render_junit([EXPIRED], ["answers.yaml"]))
    assert suites.findtext("testsuite/testcase/system-out") == "3:1: warning[evidence-expired] expired"
