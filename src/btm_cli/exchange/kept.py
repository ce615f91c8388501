"""What cells can't say, kept beside them: how an answer was written, empty mappings, odd line ends, the order of lists.

In: an answers file's data, and the same data as the cells alone give it back. Out: records of each part that differs;
and the way back: where a part still reads as it did at the export, nobody changed it, and it becomes exactly what it
was. Pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final, NamedTuple

from btm_cli.answers.delta import same, value_at
from btm_cli.diagnostics import KeyPath
from btm_cli.exchange.tables import Row, Table
from btm_cli.exchange.text import shown
from btm_cli.exchange.typed import CONTROL

ABSENT: Final = object()
_PART: Final = re.compile(r"kept/(\d{1,9})/(\d{1,9})")
_TIME: Final = re.compile(r"(\d{1,9}):(\d{1,9})(?::00)?(?: (am|pm))?")
PIECE: Final = 30_000
"""Characters of a record in one cell; all of them are ASCII."""


class Kept(NamedTuple):
    """One part: `read` is what the cells give, `exact` what the file says; either may be `ABSENT`."""

    path: KeyPath
    read: Any
    exact: Any


def differences(read: Any, exact: Any, path: KeyPath = ()) -> Iterator[Kept]:
    """The smallest parts in which `read` and `exact` differ. Types count: 24, "24" and 24.0 are three things."""
    if isinstance(read, dict) and isinstance(exact, dict):
        for key in [*exact, *(key for key in read if key not in exact)]:
            yield from differences(read.get(key, ABSENT), exact.get(key, ABSENT), (*path, key))
    elif not same(read, exact):
        yield Kept(path, read, exact)


def restore(data: dict[str, Any], records: list[Kept]) -> None:
    """Make each part of `data` that still reads as it did what it was exactly."""
    unchanged = [record for record in records if same(value_at(data, record.path, ABSENT), record.read)]
    for record in sorted(unchanged, key=lambda record: len(record.path)):
        inside: Any = data
        for part in record.path[:-1]:
            inside = inside.get(part) if isinstance(inside, dict) else None
        if not isinstance(inside, dict):
            continue
        if record.exact is ABSENT:
            inside.pop(record.path[-1], None)
        else:
            inside[record.path[-1]] = record.exact


def kept_table(title: str, records: list[Kept]) -> Table:
    """The records as a table; a long one takes several rows."""
    rows = []
    for number, record in enumerate(records, 1):
        said = {"path": list(record.path)}
        said |= {name: value for name, value in (("read", record.read), ("exact", record.exact)) if value is not ABSENT}
        text = json.dumps(said, default=_tagged, separators=(",", ":"))
        if shown(text) != text:
            text = text.replace("_", "\\u005f")  # an underscore stands in texts only, never between them
        for piece, start in enumerate(range(0, len(text), PIECE), 1):
            reference = f"kept/{number}/{piece}"
            rows.append(Row(reference, {"reference": reference, "statement": text[start : start + PIECE]}))
    return Table("kept", title, rows)


def part_of(reference: str) -> tuple[int, int]:
    """The record and the piece of it that a row's reference names. Raises ValueError where it names none.

    Early questionnaires said `1:2`, which a spreadsheet program takes for a time of day.
    """
    said = " ".join(reference.casefold().split())
    if match := _PART.fullmatch(said):
        return int(match[1]), int(match[2])
    if match := _TIME.fullmatch(said):
        hour = int(match[1])
        if match[3]:
            hour = hour % 12 + (12 if match[3] == "pm" else 0)
        return hour, int(match[2])
    raise ValueError(reference)


def read_records(pieces: dict[str, str]) -> tuple[list[Kept], list[str]]:
    """The records of a table's rows by reference; and references of those that are no longer what was exported."""
    texts: dict[int, dict[int, str]] = {}
    first: dict[int, str] = {}
    altered: list[str] = []
    for reference, piece in pieces.items():
        try:
            number, part = part_of(reference)
        except ValueError:
            altered.append(reference)
            continue
        texts.setdefault(number, {})[part] = piece
        first.setdefault(number, reference)
    records = []
    for number, parts in sorted(texts.items()):
        try:
            records.append(_record("".join(text for _, text in sorted(parts.items()))))
        except (ValueError, ArithmeticError, KeyError, RecursionError):
            altered.append(first[number])
    return records, altered


def _record(text: str) -> Kept:
    said = json.loads(text, object_hook=_untagged)
    if not isinstance(said, dict) or not isinstance(said.get("path"), list) or not said["path"]:
        raise ValueError("no record")
    if not all(isinstance(part, str) for part in said["path"]):
        raise ValueError("no path")
    if not _clean(said):
        raise ValueError("control characters")
    return Kept(tuple(said["path"]), said.get("read", ABSENT), said.get("exact", ABSENT))


def _clean(value: Any) -> bool:
    """Whether no text in `value`, keys included, has a character that no answers file may hold."""
    if isinstance(value, dict):
        return all(_clean(key) and _clean(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(_clean, value))
    return not (isinstance(value, str) and CONTROL.search(value))


def _tagged(value: object) -> dict[str, str]:
    """A decimal number as JSON; no mapping of an answers file has an empty key."""
    if isinstance(value, Decimal):
        return {"": str(value)}
    raise TypeError(type(value))


def _untagged(value: dict[str, Any]) -> Any:
    return Decimal(value[""]) if value.keys() == {""} and isinstance(value[""], str) else value
