"""A roll-up for people to read.

In: a `Rollup`, its `Standard`, flags, and how much to show. Out: blocks. What is shown of many units is what needs
attention first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from btm_cli.render.document.blocks import Block, Cell, Column, Heading, Items, Paragraph, Row, Table, listed
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING, number, percent, short_number, short_score, whole
from btm_cli.render.document.palette import shade_of
from btm_cli.render.document.subject import at_depth, extent_block
from btm_cli.render.document.words import words
from btm_cli.render.voices.rollup_cover import alike, cover, covered, mix_text, title_of, weakest
from btm_cli.render.voices.shortened import heading_of
from btm_cli.scoring.exact import ratio
from btm_cli.standard.model import Standard
from btm_cli.voices.roll_call import Flag
from btm_cli.voices.rollup import Rollup
from btm_cli.voices.rollup_parts import Part
from btm_cli.voices.unit import Scores, Unit

UNIT = ("unit", "number", "weight", "score", "level", "evid", "coverage", "state")
SPREAD = ("capability", "cover", "level", "units", "lowest", "median", "highest", "weakest")


def rollup_page(rollup: Rollup, standard: Standard, flags: Sequence[Flag], top: int | None) -> Iterator[Block]:
    """Headline, units, heat map, spread, outliers, practice to copy, flags; the first `top` of a list (None: all)."""
    labels = Labels(standard)
    order = weakest_first(rollup)
    yield Heading(words("voices.rollup.title", n=len(order), enterprise=rollup.enterprise))
    yield from extent_block(alike(rollup), labels)
    yield Paragraph(headline(rollup, standard, labels))
    yield _facts(rollup, standard, labels)
    if rollup.mixed:
        yield Paragraph("", words("voices.rollup.mixed.title"))
        yield listed(mix_text(one, labels) for one in rollup.mixed)
    yield heading_of(words("voices.rollup.weakest-first"), len(order), top, "csv")
    yield Table(
        columns("voices.rollup", UNIT, UNIT[1:-1], ("coverage", "evid", "weight", "state")),
        tuple(_unit(rollup, labels, place, number) for number, place in enumerate(order[:top], 1)),
        uncited(rollup, order[:top]),
    )
    yield heading_of(words("voices.rollup.heat-map"), len(order), top, "csv")
    yield _heat_map(rollup, standard, labels, order[:top], across=top is not None)
    spread = tuple(name for name in SPREAD if name != "cover" or rollup.partial)
    yield Heading(words("voices.rollup.spread"), 2)
    yield Table(
        columns("voices.rollup", spread, spread[1:-1], ("weakest", "median", "highest", "units")),
        tuple(_spread(part, rollup, labels) for part in rollup.capabilities),
    )
    yield from _outliers(rollup, labels, top)
    copied = practice(rollup, labels)
    if copied:
        yield Heading(words("voices.rollup.practice"), 2)
        yield Items(tuple(("-", text) for text in copied))
    if flags:
        yield heading_of(words("voices.rollup.flags"), len(flags), top, "json")
        yield Items(tuple((f"{flag.severity}:", f"{flag.file}: {flag.message}") for flag in flags[:top]))


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
        score=_score(scores.score, labels),
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


def _facts(rollup: Rollup, standard: Standard, labels: Labels) -> Items:
    facts = {
        "evidenced": assured(rollup, standard, "assured", "assured-alone", "assured-not"),
        "means": words("voices.rollup.by-weight" if rollup.call.weighed else "voices.rollup.by-unit"),
        "coverage": words(
            "voices.rollup.covered",
            share=percent(ratio(rollup.answered, rollup.applicable)) if rollup.applicable else NOTHING,
            assessed=rollup.overall.assessed,
            n=len(rollup.call.units),
            provisional=rollup.provisional,
        ),
        "cover": cover(rollup, labels),
        "states": counted_states(rollup, labels),
        "standard": f"{standard.title} {standard.edition}",
    }
    return Items(tuple((words(f"voices.rollup.{key}"), text) for key, text in facts.items()))


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


def _score(score: Fraction | None, labels: Labels) -> str:
    return short_score(score, labels.thresholds)


def _unit(rollup: Rollup, labels: Labels, place: int, place_shown: int) -> tuple[str, ...]:
    unit = rollup.call.units[place]
    return (
        title_of(unit),
        str(place_shown),
        short_number(rollup.call.weights[place]) if rollup.call.weighed else NOTHING,
        at_depth(_score(unit.overall.score, labels), unit, labels),
        whole(unit.overall.level),
        evidenced(unit),
        percent(ratio(unit.answered, unit.applicable)) if unit.applicable else NOTHING,
        labels.state(unit.state),
    )


def _heat_map(rollup: Rollup, standard: Standard, labels: Labels, shown: Sequence[int], *, across: bool) -> Table:
    """Scores of units by capability. A few units stand `across`, by their numbers; many run down the page by name."""

    def square(scores: Scores) -> Cell:
        return Cell(_score(scores.score, labels), shade=shade_of(scores.level, standard.base, standard.top))

    units = [rollup.call.units[place] for place in shown]
    parts = (rollup.overall, *rollup.capabilities)
    rows = [[square(one) for one in (unit.overall, *unit.capabilities)] for unit in units]
    rows.append([square(part.scores) for part in parts])
    caption, all_units = words("voices.rollup.shades"), words("voices.rollup.all")
    if across:
        numbers = (Column(str(place), right=True, rank=place) for place in range(1, len(units) + 1))
        heads = (Column(words("voices.rollup.capability")), *numbers, Column(all_units, right=True))
        by_part: list[tuple[str | Cell, ...]]
        by_part = [(part.name, *squares) for part, squares in zip(parts, zip(*rows, strict=True), strict=True)]
        return Table(heads, (*by_part[1:], Row(by_part[0])), caption)
    heads = (Column(words("voices.rollup.unit")), *(Column(part.name, right=True) for part in parts))
    by_unit: list[tuple[str | Cell, ...]]
    by_unit = [(name, *row) for name, row in zip([*(unit.title for unit in units), all_units], rows, strict=True)]
    return Table(heads, (*by_unit[:-1], Row(by_unit[-1])), caption)


def _spread(part: Part, rollup: Rollup, labels: Labels) -> tuple[str, ...]:
    start = (part.name, covered(part.coverage)) if rollup.partial else (part.name,)
    if part.box is None or part.lowest is None:
        return (*start, *(NOTHING,) * 5, words("voices.rollup.not-assessed"))
    box = part.box
    return (
        *start,
        str(part.scores.level),
        str(part.at_floor),
        *(_score(value, labels) for value in (box.lowest, box.median, box.highest)),
        weakest(part, rollup),
    )


def _outliers(rollup: Rollup, labels: Labels, top: int | None) -> Iterator[Block]:
    found = rollup.outliers
    if not found:
        return
    yield heading_of(words("voices.rollup.outliers"), len(found), top, "json")
    yield Items(
        tuple(
            (
                _score(one.score, labels),
                words(
                    "voices.rollup.above" if one.above else "voices.rollup.below",
                    unit=rollup.call.units[one.unit].title,
                    place=_place(one.reference, labels),
                ),
            )
            for one in found[:top]
        )
    )


def _place(reference: str, labels: Labels) -> str:
    return words("voices.rollup.overall") if reference == "overall" else labels.name(reference)


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
