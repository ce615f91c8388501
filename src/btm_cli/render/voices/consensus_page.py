"""A consensus for people to read before they meet, as a page and on one screen.

In: a `Consensus`, its `Standard`, and how much to show. Out: blocks: how far people agree, where the two sides see
things differently, and what to talk about first. What has no room on a screen is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.render.document.blocks import Block, Cell, Heading, Items, Paragraph, Row, Sentences, Table
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING, number
from btm_cli.render.document.sentences import listed_names
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.render.voices.consensus_said import said_by, shown_gap, strength_word, who_said, word
from btm_cli.render.voices.shortened import heading_of
from btm_cli.standard.model import Standard
from btm_cli.voices.agreement import ALPHA, Item, strength
from btm_cli.voices.consensus import Agreement, Consensus, Respondent
from btm_cli.voices.perception import Gap

SETTLED = {"assessed_on": "latest-taken", "scope": "all-taken", "depth": "full-taken"}
"""The settings that have a value though responses differ on them, and how it comes about."""
MOST_PEOPLE, MOST_ITEMS, MOST_NAMES = 6, 4, 2
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
        yield _people(found.respondents)
    yield Heading(words("voices.consensus.agreement"), 2)
    yield _agreement(found, standard, labels)
    yield Paragraph(words("voices.consensus.statistics"))
    if found.gaps:
        yield heading_of(words("voices.consensus.gaps"), len(found.gaps), top, "json")
        shown = tuple(_gap(one, labels) for one in found.gaps[:top])
        yield Table(columns("voices.consensus", GAP, ("business", "technology", "gap")), shown)
    if found.agenda:
        yield heading_of(words("voices.consensus.agenda"), len(found.agenda), top, "json")
        yield Items(tuple(_agenda_item(item, found, standard, labels) for item in found.agenda[:top]))
    else:
        yield Paragraph(_nothing_to_settle(found))
    if found.too_few:
        yield heading_of(words("voices.consensus.left-open"), len(found.too_few), top, "json")
        yield Items(tuple(("-", reference) for reference in found.too_few[:top]))
    if found.differ:
        yield Heading(words("voices.consensus.differ"), 2)
        settled = ((name, SETTLED.get(name, "left-out")) for name in found.differ)
        yield Items(tuple((f"{name}:", words(f"voices.consensus.{how}")) for name, how in settled))


def _people(people: Sequence[Respondent]) -> Table:
    """A row for each who answered, where nobody is protected."""
    heads = columns("voices.consensus", PERSON, ("score", "items", "stands-out", "lean"), ("items", "side"))
    rows = (
        (one.name, number(one.score), str(one.items), str(one.standing_out), number(one.lean), one.side or NOTHING)
        for one in people
    )
    return Table(heads, tuple(rows), words("voices.consensus.standing"))


def _agreement(found: Consensus, standard: Standard, labels: Labels) -> Table:
    groups = {"overall", *(area.id for area in standard.areas)}
    rows = tuple(
        _agreement_row(one, one.reference in groups, labels)
        for one in found.agreement
        if one.items and (found.minimum == 1 or any(one.strengths))
    )
    return Table(columns("voices.consensus", AGREEMENT, AGREEMENT[1:]), rows)


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


def _nothing_to_settle(found: Consensus) -> str:
    return words(f"voices.consensus.{'nothing-apart' if found.minimum > 1 else 'nothing-to-settle'}")


def _agenda_item(item: Item, found: Consensus, standard: Standard, labels: Labels) -> tuple[str, str]:
    place, consensus = labels.place(item.reference), word(item.outcome, item, standard)
    if item.priority is None:
        return strength_word(item.strength), words("voices.consensus.item-told", place=place, consensus=consensus)
    said = said_by(item, found, standard)
    return number(item.priority), words("voices.consensus.item", place=place, consensus=consensus, said=said)


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
        table, left = _people(found.respondents[:MOST_PEOPLE]), words("voices.consensus.brief.more-people", n=more)
        yield table._replace(caption=f"{left} {table.caption}") if more > 0 else table
    if found.agenda:
        yield _first_items(found, standard, labels, top or MOST_ITEMS)
    yield Sentences(tuple(_said(found, standard, labels)))


def _first_items(found: Consensus, standard: Standard, labels: Labels, most: int) -> Table:
    """What people see most differently, with what they said."""
    rows = [
        (labels.place(item.reference), str(word(item.outcome, item, standard)), who_said(item, found, standard))
        for item in found.agenda[:most]
    ]
    heads = columns("voices.consensus.brief", ("talk", "outcome", "said"), ("outcome",))
    more = len(found.agenda) - most
    return Table(heads, tuple(rows), words("voices.consensus.brief.more-items", n=more) if more > 0 else "")


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
    yield words("voices.consensus.brief.label.agreement"), " ".join(_how_alike(found, standard, labels))


def _sides(one: Gap, labels: Labels) -> str:
    """How both sides see a capability; only which of them sees it better where people are protected."""
    name = labels.name(one.capability)
    if one.business is None or one.technology is None:
        side = words(f"voices.consensus.better.{'business' if one.gap > 0 else 'technology'}")
        return words("voices.consensus.brief.better", place=name, side=side)
    seen = {"business": number(one.business), "technology": number(one.technology)}
    return words("voices.consensus.brief.seen", place=name, **seen)


def _how_alike(found: Consensus, standard: Standard, labels: Labels) -> Iterator[str]:
    """How far people agree on the whole, where least, and what to do about it."""
    overall, *others = found.agreement
    areas = [one for one in others if one.reference in {area.id for area in standard.areas}]
    for place, kind in enumerate(("levels", "ratings")):
        alpha, *figures = (one.levels if kind == "levels" else one.ratings for one in (overall, *areas))
        agreed = overall.strengths[place] or strength(alpha, ALPHA)
        if agreed is None:
            continue
        how = {"n": found.voices, "how": strength_word(agreed, "voices.consensus.brief.how")}
        yield words(f"voices.consensus.brief.{kind}{'' if alpha is None else '-alpha'}", **how, alpha=number(alpha))
        known = [(figure, one) for figure, one in zip(figures, areas, strict=True) if figure is not None]
        if known:
            least, area = min(known, key=lambda one: one[0])
            yield words("voices.consensus.brief.least", area=labels.name(area.reference), alpha=number(least))
    if not found.agenda:
        yield _nothing_to_settle(found)
    yield words("voices.consensus.brief.next")
