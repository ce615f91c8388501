"""A gate's verdict as Markdown (GitHub's), for a job summary or a comment.

In: a `GateReport`. Out: text. Whatever people wrote is escaped and stays in its table cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.gate.result import Outcome
from btm_cli.render.gate.report import FileReport, GateReport, PlacedCheck, held_to, summary, summary_of_all, title
from btm_cli.render.gate.words import place_text, reasons, subject_of
from btm_cli.render.scorecard.markdown import escape, table

SHOWN = 50
TABLES = {Outcome.FAILED: "Failed", Outcome.WARNING: "Warnings", Outcome.OPEN: "Not due yet"}


def render_gate_markdown(report: GateReport) -> str:
    """With several files the verdict over all first; then each file's: counts, and tables of its checks."""
    blocks = [f"# Gate {summary_of_all(report)}"] if len(report.files) > 1 else []
    blocks += [block for file in report.files for block in _file(report, file)]
    return "\n\n".join(blocks) + "\n"


def _file(report: GateReport, file: FileReport) -> Iterator[str]:
    yield f"## Gate {file.verdict}: {escape(title(file))}"
    yield f"**{escape(summary(file))}** in {escape(file.file)}. {escape(held_to(report))}."
    yield from _checks(file, Outcome.FAILED)
    yield from _waived(file)
    for outcome in (Outcome.WARNING, Outcome.OPEN):
        yield from _checks(file, outcome)
    yield from _left(file)


def _checks(file: FileReport, outcome: Outcome) -> Iterator[str]:
    found = file.of(outcome)
    if not found:
        return
    yield f"### {TABLES[outcome]} ({len(found)})"
    heading = ["What", "Expected", "Found", "Why", "Line"]
    yield table(heading, [_row(placed) for placed in found[:SHOWN]])
    yield from _more(found)


def _row(placed: PlacedCheck) -> list[str]:
    check = placed.check
    note = f" ({check.note})" if check.note else ""
    why = "<br>".join(map(escape, reasons(check.why)))
    return [escape(subject_of(check)), escape(check.expected), escape(check.found + note), why, _line(placed)]


def _line(placed: PlacedCheck) -> str:
    return escape(place_text(placed.diagnostic.location))


def _waived(file: FileReport) -> Iterator[str]:
    rows = []
    for placed in file.of(Outcome.WAIVED):
        check, waiver = placed.check, placed.check.waiver
        if waiver is not None:
            terms = [waiver.until.isoformat(), waiver.approved_by, waiver.reason]
            cells = [subject_of(check), check.expected, check.found, *terms]
            rows.append([*map(escape, cells), _line(placed)])
    if rows:
        yield f"### Waived ({len(rows)})"
        yield table(["What", "Expected", "Found", "Until", "Approved by", "Reason", "Line"], rows)


def _left(file: FileReport) -> Iterator[str]:
    """What was skipped, and the problems of a file that could not be checked."""
    skipped = file.of(Outcome.SKIPPED)
    if skipped:
        yield f"### Skipped ({len(skipped)})"
        yield "\n".join(f"- {escape(subject_of(each.check))}: {escape(each.check.found)}" for each in skipped[:SHOWN])
        yield from _more(skipped)
    if file.problems:
        yield "### Problems in the file"
        yield "\n".join(
            f"- {escape(place_text(problem.location))}: {escape(problem.message)}" for problem in file.problems[:SHOWN]
        )
        yield from _more(file.problems)


def _more(found: Sequence[object]) -> Iterator[str]:
    """That a list was cut, and by how much."""
    if len(found) > SHOWN:
        yield f"... and {len(found) - SHOWN} more."
