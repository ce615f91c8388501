"""An assessment on one screen: the map, where it stands in sentences, what to do next.

In: a `Scorecard`, its `Standard`, the entries of its summary. Out: a `Screen`. Names are short where the map is narrow,
the same ones everywhere on the screen; a step is work: its first criterion, its effort, whose it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from btm_cli.planning.owners import owner_of
from btm_cli.render.document.blocks import Path, Screen, Sentences, Todo, Wording
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import extent, who
from btm_cli.render.document.words import words
from btm_cli.render.scorecard.in_short import in_short, sentence
from btm_cli.render.scorecard.screen_map import level_map
from btm_cli.render.scorecard.shown import Shown
from btm_cli.render.scorecard.steps import Work, claims
from btm_cli.scoring.scorecard import Priority, Scorecard

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.standard.model import Standard
    from btm_cli.summary.entry import Entry

DROPPED = (
    ("change.assessor", "change.edition.alone"),
    ("unknown.unapproved",),
    ("expire.idle",),
    ("change.no-claim", "change.lost", "change.lost.where"),
    ("change.above", "change.above.held", "change.above.floor"),
    ("change.spread", "change.where", "change.within"),
    ("change.kinds",),
    ("change.evidence", "change.evidence.first", "change.evidence.gone"),
    ("change.edition", "change.edition.depth", "change.depth", "change.content"),
    ("hold.reach.assumed", "change.fell"),
    ("change.answers", "change.answers.alone"),
    ("unknown.depth",),
    ("sure.state.both", "sure.state.score", "sure.state.floor", "sure.state.ask"),
    ("change.unlike", "change.unlike.untold"),
)
"""What is left out of the sentences where there is no room, one group after the other."""
MANY = 4
"""Names of a list where there is room."""
BESIDES = ("assess", "evidence", "proof")
"""What is asked for that is no step of a cell."""


def scorecard_screen(
    card: Scorecard,
    standard: Standard,
    answers: Answers,
    summary: Sequence[Entry],
    *,
    top: int | None = None,
    only: Collection[str] = frozenset(),
    brief: bool = False,
    file: str = "FILE",
) -> Screen:
    """The whole screen; without the map with `brief`.

    `only` narrows map and steps, never the sentences; `top` is how many steps to list, None for as many as have room.
    """
    shown = Shown(card, only)
    steps, work = _ordered(shown.steps(), summary), Work(standard, answers, card.as_of)

    def wording(short: bool) -> Wording:
        labels = Labels(standard, short=short)
        has_map = not brief and card.overall.numbers.score is not None
        return Wording(
            heat=level_map(shown, standard, labels, short=short) if has_map else None,
            attention=level_map(shown, standard, labels, short=short, attention=True) if has_map else None,
            said=tuple(_said(summary, card, labels, file, MANY)),
            steps=tuple(_todo(step, card, answers, labels, work) for step in steps),
            besides=tuple(_besides(summary, card, labels, 1 if short else MANY)),
        )

    states = [state.id for state in standard.states]
    reached = None if card.overall.state is None else states.index(card.overall.state)
    return Screen(
        title=who(card.enterprise, card.unit, card.period),
        extent=extent(card if brief else card._replace(profiles=()), Labels(standard)),
        aside=_aside(card),
        path=Path(tuple(state.name for state in standard.states), reached) if states else None,
        do_next=words("screen.do-next"),
        narrow=wording(short=True),
        wide=wording(short=False),
        counts=tuple(_counts(shown, len(steps))),
        then=words("screen.then"),
        top=top,
        brief=brief,
    )


def first_steps(
    card: Scorecard, standard: Standard, answers: Answers, summary: Sequence[Entry], most: int
) -> tuple[Todo, ...]:
    """The first `most` steps as a screen lists them, in short names."""
    labels, work = Labels(standard, short=True), Work(standard, answers, card.as_of)
    steps = _ordered(Shown(card, ()).steps(), summary)[:most]
    return tuple(_todo(step, card, answers, labels, work) for step in steps)


def _aside(card: Scorecard) -> str:
    """By what and as of when; profiles, which change no number, are named and no more."""
    said = {"standard": f"{card.standard} {card.edition}", "as_of": card.as_of.isoformat()}
    if not card.profiles:
        return words("screen.aside", **said)
    return words("screen.aside-read", profiles=", ".join(card.profiles), **said)


def _said(summary: Sequence[Entry], card: Scorecard, labels: Labels, file: str, most: int) -> Iterator[Sentences]:
    """From all that is worth saying, with `most` names of a list, to what must be said, each wording shorter."""
    left = [entry for entry in summary if not entry.id.startswith("ask") or entry.id == "ask.first"]
    yield from (in_short(left, card, labels, names, file) for names in dict.fromkeys((most, 1, 0)))
    for group in DROPPED:
        if any(entry.id in group for entry in left):
            left = [entry for entry in left if entry.id not in group]
            yield in_short(left, card, labels, 0, file)


def _ordered(steps: Iterable[Priority], summary: Iterable[Entry]) -> list[Priority]:
    """The steps that make the next state first, where they are known to; then by rank."""
    makes = next((entry.values["what"] for entry in summary if entry.id.startswith("ask.state")), ())
    first = makes if isinstance(makes, tuple) else ()
    return sorted(steps, key=lambda step: (step.reference not in first, step.rank))


def _todo(step: Priority, card: Scorecard, answers: Answers, labels: Labels, work: Work) -> Todo:
    area = next(row.area for row in card.capabilities if row.id == step.capability)
    criteria = claims(step.capability, step.dimension, step.criteria[:1], labels)
    missing = len(step.criteria)
    return Todo(
        place=labels.place(step.reference),
        level=words("screen.levels", old=step.from_level, new=step.to_level),
        effort=work.effort(step),
        shown=words("screen.shown", day=day.isoformat()) if (day := work.shown(step)) is not None else "",
        owner=owner_of(answers, step.capability, area, step.dimension) or words("screen.nobody"),
        why=_why(step, card, labels),
        first=words("screen.missing", n=missing, first=" ".join(criteria[0])) if criteria else "",
    )


def _why(step: Priority, card: Scorecard, labels: Labels) -> str:
    """What the step does beyond its own level; "" for nothing that can be said in a few words."""
    if step.holds_state:
        return words("screen.needed-for-state", state=labels.state(card.overall.state_by_score))
    return words("screen.lifts-capability") if step.lift == 1 else ""


def _besides(summary: Iterable[Entry], card: Scorecard, labels: Labels, names: int) -> Iterator[Todo]:
    """What is to be assessed, and which evidence to be renewed or cited at all."""
    for entry in summary:
        kind = entry.id.removeprefix("ask.").partition(".")[0]
        if kind in BESIDES:
            n = entry.values.get("n", entry.values.get("claims"))
            place, first = words(f"screen.{kind}", n=n) if n else words("screen.proof-of-ratings"), ""
            if kind != "proof":
                first = sentence(entry._replace(id=f"ask.{kind}.names"), card, labels, names)
            yield Todo(place, first=first)


def _counts(shown: Shown, steps: int) -> Iterator[str]:
    """The last line, for every number of steps listed: how many cells are below target, what is not listed."""
    cells = [cell for row in shown.capabilities for cell in row.cells if cell.assessed]
    if not cells:
        return
    below = sum(bool(cell.numbers.gap) for cell in cells)
    for listed in range(steps + 1):
        yield words("screen.count", below=below, cells=len(cells), more=steps - listed)
