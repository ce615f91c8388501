"""`btm.toml` as it is written: its keys, and where in the text each stands, which Python's own reader does not tell.

In: a path. Out: `SettingsFile`. Raises InvalidFiles with every problem at its line and column, UnreadableFile.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from btm_cli.diagnostics import Diagnostic, KeyPath, Location, Severity
from btm_cli.errors import InvalidFiles
from btm_cli.files import DiskFiles
from btm_cli.validation import validate_model

Name = Annotated[str, Field(min_length=1)]
_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)


class ReportSettings(BaseModel):
    """How a report looks."""

    model_config = _STRICT

    edition: Literal["board", "full"] | None = None
    page: Literal["A4", "Letter"] | None = None


class SettingsFile(BaseModel):
    """All that a `btm.toml` may say."""

    model_config = _STRICT

    answers: Name | None = None
    policy: Name | None = None
    baseline: Name | None = None
    report: ReportSettings = ReportSettings()
    hints: bool = True


MOST_SETTINGS: Final = 64 * 1024
"""Bytes of a settings file, which holds six short lines; every command reads it first."""
TOO_MUCH: Final = "a number is too long, or the nesting too deep"


def read_settings(path: str) -> SettingsFile:
    """The settings in the file at `path`."""
    raw = DiskFiles().read(path, MOST_SETTINGS)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InvalidFiles([_diagnostic("not-utf8", "this is not UTF-8", path, [], (line, 1, 1))]) from None
    lines = text.splitlines()
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # beside syntax: a number too long, or nesting too deep, for Python
        said = str(error) if isinstance(error, tomllib.TOMLDecodeError) else TOO_MUCH
        message, place = _syntax(said, lines)
        raise InvalidFiles([_diagnostic("toml-syntax", message, path, lines, place)]) from None
    found, problems = validate_model(SettingsFile, data)
    if found is None:
        raise InvalidFiles(
            [_diagnostic(one.code, one.message, path, lines, _place(one.path, lines), one.hint) for one in problems]
        )
    return found


_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _syntax(said: str, lines: list[str]) -> tuple[str, tuple[int, int, int]]:
    """What Python's reader says, without the place at its end, and that place."""
    at = _AT.search(said)
    message = _AT.sub("", said)
    message = f"this is not TOML: {message[:1].lower()}{message[1:]}"
    if at is not None and at[1]:
        return message, (int(at[1]), int(at[2]), 1)
    return message, (max(len(lines), 1), len(lines[-1]) + 1 if lines else 1, 1)


def _diagnostic(
    code: str, message: str, path: str, lines: list[str], place: tuple[int, int, int], hint: str | None = None
) -> Diagnostic:
    line, column, width = place
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    return Diagnostic(code, Severity.ERROR, message, Location(path, line, column, source, width), hint)


_BARE_OR_QUOTED = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_BARE_OR_QUOTED}(?:\s*\.\s*{_BARE_OR_QUOTED})*"
_TABLE = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")
_INNER = re.compile(rf"[{{,]\s*({_DOTTED})\s*=")


def _place(path: KeyPath, lines: list[str]) -> tuple[int, int, int]:
    """Line, column and width of the key that `path` leads to, or of the nearest above it; the file's start for none."""
    wanted, best, deepest = tuple(map(str, path)), (1, 1, 1), 0
    for key, place in _keys(lines):
        shared = len(key) if wanted[: len(key)] == key else 0
        if shared > deepest:
            best, deepest = place, shared
    return best


def _keys(lines: list[str]) -> Iterator[tuple[tuple[str, ...], tuple[int, int, int]]]:
    """Every key of the text, whole, with its place. Lines inside a text over several lines are none."""
    table: tuple[str, ...] = ()
    inside: str | None = None
    for number, line in enumerate(lines, start=1):
        begins = inside is None
        for mark in re.findall(r'"""|\'\'\'', line):
            inside = mark if inside is None else None if mark == inside else inside
        if not begins:
            continue
        if header := _TABLE.match(line):
            table = _parts(header[1])
            yield table, (number, header.start(1) + 1, len(header[1]))
        elif key := _KEY.match(line):
            whole = table + _parts(key[1])
            yield whole, (number, key.start(1) + 1, len(key[1]))
            for inner in _INNER.finditer(line, key.end()):
                yield whole + _parts(inner[1]), (number, inner.start(1) + 1, len(inner[1]))


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_BARE_OR_QUOTED, dotted))
