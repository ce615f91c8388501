"""A consensus for people to read before they meet.

In: a `Consensus`, its `Standard`, and how much to show. Out: blocks: how far people agree, where the two sides see
things differently, and what to talk about first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.render.document.blocks import Block, Cell, Heading, Items, Paragraph, Row, Table
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING, number
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.render.voices.consensus_said import said_by, shown_gap, strength_word, word
from btm_cli.render.voices.shortened import heading_of
from btm_cli.standard.model import Standard
from btm_cli.voices.agreement import Item
from btm_cli.voices.consensus import Agreement, Consensus, Respondent
from btm_cli.voices.perception import Gap

SETTLED = {"assessed_on": "latest-taken", "scope": "all-taken", "depth": "full-taken"}
"""The settings that have a value though responses differ on them, and how it comes about."""
PERSON = ("name", "score", "items", "stands-out", "lean", "side")
AGREEMENT = ("", "alpha-levels", "alpha-ratings", "mean-r-wg", "items")
GAP = ("capability", "business", "technology", "gap", "better-light")


def consensus_page(found: Consensus, standard: Standard, top: int | None) -> Iterator[Block]:
    """Headline, people, agreement, perception gap, agenda; the first `top` entries of a list (None: all)."""
    labels = Labels(standard)
    answers = found.answers
    yield Heading(who(answers.enterprise, answers.unit.name if answers.unit else None, answers.period))
    named = f"{standard.title} {standard.edition}"
    yield Paragraph(words("voices.consensus.summary", n=found.voices, items=len(found.items), standard=named))
    yield from extent_block(answers, labels)
    if found.minimum > 1:
        yield Paragraph(words("voices.consensus.protected", minimum=found.minimum))
    if found.respondents:
        yield Heading(words("voices.consensus.people"), 2)
        yield people_table(found.respondents)
    yield Heading(words("voices.consensus.agreement"), 2)
    yield _agreement(found, standard, labels)
    yield Paragraph(words("voices.consensus.statistics"))
    if found.gaps:
        yield heading_of(words("voices.consensus.gaps"), len(found.gaps), top, "json")
        shown = tuple(_gap(one, labels) for one in found.gaps[:top])
        yield Table(columns("voices.consensus", GAP, ("business", "technology", "gap")), shown)
    yield from _agenda(found, standard, labels, top)
    if found.too_few:
        yield heading_of(words("voices.consensus.left-open"), len(found.too_few), top, "json")
        yield Items(tuple(("-", reference) for reference in found.too_few[:top]))
    if found.differ:
        yield Heading(words("voices.consensus.differ"), 2)
        yield Items(tuple((f"{name}:", words(f"voices.consensus.{_settled(name)}")) for name in found.differ))


def people_table(people: Sequence[Respondent]) -> Table:
    """A row for each who answered, where nobody is protected."""
    heads = columns("voices.consensus", PERSON, ("score", "items", "stands-out", "lean"), ("items", "side"))
    return Table(heads, tuple(map(_person, people)), words("voices.consensus.standing"))


def _person(one: Respondent) -> tuple[str, ...]:
    counted = str(one.items), str(one.standing_out)
    return (one.name, number(one.score), *counted, number(one.lean), one.side or NOTHING)


def _agreement(found: Consensus, standard: Standard, labels: Labels) -> Table:
    groups = {"overall", *(area.id for area in standard.areas)}
    rows = tuple(
        _agreement_row(one, one.reference in groups, labels)
        for one in found.agreement
        if one.items and _told(one, found)
    )
    return Table(columns("voices.consensus", AGREEMENT, AGREEMENT[1:]), rows)


def _told(one: Agreement, found: Consensus) -> bool:
    return found.minimum == 1 or any(one.strengths)


def _agreement_row(one: Agreement, group: bool, labels: Labels) -> Row:
    name = words("voices.overall") if one.reference == "overall" else labels.name(one.reference)
    figures = (
        number(figure) if figure is not None else strength_word(strength) if strength else NOTHING
        for figure, strength in zip((one.levels, one.ratings, one.r_wg), one.strengths, strict=True)
    )
    return Row((Cell(name if group else f"  {name}"), *figures, str(one.items)), "strong" if group else "")


def _gap(one: Gap, labels: Labels) -> tuple[str, ...]:
    better = "business" if one.gap > 0 else "technology" if one.gap < 0 else "same"
    sides = ((one.business, one.business_voices), (one.technology, one.technology_voices))
    return (
        labels.name(one.capability),
        *(NOTHING if score is None else f"{number(score)} ({voices})" for score, voices in sides),
        number(shown_gap(one)),
        words(f"voices.consensus.better.{better}"),
    )


def _agenda(found: Consensus, standard: Standard, labels: Labels, top: int | None) -> Iterator[Block]:
    if not found.agenda:
        nothing = "nothing-apart" if found.minimum > 1 else "nothing-to-settle"
        yield Paragraph(words(f"voices.consensus.{nothing}"))
        return
    yield heading_of(words("voices.consensus.agenda"), len(found.agenda), top, "json")
    yield Items(tuple(_agenda_item(item, found, standard, labels) for item in found.agenda[:top]))


def _agenda_item(item: Item, found: Consensus, standard: Standard, labels: Labels) -> tuple[str, str]:
    place, consensus = labels.place(item.reference), word(item.outcome, item, standard)
    if item.priority is None:
        return strength_word(item.strength), words("voices.consensus.item-told", place=place, consensus=consensus)
    said = said_by(item, found, standard)
    return number(item.priority), words("voices.consensus.item", place=place, consensus=consensus, said=said)


def _settled(name: str) -> str:
    return SETTLED.get(name, "left-out")
