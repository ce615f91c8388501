"""An assessment as a page: the headline, the heat map, what is still to meet, what a reader must know.

In: a `Scorecard` and its `Standard`, how many gaps and steps to show, what to narrow to. Out: blocks. A section with
nothing to say is left out; a list that is cut says by how much.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from btm_cli.render.document.blocks import Block, Column, Heading, Items, Paragraph, Path, Sentences, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.render.scorecard import headline as head
from btm_cli.render.scorecard.headline import facts
from btm_cli.render.scorecard.heatmap import heat_map
from btm_cli.render.scorecard.in_short import in_short
from btm_cli.render.scorecard.shown import Shown
from btm_cli.render.scorecard.steps import Work, blockers, claims, gap_text, reasons, step_text
from btm_cli.scoring.scorecard import Priority, Scorecard
from btm_cli.standard.model import Standard
from btm_cli.summary.entry import Entry

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers

NAMES = 2
"""Names of a list in the summary."""


def scorecard_page(
    card: Scorecard,
    standard: Standard,
    *,
    top: int | None = 5,
    only: Collection[str] = frozenset(),
    summary: Sequence[Entry] = (),
    answers: Answers | None = None,
) -> Iterator[Block]:
    """The whole assessment, with its `summary` where it is read first; without one it has none.

    `top` limits gaps and steps (None: all); `only` holds area and capability ids to narrow everything but the headline
    to (empty: all). `standard` must be the one the scorecard was made with. `answers` tell what a day of work costs and
    when work begins; without them steps have neither money nor dates.
    """
    labels, shown = Labels(standard), Shown(card, only)
    yield from _headline(card, standard, labels)
    yield from _in_short(summary, card, standard, labels)
    if card.overall.numbers.score is not None:
        names = ", ".join(map(labels.name, shown.only))
        title = words("scorecard.heat-map-only", names=names) if names else words("scorecard.heat-map")
        yield Heading(title, 2)
        yield heat_map(shown, standard)
        yield from _gaps(shown, labels, top)
        yield from _steps(shown, labels, top, None if answers is None else Work(standard, answers, card.as_of))
        yield from _not_assessed(shown, labels)
    yield from to_find_out(shown, labels)
    yield from _not_applicable(shown, labels)
    yield from remarks(shown, labels)
    yield from _findings(shown)


def _in_short(summary: Sequence[Entry], card: Scorecard, standard: Standard, labels: Labels) -> Iterator[Block]:
    """The state on its way, and what is worth saying; nothing where that is nothing."""
    if summary and card.overall.numbers.score is not None:
        yield Heading(words("summary.title"), 2)
        if standard.states:
            states = [state.id for state in standard.states]
            reached = None if card.overall.state is None else states.index(card.overall.state)
            yield Path(tuple(state.name for state in standard.states), reached)
        yield in_short(summary, card, labels, NAMES)


def _headline(card: Scorecard, standard: Standard, labels: Labels) -> Iterator[Block]:
    yield Heading(who(card.enterprise, card.unit, card.period))
    yield Paragraph(words("scorecard.basis", title=standard.title, edition=card.edition, dates=head.dates(card)))
    yield from extent_block(card, labels)
    if card.overall.numbers.score is None:
        yield Paragraph(words("scorecard.nothing-yet"), tone="strong")
        yield Paragraph(words("scorecard.begin"))
        yield Items(
            (
                ("btm standard show", words("scorecard.help-show")),
                ("btm explain CAPABILITY", words("scorecard.help-explain")),
            )
        )
        return
    yield Paragraph(head.summary(card, standard, labels), tone="strong")
    yield _calculations(card, standard, labels)
    yield Sentences(facts(card, labels))
    yield from map(Paragraph, head.notes(card, standard, labels))


def _calculations(card: Scorecard, standard: Standard, labels: Labels) -> Table:
    """Claimed, evidenced and verified side by side."""
    found = head.calculations(card, standard, labels)
    rows = [
        (words("scorecard.figure.score"), *(each.score for each in found)),
        (words("scorecard.weakest-level"), *(each.level for each in found)),
        (words("scorecard.state"), *(each.state for each in found)),
    ]
    return Table((Column("", whole=True), *(each.name for each in found)), tuple(row for row in rows if any(row[1:])))


def _gaps(shown: Shown, labels: Labels, top: int | None) -> Iterator[Block]:
    """The cells furthest below their target, with the criteria still to meet."""
    gaps = shown.gaps()
    if gaps:
        yield Heading(words("scorecard.gaps"), 2)
    for cell in gaps[:top]:
        yield Paragraph(gap_text(cell, labels), labels.place(cell.reference))
        yield from _items(claims(cell.capability, cell.dimension, cell.to_reach_target, labels))
    yield from _more("scorecard.more-gaps", gaps, top)


def _steps(shown: Shown, labels: Labels, top: int | None, work: Work | None) -> Iterator[Block]:
    """The next steps, best first, each with the factors of its priority and what is in its way."""
    steps = shown.steps()
    if steps:
        yield Heading(words("scorecard.steps"), 2)
        yield Paragraph(words("scorecard.steps-and-plan"), tone="quiet")
    for step in steps[:top]:
        yield from _step(step, shown.card, labels, work)
    yield from _more("scorecard.more-steps", steps, top)


def _step(step: Priority, card: Scorecard, labels: Labels, work: Work | None) -> Iterator[Block]:
    place = words("scorecard.ranked", rank=step.rank, place=labels.place(step.reference))
    yield Paragraph(step_text(step), place)
    said = [("label", reasons(step, card, labels))]
    if work is not None:
        day = work.shown(step)
        shown = words("screen.shown-full", day=day.isoformat()) if day is not None else ""
        said.insert(0, ("work", ", ".join(filter(None, (work.effort(step), shown)))))
    yield from _items(tuple((words(f"scorecard.why.{name}"), text) for name, text in said if text))
    blocked = words("scorecard.blocked")
    waits = tuple((blocked, text) for text in blockers(step, labels))
    if waits:
        yield Items(waits, tone="warning")
    yield from _items(claims(step.capability, step.dimension, step.criteria, labels))


def _not_assessed(shown: Shown, labels: Labels) -> Iterator[Block]:
    rows = [
        (labels.name(capability), ", ".join(map(labels.dimension, dimensions)))
        for capability, dimensions in shown.not_assessed()
    ]
    if rows:
        yield Heading(words("scorecard.not-assessed"), 2)
        yield Table((words("scorecard.capability"), words("scorecard.dimensions")), tuple(rows))


def _not_applicable(shown: Shown, labels: Labels) -> Iterator[Block]:
    entries = [entry for entry in shown.card.not_applicable if shown.has(entry.reference)]
    rows = [(labels.place(entry.reference), entry.reason, entry.approved_by or "") for entry in entries]
    if rows:
        names = [words(f"scorecard.{name}") for name in ("place", "reason", "approved-by")]
        shown_columns = 3 if any(row[2] for row in rows) else 2
        yield Heading(words("scorecard.not-applicable"), 2)
        yield Table(tuple(names[:shown_columns]), tuple(row[:shown_columns] for row in rows))


def _findings(shown: Shown) -> Iterator[Block]:
    found = tuple((each.severity, message) for each, message in shown.findings())
    if found:
        yield Heading(words("scorecard.findings"), 2)
        yield Items(found)


def _items(pairs: tuple[tuple[str, str], ...]) -> Iterator[Block]:
    if pairs:
        yield Items(pairs)


def _more(key: str, found: Sequence[object], top: int | None) -> Iterator[Block]:
    """That a list was cut, and by how much."""
    if top is not None and len(found) > top:
        yield Paragraph(words(key, n=len(found) - top), tone="quiet")


def to_find_out(shown: Shown, labels: Labels, height: int = 2) -> Iterator[Block]:
    """What somebody was asked and did not know, by cell, under a heading of a `height`."""
    found: dict[str, list[str]] = {}
    for reference in filter(shown.has, shown.card.to_find_out):
        capability, dimension, *criterion = reference.split("/")
        found.setdefault(labels.place(f"{capability}/{dimension}"), []).extend(criterion)
    if found:
        whole = words("scorecard.whole-cell")
        yield Heading(words("scorecard.to-find-out"), height)
        yield Items(tuple((place, ", ".join(criteria) or whole) for place, criteria in found.items()))


def remarks(shown: Shown, labels: Labels, height: int = 2) -> Iterator[Block]:
    """What people noted, each at the place that it is about, under a heading of a `height`."""
    found = [one for one in shown.card.remarks if not one.reference or shown.has(one.reference)]
    if found:
        file = words("scorecard.whole-file")
        yield Heading(words("scorecard.remarks"), height)
        yield Items(tuple((labels.place(one.reference) or file, one.text) for one in found))
