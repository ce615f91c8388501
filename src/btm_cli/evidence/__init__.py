"""Which evidence holds on a date, and what each piece is, byte for byte.

In: answers, the folder their file lies in, the files port, a date. Out: an `EvidenceReport`: the keys that are valid,
and why the others are not; for whoever keeps a scorecard or attests one an `EvidenceDigest` each, by key. Scoring gets
the keys as a set and never looks at a file itself.
"""

import posixpath
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from btm_cli.answers.model import Answers, Evidence
from btm_cli.diagnostics import short
from btm_cli.errors import IncompleteClone, TooLarge, UnreadableFile
from btm_cli.files import Files


class EvidenceProblem(NamedTuple):
    """Why the evidence registered as `key` does not hold: evidence-future, -expired, -missing or -altered."""

    code: str
    message: str
    key: str


class EvidenceReport(NamedTuple):
    """The keys of the evidence that holds, and what is wrong with the rest, in the register's order."""

    valid: frozenset[str]
    problems: tuple[EvidenceProblem, ...]


def examine(answers: Answers, folder: str, files: Files, as_of: date) -> EvidenceReport:
    """Sort the registered evidence of `answers` by whether it holds on `as_of` (scoring.md, "Assurance").

    It holds when its date is not after `as_of`, `valid_until` (that day included) has not passed, and a `path` leads to
    a file inside the evidence root that has the `sha256` where one is given. A URL is not fetched. A path outside of
    the root does not hold and gives no problem here: the loader has made it an error. `folder` is the answers file's.
    """
    library = _Library(files, posixpath.join(folder, answers.evidence_root))
    valid: set[str] = set()
    problems: list[EvidenceProblem] = []
    for key, evidence in answers.evidence.items():
        found = [EvidenceProblem(code, message, key) for code, message in _flaws(evidence, library, as_of)]
        problems += found
        if not found and (evidence.path is None or library.find(evidence.path) is not None):
            valid.add(key)
    return EvidenceReport(frozenset(valid), tuple(problems))


class _Library:
    """The files below an evidence root; each is looked for and read once."""

    def __init__(self, files: Files, root: str) -> None:
        self.files = files
        self._root = root
        self._places: dict[str, str | None] = {}
        self._digests: dict[str, str | None] = {}

    def find(self, path: str) -> str | None:
        """Where the file should be; None outside of the root."""
        if path not in self._places:
            self._places[path] = self.files.resolve_inside(self._root, path)
        return self._places[path]

    def digest(self, place: str, path: str) -> str | None:
        """As `digest_of`, once a file."""
        if place not in self._digests:
            self._digests[place] = digest_of(self.files, place, path)
        return self._digests[place]


def _flaws(evidence: Evidence, library: _Library, as_of: date) -> Iterator[tuple[str, str]]:
    """Everything that keeps one piece from holding, as codes and messages."""
    if evidence.date > as_of:
        yield "evidence-future", f"dated {evidence.date}, after {as_of}"
    if evidence.valid_until is not None and evidence.valid_until < as_of:
        yield "evidence-expired", f"valid until {evidence.valid_until}, which is before {as_of}"
    place = library.find(evidence.path) if evidence.path is not None else None
    if place is None or evidence.path is None:
        return
    if not library.files.exists(place):
        yield "evidence-missing", f"there is no file {short(evidence.path)}"
    elif evidence.sha256 is not None:
        digest = library.digest(place, evidence.path)
        if digest is None:
            yield "evidence-missing", f"the file {short(evidence.path)} can't be read"
        elif digest != evidence.sha256.lower():
            yield "evidence-altered", f"the file {short(evidence.path)} is not the one whose sha256 was registered"


class EvidenceDigest(NamedTuple):
    """One piece: its key, its file's SHA-256 as it is now, and whether it holds on the date of the assessment.

    `path` is seen from the answers file's folder. `sha256` is None where there is no file that can be read inside the
    evidence root, and for a URL, which is never fetched; what the register says of it is no finding of ours.
    """

    key: str
    path: str | None
    sha256: str | None
    valid: bool


def digest_evidence(answers: Answers, folder: str, files: Files, valid: frozenset[str]) -> tuple[EvidenceDigest, ...]:
    """Digest every registered file of `answers`, by key: the order of the register changes nothing.

    `valid` holds the keys that `examine` found to hold.
    """
    root = posixpath.join(folder, answers.evidence_root)
    found = []
    for key, evidence in sorted(answers.evidence.items()):
        path = digest = None
        if evidence.path is not None:
            path = posixpath.normpath(posixpath.join(answers.evidence_root, evidence.path))
            if key in valid and evidence.sha256 is not None:
                digest = evidence.sha256.lower()  # it holds, so it has been read and found to be this
            else:
                place = files.resolve_inside(root, evidence.path)
                if place is not None and files.exists(place):
                    digest = digest_of(files, place, evidence.path)
        found.append(EvidenceDigest(key, path, digest, key in valid))
    return tuple(found)


def digest_of(files: Files, place: str, path: str) -> str | None:
    """The SHA-256 of the file at `place`, which the register calls `path`; None where it can't be read.

    Raises IncompleteClone and TooLarge, since a score without it would be wrong.
    """
    try:
        return files.sha256(place)
    except IncompleteClone:
        raise
    except TooLarge as error:  # by the name that the user knows: a place shows how this machine is laid out
        raise TooLarge(error.message.replace(place, path), error.hint) from None
    except UnreadableFile:
        return None
