"""What each cell aims at.

In: a `Standard`, the enterprise's `Target`, the present state. Out: a level for every cell (`scoring.md`, Target and
gap).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.scoring.states import next_state

if TYPE_CHECKING:
    from btm_cli.answers.model import Target
    from btm_cli.standard.model import Standard, State


class Targets(NamedTuple):
    """Target levels by capability and dimension id; `assumed` holds the cells for which nobody named one."""

    levels: Mapping[tuple[str, str], int]
    assumed: frozenset[tuple[str, str]]


def cell_targets(standard: Standard, target: Target | None, current: State | None) -> Targets:
    """The most specific target of every cell; where none is given, that of the next state above `current`.

    A state without a `target_level`, and no further state, stand for the top level. Raises KeyError for an unknown
    state.
    """
    general = None if target is None else target.level
    if target is not None and target.state is not None:
        general = _target_level(standard, {state.id: state for state in standard.states}[target.state])
    fallback = general if general is not None else _target_level(standard, next_state(standard.states, current))
    named = {} if target is None else target.levels

    levels: dict[tuple[str, str], int] = {}
    assumed: set[tuple[str, str]] = set()
    for capability in standard.ordered_capabilities():
        above = named.get(capability.id, named.get(capability.area))
        for dimension in standard.dimensions:
            place = (capability.id, dimension.id)
            level = named.get(f"{capability.id}/{dimension.id}", above)
            if level is None:
                level = fallback
                if general is None:
                    assumed.add(place)
            levels[place] = level
    return Targets(levels, frozenset(assumed))


def _target_level(standard: Standard, state: State | None) -> int:
    return standard.top if state is None or state.target_level is None else state.target_level
