"""Hypothesis strategies for comparisons: two editions of one standard, and a side of each, with dates and evidence.

The second edition changes the first at random: weights, rules, scale, criteria (new, removed, replaced, split), cells,
dimensions and capabilities that come, go or move to another area.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from btm_cli.answers.model import CORE, FULL, Answers
from btm_cli.compare.side import Side
from btm_cli.standard.model import Capability, Cell, Criterion, Standard
from support import build, strategies

DEPTHS = st.sampled_from([FULL, CORE])
DAYS = st.integers(0, 3).map(lambda number: date(2026, 1, 1) + timedelta(days=90 * number))


@st.composite
def editions(draw: st.DrawFn) -> tuple[Standard, Standard]:
    """A standard and its next edition, which may be the same."""
    first = draw(cored(draw(strategies.standards())))
    if draw(st.integers(0, 3)) == 0:
        return first, first
    second = draw(_changed(first))
    if draw(st.booleans()):
        second = draw(cored(second))
    return draw(st.sampled_from([(first, second), (second, first)]))


@st.composite
def cored(draw: st.DrawFn, standard: Standard) -> Standard:
    """The same with one criterion a level that counts at depth core; not always the first."""
    capabilities = {}
    for name, capability in standard.capabilities.items():
        cells = {}
        for dimension, cell in capability.cells.items():
            chosen = draw(st.integers(0, 2))
            criteria = {
                level: tuple(each._replace(core=place == chosen % len(found)) for place, each in enumerate(found))
                for level, found in cell.criteria.items()
            }
            cells[dimension] = Cell(cell.statements, criteria)
        capabilities[name] = capability._replace(cells=cells)
    return standard._replace(capabilities=capabilities)


@st.composite
def _changed(draw: st.DrawFn, first: Standard) -> Standard:
    dimensions = [
        build.dimension(each.id, draw(st.sampled_from((each.weight, *strategies.WEIGHTS)))) for each in first.dimensions
    ]
    if draw(st.integers(0, 3)) == 0:
        dimensions.append(build.dimension("new", 1))
    if len(dimensions) > 1 and draw(st.integers(0, 3)) == 0:
        dimensions.pop(0)
    areas: dict[str, list[Capability]] = {area.id: [] for area in first.areas}
    for capability in first.ordered_capabilities():
        fate = draw(st.integers(0, 9))
        if fate == 0:
            continue
        cells = {name: draw(_changed_cell(cell)) for name, cell in capability.cells.items() if draw(st.integers(0, 7))}
        if "new" in [each.id for each in dimensions]:
            cells["new"] = draw(strategies.cells(first.base, first.top))
        area = draw(st.sampled_from(list(areas))) if fate == 1 else capability.area
        weight = draw(st.sampled_from((capability.weight, *strategies.WEIGHTS)))
        written = capability.written if draw(st.integers(0, 9)) else not capability.written
        areas[area].append(build.capability(capability.id, cells, weight=weight, written=written))
    if draw(st.integers(0, 3)) == 0 or not any(areas.values()):
        cells = {each.id: draw(strategies.cells(first.base, first.top)) for each in dimensions}
        areas.setdefault("east", []).append(build.capability("east-0", cells))
    scale = draw(st.sampled_from((first.rating_scale, *strategies.SCALES)))
    return build.standard(
        {name: members for name, members in areas.items() if members},
        dimensions=dimensions,
        levels=[level.level for level in first.levels],
        area_weights={name: draw(st.sampled_from(strategies.WEIGHTS)) for name in areas},
        states=first.states,
        edition="2.0",
        digest="1" * 64,
        rating_scale=scale,
        level_rule=draw(st.sampled_from((first.level_rule, "staged", "cumulative"))),
        achieved_above=draw(st.sampled_from((first.achieved_above, Fraction("0.5")))),
        every_at_least=draw(st.sampled_from((None, *scale))),
        capability_level=first.capability_level,
    )


@st.composite
def _changed_cell(draw: st.DrawFn, cell: Cell) -> Cell:
    criteria: dict[int, tuple[Criterion, ...]] = {}
    for level, found in cell.criteria.items():
        made: list[Criterion] = []
        for each in found:
            match draw(st.integers(0, 9)):
                case 0:
                    continue
                case 1:
                    made.append(each._replace(id=f"{level}{'xyz'[len(made) % 3]}", replaces=(each.id,)))
                case 2:
                    made += [each, each._replace(id=f"{level}{'uvw'[len(made) % 3]}", split_from=each.id)]
                case _:
                    made.append(each._replace(weight=draw(st.sampled_from((each.weight, Fraction(3))))))
        if draw(st.integers(0, 7)) == 0:
            made.append(build.criterion(f"{level}n"))
        if made:
            criteria[level] = tuple({each.id: each for each in made}.values())
    return Cell({}, criteria)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Side, Side]:
    """Two sides of one enterprise; often the same answers, or the same but for a few."""
    old, new = draw(editions())
    before = draw(strategies.answers(old))
    after = draw(st.just(before) | strategies.answers(new)) if old is new else draw(strategies.answers(new))
    if old is new and after is not before and draw(st.booleans()):
        after = _mostly(before, after, draw(st.sets(st.sampled_from(sorted(after.cells) or [("", "")]), max_size=2)))
    return draw(_side(old, before)), draw(_side(new, after))


def _mostly(before: Answers, after: Answers, changed: set[tuple[str, str]]) -> Answers:
    cells = dict(before.cells) | {place: after.cells[place] for place in changed if place in after.cells}
    return before._replace(cells=cells)


@st.composite
def _side(draw: st.DrawFn, standard: Standard, answers: Answers) -> Side:
    changes: dict[str, Any] = {"digest": str(draw(st.integers(0, 2)))}
    changes["depth"] = draw(st.sampled_from([FULL, FULL, CORE]))
    changes["depths"] = draw(st.dictionaries(st.sampled_from(list(standard.capabilities)), DEPTHS, max_size=2))
    changes["profiles"] = draw(st.sampled_from([(), (), ("bank",)]))
    valid, elsewhere = draw(strategies.valid_evidence), draw(strategies.valid_evidence)
    return Side(standard, answers._replace(**changes), draw(DAYS), valid, elsewhere)
