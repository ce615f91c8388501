"""The parts of the report that are blocks and nothing else: gaps, next steps, findings, what is left out.

In: what is `Shown` of a scorecard, the standard's `Labels`. Out: blocks; cells say what they are about, to be linked.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Cell, Column, Heading, Paragraph, Sentences, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.scorecard.beside import remarks, to_find_out
from btm_cli.render.scorecard.figures import figures
from btm_cli.render.scorecard.shown import Shown
from btm_cli.render.scorecard.steps import blockers, claims, factors, reasons
from btm_cli.scoring.scorecard import CellScore, NotApplicableEntry, Priority

Entry = tuple[str | Cell, ...]
FACTORS = ("gain", "lift", "enables", "importance", "effort")


def gaps_part(shown: Shown, labels: Labels) -> Iterator[Block]:
    """Every cell below its target, the widest first, a row a criterion still to meet."""
    yield Paragraph(words("report.gaps.lead"), tone="quiet")
    columns = named("where", "score", "target", "gap", "criterion", "to-meet", right={"score", "target", "gap"})
    yield Table(columns, tuple(row for cell in shown.gaps() for row in _gap(cell, labels)))


def _gap(cell: CellScore, labels: Labels) -> Iterator[Entry]:
    numbers = figures(cell.numbers, labels)
    texts = (labels.place(cell.reference), numbers.score, numbers.target, numbers.gap)
    start = tuple(Cell(text, about=cell.reference) for text in texts)
    wanted = claims(cell.capability, cell.dimension, cell.to_reach_target, labels)
    for name, claim in wanted or (("", write.NOTHING),):
        yield (*start, Cell(name, about=f"{cell.reference}/{name}"), claim)


def steps_part(shown: Shown, labels: Labels) -> Iterator[Block]:
    """Every step within its target, best first, and what each takes."""
    steps = shown.steps()
    yield Paragraph(words("report.next.lead"), tone="quiet")
    columns = named("where", "rank", "level", "priority", *FACTORS, "why", right={"rank", "priority", *FACTORS})
    yield Table(columns, tuple(_step(step, shown, labels) for step in steps))
    yield Heading(words("report.next.criteria"), 3, fold=True)
    rows = (
        (_place(step.reference, labels), Cell(name, about=f"{step.reference}/{name}"), claim)
        for step in steps
        for name, claim in claims(step.capability, step.dimension, step.criteria, labels)
    )
    yield Table(named("where", "criterion", "to-meet"), tuple(rows))


def _step(step: Priority, shown: Shown, labels: Labels) -> Entry:
    levels = words("report.next.levels", old=step.from_level, new=step.to_level)
    numbers = factors(step)
    why = [reasons(step, shown.card, labels), *(words("report.next.blocked", by=by) for by in blockers(step, labels))]
    return (
        _place(step.reference, labels),
        str(step.rank),
        levels,
        write.number(step.priority),
        *(numbers[name] for name in FACTORS),
        "; ".join(filter(None, why)),
    )


def findings_part(shown: Shown) -> Iterator[Block]:
    """What a reader must know beside the numbers."""
    rows = tuple(
        (Cell(message, about=found.reference), found.severity, found.code) for found, message in shown.findings()
    )
    yield Table(named("finding", "severity", "code"), rows)


def left_out_part(shown: Shown, labels: Labels) -> Iterator[Block]:
    """What is not counted (not assessed yet, not applicable, not known), and what people noted."""
    open_cells = [(labels.name(name), ", ".join(map(labels.dimension, cells))) for name, cells in shown.not_assessed()]
    if open_cells:
        yield Heading(words("scorecard.not-assessed"), 3)
        yield Sentences(tuple(open_cells))
    entries = shown.card.not_applicable
    if entries:
        yield Heading(words("scorecard.not-applicable"), 3)
        yield Sentences(tuple((labels.place(each.reference), _reason(each)) for each in entries))
    yield from to_find_out(shown, labels, 3)
    yield from remarks(shown, labels, 3)


def _reason(entry: NotApplicableEntry) -> str:
    return words("report.approved", reason=entry.reason, name=entry.approved_by) if entry.approved_by else entry.reason


def _place(reference: str, labels: Labels) -> Cell:
    return Cell(labels.place(reference), about=reference)


def named(*names: str, right: frozenset[str] | set[str] = frozenset()) -> tuple[Column, ...]:
    """Columns of the appendix by their words' names."""
    return tuple(Column(words(f"report.column.{name}"), right=name in right, whole=name == "level") for name in names)
