"""What stands between the enterprise and the next state (`people.md`, 2.1: hold), proved before it is said.

In: `Given`. Out: entries. A set of steps is named only where an assessment with these steps done gives the state: what
targets and exclusions say does not matter here.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.planning.owners import owner_of
from btm_cli.planning.what_if import Change, change_answers
from btm_cli.scoring import assess
from btm_cli.scoring.depth import cell_in_view
from btm_cli.scoring.exact import total
from btm_cli.scoring.ratings import Rules
from btm_cli.scoring.steps import remaining_effort
from btm_cli.summary.entry import Entry, Value
from btm_cli.summary.given import Given

if TYPE_CHECKING:
    from btm_cli.scoring.scorecard import CellScore
    from btm_cli.standard.model import State


class Climb(NamedTuple):
    """One cell to be brought to a level, with the effort of what is not met on the way."""

    reference: str
    level: int
    effort: Fraction


def hold(given: Given) -> Iterator[Entry]:
    """The first variant that applies: floors alone, score and floors, score alone; then asks that are not met."""
    overall, score = given.card.overall, given.card.overall.numbers.score
    following = given.next_state()
    if score is None or following is None:
        return
    lower = [
        capability.id
        for capability in given.capabilities()
        if capability.numbers.level is not None and capability.numbers.level < following.floor
    ]
    missing = max(Fraction(0), following.from_score - score)
    if not missing and lower:
        yield from _steps(given, following)
    elif missing and lower:
        floors: dict[str, Value] = {"floor": following.floor, "caps": len(lower), "which": tuple(lower)}
        start: dict[str, Value] = {"from": following.from_score, "missing": missing}
        yield Entry("hold.both", {"next": following.id, **start, **floors})
    elif missing:
        yield Entry("hold.score", {"next": following.id, "from": following.from_score, "missing": missing})
    for ask in overall.asks:
        if ask.state == following.id and not ask.met and ask.share is not None and not missing and not lower:
            open_asks: dict[str, Value] = {"share": ask.need, "have": ask.share, "n": len(ask.open), "which": ask.open}
            yield Entry("hold.ask", {"state": ask.state, "theme": ask.theme, **open_asks})


def _steps(given: Given, following: State) -> Iterator[Entry]:
    """The cells below the floor, where raising them gives the state by the engine's own word."""
    climbs = [
        _climb(given, cell, following.floor)
        for cell in given.cells()
        if cell.numbers.level is not None and cell.numbers.level < following.floor
    ]
    proved = gives_state(given, climbs, following.id)
    if proved is None:
        return
    yield Entry(
        "hold.floor.step",
        {
            "next": following.id,
            "steps": len(climbs),
            "what": tuple(climb.reference for climb in climbs),
            "level": following.floor,
            "effort": total([climb.effort for climb in climbs]),
            "owners": _owners(given, climbs),
        },
    )
    if proved < following.from_score:
        yield Entry("hold.floor.open", {"from": following.from_score})


def gives_state(given: Given, climbs: list[Climb], state: str) -> Fraction | None:
    """The low of the score with these cells raised, None where the engine does not give the state then."""
    changes: list[Change] = []
    for climb in climbs:
        capability, dimension = climb.reference.split("/")
        if _claimed(given, climb.reference):
            changes.append(Change(capability, dimension, level=climb.level))
        unmet = _unmet(given, climb.reference, climb.level)
        changes += [Change(capability, dimension, name, rating=given.standard.top_rating) for name in unmet]
    changed = change_answers(given.standard, given.answers, changes)
    after = assess(given.standard, changed, given.valid, given.card.as_of).overall
    reached = [one.id for one in given.standard.states]
    if after.state is None or reached.index(after.state) < reached.index(state):
        return None
    return after.numbers.low


def _climb(given: Given, cell: CellScore, level: int) -> Climb:
    """What it takes to bring a cell to `level`; of a claimed cell every criterion above the claim counts in full."""
    full = Rules.of(given.standard).full
    written = cell_in_view(given.standard, given.answers, *cell.place)
    answer = None if _claimed(given, cell.reference) else given.answers.cells.get(cell.place)
    levels = range((cell.numbers.level or 0) + 1, level + 1)
    criteria = [one for step in levels for one in (written.criteria.get(step, ()) if written else ())]
    effort = [remaining_effort(unmet, full) for unmet in Rules.of(given.standard).unmet(criteria, answer)]
    return Climb(cell.reference, level, max(total(effort) if effort else Fraction(0), given.standard.least_effort))


def _unmet(given: Given, reference: str, level: int) -> list[str]:
    """The criteria of a rated cell up to `level` that are not met in full."""
    if _claimed(given, reference):
        return []
    place = tuple(reference.split("/"))
    written = cell_in_view(given.standard, given.answers, place[0], place[1])
    criteria = [one for one in written.all_criteria() if one.level <= level] if written else []
    answer = given.answers.cells.get((place[0], place[1]))
    return [criterion.id for criterion, _ in Rules.of(given.standard).unmet(criteria, answer)]


def _claimed(given: Given, reference: str) -> bool:
    return any(cell.reference == reference and cell.basis == "claimed" for cell in given.cells())


def _owners(given: Given, climbs: list[Climb]) -> tuple[str, ...]:
    """Who answers for these cells, each once."""
    places = (climb.reference.split("/") for climb in climbs)
    areas = {capability.id: capability.area for capability in given.capabilities()}
    owners = (owner_of(given.answers, capability, areas[capability], dimension) for capability, dimension in places)
    return tuple(dict.fromkeys(filter(None, owners)))
