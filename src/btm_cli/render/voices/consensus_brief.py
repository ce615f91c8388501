"""A consensus on one screen: who answered, what to talk about first, where sides differ, and last how far people agree.

In: a `Consensus`, its `Standard`, how many things to list. Out: blocks. What has no room is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from btm_cli.render.document.blocks import Block, Column, Heading, Paragraph, Sentences, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import number
from btm_cli.render.document.sentences import listed_names
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.render.voices.consensus_page import people_table
from btm_cli.render.voices.consensus_said import strength_word, who_said, word
from btm_cli.standard.model import Standard
from btm_cli.voices.agreement import ALPHA, strength
from btm_cli.voices.consensus import Agreement, Consensus
from btm_cli.voices.perception import Gap

MOST_PEOPLE, MOST_ITEMS, MOST_NAMES = 6, 4, 2


def consensus_brief(found: Consensus, standard: Standard, top: int | None) -> Iterator[Block]:
    """The consensus; `top` is how much of the agenda to list, None for as much as has room."""
    answers, labels = found.answers, Labels(standard, short=True)
    about = who(answers.enterprise, answers.unit.name if answers.unit else None, answers.period)
    yield Heading(words("voices.consensus.brief.title", n=found.voices, who=about))
    yield from extent_block(answers, Labels(standard))
    if found.minimum > 1:
        yield Paragraph(words("voices.consensus.brief.protected", minimum=found.minimum))
    if found.respondents:
        more = len(found.respondents) - MOST_PEOPLE
        table, left = people_table(found.respondents[:MOST_PEOPLE]), words("voices.consensus.brief.more-people", n=more)
        yield table._replace(caption=f"{left} {table.caption}") if more > 0 else table
    if found.agenda:
        yield _agenda(found, standard, labels, top or MOST_ITEMS)
    yield Sentences(tuple(_said(found, standard, labels)))


def _agenda(found: Consensus, standard: Standard, labels: Labels, most: int) -> Table:
    """What people see most differently, with what they said."""
    rows = [
        (labels.place(item.reference), str(word(item.outcome, item, standard)), who_said(item, found, standard))
        for item in found.agenda[:most]
    ]
    names = ("talk", "outcome", "said")
    columns = (Column(words(f"voices.consensus.brief.{name}"), right=name == "outcome") for name in names)
    more = len(found.agenda) - most
    return Table(tuple(columns), tuple(rows), words("voices.consensus.brief.more-items", n=more) if more > 0 else "")


def _said(found: Consensus, standard: Standard, labels: Labels) -> Iterator[tuple[str, str]]:
    """What is open, how the two sides differ, and last how far people agree and what comes next."""
    if found.too_few:
        yield words("voices.consensus.brief.label.open"), words("voices.consensus.brief.open", n=len(found.too_few))
    if found.differ:
        names = listed_names(found.differ, MOST_NAMES)
        yield words("voices.consensus.brief.label.differ"), words("voices.consensus.brief.differ", names=names)
    apart = [_sides(one, labels) for one in found.gaps if one.gap]
    if apart:
        text = words("voices.consensus.brief.sides", n=len(apart), names=listed_names(apart, MOST_NAMES))
        yield words("voices.consensus.brief.label.sides"), text
    yield "", words("document.full")
    yield words("voices.consensus.brief.label.agreement"), " ".join(_agreement(found, standard, labels))


def _sides(one: Gap, labels: Labels) -> str:
    """How both sides see a capability; only which of them sees it better where people are protected."""
    name = labels.name(one.capability)
    if one.business is None or one.technology is None:
        side = words(f"voices.consensus.better.{'business' if one.gap > 0 else 'technology'}")
        return words("voices.consensus.brief.better", place=name, side=side)
    seen = {"business": number(one.business), "technology": number(one.technology)}
    return words("voices.consensus.brief.seen", place=name, **seen)


def _agreement(found: Consensus, standard: Standard, labels: Labels) -> Iterator[str]:
    """How far people agree on the whole, where least, and what to do about it."""
    overall, *others = found.agreement
    areas = [one for one in others if one.reference in {area.id for area in standard.areas}]
    for place, kind in enumerate(("levels", "ratings")):
        figures = {one.reference: _figure(one, kind) for one in (overall, *areas)}
        alpha = figures.pop(overall.reference)
        agreed = overall.strengths[place] or strength(alpha, ALPHA)
        if agreed is None:
            continue
        how = {"n": found.voices, "how": strength_word(agreed, "voices.consensus.brief.how")}
        yield words(f"voices.consensus.brief.{kind}{'' if alpha is None else '-alpha'}", **how, alpha=number(alpha))
        known = {name: figure for name, figure in figures.items() if figure is not None}
        if known:
            least = min(known, key=lambda name: known[name])
            yield words("voices.consensus.brief.least", area=labels.name(least), alpha=number(known[least]))
    if not found.agenda:
        yield words(f"voices.consensus.{'nothing-apart' if found.minimum > 1 else 'nothing-to-settle'}")
    yield words("voices.consensus.brief.next")


def _figure(one: Agreement, kind: str) -> Fraction | None:
    return one.levels if kind == "levels" else one.ratings
