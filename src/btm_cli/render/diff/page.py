"""A comparison as a page: the headline and what fell in sight, then what moved and what was said differently.

In: a `Comparison`, standards for names. Out: blocks. What is long may be folded away; regressions never are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.compare.comparison import CAUSES, OVERALL, Comparison, Movement
from btm_cli.render.diff.headline import headline, title_of
from btm_cli.render.diff.moves import levels, line_of, others, status
from btm_cli.render.diff.names import Names
from btm_cli.render.diff.numbers import moved_by
from btm_cli.render.diff.said import Answer, Said, effects
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Column, Heading, Items, Paragraph, Table, listed
from btm_cli.render.document.words import words
from btm_cli.standard.model import Standard

FACTS_SHOWN = 20


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
    yield Heading(title_of(comparison))
    yield from headline(comparison, names, said, labels)
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
    numbers = (Column(words(f"diff.{name}"), right=True) for name in ("old", "new", "change", "evid", "verif"))
    return Table((Column(""), *numbers, Column(words("diff.why"))), tuple(rows))


def _more(kind: str, found: Sequence[object], shown: int | None) -> Iterator[Block]:
    """Where a list is cut: how much more there is, and where all of it is."""
    if shown is not None and len(found) > shown:
        yield Paragraph(words(f"diff.more-{kind}", n=len(found) - shown))


def _with_effect(answer: Answer) -> str:
    """What changed, and what that adds to its cell."""
    added = ", ".join(effects(answer))
    return f"{answer.text} ({added})" if added else answer.text
