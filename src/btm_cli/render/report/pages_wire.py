"""Records of `btm-report/1` for the pages behind the first: capabilities, iteration, plan, change, documents.

In: `ReportInput`, a `Board`. Out: plain data in a fixed key order; scores rounded half up to two decimals.
"""

from __future__ import annotations

from collections.abc import Iterator

from typing_extensions import TypedDict

from btm_cli.render.document.numbers import json_number
from btm_cli.render.plan.step_wire import PlanStepWire, step_data
from btm_cli.render.report.board import Board, ReportInput
from btm_cli.render.report.capabilities import below
from btm_cli.render.report.changed import expiring
from btm_cli.render.scorecard.shown import Shown
from btm_cli.render.wire.types import Count, Day, Rank, record
from btm_cli.scoring.scorecard import Basis


@record
class CellWire(TypedDict):
    """One square; `below` where it is below its target."""

    id: str
    basis: Basis
    score: float | None
    level: int | None
    below: bool


@record
class RowWire(TypedDict):
    """One capability of the heat map; `below` counts its cells below their target."""

    id: str
    area: str
    score: float | None
    level: int | None
    below: Count
    holds_back: bool
    cells: list[CellWire]


@record
class IterationWire(TypedDict):
    """The next iteration."""

    number: Rank
    start: Day
    end: Day
    score_after: float | None
    state_after: str | None
    steps: list[PlanStepWire]


@record
class WorkWire(TypedDict):
    """One step of the plan in time: the iteration it begins in and the one at whose end it is shown."""

    id: str
    begun_in: Rank
    shown_in: Rank


@record
class AreaChangeWire(TypedDict):
    """One area before and after; `expired` is what evidence that ran out or came to hold makes of it."""

    id: str
    claimed_from: float | None
    claimed_to: float | None
    evidenced_from: float | None
    evidenced_to: float | None
    expired: float | None


@record
class DocumentWire(TypedDict):
    """A document in use that has expired or will within three months."""

    key: str
    title: str
    owner: str | None
    valid_until: Day
    expired: bool


@record
class LeftOutWire(TypedDict):
    """What is not applicable, and who agreed to it."""

    reference: str
    reason: str
    approved_by: str | None


def rows_data(given: ReportInput) -> Iterator[RowWire]:
    """Every capability in scope."""
    held = given.card.overall.held_back_by
    for row in Shown(given.card).capabilities:
        cells: list[CellWire] = [
            {
                "id": cell.dimension,
                "basis": cell.basis,
                "score": json_number(cell.numbers.score),
                "level": cell.numbers.level,
                "below": bool(cell.numbers.gap),
            }
            for cell in row.cells
        ]
        yield {
            "id": row.id,
            "area": row.area,
            "score": json_number(row.numbers.score),
            "level": row.numbers.level,
            "below": below(row.cells),
            "holds_back": row.id in held,
            "cells": cells,
        }


def iteration_data(board: Board) -> IterationWire | None:
    """The iteration that comes first, None without a plan."""
    if board.roadmap is None:
        return None
    first, after = board.roadmap.iterations[0], board.roadmap.iterations[0].card.overall
    return {
        "number": first.number,
        "start": first.start.isoformat(),
        "end": first.end.isoformat(),
        "score_after": json_number(after.numbers.score),
        "state_after": after.state,
        "steps": [step_data(step, board.given.standard) for step in first.steps],
    }


def areas_data(given: ReportInput) -> Iterator[AreaChangeWire]:
    """Every area, nothing without a baseline."""
    for name, move in (given.comparison.areas if given.comparison else {}).items():
        causes = move.evidenced.causes
        yield {
            "id": name,
            "claimed_from": json_number(move.claimed.old),
            "claimed_to": json_number(move.claimed.new),
            "evidenced_from": json_number(move.evidenced.old),
            "evidenced_to": json_number(move.evidenced.new),
            "expired": json_number(causes.time) if causes else None,
        }


def work_data(board: Board) -> Iterator[WorkWire]:
    """Every step of the plan in time."""
    for step in board.roadmap.steps if board.roadmap is not None else ():
        yield {"id": step.id, "begun_in": step.begun_in, "shown_in": step.shown_in}


def documents_data(given: ReportInput) -> Iterator[DocumentWire]:
    """The documents in use that run out, the first to end first."""
    for key, piece, end in expiring(given.answers, given.card.as_of):
        yield {
            "key": key,
            "title": piece.title,
            "owner": piece.owner,
            "valid_until": end.isoformat(),
            "expired": end < given.card.as_of,
        }


def left_out_data(given: ReportInput) -> Iterator[LeftOutWire]:
    """Everything that is not applicable."""
    for each in given.card.not_applicable:
        yield {"reference": each.reference, "reason": each.reason, "approved_by": each.approved_by}
