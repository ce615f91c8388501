"""The report as parts: the board's pages, then in the full edition the appendix for the auditor.

In: `ReportInput`. Out: `Part`s of blocks, the same for a terminal, Markdown, HTML and paper. A part that has nothing to
say is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal, NamedTuple

from btm_cli.render.document.blocks import Block, Heading, Paragraph, Sentences, listed
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.report.appendix import (
    assurance_part,
    evidence_part,
    findings_part,
    gaps_part,
    left_out_part,
    method_part,
    steps_part,
)
from btm_cli.render.report.asked import asked_table, options_heading, options_table
from btm_cli.render.report.board import Board, ReportInput, make_board
from btm_cli.render.report.capabilities import capabilities_part
from btm_cli.render.report.changed import areas_table, documents, how_to_read, left_out
from btm_cli.render.report.criteria import criteria_part
from btm_cli.render.report.earlier import earlier_steps, over_time, previous_plan
from btm_cli.render.report.followed import change_part, policy_part, roadmap_part
from btm_cli.render.report.front import author, facts, front_part, marking, more_of_the_change, said, title
from btm_cli.render.report.next_iteration import iteration_heading, iteration_part
from btm_cli.render.scorecard.shown import Shown

Edition = Literal["board", "full"]

IN_LEAD = ("unknown.depth",)
"""What the first lines of the report say already."""


class Part(NamedTuple):
    """A part below its heading ("" for none). `page` is True where it begins a page of its own on paper."""

    id: str
    blocks: tuple[Block, ...]
    heading: str = ""
    page: bool = False


def report_page(given: ReportInput, edition: Edition = "board") -> Iterator[Block]:
    """The whole report as one page of blocks."""
    board = make_board(given)
    yield Heading(title(board))
    if marking(board):
        yield Paragraph(marking(board), tone="strong")
    yield Sentences(facts(board))
    for part in report_parts(board, edition):
        if part.heading:
            yield Heading(part.heading, 2)
        yield from part.blocks


def report_parts(board: Board, edition: Edition) -> Iterator[Part]:
    """Every part that has something to say, in the order of reading."""
    parts = chain(_board_parts(board), _appendix(board.given) if edition == "full" else ())
    return (part for part in parts if part.blocks)


def _part(name: str, blocks: Iterable[Block], *, page: bool = False, heading: str = "") -> Part:
    return Part(name, tuple(blocks), heading or words(f"report.title.{name}"), page)


def _board_parts(board: Board) -> Iterator[Part]:
    given, roadmap = board.given, board.roadmap
    yield Part("front", tuple(front_part(board)))
    if given.card.overall.numbers.score is None:
        return
    if board.decisions:
        yield _part("asked", (asked_table(board),))
    if board.options:
        yield _part("options", (options_table(board),), heading=options_heading(board))
    yield _part("capabilities", capabilities_part(given.card, given.standard, board.whole_answers))
    if roadmap is not None:
        blocks = iteration_part(roadmap, given.standard, board.amounts)
        yield _part("iteration", blocks, heading=iteration_heading(roadmap))
    yield _part("changed", _changed(board))
    yield _part("uncertain", _uncertain(board))
    yield _part("read", (listed(how_to_read(given)),))


def _changed(board: Board) -> Iterator[Block]:
    """What the last plan delivered, what changed since the baseline and why, and how the periods before it moved."""
    delivered = list(previous_plan(board.given))
    if delivered:
        yield listed(delivered)
    yield from author(board, "previous")
    comparison = board.given.comparison
    if comparison is not None:
        yield areas_table(comparison, board.given.standard)
        lines = [earlier_steps(board.given.history), *(said(board, entry) for entry in more_of_the_change(board))]
        yield listed(filter(None, lines))
    yield from over_time(board.given)


def _uncertain(board: Board) -> Iterator[Block]:
    """What is open, left out or not rated; the policy's verdict; documents that run out."""
    given = board.given
    unknown = [entry for entry in board.said("unknown") if entry.id not in IN_LEAD]
    effect = [entry for entry in unknown if entry.id == "unknown.unapproved"]
    lines = [said(board, entry) for entry in unknown if entry not in effect]
    lines += left_out(given.card, given.standard)
    lines += [said(board, entry) for entry in effect]
    if lines:
        yield listed(lines)
    table = documents(given.answers, given.card.as_of)
    if table is not None:
        yield Heading(words("report.documents.title"), 3)
        yield table


def _appendix(given: ReportInput) -> Iterator[Part]:
    """What an auditor follows: every figure down to its criteria, documents and rules."""
    card, standard, shown, labels = given.card, given.standard, Shown(given.card), Labels(given.standard)
    yield _part("appendix", (Paragraph(words("report.appendix"), tone="quiet"),), page=True)
    if card.overall.numbers.score is not None:
        yield _part("assurance", assurance_part(card, standard))
    if shown.gaps():
        yield _part("gaps", gaps_part(shown, labels))
    if given.plan is not None and given.plan_asked:
        yield _part("roadmap", roadmap_part(given.plan, standard))
    elif shown.steps():
        yield _part("next", steps_part(shown, labels))
    if given.comparison is not None:
        yield _part("change", change_part(given.comparison, standard, given.comparison_labels))
    if given.gate is not None:
        yield _part("policy", policy_part(given.gate, labels))
    if card.findings:
        yield _part("findings", findings_part(shown))
    if shown.not_assessed() or card.not_applicable or card.to_find_out or card.remarks:
        yield _part("left-out", left_out_part(shown, labels))
    yield _part("criteria", criteria_part(given))
    yield _part("evidence", evidence_part(given))
    yield _part("method", method_part(card, standard, given.answers))
