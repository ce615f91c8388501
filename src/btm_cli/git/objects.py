"""Git's objects through one `git cat-file --batch`: commits, trees and contents.

In: a revision, or the id of an object. Out: its kind and bytes. Requests are lines on git's standard input, so that no
name can be taken for an option; trees are read in their own format, so that no name needs quoting.
"""

from __future__ import annotations

import subprocess
import weakref
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import IO, NamedTuple

from btm_cli.errors import IncompleteClone, TooLarge, UnreadableFile
from btm_cli.files import MOST_READ
from btm_cli.git.process import Git, answers, close, no_answer

KINDS = ("blob", "tree", "commit", "tag")
FOLDER, LINK, SUBMODULE = 0o040000, 0o120000, 0o160000
"""Modes of entries that are no plain files."""


FETCH = "git fetch --refetch --no-filter (btm itself fetches nothing; run it where you trust the repository)"
"""What brings all objects into a partial clone, also into a broken one."""


class Entry(NamedTuple):
    """What a tree has under a name."""

    mode: int
    id: str


PIECE = 1024 * 1024
"""Bytes that are taken from git at a time."""


class Objects:
    """Reads objects of one repository; the process behind it starts with the first question."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None
        self._trees: dict[str, Mapping[bytes, Entry]] = {}

    def read(self, name: str) -> tuple[str, str, bytes] | None:
        """Id, kind and content of what `name` names; None where there is no such thing, or more than one.

        Raises TooLarge.
        """
        found = self._pieces(name, MOST_READ)
        return found and (found[0], found[1], b"".join(found[2]))

    def sha256(self, name: str) -> str | None:
        """The SHA-256 of the content of what `name` names, which is not kept; None as for `read`."""
        found = self._pieces(name)
        if found is None:
            return None
        digest = sha256()
        for piece in found[2]:
            digest.update(piece)
        return digest.hexdigest()

    def _pieces(self, name: str, most: int | None = None) -> tuple[str, str, Iterator[bytes]] | None:
        """Id, kind, and content bit by bit, all of which must be taken before the next question."""
        if not name or "\n" in name or "\0" in name:
            return None
        stdin, stdout = self._streams()
        try:
            stdin.write(name.encode("utf-8", "surrogateescape") + b"\n")
            stdin.flush()
            if not answers(stdout):
                process, self._process = self._process, None
                if process is not None:
                    process.kill()
                raise no_answer(self._git.folder)
            line = stdout.readline()
        except OSError as error:
            raise UnreadableFile(f"git stopped answering: {error.strerror}") from None
        if not line:  # some names, such as @{upstream} without one, git takes for the end of the world
            self._process = None
            return None
        head = line.decode("utf-8", "replace").split()
        if len(head) != 3 or head[1] not in KINDS:  # "... missing" or "... ambiguous"
            return None
        size = int(head[2])
        content = _taken(stdout, size)
        if most is not None and size > most:
            for _ in content:
                pass  # git sends it all the same, and its next answer stands behind it
            raise TooLarge(f"{name} can't be read: it has {size:,} bytes; the most that is read is {most:,}")
        return head[0], head[1], content

    def tree(self, identity: str) -> Mapping[bytes, Entry]:
        """The entries of a tree by name. Raises IncompleteClone where it is not there."""
        if identity not in self._trees:
            found = self.read(identity)
            if found is None or found[1] != "tree":
                raise not_here(f"the folder {identity}")
            self._trees[identity] = _entries(found[2], len(identity) // 2)
        return self._trees[identity]

    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            self._process = self._git.start("cat-file", "--batch")
            weakref.finalize(self, close, self._process)
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise AssertionError("both are pipes")
        return stdin, stdout


def _taken(stdout: IO[bytes], size: int) -> Iterator[bytes]:
    """So many bytes and the line's end behind them. Raises UnreadableFile where git ends before."""
    left = size
    while left:
        piece = stdout.read(min(left, PIECE))
        if not piece:
            raise UnreadableFile("git stopped answering")
        left -= len(piece)
        yield piece
    stdout.read(1)


def not_here(what: str, complaint: str = "") -> IncompleteClone:
    """The error for an object that history names and this clone lacks, as a partial one may."""
    why = complaint and f": {complaint.removeprefix('fatal: ')}"
    return IncompleteClone(f"{what} is not in this clone{why}", hint=FETCH)


def _entries(content: bytes, id_length: int) -> dict[bytes, Entry]:
    """A tree's own format: mode in octal, a space, the name, a NUL, the id in `id_length` bytes; again and again."""
    entries: dict[bytes, Entry] = {}
    start = 0
    while start < len(content):
        space = content.index(b" ", start)
        end = content.index(b"\0", space)
        identity = content[end + 1 : end + 1 + id_length]
        entries[content[space + 1 : end]] = Entry(int(content[start:space], 8), identity.hex())
        start = end + 1 + id_length
    return entries
