"""Many units of one enterprise as one: scores by weight, floors, spread, outliers, practice to copy.

In: a `Standard` and a `RollCall`. Out: a `Rollup`, exact; the same whatever order the files came in (`docs/voices.md`).
Units are averaged cell by cell, and what is above cells follows from those means by the standard's own weights: a unit
that is about a part of the standard counts there and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.names import folded
from btm_cli.scoring.exact import integer_weights, weighted_mean
from btm_cli.scoring.rollup import measures_above
from btm_cli.scoring.states import state_by_score, state_reached
from btm_cli.voices.coverage import Mix, coverage_of, mixed
from btm_cli.voices.roll_call import RollCall
from btm_cli.voices.rollup_parts import Outlier, Own, Part, best_of, mean_cells, outliers_of, own_of_area, part_of
from btm_cli.voices.unit import Unit, ask_name

if TYPE_CHECKING:
    from btm_cli.standard.model import Standard


class Rollup(NamedTuple):
    """The enterprise. Units are referred to by their place in `call.units`.

    `partial` while some capability is covered by fewer than all the units that it applies to (`lacking` are those
    capabilities): then there is no state, unless it was asked for all the same. `states` counts the units that are
    about the whole standard, by their own state; `mixed` is what units differ in.
    """

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
    partial: bool = False
    mixed: tuple[Mix, ...] = ()

    @property
    def evidenced(self) -> Fraction | None:
        """The evidenced score of the whole, None where no unit cites evidence."""
        return self.overall.scores.evidenced if any(unit.evidence_cited for unit in self.call.units) else None

    def verified(self, base: int) -> Fraction | None:
        """The verified score of the whole, None where nothing lifts it from `base`."""
        verified = self.overall.scores.verified
        return None if self.evidenced is None or verified == base else verified

    @property
    def lacking(self) -> tuple[Part, ...]:
        """The capabilities that some unit says nothing of, though they apply to it."""
        return tuple(part for part in self.capabilities if part.coverage is not None and part.coverage.missing)


def roll_up(standard: Standard, call: RollCall, *, partial: bool = False) -> Rollup:
    """The roll-up of one or more units that were measured by `standard`.

    With `partial` there is a state even where not every unit covers every capability.
    """
    units = call.units
    weights = integer_weights(call.weights)
    means = measures_above(standard, mean_cells(standard, units, weights))
    order = {one.id: place for place, one in enumerate(standard.ordered_capabilities())}
    everything = Own([unit.overall for unit in units], [not unit.is_part for unit in units])
    overall = part_of("overall", "Overall", means.overall, everything)
    areas = tuple(
        part_of(
            area.id,
            area.name,
            means.areas[area.id],
            own_of_area(units, place, [order[one] for one in area.capabilities]),
        )
        for place, area in enumerate(standard.areas)
    )
    owns = [Own([unit.capabilities[place] for unit in units], [True] * len(units)) for place in order.values()]
    capabilities = tuple(
        part_of(one.id, one.name, means.capabilities[one.id], own)._replace(
            coverage=coverage_of(units, order[one.id]), best=best_of(own.scores)
        )
        for one, own in zip(standard.ordered_capabilities(), owns, strict=True)
    )
    lacking = any(part.coverage is not None and part.coverage.missing for part in capabilities)
    reached, by_score = _states(standard, call, overall, capabilities) if partial or not lacking else (None, None)
    counted = Counter(unit.state for unit in units if not unit.is_part)
    return Rollup(
        call=call,
        enterprise=_enterprise(units),
        overall=overall,
        areas=areas,
        capabilities=capabilities,
        state=reached,
        state_by_score=by_score,
        states=tuple(
            (state, counted[state]) for state in (*(one.id for one in standard.states), None) if counted[state]
        ),
        outliers=tuple(
            found
            for part, own in zip((overall, *capabilities), (everything, *owns), strict=True)
            for found in outliers_of(part, own)
        ),
        answered=sum(unit.answered for unit in units),
        applicable=sum(unit.applicable for unit in units),
        provisional=sum(unit.provisional for unit in units),
        partial=lacking,
        mixed=mixed(units),
    )


def _states(
    standard: Standard, call: RollCall, overall: Part, capabilities: Sequence[Part]
) -> tuple[str | None, str | None]:
    """The state that holds, and the one by score alone (ids)."""
    score = overall.scores.score
    levels = [part.scores.level for part in capabilities if part.scores.level is not None]
    reached = state_reached(standard.states, score, levels, _unmet(standard, call.units, integer_weights(call.weights)))
    by_score = state_by_score(standard.states, score)
    return reached.id if reached else None, by_score.id if by_score else None


def _unmet(standard: Standard, units: Sequence[Unit], weights: Sequence[int]) -> set[str]:
    """The states (ids) of which an ask is not met: by the mean share of the units, or as one of them can't test it.

    Units in which nothing is assessed, or that are about a part of the standard, have no share in it.
    """
    counted = [
        (unit, weight)
        for unit, weight in zip(units, weights, strict=True)
        if unit.overall.score is not None and not unit.is_part
    ]
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
