"""A gate's verdict as Markdown (GitHub's), for a job summary or a comment.

In: a `GateReport`. Out: text. Whatever people wrote is escaped and stays in its table cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.gate.result import Outcome
from btm_cli.render.gate_report import FileReport, GateReport, PlacedCheck, held_to, summary, title
from btm_cli.render.gate_words import place_text, reasons, subject_of
from btm_cli.render.markdown import escape, table

SHOWN = 50
TABLES = {Outcome.FAILED: "Failed", Outcome.WARNING: "Warnings", Outcome.OPEN: "Not due yet"}


def render_gate_markdown(report: GateReport) -> str:
    """Every file's verdict: counts first, then tables of what failed, is waived, warned about and not due."""
    blocks = [block for file in report.files for block in _file(report, file)]
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
    if len(found) > SHOWN:
        yield f"... and {len(found) - SHOWN} more."


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
    if file.problems:
        yield "### Problems in the file"
        yield "\n".join(
            f"- {escape(place_text(problem.location))}: {escape(problem.message)}" for problem in file.problems[:SHOWN]
        )
