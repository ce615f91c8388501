"""Who owns what.

In: `Answers` and a cell. Out: a name or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers


def owner_of(answers: Answers, capability: str, area: str, dimension: str) -> str | None:
    """The owner named for the cell, else for its capability, else for its area."""
    names = (f"{capability}/{dimension}", capability, area)
    return next((answers.owners[name] for name in names if name in answers.owners), None)
