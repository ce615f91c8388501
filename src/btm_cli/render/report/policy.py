"""The report's part on the policy: the verdict, what fails, warns or is not due, and what is waived by each waiver.

In: a `GateReport` of one file, the standard's `Labels`. Out: blocks; cells say what they are about, to be linked.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.gate.policy import Waiver
from btm_cli.gate.result import Outcome
from btm_cli.render.document.blocks import Block, Cell, Heading, Paragraph, Table, Tone
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.gate import words as say
from btm_cli.render.gate.report import GateReport, PlacedCheck, held_to, summary
from btm_cli.render.report.sections import named

ORDER = (Outcome.FAILED, Outcome.WARNING, Outcome.OPEN, Outcome.SKIPPED)


def policy_part(report: GateReport, labels: Labels) -> Iterator[Block]:
    """The verdict on the one file, then its checks; each waiver is said once, above all that it covers."""
    [file] = report.files
    passed = file.verdict == "passed"
    verdict = words(f"report.policy.{'passed' if passed else 'failed'}", counts=summary(file))
    yield Paragraph(verdict, tone="strong" if passed else "error")
    yield Paragraph(held_to(report), tone="quiet")
    rows = [_check(each, labels) for outcome in ORDER for each in file.checks if each.check.outcome is outcome]
    if rows:
        yield Table(named("what", "outcome", "expected", "found", "why-waived"), tuple(rows))
    waived: dict[Waiver, list[PlacedCheck]] = {}
    for placed in file.of(Outcome.WAIVED):
        if placed.check.waiver is not None:
            waived.setdefault(placed.check.waiver, []).append(placed)
    for waiver, covered in waived.items():
        yield Heading(words("report.policy.waived", n=len(covered), **say.terms(waiver)), 3)
        yield Paragraph(words("report.policy.reason", **say.terms(waiver)))
        yield Table(named("what", "expected", "found"), tuple(_waived(each, labels) for each in covered))


def _check(placed: PlacedCheck, labels: Labels) -> tuple[str | Cell, ...]:
    check = placed.check
    waiver = [say.waiver_text(check)]  # one that is over
    why = "; ".join(filter(None, [*say.reasons(check.why, labels=labels), *waiver]))
    outcome = words(f"report.policy.outcome.{check.outcome.value}")
    tone: Tone = "error" if check.outcome is Outcome.FAILED else ""
    return _what(placed, labels), Cell(outcome, tone), check.expected, say.found(check), why


def _waived(placed: PlacedCheck, labels: Labels) -> tuple[str | Cell, ...]:
    check = placed.check
    found = "; ".join([say.found(check), *say.reasons(check.why, labels=labels)])
    return _what(placed, labels), check.expected, found


def _what(placed: PlacedCheck, labels: Labels) -> Cell:
    return Cell(say.subject_of(placed.check, labels), about=placed.check.where)
