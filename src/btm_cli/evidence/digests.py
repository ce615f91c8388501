"""What each registered piece of evidence is, byte for byte, for whoever keeps a scorecard or attests one.

In: answers, the folder their file lies in, the files port, and which evidence holds. Out: an `EvidenceDigest` each, by
key: the order of a file's register changes nothing.
"""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from btm_cli.answers.model import Answers
from btm_cli.errors import IncompleteClone, TooLarge, UnreadableFile
from btm_cli.files import Files


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
    """Digest every registered file of `answers`; `valid` holds the keys that `examine` found to hold."""
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
