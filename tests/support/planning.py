"""Small planning cases, and a brute force that knows nothing of the solvers.

In: a seed. Out: a standard with answers; the best value over every plan that the rules allow.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from btm_cli.answers.model import Answers, Claimed, Target
from btm_cli.planning.items import Built, build_problem
from btm_cli.planning.model import Chain, Goal, Item, Must, PlanProblem, Settings, Threshold
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.model import Ask, Standard
from btm_cli.standard.vocabulary import Theme
from support import build


def settings(iterations: int = 3, capacity: Fraction | int = 4, months: int = 3) -> Settings:
    """Iterations of three months from the day of the assessment."""
    return Settings(iterations, Fraction(capacity), False, build.DAY, months)


def random_case(seed: int, **changes: Any) -> tuple[Standard, Answers]:
    """Three capabilities of two cells, levels 1 to 3, random efforts, weights, requirements, levels, importance."""
    source = random.Random(seed)
    capabilities = []
    for name in ("alpha", "beta", "gamma"):
        cells = {}
        for dimension in ("process", "people"):
            criteria = [
                build.criterion(f"{level}{letter}", effort=source.choice((1, 1, 2, 3, Fraction(3, 2))))
                for level in (2, 3)
                for letter in "ab"[: source.randint(1, 2)]
            ]
            cells[dimension] = build.cell(*criteria)
        earlier = [each.id for each in capabilities]
        requires = [(source.choice(earlier), source.randint(2, 3), 2)] if earlier and source.random() < 0.6 else []
        capabilities.append(
            build.capability(name, cells, requires=requires, weight=source.choice((1, 2, Fraction(1, 2))))
        )
    standard = build.standard({"north": capabilities}, levels=(1, 2, 3), **changes)
    said: dict[str, Any] = {}
    for capability in capabilities:
        for dimension, cell in capability.cells.items():
            if source.random() < 0.5:
                said[f"{capability.id}/{dimension}"] = Claimed(source.randint(1, 2))
            else:
                words = source.choices("nplf", k=9)
                names = [criterion.id for criterion in cell.all_criteria()]
                text = " ".join(f"{name}:{word}" for name, word in zip(names, words, strict=False))
                said[f"{capability.id}/{dimension}"] = build.ratings(text)
    importance = {capability.id: source.randint(1, 5) for capability in capabilities}
    return standard, build.answers(said, target=Target(level=3), importance=importance)


def wide_case(seed: int) -> tuple[Standard, Answers]:
    """The first edition, every cell claimed at a random level up to 4, to be raised to 5."""
    source, standard = random.Random(seed), load_bundled("1.0")
    cells = {
        (capability.id, dimension.id): Claimed(source.randint(1, 4))
        for capability in standard.ordered_capabilities()
        for dimension in standard.dimensions
    }
    importance = {name: source.randint(1, 5) for name in standard.capabilities}
    return standard, Answers("Wide", build.DAY, cells, target=Target(level=5), importance=importance)


def built(standard: Standard, answers: Answers, asked: Settings) -> tuple[Built, Scorecard]:
    """The problem of a case, and the scorecard it comes from."""
    card = assess(standard, answers, frozenset(), build.DAY)
    return build_problem(standard, answers, card, asked), card


def small_case(seed: int, *, follows: bool = True, takes: bool = True, **changes: Any) -> tuple[Standard, Answers]:
    """At most 8 steps: two or three capabilities of two cells up to level 3, with states, asks, owners, months."""
    source = random.Random(seed)
    capabilities = []
    for name in ("alpha", "beta", "gamma")[: source.randint(2, 3)]:
        cells = {}
        for dimension in ("process", "people"):
            criteria = [
                build.criterion(f"{level}{letter}", effort=source.choice((1, 1, 2, 3, Fraction(3, 2))))._replace(
                    takes=source.choice((0, 0, 0, 3, 4, 6)) if takes else 0,
                    themes=("joint",) if source.random() < 0.4 else (),
                )
                for level in (2, 3)
                for letter in "ab"[: source.randint(1, 2)]
            ]
            cells[dimension] = build.cell(*criteria)
        earlier = [each.id for each in capabilities]
        requires = [(source.choice(earlier), source.randint(2, 3), 2)] if earlier and source.random() < 0.5 else []
        capabilities.append(build.capability(name, cells, requires=requires, weight=source.choice((1, 2))))
    asks = (Ask("joint", (2, 3), Fraction(1, 2)),) if source.random() < 0.5 else ()
    values: dict[str, Any] = {
        "levels": (1, 2, 3),
        "dimensions": (
            build.dimension("process"),
            build.dimension("people", source.choice((1, 2)))._replace(follows=("process",) if follows else ()),
        ),
        "states": (
            build.state("low", "1", 1, 1),
            build.state("middle", "2", 1, 2)._replace(asks=asks),
            build.state("high", source.choice(("5/2", "2")), 2, 3),
        ),
        "themes": (Theme("joint", "Joint", ""),),
    }
    standard = build.standard({"north": capabilities}, **(values | changes))
    said: dict[str, Any] = {}
    steps = 0
    for capability in capabilities:
        for dimension in capability.cells:
            level = max(source.randint(1, 3), 3 - (8 - steps) // 2 if steps >= 6 else 1)
            steps += 3 - level
            said[f"{capability.id}/{dimension}"] = Claimed(level)
    importance = {capability.id: source.randint(1, 5) for capability in capabilities}
    target = Target(state="high") if source.random() < 0.5 else Target(level=3)
    owners = {capability.id: source.choice(("Ada", "Bo")) for capability in capabilities}
    return standard, build.answers(said, target=target, importance=importance, owners=owners)


def remaining_by_engine(standard: Standard, answers: Answers, card: Scorecard, today: Scorecard) -> Fraction:
    """The objective as `scoring.md` writes it, from scorecards alone: what remains at `card`, planned from `today`.

    Only for standards of one area, or of areas with one weight each. `card` has the targets of `today`.
    """
    weights = {each.id: each.weight for each in standard.dimensions}
    found = [each for each in card.capabilities if each.numbers.score is not None]
    across = {
        area.id: sum(standard.capabilities[each.id].weight for each in found if each.area == area.id)
        for area in standard.areas
    }
    share = {
        each.id: standard.area(each.area).weight
        * standard.capabilities[each.id].weight
        / across[each.area]
        * each.importance
        for each in found
    }
    whole, remaining = sum(share.values()), Fraction(0)
    for each in found:
        cells = [cell for cell in each.cells if cell.numbers.score is not None]
        inside = sum(weights[cell.dimension] for cell in cells)

        def mean(values: Sequence[Any], cells=cells, inside=inside) -> Fraction:
            pairs = zip(cells, values, strict=True)
            return sum((weights[cell.dimension] * value for cell, value in pairs), Fraction(0)) / inside

        targets = [int(cell.numbers.target) for cell in cells]
        scores = [cell.numbers.score for cell in cells]
        capped = [min(score, target) for score, target in zip(scores, targets, strict=True)]
        gap = mean([target - score for score, target in zip(capped, targets, strict=True)])
        for level in range(standard.base + 1, max(targets) + 1):
            if standard.capability_level == "mean":
                gap += mean(capped) < level
            else:
                pairs = zip(cells, targets, strict=True)
                gap += any(cell.numbers.level < min(level, target) for cell, target in pairs)
        remaining += share[each.id] / whole * gap
    ids = [state.id for state in standard.states]
    if ids:
        at, begun = (ids.index(one.overall.state) if one.overall.state else -1 for one in (card, today))
        aim = answers.target.state if answers.target else None
        wanted = ids.index(aim) if aim else min(begun + 1, len(ids) - 1)
        remaining += Fraction(max(0, wanted - max(at, begun)), 2)
    return remaining


def best_value(problem: PlanProblem, follows: Mapping[str, Sequence[str]] = MappingProxyType({})) -> int | None:
    """The most that any plan wins, by trying all; None where no plan keeps the demands. Reads the rules anew.

    `follows` has the dimensions that a dimension's steps come after.
    """
    return _Tries(problem, follows).best()


class _Tries:
    """Every plan, iteration by iteration."""

    def __init__(self, problem: PlanProblem, follows: Mapping[str, Sequence[str]]) -> None:
        self._problem = problem
        self._follows = follows
        self._starts: dict[int, int] = {}
        self._best: int | None = None

    def best(self) -> int | None:
        self._go(1)
        return self._best

    def _go(self, iteration: int) -> None:
        problem = self._problem
        if iteration > problem.iterations:
            starts = [self._starts.get(index, problem.never) for index in range(len(problem.items))]
            if all(must.earliest <= starts[must.item] <= must.latest for must in problem.musts):
                value = problem.value(starts)
                self._best = value if self._best is None else max(self._best, value)
            return
        heads = []
        for chain in problem.chains:
            left = [index for index in chain.items if index not in self._starts]
            step = [index for index in left if problem.items[index].step == problem.items[left[0]].step] if left else []
            heads.append([tuple(step[:count]) for count in range(len(step) + 1)])
        for chosen in _choices(heads):
            if self._fits(chosen) and all(self._open(index, chosen, iteration) for index in chosen):
                self._starts.update(dict.fromkeys(chosen, iteration))
                self._go(iteration + 1)
                for index in chosen:
                    del self._starts[index]

    def _fits(self, chosen: Sequence[int]) -> bool:
        problem = self._problem
        chains = {index: problem.chains[problem.items[index].chain] for index in chosen}
        if sum(problem.items[index].effort for index in chosen) > problem.capacity:
            return False
        for owner, room in problem.rooms.items():
            if sum(problem.items[index].effort for index in chosen if chains[index].owner == owner) > room:
                return False
        touched = {chain.capability for chain in chains.values()}
        return problem.focus is None or len(touched) <= problem.focus

    def _credited(self, index: int, iteration: int) -> bool:
        """Whether an item is credited by the end of an iteration."""
        return index in self._starts and self._starts[index] + self._problem.items[index].lasts - 1 <= iteration

    def _level(self, chain: Chain, iteration: int) -> int:
        reached = [self._problem.items[each].level for each in chain.items if self._credited(each, iteration)]
        return max([chain.level, *reached])

    def _open(self, index: int, chosen: Sequence[int], iteration: int) -> bool:
        """Whether the rules, on levels, let the item begin."""
        problem, item = self._problem, self._problem.items[index]
        own = problem.chains[item.chain]
        if any(problem.items[each].step < item.step and not self._credited(each, iteration - 1) for each in own.items):
            return False
        parts = [each for each in own.items if each < index and problem.items[each].step == item.step]
        begun_at = dict.fromkeys(chosen, iteration) | self._starts
        if any(begun_at[each] + problem.items[each].lasts > iteration + item.lasts for each in parts):
            return False  # parts of a step are credited in level order
        for need in item.needs:
            levels = [self._level(each, iteration - 1) for each in problem.chains if each.capability == need.capability]
            if levels and min(levels) < need.level:
                return False
        for chain in problem.chains:
            if chain.capability == own.capability and chain.dimension in self._follows.get(own.dimension, ()):
                begun = [problem.items[each].level for each in chain.items if each in self._starts or each in chosen]
                if max([chain.level, *begun]) < min(item.from_level + 1, chain.target):
                    return False
        return True


def _choices(heads: list[list[tuple[int, ...]]]) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = [()]
    for options in heads:
        found = [before + option for before in found for option in options]
    return found


def by_hand(
    steps: dict[str, tuple[int, int]],
    after: dict[str, str] | None = None,
    *,
    iterations: int = 2,
    capacity: int = 4,
    latest: dict[str, int] | None = None,
) -> PlanProblem:
    """A problem of single steps, by name (effort, gain); `after` names the steps that each must wait for, by spaces.

    Names and efforts are all that matters: every step is a cell of its own.
    """
    names = list(steps)
    before = [tuple((names.index(each), 1) for each in (after or {}).get(name, "").split()) for name in names]
    earliest = [1] * len(names)
    for _ in names:
        earliest = [max([1, *(earliest[required] + gap for required, gap in waits)]) for waits in before]
    never = iterations + 1
    due = tuple((latest or {}).get(name, never) for name in names)
    return PlanProblem(
        chains=tuple(
            Chain(name, "process", 1, Fraction(1), 2, gain, (index,), ({},), "")
            for index, (name, (_, gain)) in enumerate(steps.items())
        ),
        items=tuple(
            Item(index, 0, -1, 1, 2, Fraction(2), ("2a",), effort, 1, gain, ())
            for index, (effort, gain) in enumerate(steps.values())
        ),
        before=tuple(before),
        reaching={},
        measured=((),) * len(names),
        means={},
        iterations=iterations,
        capacity=capacity,
        effort_unit=1,
        gain_unit=1,
        fastest=tuple(earliest),
        earliest=tuple(earliest),
        latest=due,
        musts=tuple(
            Must(index, 1, due[index], ("target", "deadlines", name))
            for index, name in enumerate(names)
            if due[index] < never
        ),
        idle=iterations * sum(gain for _, gain in steps.values()),
    )


RUNS = (0, 0, 1, 1, 2, 2)
"""The capabilities of the six steps of a `random_plan`."""


def random_plan(seed: int) -> tuple[PlanProblem, list[int]]:
    """In four iterations, with goals of one capability and of several; some plan, whether it holds or not."""
    source = random.Random(seed)
    problem = by_hand({name: (source.randint(1, 4), source.randint(0, 4)) for name in "abcdef"}, iterations=4)
    chains = tuple(chain._replace(capability="xyz"[run]) for chain, run in zip(problem.chains, RUNS, strict=True))
    goals = []
    for place in range(source.choice((0, 2, 3))):
        among = source.choice(((0, 1), (2, 3), range(6)))
        items = tuple(sorted(source.sample(among, source.choice((0, 2)))))
        rises = {index: source.randint(1, 3) for index in source.sample(among, 2)}
        sums = (Threshold(rises, source.randint(1, 4)),) if not items or source.random() < 0.5 else ()
        goals.append(Goal("state", f"s{place}", place, source.randint(1, 9), items, sums))
    items = tuple(item._replace(lasts=source.choice((1, 1, 2, 3))) for item in problem.items)
    problem = problem._replace(chains=chains, items=items, goals=tuple(goals), capacity=source.randint(4, 9))
    return problem, [source.randint(1, problem.never) for _ in items]


def by_runs(problem: PlanProblem) -> PlanProblem:
    """Without the goals that take several capabilities."""

    def takes(goal: Goal) -> set[int]:
        return {RUNS[index] for index in (*goal.items, *(each for sums in goal.thresholds for each in sums.rises))}

    return problem._replace(goals=tuple(goal for goal in problem.goals if len(takes(goal)) == 1))


def wins(problem: PlanProblem, starts: Sequence[int], items: Sequence[int], iteration: int) -> int:
    """What a plan wins more once these items begin in that iteration."""
    changed = [iteration if index in items else start for index, start in enumerate(starts)]
    return problem.value(changed) - problem.value(starts)
