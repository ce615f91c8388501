"""One thing worth saying.

In: nothing. Out: `Entry`. The words for an id are data (`words/en.yaml`); values are exact, references are full ids.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

Value = str | int | Fraction | date | tuple[str, ...] | None


class Entry(NamedTuple):
    """A sentence by its id ("hold.floor.step") with what it says."""

    id: str
    values: Mapping[str, Value]
