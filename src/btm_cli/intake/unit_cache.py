"""What was found in a file before, so that a second roll-up reads only what has changed.

In: keys made of everything a unit depends on: the file's bytes, the standard, the date, the version of the tool. Out:
the text of a unit (`units`) with what must still hold of its evidence. It is only ever a short cut: what is broken,
locked or not writable is as good as empty. SQLite keeps two processes from each other's way.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterable
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

FORMAT = 5
"""Part of every key: one more where `Unit` or its text changes."""
MOST_ENTRIES = 100_000
PATIENCE = 2.0
"""Seconds to wait for another process that is writing."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, unit TEXT NOT NULL, evidence TEXT NOT NULL, "
    "state TEXT NOT NULL, digest TEXT NOT NULL)"
)


class Entry(NamedTuple):
    """A unit's text; `evidence` names the files it depends on, `state` is how they were."""

    key: str
    unit: str
    evidence: str
    state: str

    @property
    def digest(self) -> str:
        """SHA-256 of all of it, to tell whether it is still what was stored."""
        return sha256("\0".join(self).encode("utf-8", "surrogatepass")).hexdigest()


def cache_path(environ: dict[str, str] | None = None) -> str | None:
    """Where the cache lies: `$XDG_CACHE_HOME/btm` or `~/.cache/btm`; None where there is no such place."""
    settings = os.environ if environ is None else environ
    base = settings.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # as the XDG specification says of relative ones
        try:
            base = str(Path.home() / ".cache")
        except RuntimeError:
            return None
    return os.path.join(base, "btm", "units.sqlite")


def _is_private(path: str) -> bool:
    """Whether there is a file that only this user can read or write, in a folder where nobody else can put one.

    The folder counts since SQLite takes what lies beside its file, such as a journal, for a part of it.
    """
    try:
        found = os.lstat(path)
        folder = os.stat(os.path.dirname(path))
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and _is_mine(found, 0o077) and _is_mine(folder, 0o022)


def _is_mine(found: os.stat_result, others: int) -> bool:
    """Whether this user owns it, and nobody else has any of the permissions `others`."""
    return not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & others)


class UnitCache:
    """One process's view of the cache. Nothing here ever fails."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._reading: sqlite3.Connection | None = None
        self._broken = not _is_private(path)

    def find(self, key: str) -> Entry | None:
        """What was stored under `key`."""
        if self._broken:
            return None
        try:
            if self._reading is None:
                place = Path(self._path).absolute().as_uri() + "?mode=ro"
                self._reading = sqlite3.connect(place, uri=True, timeout=PATIENCE)
            row = self._reading.execute(
                "SELECT unit, evidence, state, digest FROM entries WHERE key = ?", (key,)
            ).fetchone()
            if row is None:
                return None
            entry = Entry(key, *row[:3])
            return entry if entry.digest == row[3] else None
        except (sqlite3.Error, TypeError, ValueError):
            self._broken = True
            return None

    def store(self, entries: Iterable[Entry]) -> None:
        """Keep `entries`, and not more than `MOST_ENTRIES` in all: the oldest go. A broken file is replaced."""
        rows = [(*entry, entry.digest) for entry in entries]
        if not rows:
            return
        for _ in range(2):
            try:
                if not self._make_private():
                    return
                self._write(rows)
                return
            except sqlite3.OperationalError:
                return  # locked, read-only, disk full
            except sqlite3.DatabaseError:
                with suppress(OSError):
                    os.unlink(self._path)
            except (OSError, ValueError):
                return

    def _make_private(self) -> bool:
        """Whether the file is there for this user alone: it holds names, answers and paths of all units."""
        folder = os.path.dirname(self._path)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not _is_mine(os.stat(folder), 0o022):
            return False
        if os.path.lexists(self._path) and not _is_private(self._path):
            os.unlink(self._path)  # what others could write is not trusted
        with suppress(FileExistsError):
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        return _is_private(self._path)

    def _write(self, rows: Iterable[tuple[object, ...]]) -> None:
        with closing(sqlite3.connect(self._path, timeout=PATIENCE)) as writing, writing:
            writing.execute("PRAGMA synchronous = OFF")
            writing.execute(_TABLE)
            writing.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)", rows)
            oldest = "SELECT rowid FROM entries ORDER BY rowid DESC LIMIT -1 OFFSET ?"
            if writing.execute("SELECT count(*) FROM entries").fetchone()[0] > MOST_ENTRIES:
                writing.execute(f"DELETE FROM entries WHERE rowid IN ({oldest})", (MOST_ENTRIES,))
