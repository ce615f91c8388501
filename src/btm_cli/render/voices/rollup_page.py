"""A roll-up for people to read, as a page and on one screen.

In: a `Rollup`, its `Standard`, flags, and how much to show. Out: blocks. What is shown of many units is what needs
attention first; what has no room on a screen is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from btm_cli.render.document.blocks import Block, Cell, Column, Heading, Items, Paragraph, Row, Sentences, Table, listed
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING, number, percent, short_number, short_score, whole
from btm_cli.render.document.palette import shade_of
from btm_cli.render.document.subject import at_depth, extent_block
from btm_cli.render.document.words import words
from btm_cli.render.voices import rollup_said as tell
from btm_cli.render.voices.shortened import heading_of
from btm_cli.scoring.exact import ratio
from btm_cli.standard.model import Standard
from btm_cli.voices.roll_call import Flag
from btm_cli.voices.rollup import Rollup
from btm_cli.voices.rollup_parts import Outlier, Part
from btm_cli.voices.unit import Scores

UNIT = ("unit", "number", "weight", "score", "level", "evid", "coverage", "state")
FIGURES = ("score", "level", "lowest", "highest")
MOST_UNITS, MOST_CAPABILITIES = 5, 7
SPREAD = ("capability", "cover", "level", "units", "lowest", "median", "highest", "weakest")


def rollup_page(rollup: Rollup, standard: Standard, flags: Sequence[Flag], top: int | None) -> Iterator[Block]:
    """Headline, units, heat map, spread, outliers, practice to copy, flags; the first `top` of a list (None: all)."""
    labels = Labels(standard)
    order = tell.weakest_first(rollup)
    yield Heading(words("voices.rollup.title", n=len(order), enterprise=rollup.enterprise))
    yield from extent_block(tell.alike(rollup), labels)
    yield Paragraph(tell.headline(rollup, standard, labels))
    yield _facts(rollup, standard, labels)
    if rollup.mixed:
        yield Paragraph("", words("voices.rollup.mixed.title"))
        yield listed(tell.mix_text(one, labels) for one in rollup.mixed)
    yield heading_of(words("voices.rollup.weakest-first"), len(order), top, "csv")
    yield Table(
        columns("voices.rollup", UNIT, UNIT[1:-1], ("coverage", "evid", "weight", "state")),
        tuple(_unit(rollup, labels, place, number) for number, place in enumerate(order[:top], 1)),
        tell.uncited(rollup, order[:top]),
    )
    yield heading_of(words("voices.rollup.heat-map"), len(order), top, "csv")
    yield _heat_map(rollup, standard, labels, order[:top], across=top is not None)
    spread = tuple(name for name in SPREAD if name != "cover" or rollup.partial)
    yield Heading(words("voices.rollup.spread"), 2)
    yield Table(
        columns("voices.rollup", spread, spread[1:-1], ("weakest", "median", "highest", "units")),
        tuple(_spread(part, rollup, labels) for part in rollup.capabilities),
    )
    if rollup.outliers:
        yield heading_of(words("voices.rollup.outliers"), len(rollup.outliers), top, "json")
        yield Items(tuple(_outlier(one, rollup, labels) for one in rollup.outliers[:top]))
    copied = tell.practice(rollup, labels)
    if copied:
        yield Heading(words("voices.rollup.practice"), 2)
        yield Items(tuple(("-", text) for text in copied))
    if flags:
        yield heading_of(words("voices.rollup.flags"), len(flags), top, "json")
        yield Items(tuple((f"{flag.severity}:", f"{flag.file}: {flag.message}") for flag in flags[:top]))


def _facts(rollup: Rollup, standard: Standard, labels: Labels) -> Items:
    facts = {
        "evidenced": tell.assured(rollup, standard, "assured", "assured-alone", "assured-not"),
        "means": words("voices.rollup.by-weight" if rollup.call.weighed else "voices.rollup.by-unit"),
        "coverage": words(
            "voices.rollup.covered",
            share=percent(ratio(rollup.answered, rollup.applicable)) if rollup.applicable else NOTHING,
            assessed=rollup.overall.assessed,
            n=len(rollup.call.units),
            provisional=rollup.provisional,
        ),
        "cover": tell.cover(rollup, labels),
        "states": tell.counted_states(rollup, labels),
        "standard": f"{standard.title} {standard.edition}",
    }
    return Items(tuple((words(f"voices.rollup.{key}"), text) for key, text in facts.items()))


def _score(score: Fraction | None, labels: Labels) -> str:
    return short_score(score, labels.thresholds)


def _unit(rollup: Rollup, labels: Labels, place: int, place_shown: int) -> tuple[str, ...]:
    unit = rollup.call.units[place]
    return (
        tell.title_of(unit),
        str(place_shown),
        short_number(rollup.call.weights[place]) if rollup.call.weighed else NOTHING,
        at_depth(_score(unit.overall.score, labels), unit, labels),
        whole(unit.overall.level),
        tell.evidenced(unit),
        percent(ratio(unit.answered, unit.applicable)) if unit.applicable else NOTHING,
        labels.state(unit.state),
    )


def _heat_map(rollup: Rollup, standard: Standard, labels: Labels, shown: Sequence[int], *, across: bool) -> Table:
    """Scores of units by capability. A few units stand `across`, by their numbers; many run down the page by name."""
    units = [rollup.call.units[place] for place in shown]
    parts = (rollup.overall, *rollup.capabilities)
    rows = [[_square(one, standard, labels) for one in (unit.overall, *unit.capabilities)] for unit in units]
    rows.append([_square(part.scores, standard, labels) for part in parts])
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


def _square(scores: Scores, standard: Standard, labels: Labels) -> Cell:
    return Cell(_score(scores.score, labels), shade=shade_of(scores.level, standard.base, standard.top))


def _spread(part: Part, rollup: Rollup, labels: Labels) -> tuple[str, ...]:
    start = (part.name, tell.covered(part.coverage)) if rollup.partial else (part.name,)
    if part.box is None or part.lowest is None:
        return (*start, *(NOTHING,) * 5, words("voices.rollup.not-assessed"))
    box = part.box
    return (
        *start,
        str(part.scores.level),
        str(part.at_floor),
        *(_score(value, labels) for value in (box.lowest, box.median, box.highest)),
        tell.weakest(part, rollup),
    )


def _outlier(one: Outlier, rollup: Rollup, labels: Labels) -> tuple[str, str]:
    unit = rollup.call.units[one.unit].title
    place = words("voices.rollup.overall") if one.reference == "overall" else labels.name(one.reference)
    side = "above" if one.above else "below"
    return _score(one.score, labels), words(f"voices.rollup.{side}", unit=unit, place=place)


def rollup_brief(rollup: Rollup, standard: Standard, flags: Sequence[Flag], top: int | None = None) -> Iterator[Block]:
    """The roll-up; `top` is how many units and capabilities to list, None for as many as have room."""
    labels = Labels(standard, short=True)
    yield Heading(words("voices.rollup.title", n=len(rollup.call.units), enterprise=rollup.enterprise))
    yield from extent_block(tell.alike(rollup), Labels(standard))
    yield _units(rollup, labels, top or MOST_UNITS)
    yield _capabilities(rollup, standard, labels, top or MOST_CAPABILITIES)
    yield Sentences(tuple(_said(rollup, standard, labels, flags)))


def _units(rollup: Rollup, labels: Labels, most: int) -> Table:
    """The weakest units."""
    rows = []
    for place in tell.weakest_first(rollup)[:most]:
        unit = rollup.call.units[place]
        score = at_depth(_score(unit.overall.score, labels), unit, labels)
        rows.append((tell.title_of(unit), score, tell.evidenced(unit), labels.state(unit.state)))
    heads = columns("voices.rollup", ("weakest-units", "score", "evid", "state"), ("score", "evid"))
    more = len(rollup.call.units) - most
    left = words("voices.rollup.more-units", n=more) if more > 0 else ""
    dash = tell.uncited(rollup, tell.weakest_first(rollup)[:most])
    return Table(heads, tuple(rows), " ".join(filter(None, (left, dash))))


def _capabilities(rollup: Rollup, standard: Standard, labels: Labels, most: int) -> Table:
    """The weakest capabilities, what is not assessed at all first."""
    ordered = sorted(rollup.capabilities, key=lambda part: part.scores.score or 0)
    rows: list[tuple[str | Cell, ...]] = []
    for part in ordered[:most]:
        square = _square(part.scores, standard, labels)
        ends = [NOTHING] * 2 if part.box is None else [number(part.box.lowest), number(part.box.highest)]
        start = (labels.name(part.reference), *([tell.covered(part.coverage)] if rollup.partial else []))
        rows.append((*start, square, whole(part.scores.level), *ends, tell.weakest(part, rollup)))
    names = ("weakest-capabilities", *(["cover"] if rollup.partial else []), *FIGURES, "weakest")
    heads = columns("voices.rollup", names, ("cover", *FIGURES))
    more = len(ordered) - most
    return Table(heads, tuple(rows), words("voices.rollup.more-capabilities", n=more) if more > 0 else "")


def _said(rollup: Rollup, standard: Standard, labels: Labels, flags: Sequence[Flag]) -> Iterator[tuple[str, str]]:
    """What to read with care, what to copy, how far all units are covered, and last how the whole stands."""
    care = [words("gate.sentence", text=tell.mix_text(one, labels)) for one in rollup.mixed]
    if flags:
        care.append(words("voices.rollup.aware", n=len(flags)))
    if care:
        yield words("voices.rollup.label.care"), " ".join(care)
    copied = tell.practice(rollup, labels)
    if copied:
        more = [words("voices.rollup.more-practice", n=len(copied) - 1)] if len(copied) > 1 else []
        yield words("voices.rollup.label.copy"), " ".join([copied[0], *more])
    yield words("voices.rollup.cover"), words("gate.sentence", text=tell.cover(rollup, labels))
    yield "", words("document.full")
    said = [tell.headline(rollup, standard, labels)]
    if rollup.overall.scores.score is not None:
        said.append(tell.assured(rollup, standard, "with-evidence", "with-evidence-alone", "without-evidence"))
    counted = words("voices.rollup.counted-by-weight" if rollup.call.weighed else "voices.rollup.counted-alike")
    states = words("voices.rollup.units-in", states=tell.counted_states(rollup, labels), counted=counted)
    yield words("voices.rollup.label.all"), " ".join([*said, states])
