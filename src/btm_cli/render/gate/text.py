"""A gate's verdict as text for people.

In: a `GateReport`, a `Typesetter`. Out: lines: each file's verdict, what failed with its place and why, what is waived,
warned about, not due yet and skipped, and the counts.
"""

from __future__ import annotations

from btm_cli.gate.result import Outcome
from btm_cli.render.document.typeset import Line, Typesetter
from btm_cli.render.gate.report import FileReport, GateReport, PlacedCheck, held_to, summary, summary_of_all, title
from btm_cli.render.gate.words import place_text, reasons, subject_of, waiver_text
from btm_cli.render.wire.problems_text import problem_lines

SHOWN = 50
SKIPPED_SHOWN = 12
WAIVED_SHOWN = 5
INDENT = "    "
LABELS = 9
SECTIONS = {
    Outcome.FAILED: "Failed",
    Outcome.WAIVED: "Waived",
    Outcome.WARNING: "Warnings",
    Outcome.OPEN: "Not due yet",
}


def render_gate(report: GateReport, page: Typesetter) -> list[Line]:
    """Every file's verdict, and with several files one over all."""
    lines: list[Line] = []
    for file in report.files:
        lines += [*_file(report, file, page), []]
    if len(report.files) > 1:
        lines += _wrapped(f"Gate {summary_of_all(report)}.", page, "strong")
    else:
        lines.pop()
    return lines


def _file(report: GateReport, file: FileReport, page: Typesetter) -> list[Line]:
    lines = [*_wrapped(f"Gate {file.verdict}: {title(file)}", page, "title")]
    lines += [*_wrapped(f"{file.file}: {summary(file)}.", page), *_wrapped(f"{held_to(report)}.", page)]
    for outcome, heading in SECTIONS.items():
        found = file.of(outcome)
        if found:
            lines += [*([[]] if lines[-1] else []), [(f"{heading} ({len(found)})", "heading")]]
        if outcome is Outcome.WAIVED:
            lines += _waived(found, page)
            continue
        for placed in found[:SHOWN]:
            lines += _check(placed, page)
        if len(found) > SHOWN:
            lines.append([(f"... and {len(found) - SHOWN} more; --format json lists them all.", "strong")])
    lines += _skipped(file, page, bool(lines[-1]))
    return lines if lines[-1] else lines[:-1]


def _check(placed: PlacedCheck, page: Typesetter) -> list[Line]:
    """What failed at its place, then what was expected and found, why, the waiver and the rule, each with its label."""
    check = placed.check
    lines = problem_lines(placed.diagnostic._replace(message=subject_of(check), hint=None), page)
    note = f" ({check.note})" if check.note else ""
    lines += [*_labelled("expected", check.expected, page), *_labelled("found", check.found + note, page)]
    for number, reason in enumerate(reasons(check.why)):
        lines += _labelled("" if number else "why", reason, page)
    if check.waiver is not None:
        lines += _labelled("waiver", waiver_text(check).removeprefix("waiver "), page)
    if check.path is not None:
        lines += _labelled("rule", place_text(placed.rule_place), page)
    return [*lines, []]


def _waived(found: list[PlacedCheck], page: Typesetter) -> list[Line]:
    """Each waiver once, with the failures it covers below it."""
    lines: list[Line] = []
    for waiver in dict.fromkeys(waiver_text(placed.check) for placed in found):
        covered = [placed for placed in found if waiver_text(placed.check) == waiver]
        count = len(covered)
        lines += _wrapped(f"{count} {'failure' if count == 1 else 'failures'} {waiver}", page, "strong")
        for placed in covered[:WAIVED_SHOWN]:
            check, place = placed.check, placed.diagnostic.location
            text = f"{place.line}:{place.column}: {subject_of(check)}: expected {check.expected}, found {check.found}"
            lines += _indented(text, page)
        if count > WAIVED_SHOWN:
            lines += _indented(f"and {count - WAIVED_SHOWN} more; --format json lists them all", page)
    return lines


def _labelled(label: str, text: str, page: Typesetter) -> list[Line]:
    """A label and its text, which is wrapped below itself."""
    return [
        [(INDENT, ""), (("" if number else label).ljust(LABELS), ""), (line, "")]
        for number, line in enumerate(page.wrap(text, max(20, page.columns - len(INDENT) - LABELS), 4))
    ]


def _indented(text: str, page: Typesetter) -> list[Line]:
    return [
        [(INDENT if number == 0 else INDENT + "  ", ""), (line, "")]
        for number, line in enumerate(page.wrap(text, max(20, page.columns - len(INDENT) - 2), 4))
    ]


def _skipped(file: FileReport, page: Typesetter, apart: bool) -> list[Line]:
    """What a rule could not be held to, so that it is not mistaken for passed."""
    found = file.of(Outcome.SKIPPED)
    if not found:
        return []
    lines: list[Line] = [*([[]] if apart else []), [(f"Skipped ({len(found)})", "heading")]]
    for placed in found[:SKIPPED_SHOWN]:
        lines += _indented(f"{subject_of(placed.check)}: {placed.check.found}", page)
    if len(found) > SKIPPED_SHOWN:
        lines += _indented(f"and {len(found) - SKIPPED_SHOWN} more", page)
    return lines


def _wrapped(text: str, page: Typesetter, style: str = "") -> list[Line]:
    return [[(line, style)] for line in page.wrap(text, page.columns, 4)]
