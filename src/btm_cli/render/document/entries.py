"""What a standard says of anything it names, as blocks that several pages carry.

In: a `Standard` and what of it is asked for. Out: blocks. Every sentence of substance is the standard's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.numbers import short_number
from btm_cli.render.document.words import words
from btm_cli.standard.model import Area, Capability, Cell, Criterion, Standard, State
from btm_cli.standard.references import Named, cell_of, criterion_of


def named_page(named: Named, standard: Standard) -> Iterator[Block]:
    """Everything the standard says about one thing it names."""
    match named.kind:
        case "area":
            yield from area_blocks(standard.area(named.id), standard, 1)
        case "state":
            state = standard.state(named.id)
            yield Heading(state.name)
            yield Paragraph(state.meaning)
            yield Paragraph(conditions(state))
        case "level":
            level = standard.level(int(named.id))
            yield Heading(words("browse.level", level=level.level, name=level.name))
            yield Paragraph(level.meaning)
        case "dimension":
            dimension = standard.dimension(named.id)
            yield Heading(dimension.name)
            yield Paragraph(dimension.meaning)
        case "capability":
            yield from capability_blocks(standard.capabilities[named.id], standard, 1)
        case "cell":
            yield from _named_cell(named, standard)
        case _:
            yield from _named_criterion(named, standard)


def _named_cell(named: Named, standard: Standard) -> Iterator[Block]:
    capability, cell = standard.capabilities[named.capability or ""], cell_of(named, standard)
    yield _cell_heading(capability, standard.dimension(named.dimension or "").name, 1)
    if cell is None:
        yield Paragraph(words("browse.nothing-here"))
        return
    if not cell.statements:
        yield Paragraph(words("browse.nothing-written"))
    yield from _levels(cell, standard)


def _named_criterion(named: Named, standard: Standard) -> Iterator[Block]:
    criterion = criterion_of(named, standard)
    yield Heading(named.id)
    yield Paragraph(criterion.claim)
    if criterion.evidence:
        yield Items(tuple(("", kind) for kind in criterion.evidence))
    yield Paragraph(short_number(criterion.effort), words("browse.effort"))


def area_blocks(area: Area, standard: Standard, depth: int) -> Iterator[Block]:
    """An area below a heading of `depth`, and the names of its capabilities."""
    yield Heading(area.name, depth)
    if area.audience:
        yield Paragraph(", ".join(area.audience), words("browse.for"))
    yield Items(tuple(("", standard.capabilities[name].name) for name in area.capabilities))


def capability_blocks(capability: Capability, standard: Standard, depth: int) -> Iterator[Block]:
    """A capability below a heading of `depth`, and every cell of it."""
    yield Heading(capability.name, depth)
    yield Paragraph(capability.purpose)
    bodies = [words("browse.body", name=b.name, kind=b.kind, role=b.role) for b in capability.bodies]
    references = [
        words("browse.reference", framework=r.framework, id=r.id, confidence=r.confidence)
        for r in capability.references
    ]
    yield from _running("decisions", "; ", capability.decisions)
    yield from _running("metrics", "; ", capability.metrics)
    yield from _running("bodies", "; ", bodies)
    yield from _running("concerns", ", ", capability.concerns)
    if capability.requires:
        yield Paragraph("", words("browse.requires"))
        yield Items(
            tuple(
                (
                    words("browse.for-level", level=edge.for_level),
                    words(
                        "browse.requirement",
                        capability=standard.capabilities[edge.capability].name,
                        level=edge.needs,
                        why=edge.why,
                        basis=edge.basis,
                    ),
                )
                for edge in capability.requires
            )
        )
    yield from _running("see-also", "; ", references)
    for dimension in standard.dimensions:
        cell = capability.cells.get(dimension.id)
        if cell is not None:
            yield _cell_heading(capability, dimension.name, depth + 1)
            yield from _levels(cell, standard)


def _running(label: str, between: str, texts: tuple[str, ...] | list[str]) -> Iterator[Block]:
    if texts:
        yield Paragraph(f"{between.join(texts)}.", words(f"browse.{label}"))


def _cell_heading(capability: Capability, dimension: str, depth: int) -> Heading:
    return Heading(words("browse.cell", capability=capability.name, dimension=dimension), depth)


def _levels(cell: Cell, standard: Standard) -> Iterator[Block]:
    for level in standard.levels:
        statement = cell.statements.get(level.level)
        if statement is None:
            continue
        yield Paragraph(statement, words("browse.at-level", level=level.level, name=level.name))
        criteria = cell.criteria.get(level.level, ())
        if criteria:
            yield Items(tuple((criterion.id, _criterion(criterion)) for criterion in criteria), 1)


def _criterion(criterion: Criterion) -> str:
    key = "browse.criterion-with-evidence" if criterion.evidence else "browse.criterion"
    evidence = "; ".join(criterion.evidence)
    return words(key, claim=criterion.claim, evidence=evidence, effort=short_number(criterion.effort))


def conditions(state: State) -> str:
    """What it takes to be in a state, in one sentence."""
    return words("browse.conditions", score=short_number(state.from_score), floor=state.floor)
