"""What the answers file demands of the plan: pinned steps and deadlines, and where they can't be kept.

In: `Answers`, their `Scorecard`, chains and items. Out: `Must`s for the solvers and `Clash`es, each at the line of the
answers file that asks for the impossible. A pin says in which iteration a cell takes its next step; a deadline by when
a cell reaches its target.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from btm_cli.planning.dates import iteration_end, iterations_until
from btm_cli.planning.model import OUT_OF_REACH, Chain, Clash, End, Item, Must, Need, PlanProblem, Settings, Starts
from btm_cli.planning.owners import covers

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import CellScore, Scorecard

PIN, DEADLINE = "pin-infeasible", "deadline-infeasible"
NAMES_LISTED = 6
LASTS = "what must run before it can be shown"

ENDS: Mapping[End, str] = {
    "excluded": "it is excluded from the plan",
    "unwritten": "the criteria of its next level are not written",
    "too-large": "a criterion of its next level takes more effort than an iteration has",
}
"""Why a cell has no further step, in words."""


def demands(
    answers: Answers, card: Scorecard, settings: Settings, chains: Sequence[Chain], items: Sequence[Item]
) -> tuple[list[Must], list[Clash]]:
    """Every pin and deadline as demands on single items, and those that no item can meet."""
    musts: list[Must] = []
    clashes: list[Clash] = []
    by_cell = {chain.reference: chain for chain in chains}
    for name, iteration in answers.pinned.items():
        path = ("plan", "pin", name)
        found = list(_cells(card, name))
        pinned = [chain for cell in found if (chain := by_cell.get(cell.reference)) is not None]
        if iteration <= settings.iterations and not any(chain.items for chain in pinned):
            why = _why_no_step(found, pinned)
            clashes.append(Clash(PIN, path, f"{name} has no step to pin: {why}", "take the pin out"))
        latest = min(iteration, settings.iterations + 1)
        musts += [Must(chain.items[0], iteration, latest, path) for chain in pinned if chain.items]
    for name, day in answers.deadlines.items():
        path = ("target", "deadlines", name)
        last = iterations_until(settings, day)
        if last > settings.iterations:
            continue
        for cell in _cells(card, name):
            if cell.basis == "not-assessed":
                message = f"{cell.reference} is not assessed, so nothing can be planned for it by {day}"
                clashes.append(Clash(DEADLINE, path, message, "assess it first"))
            below = by_cell.get(cell.reference)
            if below is None:
                continue
            reaching = [index for index in below.items if items[index].level >= below.target]
            if not reaching:
                message = f"{cell.reference} can't reach level {below.target} by {day}: {ENDS[below.ends]}"
                clashes.append(Clash(DEADLINE, path, message))
            elif last == 0:
                first = iteration_end(settings, 1)
                message = (
                    f"{cell.reference} is below level {below.target}, and iteration 1 ends after {day}, on {first}"
                )
                clashes.append(Clash(DEADLINE, path, message, "set a later date, or shorter iterations with --months"))
            else:
                musts.append(Must(reaching[0], 1, last - items[reaching[0]].lasts + 1, path))
    return musts, clashes


def _cells(card: Scorecard, name: str) -> Iterator[CellScore]:
    for capability in card.capabilities:
        for cell in capability.cells:
            if covers(name, capability.id, capability.area, cell.dimension):
                yield cell


def _why_no_step(cells: Sequence[CellScore], chains: Sequence[Chain]) -> str:
    if chains:
        return ENDS[chains[0].ends]
    bases = {cell.basis for cell in cells}
    if bases <= {"n/a"}:
        return "it is n/a or out of scope"
    return "it is not assessed" if bases <= {"n/a", "not-assessed"} else "it is at its target"


def window_clashes(problem: PlanProblem, free: Starts) -> list[Clash]:
    """Demands that leave an item no iteration, or iterations less room than is demanded of them.

    `free` are the earliest starts without any pin.
    """
    clashes = list(_too_early(problem, free))
    return clashes or list(_too_much(problem))


def _too_early(problem: PlanProblem, free: Starts) -> Iterator[Clash]:
    """Each must whose item can't be done in time, whatever else is left."""
    for must in problem.musts:
        item = problem.items[must.item]
        chain = problem.chains[item.chain]
        if must.latest > problem.iterations:
            continue
        if must.source[1] == "pin":  # a pin is for the beginning, a deadline for the end
            later, does = 0, "take its next step in"
        else:
            later, does = item.lasts - 1, f"be at level {item.level} by"
        what = f"{chain.reference} can't {does} iteration {must.latest + later}"
        soonest = problem.earliest[must.item]
        code = _code(must)
        if free[must.item] == OUT_OF_REACH:
            yield Clash(code, must.source, f"{what}: {_unmet(problem, must.item, free)}")
        elif free[must.item] > must.latest:
            causes = list(dict.fromkeys(_causes(problem, must.item, later > 0)))
            if problem.fastest[must.item] < free[must.item]:
                causes.append("the capacity for what comes before it")
            why = f"{' and '.join(causes)} take{'s' if len(causes) == 1 else ''} until iteration"
            yield Clash(code, must.source, f"{what}: {why} {free[must.item] + later}")
        elif soonest > must.latest or problem.latest[must.item] < must.earliest:
            others = sorted({" ".join(each.source[1:]) for each in problem.musts if each.source != must.source})
            why = f"it clashes with {', '.join(others[:NAMES_LISTED])}"
            yield Clash(code, must.source, f"{what}: {why}", "move one of them")


def _causes(problem: PlanProblem, index: int, shown: bool) -> Iterator[str]:
    """What an item waits for the longest, were capacity no matter; with `shown` until it is credited itself."""
    item, chain = problem.items[index], problem.chains[problem.items[index].chain]
    begin = problem.fastest[index]
    if shown and item.lasts > 1:
        yield LASTS
    for required, gap in problem.before[index]:
        if problem.fastest[required] + gap == begin > 1:
            before = problem.chains[problem.items[required].chain]
            if before is chain:
                yield "one step after the other"
            elif before.capability == chain.capability and not gap:
                yield f"{before.reference}, which it follows,"
            else:
                level = problem.items[required].level
                yield f"{before.capability} at level {level}, which {chain.capability} requires,"
            if gap > 1:
                yield LASTS
            yield from _causes(problem, required, shown=False)
            return
    for need in problem.measured[index]:
        yield f"{need.capability} at level {need.level}, which {chain.capability} requires,"


def _code(must: Must) -> str:
    return PIN if must.source[1] == "pin" else DEADLINE


def _unmet(problem: PlanProblem, index: int, free: Starts) -> str:
    """The need that keeps an item, or one before it, out of reach."""
    chain = problem.chains[problem.items[index].chain]
    first = next(each for each in chain.items if free[each] == OUT_OF_REACH)
    needs = problem.items[first].needs
    hopeless = [need for need in needs if _hopeless(problem, need, free)] or list(needs)
    said = " and ".join(f"{need.capability} at level {need.level}" for need in hopeless)
    if not said:
        return "what it follows is out of reach"
    return f"it requires {said}, which is not assessed or which no plan can reach"


def _hopeless(problem: PlanProblem, need: Need, free: Starts) -> bool:
    """Whether nothing in the problem can meet the need, or a cell that must climb for it has no step to get there."""
    if need.capability in problem.means:
        return not problem.mean_met(need, free, OUT_OF_REACH - 1)
    required = problem.reaching[need]
    below = [chain for chain in problem.chains if chain.capability == need.capability and chain.level < need.level]
    return not required or len(required) < len(below) or any(free[index] == OUT_OF_REACH for index in required)


def _too_much(problem: PlanProblem) -> Iterator[Clash]:
    """The shortest stretch of iterations that must hold more effort than it has room for."""
    unit = problem.effort_unit
    if not problem.musts:
        return
    for length in range(1, problem.iterations + 1):
        for first in range(1, problem.iterations - length + 2):
            last = first + length - 1
            inside = [
                index
                for index, item in enumerate(problem.items)
                if problem.latest[index] <= last and first <= problem.earliest[index]
            ]
            effort = sum(problem.items[index].effort for index in inside)
            if effort <= length * problem.capacity:
                continue
            names = list(dict.fromkeys(problem.chains[problem.items[index].chain].reference for index in inside))
            listed = ", ".join(names[:NAMES_LISTED]) + (" and others" if len(names) > NAMES_LISTED else "")
            asked = [must for must in problem.musts if must.latest <= last and must.latest >= first]
            must = asked[-1] if asked else problem.musts[-1]
            when = f"iteration {first}" if first == last else f"iterations {first} to {last}"
            message = (
                f"{when} would have to hold {_amount(effort, unit)} points of effort, with room for "
                f"{_amount(length * problem.capacity, unit)}: {listed}"
            )
            yield Clash(_code(must), must.source, message, "move one of them, or raise the capacity")
            return


def _amount(effort: int, unit: int) -> str:
    """An effort as an exact number: "4", "4 2/3"."""
    whole, rest = divmod(effort, unit)
    if not rest:
        return str(whole)
    return f"{effort}/{unit}" if not whole else f"{whole} {rest}/{unit}"
