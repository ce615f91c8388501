"""The report's part on what changed since the baseline, as blocks: more of it than `btm diff` shows, and nothing cut.

In: a `Comparison` and the report's standard, for names. Out: blocks; cells say what they are about, to be linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from btm_cli.compare.comparison import CAUSES, Comparison, Movement
from btm_cli.render.diff.headline import headline
from btm_cli.render.diff.moves import levels, moved_by, others, parts_of, signed, status
from btm_cli.render.diff.names import Names
from btm_cli.render.diff.page import facts
from btm_cli.render.diff.said import Said
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Cell, Column, Heading, Paragraph, Table, listed
from btm_cli.render.document.words import words
from btm_cli.scoring.ratings import ASSURANCES
from btm_cli.standard.model import Standard


def change_part(comparison: Comparison, standard: Standard, labels: tuple[str, str]) -> Iterator[Block]:
    """Everything below the part's heading; `labels` are what the user called the two files."""
    names, said = Names(comparison, [standard]), Said(comparison)
    yield from headline(comparison, names, said, labels)
    if comparison.is_empty:
        return
    yield Paragraph(words("report.change.causes"), tone="quiet")
    if comparison.regressions:
        yield Heading(words("diff.fallen"), 3)
        yield _moves(comparison.regressions, names)
    for key, sign in (("levels-lost", -1), ("levels-gained", 1)):
        lines = levels(comparison, names, sign)
        if lines:
            yield Heading(words(f"diff.{key}"), 3)
            yield listed(lines)
    moved = {
        "areas": [each for each in comparison.areas.values() if each.moved],
        "capabilities": [each for each in comparison.capabilities.values() if each.moved],
        "cells": others(comparison),
    }
    yield Heading(words("diff.moved"), 3)
    for key, movements in moved.items():
        if movements:
            yield Heading(words(f"report.change.{key}", n=len(movements)), 4, fold=True)
            yield _moves(movements, names)
    answers = _answers(said, names)
    if answers.rows:
        yield Heading(words("report.change.answers", n=len(answers.rows)), 4, fold=True)
        yield answers
    lines = [line for kind in ("plan", "evidence", "file") for line in facts(kind, names, said)]
    if lines:
        yield Heading(words("diff.said"), 4, fold=True)
        yield listed(lines)


def _moves(movements: Iterable[Movement], names: Names) -> Table:
    """A row for each calculation that moved, with the causes that add up to its change."""
    rows: list[tuple[str | Cell, ...]] = []
    for movement in movements:
        happened = status(movement)
        place = names.place(movement.reference)
        where = Cell(f"{place}, {happened}" if happened else place, about=movement.reference)
        for name, change in zip(ASSURANCES, movement.changes, strict=True):
            if change.moved:
                delta = change.delta
                rows.append(
                    (
                        where,
                        words(f"diff.{name}"),
                        write.number(change.old),
                        write.number(change.new),
                        Cell(moved_by(change), "error" if delta is not None and delta < 0 else ""),
                        *(parts_of(change) or ("",) * len(CAUSES)),
                    )
                )
    titles = ("old", "new", "change", *(f"cause.{cause}" for cause in CAUSES))
    numbers = (Column(words(f"diff.{title}"), right=True) for title in titles)
    return Table((Column(words("report.change.where")), Column(words("report.change.what")), *numbers), tuple(rows))


def _answers(said: Said, names: Names) -> Table:
    columns = ("where", "answer", "effect")
    rows = (
        (
            Cell(names.place(answer.reference), about=answer.reference),
            answer.text,
            ", ".join(map(signed, answer.effects, answer.shown)),
        )
        for answer in said.answers()
    )
    return Table(tuple(Column(words(f"report.change.{name}")) for name in columns), tuple(rows))
