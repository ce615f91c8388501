"""One file of a roll-up: read, checked and measured, or taken from the cache.

In: a path, and what is the same for all files. Out: a `UnitRead` of plain values. Runs in worker processes.
"""

from __future__ import annotations

import json
import os
import posixpath
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from btm_cli import __version__
from btm_cli.answers.load import load_parsed, read_hinted
from btm_cli.diagnostics import Diagnostic, Location, Problem, Severity
from btm_cli.errors import UnreadableFile
from btm_cli.evidence import examine
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import Standards, named
from btm_cli.intake.unit_cache import FORMAT, Entry, UnitCache
from btm_cli.intake.unit_text import write_unit
from btm_cli.scoring import measure
from btm_cli.scoring.ratings import Rules
from btm_cli.source import LARGEST_FILE, parse
from btm_cli.voices.unit import evidence_shown, make_unit

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.standard.model import Standard
    from btm_cli.voices.unit import Unit


class UnitRead(NamedTuple):
    """What came of one file: a unit's text, or what is wrong. `entry` is what the cache should keep."""

    file: str
    unit: str | None
    problems: tuple[Diagnostic, ...] = ()
    unreadable: bool = False
    entry: Entry | None = None


class UnitReader:
    """Reads units by a standard, or by the earlier edition that a file names.

    `overrides` says that the standard was named on the command line: a file that names another one is wrong, unless
    `any_edition` has it read all the same.
    """

    def __init__(
        self, standard: Standard, overrides: bool, as_of: date | None, cache: str | None, any_edition: bool = False
    ) -> None:
        self._standard = standard
        self._overrides = overrides
        self._any_edition = any_edition
        self._as_of = as_of
        self._cache = UnitCache(cache) if cache is not None else None
        self._rules = Rules(standard)
        self._shipped = Standards(loaded=standard)
        self._names = [standard.name] if overrides else self._shipped.names()
        self._files = DiskFiles()
        self._about = f"{FORMAT} {__version__} {standard.digest} {overrides} {any_edition} {as_of or ''}"

    def read(self, path: str) -> UnitRead:
        """Read one file. Never raises for what is in a file, or not there."""
        try:
            if os.path.isfile(path) and os.path.getsize(path) > LARGEST_FILE:
                return UnitRead(path, None, (_too_large(path),))
            content = read_hinted(self._files, path)
        except UnreadableFile as error:
            problem = Diagnostic("unreadable-file", Severity.ERROR, error.message, Location(path), error.hint)
            return UnitRead(path, None, (problem,), unreadable=True)
        digest = sha256(content).hexdigest()
        key = sha256(f"{self._about} {digest}".encode()).hexdigest()
        kept = self._cache.find(key) if self._cache is not None else None
        # What is kept must name the very file, whatever it is kept under.
        if kept is not None and f'"{digest}"' in kept.unit and self._state(path, kept.evidence) == kept.state:
            return UnitRead(path, kept.unit)
        return self._fresh(path, content, digest, key)

    def _fresh(self, path: str, content: bytes, digest: str, key: str) -> UnitRead:
        parsed = parse(content, path, placing=False)
        loaded, problems = load_parsed(parsed, path, self._files, self._find, self._names, digest=lambda _: digest)
        if loaded is None:
            return UnitRead(path, None, tuple(problems))
        day = self._as_of or loaded.answers.assessed_on
        report = examine(loaded.answers, loaded.folder, self._files, day)
        standard = loaded.standard
        rules = self._rules if standard is self._standard else Rules(standard)
        unit = make_unit(
            standard,
            loaded.answers,
            measure(standard, loaded.answers, report.valid, rules),
            digest=digest,
            as_of=day.isoformat(),
            warnings=len(problems) + len(report.problems),
        )
        text = write_unit(unit)
        entry = None
        if self._cache is not None:
            evidence = _local_evidence(loaded)
            entry = Entry(key, text, evidence, self._state(path, evidence))
        return UnitRead(path, text, (), entry=entry)

    def evidence(self, path: str) -> tuple[tuple[str, ...], ...]:
        """The titles of what a good file can show, by capability; () where it is not good any more."""
        try:
            parsed = parse(self._files.read(path), path, placing=False)
        except UnreadableFile:
            return ()
        loaded, _ = load_parsed(parsed, path, self._files, self._find, self._names)
        if loaded is None:
            return ()
        day = self._as_of or loaded.answers.assessed_on
        valid = examine(loaded.answers, loaded.folder, self._files, day).valid
        return evidence_shown(loaded.standard, loaded.answers, valid)

    def _find(self, name: str) -> Standard | Problem | None:
        if self._overrides or name == self._standard.name:
            return named(self._standard, name, any_edition=self._any_edition)
        return self._shipped.edition(name)

    def _state(self, path: str, evidence: str) -> str:
        """How the files are that a unit's evidence lies in: where they are, whether they are, their content."""
        if not evidence:
            return ""
        root, *pieces = json.loads(evidence)
        folder = posixpath.join(posixpath.dirname(path.replace("\\", "/")) or ".", root)
        return sha256("\n".join(self._piece_states(folder, pieces)).encode()).hexdigest()

    def _piece_states(self, folder: str, pieces: Iterable[tuple[str, bool]]) -> Iterable[str]:
        for piece, hashed in pieces:
            place = self._files.resolve_inside(folder, piece)
            if place is None or not self._files.exists(place):
                yield "outside" if place is None else "missing"
                continue
            try:
                yield self._files.sha256(place) if hashed else "there"
            except UnreadableFile:
                yield "unreadable"


def _local_evidence(loaded: LoadedAnswers) -> str:
    """The evidence root and paths that the answers register; "" for none."""
    answers = loaded.answers
    pieces = [(one.path, one.sha256 is not None) for one in answers.evidence.values() if one.path is not None]
    return json.dumps([answers.evidence_root, *pieces]) if pieces else ""


def _too_large(path: str) -> Diagnostic:
    """The words of `source.parse`, without reading what is too large to be read."""
    message = f"the file has {os.path.getsize(path):,} bytes; the most that is read is {LARGEST_FILE:,}"
    return Diagnostic("too-large", Severity.ERROR, message, Location(path))


def common_standard(units: Sequence[Unit], standards: Standards) -> Standard:
    """The edition that all units were scored by; the one in use where there are several."""
    names = {unit.standard for unit in units}
    found = standards.edition(names.pop()) if len(names) == 1 else None
    return found if found is not None else standards.get()
