"""What became of an old plan, as a page: what needs attention first.

In: a `Progress`, the scorecard it was seen from. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


MOST_STEPS = 7


def progress_page(
    found: Progress, card: Scorecard, standard: Standard, *, screen: bool = False, brief: bool = False
) -> Iterator[Block]:
    """Every step of the old plan, by its fate.

    On a `screen` how many there are of each stands last, and names are short; a `brief` one counts what has no room.
    """
    labels = Labels(standard, short=screen)
    yield Heading(words("progress.title", who=who(card.enterprise, card.unit, card.period)))
    yield Paragraph(words("progress.seen", standard=standard.title, edition=card.edition, day=found.as_of))
    yield from extent_block(card, Labels(standard))
    if not found.steps:
        yield Paragraph(words("progress.no-steps"))
        return
    counts = ", ".join(words(f"progress.count.{fate}", n=found.count(fate)) for fate in FATES)
    summary = Paragraph(words("progress.summary", n=len(found.steps), counts=counts))
    if not screen:
        yield summary
    by_fate = {fate: [each for each in found.steps if each.fate == fate] for fate in FATES}
    for fate, steps in by_fate.items():
        if steps:
            yield Heading(words(f"progress.{fate}"), 2)
            yield _told(fate, steps, MOST_STEPS if brief else len(steps), labels)
    if brief and max(map(len, by_fate.values())) > MOST_STEPS:
        yield Paragraph(words("document.full"))
    if screen:
        yield summary


def _told(fate: str, steps: Sequence[StepProgress], most: int, labels: Labels) -> Block:
    """The steps of one fate, as far as they have room; what is overtaken has nothing to follow, and is a list."""
    more = words("plan.brief.more-steps", n=len(steps) - most) if len(steps) > most else ""
    if fate == "overtaken":
        texts = [f"{labels.place(each.step.reference)}: {each.why}" for each in steps[:most]]
        return listed([*texts, more] if more else texts)
    return Table(_columns(), tuple(_row(each, labels) for each in steps[:most]), more)


def _columns() -> tuple[Column, ...]:
    return tuple(Column(words(f"progress.{name}")) for name in ("cell", "step", "met", "now", "due"))


def _row(each: StepProgress, labels: Labels) -> tuple[str, ...]:
    step = each.step
    level = f"{step.from_level} → {step.to_level}"
    return labels.place(step.reference), level, f"{each.met}/{each.of}", each.why, step.end.isoformat()
