"""A comparison on one screen: the scores and their causes, what fell, what rose most, and in sentences where it went.

In: a `Comparison`, standards for names. Out: blocks, the sentences last. Of what fell only what fell is shown: a claim
that rose beside lost evidence is no part of it. Lists say how much of them is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from btm_cli.compare.comparison import Comparison, Movement
from btm_cli.render.diff.headline import (
    counted,
    editions_said,
    extents_of,
    overall_table,
    range_said,
    sides,
    states_of,
    title_of,
)
from btm_cli.render.diff.names import Names
from btm_cli.render.diff.notes import notes
from btm_cli.render.diff.numbers import moved_by
from btm_cli.render.diff.said import Said
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Column, Heading, Paragraph, Sentences, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.sentences import sentence_of
from btm_cli.render.document.words import words
from btm_cli.scoring.ratings import ASSURANCES
from btm_cli.standard.model import Standard
from btm_cli.summary.change import backing, by_answers, change_of
from btm_cli.summary.entry import Entry

MOST_FELL, MOST_ROSE = 2, 2
TELL_STATE = ("change.state.up", "change.state.down", "change.above.held", "change.above.floor")
"""What tells the state, so that no line of its own has to."""
EVIDENCE = ("change.evidence", "change.evidence.first", "change.evidence.gone")
IN_TABLE = ("change.edition.alone", "change.spread", *EVIDENCE, "change.no-claim", "change.kinds")
"""What table and counts have said already, and what the whole comparison tells by capability."""


def diff_brief(
    comparison: Comparison, standards: Sequence[Standard] = (), *, labels: tuple[str, str] = ("", "")
) -> Iterator[Block]:
    """The comparison; `standards` lend their names, the new one first, `labels` are what the two files are called."""
    names = Names(comparison, standards, short=True)
    yield Heading(title_of(comparison))
    yield from extents_of(comparison, Names(comparison, standards))
    if comparison.is_empty:
        yield sides(comparison, labels)
        yield Paragraph(words("diff.nothing"))
        return
    overall = overall_table(comparison, names)
    yield overall._replace(caption=" ".join(filter(None, (words("diff.brief.time"), overall.caption))))
    fell = comparison.regressions
    if fell:
        yield _table(words("diff.brief.fell"), fell[:MOST_FELL], len(fell), names, fell=True)
    weight = dict(by_answers(comparison))
    rose = [each for each in comparison.cells.values() if each.moved and _amount(each) > 0]
    rose.sort(key=lambda each: (-weight.get(each.reference, Fraction(0)), -_amount(each)))
    if rose:
        yield _table(words("diff.brief.rose"), rose[:MOST_ROSE], len(rose), names, fell=False)
    yield Sentences(tuple(_said(comparison, standards, names)))


def _amount(movement: Movement) -> Fraction:
    """How far the claim rose; what is claimed for the first time came furthest."""
    if movement.claimed.old is None and movement.claimed.new is not None:
        return Fraction(1000)
    return movement.claimed.delta or Fraction(0)


def _table(title: str, shown: Sequence[Movement], found: int, names: Names, *, fell: bool) -> Table:
    """A row for each calculation that fell, or for the claim that rose."""
    rows: list[tuple[str, ...]] = []
    for movement in shown:
        place = names.place(movement.reference)
        for name, change in zip(ASSURANCES, movement.changes, strict=True):
            gone = change.old is not None and change.new is None
            if (change.fell or gone) if fell else name == "claimed":
                pair = words("diff.from-to", old=write.number(change.old), new=write.number(change.new))
                rows.append((place, words(f"diff.name.{name}"), pair, moved_by(change)))
                place = ""
    more = words("diff.brief.more", n=found - len(shown)) if found > len(shown) else ""
    columns = (Column(title), Column(words("diff.brief.what")), Column(words("diff.brief.moved"), right=True))
    return Table((*columns, Column(words("diff.change"), right=True)), tuple(rows), more)


def _said(comparison: Comparison, standards: Sequence[Standard], names: Names) -> Iterator[tuple[str, str]]:
    """How much moved, what to know before believing it, and last where the score went and why."""
    known = [*editions_said(comparison, names), *notes(comparison)]
    full = [] if len(known) > 1 else [words("document.full")]  # else said below, with how much more there is to know
    yield words("diff.brief.label.moved"), " ".join((*counted(comparison, Said(comparison)), *full))
    told = list(_told(comparison, standards[0])) if standards else []
    state = next((text for label, text in states_of(comparison, names) if label == f"{words('diff.state')}:"), None)
    if state is not None and not any(entry.id in TELL_STATE for entry in told):
        yield words("diff.state"), state
    if known:
        more = [words("diff.brief.notes", n=len(known) - 1)] if len(known) > 1 else []
        yield words("diff.brief.label.notes"), " ".join([known[0], *more])
    sure = " ".join(_sure(comparison))
    if sure:
        yield words("diff.brief.label.sure"), sure
    if told:
        labels = Labels(standards[0], short=True)
        yield words("summary.label.change"), " ".join(sentence_of(entry, labels, 1) for entry in told)


def _sure(comparison: Comparison) -> Iterator[str]:
    """What the new side leaves open, where its score can end by that, and how many levels rest on no criteria."""
    basis = Counter(cell.new_basis for cell in comparison.cells.values())
    assessed = basis["claimed"] + basis["rated"]
    if basis["not-assessed"]:
        yield words("diff.brief.opened", n=basis["not-assessed"], cells=assessed + basis["not-assessed"])
    yield from range_said(comparison)
    if basis["claimed"]:
        yield words("summary.unknown.depth", claimed=basis["claimed"], assessed=assessed)


def _told(comparison: Comparison, standard: Standard) -> Iterator[Entry]:
    """What is said of the change: not what stands above it already, such as the cells that raised the score most."""
    rose = (comparison.overall.claimed.delta or 0) > 0
    for entry in (*change_of(comparison, standard.states), *backing(comparison, standard.base)):
        if entry.id in IN_TABLE:
            continue
        if not (rose and entry.values.get("cells") != 1 and "largest" in entry.values):
            yield entry
