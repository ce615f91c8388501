"""What a target takes, as a page.

In: a `Reach` with its settings and scorecard. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Column, Heading, Items, Paragraph, Table, listed
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words

if TYPE_CHECKING:
    from btm_cli.planning.model import Settings
    from btm_cli.planning.reach import Reach
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


def reach_page(found: Reach, goal: str, card: Scorecard, settings: Settings, standard: Standard) -> Iterator[Block]:
    """Effort, iterations, capacity, the longest chain, what is out of reach; `goal` is the state or level asked for."""
    labels, numbers = Labels(standard), card.overall.numbers
    yield Heading(words("reach.title", goal=labels.state(goal), enterprise=card.enterprise))
    yield Paragraph(
        words(
            "reach.today",
            standard=standard.title,
            edition=card.edition,
            day=card.as_of,
            level=found.level,
            score=write.score(numbers.score, labels.thresholds),
            gap=write.gap(numbers.gap),
        )
    )
    facts = (
        ("effort", words("reach.points", n=found.steps, effort=write.short_number(found.effort))),
        ("iterations", _iterations(found, settings)),
        ("capacity", words("reach.within", n=settings.iterations, points=_capacity(found))),
    )
    yield Items(tuple((words(f"reach.fact.{name}"), text) for name, text in facts))
    if found.chain:
        yield Heading(words("reach.chain"), 2)
        yield _chain(found, labels)
    if found.unreachable:
        yield Heading(words("reach.unreachable"), 2)
        yield listed(f"{labels.place(reference)}: {why}" for reference, why in found.unreachable)
    if found.assess_first:
        yield Paragraph(words("reach.assess-first", n=len(found.assess_first)))


def _iterations(found: Reach, settings: Settings) -> str:
    key = "reach.at-assumed" if settings.capacity_assumed else "reach.at"
    needed = (
        words("reach.too-many")
        if found.iterations is None
        else _proven(found.iterations, found.iterations_least, "reach.needed")
    )
    return words(key, capacity=write.short_number(settings.capacity), iterations=needed)


def _capacity(found: Reach) -> str:
    if found.capacity is None:
        return words("reach.no-capacity", n=len(found.chain))
    return _proven(int(found.capacity), int(found.capacity_least), "reach.points-needed")


def _proven(found: int, least: int, key: str) -> str:
    """A figure that was found, and whether it is proven that less can't do."""
    return words(f"{key}-least" if found == least else key, n=found, least=least)


def _chain(found: Reach, labels: Labels) -> Table:
    rows = tuple(
        (
            str(link.iteration),
            labels.place(link.reference),
            f"{link.from_level} → {link.to_level}",
            write.short_number(link.effort),
        )
        for link in found.chain
    )
    columns = (
        Column(words("reach.iteration"), right=True),
        Column(words("plan.cell")),
        Column(words("plan.level")),
        Column(words("reach.fact.effort"), right=True),
    )
    return Table(columns, rows)
