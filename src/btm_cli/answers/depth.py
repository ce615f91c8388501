"""How deep a file asks: options of commands name it, so this loads nothing else.

In: nothing. Out: `Depth`, `SheetDepth`.
"""

from __future__ import annotations

from enum import StrEnum


class Depth(StrEnum):
    """A level for each capability, a level for each cell, or a rating for each criterion."""

    capability = "capability"
    cell = "cell"
    criteria = "criteria"


class SheetDepth(StrEnum):
    """What a questionnaire asks, ever deeper: levels of capabilities, of cells, core criteria, all criteria."""

    capability = "capability"
    cell = "cell"
    core = "core"
    criteria = "criteria"
