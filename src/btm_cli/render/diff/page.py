"""A comparison as a page: the headline and what fell in sight, then what moved and what was said differently.

In: a `Comparison`, standards for names. Out: blocks. What is long may be folded away; regressions never are. On one
screen there are the scores and their causes, what fell, what rose most, and in sentences, which stand last, where it
went: of what fell only what fell, since a claim that rose beside lost evidence is no part of it, and of every list how
much is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from btm_cli.compare.comparison import CAUSES, OVERALL, Comparison, Movement
from btm_cli.render.diff import headline as head
from btm_cli.render.diff.moves import levels, line_of, moved_by, others, status
from btm_cli.render.diff.names import Names
from btm_cli.render.diff.said import Answer, Said, effects
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Column, Heading, Items, Paragraph, Sentences, Table, listed
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.sentences import sentence_of
from btm_cli.render.document.words import words
from btm_cli.scoring.ratings import ASSURANCES
from btm_cli.standard.model import Standard
from btm_cli.summary.change import backing, by_answers, change_of
from btm_cli.summary.entry import Entry

FACTS_SHOWN, MOST_FELL, MOST_ROSE = 20, 2, 2
TELL_STATE = ("change.state.up", "change.state.down", "change.above.held", "change.above.floor")
"""What tells the state, so that no line of its own has to."""
EVIDENCE = ("change.evidence", "change.evidence.first", "change.evidence.gone")
IN_TABLE = ("change.edition.alone", "change.spread", *EVIDENCE, "change.no-claim", "change.kinds")
"""What table and counts have said already, and what the whole comparison tells by capability."""


def diff_page(
    comparison: Comparison,
    standards: Sequence[Standard] = (),
    *,
    top: int | None = 10,
    labels: tuple[str, str] = ("", ""),
) -> Iterator[Block]:
    """The comparison, what fell first.

    `standards` lend their names, the new one first; without any, ids stand for themselves. `top` limits the lists of
    cells and answers (None: all); `labels` are what the user called the two files.
    """
    names, said = Names(comparison, standards), Said(comparison)
    yield Heading(head.title_of(comparison))
    yield from head.headline(comparison, names, said, labels)
    if comparison.is_empty:
        return
    if comparison.regressions:
        yield Heading(words("diff.fallen"), 2, "error")
        for movement in comparison.regressions:
            yield from _fallen(movement, names, said)
    lost = levels(comparison, names, -1)
    if lost:
        yield Heading(words("diff.levels-lost"), 2, "error")
        yield listed(lost)
    for title, blocks in (("moved", _moved(comparison, names, top)), ("said", _said(names, said, top))):
        folded = list(blocks)
        if folded:
            yield Heading(words(f"diff.{title}"), 2, fold=True)
            yield from folded


def _fallen(movement: Movement, names: Names, said: Said) -> Iterator[Block]:
    """A cell and, below it, the answers behind its moves."""
    yield listed([line_of(movement, names)])
    answers = said.in_cell(movement.reference)
    if answers:
        yield Items(tuple((_criterion(answer, movement), _with_effect(answer)) for answer in answers), depth=1)


def _criterion(answer: Answer, movement: Movement) -> str:
    return "" if answer.reference == movement.reference else answer.reference.rpartition("/")[2]


def _moved(comparison: Comparison, names: Names, top: int | None) -> Iterator[Block]:
    gained = levels(comparison, names, 1)
    if gained:
        yield Heading(words("diff.levels-gained"), 3)
        yield listed(gained[:top])
        yield from _more("places", gained, top)
    for title, movements in (("areas", comparison.areas), ("capabilities", comparison.capabilities)):
        moved = [movement for movement in movements.values() if movement.moved]
        if moved:
            yield Heading(words(f"diff.{title}"), 3)
            yield _table(moved, names)
    cells = others(comparison)
    if cells:
        yield Heading(words("diff.cells"), 3)
        yield listed(line_of(movement, names) for movement in cells[:top])
        yield from _more("cells", cells, top)


def _said(names: Names, said: Said, top: int | None) -> Iterator[Block]:
    answers = said.answers()
    if answers:
        yield Heading(words("diff.answers"), 3)
        yield listed(words("diff.entry", place=each.reference, text=_with_effect(each)) for each in answers[:top])
        yield from _more("answers", answers, top)
    for kind in ("plan", "evidence", "file"):
        lines = facts(kind, names, said)
        if lines:
            yield Heading(words(f"diff.{kind}"), 3)
            yield listed(lines[:FACTS_SHOWN])
            yield from _more("entries", lines, FACTS_SHOWN)


def facts(kind: str, names: Names, said: Said) -> list[str]:
    """A line for each thing of a kind (plan, evidence, file) that is said differently, led by what it is about."""
    found = []
    for about, text in said.about(kind):
        place = about if kind == "evidence" else names.place(about)
        whole = kind != "evidence" and about == OVERALL
        found.append(text if whole else words("diff.entry", place=place, text=text))
    return found


def _table(movements: Sequence[Movement], names: Names) -> Table:
    """One row a place: the claimed score, how far the others moved, and which causes were at work."""
    rows = []
    for movement in movements:
        causes = dict.fromkeys(
            words(f"diff.by-cause.{cause}")
            for change in movement.changes
            for cause, part in zip(CAUSES, change.causes or (), strict=False)
            if part != 0
        )
        claimed = movement.claimed
        scores = (write.number(claimed.old), write.number(claimed.new))
        deltas = (moved_by(change) for change in movement.changes)
        rows.append((names.place(movement.reference), *scores, *deltas, status(movement) or ", ".join(causes)))
    numbers = ("old", "new", "change", "evid", "verif")
    return Table(columns("diff", ("", *numbers, "why"), numbers), tuple(rows))


def _more(kind: str, found: Sequence[object], shown: int | None) -> Iterator[Block]:
    """Where a list is cut: how much more there is, and where all of it is."""
    if shown is not None and len(found) > shown:
        yield Paragraph(words(f"diff.more-{kind}", n=len(found) - shown))


def _with_effect(answer: Answer) -> str:
    """What changed, and what that adds to its cell."""
    added = ", ".join(effects(answer))
    return f"{answer.text} ({added})" if added else answer.text


def diff_brief(
    comparison: Comparison, standards: Sequence[Standard] = (), *, labels: tuple[str, str] = ("", "")
) -> Iterator[Block]:
    """The comparison; `standards` lend their names, the new one first, `labels` are what the two files are called."""
    names = Names(comparison, standards, short=True)
    yield Heading(head.title_of(comparison))
    yield from head.extents_of(comparison, Names(comparison, standards))
    if comparison.is_empty:
        yield head.sides(comparison, labels)
        yield Paragraph(words("diff.nothing"))
        return
    overall = head.overall_table(comparison, names)
    yield overall._replace(caption=" ".join(filter(None, (words("diff.brief.time"), overall.caption))))
    fell = comparison.regressions
    if fell:
        yield _moves(words("diff.brief.fell"), fell[:MOST_FELL], len(fell), names, fell=True)
    weight = dict(by_answers(comparison))
    rose = [each for each in comparison.cells.values() if each.moved and _amount(each) > 0]
    rose.sort(key=lambda each: (-weight.get(each.reference, Fraction(0)), -_amount(each)))
    if rose:
        yield _moves(words("diff.brief.rose"), rose[:MOST_ROSE], len(rose), names, fell=False)
    yield Sentences(tuple(_sentences(comparison, standards, names)))


def _amount(movement: Movement) -> Fraction:
    """How far the claim rose; what is claimed for the first time came furthest."""
    if movement.claimed.old is None and movement.claimed.new is not None:
        return Fraction(1000)
    return movement.claimed.delta or Fraction(0)


def _moves(title: str, shown: Sequence[Movement], found: int, names: Names, *, fell: bool) -> Table:
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
    heads = (Column(title), *columns("diff", ("brief.what", "brief.moved", "change"), ("brief.moved", "change")))
    return Table(heads, tuple(rows), more)


def _sentences(comparison: Comparison, standards: Sequence[Standard], names: Names) -> Iterator[tuple[str, str]]:
    """How much moved, what to know before believing it, and last where the score went and why."""
    known = [*head.editions_said(comparison, names), *head.notes(comparison)]
    full = [] if len(known) > 1 else [words("document.full")]  # else said below, with how much more there is to know
    yield words("diff.brief.label.moved"), " ".join((*head.counted(comparison, Said(comparison)), *full))
    told = list(_told(comparison, standards[0])) if standards else []
    state = dict(head.states_of(comparison, names)).get(f"{words('diff.state')}:")
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
    yield from head.range_said(comparison)
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
