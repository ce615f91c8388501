"""What a target takes, as plain data (`btm-reach/1`) and as a page.

In: a `Reach` with its settings and scorecard. Out: data in a fixed key order, and blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Table, headed
from btm_cli.render.document.labels import Labels
from btm_cli.render.plan.wire import state_data
from btm_cli.render.scorecard.wire import subject_data

if TYPE_CHECKING:
    from btm_cli.planning.model import Settings
    from btm_cli.planning.reach import Reach
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard

SCHEMA = "btm-reach/1"


def reach_data(found: Reach, goal: str, card: Scorecard, settings: Settings) -> dict[str, Any]:
    """Everything that was found out; `goal` is the state or level that was asked for."""
    return {
        "schema": SCHEMA,
        **subject_data(card),
        "goal": goal,
        "level": found.level,
        "today": state_data(card),
        "steps": found.steps,
        "effort": write.json_number(found.effort),
        "at_capacity": {
            "capacity": write.json_number(settings.capacity),
            "assumed": settings.capacity_assumed,
            "iterations": found.iterations,
            "at_least": found.iterations_least,
        },
        "in_iterations": {
            "iterations": settings.iterations,
            "capacity": write.json_number(found.capacity),
            "at_least": write.json_number(found.capacity_least),
        },
        "critical_chain": [
            {
                "reference": link.reference,
                "from_level": link.from_level,
                "to_level": link.to_level,
                "iteration": link.iteration,
                "effort": write.json_number(link.effort),
            }
            for link in found.chain
        ],
        "unreachable": [{"reference": reference, "why": why} for reference, why in found.unreachable],
        "assess_first": list(found.assess_first),
    }


def reach_page(found: Reach, goal: str, card: Scorecard, settings: Settings, standard: Standard) -> Iterator[Block]:
    """The same for people."""
    labels = Labels(standard)
    numbers = card.overall.numbers
    yield Heading(f"What it takes to reach {labels.state(goal)}: {card.enterprise}")
    yield Paragraph(
        f"{standard.title} {card.edition}, as of {card.as_of}. Every cell to level {found.level}; today the score is "
        f"{write.score(numbers.score, labels.thresholds)}, the gap {write.gap(numbers.gap)}."
    )
    assumed = ", assumed" if settings.capacity_assumed else ""
    capacity = write.short_number(settings.capacity)
    count = settings.iterations
    needed = (
        "more than can be planned" if found.iterations is None else _proven(found.iterations, found.iterations_least)
    )
    points = (
        f"no capacity is enough: one step an iteration and what it requires take {len(found.chain)} iterations"
        if found.capacity is None
        else f"{_proven(int(found.capacity), int(found.capacity_least))} points an iteration"
    )
    yield Items(
        (
            ("Effort", f"{write.short_number(found.effort)} points in {found.steps} steps"),
            ("Iterations", f"at {capacity} points each{assumed}: {needed}"),
            ("Capacity", f"for {count} iterations: {points}"),
        )
    )
    if found.chain:
        yield Heading("The longest chain of prerequisites, at any capacity", 2)
        rows = tuple(
            (
                str(link.iteration),
                labels.place(link.reference),
                f"{link.from_level} → {link.to_level}",
                write.short_number(link.effort),
            )
            for link in found.chain
        )
        yield Table(headed(("Iteration", "Cell", "Level", "Effort"), {"Iteration", "Effort"}), rows)
    if found.unreachable:
        yield Heading("What no such plan reaches", 2)
        yield Items(tuple(("", f"{labels.place(reference)}: {why}") for reference, why in found.unreachable))
    if found.assess_first:
        yield Paragraph(f"{len(found.assess_first)} cells are not assessed and not counted here: assess first.")


def _proven(found: int, least: int) -> str:
    return f"{found}, and no fewer" if found == least else f"{found}; fewer than {least} can't do"
