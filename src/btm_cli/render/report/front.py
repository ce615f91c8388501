"""The report's first page: where the enterprise stands, how sure that is, and what is asked for.

In: a `Board`. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from btm_cli.answers.model import ReportFacts
from btm_cli.compare.comparison import Comparison
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Bar, Bars, Block, Paragraph, Path, Sentences
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import at_depth, extent, who
from btm_cli.render.document.words import words, written_day
from btm_cli.render.report.board import Board
from btm_cli.render.report.changed import policy_lines
from btm_cli.render.scorecard.in_short import in_short, sentence
from btm_cli.standard.model import Standard
from btm_cli.summary.confidence import Confidence
from btm_cli.summary.entry import Entry

NAMES = 2
"""Names of a list in a sentence."""
CHANGES = ("up", "down", "same", "unlike", "answers", "untold", "where", "within", "state", "no-claim", "lost")
"""What is said of a change on the first page; the rest stands with the areas."""
IN_AREAS = (
    *("change.evidence", "change.evidence.first", "change.evidence.gone"),
    *("change.spread", "change.kinds", "change.edition.alone"),
)
"""What the table of the areas and the like for like tell, and what the full edition tells by capability and answer."""


def title(board: Board) -> str:
    """Whose report it is, and of when."""
    card = board.given.card
    whose = who(card.enterprise, card.unit)
    return words("report.heading-period" if card.period else "report.heading", who=whose, period=card.period)


def marking(board: Board) -> str:
    """What the report is for and who may read it; "" where the file says neither."""
    facts = board.given.answers.report or ReportFacts()
    return who(facts.status, facts.confidentiality)


def running_foot(board: Board) -> str:
    """What stands at the foot of every page: whose report of when, and who may read it."""
    card, said = board.given.card, board.given.answers.report or ReportFacts()
    return who(", ".join(filter(None, (who(card.enterprise, card.unit), card.period))), said.confidentiality)


def facts(board: Board) -> tuple[tuple[str, str], ...]:
    """What stands below the title; what the file does not say has no line."""
    card, said = board.given.card, board.given.answers.report or ReportFacts()
    labels = Labels(board.given.standard)
    meeting = written_day(said.meeting) if said.meeting else None
    occasion = ", ".join(filter(None, (said.prepared_for, meeting)))
    assessed = written_day(card.assessed_on)
    if card.as_of != card.assessed_on:
        assessed = words("report.facts.as-of", day=assessed, as_of=written_day(card.as_of))
    found = {
        "for": occasion,
        "author": said.prepared_by or "",
        "assessed": assessed,
        "standard": words("report.facts.edition", title=board.given.standard.title, edition=card.edition),
        "extent": extent(card._replace(profiles=()), labels),
    }
    return tuple((words(f"report.facts.{name}"), text) for name, text in found.items() if text)


def front_part(board: Board) -> Iterator[Block]:
    """Everything on the first page below the title and its facts, down to what is asked for."""
    given, labels = board.given, Labels(board.given.standard)
    yield Paragraph(" ".join(said(board, entry) for entry in board.lead), tone="strong")
    if given.card.overall.numbers.score is None:
        yield from (Paragraph(said(board, decision.entry)) for decision in board.decisions)
        return
    if given.standard.states:
        yield _path(board)
    yield exhibit(board)
    yield _sentences(board, labels)
    yield from author(board, "summary_note")


def said(board: Board, entry: Entry) -> str:
    """One entry of the summary in words."""
    return sentence(entry, board.given.card, Labels(board.given.standard), NAMES, board.given.file)


def _path(board: Board) -> Path:
    states, now = board.given.standard.states, board.given.card.overall.state
    reached = None if now is None else [state.id for state in states].index(now)
    needs = (
        words("report.path.needs", score=write.number(state.from_score), floor=state.floor) if index else ""
        for index, state in enumerate(states)
    )
    notes = tuple(words("report.path.here") if index == reached else text for index, text in enumerate(needs))
    return Path(tuple(state.name for state in states), reached, notes)


def exhibit(board: Board) -> Bars:
    """As claimed, with evidence, checked: each now, at the baseline and the target, as far as there is such a thing."""
    given, overall = board.given, board.given.card.overall
    numbers, standard = overall.numbers, given.standard
    shown = [("claimed", numbers.score)]
    if overall.counts.evidence_cited:
        shown.append(("evidenced", numbers.evidenced))
        if numbers.verified != standard.base:
            shown.append(("verified", numbers.verified))
    before = given.comparison
    bars = (_bar(board, name, score, before) for name, score in shown if score is not None)
    columns = [words("report.exhibit.now")]
    if before is not None:
        columns.append(before_name(board))
    if numbers.target is not None:
        columns.append(words("report.exhibit.target"))
    scale = tuple(str(level.level) for level in standard.levels)
    return Bars(tuple(bars), _exhibit_caption(board), tuple(columns), scale)


def _bar(board: Board, name: str, score: Fraction, before: Comparison | None) -> Bar:
    given, labels = board.given, Labels(board.given.standard)
    numbers, standard = given.card.overall.numbers, given.standard
    was = before.found(name, before.overall.of(name), standard.base).old if before is not None else None
    figures = [write.short_score(was, labels.thresholds)] if before is not None else []
    if numbers.target is not None:
        figures.append(write.number(numbers.target))
    ends = None
    if name == "claimed" and numbers.low is not None and numbers.high is not None and numbers.low != numbers.high:
        ends = (_share(numbers.low, standard), _share(numbers.high, standard))
    return Bar(
        _bar_name(board, name),
        _share(score, standard),
        at_depth(write.short_score(score, labels.thresholds), given.card, labels),
        ends,
        None if was is None else _share(was, standard),
        None if numbers.target is None else _share(numbers.target, standard),
        tuple(figures),
    )


def _bar_name(board: Board, name: str) -> str:
    """What a bar is called; that of the checked score by whose checks it counts, where it is one."""
    if name == "verified" and len(board.checkers) == 1:
        return words("report.exhibit.verified-by", names=board.checkers[0])
    return words(f"report.exhibit.{name}")


def _share(score: Fraction, standard: Standard) -> Fraction:
    return (score - standard.base) / (standard.top - standard.base)


def _exhibit_caption(board: Board) -> str:
    """What the marks stand for, and what the range covers."""
    given, numbers = board.given, board.given.card.overall.numbers
    key = "report.exhibit.scale-assumed" if given.card.target_assumed else "report.exhibit.scale"
    parts = [words(key, base=given.standard.base, top=given.standard.top)]
    if given.comparison is not None:
        parts.append(words("report.exhibit.was", before=before_name(board)))
    if numbers.low != numbers.high:
        low, high = write.number(numbers.low), write.number(numbers.high)
        parts.append(words("report.exhibit.range", low=low, high=high))
    return " ".join(parts)


def before_name(board: Board) -> str:
    """What the baseline is called: its period, else the day it was assessed on."""
    comparison = board.given.comparison
    assert comparison is not None
    return comparison.old.period or written_day(comparison.old.assessed_on)


def _sentences(board: Board, labels: Labels) -> Sentences:
    """What changed, what holds it back, and how far all this can be relied on."""
    changes = [entry for entry in board.said("change") if _first_page(entry)]
    found = list(in_short(changes, board.given.card, labels, 0).entries)
    if board.given.comparison is None:
        found.append((words("summary.label.change"), words("report.changed.none")))
    if not any(entry.id.startswith("lead.step") for entry in board.lead):  # what the first lines say already
        found += in_short(board.said("hold"), board.given.card, labels, NAMES).entries
    if board.given.gate is not None:
        label, lines = words("report.uncertain.policy-label"), policy_lines(board.given.gate, board.given.standard)
        found += [(label, text) for text in lines]
    if board.confidence is not None:
        found.append((words("report.confidence.label"), _confidence(board, board.confidence)))
    return Sentences(tuple(found))


def more_of_the_change(board: Board) -> list[Entry]:
    """What the first page does not say of the change: the cells that did most, and all that is left."""
    rest = [entry for entry in board.said("change") if not _first_page(entry) and entry.id not in IN_AREAS]
    most = [entry for entry in board.said("change") if entry.values.get("largest") and "answers" in entry.id]
    return [*(entry._replace(id="change.most") for entry in most), *rest]


def _first_page(entry: Entry) -> bool:
    return entry.id.split(".")[1] in CHANGES


def _confidence(board: Board, found: Confidence) -> str:
    """The word with its grounds: what documents back, what was checked by whom, and how the levels were found."""
    if not board.given.card.overall.counts.evidence_cited:
        key = "uncited"
    elif not found.checked:
        key = "unchecked"
    else:
        key = "checked-by" if len(board.checkers) == 1 else "checked"
    why = words(
        f"report.confidence.{key}",
        backed=write.percent(found.backed),
        checked=write.percent(found.checked),
        names=", ".join(board.checkers[:1]),
        base=board.given.standard.base,
        rated=write.percent(found.rated),
        opened=found.opened,
        cells=found.cells,
    )
    return words(f"report.confidence.{found.word}", why=why)


def author(board: Board, name: Literal["summary_note", "previous"]) -> Iterator[Block]:
    """The author's own words, said to be theirs."""
    found = board.given.answers.report or ReportFacts()
    text = found.summary_note if name == "summary_note" else found.previous
    if text:
        by = found.prepared_by or words("report.author.unnamed")
        yield Paragraph(text, words(f"report.author.{name}", name=by))
