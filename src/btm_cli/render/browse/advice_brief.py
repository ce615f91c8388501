"""The advisor's outcome on one screen: the strongest reasons, where each state stands, and last what is advised.

In: `Advice`, the advisor's questions, the standard. Out: blocks. What has no room is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.planning.dates import iteration_end
from btm_cli.planning.reach import StateWorks
from btm_cli.render.browse.advice_page import answered, headline, ruled_out
from btm_cli.render.document.blocks import Block, Column, Heading, Items, Sentences, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING, percent, short_number
from btm_cli.render.document.sentences import listed_names
from btm_cli.render.document.subject import extent_block
from btm_cli.render.document.words import words
from btm_cli.standard.advice import Advice, Reason
from btm_cli.standard.companion_schema import AdvisorFile
from btm_cli.standard.model import Standard

MOST_REASONS, MOST_LIFTS = 2, 2


def advice_brief(
    advice: Advice, advisor: AdvisorFile, standard: Standard, works: StateWorks | None = None
) -> Iterator[Block]:
    """The advice; where there is none yet, what can be answered."""
    labels = Labels(standard)
    yield Heading(words("browse.advice.title"))
    if works is not None:
        yield from extent_block(works.card, labels)
    if advice.recommended is None:
        yield Items(
            tuple(
                (f"{question.id}:", ", ".join(option.id for option in question.options))
                for question in advisor.questions
                if question.id in advice.open
            )
        )
    else:
        yield _states(advice, works, labels)
    yield Sentences(tuple(_said(advice, advisor, labels)))


def _states(advice: Advice, works: StateWorks | None, labels: Labels) -> Table:
    """A row a state: its points, and with `works` what it takes that every assessed cell is there."""
    columns = [
        Column(words(f"browse.advice.table.{name}"), right=name != "state") for name in ("state", "points", "share")
    ]
    rows = []
    for state in advice.points:
        points = words("browse.advice.of", n=advice.points[state], most=advice.most[state])
        row = [labels.state(state), points, percent(advice.shares[state])]
        work = works.by_state.get(state) if works is not None else None
        if works is not None and work is not None:
            day = iteration_end(works.settings, work.iterations).isoformat() if work.effort else NOTHING
            row += [short_number(work.effort), str(work.iterations), day]
        elif works is not None:
            row += [NOTHING] * 3
        rows.append(tuple(row))
    if works is None:
        return Table(tuple(columns), tuple(rows))
    columns += [Column(words(f"browse.advice.table.{name}"), right=True) for name in ("effort", "quarters", "day")]
    key = "assumed" if works.settings.capacity_assumed else "capacity"
    capacity = words(f"browse.advice.{key}", n=short_number(works.settings.capacity))
    return Table(tuple(columns), tuple(rows), f"{words('browse.advice.every-cell')} {capacity}")


def _reasons(reasons: Sequence[Reason]) -> str:
    """The strongest ones, and how many more there are."""
    more = len(reasons) - MOST_REASONS
    counted = [words("browse.advice.more", n=more)] if more > 0 else []
    return " ".join([*(reason.reason for reason in reasons[:MOST_REASONS]), *counted])


def _said(advice: Advice, advisor: AdvisorFile, labels: Labels) -> Iterator[tuple[str, str]]:
    """What it rests on and leaves open, and last the advice."""
    if advice.recommended is not None:
        for label, reasons in (("for", advice.for_it), ("against", advice.against_it)):
            if reasons:
                yield words(f"browse.advice.label.{label}"), _reasons(reasons)
        for text in ruled_out(advice, advisor, labels):
            yield words("browse.advice.label.ruled-out"), text
        if advice.lifts:
            lifted = [
                words(
                    "browse.advice.lifted",
                    capability=labels.name(lift.capability),
                    level=lift.target,
                    importance=lift.importance,
                )
                for lift in advice.lifts
            ]
            yield words("browse.advice.label.lifts"), words("gate.sentence", text=listed_names(lifted, MOST_LIFTS))
        if advice.open:
            yield words("browse.advice.open"), words("gate.sentence", text=listed_names(advice.open, len(advice.open)))
    yield "", words("browse.advice.full")
    title, text = headline(advice, labels)
    ends = [words("gate.sentence", text=title), text, answered(advice, advisor)]
    if advice.recommended is not None:
        ends.append(words("browse.advice.no-more-than-that"))
    yield words("browse.advice.label.advice"), " ".join(ends)
