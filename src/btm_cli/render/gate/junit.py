"""A gate's verdict as JUnit XML, for the tests tab of a build server.

In: a `GateReport`. Out: XML text: a suite for every file, a test case for every check. A waived or skipped check is a
skipped case, a file that could not be checked an error; warnings and open targets pass and speak in `system-out`.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from btm_cli.gate.result import Outcome
from btm_cli.render.document.problem import problem_text
from btm_cli.render.document.safe import visible
from btm_cli.render.gate.report import FileReport, GateReport, PlacedCheck
from btm_cli.render.gate.words import place_text, subject_of, waiver_text
from btm_cli.render.wire.junit import attribute

SKIPPED = (Outcome.WAIVED, Outcome.SKIPPED)


def render_gate_junit(report: GateReport) -> str:
    """The suites, files in the order given, checks in the policy's order."""
    failing = (Outcome.FAILED, Outcome.WARNING) if report.strict else (Outcome.FAILED,)
    suites = [line for file in report.files for line in _suite(report, file, failing)]
    cases = sum(map(_size, report.files))
    failures = len(report.of(*failing))
    errors = sum(file.result is None for file in report.files)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites name="btm check" tests="{cases}" failures="{failures}" errors="{errors}">',
            *suites,
            "</testsuites>\n",
        ]
    )


def _size(file: FileReport) -> int:
    return len(file.checks) + (file.result is None)


def _suite(report: GateReport, file: FileReport, failing: tuple[Outcome, ...]) -> Iterator[str]:
    failures = sum(placed.check.outcome in failing for placed in file.checks)
    skipped = sum(placed.check.outcome in SKIPPED for placed in file.checks)
    errors = int(file.result is None)
    counts = f'tests="{_size(file)}" failures="{failures}" errors="{errors}" skipped="{skipped}"'
    yield f"  <testsuite name={attribute(file.file)} {counts}>"
    yield "    <properties>"
    facts = {
        "policy": report.policy,
        "assurance": report.assurance,
        "as_of": report.as_of.isoformat(),
        "baseline": report.baseline,
        "extent": file.extent,
    }
    for name, value in facts.items():
        if value:
            yield f"      <property name={attribute(name)} value={attribute(value)}/>"
    yield "    </properties>"
    for placed in file.checks:
        yield _case(file, placed, failing)
    if file.result is None:
        said = "\n".join(f"{place_text(each.location)}: {problem_text(each)}" for each in file.problems)
        yield (
            f'    <testcase classname={attribute(file.file)} name="file"><error message="not checked">'
            f"{escape(_lines(said))}</error></testcase>"
        )
    yield "  </testsuite>"


def _case(file: FileReport, placed: PlacedCheck, failing: tuple[Outcome, ...]) -> str:
    check, said = placed.check, placed.diagnostic
    name = f"{subject_of(check)}: {check.expected}"
    text = f"{place_text(said.location)}: {problem_text(said)}"
    if check.outcome in failing:
        body = (
            f"<failure type={attribute(said.code)} message={attribute(said.message)}>{escape(_lines(text))}</failure>"
        )
    elif check.outcome is Outcome.WAIVED:
        body = f"<skipped message={attribute(waiver_text(check))}/><system-out>{escape(_lines(text))}</system-out>"
    elif check.outcome is Outcome.SKIPPED:
        body = f"<skipped message={attribute(check.found)}/>"
    elif check.outcome in (Outcome.WARNING, Outcome.OPEN):
        body = f"<system-out>{escape(_lines(text))}</system-out>"
    else:
        body = ""
    return f"    <testcase classname={attribute(file.file)} name={attribute(name)}>{body}</testcase>"


def _lines(text: str) -> str:
    """`text` with nothing in it that XML can't hold, line by line."""
    return "\n".join(map(visible, text.split("\n")))
