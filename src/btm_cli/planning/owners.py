"""What a name in a file covers, and who owns what.

In: `Answers` or a name, and a cell. Out: whether it is meant; the owner's name or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers


def owner_of(answers: Answers, capability: str, area: str, dimension: str) -> str | None:
    """The owner named for the cell, else for its capability, else for its area."""
    names = (f"{capability}/{dimension}", capability, area)
    return next((answers.owners[name] for name in names if name in answers.owners), None)


def covers(reference: str, capability: str, area: str, dimension: str) -> bool:
    """Whether an area, capability or cell named in a file is, or holds, this cell."""
    return reference in (area, capability, f"{capability}/{dimension}")
