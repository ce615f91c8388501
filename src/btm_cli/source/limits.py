"""How much one file may hold: beyond this it is an attack, or none of ours."""

from __future__ import annotations

from typing import Final

DEEPEST: Final = 64
"""Lists and mappings inside one another, with aliases expanded."""
FAR: Final = 200_000
"""Characters that the parser in Python takes about a second for."""
MOST_ALIASES: Final = 100
MOST_EXPANDED: Final = 10_000
"""Values that all aliases of a file may stand for together."""
MOST_PROBLEMS: Final = 1000
"""After so many the file is given up: it is none of ours, and the list would only fill the memory."""
