"""What an answers file is about and of which day, without reading its answers.

In: a path. Out: a `Head`. The lines of the few keys at the top are cut out and read by the strict reader, so that a
file of a thousand lines is as quick as one of ten; what is wrong with a file is for the command that reads it to say.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from btm_cli.errors import BtmError
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import DAY
from btm_cli.names import folded

KEYS = ("enterprise", "unit", "assessed_on")
# As text: few runs look for files, and only they compile these.
_TOP = rb"(?m)^[\"']?([A-Za-z_$]+)[\"']?[ \t]*:"
_WHOLE = rb"\A(?:\xef\xbb\xbf)?(?:\s|#[^\n]*\n)*(?:---\s*)?\{"
"""A file that is one mapping in brackets, such as JSON: it has no lines of keys."""


class Head(NamedTuple):
    """Whose answers a file holds, and of which day; None for what it does not say, or not rightly."""

    path: str
    enterprise: str | None = None
    unit: str | None = None
    day: date | None = None

    @property
    def subject(self) -> tuple[str, str]:
        """Enterprise and unit as names are compared."""
        return folded(self.enterprise or ""), folded(self.unit or "")

    @property
    def about(self) -> str:
        """Enterprise and unit for people."""
        return ", ".join(filter(None, (self.enterprise, self.unit)))


def is_answers_file(path: str) -> bool:
    """Whether the file at `path` has the two keys at its top that every answers file has."""
    raw = _raw(path)
    found = _data(raw, path).keys() if re.match(_WHOLE, raw) else {each[1].decode() for each in re.finditer(_TOP, raw)}
    return {"standard", "answers"} <= set(found)


def read_head(path: str) -> Head:
    """The head of the file at `path`; empty for one that can't be read."""
    raw = _raw(path)
    data = _data(raw if re.match(_WHOLE, raw) else b"".join(_lines(raw)), path)
    unit = data.get("unit")
    if isinstance(unit, dict):
        unit = unit.get("name")
    return Head(path, _text(data.get("enterprise")), _text(unit), _day(data.get("assessed_on")))


def _text(said: Any) -> str | None:
    return said if isinstance(said, str) and said.strip() else None


def _day(said: Any) -> date | None:
    if isinstance(said, str) and DAY.fullmatch(said):
        with suppress(ValueError):
            return date.fromisoformat(said)
    return None


def _raw(path: str) -> bytes:
    try:
        return DiskFiles().read(path).removeprefix(b"\xef\xbb\xbf")
    except BtmError:
        return b""


def _lines(raw: bytes) -> list[bytes]:
    """The lines of the keys that matter but for the answers, each with those that belong to it."""
    tops = [(each[1].decode(), each.start()) for each in re.finditer(_TOP, raw)]
    ends = [*(start for _, start in tops), len(raw)][1:]
    return [raw[start:end] for (key, start), end in zip(tops, ends, strict=True) if key in KEYS]


def _data(raw: bytes, path: str) -> dict[str, Any]:
    from btm_cli.source import parse

    document, _ = parse(raw, path, placing=False)
    return document.data if document is not None and isinstance(document.data, dict) else {}
