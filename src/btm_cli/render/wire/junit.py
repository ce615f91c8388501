"""Problems as JUnit XML, for build servers.

In: diagnostics and the files that were looked at. Out: XML text of one suite. Every error is a failed test case; a file
without errors is a passed one, its warnings in `system-out`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.render.document.problem import problem_text
from btm_cli.render.document.safe import visible


def render_junit(problems: Sequence[Diagnostic], files: Sequence[str]) -> str:
    """The suite, its files in the order given, problems by line and column."""
    ordered = sorted(problems, key=lambda problem: problem.sort_key)
    names = list(dict.fromkeys([*files, *(problem.location.file for problem in ordered)]))
    cases = [case for name in names for case in _cases(name, [each for each in ordered if each.location.file == name])]
    failures = sum(problem.severity is Severity.ERROR for problem in ordered)
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0"'
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites name="btm validate" {counts}>',
            f'  <testsuite name="btm validate" {counts}>',
            *cases,
            "  </testsuite>",
            "</testsuites>\n",
        ]
    )


def _cases(file: str, problems: list[Diagnostic]) -> Iterator[str]:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    for problem in errors:
        place = problem.location
        name = f"{file}:{place.line}:{place.column} {problem.code}"
        failure = f"<failure type={attribute(problem.code)} message={attribute(problem.message)}>"
        yield (
            f"    <testcase classname={attribute(file)} name={attribute(name)}>"
            f"{failure}{escape(problem_text(problem))}</failure></testcase>"
        )
    if not errors:
        said = "\n".join(
            f"{problem.location.line}:{problem.location.column}: {problem.severity.value}[{problem.code}] "
            f"{problem_text(problem)}"
            for problem in problems
        )
        output = f"<system-out>{escape(said)}</system-out>" if said else ""
        yield f"    <testcase classname={attribute(file)} name={attribute(file)}>{output}</testcase>"


def attribute(text: str) -> str:
    """`text` as a quoted attribute on one line."""
    return f'"{escape(visible(text))}"'
