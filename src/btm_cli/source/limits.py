"""How much one file may hold: beyond this it is an attack, or none of ours."""

from __future__ import annotations

from typing import Any, Final

DEEPEST: Final = 64
"""Lists and mappings inside one another, with aliases expanded."""
FAR: Final = 200_000
"""Characters that the parser in Python takes about a second for."""
MOST_ALIASES: Final = 100
MOST_EXPANDED: Final = 10_000
"""Values that all aliases of a file may stand for together."""
MOST_VALUES: Final = 1_000_000
"""Values of a whole file. Ten megabytes of empty lists would take a gigabyte of memory."""
MOST_PROBLEMS: Final = 1000
"""After so many the file is given up: it is none of ours, and the list would only fill the memory."""


def size_of(value: Any) -> tuple[int, int]:
    """How many values `value` is made of, itself included, and how many collections deep it is."""
    if not isinstance(value, (list, dict)):
        return 1, 0
    inner = [size_of(item) for item in (value.values() if isinstance(value, dict) else value)]
    return 1 + sum(count for count, _ in inner), 1 + max((depth for _, depth in inner), default=0)
