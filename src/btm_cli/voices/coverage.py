"""How far units cover the standard, and in what they are not alike.

In: units. Out: counts of units for each capability, and what the units differ in; a roll-up never mixes silently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from btm_cli.voices.unit import Unit


class Coverage(NamedTuple):
    """How the units stand to one capability; each counts once."""

    assessed: int
    not_assessed: int
    not_applicable: int
    out_of_scope: int

    @property
    def missing(self) -> int:
        """The units that say nothing of it, though nobody has said that it does not apply to them."""
        return self.not_assessed + self.out_of_scope


Unlike = Literal["edition", "scope", "depth", "profiles"]
"""What units may differ in that makes their figures no equals."""


class Mix(NamedTuple):
    """Something in which units differ: each value with the number of its units, the most frequent first.

    A scope and profiles are ids apart by spaces, "" for everything or none.
    """

    what: Unlike
    values: tuple[tuple[str, int], ...]


def coverage_of(units: Sequence[Unit], place: int) -> Coverage:
    """Of the capability at `place` in the standard's order."""
    found = Counter(unit.standings[place] for unit in units)
    return Coverage(found["assessed"], found["not-assessed"], found["n/a"], found["out-of-scope"])


def mixed(units: Sequence[Unit]) -> tuple[Mix, ...]:
    """Everything in which not all units are alike."""
    readers: dict[Unlike, Callable[[Unit], str]] = {
        "edition": lambda unit: unit.standard,
        "scope": lambda unit: " ".join(sorted(unit.scope)) if unit.is_part else "",
        "depth": lambda unit: " ".join(
            [unit.depth, *(f"{name}={depth}" for name, depth in sorted(unit.depths.items()))]
        ),
        "profiles": lambda unit: " ".join(unit.profiles),
    }
    found = [(what, Counter(map(read, units))) for what, read in readers.items()]
    return tuple(
        Mix(what, tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))))
        for what, counts in found
        if len(counts) > 1
    )
