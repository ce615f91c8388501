"""What a standard says of anything it names, as blocks that several pages carry.

In: a `Standard` and what of it is asked for. Out: blocks. Every sentence of substance is the standard's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.numbers import percent, short_number
from btm_cli.render.document.words import series, words
from btm_cli.standard.criteria import bearing
from btm_cli.standard.model import Area, Ask, Capability, Cell, Criterion, Standard, State
from btm_cli.standard.references import Named, cell_of, criterion_of
from btm_cli.standard.vocabulary import Naming


def named_page(named: Named, standard: Standard, *, claims: bool = True) -> Iterator[Block]:
    """Everything the standard says about one thing it names; of states and themes also the `claims` that count."""
    match named.kind:
        case "area":
            yield from area_blocks(standard.area(named.id), standard, 1)
        case "state":
            yield from _state_blocks(standard.state(named.id), standard, claims=claims)
        case "theme":
            yield from _theme_blocks(named.id, standard, claims=claims)
        case "term":
            yield from _term_blocks(named.id, standard)
        case "rating":
            yield from rating_blocks(standard)
        case "effort":
            yield from effort_blocks(standard)
        case "level":
            level = standard.level(int(named.id))
            yield Heading(words("browse.level", level=level.level, name=level.name))
            yield Paragraph(level.meaning)
            yield from _naming_blocks(level.naming)
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
    yield from _naming_blocks(capability.naming)
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


def _state_blocks(state: State, standard: Standard, *, claims: bool) -> Iterator[Block]:
    """A state with its conditions, what it asks for, its stages and whose they are; with `claims` those that count."""
    yield Heading(state.name)
    yield Paragraph(state.meaning)
    yield Paragraph(conditions(state))
    for ask in state.asks:
        yield Paragraph(ask_text(ask, standard), words("browse.asks"))
        if claims:
            yield from claims_of(standard, ask.theme, ask.levels)
    if state.stages:
        stages = (words("browse.stage", name=each.name, score=short_number(each.from_score)) for each in state.stages)
        yield Paragraph(f"{', '.join(stages)}.", words("browse.stages"))
    yield from _naming_blocks(state.naming)


def _theme_blocks(name: str, standard: Standard, *, claims: bool) -> Iterator[Block]:
    """A theme, which states ask for it, perhaps the word of the same name, and with `claims` those that bear it."""
    theme = next(each for each in standard.themes if each.id == name)
    yield Heading(theme.name)
    yield Paragraph(theme.meaning)
    for state in standard.states:
        for ask in state.asks:
            if ask.theme == name:
                yield Paragraph(ask_text(ask, standard), state.name)
    if any(term.id == name for term in standard.terms):
        yield Paragraph(next(term.meaning for term in standard.terms if term.id == name), words("browse.as-a-word"))
    if claims:
        yield from claims_of(standard, name, None)


def _term_blocks(name: str, standard: Standard) -> Iterator[Block]:
    """A word of the claims, the other ways it is said, and what it means."""
    term = next(each for each in standard.terms if each.id == name)
    spelled = term.id.replace("-", " ")
    yield Heading(spelled)
    yield Paragraph(term.meaning)
    others = [name for name in term.also if name != spelled]
    if others:
        yield Paragraph(f"{', '.join(others)}.", words("browse.also"))


def rating_blocks(standard: Standard) -> Iterator[Block]:
    """Every word of the rating scale with its points and what it means, then how to read claims of two kinds."""
    yield Heading(words("browse.ratings"))
    meanings = standard.rating_meanings
    yield Items(
        tuple(
            (words("browse.rating", word=word, points=points), meanings.get(word, ""))
            for word, points in standard.rating_scale.items()
        )
    )
    for key, text in meanings.items():
        if key not in standard.rating_scale:
            yield Paragraph(text, words(f"browse.rating-of-{key}"))


def effort_blocks(standard: Standard) -> Iterator[Block]:
    """What a point of effort is worth and what each step of the scale stands for; nothing without a scale."""
    scale = standard.effort_scale
    if scale is None:
        return
    yield Heading(words("browse.effort"))
    yield Paragraph(words("browse.per-point", n=short_number(scale.per_point), unit=scale.unit))
    yield Items(tuple((str(step), f"{text}.") for step, text in scale.steps.items()))


def ask_text(ask: Ask, standard: Standard) -> str:
    """What is asked for, in one sentence."""
    theme = next((each.name for each in standard.themes if each.id == ask.theme), ask.theme)
    key = "browse.ask" if ask.basis is None else f"browse.ask-{ask.basis}"
    return words(key, n=len(ask.levels), share=percent(ask.share), theme=theme, levels=series(map(str, ask.levels)))


def claims_of(standard: Standard, theme: str, levels: Collection[int] | None) -> Iterator[Block]:
    """The claims that bear a theme, each with its reference."""
    found = tuple((each.reference, each.criterion.claim) for each in bearing(standard, theme, levels))
    if found:
        yield Items(found)


def _naming_blocks(naming: Naming) -> Iterator[Block]:
    """Whose a name is, and the note on it."""
    if naming.basis is not None:
        said = words(f"browse.basis-{naming.basis}")
        yield Paragraph(f"{said} {naming.note or ''}".rstrip(), words("browse.basis"))
    elif naming.note is not None:
        yield Paragraph(naming.note, words("browse.basis"))


def conditions(state: State) -> str:
    """From which score and with which floor a state holds, in one sentence."""
    return words("browse.conditions", score=short_number(state.from_score), floor=state.floor)
