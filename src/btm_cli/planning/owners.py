"""What a name in a file covers, who owns what, and by when it is to be reached.

In: `Answers` or a name, and a cell or a whole capability. Out: whether it is meant; the owner's name, the day, or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from btm_cli.answers.model import Answers


def owner_of(answers: Answers, capability: str, area: str, dimension: str | None = None) -> str | None:
    """The owner named for the cell, where there is one, else for its capability, else for its area."""
    names = (capability if dimension is None else f"{capability}/{dimension}", capability, area)
    return next((answers.owners[name] for name in names if name in answers.owners), None)


def deadline_of(answers: Answers, capability: str, area: str, dimension: str) -> date | None:
    """The day by which the cell is to be at its target: the earliest that is set for it or for what holds it."""
    days = (day for name, day in answers.deadlines.items() if covers(name, capability, area, dimension))
    return min(days, default=None)


def covers(reference: str, capability: str, area: str, dimension: str) -> bool:
    """Whether an area, capability or cell named in a file is, or holds, this cell."""
    return reference in (area, capability, f"{capability}/{dimension}")
