"""Small planning cases, and a brute force that knows nothing of the solvers.

In: a seed. Out: a standard with answers; the best value over every plan that the rules allow.
"""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from btm_cli.answers.model import Answers, Claimed, Target
from btm_cli.planning.items import Built, build_problem
from btm_cli.planning.model import Chain, Item, Must, PlanProblem, Settings
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.model import Standard
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


def best_value(problem: PlanProblem) -> int | None:
    """The most that any plan wins, by trying all; None where no plan keeps the demands. Reads the rules anew."""
    best: int | None = None
    pinned = {must.item: must for must in problem.musts}

    def go(iteration: int, done: frozenset[int], value: int) -> None:
        nonlocal best
        if iteration > problem.iterations:
            if best is None or value > best:
                best = value
            return
        heads = []
        for chain in problem.chains:
            left = [index for index in chain.items if index not in done]
            step = [index for index in left if problem.items[index].step == problem.items[left[0]].step] if left else []
            heads.append([tuple(step[:count]) for count in range(len(step) + 1)])
        for chosen in _choices(heads):
            if sum(problem.items[index].effort for index in chosen) > problem.capacity:
                continue
            if not all(_open(problem, index, done) for index in chosen):
                continue
            after = done | set(chosen)
            if any(
                (index in chosen and iteration < must.earliest) or (iteration == must.latest and index not in after)
                for index, must in pinned.items()
            ):
                continue
            gain = sum(problem.items[index].gain for index in chosen) * (problem.iterations - iteration + 1)
            go(iteration + 1, after, value + gain)

    go(1, frozenset(), 0)
    return best


def _choices(heads: list[list[tuple[int, ...]]]) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = [()]
    for options in heads:
        found = [before + option for before in found for option in options]
    return found


def _open(problem: PlanProblem, index: int, done: frozenset[int]) -> bool:
    """Whether the engine's own rule, on levels, lets the item begin after `done`."""
    for need in problem.items[index].needs:
        levels = []
        for chain in problem.chains:
            if chain.capability == need.capability:
                reached = [problem.items[each].level for each in chain.items if each in done]
                levels.append(max([chain.level, *reached]))
        if levels and min(levels) < need.level:
            return False
    return True


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
            Item(index, 0, -1, 1, 2, Fraction(2), ("2a",), effort, gain, ())
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
