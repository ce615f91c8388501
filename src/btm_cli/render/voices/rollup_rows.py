"""A roll-up as rows: one for each unit and capability or cell, or one for each place over all units.

In: a `Rollup` and its `Standard`. Out: rows, made while they are written, since there may be millions.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from btm_cli.render.wire.columns import HEAD, columns
from btm_cli.render.wire.rows import Layout, Rows, by_standard, extent_of
from btm_cli.scoring.status import Status, status_above
from btm_cli.standard.model import Standard
from btm_cli.voices.rollup import Rollup
from btm_cli.voices.unit import Scores, Unit

UNIT = ("file", *HEAD, "weight", "area", "capability")
NUMBERS = ("score", "level", "evidenced", "verified")
COUNTS = ("assessed_units", "units")
QUARTILES = ("lowest", "lower", "median", "upper", "highest")
CAPABILITIES = Layout("btm-unit-capabilities/1", "rollup", columns(*UNIT, "reference", "status", *NUMBERS, *COUNTS))
CELLS = Layout(
    "btm-unit-cells/1",
    "rollup --rows cells",
    columns(*UNIT, "dimension", "reference", "status", *NUMBERS, *COUNTS),
)
PLACES = Layout(
    "btm-rolled-places/1",
    "rollup --rows places",
    columns(
        *("enterprise", "standard", "edition", "height", "area", "capability", "reference", "name", "state"),
        *NUMBERS,
        "units_at_level",
        "lowest_unit",
        *(f"unit_{name}" for name in QUARTILES),
        *COUNTS,
    ),
)
NOTHING = Scores(None, None, None, None)


def capability_rows(rollup: Rollup, standard: Standard) -> Rows:
    """Every unit's capabilities, in the standard's order; counts are how many of the units assessed the capability."""
    return Rows(CAPABILITIES, _capabilities(rollup, standard), (by_standard(standard),))


def cell_rows(rollup: Rollup, standard: Standard) -> Rows:
    """Every unit's cells, in the standard's order; counts are how many of the units assessed the cell."""
    return Rows(CELLS, _cells(rollup, standard), (by_standard(standard),))


def place_rows(rollup: Rollup, standard: Standard) -> Rows:
    """The whole, areas and capabilities over all units; the state is that of the whole."""
    return Rows(PLACES, _places(rollup, standard), (by_standard(standard),))


def _places(rollup: Rollup, standard: Standard) -> Iterator[tuple[object, ...]]:
    units, by = rollup.call.units, (rollup.enterprise, standard.id, standard.edition)
    heights = (("overall", (rollup.overall,)), ("area", rollup.areas), ("capability", rollup.capabilities))
    for height, part in ((height, part) for height, parts in heights for part in parts):
        capability = part.reference if height == "capability" else None
        area = standard.capabilities[capability].area if capability else part.reference if height == "area" else None
        yield (
            *(*by, height, area, capability, part.reference, part.name),
            rollup.state if height == "overall" else None,
            *_numbers(part.scores),
            part.at_floor,
            units[part.lowest].title if part.lowest is not None else None,
            *(getattr(part.box, name) if part.box is not None else None for name in QUARTILES),
            *(part.assessed, len(units)),
        )


def _capabilities(rollup: Rollup, standard: Standard) -> Iterator[tuple[object, ...]]:
    units, width = rollup.call.units, len(standard.dimensions)
    for unit, head in zip(units, _heads(rollup), strict=True):
        found = _cell_statuses(unit, standard)
        for place, capability in enumerate(standard.ordered_capabilities()):
            status = status_above(found[place * width : (place + 1) * width])
            counts = (rollup.capabilities[place].assessed, len(units))
            numbers = _numbers(unit.capabilities[place])
            yield (*head, capability.area, capability.id, capability.id, status, *numbers, *counts)


def _cells(rollup: Rollup, standard: Standard) -> Iterator[tuple[object, ...]]:
    units = rollup.call.units
    places = [
        (one.area, one.id, dimension.id, f"{one.id}/{dimension.id}")
        for one in standard.ordered_capabilities()
        for dimension in standard.dimensions
    ]
    assessed = [
        sum(one is not None and one.score is not None for one in cells)
        for cells in zip(*(unit.cells for unit in units), strict=True)
    ]
    for unit, head in zip(units, _heads(rollup), strict=True):
        told = zip(places, _cell_statuses(unit, standard), unit.cells, assessed, strict=True)
        for place, status, scores, by in told:
            yield (*head, *place, status, *_numbers(scores or NOTHING), by, len(units))


def _heads(rollup: Rollup) -> Iterator[tuple[object, ...]]:
    for unit, weight in zip(rollup.call.units, rollup.call.weights, strict=True):
        standard, _, edition = unit.standard.rpartition(" ")
        days = (date.fromisoformat(unit.assessed_on), date.fromisoformat(unit.as_of))
        who = (unit.file, unit.enterprise, unit.title, unit.period, *days, standard, edition)
        yield (*who, *extent_of(unit), weight)


def _numbers(scores: Scores) -> tuple[object, ...]:
    return scores.score, scores.level, scores.evidenced, scores.verified


def _cell_statuses(unit: Unit, standard: Standard) -> list[Status]:
    """How a unit stands to every cell, in the standard's order."""
    found: list[Status] = []
    for one, standing in zip(standard.ordered_capabilities(), unit.standings, strict=True):
        for dimension in standard.dimensions:
            scores = unit.cells[len(found)]
            if standing == "out-of-scope":
                found.append("out_of_scope")
            elif scores is None:
                found.append("absent" if standard.cell(one.id, dimension.id) is None else "not_applicable")
            elif scores.score is not None:
                found.append("answered")
            else:
                found.append("unknown" if len(found) in unit.not_known else "unanswered")
    return found
