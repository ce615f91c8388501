"""Problems in every format: the right place, the caret below it, and nothing a format could trip over."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from btm_cli.diagnostics import Diagnostic, Location, Severity
from btm_cli.render.document.typeset import Typesetter, width
from btm_cli.render.wire.github import render_github
from btm_cli.render.wire.junit import render_junit
from btm_cli.render.wire.problems_json import render_diagnostics_json
from btm_cli.render.wire.problems_text import render_diagnostics, summary
from btm_cli.render.wire.sarif import render_sarif

TYPO = Diagnostic(
    "unknown-id",
    Severity.ERROR,
    "there is no capability `aproval`",
    Location("answers.yaml", 7, 3, "  aproval: 2", 7),
    "did you mean `approval-and-prioritization`?",
)
EXPIRED = Diagnostic("evidence-expired", Severity.WARNING, "expired", Location("answers.yaml", 3, 1, "a: 1"))
HOSTILE = Diagnostic(
    "bad-value",
    Severity.ERROR,
    "50 %, two\nlines \x1b[31m <b> ]]>",
    Location("odd, name: 100%.yaml", 1, 1, "\x1b[31m", 1),
)


def text_of(problems: list[Diagnostic], columns: int = 80, encoding: str = "utf-8") -> list[str]:
    lines = render_diagnostics(problems, ["answers.yaml", "b.yaml"], Typesetter(columns, encoding))
    return ["".join(text for text, _ in line) for line in lines]


def test_a_problem_has_place_source_caret_and_hint() -> None:
    assert text_of([TYPO])[:4] == [
        "answers.yaml:7:3: error[unknown-id] there is no capability `aproval`",
        "   7 |   aproval: 2",
        "     |   ^^^^^^^",
        "    hint: did you mean `approval-and-prioritization`?",
    ]


def test_problems_come_by_place_with_a_summary_and_where_to_read_more() -> None:
    lines = text_of([TYPO, EXPIRED])
    assert lines[0].startswith("answers.yaml:3:1: warning[evidence-expired]")
    assert lines[-2:] == [
        "1 error and 1 warning in 1 of 2 files.",
        "More about one: btm explain evidence-expired (also unknown-id)",
    ]
    assert text_of([]) == ["No problems in 2 files."]


def test_a_long_list_is_capped_with_a_count() -> None:
    many = [Diagnostic("x", Severity.ERROR, "m", Location("a", line)) for line in range(1, 545)]
    lines = text_of(many)
    assert sum("error[x]" in line for line in lines) == 50
    assert "... and 494 more; --format json lists them all." in lines
    assert summary(many, 1) == "544 errors in 1 of 1 file."


@pytest.mark.parametrize(
    ("source", "column", "under", "carets"),
    [
        ("名前: x", 5, "x", 1),
        ("\tkey: x", 2, "key", 3),
        ("a\x1bb: x", 3, "b", 1),
        ("e\u0301: x", 4, " x", 1),
        ("k" * 500 + "HERE" + "z" * 500, 501, "HERE", 4),
        ("名" * 300 + "HERE", 301, "HERE", 4),
        ("HERE" + "z" * 500, 1, "HERE", 4),
        ("short", 6, "", 1),
        ("z" * 2_000_000, 1_000_000, "zzz", 1),
    ],
)
def test_the_caret_stands_below_its_place(source: str, column: int, under: str, carets: int) -> None:
    problem = Diagnostic("x", Severity.ERROR, "m", Location("a", 1, column, source, carets))
    _, shown, caret, *_ = text_of([problem])
    offset = width(caret.rstrip("^"))
    begin = next(position for position in range(len(shown) + 1) if width(shown[:position]) == offset)
    while begin < len(shown) and width(shown[begin]) == 0:
        begin += 1
    assert shown[begin:].startswith(under)
    assert caret.count("^") == carets
    assert width(shown) <= 80
    assert "\x1b" not in shown


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_poor_console_gets_substitutes(encoding: str) -> None:
    wide = Diagnostic("x", Severity.ERROR, "→ 名", Location("ü名.yaml", 1, 3, "名: 名" * 100, 2), "→")
    for line in text_of([wide, HOSTILE], encoding=encoding):
        line.encode(encoding)
        assert "\x1b" not in line


def test_json_lists_everything_and_counts() -> None:
    data = json.loads(render_diagnostics_json([TYPO, EXPIRED], ["answers.yaml", "b.yaml"]))
    assert list(data) == ["schema", "problems", "summary"]
    assert data["schema"] == "btm-diagnostics/1"
    assert [problem["line"] for problem in data["problems"]] == [3, 7]
    assert data["problems"][1] == {
        "code": "unknown-id",
        "severity": "error",
        "message": "there is no capability `aproval`",
        "file": "answers.yaml",
        "line": 7,
        "column": 3,
        "width": 7,
        "source_line": "  aproval: 2",
        "hint": "did you mean `approval-and-prioritization`?",
    }
    assert data["summary"] == {"files": 2, "errors": 1, "warnings": 1, "notes": 0}


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
