"""What a standard says of anything it names, as blocks that several pages carry.

In: a `Standard` and what of it is asked for. Out: blocks. Every sentence of substance is the standard's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.document import frame_entries
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.numbers import short_number
from btm_cli.render.document.words import words
from btm_cli.standard.model import Area, Capability, Cell, Criterion, Standard
from btm_cli.standard.references import Named, cell_of, criterion_of


def named_page(named: Named, standard: Standard, *, claims: bool = True) -> Iterator[Block]:
    """Everything the standard says about one thing it names; of states and themes also the `claims` that count."""
    match named.kind:
        case "area":
            yield from area_blocks(standard.area(named.id), standard, 1)
        case "state":
            yield from frame_entries.state_blocks(standard.state(named.id), standard, claims=claims)
        case "theme":
            yield from frame_entries.theme_blocks(named.id, standard, claims=claims)
        case "term":
            yield from frame_entries.term_blocks(named.id, standard)
        case "rating":
            yield from frame_entries.rating_blocks(standard)
        case "effort":
            yield from frame_entries.effort_blocks(standard)
        case "level":
            level = standard.level(int(named.id))
            yield Heading(words("browse.level", level=level.level, name=level.name))
            yield Paragraph(level.meaning)
            yield from frame_entries.naming_blocks(level.naming)
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
        yield Items(tuple(("", text) for text in evidence_texts(criterion, standard)))
    yield Paragraph(effort_text(criterion, standard), words("browse.effort"))
    yield from criterion_facts(criterion, standard)


def evidence_texts(criterion: Criterion, standard: Standard) -> list[str]:
    """What would prove a claim, each with its kind where the standard names kinds."""
    kinds = {kind.id: kind.name for kind in standard.evidence_kinds}
    return [
        words("browse.evidence-kind", text=text, kind=name) if (name := kinds.get(kind)) else text
        for text, kind in criterion.proof
    ]


def effort_text(criterion: Criterion, standard: Standard) -> str:
    """Effort in points and, where the standard has a scale, in its unit."""
    scale, points = standard.effort_scale, short_number(criterion.effort)
    if scale is None:
        return points
    return words("browse.effort-in", points=points, n=short_number(criterion.effort * scale.per_point), unit=scale.unit)


def criterion_facts(criterion: Criterion, standard: Standard) -> Iterator[Block]:
    """Who acts, how long it must run, what holds without a case, its themes, whether it is core."""
    yield from (Paragraph(text, words(f"browse.{label}")) for label, text in _facts(criterion, standard))


def _facts(criterion: Criterion, standard: Standard) -> Iterator[tuple[str, str]]:
    if criterion.who is not None:
        yield "who", criterion.who
    if criterion.takes:
        yield "takes", words("browse.takes-months", n=criterion.takes)
    if criterion.if_none is not None:
        yield "if-none", words("browse.if-none-said", rating=criterion.if_none)
    if criterion.themes:
        yield "themes", ", ".join(theme.name for theme in standard.themes if theme.id in criterion.themes)
    if criterion.core:
        yield "core", words("browse.core-said")


def area_blocks(area: Area, standard: Standard, depth: int) -> Iterator[Block]:
    """An area below a heading of `depth`, and the names of its capabilities."""
    yield Heading(area.name, depth)
    if area.audience:
        yield Paragraph(", ".join(area.audience), words("browse.for"))
    yield Items(tuple(("", standard.capabilities[name].name) for name in area.capabilities))


def who_blocks(capability: Capability) -> Iterator[Block]:
    """The bodies that carry a capability, each with its kind and role, and the roles that it concerns."""
    bodies = [words("browse.body", name=b.name, kind=b.kind, role=b.role) for b in capability.bodies]
    yield from _running("bodies", "; ", bodies)
    yield from _running("concerns", ", ", capability.concerns)


def capability_blocks(capability: Capability, standard: Standard, depth: int) -> Iterator[Block]:
    """A capability below a heading of `depth`, and every cell of it."""
    yield Heading(capability.name, depth)
    yield Paragraph(capability.purpose)
    if capability.naming.short is not None:
        yield Paragraph(capability.naming.short, words("browse.short"))
    yield from frame_entries.naming_blocks(capability.naming)
    if capability.levels:
        yield Items(
            tuple(
                (words("browse.at-level", level=level.level, name=level.name), capability.levels[level.level])
                for level in standard.levels
                if level.level in capability.levels
            )
        )
    references = [
        words("browse.reference", framework=r.framework, id=r.id, confidence=r.confidence)
        for r in capability.references
    ]
    yield from _running("decisions", "; ", capability.decisions)
    yield from _running("metrics", "; ", capability.metrics)
    yield from who_blocks(capability)
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
            yield Items(tuple((criterion.id, _criterion(criterion, standard)) for criterion in criteria), 1)


def _criterion(criterion: Criterion, standard: Standard) -> str:
    key = "browse.criterion-with-evidence" if criterion.evidence else "browse.criterion"
    evidence = "; ".join(criterion.evidence)
    said = words(key, claim=criterion.claim, evidence=evidence, effort=short_number(criterion.effort))
    more = (
        words("browse.fact", label=words(f"browse.{label}"), text=text) for label, text in _facts(criterion, standard)
    )
    return " ".join((said, *more))
