"""Several questionnaires that come back, as one.

In: what a reader found in each, with the name of its file. Out: one `Asked`: from each file the rows that were filled
in there. A row that two people filled in differently is a problem that names both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from btm_cli.exchange.kept import part_of
from btm_cli.exchange.layout import FIELDS
from btm_cli.exchange.settling import is_touched, mark_now, settled
from btm_cli.exchange.tables import Asked, CellProblem, Given, Value
from btm_cli.exchange.typed import is_blank

Key = tuple[str, str]
APART: Final = 1_000_000
"""More than a questionnaire has records of what is kept."""
_LOCKED: Final = frozenset(field.reference for field in FIELDS if field.locked)


def combined(questionnaires: Sequence[tuple[str, Asked]]) -> Asked:
    """All of them in one. Rows that nobody touched give way to those that somebody filled in."""
    problems: list[CellProblem] = []
    found: dict[Key, list[Given]] = {}
    for number, (file, asked) in enumerate(questionnaires):
        problems += [one._replace(place=one.place._replace(file=file)) for one in asked.problems]
        for key, row in settled(asked).items():
            found.setdefault(_apart(key, number), []).append(row._replace(file=file))
    return Asked({key: _one(key, rows, problems) for key, rows in found.items()}, problems)


def _apart(key: Key, number: int) -> Key:
    """The records that each file keeps are numbered from 1: numbers of their own for each file."""
    if key[0] != "kept":
        return key
    try:
        record, piece = part_of(key[1])
    except ValueError:
        return key[0], f"{number} {key[1]}"
    return key[0], f"kept/{number * APART + record}/{piece}"


def _one(key: Key, rows: list[Given], problems: list[CellProblem]) -> Given:
    touched = [row for row in rows if is_touched(row)] or rows
    ways = {mark_now(row): row for row in reversed(touched)}
    first = touched[0]
    if len(ways) == 1 or "?" in ways or (key[0] == "headline" and key[1] in _LOCKED):
        return ways.get("?", first)
    together = _together(touched)
    if together is not None:
        return first._replace(values=together)
    other = next(row for row in touched if mark_now(row) != mark_now(first))
    message = f"`{key[1]}` says something else in {first.file} (row {first.number})"
    hint = "make both say the same, or clear one of the two"
    problems.append(CellProblem("questionnaires-differ", message, other.place("answer"), hint))
    return first


def _together(rows: list[Given]) -> Mapping[str, Value] | None:
    """What several people wrote into different columns of a row that was empty; None where they contradict."""
    values: dict[str, Value] = {}
    for row in rows:
        if row.values.get("exported_as", ""):
            return None
        for column, value in row.values.items():
            if is_blank(value):
                continue
            if values.setdefault(column, value) != value:
                return None
    return values
