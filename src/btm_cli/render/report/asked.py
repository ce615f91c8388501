"""What is asked for, and what comes of each choice.

In: a `Board`. Out: blocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Column, Row, Table
from btm_cli.render.document.days import written_day
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import at_depth
from btm_cli.render.document.words import few, words
from btm_cli.render.report.board import Board
from btm_cli.render.report.front import said
from btm_cli.summary.entry import Entry
from btm_cli.summary.options import Option


def asked_part(board: Board) -> Iterator[Block]:
    """The decisions with what they take, and their sum."""
    if board.decisions:
        yield _decisions(board)


def options_heading(board: Board) -> str:
    """The heading of the choices, with the day that they are seen from."""
    return words("report.options.title", day=written_day(board.options[0].day)) if board.options else ""


def options_part(board: Board) -> Iterator[Block]:
    """What comes of each choice."""
    if board.options:
        yield _options(board)


def _decisions(board: Board) -> Table:
    columns = (
        Column(words("report.asked.decision")),
        Column(words("report.asked.owner")),
        Column(words("report.asked.done"), whole=True),
        *(Column(name, right=True) for name in board.amounts.headings),
    )
    rows: list[Row | tuple[str, ...]] = []
    for number, decision in enumerate(board.decisions, 1):
        values = decision.entry.values
        done, owners = values.get("done_by"), values.get("owners")
        by = written_day(done) if isinstance(done, date) else write.NOTHING
        owner = few(owners or (words("report.nobody"),)) if isinstance(owners, tuple) else write.NOTHING
        text = words("report.asked.numbered", number=number, said=_said(board, decision.entry))
        rows.append((text, owner, by, *board.amounts.texts(decision.amount)))
    amounts = [decision.amount for decision in board.decisions]
    if sum(amount is not None for amount in amounts) > 1:
        total = board.amounts.texts(board.amounts.together(amounts))
        rows.append(Row((words("report.asked.together"), "", "", *total)))
    without = words("report.asked.no-effort") if None in amounts and any(amounts) else ""
    caption = (_decide_by(board), board.amounts.basis(), board.amounts.without_cost(), without)
    return Table(columns, tuple(rows), " ".join(filter(None, caption)))


def _said(board: Board, entry: Entry) -> str:
    """What is to be decided, and how much of it is shown by the iteration's end where the rest takes longer."""
    text, named, roadmap = said(board, entry), entry.values.get("what"), board.roadmap
    if roadmap is None or not entry.id.startswith("ask.iteration") or not isinstance(named, tuple):
        return text
    first = roadmap.iterations[0]
    early = [step.due <= first.end for step in first.steps if step.id in named]
    if all(early) or not any(early):
        return text
    return words("report.asked.early", text=text, n=sum(early), day=written_day(first.end))


def _decide_by(board: Board) -> str:
    report = board.given.answers.report
    return words("report.asked.meeting", day=written_day(report.meeting)) if report and report.meeting else ""


def _options(board: Board) -> Table:
    labels, standard = Labels(board.given.standard), board.given.standard
    ranged = any(each.low != each.high for each in board.options)
    names = ["choice", "score", *(["range"] if ranged else []), "evidenced", *(["state"] if standard.states else [])]
    columns = tuple(Column(words(f"report.options.{name}"), right=name not in ("choice", "state")) for name in names)
    rows = []
    for each in board.options:
        texts = {
            "choice": words(f"report.options.{each.choice}", n=_first(board)),
            "score": at_depth(write.short_score(each.score, labels.thresholds), board.given.card, labels),
            "range": words("report.options.between", **_ends(each, labels)),
            "evidenced": write.short_score(each.evidenced, labels.thresholds),
            "state": _state(each, board),
        }
        rows.append(tuple(texts[name] for name in names))
    return Table(columns, tuple(rows), " ".join(_options_caption(board)))


def _state(each: Option, board: Board) -> str:
    """The state, and on what it depends where the open cells can take it away."""
    standard = board.given.standard
    state = Labels(standard).state(each.state)
    return state if each.risk == "none" else words("report.options.state-open", state=state)


def _ends(each: Option, labels: Labels) -> dict[str, str]:
    """Where a score can end with all that is open."""
    limits = labels.thresholds
    return {"low": write.score(each.low, limits), "high": write.score(each.high, limits)}


def _first(board: Board) -> int:
    """Which decision the option of a single one is about."""
    return next((n for n, each in enumerate(board.decisions, 1) if each.amount is not None), 1)


def _options_caption(board: Board) -> Iterator[str]:
    """What the score with evidence counts, what is not shown by then, and which gaps the plan leaves."""
    yield words("report.options.evidence-counts")
    roadmap = board.roadmap
    if roadmap is None:
        return
    later = sum(step.due > board.options[0].day for step in roadmap.iterations[0].steps)
    if later:
        yield words("report.options.later", n=later)
    unclosed = roadmap.unclosed
    if unclosed:
        why = Counter(each.reason for each in unclosed)
        if len(why) == 1:
            [alone] = why
            reason = words(f"report.options.why-alone.{alone}")
            yield words("report.options.unclosed-alone", n=len(unclosed), reason=reason)
        else:
            reasons = ", ".join(words(f"report.options.why.{reason}", n=n) for reason, n in why.items())
            yield words("report.options.unclosed", n=len(unclosed), reasons=reasons)
