"""What became of an old plan, as plain data (`btm-progress/1`) and as a page.

In: a `Progress`, the scorecard it was seen from. Out: data in a fixed key order, and blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.scorecard.wire import subject_data

if TYPE_CHECKING:
    from btm_cli.planning.against import Progress
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard

SCHEMA = "btm-progress/1"
FATES = {
    "late": "Late: its iteration has ended",
    "open": "Open: its iteration has not ended",
    "done": "Done",
    "ahead": "Done ahead of time",
    "overtaken": "Overtaken: not needed any more",
}
"""In the order of the page: what needs attention first."""


def progress_data(found: Progress, card: Scorecard) -> dict[str, Any]:
    """Every step in the old plan's order."""
    return {
        "schema": SCHEMA,
        **subject_data(card),
        "summary": {"steps": len(found.steps), **{fate: found.count(fate) for fate in FATES}},
        "steps": [
            {
                "iteration": each.step.iteration,
                "end": each.step.end.isoformat(),
                "capability": each.step.capability,
                "dimension": each.step.dimension,
                "from_level": each.step.from_level,
                "to_level": each.step.to_level,
                "part": each.step.part,
                "owner": each.step.owner,
                "fate": each.fate,
                "level": each.level,
                "met": each.met,
                "of": each.of,
                "why": each.why,
            }
            for each in found.steps
        ],
    }


def progress_page(found: Progress, card: Scorecard, standard: Standard) -> Iterator[Block]:
    """The same for people, by what needs attention."""
    labels = Labels(standard)
    yield Heading(f"Progress against the old plan: {card.enterprise}")
    yield Paragraph(f"{standard.title} {card.edition}, as of {found.as_of}.")
    counts = ", ".join(f"{found.count(fate)} {fate}" for fate in FATES)
    yield Paragraph(f"{len(found.steps)} steps: {counts}.")
    for fate, title in FATES.items():
        steps = [each for each in found.steps if each.fate == fate]
        if not steps:
            continue
        yield Heading(title, 2)
        if fate == "overtaken":
            yield Items(tuple(("", f"{labels.place(each.step.reference)}: {each.why}") for each in steps))
            continue
        rows = tuple(
            (
                labels.place(each.step.reference),
                f"{each.step.from_level} → {each.step.to_level}",
                f"{each.met}/{each.of}",
                each.why,
                each.step.end.isoformat(),
            )
            for each in steps
        )
        yield Table(("Cell", "Step", "Met", "Now", "Due"), rows)
    if not found.steps:
        yield Items((("", "The old plan has no steps."),))
