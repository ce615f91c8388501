"""Today beside what would be, as a page: only what moves.

In: two `Scorecard`s and the moves between them. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Column, Heading, Paragraph, Table, listed
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.sentences import lowered
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.render.plan.page import from_to
from btm_cli.summary.risk import state_at_risk

if TYPE_CHECKING:
    from btm_cli.planning.what_if import Move
    from btm_cli.scoring.scorecard import Numbers, Scorecard
    from btm_cli.standard.model import Standard


COLUMNS = {"what": 0, "score": 0, "level": 0, "evidenced": 1, "gap": 2}
"""What a move is told by, each with its rank: where there is no room, the gap gives way first."""
MOST_CHANGES, MOST_MOVES = 4, 16


def what_if_page(
    before: Scorecard,
    after: Scorecard,
    moves: Sequence[Move],
    changes: Sequence[str],
    standard: Standard,
    *,
    short: bool = False,
    brief: bool = False,
) -> Iterator[Block]:
    """What is assumed, and what it would move; `changes` are the changes in full references.

    With `short` names it is a terminal's, where what comes of it stands last. A `brief` one fits its screen: of many
    changes it names some, of many moves those of whole capabilities, and counts the rest.
    """
    labels = Labels(standard)
    yield Heading(words("what-if.title", who=who(before.enterprise, before.unit, before.period)))
    yield from extent_block(before, labels)
    yield Paragraph(words("what-if.seen", standard=standard.title, edition=before.edition, day=before.as_of))
    more = len(changes) - MOST_CHANGES
    named = changes if more <= 0 or not brief else (*changes[:MOST_CHANGES], words("what-if.more-changes", n=more))
    yield listed(named)
    verdict = (*_verdict(before, after, standard, moved=bool(moves)), *_range(before, after))
    table = tuple(_table(moves, Labels(standard, short=short), brief=brief)) if moves else ()
    yield from (*table, *verdict) if short else (*verdict, *table)


def _verdict(before: Scorecard, after: Scorecard, standard: Standard, *, moved: bool) -> Iterator[Block]:
    """From where to where, and what can take the state away again."""
    if not moved:
        yield Paragraph(words("what-if.nothing"))
        return
    yield Paragraph(from_to(before, after, standard))
    state, risk = state_at_risk(standard, after)
    if state is not None and risk != "none" and after.overall.state != before.overall.state:
        yield Paragraph(words("what-if.at-risk", state=state.name, lower=lowered(state, risk)))


def _table(moves: Sequence[Move], names: Labels, *, brief: bool) -> Iterator[Block]:
    """A row for everything that moves."""
    yield Heading(words("what-if.moves"), 2)
    columns = tuple(Column(words(f"what-if.{name}"), whole=True, rank=rank) for name, rank in COLUMNS.items())
    shown = list(moves)
    if brief and len(moves) > MOST_MOVES:
        shown = [move for move in moves if move.kind != "cell"][:MOST_MOVES]
    more = len(moves) - len(shown)
    caption = words("what-if.more-moves", n=more) if more else ""
    rows = tuple(_row(move, names) for move in shown)
    yield Table((*columns, Column(words("what-if.change"), right=True)), rows, caption)


def _range(before: Scorecard, after: Scorecard) -> Iterator[Block]:
    """Where the score can end with all that is open, then and today; nothing where it is certain both times."""
    then, today = after.overall.numbers, before.overall.numbers
    if (then.low, today.low) != (then.high, today.high):
        kind = "settled" if then.low == then.high else "provisional" if after.overall.provisional else "open"
        ends = {"low": then.low, "high": then.high, "low_today": today.low, "high_today": today.high}
        yield Paragraph(words(f"what-if.range.{kind}", **{name: write.number(end) for name, end in ends.items()}))


def _row(move: Move, labels: Labels) -> tuple[str, ...]:
    old, new = move.before, move.after
    return (
        words("what-if.overall") if move.kind == "overall" else labels.place(move.id),
        _pair(_score(old, labels), _score(new, labels)),
        _pair(write.whole(old.level), write.whole(new.level)),
        _pair(write.number(old.evidenced), write.number(new.evidenced)),
        _pair(*(write.gap(each.gap, each.score, each.target) for each in (old, new))),
        write.change(old.score, new.score),
    )


def _score(numbers: Numbers, labels: Labels) -> str:
    return write.short_score(numbers.score, labels.thresholds)


def _pair(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"
