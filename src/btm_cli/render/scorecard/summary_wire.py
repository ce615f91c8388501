"""The summary in the scorecard's wire form: ids of sentences and exact values, no prose.

In: entries. Out: plain data; fractions as text ("241/80"), dates as YYYY-MM-DD, so that nothing is rounded.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from typing_extensions import TypedDict

from btm_cli.render.wire.types import record
from btm_cli.summary.entry import Entry, Value


@record
class SentenceWire(TypedDict):
    """One thing worth saying, by the id of its sentence."""

    id: str
    values: dict[str, str | int | list[str] | None]
    """What it says: whole numbers, exact fractions and dates as text, references in full."""


def summary_data(entries: Iterable[Entry]) -> list[SentenceWire]:
    """The entries in their order."""
    return [
        {"id": entry.id, "values": {name: _plain(value) for name, value in entry.values.items()}} for entry in entries
    ]


def _plain(value: Value) -> str | int | list[str] | None:
    match value:
        case tuple():
            return list(value)
        case Fraction():
            return str(value)
        case date():
            return value.isoformat()
        case _:
            return value
