"""Many units of one enterprise as one: scores by weight, floors, spread, outliers, practice to copy.

In: a `Standard` and a `RollCall`. Out: a `Rollup`, exact; the same whatever order the files came in (`docs/voices.md`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.names import folded
from btm_cli.scoring.exact import integer_weights, weighted_mean
from btm_cli.scoring.states import state_by_score, state_reached
from btm_cli.voices.quartiles import FEWEST, Box, box
from btm_cli.voices.roll_call import RollCall
from btm_cli.voices.unit import Scores, Unit, ask_name

if TYPE_CHECKING:
    from btm_cli.standard.model import Standard


class Outlier(NamedTuple):
    """A unit's score far from the others' (beyond Tukey's fences); `above` says on which side."""

    unit: int
    reference: str
    score: Fraction
    above: bool


class Best(NamedTuple):
    """Who is furthest in a capability, by what is evidenced, then by what is claimed.

    `evidence` holds titles of what there is to show for it, once it has been looked up (`with_evidence`).
    """

    unit: int
    score: Fraction
    evidenced: Fraction
    evidence: tuple[str, ...] = ()


class Part(NamedTuple):
    """A capability, an area or the whole ("overall") over all units.

    `scores` are means by unit weight over the units that assessed it; `floor` is the lowest level of any unit, and
    `at_floor` counts the units there; `lowest` is one of them. `box` is about the units' scores, unweighted. `best` is
    None above capabilities.
    """

    reference: str
    name: str
    scores: Scores
    box: Box | None
    at_floor: int
    lowest: int | None
    assessed: int
    best: Best | None = None


class Rollup(NamedTuple):
    """The enterprise. Units are referred to by their place in `call.units`."""

    call: RollCall
    enterprise: str
    overall: Part
    areas: tuple[Part, ...]
    capabilities: tuple[Part, ...]
    state: str | None
    state_by_score: str | None
    states: tuple[tuple[str | None, int], ...]
    outliers: tuple[Outlier, ...]
    answered: int
    applicable: int
    provisional: int


def roll_up(standard: Standard, call: RollCall) -> Rollup:
    """The roll-up of one or more units that were measured by `standard`."""
    units = call.units
    weights = integer_weights(call.weights)
    overall = _part("overall", "Overall", [unit.overall for unit in units], weights)
    areas = tuple(
        _part(area.id, area.name, [unit.areas[place] for unit in units], weights)
        for place, area in enumerate(standard.areas)
    )
    capabilities = tuple(
        _capability(capability.id, capability.name, place, units, weights)
        for place, capability in enumerate(standard.ordered_capabilities())
    )
    levels = [part.scores.level for part in capabilities if part.scores.level is not None]
    reached = state_reached(standard.states, overall.scores.score, levels, _unmet(standard, units, weights))
    by_score = state_by_score(standard.states, overall.scores.score)
    counted = Counter(unit.state for unit in units)
    parts: list[tuple[Part, Callable[[Unit], Scores]]] = [(overall, lambda unit: unit.overall)]
    parts += [(part, _reader(place)) for place, part in enumerate(capabilities)]
    return Rollup(
        call=call,
        enterprise=_enterprise(units),
        overall=overall,
        areas=areas,
        capabilities=capabilities,
        state=reached.id if reached else None,
        state_by_score=by_score.id if by_score else None,
        states=tuple(
            (state, counted[state]) for state in (*(one.id for one in standard.states), None) if counted[state]
        ),
        outliers=tuple(found for part, read in parts for found in _outliers(part, units, read)),
        answered=sum(unit.answered for unit in units),
        applicable=sum(unit.applicable for unit in units),
        provisional=sum(unit.provisional for unit in units),
    )


def _unmet(standard: Standard, units: Sequence[Unit], weights: Sequence[int]) -> set[str]:
    """The states (ids) of which an ask is not met: by the mean share of the units, or as one of them can't test it.

    Units in which nothing is assessed have no part in it, as they have none in the score.
    """
    counted = [(unit, weight) for unit, weight in zip(units, weights, strict=True) if unit.overall.score is not None]
    unmet = set()
    for state, ask in [(each, ask) for each in standard.states for ask in each.asks]:
        name = ask_name(state.id, ask.theme, ask.levels)
        shares = [unit.asks.get(name) for unit, _ in counted]
        known = [share for share in shares if share is not None]
        if not known or len(known) < len(shares) or weighted_mean([weight for _, weight in counted], known) < ask.share:
            unmet.add(state.id)
    return unmet


def _enterprise(units: Sequence[Unit]) -> str:
    """What most units call the enterprise; of its spellings the first that is there."""
    counts = Counter(folded(unit.enterprise) for unit in units)
    usual = min(counts, key=lambda name: (-counts[name], name))
    return min(unit.enterprise for unit in units if folded(unit.enterprise) == usual)


def with_evidence(rollup: Rollup, look_up: Callable[[Unit], Sequence[Sequence[str]]]) -> Rollup:
    """`rollup` with the evidence of its best units; `look_up` gives a unit's titles, by capability."""
    shown: dict[int, Sequence[Sequence[str]]] = {}
    capabilities = []
    for place, part in enumerate(rollup.capabilities):
        best = part.best
        if best is not None and best.unit not in shown:
            shown[best.unit] = look_up(rollup.call.units[best.unit])
        evidence = tuple(shown[best.unit][place]) if best is not None and shown[best.unit] else ()
        capabilities.append(part._replace(best=best._replace(evidence=evidence)) if best is not None else part)
    return rollup._replace(capabilities=tuple(capabilities))


def _reader(place: int) -> Callable[[Unit], Scores]:
    return lambda unit: unit.capabilities[place]


def _capability(reference: str, name: str, place: int, units: Sequence[Unit], weights: Sequence[int]) -> Part:
    scores = [unit.capabilities[place] for unit in units]
    return _part(reference, name, scores, weights)._replace(best=_best(scores))


def _part(reference: str, name: str, scores: Sequence[Scores], weights: Sequence[int]) -> Part:
    level = _lowest(one.level for one in scores)
    at_floor = [place for place, one in enumerate(scores) if level is not None and one.level == level]
    return Part(
        reference,
        name,
        Scores(
            _mean(weights, [one.score for one in scores]),
            level,
            _mean(weights, [one.evidenced for one in scores]),
            _mean(weights, [one.verified for one in scores]),
        ),
        box([one.score for one in scores if one.score is not None]),
        len(at_floor),
        min(at_floor, key=lambda place: (scores[place].score, place), default=None),
        sum(one.score is not None for one in scores),
    )


def _lowest(levels: Iterable[int | None]) -> int | None:
    return min((level for level in levels if level is not None), default=None)


def _mean(weights: Sequence[int], values: Sequence[Fraction | None]) -> Fraction | None:
    known = [(weight, value) for weight, value in zip(weights, values, strict=True) if value is not None]
    return weighted_mean([weight for weight, _ in known], [value for _, value in known]) if known else None


def _best(scores: Sequence[Scores]) -> Best | None:
    """The first by name of those who are furthest."""
    furthest: tuple[Fraction, Fraction, int] | None = None
    for number, one in enumerate(scores):
        if one.score is not None and one.evidenced is not None:
            here = (one.evidenced, one.score, -number)
            furthest = here if furthest is None else max(furthest, here)
    if furthest is None:
        return None
    evidenced, score, number = furthest
    return Best(-number, score, evidenced)


def _outliers(part: Part, units: Sequence[Unit], read: Callable[[Unit], Scores]) -> list[Outlier]:
    """Who is beyond the fences, where there are enough units to tell."""
    if part.box is None or part.box.values < FEWEST:
        return []
    low, high = part.box.fences
    found = []
    for number, unit in enumerate(units):
        score = read(unit).score
        if score is not None and not low <= score <= high:
            found.append(Outlier(number, part.reference, score, score > high))
    return found
