"""The output contract of the report, `btm-report/1`: what the board's pages hold, as records.

In: `ReportInput`. Out: plain data in a fixed key order; scores rounded half up to two decimals, references in full.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.render.document.numbers import json_number
from btm_cli.render.report.board import Board, ReportInput, make_board
from btm_cli.render.report.earlier import PeriodWire, PreviousWire, periods_data, previous_data
from btm_cli.render.report.pages_wire import (
    AreaChangeWire,
    DocumentWire,
    IterationWire,
    LeftOutWire,
    RowWire,
    WorkWire,
    areas_data,
    documents_data,
    iteration_data,
    left_out_data,
    rows_data,
    work_data,
)
from btm_cli.render.scorecard.overview_wire import SentenceWire, summary_data
from btm_cli.render.wire.card import HeadWire, subject_data
from btm_cli.render.wire.types import Count, Day, Share, record
from btm_cli.scoring.ratings import ASSURANCES, AssuranceName
from btm_cli.summary.confidence import Word
from btm_cli.summary.options import Choice

SCHEMA: Literal["btm-report/1"] = "btm-report/1"


@record
class OccasionWire(TypedDict):
    """What the file says of the report's occasion; null for what it does not say."""

    prepared_for: str | None
    prepared_by: str | None
    meeting: Day | None
    status: str | None
    confidentiality: str | None
    summary_note: str | None
    previous: str | None


@record
class ConfidenceWire(TypedDict):
    """How far the score can be relied on, and the figures that the word follows from."""

    word: Word
    backed: Share
    """The share of what the score has above the base that valid evidence backs."""
    checked: Share
    """The share of the same that was checked independently; the word does not count it."""
    rated: Share
    """The share of assessed cells that are rated by criterion."""
    open: Count
    cells: Count


@record
class ExhibitWire(TypedDict):
    """One of the three calculations: now, at the baseline, and the target."""

    id: AssuranceName
    now: float | None
    was: float | None
    target: float | None


@record
class DecisionWire(TypedDict):
    """One thing that is asked for; days and money are whole, so that all decisions add up to the iteration."""

    id: str
    values: dict[str, str | int | list[str] | None]
    effort: float | None
    person_days: int | None
    money: int | None


@record
class OptionWire(TypedDict):
    """What comes of one choice by `day`, as the engine scores it."""

    choice: Choice
    steps: list[str]
    renewed: list[str]
    """Keys of evidence."""
    day: Day
    score: float | None
    low: float | None
    high: float | None
    evidenced: float | None
    below: Count
    """Cells below their targets."""
    state: str | None


@record
class ReportStartWire(TypedDict):
    """What comes first."""

    schema: Literal["btm-report/1"]


@record
class ReportWire(ReportStartWire, HeadWire):
    """What `btm report --format json` writes."""

    occasion: OccasionWire | None
    lead: list[SentenceWire]
    summary: list[SentenceWire]
    confidence: ConfidenceWire | None
    exhibit: list[ExhibitWire]
    decisions: list[DecisionWire]
    options: list[OptionWire]
    capabilities: list[RowWire]
    iteration: IterationWire | None
    plan: list[WorkWire]
    previous_plan: PreviousWire | None
    """Null where no old plan was given."""
    over_time: list[PeriodWire]
    """Empty where fewer than three periods are known."""
    areas_changed: list[AreaChangeWire]
    documents: list[DocumentWire]
    not_applicable: list[LeftOutWire]


def report_data(given: ReportInput) -> ReportWire:
    """Everything on the board's pages."""
    board = make_board(given)
    return {
        "schema": SCHEMA,
        **subject_data(given.card),
        "occasion": _occasion(given),
        "lead": summary_data(board.lead),
        "summary": summary_data(board.summary),
        "confidence": _confidence(board),
        "exhibit": list(_exhibit(given)),
        "decisions": list(_decisions(board)),
        "options": list(_options(board)),
        "capabilities": list(rows_data(given)),
        "iteration": iteration_data(board),
        "plan": list(work_data(board)),
        "previous_plan": previous_data(given),
        "over_time": list(periods_data(given)),
        "areas_changed": list(areas_data(given)),
        "documents": list(documents_data(given)),
        "not_applicable": list(left_out_data(given)),
    }


def _occasion(given: ReportInput) -> OccasionWire | None:
    said = given.answers.report
    if said is None:
        return None
    return {
        "prepared_for": said.prepared_for,
        "prepared_by": said.prepared_by,
        "meeting": said.meeting.isoformat() if said.meeting else None,
        "status": said.status,
        "confidentiality": said.confidentiality,
        "summary_note": said.summary_note,
        "previous": said.previous,
    }


def _confidence(board: Board) -> ConfidenceWire | None:
    found = board.confidence
    if found is None:
        return None
    return {
        "word": found.word,
        "backed": json_number(found.backed),
        "checked": json_number(found.checked),
        "rated": json_number(found.rated),
        "open": found.opened,
        "cells": found.cells,
    }


def _exhibit(given: ReportInput) -> Iterator[ExhibitWire]:
    numbers, before = given.card.overall.numbers, given.comparison.overall if given.comparison else None
    for name, now in zip(ASSURANCES, (numbers.score, numbers.evidenced, numbers.verified), strict=True):
        was = before.of(name).old if before is not None else None
        target = json_number(numbers.target)
        yield {"id": name, "now": json_number(now), "was": json_number(was), "target": target}


def _decisions(board: Board) -> Iterator[DecisionWire]:
    said = summary_data(decision.entry for decision in board.decisions)
    for one, decision in zip(said, board.decisions, strict=True):
        amount = decision.amount
        yield {
            **one,
            "effort": json_number(amount.points) if amount else None,
            "person_days": amount.days if amount else None,
            "money": amount.money if amount else None,
        }


def _options(board: Board) -> Iterator[OptionWire]:
    for each in board.options:
        yield {
            "choice": each.choice,
            "steps": list(each.steps),
            "renewed": list(each.renewed),
            "day": each.day.isoformat(),
            "score": json_number(each.score),
            "low": json_number(each.low),
            "high": json_number(each.high),
            "evidenced": json_number(each.evidenced),
            "below": each.below,
            "state": each.state,
        }
