"""How deep a file asks: options of commands name it, so this loads nothing else.

In: nothing. Out: `Depth`.
"""

from __future__ import annotations

from enum import StrEnum


class Depth(StrEnum):
    """A level for each capability, a level for each cell, or a rating for each criterion."""

    capability = "capability"
    cell = "cell"
    criteria = "criteria"
