"""What the frame of a standard says of its states, themes, terms, ratings and effort, as blocks.

In: a `Standard` and what of it is asked for. Out: blocks. Every sentence of substance is the standard's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.numbers import percent, short_number
from btm_cli.render.document.words import series, words
from btm_cli.standard.model import Ask, Standard, State
from btm_cli.standard.naming import Naming
from btm_cli.standard.themes import bearing


def state_blocks(state: State, standard: Standard, *, claims: bool) -> Iterator[Block]:
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
    yield from naming_blocks(state.naming)


def theme_blocks(name: str, standard: Standard, *, claims: bool) -> Iterator[Block]:
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


def term_blocks(name: str, standard: Standard) -> Iterator[Block]:
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


def naming_blocks(naming: Naming) -> Iterator[Block]:
    """Whose a name is, and the note on it."""
    if naming.basis is not None:
        said = words(f"browse.basis-{naming.basis}")
        yield Paragraph(f"{said} {naming.note or ''}".rstrip(), words("browse.basis"))
    elif naming.note is not None:
        yield Paragraph(naming.note, words("browse.basis"))


def conditions(state: State) -> str:
    """From which score and with which floor a state holds, in one sentence."""
    return words("browse.conditions", score=short_number(state.from_score), floor=state.floor)
