"""A comparison as a document: what fell comes first, then what moved, then what was said differently.

In: a `DiffView`. Out: blocks for a terminal's page, and Markdown fit for a pull-request comment, whose long lists can
be unfolded. Text of people is escaped by the blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from btm_cli.render.diff.view import AnswerView, ChangeView, DiffView, FactView, MovementView
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Table, headed
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.document.words import words

CAUSES = ("Standard", "Time", "Scope", "Answers")
FACTS_SHOWN = 20
MOST_CHARACTERS = 60_000
"""Of a comment on GitHub, which takes 65,536."""


def diff_page(view: DiffView) -> Iterator[Block]:
    """The comparison, what fell first."""
    yield from _head(view)
    yield from _moved(view)
    yield from _said(view)


def render_diff_markdown(view: DiffView) -> str:
    """The comparison as Markdown: headline and regressions in sight, the rest to be unfolded."""
    page = [*_head(view)]
    for title, blocks in ((words("diff.moved"), [*_moved(view)]), (words("diff.said"), [*_said(view)])):
        if blocks:
            page += [Heading(title, fold=True), *blocks]
    return to_markdown(page, MOST_CHARACTERS, words("diff.too-long"))


def _head(view: DiffView) -> Iterator[Block]:
    yield Heading(view.title)
    yield Items(tuple((f"{name}:", text) for name, text in view.subjects))
    yield Paragraph(" ".join(view.summary))
    if view.empty:
        return
    yield _overall(view)
    if view.states:
        yield Items(tuple((f"{name}:", old if old == new else f"{old} → {new}") for name, old, new in view.states))
    for note in view.notes:
        yield Paragraph(note)
    if view.regressions:
        yield Heading("What fell", 2, "error")
        for movement in view.regressions:
            yield from _movement(movement)
    if view.levels_lost:
        yield Heading("Levels lost", 2, "error")
        yield _levels(view.levels_lost)


def _moved(view: DiffView) -> Iterator[Block]:
    if view.levels_gained:
        yield Heading("Levels gained", 2)
        yield _levels(view.levels_gained)
        yield from _more(view.more_gained, "places")
    for title, movements in (("Areas", view.areas), ("Capabilities", view.capabilities)):
        if movements:
            yield Heading(f"{title} that moved", 2)
            yield _table(movements)
    if view.cells:
        yield Heading("Other cells that moved, largest first", 2)
        yield _list(f"{each.place}: {_changes(each)}" for each in view.cells)
        yield from _more(view.more_cells, "cells")


def _said(view: DiffView) -> Iterator[Block]:
    if view.answers:
        yield Heading("Answers that changed, largest effect on the whole first", 2)
        yield _list(f"{answer.reference}: {answer.text}{_effect(answer)}" for answer in view.answers)
        yield from _more(view.more_answers, "answers")
    yield from _facts("Targets, importance and plan", view.plans)
    yield from _facts("Evidence register", view.evidence)
    yield from _facts("The file as a whole", view.file)


def _overall(view: DiffView) -> Table:
    """The headline: each calculation from old to new, and its causes, which add up to the change."""
    told = any(change.causes for change in view.overall)
    rows = []
    for change in view.overall:
        causes = change.causes or ("?",) * len(CAUSES)
        level = change.new_level if change.old_level == change.new_level else f"{change.old_level} → {change.new_level}"
        rows.append((change.name, change.old, change.new, change.delta, *(causes if told else ()), level))
    names = ("", "Old", "New", "Change", *(CAUSES if told else ()), "Level")
    return Table(headed(names, names[1:-1]), tuple(rows))


def _movement(movement: MovementView) -> Iterator[Block]:
    yield _list([f"{movement.place}: {_changes(movement)}"])
    if movement.answers:
        yield Items(tuple((answer.id, f"{answer.text}{_effect(answer)}") for answer in movement.answers), depth=1)


def _changes(movement: MovementView) -> str:
    """Each calculation that moved, with its level and its causes; what fell first."""
    moved = sorted((change for change in movement.changes if change.moved), key=lambda change: change.sign)
    phrases = [movement.status] if movement.status else []
    return "; ".join(phrases + [_change(change) for change in moved])


def _change(change: ChangeView) -> str:
    name = change.name.lower()
    if change.delta == "-":
        return f"{name} {change.old} → {change.new}"
    level = "" if change.old_level == change.new_level else f", level {change.old_level} → {change.new_level}"
    why = [(cause.lower(), part) for cause, part in zip(CAUSES, change.causes, strict=False) if part != "0.00"]
    because = f" by {', '.join(f'{cause} {part}' for cause, part in why)}" if len(why) > 1 else ""
    because = f" by {why[0][0]}" if len(why) == 1 else because
    return f"{name} {change.old} → {change.new} ({change.delta}{because}{level})"


def _effect(answer: AnswerView) -> str:
    """What the answer adds to its cell."""
    names = ("claimed", "evidenced", "verified")
    said = [f"{name} {amount}" for name, amount in zip(names, answer.effects, strict=False) if amount != "0.00"]
    return f" ({', '.join(said)})" if said else ""


def _levels(levels: Sequence[tuple[str, str, str]]) -> Items:
    """One line a place: the calculations whose level changed."""
    by_place: dict[str, list[str]] = {}
    for place, calculation, change in levels:
        by_place.setdefault(place, []).append(f"{calculation} {change}")
    return _list(f"{place}: {', '.join(changes)}" for place, changes in by_place.items())


def _list(texts: Iterable[str]) -> Items:
    return Items(tuple(("", text) for text in texts))


def _table(movements: Sequence[MovementView]) -> Table:
    columns = ("", "Old", "New", "Change", "Evid.", "Verif.", "Why")
    rows = []
    for movement in movements:
        claimed, evidenced, verified = movement.changes
        why = dict.fromkeys(
            cause.lower()
            for change in movement.changes
            for cause, part in zip(CAUSES, change.causes, strict=False)
            if part != "0.00"
        )
        reason = movement.status or ", ".join(why)
        rows.append((movement.place, claimed.old, claimed.new, claimed.delta, evidenced.delta, verified.delta, reason))
    return Table(headed(columns, columns[1:-1]), tuple(rows))


def _facts(title: str, facts: Sequence[FactView]) -> Iterator[Block]:
    if not facts:
        return
    yield Heading(title, 2)
    texts = [f"{fact.reference}: {fact.text}" if fact.reference else fact.text for fact in facts]
    yield _list(texts[:FACTS_SHOWN])
    yield from _more(len(texts) - FACTS_SHOWN, "entries", "--format json lists all")


def _more(count: int, noun: str, where: str = "--top N shows more, --format json all") -> Iterator[Block]:
    if count > 0:
        yield Paragraph(f"... and {count} more {noun} ({where}).")
