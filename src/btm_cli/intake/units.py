"""One file of a roll-up: read, checked and measured, or taken from the cache.

In: a path, and what is the same for all files. Out: a `UnitRead` of plain values. Runs in worker processes: between
them, and in the cache, a `Unit` is a line of text, where fractions are written as "17/6".
"""

from __future__ import annotations

import json
import os
import posixpath
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from btm_cli import __version__
from btm_cli.answers.load import load_parsed, read_hinted
from btm_cli.diagnostics import Diagnostic, Location, Problem, Severity
from btm_cli.errors import UnreadableFile
from btm_cli.evidence import examine
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import Standards, named
from btm_cli.intake.unit_cache import FORMAT, Entry, UnitCache
from btm_cli.scoring import measure
from btm_cli.scoring.exact import ratio
from btm_cli.scoring.ratings import Rules
from btm_cli.source import LARGEST_FILE, parse
from btm_cli.voices.unit import Scores, Unit, evidence_shown, make_unit

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.standard.model import Standard


class UnitRead(NamedTuple):
    """What came of one file: a unit's text, or what is wrong. `entry` is what the cache should keep."""

    file: str
    unit: str | None
    problems: tuple[Diagnostic, ...] = ()
    unreadable: bool = False
    entry: Entry | None = None


class Source(NamedTuple):
    """What all files are read by: a standard, or the earlier edition that a file names.

    `overrides` says that the standard was named on the command line: a file that names another one is wrong, unless
    `any_edition` has it read all the same. `cache` is the cache's path, None for none.
    """

    standard: Standard
    overrides: bool
    as_of: date | None
    cache: str | None
    any_edition: bool = False


class UnitReader:
    """Reads units."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._cache = UnitCache(source.cache) if source.cache is not None else None
        self._rules = Rules(source.standard)
        self._shipped = Standards(loaded=source.standard)
        self._names = [source.standard.name] if source.overrides else self._shipped.names()
        self._files = DiskFiles()
        _, overrides, as_of, _, any_edition = source
        self._about = f"{FORMAT} {__version__} {source.standard.digest} {overrides} {any_edition} {as_of or ''}"

    def read(self, path: str) -> UnitRead:
        """Read one file. Never raises for what is in a file, or not there."""
        try:
            if os.path.isfile(path) and os.path.getsize(path) > LARGEST_FILE:
                # The words of `source.parse`, without reading what is too large to be read.
                message = f"the file has {os.path.getsize(path):,} bytes; the most that is read is {LARGEST_FILE:,}"
                return UnitRead(path, None, (Diagnostic("too-large", Severity.ERROR, message, Location(path)),))
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
        day = self._source.as_of or loaded.answers.assessed_on
        report = examine(loaded.answers, loaded.folder, self._files, day)
        standard = loaded.standard
        rules = self._rules if standard is self._source.standard else Rules(standard)
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
        day = self._source.as_of or loaded.answers.assessed_on
        valid = examine(loaded.answers, loaded.folder, self._files, day).valid
        return evidence_shown(loaded.standard, loaded.answers, valid)

    def _find(self, name: str) -> Standard | Problem | None:
        standard = self._source.standard
        if self._source.overrides or name == standard.name:
            return named(standard, name, any_edition=self._source.any_edition)
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


def common_standard(units: Sequence[Unit], standards: Standards) -> Standard:
    """The edition that all units were scored by; the one in use where there are several."""
    names = {unit.standard for unit in units}
    found = standards.edition(names.pop()) if len(names) == 1 else None
    return found if found is not None else standards.get()


def write_unit(unit: Unit) -> str:
    """The unit as JSON on one line."""
    data = unit._asdict()
    data["overall"] = _packed(unit.overall)
    data["areas"] = [_packed(one) for one in unit.areas]
    data["capabilities"] = [_packed(one) for one in unit.capabilities]
    data["cells"] = [None if one is None else _packed(one) for one in unit.cells]
    data["depths"] = dict(unit.depths)
    data["asks"] = {name: None if share is None else str(share) for name, share in unit.asks.items()}
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"))


def read_unit_text(text: str) -> Unit:
    """The unit that was written. Raises ValueError, KeyError or TypeError for what is no unit."""
    data: dict[str, Any] = json.loads(text)
    data["overall"] = _scores(*data["overall"])
    data["areas"] = tuple(_scores(*one) for one in data["areas"])
    data["capabilities"] = tuple(_scores(*one) for one in data["capabilities"])
    data["cells"] = tuple(None if one is None else _scores(*one) for one in data["cells"])
    for name in ("standings", "scope", "profiles", "not_known"):
        data[name] = tuple(data[name])
    data["asks"] = {name: _fraction(share) for name, share in data["asks"].items()}
    return Unit(**data)


def _packed(scores: Scores) -> list[str | int | None]:
    return [None if value is None else str(value) if isinstance(value, Fraction) else value for value in scores]


@lru_cache(maxsize=65536)
def _scores(score: str | None, level: int | None, evidenced: str | None, verified: str | None) -> Scores:
    return Scores(_fraction(score), level, _fraction(evidenced), _fraction(verified))


@lru_cache(maxsize=65536)
def _fraction(text: str | None) -> Fraction | None:
    if text is None:
        return None
    numerator, _, denominator = text.partition("/")
    return ratio(int(numerator), int(denominator or 1))
