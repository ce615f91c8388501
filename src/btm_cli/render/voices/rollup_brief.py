"""A roll-up on one screen: the weakest units and capabilities, and in sentences how the enterprise stands.

In: a `Rollup`, its `Standard`, flags. Out: blocks, the sentences last. What has no room is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.render.document.blocks import Block, Cell, Column, Heading, Sentences, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING, number, short_score, whole
from btm_cli.render.document.palette import shade_of
from btm_cli.render.document.subject import at_depth, extent_block
from btm_cli.render.document.words import words
from btm_cli.render.voices.rollup_cover import alike, cover, covered, mix_text, title_of, weakest
from btm_cli.render.voices.rollup_page import (
    assured,
    counted_states,
    evidenced,
    headline,
    practice,
    uncited,
    weakest_first,
)
from btm_cli.standard.model import Standard
from btm_cli.voices.roll_call import Flag
from btm_cli.voices.rollup import Rollup

FIGURES = ("score", "level", "lowest", "highest")
MOST_UNITS, MOST_CAPABILITIES = 5, 7


def rollup_brief(rollup: Rollup, standard: Standard, flags: Sequence[Flag], top: int | None = None) -> Iterator[Block]:
    """The roll-up; `top` is how many units and capabilities to list, None for as many as have room."""
    labels = Labels(standard, short=True)
    yield Heading(words("voices.rollup.title", n=len(rollup.call.units), enterprise=rollup.enterprise))
    yield from extent_block(alike(rollup), Labels(standard))
    yield _units(rollup, labels, top or MOST_UNITS)
    yield _capabilities(rollup, standard, labels, top or MOST_CAPABILITIES)
    yield Sentences(tuple(_said(rollup, standard, labels, flags)))


def _units(rollup: Rollup, labels: Labels, most: int) -> Table:
    """The weakest units."""
    rows = []
    for place in weakest_first(rollup)[:most]:
        unit = rollup.call.units[place]
        score = at_depth(short_score(unit.overall.score, labels.thresholds), unit, labels)
        rows.append((title_of(unit), score, evidenced(unit), labels.state(unit.state)))
    names = ("weakest-units", "score", "evid", "state")
    heads = (Column(words(f"voices.rollup.{name}"), right=name in names[1:3]) for name in names)
    more = len(rollup.call.units) - most
    left = words("voices.rollup.more-units", n=more) if more > 0 else ""
    dash = uncited(rollup, weakest_first(rollup)[:most])
    return Table(tuple(heads), tuple(rows), " ".join(filter(None, (left, dash))))


def _capabilities(rollup: Rollup, standard: Standard, labels: Labels, most: int) -> Table:
    """The weakest capabilities, what is not assessed at all first."""
    ordered = sorted(rollup.capabilities, key=lambda part: part.scores.score or 0)
    rows: list[tuple[str | Cell, ...]] = []
    for part in ordered[:most]:
        score = short_score(part.scores.score, labels.thresholds)
        shade = shade_of(part.scores.level, standard.base, standard.top)
        ends = [NOTHING] * 2 if part.box is None else [number(part.box.lowest), number(part.box.highest)]
        start = (labels.name(part.reference), *([covered(part.coverage)] if rollup.partial else []))
        rows.append((*start, Cell(score, shade=shade), whole(part.scores.level), *ends, weakest(part, rollup)))
    names = ("weakest-capabilities", *(["cover"] if rollup.partial else []), *FIGURES, "weakest")
    heads = (Column(words(f"voices.rollup.{name}"), right=name in ("cover", *FIGURES)) for name in names)
    more = len(ordered) - most
    return Table(tuple(heads), tuple(rows), words("voices.rollup.more-capabilities", n=more) if more > 0 else "")


def _said(rollup: Rollup, standard: Standard, labels: Labels, flags: Sequence[Flag]) -> Iterator[tuple[str, str]]:
    """What to read with care, what to copy, how far all units are covered, and last how the whole stands."""
    care = [words("gate.sentence", text=mix_text(one, labels)) for one in rollup.mixed]
    if flags:
        care.append(words("voices.rollup.aware", n=len(flags)))
    if care:
        yield words("voices.rollup.label.care"), " ".join(care)
    copied = practice(rollup, labels)
    if copied:
        more = [words("voices.rollup.more-practice", n=len(copied) - 1)] if len(copied) > 1 else []
        yield words("voices.rollup.label.copy"), " ".join([copied[0], *more])
    yield words("voices.rollup.cover"), words("gate.sentence", text=cover(rollup, labels))
    yield "", words("document.full")
    said = [headline(rollup, standard, labels)]
    if rollup.overall.scores.score is not None:
        said.append(assured(rollup, standard, "with-evidence", "with-evidence-alone", "without-evidence"))
    counted = words("voices.rollup.counted-by-weight" if rollup.call.weighed else "voices.rollup.counted-alike")
    states = words("voices.rollup.units-in", states=counted_states(rollup, labels), counted=counted)
    yield words("voices.rollup.label.all"), " ".join([*said, states])
