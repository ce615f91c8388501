"""A gate's verdict as JUnit XML, for the tests tab of a build server.

In: a `GateReport`. Out: XML text: a suite for every file, a test case for every check. A waived or skipped check is a
skipped case, a file that could not be checked an error; warnings and open targets pass and speak in `system-out`. What
the gate says of one rule at one place is one case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from btm_cli.diagnostics import Diagnostic
from btm_cli.gate.result import Outcome
from btm_cli.render.document.problem import problem_text
from btm_cli.render.document.safe import visible
from btm_cli.render.gate.report import FileReport, GateReport, PlacedCheck, place_text, subject_of, waiver_text
from btm_cli.render.wire.junit import attribute, case_start, stamp, suites
from btm_cli.render.wire.sarif import PathOf, as_typed

SKIPPED = (Outcome.WAIVED, Outcome.SKIPPED)


def render_gate_junit(report: GateReport, path_of: PathOf = as_typed) -> str:
    """The suites, files in the order given, checks in the policy's order."""
    failing = (Outcome.FAILED, Outcome.WARNING) if report.strict else (Outcome.FAILED,)
    lines = [line for file in report.files for line in _suite(report, file, failing, path_of)]
    cases = sum(map(_size, report.files))
    failures = sum(_counts(_groups(file), failing)[0] for file in report.files)
    errors = sum(file.result is None for file in report.files)
    return suites("check", f'tests="{cases}" failures="{failures}" errors="{errors}"', lines)


def _size(file: FileReport) -> int:
    return len(_groups(file)) + (file.result is None)


def _groups(file: FileReport) -> list[list[PlacedCheck]]:
    """The checks that are one case: of one rule at one place."""
    groups: dict[str, list[PlacedCheck]] = {}
    for placed in file.checks:
        groups.setdefault(_name(placed), []).append(placed)
    return list(groups.values())


def _name(placed: PlacedCheck) -> str:
    return f"{subject_of(placed.check)}: {placed.check.expected}"


def _counts(groups: Sequence[Sequence[PlacedCheck]], failing: tuple[Outcome, ...]) -> tuple[int, int]:
    """Failed and skipped cases; a case fails with any of its checks, and is skipped with all of them."""
    failures = sum(any(each.check.outcome in failing for each in group) for group in groups)
    return failures, sum(all(each.check.outcome in SKIPPED for each in group) for group in groups)


def _suite(report: GateReport, file: FileReport, failing: tuple[Outcome, ...], path_of: PathOf) -> Iterator[str]:
    groups = _groups(file)
    failures, skipped = _counts(groups, failing)
    errors = int(file.result is None)
    counts = f'tests="{_size(file)}" failures="{failures}" errors="{errors}" skipped="{skipped}"'
    path = path_of(file.file)
    yield f"  <testsuite name={attribute(path)} {counts}{stamp(report.as_of)}>"
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
    for group in groups:
        yield _case(path, group, failing, path_of)
    if file.result is None:
        said = "\n".join(_told(each, path_of) for each in file.problems)
        yield (f'    {case_start(path, "file")}><error message="not checked">{escape(_lines(said))}</error></testcase>')
    yield "  </testsuite>"


def _told(problem: Diagnostic, path_of: PathOf) -> str:
    place = problem.location._replace(file=path_of(problem.location.file))
    return f"{place_text(place)}: {problem_text(problem)}"


def _case(path: str, group: Sequence[PlacedCheck], failing: tuple[Outcome, ...], path_of: PathOf) -> str:
    """One rule at one place: what it says is that of the worst of its checks, and what it prints that of all."""
    placed = min(group, key=lambda each: _rank(each.check.outcome, failing))
    check, said = placed.check, placed.diagnostic
    speaking = [each for each in group if _rank(each.check.outcome, failing) < PASSED]
    text = "\n".join(_told(each.diagnostic, path_of) for each in speaking)
    if check.outcome in failing:
        body = (
            f"<failure type={attribute(said.code)} message={attribute(said.message)}>{escape(_lines(text))}</failure>"
        )
    elif check.outcome is Outcome.WAIVED:
        body = f"<skipped message={attribute(waiver_text(check))}/><system-out>{escape(_lines(text))}</system-out>"
    elif check.outcome is Outcome.SKIPPED:
        body = f"<skipped message={attribute(check.found)}/>"
    else:
        body = f"<system-out>{escape(_lines(text))}</system-out>" if text else ""
    line = said.location.line if check.path is not None else None
    return f"    {case_start(path, _name(placed), line)}>{body}</testcase>"


PASSED = 3
"""The rank of a check that says nothing."""


def _rank(outcome: Outcome, failing: tuple[Outcome, ...]) -> int:
    """What a case says first: failures, then warnings and open targets, then waivers; passed and skipped ones last."""
    if outcome in failing:
        return 0
    order = {Outcome.WARNING: 1, Outcome.OPEN: 1, Outcome.WAIVED: 2, Outcome.PASSED: PASSED}
    return order.get(outcome, PASSED + 1)


def _lines(text: str) -> str:
    """`text` with nothing in it that XML can't hold, line by line."""
    return "\n".join(map(visible, text.split("\n")))
