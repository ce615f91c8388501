"""What every rendering of a comparison for people shows: names and numbers as text, in the order of reading.

In: built by `build_diff_view` from a `Comparison`. Out: frozen records of text. Nothing is escaped or cut yet.
"""

from __future__ import annotations

from typing import NamedTuple


class ChangeView(NamedTuple):
    """One score from old to new. `causes` are standard, time, scope, answers, which add up to `delta` as shown.

    They are empty where there are none to tell. `sign` is -1 where it fell, 1 where it rose.
    """

    name: str
    old: str
    new: str
    delta: str
    causes: tuple[str, ...]
    old_level: str
    new_level: str
    sign: int
    moved: bool


class AnswerView(NamedTuple):
    """One answer that changed: `text` says how, `effects` what it adds to claimed, evidenced and verified.

    Of its cell, or of its capability where the answer is one for all of that one's cells. `id` is the last part of the
    reference; "" below a cell whose only answer it is.
    """

    reference: str
    id: str
    place: str
    text: str
    effects: tuple[str, ...]


class MovementView(NamedTuple):
    """One place that moved. `status` is "" or such as "newly assessed"; `answers` are those of a cell."""

    reference: str
    place: str
    status: str
    changes: tuple[ChangeView, ...]
    answers: tuple[AnswerView, ...]


class FactView(NamedTuple):
    """Something else that is said differently."""

    reference: str
    text: str


class DiffView(NamedTuple):
    """Everything shown. `more_...` counts what was left out of a list; regressions are never left out.

    `states` has (what, old, new), the state itself always; `levels_...` (place, which calculation, from and to).
    """

    title: str
    subjects: tuple[tuple[str, str], ...]
    empty: bool
    summary: tuple[str, ...]
    overall: tuple[ChangeView, ...]
    states: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]
    regressions: tuple[MovementView, ...]
    levels_lost: tuple[tuple[str, str, str], ...]
    levels_gained: tuple[tuple[str, str, str], ...]
    more_gained: int
    areas: tuple[MovementView, ...]
    capabilities: tuple[MovementView, ...]
    cells: tuple[MovementView, ...]
    more_cells: int
    answers: tuple[AnswerView, ...]
    more_answers: int
    plans: tuple[FactView, ...]
    evidence: tuple[FactView, ...]
    file: tuple[FactView, ...]
