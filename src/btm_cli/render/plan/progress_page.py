"""What became of an old plan, as a page: what needs attention first.

In: a `Progress`, the scorecard it was seen from. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from btm_cli.planning.against import FATES
from btm_cli.render.document.blocks import Block, Column, Heading, Paragraph, Table, listed
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words

if TYPE_CHECKING:
    from btm_cli.planning.against import Progress, StepProgress
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


def progress_page(found: Progress, card: Scorecard, standard: Standard) -> Iterator[Block]:
    """Every step of the old plan, by its fate."""
    labels = Labels(standard)
    yield Heading(words("progress.title", who=who(card.enterprise, card.unit, card.period)))
    yield Paragraph(words("progress.seen", standard=standard.title, edition=card.edition, day=found.as_of))
    yield from extent_block(card, labels)
    if not found.steps:
        yield Paragraph(words("progress.no-steps"))
        return
    counts = ", ".join(words(f"progress.count.{fate}", n=found.count(fate)) for fate in FATES)
    yield Paragraph(words("progress.summary", n=len(found.steps), counts=counts))
    for fate in FATES:
        steps = [each for each in found.steps if each.fate == fate]
        if steps:
            yield Heading(words(f"progress.{fate}"), 2)
            yield (
                listed(f"{labels.place(each.step.reference)}: {each.why}" for each in steps)
                if fate == "overtaken"
                else Table(_columns(), tuple(_row(each, labels) for each in steps))
            )


def _columns() -> tuple[Column, ...]:
    return tuple(Column(words(f"progress.{name}")) for name in ("cell", "step", "met", "now", "due"))


def _row(each: StepProgress, labels: Labels) -> tuple[str, ...]:
    step = each.step
    level = f"{step.from_level} → {step.to_level}"
    return labels.place(step.reference), level, f"{each.met}/{each.of}", each.why, step.end.isoformat()
