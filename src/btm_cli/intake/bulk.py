"""Many answers files at once: which they are, and the units they hold.

In: paths and patterns as they stand on the command line. Out: the files in order; their units, and the problems of
those that are no good. One bad file never ends the others.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.diagnostics import Diagnostic
from btm_cli.intake.pool import Work, each_file
from btm_cli.intake.unit_cache import Entry, UnitCache
from btm_cli.intake.units import Source, UnitRead, UnitReader, read_unit_text
from btm_cli.telling import measured

if TYPE_CHECKING:
    from btm_cli.voices.unit import Unit

STORED_AT_ONCE = 500
MOST_PROBLEMS = 2000
"""Kept of all files together: more is no help to anybody, and would fill the memory."""


class Loaded(NamedTuple):
    """The units of the good files, and what is wrong with the others; `bad` counts those, `cached` the known ones."""

    units: list[Unit]
    problems: list[Diagnostic]
    bad: int
    unreadable: bool
    cached: int


def expand(arguments: Sequence[str]) -> list[str]:
    """The files that paths and patterns (`units/**/*.yaml`, quoted from the shell) name, each once, sorted.

    What exists under exactly that name is no pattern. A pattern without a match stays as it is, to be reported.
    """
    found: dict[str, None] = {}
    for argument in arguments:
        if os.path.exists(argument) or not glob.has_magic(argument):
            found[argument] = None
        else:
            matches = (path for path in glob.iglob(argument, recursive=True) if not os.path.isdir(path))
            found.update(dict.fromkeys(sorted(matches) or [argument]))
    return sorted(found)


def load_units(paths: Sequence[str], source: Source, jobs: int, method: str | None = None) -> Loaded:
    """Read every file, from the cache where nothing has changed. Never raises for what is in a file."""
    units: list[Unit] = []
    problems: list[Diagnostic] = []
    entries: list[Entry] = []
    bad = cached = 0
    unreadable = False
    cache = UnitCache(source.cache) if source.cache is not None else None
    with measured("Reading units", len(paths), items=True) as advance:
        for one in each_file(paths, reader, (source,), jobs, method):
            advance(1)
            if one.unit is None:
                bad += 1
                unreadable |= one.unreadable
                problems += one.problems[: max(0, MOST_PROBLEMS - len(problems))]
                continue
            units.append(as_unit(one, source))
            if one.entry is not None:
                entries.append(one.entry)
            elif cache is not None:
                cached += 1
            if cache is not None and len(entries) >= STORED_AT_ONCE:
                cache.store(entries)
                entries.clear()
    if cache is not None:
        cache.store(entries)
    return Loaded(units, problems, bad, unreadable, cached)


def reader(source: Source) -> Work[UnitRead]:
    """What reads one file, in whatever process."""
    return UnitReader(source).read


def as_unit(one: UnitRead, source: Source) -> Unit:
    """The unit of a good file. A line of the cache that is no unit, whatever its checksum says, is made anew."""
    assert one.unit is not None
    try:
        unit = read_unit_text(one.unit)
    except (ValueError, KeyError, TypeError):
        anew = UnitReader(source._replace(cache=None)).read(one.file)
        unit = read_unit_text(anew.unit or "")
    return unit._replace(file=one.file)
