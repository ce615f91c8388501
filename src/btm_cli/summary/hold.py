"""What stands between the enterprise and the next state, proved before it is said, and whether the plan gets there.

In: `Given`. Out: entries (`hold` and its tails). A set of steps is named only where an assessment with these steps done
gives the state.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.planning.owners import covers
from btm_cli.summary.climb import Climb, Floor, floor_alone, lower, owners_of, work_of
from btm_cli.summary.entry import Entry, Value
from btm_cli.summary.given import Given

if TYPE_CHECKING:
    from btm_cli.planning.model import Settings
    from btm_cli.standard.model import State


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
    ranks = [state.id for state in given.standard.states]
    for iteration in plan.iterations:
        state = iteration.card.overall.state
        if state is not None and ranks.index(state) >= ranks.index(following.id):
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
