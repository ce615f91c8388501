"""What became of an old plan: its output contract, `btm-progress/1`, and the page, with what needs attention first.

In: a `Progress`, the scorecard it was seen from. Out: plain data in a fixed key order; blocks.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.planning.against import FATES, Fate, Progress, StepProgress
from btm_cli.render.document.blocks import Block, Heading, Paragraph, Table, listed
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.render.wire.card import HeadWire, subject_data
from btm_cli.render.wire.types import Count, Day, record
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard

COLUMNS = ("cell", "step", "met", "now", "due")
MOST_STEPS = 7


class SummaryWire(TypedDict):
    """How many steps met which fate."""

    steps: Count
    late: Count
    open: Count
    done: Count
    ahead: Count
    overtaken: Count


class StepProgressWire(TypedDict):
    """What became of one step; `met` of its `of` applicable criteria are at the top rating."""

    iteration: int
    end: Day
    capability: str
    dimension: str
    from_level: int
    to_level: int
    part: bool
    owner: str | None
    fate: Fate
    level: int | None
    met: Count
    of: Count
    why: str


class ProgressStartWire(TypedDict):
    """What comes first."""

    schema: Literal["btm-progress/1"]


@record
class ProgressWire(ProgressStartWire, HeadWire):
    """What `btm plan --against PLAN.json --format json` writes."""

    summary: SummaryWire
    steps: list[StepProgressWire]


def progress_data(found: Progress, card: Scorecard) -> ProgressWire:
    """Every step in the old plan's order."""
    return {
        "schema": "btm-progress/1",
        **subject_data(card),
        "summary": {
            "steps": len(found.steps),
            "late": found.count("late"),
            "open": found.count("open"),
            "done": found.count("done"),
            "ahead": found.count("ahead"),
            "overtaken": found.count("overtaken"),
        },
        "steps": [_step(each) for each in found.steps],
    }


def _step(each: StepProgress) -> StepProgressWire:
    step = each.step
    return {
        "iteration": step.iteration,
        "end": step.end.isoformat(),
        "capability": step.capability,
        "dimension": step.dimension,
        "from_level": step.from_level,
        "to_level": step.to_level,
        "part": step.part,
        "owner": step.owner,
        "fate": each.fate,
        "level": each.level,
        "met": each.met,
        "of": each.of,
        "why": each.why,
    }


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
    return Table(columns("progress", COLUMNS), tuple(_row(each, labels) for each in steps[:most]), more)


def _row(each: StepProgress, labels: Labels) -> tuple[str, ...]:
    step = each.step
    level = f"{step.from_level} → {step.to_level}"
    return labels.place(step.reference), level, f"{each.met}/{each.of}", each.why, step.end.isoformat()
