"""A standard as pages to browse: the list of its capabilities, and anything it names in full.

In: a `Standard` and what is asked for. Out: blocks, for a terminal or Markdown. Every sentence comes from the standard.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.document.blocks import Block, Column, Heading, Items, Paragraph, Table
from btm_cli.render.document.numbers import short_number
from btm_cli.standard.model import Area, Capability, Cell, Criterion, Standard
from btm_cli.standard.references import Named


def list_page(standard: Standard) -> Iterator[Block]:
    """Every area and capability with how much of it is written."""
    yield Heading(f"{standard.title} {standard.edition}")
    for area in standard.areas:
        yield Heading(area.name, 2)
        rows = [_listed(standard.capabilities[name]) for name in area.capabilities]
        yield Table((Column("Id", whole=True), Column("Criteria", right=True), "Capability"), tuple(rows))
    total = sum(_count(capability) for capability in standard.capabilities.values())
    cells = sum(
        1
        for capability in standard.capabilities
        for dimension in standard.dimensions
        if standard.cell(capability, dimension.id) is not None
    )
    yield Paragraph(
        f"{len(standard.capabilities)} capabilities in {len(standard.areas)} areas, {cells} cells, "
        f"{len(standard.levels)} levels, {total} criteria."
    )


def whole_page(standard: Standard) -> Iterator[Block]:
    """The whole standard, from its levels to its last criterion."""
    yield Heading(f"{standard.title} {standard.edition}")
    if standard.notice:
        yield Paragraph(standard.notice)
    yield Heading("Levels", 2)
    yield Items(tuple((f"{entry.level} {entry.name}:", entry.meaning) for entry in standard.levels))
    yield Heading("Dimensions", 2)
    yield Items(tuple((f"{entry.name}:", entry.meaning) for entry in standard.dimensions))
    if standard.states:
        yield Heading("States", 2)
        yield Items(
            tuple((f"{state.name}:", f"{state.meaning} {_conditions(state.id, standard)}") for state in standard.states)
        )
    for area in standard.areas:
        yield from _area(area, standard, 2)
        for name in area.capabilities:
            yield from _capability(standard.capabilities[name], standard, 3)
    if standard.sources:
        yield Heading("Sources", 2)
        yield Items(tuple((source.title + ".", source.note) for source in standard.sources))


def named_page(named: Named, standard: Standard) -> Iterator[Block]:
    """Everything the standard says about one thing it names."""
    if named.kind == "area":
        yield from _area(standard.area(named.id), standard, 1)
    elif named.kind == "state":
        state = next(entry for entry in standard.states if entry.id == named.id)
        yield Heading(state.name)
        yield Paragraph(state.meaning)
        yield Paragraph(_conditions(state.id, standard))
    elif named.kind == "level":
        level = next(entry for entry in standard.levels if str(entry.level) == named.id)
        yield Heading(f"Level {level.level}: {level.name}")
        yield Paragraph(level.meaning)
    elif named.kind == "dimension":
        dimension = next(entry for entry in standard.dimensions if entry.id == named.id)
        yield Heading(dimension.name)
        yield Paragraph(dimension.meaning)
    else:
        yield from _inside_capability(named, standard)


def _inside_capability(named: Named, standard: Standard) -> Iterator[Block]:
    capability = standard.capabilities[named.capability or ""]
    if named.dimension is None:
        yield from _capability(capability, standard, 1)
        return
    dimension = next(entry for entry in standard.dimensions if entry.id == named.dimension)
    cell = standard.cell(capability.id, dimension.id)
    if cell is None:
        yield Heading(f"{capability.name}: {dimension.name}")
        yield Paragraph("This standard has nothing here; the cell counts as n/a.")
    elif named.criterion is None:
        yield Heading(f"{capability.name}: {dimension.name}")
        if not cell.statements:
            yield Paragraph("Nothing is written here yet; a level can be claimed all the same.")
        yield from _levels(cell, standard)
    else:
        criterion = next(entry for entry in cell.all_criteria() if entry.id == named.criterion)
        yield Heading(named.id)
        yield Paragraph(criterion.claim)
        if criterion.evidence:
            yield Items(tuple(("", kind) for kind in criterion.evidence))
        yield Paragraph(short_number(criterion.effort), "Effort")


def _area(area: Area, standard: Standard, depth: int) -> Iterator[Block]:
    yield Heading(area.name, depth)
    if area.audience:
        yield Paragraph(", ".join(area.audience), "For")
    yield Items(tuple(("", standard.capabilities[name].name) for name in area.capabilities))


def _capability(capability: Capability, standard: Standard, depth: int) -> Iterator[Block]:
    yield Heading(capability.name, depth)
    yield Paragraph(capability.purpose)
    for label, words in (("Decisions", capability.decisions), ("Metrics", capability.metrics)):
        if words:
            yield Paragraph("; ".join(words) + ".", label)
    if capability.bodies:
        yield Paragraph("; ".join(f"{b.name} ({b.kind}, {b.role})" for b in capability.bodies) + ".", "Bodies")
    if capability.concerns:
        yield Paragraph(", ".join(capability.concerns) + ".", "Concerns")
    if capability.requires:
        yield Paragraph("", "Requires")
        yield Items(
            tuple(
                (
                    f"level {edge.for_level}:",
                    f"{standard.capabilities[edge.capability].name} at level {edge.needs}. {edge.why} ({edge.basis})",
                )
                for edge in capability.requires
            )
        )
    if capability.references:
        yield Paragraph(
            "; ".join(f"{r.framework} {r.id} ({r.confidence})" for r in capability.references) + ".", "See also"
        )
    for dimension in standard.dimensions:
        cell = capability.cells.get(dimension.id)
        if cell is not None:
            yield Heading(f"{capability.name}: {dimension.name}", depth + 1)
            yield from _levels(cell, standard)


def _levels(cell: Cell, standard: Standard) -> Iterator[Block]:
    for level in standard.levels:
        statement = cell.statements.get(level.level)
        if statement is None:
            continue
        yield Paragraph(statement, f"Level {level.level}, {level.name}")
        criteria = cell.criteria.get(level.level, ())
        if criteria:
            yield Items(tuple((criterion.id, _criterion(criterion)) for criterion in criteria), 1)


def _criterion(criterion: Criterion) -> str:
    kinds = f" Evidence: {'; '.join(criterion.evidence)}." if criterion.evidence else ""
    return f"{criterion.claim}{kinds} Effort {short_number(criterion.effort)}."


def _conditions(state_id: str, standard: Standard) -> str:
    state = next(entry for entry in standard.states if entry.id == state_id)
    return f"From an overall score of {short_number(state.from_score)}, with no capability below level {state.floor}."


def _listed(capability: Capability) -> tuple[str, ...]:
    return (capability.id, str(_count(capability)) if capability.written else "-", capability.name)


def _count(capability: Capability) -> int:
    return sum(len(criteria) for cell in capability.cells.values() for criteria in cell.criteria.values())
