"""What stands between the enterprise and the next state, proved before it is said, and whether the plan gets there.

In: `Given`. Out: entries (`hold` and its tails); `Climb`s, on which the engine has its word, and who and what they
take, for whatever else names steps. A set of steps is named only where an assessment with these steps done gives the
state; what targets and exclusions say does not matter for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Claimed
from btm_cli.planning.owners import covers, owner_of
from btm_cli.scoring import measure
from btm_cli.scoring.depth import cell_in_view
from btm_cli.scoring.effort import days_of, days_together
from btm_cli.scoring.exact import total
from btm_cli.scoring.ratings import Rules
from btm_cli.scoring.states import is_at_least
from btm_cli.scoring.steps import efforts_up_to
from btm_cli.summary.entry import Entry, Value
from btm_cli.summary.given import Given
from btm_cli.summary.risk import Risk, at_risk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from btm_cli.planning.model import Settings
    from btm_cli.scoring.scorecard import CellScore
    from btm_cli.standard.model import Standard, State


class Climb(NamedTuple):
    """One cell to be brought to a level, with the effort of each step on the way."""

    reference: str
    level: int
    efforts: tuple[Fraction, ...]


class Floor(NamedTuple):
    """All that a state's floor lacks: the cells below it, and what of the state is open still once they are raised."""

    state: State
    climbs: tuple[Climb, ...]
    risk: Risk


def lower(given: Given, state: State) -> list[str]:
    """The assessed capabilities below a state's floor."""
    levels = ((capability.id, capability.numbers.level) for capability in given.capabilities())
    return [name for name, level in levels if level is not None and level < state.floor]


def floor_alone(given: Given) -> Floor | None:
    """The steps to the next state where the score is enough and only its floor is missing.

    None where something else is missing, and where the engine does not give the state once these steps are done.
    """
    state, score = given.next_state(), given.card.overall.numbers.score
    if state is None or score is None or score < state.from_score or not lower(given, state):
        return None
    below = (cell for cell in given.cells() if cell.numbers.level is not None and cell.numbers.level < state.floor)
    climbs = [climb_to(given, cell, state.floor) for cell in below]
    low = gives_state(given, climbs, state.id)
    return None if low is None else Floor(state, tuple(climbs), at_risk(given.standard, given.card, state, low))


def gives_state(given: Given, climbs: Iterable[Climb], state: str) -> Fraction | None:
    """The low of the score with these cells raised, None where the engine does not give the state then."""
    from btm_cli.planning.what_if import Change, change_answers  # only where a floor alone is missing

    changes: list[Change] = []
    for climb in climbs:
        capability, dimension = climb.reference.split("/")
        if isinstance(given.answers.cells.get((capability, dimension)), Claimed):
            changes.append(Change(capability, dimension, level=climb.level))
            continue
        names, top = unmet(given, climb.reference, climb.level), given.standard.top_rating
        changes += [Change(capability, dimension, name, rating=top) for name in names]
    changed = change_answers(given.standard, given.answers, changes)
    after = measure(given.standard, changed, given.valid).overall
    return after.numbers.low if is_at_least(given.standard.states, after.state, state) else None


def climb_to(given: Given, cell: CellScore, level: int) -> Climb:
    """What it takes to bring an assessed cell to `level`."""
    written = cell_in_view(given.standard, given.answers, *cell.place)
    start = (cell.numbers.level or 0, cell.numbers.score or Fraction(0))
    efforts = efforts_up_to(
        given.standard, written, given.answers.cells.get(cell.place), Rules(given.standard), start, level
    )
    return Climb(cell.reference, level, tuple(efforts))


def work_of(standard: Standard, efforts: Sequence[Fraction]) -> dict[str, Value]:
    """What steps of these points take together: points, exact days, and the days that people see."""
    points = total(efforts)
    shown = days_together(days_of(standard, each) for each in efforts)
    return {"effort": points, "days": days_of(standard, points), "whole_days": shown}


def owners_of(given: Given, references: Iterable[str]) -> tuple[str, ...]:
    """Who answers for these cells, each once."""
    areas = {capability.id: capability.area for capability in given.card.capabilities}
    places = (reference.split("/") for reference in references)
    owners = (owner_of(given.answers, capability, areas[capability], dimension) for capability, dimension in places)
    return tuple(dict.fromkeys(filter(None, owners)))


def unmet(given: Given, reference: str, level: int) -> list[str]:
    """The criteria of a cell up to `level` that are not met in full; of a claimed one those above what it claims."""
    capability, dimension = reference.split("/")
    written = cell_in_view(given.standard, given.answers, capability, dimension)
    criteria = [one for one in written.all_criteria() if one.level <= level] if written else []
    answer = given.answers.cells.get((capability, dimension))
    if isinstance(answer, Claimed):
        return [one.id for one in criteria if one.level > answer.level]
    return [one.id for one, _ in Rules(given.standard).unmet(criteria, answer)]


def hold(given: Given) -> Iterator[Entry]:
    """The first variant that applies: floors alone, score and floors, score alone; then asks that are not met."""
    return held(given, floor_alone(given))


def held(given: Given, floor: Floor | None) -> Iterator[Entry]:
    """The same where it is known already what the floor alone lacks."""
    overall, score = given.card.overall, given.card.overall.numbers.score
    following = given.next_state()
    if score is None or following is None:
        return
    below, missing = lower(given, following), max(Fraction(0), following.from_score - score)
    start: dict[str, Value] = {"next": following.id, "from": following.from_score, "missing": missing}
    if below and not missing:
        if floor is not None:
            yield from _steps(given, floor)
        return
    if below:
        yield Entry("hold.both", {**start, "floor": following.floor, "caps": len(below), "which": tuple(below)})
    elif missing:
        yield Entry("hold.score", start)
    else:
        for ask in overall.asks:
            if ask.state == following.id and not ask.met and ask.share is not None:
                shares: dict[str, Value] = {"share": ask.need, "have": ask.share}
                values = {"state": ask.state, "theme": ask.theme, **shares, "n": len(ask.open), "which": ask.open}
                yield Entry("hold.ask", values)
    yield from _reach(given, following, by_score=bool(missing) and not below)


def _steps(given: Given, floor: Floor) -> Iterator[Entry]:
    """The cells below the floor; then what may still undo it, and that the plan leaves them out."""
    references = tuple(climb.reference for climb in floor.climbs)
    yield Entry(
        "hold.floor.step",
        {
            "next": floor.state.id,
            "from": floor.state.from_score,
            "now": given.card.overall.numbers.score,
            "steps": len(floor.climbs),
            "what": references,
            "level": floor.state.floor,
            **work_of(given.standard, [effort for climb in floor.climbs for effort in climb.efforts]),
            "owners": owners_of(given, references),
        },
    )
    if floor.risk != "none":
        begins: dict[str, Value] = {"from": floor.state.from_score, "floor": floor.state.floor}
        yield Entry("hold.floor.open", {**begins, "risk": floor.risk})
    left_out = tuple(climb.reference for climb in floor.climbs if not _in_plan(given, climb))
    if left_out:
        yield Entry("hold.floor.unplanned", {"n": len(left_out), "which": left_out})


def _in_plan(given: Given, climb: Climb) -> bool:
    """Whether any plan may take a cell there: neither excluded nor beyond its target."""
    capability, dimension = climb.reference.split("/")
    row = next(row for row in given.capabilities() if row.id == capability)
    cell = next(cell for cell in row.cells if cell.dimension == dimension)
    excluded = any(covers(name, capability, row.area, dimension) for name in given.answers.excluded)
    return not excluded and cell.numbers.target is not None and cell.numbers.target >= climb.level


def _reach(given: Given, following: State, *, by_score: bool) -> Iterator[Entry]:
    """The plan's first iteration that the engine gives the state after, or where its last one ends.

    With `by_score`, where the score is all that is missing, no plan is made to say that none gets there.
    """
    outlook = given.foreseen() if by_score else None
    if outlook is not None and outlook.score < following.from_score:
        yield Entry("hold.reach.most", {**_size(outlook.settings), "score": outlook.score})
        yield from _assumed(outlook.settings)
        return
    plan = given.roadmap
    if plan is None:
        return
    for iteration in plan.iterations:
        if is_at_least(given.standard.states, iteration.card.overall.state, following.id):
            yield Entry("hold.reach.by", {"n": iteration.number, "date": iteration.end})
            break
    else:
        last = plan.iterations[-1].card
        below = lower(given._replace(card=last), following)
        ends: dict[str, Value] = {"score": last.overall.numbers.score, "caps": len(below), "which": tuple(below)}
        values = {**_size(plan.settings), "floor": following.floor, **ends}
        if ends["score"] == given.card.overall.numbers.score:
            yield Entry("hold.reach.nothing", _size(plan.settings))
            return
        yield Entry("hold.reach.not" if below else "hold.reach.score", values)
    yield from _assumed(plan.settings)


def _size(settings: Settings) -> dict[str, Value]:
    """How many iterations there are, how long, of how much work."""
    return {"n": settings.iterations, "months": settings.months, "capacity": settings.capacity}


def _assumed(settings: Settings) -> Iterator[Entry]:
    if settings.capacity_assumed:
        yield Entry("hold.reach.assumed", {"capacity": settings.capacity})
