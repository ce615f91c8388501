"""How deep a file asks: options of commands name it, so this loads nothing else.

In: nothing. Out: `Depth`.
"""

from __future__ import annotations

from enum import StrEnum


class Depth(StrEnum):
    """A level for each capability or cell; a rating for the core criterion of each level, or for each criterion."""

    capability = "capability"
    cell = "cell"
    core = "core"
    criteria = "criteria"
