"""What a reference means, and what would prove it, in the standard's own words and rules.

In: a `Standard` and what is asked for. Out: blocks. What `btm standard show` says of a thing is said here
in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from btm_cli.render.browse.page import named_page
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.labels import Labels
from btm_cli.standard.model import Capability, Standard
from btm_cli.standard.references import Named


def meaning_page(named: Named, standard: Standard) -> Iterator[Block]:
    """What `named` is; of kind "overall" for the whole."""
    labels = Labels(standard)
    if named.kind == "overall":
        yield Heading("Overall")
        yield Paragraph(f"The weighted mean of the assessed areas of the {standard.title} {standard.edition}.")
        yield Items(tuple(("-", f"{area.name}, weight {area.weight}") for area in standard.areas))
    elif named.kind == "criterion":
        yield from _criterion(named, standard, labels)
    elif named.kind == "capability":
        yield from _capability(named, standard, labels)
    else:
        yield from named_page(named, standard)
    if named.kind == "cell":
        yield Paragraph(level_rule(standard), "What would prove it")
    elif named.kind == "level":
        yield from _level(int(named.id), standard)
    elif named.kind == "area":
        yield Paragraph("The weighted mean of its assessed capabilities; its level is the lowest of theirs.", "Score")
    elif named.kind == "state":
        yield from _state(named, standard)


def _criterion(named: Named, standard: Standard, labels: Labels) -> Iterator[Block]:
    capability, dimension = named.capability or "", named.dimension or ""
    criterion = labels.criteria(capability, dimension)[named.criterion or ""]
    yield Heading(labels.place(named.id))
    yield Paragraph(criterion.claim)
    cell = standard.cell(capability, dimension)
    statement = cell.statements.get(criterion.level, "") if cell else ""
    yield Paragraph(statement or "No statement is written.", f"Level {labels.level(criterion.level)}")
    if criterion.evidence:
        yield Paragraph(
            "any of these, valid on the day, and somebody else than the assessor to verify it:", "What would prove it"
        )
        yield Items(tuple(("-", kind) for kind in criterion.evidence))
    yield Paragraph(f"{criterion.effort} points, weight {criterion.weight} within its level.", "Effort")
    if criterion.replaces or criterion.split_from:
        former = [*criterion.replaces, *([criterion.split_from] if criterion.split_from else [])]
        yield Paragraph(", ".join(former), "In earlier editions")


def _capability(named: Named, standard: Standard, labels: Labels) -> Iterator[Block]:
    """Its page up to its first cell; the cells have explanations of their own."""
    capability = standard.capabilities[named.id]
    page = named_page(named, standard)
    yield next(page)
    yield Paragraph(f"{labels.name(capability.area)}; weight {capability.weight} in it.", "Area")
    yield from takewhile(lambda block: not isinstance(block, Heading), page)
    yield Paragraph("what each dimension looks like at each level, and its criteria:", "What would prove it")
    yield Items(tuple(("btm explain", f"{named.id}/{name}") for name in _dimensions(capability, standard)))
    how = "the lowest level among its assessed dimensions"
    if standard.capability_level == "mean":
        how = "its score, rounded down to a whole level"
    yield Paragraph(f"The weighted mean of its assessed dimensions; its level is {how}.", "Score")


def _dimensions(capability: Capability, standard: Standard) -> list[str]:
    return [each.id for each in standard.dimensions if standard.cell(capability.id, each.id) is not None]


def _level(level: int, standard: Standard) -> Iterator[Block]:
    if level == standard.base:
        yield Paragraph("Nothing has to be: everything that is assessed is at least here.", "What would prove it")
    else:
        yield Paragraph(level_rule(standard), "What would prove it")


def _state(named: Named, standard: Standard) -> Iterator[Block]:
    state = next(each for each in standard.states if each.id == named.id)
    if state.target_level is not None:
        labels = Labels(standard)
        yield Paragraph(f"level {labels.level(state.target_level)} in every cell.", "Aiming at it means")
    yield Paragraph(
        "The state is the highest one whose conditions hold both. One capability below the floor is "
        "enough to hold it back.",
        "What would prove it",
    )


def level_rule(standard: Standard) -> str:
    """When a level counts as achieved and what the score of a cell is (`scoring.md`, A cell)."""
    if standard.level_rule != "staged":
        return (
            f"The score is {standard.base} plus what is achieved of every level above it; the level is the score, "
            "rounded down."
        )
    every = standard.every_at_least
    each = f", and each of them is rated {every} or better" if every else ""
    return (
        f"A level is achieved when the weighted mean of its criteria is above {write.number(standard.achieved_above)}"
        f"{each}. A cell is at the highest level that is achieved with all levels below it; its score adds "
        "what is achieved of the next level."
    )
