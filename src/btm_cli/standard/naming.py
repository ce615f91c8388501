"""More about names in a standard, for what has one: in short, whose it is, a note.

In: nothing. Out: `Naming`, which the records of `model` carry.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

NOTHING: Mapping[Any, Any] = MappingProxyType({})
"""What a mapping is by default: empty, and staying so."""


class Naming(NamedTuple):
    """More about a name: in short (at most 21 characters), whose it is (source or derived, None: not said), a note."""

    short: str | None = None
    basis: str | None = None
    note: str | None = None


PLAIN = Naming()
"""Nothing but the name itself."""
