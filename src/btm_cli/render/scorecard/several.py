"""Several assessments side by side: a row each; on one screen, what stands in the way of each and how they compare.

In: scorecards with their standards, answers and summaries. Out: blocks. What has no room is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Heading, Sentences, Table
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.sentences import listed_names
from btm_cli.render.document.subject import who
from btm_cli.render.document.words import words
from btm_cli.render.scorecard.in_short import sentence
from btm_cli.render.scorecard.screen import first_steps
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.summary.entry import Entry

MOST_ROWS, MOST_SAID = 10, 4
SAID = ("hold", "ask.first")
"""What is said of each: what it takes to the next state, or to begin."""
UNSAID = ("hold.reach.assumed",)


class One(NamedTuple):
    """One of several assessments, with its summary and what its file is called."""

    card: Scorecard
    standard: Standard
    answers: Answers
    summary: Sequence[Entry]
    file: str


def several_table(found: Iterable[tuple[Scorecard, Standard]]) -> Table:
    """Who, the state, the score by the three calculations, how many cells are below their target."""
    return _table((who(card.enterprise, card.unit, card.period), card, standard) for card, standard in found)


def several_screen(found: Sequence[One], top: int | None) -> Iterator[Block]:
    """The table, then what each one takes, with its `top` first steps (None: one); last how they compare."""
    cards = [one.card for one in found]
    more, names, alike = len(found) - MOST_ROWS, _names(cards), _alike(cards)
    yield Heading(words("screen.several.title" if alike else "screen.several.title-alone", n=len(found), alike=alike))
    caption = words("screen.several.more", n=more) if more > 0 else ""
    yield _table([(name, one.card, one.standard) for name, one in zip(names[:MOST_ROWS], found, strict=False)], caption)
    said = [(name, " ".join(_takes(one, top or 1))) for name, one in zip(names, found, strict=True)]
    unsaid = words("screen.several.unsaid", n=len(said) - MOST_SAID) if len(said) > MOST_SAID else ""
    whole = " ".join(filter(None, (*_whole(found, names), unsaid, words("screen.several.each"))))
    yield Sentences((*said[:MOST_SAID], (words("screen.several.all"), whole)))


def _takes(one: One, top: int) -> Iterator[str]:
    """What the next state takes, or how to begin; the first steps."""
    labels = Labels(one.standard, short=True)
    for entry in one.summary:
        if entry.id.startswith(SAID) and entry.id not in UNSAID:
            yield sentence(entry, one.card, labels, 1, one.file)
    for step in first_steps(one.card, one.standard, one.answers, one.summary, top):
        yield words("screen.several.first", place=step.place, what=", ".join((step.level, step.effort, step.owner)))


def _whole(found: Sequence[One], names: Sequence[str]) -> Iterator[str]:
    """How many there are of each state, the lowest and the highest score."""
    states = Counter(Labels(one.standard).state(one.card.overall.state) for one in found)
    counted = ", ".join(words("screen.several.in-state", n=n, state=state) for state, n in states.items())
    yield words("screen.several.count", n=len(found), states=counted)
    scores = {name: one.card.overall.numbers.score for name, one in zip(names, found, strict=True)}
    known = {name: score for name, score in scores.items() if score is not None}
    if known:
        ends = [min(known.values()), max(known.values())]
        low, high = ([name for name, score in known.items() if score == end] for end in ends)
        values = {"low": write.number(ends[0]), "lowest": listed_names(low, 1)}
        key = "screen.several.alike" if ends[0] == ends[1] else "screen.several.from-to"
        yield words(key, **values, high=write.number(ends[1]), highest=listed_names(high, 1))


def _names(cards: Sequence[Scorecard]) -> list[str]:
    """Each by the least that tells them apart: enterprise, unit, period, or several of these; else by its number."""
    parts = [(card.enterprise, card.unit or "", card.period or card.as_of.isoformat()) for card in cards]
    for telling in ((0,), (1,), (2,), (0, 1), (1, 2), (0, 2), (0, 1, 2)):
        names = [words("screen.several.between").join(filter(None, (part[n] for n in telling))) for part in parts]
        if len(set(filter(None, names))) == len(names):
            return names
    return [str(number) for number in range(1, len(cards) + 1)]


def _alike(cards: Sequence[Scorecard]) -> str:
    """What is the same of all: the enterprise, the unit, the period; "" for nothing."""
    parts = zip(*((card.enterprise, card.unit or "", card.period or "") for card in cards), strict=True)
    same = (each[0] for each in map(tuple, parts) if len(set(each)) == 1)
    return words("screen.several.between").join(filter(None, same))


def _table(found: Iterable[tuple[str, Scorecard, Standard]], caption: str = "") -> Table:
    names = ("who", "state", "score", "evidenced", "verified", "below")
    return Table(columns("screen.several", names, names[2:]), tuple(starmap(_row, found)), caption)


def _row(name: str, card: Scorecard, standard: Standard) -> tuple[str, ...]:
    labels, overall, numbers = Labels(standard), card.overall, card.overall.numbers
    cells = [cell for row in card.capabilities if row.in_scope for cell in row.cells if cell.assessed]
    state = labels.state(overall.state) if standard.states else write.NOTHING
    return (
        name,
        words("screen.several.provisional", state=state) if overall.provisional else state,
        *(write.short_score(each, labels.thresholds) for each in (numbers.score, *overall.backed(standard.base))),
        words("screen.several.of", n=sum(bool(cell.numbers.gap) for cell in cells), cells=len(cells)),
    )
