"""A roll-up for people to read in a terminal.

In: a `Rollup`, its `Standard`, flags, and how wide the page is. Out: blocks. What is shown of many units is what needs
attention first; everything is in the machine formats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from btm_cli.render.document.blocks import Block, Column, Heading, Items, Paragraph, Table, headed
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING, number, percent, short_number, short_score
from btm_cli.scoring.exact import ratio
from btm_cli.standard.model import Standard
from btm_cli.voices.roll_call import Flag
from btm_cli.voices.rollup import Part, Rollup


def rollup_page(rollup: Rollup, standard: Standard, flags: Sequence[Flag], top: int) -> Iterator[Block]:
    """Headline, units, heat map, spread, outliers, practice to copy, flags; at most `top` entries of a list."""
    labels = Labels(standard)
    units = rollup.call.units
    order = weakest_first(rollup)
    yield Heading(f"{rollup.enterprise}: {len(units)} {'unit' if len(units) == 1 else 'units'}")
    yield from _headline(rollup, standard, labels)
    yield Heading(_title("Units, weakest first", len(order), top), 2)
    yield Table(
        headed(
            ("Unit", "No.", "Weight", "Score", "Level", "Evid.", "Coverage", "State"),
            {"No.", "Weight", "Score", "Level", "Evid.", "Coverage"},
        ),
        tuple(_unit_row(rollup, labels, place, number) for number, place in enumerate(order[:top], 1)),
    )
    shown = order[:top]
    yield Heading(_title("Heat map: scores by unit", len(order), len(shown)), 2)
    yield Table(
        (
            "Capability",
            *(Column(str(number), right=True, rank=number) for number in range(1, len(shown) + 1)),
            Column("All", right=True),
        ),
        tuple(
            (
                part.name,
                *(_score(units[unit].capabilities[place].score, labels) for unit in shown),
                _score(part.scores.score, labels),
            )
            for place, part in enumerate(rollup.capabilities)
        ),
    )
    yield Heading("Floor and spread", 2)
    yield Table(
        headed(
            ("Capability", "Level", "Units", "Lowest", "Median", "Highest", "Weakest unit"),
            {"Level", "Units", "Lowest", "Median", "Highest"},
        ),
        tuple(_spread_row(part, rollup, labels) for part in rollup.capabilities),
    )
    yield from _outliers(rollup, labels, top)
    yield from _best(rollup)
    yield from _flags(flags, top)


def weakest_first(rollup: Rollup) -> list[int]:
    """The places of units by overall score; those not assessed come first."""
    units = rollup.call.units
    return sorted(range(len(units)), key=lambda place: (units[place].overall.score or 0, place))


def headline(rollup: Rollup, standard: Standard, labels: Labels) -> str:
    """The enterprise in one sentence."""
    scores = rollup.overall.scores
    if scores.score is None:
        return "Nothing is assessed yet, so there is no score."
    state = f", {labels.state(rollup.state)}" if rollup.state else ""
    by_score = rollup.state_by_score
    held = f" (by score alone {labels.state(by_score)}; a floor holds it back)" if by_score != rollup.state else ""
    return f"Score {_score(scores.score, labels)} of {standard.top}, level {scores.level}{state}{held}."


def _headline(rollup: Rollup, standard: Standard, labels: Labels) -> Iterator[Block]:
    scores = rollup.overall.scores
    yield Paragraph(headline(rollup, standard, labels))
    weights = "weighted by unit" if rollup.call.weighed else "every unit weighs the same, since none has a weight"
    coverage = percent(ratio(rollup.answered, rollup.applicable)) if rollup.applicable else NOTHING
    states = ", ".join(f"{count} {labels.state(state) if state else 'in no state'}" for state, count in rollup.states)
    yield Items(
        (
            ("Evidenced", f"{number(scores.evidenced)}, verified {number(scores.verified)}"),
            ("Means", weights),
            (
                "Coverage",
                f"{coverage}, {rollup.overall.assessed} of {len(rollup.call.units)} units assessed, "
                f"{rollup.provisional} provisional",
            ),
            ("States", states),
            ("Standard", f"{standard.title} {standard.edition}"),
        )
    )


def _title(title: str, found: int, shown: int) -> str:
    return title if found <= shown else f"{title} ({shown} of {found}; all with --format csv)"


def _score(score: Fraction | None, labels: Labels) -> str:
    return short_score(score, labels.thresholds)


def _unit_row(rollup: Rollup, labels: Labels, place: int, place_shown: int) -> tuple[str, ...]:
    unit = rollup.call.units[place]
    return (
        unit.title,
        str(place_shown),
        short_number(rollup.call.weights[place]) if rollup.call.weighed else NOTHING,
        _score(unit.overall.score, labels),
        NOTHING if unit.overall.level is None else str(unit.overall.level),
        number(unit.overall.evidenced),
        percent(ratio(unit.answered, unit.applicable)) if unit.applicable else NOTHING,
        labels.state(unit.state),
    )


def _spread_row(part: Part, rollup: Rollup, labels: Labels) -> tuple[str, ...]:
    if part.box is None or part.lowest is None:
        return (part.name, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, "not assessed")
    box = part.box
    return (
        part.name,
        str(part.scores.level),
        str(part.at_floor),
        *(_score(value, labels) for value in (box.lowest, box.median, box.highest)),
        rollup.call.units[part.lowest].title,
    )


def _outliers(rollup: Rollup, labels: Labels, top: int) -> Iterator[Block]:
    found = rollup.outliers
    if not found:
        return
    yield Heading(_title("Outliers, more than 1.5 interquartile ranges from the middle half", len(found), top), 2)
    rows = []
    for one in found[:top]:
        where = "overall" if one.reference == "overall" else labels.name(one.reference)
        side = "above" if one.above else "below"
        rows.append((_score(one.score, labels), f"{rollup.call.units[one.unit].title}: {where}, {side} the others"))
    yield Items(tuple(rows))


def _best(rollup: Rollup) -> Iterator[Block]:
    """Where one unit is ahead of the enterprise, and can show it."""
    rows = []
    for part in rollup.capabilities:
        best, all_units = part.best, part.scores.evidenced
        if best is None or all_units is None or best.evidenced <= all_units or not best.evidence:
            continue
        unit = rollup.call.units[best.unit].title
        shown = "; ".join(best.evidence)
        rows.append(("-", f"{part.name}: {unit}, evidenced {number(best.evidenced)}. {shown}."))
    if rows:
        yield Heading("Practice to copy: who is furthest, with what evidence", 2)
        yield Items(tuple(rows))


def _flags(flags: Sequence[Flag], top: int) -> Iterator[Block]:
    if flags:
        yield Heading(_title("To be aware of", len(flags), top), 2)
        yield Items(tuple((f"{flag.severity}:", f"{flag.file}: {flag.message}") for flag in flags[:top]))
