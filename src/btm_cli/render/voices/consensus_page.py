"""A consensus for people to read before they meet.

In: a `Consensus`, its `Standard`, and how much to show. Out: blocks: how far people agree, where the two sides see
things differently, and what to talk about first.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Table, headed
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING, number
from btm_cli.render.voices.consensus_data import said_by, word
from btm_cli.standard.model import Standard
from btm_cli.voices.consensus import Agreement, Consensus
from btm_cli.voices.items import Item

SETTLED = {"assessed_on": "the latest date is taken"}


def consensus_page(found: Consensus, standard: Standard, top: int) -> Iterator[Block]:
    """Headline, people, agreement, perception gap, agenda; at most `top` entries of a list."""
    labels = Labels(standard)
    answers = found.answers
    unit = answers.unit.name if answers.unit else ""
    people = "1 respondent" if found.voices == 1 else f"{found.voices} respondents"
    yield Heading(" · ".join(part for part in (answers.enterprise, unit, answers.period) if part))
    yield Paragraph(f"Consensus of {people} on {len(found.items)} items. {standard.title} {standard.edition}.")
    if found.minimum > 1:
        yield Paragraph(f"Nobody is named, and nothing is told of fewer than {found.minimum} people.")
    yield from _people(found)
    yield Heading("Agreement", 2)
    yield Table(
        headed(
            ("", "Alpha, levels", "Alpha, ratings", "Mean r_wg", "Items"),
            {"Alpha, levels", "Alpha, ratings", "Mean r_wg", "Items"},
        ),
        tuple(_agreement_row(one, labels) for one in found.agreement if one.items),
    )
    yield Paragraph(
        "Alpha (Krippendorff, ordinal): 1 is full agreement, 0 is chance; from 0.80 on data is called reliable, from "
        "0.67 on good for tentative conclusions. r_wg: 1 is full agreement on an item, 0 is chance."
    )
    yield from _gaps(found, labels, top)
    yield from _agenda(found, standard, labels, top)
    if found.too_few:
        yield Heading("Left open: fewer than the smallest group have answered", 2)
        yield Items(tuple(("-", reference) for reference in found.too_few[:top]))
    if found.differ:
        yield Heading("Settings on which responses differ", 2)
        yield Items(
            tuple(
                (f"{name}:", SETTLED.get(name, "left out of the consensus where they differ")) for name in found.differ
            )
        )


def _people(found: Consensus) -> Iterator[Block]:
    if not found.respondents:
        return
    yield Heading("Who answered", 2)
    yield Table(
        headed(("Name", "Score", "Items", "Stands out", "Lean", "Side"), {"Score", "Items", "Stands out", "Lean"}),
        tuple(
            (
                one.name,
                number(one.score),
                str(one.items),
                str(one.standing_out),
                number(one.lean),
                one.side or NOTHING,
            )
            for one in found.respondents
        ),
    )
    yield Paragraph(
        "Stands out: two steps or more from the consensus. Lean: the mean distance from it in steps, above 0 for "
        "higher."
    )


def _agreement_row(one: Agreement, labels: Labels) -> tuple[str, ...]:
    name = "Overall" if one.reference == "overall" else labels.name(one.reference)
    return (name, number(one.levels), number(one.ratings), number(one.r_wg), str(one.items))


def _gaps(found: Consensus, labels: Labels, top: int) -> Iterator[Block]:
    if not found.gaps:
        return
    yield Heading(_title("Perception gap: business minus technology", len(found.gaps), top), 2)
    yield Table(
        headed(
            ("Capability", "Business", "Technology", "Gap", "Who sees it in a better light"),
            {"Business", "Technology", "Gap"},
        ),
        tuple(
            (
                labels.name(one.capability),
                f"{number(one.business)} ({one.business_voices})",
                f"{number(one.technology)} ({one.technology_voices})",
                number(one.gap),
                "business" if one.gap > 0 else "technology" if one.gap < 0 else "the same",
            )
            for one in found.gaps[:top]
        ),
    )


def _agenda(found: Consensus, standard: Standard, labels: Labels, top: int) -> Iterator[Block]:
    if not found.agenda:
        yield Paragraph("Everybody says the same of everything: there is nothing to settle.")
        return
    yield Heading(_title("Agenda: what to talk about first", len(found.agenda), top), 2)
    yield Items(tuple(_agenda_item(item, found, standard, labels) for item in found.agenda[:top]))


def _agenda_item(item: Item, found: Consensus, standard: Standard, labels: Labels) -> tuple[str, str]:
    consensus = word(item.outcome, item, standard)
    return number(item.priority), f"{labels.place(item.reference)}: {consensus}, from {said_by(item, found, standard)}"


def _title(title: str, found: int, shown: int) -> str:
    return title if found <= shown else f"{title} ({shown} of {found}; all with --format json)"
