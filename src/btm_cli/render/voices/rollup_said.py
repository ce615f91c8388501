"""What is said of a roll-up in words: how the enterprise stands, what is covered, in what the units are not alike.

In: a `Rollup`, its `Standard` and `Labels`. Out: text.
"""

from __future__ import annotations

from collections.abc import Sequence

from btm_cli.answers.model import FULL
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING, number, short_score
from btm_cli.render.document.words import few, words
from btm_cli.standard.model import Standard
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


def weakest_first(rollup: Rollup) -> list[int]:
    """The places of units by overall score; those not assessed come first."""
    units = rollup.call.units
    return sorted(range(len(units)), key=lambda place: (units[place].overall.score or 0, place))


def headline(rollup: Rollup, standard: Standard, labels: Labels) -> str:
    """The enterprise in a sentence, and why it has no state or one of a part only."""
    scores, state, by_score = rollup.overall.scores, rollup.state, rollup.state_by_score
    if scores.score is None:
        return words("voices.rollup.no-score")
    held = "held-back" if state else "held-below-all"
    said = words(
        f"voices.rollup.{held if by_score != state else 'in-state' if state else 'in-no-state'}",
        score=short_score(scores.score, labels.thresholds),
        top=standard.top,
        level=scores.level,
        state=labels.state(state),
        by_score=labels.state(by_score),
    )
    if not rollup.partial or not standard.states:
        return said
    shown = "state-of-part" if by_score is not None else "no-state"
    lacking = words(f"voices.rollup.{shown}", n=len(rollup.lacking), capabilities=len(rollup.capabilities))
    return f"{said} {lacking}"


def assured(rollup: Rollup, standard: Standard, both: str, alone: str, without: str) -> str:
    """What evidence and checks leave of the whole, by one of three entries: with both, unchecked, without evidence."""
    verified = rollup.verified(standard.base)
    name = without if rollup.evidenced is None else alone if verified is None else both
    return words(f"voices.rollup.{name}", evidenced=number(rollup.evidenced), verified=number(verified))


def uncited(rollup: Rollup, places: Sequence[int]) -> str:
    """What the dash of a unit without evidence stands for; "" where all of them cite some."""
    return "" if all(rollup.call.units[place].evidence_cited for place in places) else words("voices.rollup.uncited")


def evidenced(unit: Unit) -> str:
    """The score that a unit's evidence backs; "-" where it cites none."""
    return number(unit.overall.evidenced if unit.evidence_cited else None)


def counted_states(rollup: Rollup, labels: Labels) -> str:
    """How many units are in which state."""
    states = [
        words("voices.rollup.count-in-state", n=count, state=labels.state(state))
        if state
        else words("voices.rollup.count-in-none", n=count)
        for state, count in rollup.states
    ]
    return ", ".join(states) or NOTHING


def practice(rollup: Rollup, labels: Labels) -> list[str]:
    """Where one unit is ahead of the enterprise, and can show it."""
    found = []
    for part in rollup.capabilities:
        best, all_units = part.best, part.scores.evidenced
        if best is None or all_units is None or best.evidenced <= all_units or not best.evidence:
            continue
        text = words(
            "voices.rollup.copy",
            place=labels.name(part.reference),
            unit=rollup.call.units[best.unit].title,
            evidenced=number(best.evidenced),
            evidence="; ".join(best.evidence),
        )
        found.append(text)
    return found
