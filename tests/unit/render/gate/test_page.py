"""A verdict for people: what needs a hand first, nothing left out without a word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from btm_cli.answers.model import Claimed
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.document.terminal import written
from btm_cli.render.gate.page import gate_page
from btm_cli.render.gate.report import FileReport, GateReport, place_checks
from btm_cli.source import Document, parse
from support import gates

LOW = dict.fromkeys(gates.CELLS, Claimed(2))
OVERALL = {"score": {"overall": "3"}}


def document(text: str, name: str) -> Document:
    found, problems = parse(text.encode(), name)
    assert found is not None, problems
    return found


def report(require: Mapping[str, Any], *names: str, rules: str = "policy.yaml", **more: Any) -> GateReport:
    """Everything at level 2, held to `require`, once for each name of a file."""
    result = gates.gate(require, LOW, **more)
    policy = document("policy: 1\nrequire:\n  score: {overall: 3}\n", rules)
    files = []
    for name in names:
        answers = document("enterprise: E\nanswers:\n  alpha:\n    process: 2\n", name)
        checks = place_checks(result, answers, policy, name)
        files.append(FileReport(name, None, result, checks, (), result.exit_code()))
    return GateReport(rules, "0" * 64, "claimed", gates.DAY, "", False, tuple(files))


def lines(given: GateReport, columns: int = 80) -> list[str]:
    return written(gate_page(given), columns).splitlines()


def test_a_failure_says_where_what_and_which_rule() -> None:
    assert lines(report(OVERALL, "a.yaml"))[:14] == [
        "Gate failed: a.yaml",
        "",
        "a.yaml: 1 of 1 check failed.",
        "",
        f"Held to policy.yaml (claimed) as of {gates.DAY.isoformat()}.",
        "",
        "Failed (1)",
        "",
        "a.yaml:2:1: error[score-too-low] score of overall",
        "   2 | answers:",
        "     | ^^^^^^^",
        "  expected at least 3.00",
        "  found    2.00",
        "  rule     policy.yaml:3:11",
    ]


def test_several_reasons_are_a_list_of_their_own_and_say_how_many_more() -> None:
    shown = lines(report(OVERALL, "a.yaml"))
    assert shown[14] == "  why"
    # six cells hold it back, five are named
    assert [line[:5] for line in shown[15:]] == ["     "] * 6
    assert shown[-1] == "     and 1 more"
    assert "\n- **why** \n  - alpha/process claimed at level 2\n" in to_markdown(gate_page(report(OVERALL, "a.yaml")))


def test_failures_come_first_and_waived_ones_under_their_waiver() -> None:
    waivers = [gates.waiver("level", "alpha"), gates.waiver("level", "beta")]
    require = {"level": {"alpha": 3, "beta": 3, "gamma": 3}}
    shown = lines(report(require, "a.yaml", waivers=waivers))
    assert [line for line in shown if line in ("Failed (1)", "Waived (2)")] == ["Failed (1)", "Waived (2)"]
    assert shown[-4:] == [
        f"2 failures waived until {gates.DAY.isoformat()} by Board: late",
        "  expected at least 3",
        "     2:1 level of beta: 2",
        "     3:3 level of alpha: 2",
    ]


def test_a_long_list_is_capped_with_a_count() -> None:
    given = report(OVERALL, "a.yaml")
    [file] = given.files
    shown = lines(given._replace(files=(file._replace(checks=file.checks * 53),)))
    assert "Failed (53)" in shown
    assert sum("error[score-too-low]" in line for line in shown) == 50
    assert shown[-1] == "... and 3 more; --format json lists them all."


def test_over_several_files_the_verdict_is_first_and_last() -> None:
    given = report(OVERALL, "a.yaml", "b.yaml")
    shown = lines(given)
    assert shown[0] == "Gate failed: 2 files, 2 failed"
    assert shown[-1] == "Gate failed: 2 files, 2 failed."
    markdown = to_markdown(gate_page(given))
    assert markdown.startswith("# Gate failed: 2 files, 2 failed\n\n## Gate failed: a.yaml\n")


def test_places_stay_whole_on_the_narrowest_page() -> None:
    folder = "a-rather-long/folder/of-answers"
    shown = lines(report(OVERALL, f"{folder}/2026-Q4.yaml", rules=f"{folder}/policy.yaml"), 40)
    assert f"{folder}/2026-Q4.yaml:2:1: error[score-too-low] score of overall" in shown
    assert f"  rule     {folder}/policy.yaml:3:11" in shown
