"""What a roll-up covers, in words: how many units each capability, and in what the units are not alike.

In: a `Rollup`, its `Labels`. Out: text.
"""

from __future__ import annotations

from btm_cli.answers.model import FULL
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING
from btm_cli.render.document.words import few, words
from btm_cli.voices.coverage import Coverage, Mix
from btm_cli.voices.rollup import Rollup
from btm_cli.voices.rollup_parts import Part
from btm_cli.voices.unit import Unit

VALUES_SHOWN = 5
"""Of the scopes, depths or the like of units; json and csv have them all."""


def cover(rollup: Rollup, labels: Labels) -> str:
    """How many capabilities all units cover, and which the fewest."""
    lacking = rollup.lacking
    counts = {"covered": len(rollup.capabilities) - len(lacking), "n": len(rollup.call.units)}
    said = words("voices.rollup.covered-by-all", capabilities=len(rollup.capabilities), **counts)
    if not lacking:
        return said
    units = min(part.assessed for part in lacking)
    fewest = [labels.name(part.reference) for part in lacking if part.assessed == units]
    return words("voices.rollup.fewest", said=said, name=few(fewest), units=units)


def weakest(part: Part, rollup: Rollup) -> str:
    """The unit that is weakest in a place; "-" where none has assessed it, and where all are at one score."""
    return NOTHING if part.lowest is None or part.is_even else rollup.call.units[part.lowest].title


def title_of(unit: Unit) -> str:
    """A unit's name, with how much it is about where that is a part."""
    if not unit.is_part:
        return unit.title
    inside = len(unit.standings) - unit.standings.count("out-of-scope")
    return words("voices.rollup.part", unit=unit.title, inside=inside, n=len(unit.standings))


def alike(rollup: Rollup) -> Unit:
    """A unit with that alone of scope, depth and profiles which is the same in all."""
    first, unlike = rollup.call.units[0], {mix.what for mix in rollup.mixed}
    if "scope" in unlike:
        first = first._replace(scope=())
    if "depth" in unlike:
        first = first._replace(depth=FULL, depths={})
    return first._replace(profiles=()) if "profiles" in unlike else first


def mix_text(mix: Mix, labels: Labels) -> str:
    """One thing in which units differ, with how many are which."""
    said = [
        words("voices.rollup.mixed.value", value=_value(mix, value, labels), n=count) for value, count in mix.values
    ]
    return words(f"voices.rollup.mixed.{mix.what}", values=few(said, VALUES_SHOWN))


def _value(mix: Mix, value: str, labels: Labels) -> str:
    if mix.what == "scope":
        return "; ".join(map(labels.name, value.split())) or words("voices.rollup.mixed.everything")
    return value or words("voices.rollup.mixed.none")


def covered(coverage: Coverage | None) -> str:
    """Of how many units a capability is assessed in how many; those to which it does not apply are not counted."""
    if coverage is None:
        return NOTHING
    return words("voices.rollup.of", n=coverage.assessed, units=coverage.assessed + coverage.missing)
