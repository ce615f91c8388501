"""What a reference means, and what would prove it, in the standard's own words and rules.

In: a `Standard` and what is asked for. Out: blocks. What `btm standard show` says of a thing is said here
in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.entries import criterion_facts, effort_text, evidence_texts, named_page, who_blocks
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.standard.model import Capability, Standard
from btm_cli.standard.references import Named, cell_of, criterion_of


def meaning_page(named: Named, standard: Standard, *, claims: bool = True) -> Iterator[Block]:
    """What `named` is; of kind "overall" for the whole; of states and themes also the `claims` that count."""
    labels = Labels(standard)
    match named.kind:
        case "overall":
            yield from _overall(standard)
        case "criterion":
            yield from _criterion(named, standard, labels)
        case "capability":
            yield from _capability(named, standard, labels)
        case _:
            yield from named_page(named, standard, claims=claims)
    match named.kind:
        case "cell":
            yield _proof(level_rule(standard))
        case "level":
            lowest = int(named.id) == standard.base
            yield _proof(words("explain.meaning.base-level") if lowest else level_rule(standard))
        case "area":
            yield Paragraph(words("explain.meaning.area"), words("explain.score"))
        case "state":
            yield from _state(named, standard, labels)


def _proof(text: str) -> Paragraph:
    return Paragraph(text, words("explain.meaning.proof"))


def _overall(standard: Standard) -> Iterator[Block]:
    yield Heading(words("explain.overall"))
    yield Paragraph(words("explain.meaning.overall", standard=f"{standard.title} {standard.edition}"))
    weights = (words("explain.meaning.area-weight", area=area.name, weight=area.weight) for area in standard.areas)
    yield Items(tuple(("-", text) for text in weights))


def _criterion(named: Named, standard: Standard, labels: Labels) -> Iterator[Block]:
    cell, criterion = cell_of(named, standard), criterion_of(named, standard)
    yield Heading(labels.place(named.id))
    yield Paragraph(criterion.claim)
    statement = cell.statements.get(criterion.level, "") if cell else ""
    level = words("explain.level-number", level=labels.level(criterion.level))
    yield Paragraph(statement or words("explain.meaning.no-statement"), level)
    if criterion.evidence:
        yield _proof(words("explain.meaning.asked-for"))
        yield Items(tuple(("-", text) for text in evidence_texts(criterion, standard)))
    effort = words("explain.meaning.effort", effort=effort_text(criterion, standard), weight=criterion.weight)
    yield Paragraph(effort, words("explain.effort"))
    others = [
        words("explain.meaning.effort-of", id=each.id, effort=write.short_number(each.effort))
        for each in (cell.all_criteria() if cell else ())
        if each.id != criterion.id
    ]
    if others:
        yield Paragraph(", ".join(others), words("explain.meaning.effort-beside"))
    if named.capability is not None:
        yield from who_blocks(standard.capabilities[named.capability])
    yield from criterion_facts(criterion, standard)
    if criterion.replaces or criterion.split_from:
        former = [*criterion.replaces, *([criterion.split_from] if criterion.split_from else [])]
        yield Paragraph(", ".join(former), words("explain.meaning.in-earlier-editions"))


def _capability(named: Named, standard: Standard, labels: Labels) -> Iterator[Block]:
    """Its page up to its first cell; the cells have explanations of their own."""
    capability = standard.capabilities[named.id]
    page = named_page(named, standard)
    yield next(page)
    area = words("explain.meaning.in-area", area=labels.name(capability.area), weight=capability.weight)
    yield Paragraph(area, words("explain.area"))
    yield from takewhile(lambda block: not isinstance(block, Heading), page)
    yield _proof(words("explain.meaning.each-dimension"))
    yield Items(tuple(("btm explain", f"{named.id}/{name}") for name in _dimensions(capability, standard)))
    by_mean = standard.capability_level == "mean"
    how = "explain.meaning.capability-by-mean" if by_mean else "explain.meaning.capability-by-lowest"
    yield Paragraph(words(how), words("explain.score"))


def _dimensions(capability: Capability, standard: Standard) -> list[str]:
    return [each.id for each in standard.dimensions if standard.cell(capability.id, each.id) is not None]


def _state(named: Named, standard: Standard, labels: Labels) -> Iterator[Block]:
    state = standard.state(named.id)
    if state.target_level is not None:
        aim = words("explain.meaning.in-every-cell", level=labels.level(state.target_level))
        yield Paragraph(aim, words("explain.meaning.aiming"))
    yield _proof(words("explain.meaning.state-asking" if state.asks else "explain.meaning.state"))


def level_rule(standard: Standard) -> str:
    """When a level counts as achieved and what the score of a cell is (`scoring.md`, A cell)."""
    if standard.level_rule != "staged":
        return words("explain.meaning.cumulative", base=standard.base)
    every = standard.every_at_least
    key = "explain.meaning.staged-every" if every else "explain.meaning.staged"
    return words(key, limit=write.number(standard.achieved_above), every=every)
