"""The appendix's parts on the assessment: assurance, gaps, steps, findings, what is left out, evidence, the method.

In: what is `Shown` of a scorecard, the standard's `Labels`. Out: blocks; cells say what they are about, to be linked.
Every threshold is the standard's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from btm_cli import __version__
from btm_cli.answers.model import Answers
from btm_cli.evidence.register import Entry, register
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Cell, Column, Heading, Paragraph, Row, Sentences, Table, listed
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.files.register_page import failing, status_words, summary
from btm_cli.render.report.board import ReportInput
from btm_cli.render.scorecard.heatmap import figures
from btm_cli.render.scorecard.page import remarks, to_find_out
from btm_cli.render.scorecard.shown import Shown
from btm_cli.render.scorecard.steps import blockers, claims, factors, reasons
from btm_cli.scoring.scorecard import CellScore, NotApplicableEntry, Numbers, Priority, Scorecard
from btm_cli.standard.model import Standard
from btm_cli.standard.vocabulary import Source

NAMES = ("score", "level", "target", "gap", "evidenced", "verified", "range", "coverage")
FACTORS = ("gain", "lift", "enables", "importance", "effort")
CRITERION = 2
"""So many signs part the reference of a criterion."""

Texts = tuple[str | Cell, ...]
"""A row."""


def assurance_part(card: Scorecard, standard: Standard) -> Iterator[Block]:
    """Everything below the part's heading."""
    labels = Labels(standard)

    def row(name: str, about: str, numbers: Numbers) -> Texts:
        texts = figures(numbers, labels)._asdict()
        texts["range"] = words("report.options.between", low=texts["low"], high=texts["high"])
        return Cell(name, about=about), *(texts[each] for each in NAMES)

    rows: list[Row | Texts] = []
    for area, capabilities in Shown(card).areas():
        rows.append(Row(row(area.name, area.id, area.numbers)))
        rows += [row(f"  {each.name}", each.id, each.numbers) for each in capabilities]
    rows.append(Row(row(words("scorecard.overall"), "", card.overall.numbers)))
    yield Paragraph(words("report.assurance.lead"), tone="quiet")
    yield Table(columns("report.column", ("where", *NAMES), right=NAMES), tuple(rows))


def gaps_part(shown: Shown, labels: Labels) -> Iterator[Block]:
    """Every cell below its target, the widest first, a row a criterion still to meet."""
    yield Paragraph(words("report.gaps.lead"), tone="quiet")
    heads = named("where", "score", "target", "gap", "criterion", "to-meet", right=("score", "target", "gap"))
    yield Table(heads, tuple(row for cell in shown.gaps() for row in _gap(cell, labels)))


def _gap(cell: CellScore, labels: Labels) -> Iterator[Texts]:
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
    heads = named("where", "rank", "level", "priority", *FACTORS, "why", right=("rank", "priority", *FACTORS))
    yield Table(heads, tuple(_step(step, shown, labels) for step in steps))
    yield Heading(words("report.next.criteria"), 3, fold=True)
    rows = (
        (_place(step.reference, labels), Cell(name, about=f"{step.reference}/{name}"), claim)
        for step in steps
        for name, claim in claims(step.capability, step.dimension, step.criteria, labels)
    )
    yield Table(named("where", "criterion", "to-meet"), tuple(rows))


def _step(step: Priority, shown: Shown, labels: Labels) -> Texts:
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


def named(*names: str, right: Sequence[str] = ()) -> tuple[Column, ...]:
    """Columns of the appendix by their words' names."""
    return columns("report.column", names, right, whole=("level",))


def evidence_part(given: ReportInput) -> Iterator[Block]:
    """The register in its order, and how much of it holds; nothing where nothing is registered."""
    entries = register(given.answers, given.evidence, given.card.as_of)
    if not entries:
        return
    labels, bad = Labels(given.standard), failing(entries)
    yield Paragraph(summary(entries, given.card.as_of))
    heads = named("key", "title", "date", "valid-until", "status", "owner", "cited-by")
    yield Table(heads, tuple(_row(entry, labels, entry in bad) for entry in entries))


def _row(entry: Entry, labels: Labels, bad: bool) -> Texts:
    piece = entry.evidence
    digest = words("report.evidence.digest", digest=piece.sha256) if piece.sha256 else ""
    places = "; ".join(_places(entry.cited_by, labels)) or words("report.evidence.unused")
    return (
        entry.key,
        " · ".join(filter(None, (piece.title, piece.path or piece.url, digest))),
        piece.date.isoformat(),
        piece.valid_until.isoformat() if piece.valid_until else "-",
        Cell(": ".join((status_words(entry.status), *entry.messages)), "error" if bad else ""),
        piece.owner or "",
        places,
    )


def _places(cited_by: Sequence[str], labels: Labels) -> Iterator[str]:
    """Each place once, with all of its criteria behind it."""
    for cell, found in groupby(cited_by, lambda reference: "/".join(reference.split("/")[:2])):
        criteria = [reference.rpartition("/")[2] for reference in found if reference.count("/") == CRITERION]
        place = labels.place(cell)
        yield words("report.evidence.criteria", place=place, names=", ".join(criteria)) if criteria else place


def method_part(card: Scorecard, standard: Standard, answers: Answers) -> Iterator[Block]:
    """Everything below the part's heading."""
    labels = Labels(standard)
    yield Sentences(tuple((words(f"report.method.{name}"), text) for name, text in _rules(standard)))
    yield Heading(words("report.method.levels"), 3)
    yield Sentences(tuple((labels.level(level.level), level.meaning) for level in standard.levels))
    if standard.sources:
        yield Heading(words("report.method.sources"), 3)
        yield listed(map(_source, standard.sources))
    yield Heading(words("report.method.identity"), 3)
    found = _identity(card, standard, answers)
    yield Sentences(tuple((words(f"report.method.{name}"), text) for name, text in found if text))


def _rules(standard: Standard) -> Iterator[tuple[str, str]]:
    """The rules of scoring, as this standard sets them."""
    scale = ", ".join(f"{word} {write.number(points)}" for word, points in standard.rating_scale.items())
    yield "ratings", words("report.method.ratings-text", scale=scale)
    rule = standard.level_rule
    if rule == "staged":
        above, least = write.short_number(standard.achieved_above), standard.every_at_least
        key = "staged-least" if least else "staged"
        yield "cell", words(f"report.method.cell-{key}", above=above, least=least)
    else:
        yield "cell", words("report.method.cell-sum")
    yield "upwards", words(f"report.method.upwards-{'weakest' if standard.capability_level == 'weakest' else 'whole'}")
    for name in ("calculations", "gap", "exactness"):
        yield name, words(f"report.method.{name}-text")


def _identity(card: Scorecard, standard: Standard, answers: Answers) -> Iterator[tuple[str, str]]:
    """What the report was made from, so that it can be made again."""
    who = answers.answered_by
    yield "standard", words("report.method.edition", title=standard.title, edition=card.edition)
    yield "standard-digest", card.standard_digest
    yield "answers-digest", card.answers_digest
    if who is not None:
        yield "answered-by", words("report.method.side", name=who.name, side=who.side) if who.side else who.name
    yield "assessed-on", card.assessed_on.isoformat()
    yield "as-of", card.as_of.isoformat()
    yield "made-by", f"btm {__version__}"


def _source(each: Source) -> str:
    """Where some of the standard's facts come from."""
    title = words("report.method.dated", title=each.title, year=each.year) if each.year else each.title
    return words("report.method.source", title=title, note=each.note) if each.note else title
