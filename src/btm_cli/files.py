"""The port through which loaders and evidence see files, and its implementation on disk.

In: paths as the user wrote them, with `/` between parts. Out: bytes, names and digests, or `UnreadableFile` with a
message for people. A git tree at a revision can stand behind the same port, so nothing else may assume a disk.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import Final, Protocol

from btm_cli.digest import hasher
from btm_cli.errors import TooLarge, UnreadableFile, UsageProblem
from btm_cli.names import spelled
from btm_cli.telling import measured

MOST_READ: Final = 64 * 1024 * 1024
"""Bytes of any file that is read whole. Answers and workbooks have narrower limits of their own."""
MOST_HASHED: Final = 4 * 1024**3
"""Bytes of a piece of evidence: some minutes of hashing."""
PIECE: Final = 1024 * 1024
"""Bytes that are hashed before it is told how far that is."""
RAISES: Final = "BTM_MOST_EVIDENCE_GB"
"""The variable that names another limit for evidence, in GiB. It can never change a score: too much is an error."""


class Files(Protocol):
    """What a place where files lie can do."""

    def read(self, path: str) -> bytes:
        """The content of a file. Raises UnreadableFile."""

    def exists(self, path: str) -> bool:
        """Whether `path` is a file (a folder is none)."""

    def list_yaml(self, folder: str) -> list[str]:
        """Every `*.yaml` in `folder` and below it, relative to it with `/`, sorted. Raises UnreadableFile."""

    def resolve_inside(self, root: str, path: str) -> str | None:
        """Where the relative `path` leads from the folder `root`; None if that is outside of it, links included."""

    def sha256(self, path: str) -> str:
        """The SHA-256 of a file's content, 64 hex digits in lower case. Raises UnreadableFile."""


def relative_parts(path: str) -> list[str] | None:
    """The parts of the path of a piece of evidence, which may lead out; None for one that is not relative.

    Judged by its text alone, and alike on every platform: what is fine on one must not be wrong on another.
    """
    parts = path.replace("\\", "/").split("/")
    absolute = not parts[0] or parts[0].startswith("~") or parts[0][1:2] == ":"
    return None if absolute or "\0" in path else parts


class DiskFiles:
    """The files of this computer; relative paths start at the working directory."""

    def read(self, path: str, most: int = MOST_READ) -> bytes:
        """See `Files.read`."""
        with _regular(path, most) as file:
            content = _given(file.read(most + 1), path)  # it may grow meanwhile
        if len(content) > most:
            raise _too_much(path, len(content), most)
        return content

    def exists(self, path: str) -> bool:
        """See `Files.exists`."""
        return os.path.isfile(path)

    def list_yaml(self, folder: str) -> list[str]:
        """See `Files.list_yaml`."""
        found: list[str] = []

        def refuse(error: OSError) -> None:
            raise why_not(folder, error) from None

        for place, _, names in os.walk(folder, onerror=refuse):
            below = Path(place).relative_to(folder)
            found += [(below / name).as_posix() for name in names if name.endswith(".yaml")]
        return sorted(found)

    def resolve_inside(self, root: str, path: str) -> str | None:
        """See `Files.resolve_inside`."""
        parts = relative_parts(path)
        if parts is None:
            return None
        try:
            inner = os.path.realpath(as_spelled(root))
            resolved = os.path.realpath(as_spelled(os.path.join(inner, *parts)))
            inside = os.path.commonpath([inner, resolved]) == inner
        except (OSError, ValueError):  # a loop of links, another drive
            return None
        return resolved if inside else None

    def sha256(self, path: str) -> str:
        """See `Files.sha256`."""
        most = _most_hashed()
        hint = f"{RAISES}=N takes up to N GiB"
        done = 0
        with (
            _regular(path, most, hint) as file,
            measured(os.path.basename(path), size := os.fstat(file.fileno()).st_size) as advance,
        ):
            digest = hasher(size)
            while piece := _given(file.read(PIECE), path):
                digest.update(piece)
                advance(len(piece))
                done += len(piece)
                if done > most:  # it grows meanwhile
                    raise _too_much(path, done, most, hint)
        return str(digest.hexdigest())


@contextmanager
def _regular(path: str, most: int, hint: str | None = None) -> Iterator[BufferedReader]:
    """The open file, which is one and not too large.

    Raises UnreadableFile for what is not, before anything is read: a pipe or a device might never end. TooLarge.
    """
    try:
        # Not blocking: opening a pipe would wait for somebody at its other end.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if stat.S_ISDIR(found.st_mode):
                raise IsADirectoryError
            if not stat.S_ISREG(found.st_mode):
                raise UnreadableFile(
                    f"{path} can't be read: it is a pipe or a device", hint="save what it gives to a file first"
                )
            if found.st_size > most:
                raise _too_much(path, found.st_size, most, hint)
            yield file
    except (OSError, ValueError) as error:
        raise why_not(path, error) from None


def _given(content: bytes | None, path: str) -> bytes:
    """What was read. Raises UnreadableFile where the system has nothing yet (/proc/kmsg): that is not an empty file."""
    if content is None:
        raise UnreadableFile(f"{path} can't be read: it waits for something to come")
    return content


def _too_much(path: str, size: int, most: int, hint: str | None = None) -> TooLarge:
    return TooLarge(f"{path} can't be read: it has {size:,} bytes; the most that is read is {most:,}", hint)


def _most_hashed() -> int:
    """The limit for evidence. Raises UsageProblem where the variable is no whole number."""
    said = os.environ.get(RAISES, "")
    if not said:
        return MOST_HASHED
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise UsageProblem(f"{RAISES} must be a whole number of GiB, not `{said[:40]}`")
    return int(said) * 1024**3


def as_spelled(path: str) -> str:
    """`path` as the disk spells it: what is there in another normal form is the same name (`names.spelled`)."""
    if path.isascii() or os.path.lexists(path):
        return path
    folder, name = os.path.split(path)
    if not name or folder == path:
        return path
    folder = as_spelled(folder) if folder else folder
    with suppress(OSError):
        name = spelled(name, os.listdir(folder or "."))
    return os.path.join(folder, name)


class KnownContent(DiskFiles):
    """The disk, but for the one file whose content is known: nobody else's writing may slip in unseen."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self, path: str, most: int = MOST_READ) -> bytes:
        """See `Files.read`."""
        return self._content


def why_not(path: str, error: OSError | ValueError, verb: str = "read") -> UnreadableFile:
    """That `path` can't be read (or what `verb` says), in plain words."""
    match error:
        case FileNotFoundError():
            reason = "there is no such file or folder"
        case IsADirectoryError():
            reason = "it is a folder"
        case NotADirectoryError():
            reason = "a part of the path is not a folder"
        case PermissionError():
            reason = "permission denied"
        case OSError(strerror=str(said)):
            reason = said
        case _:
            reason = "this is not a path"
    return UnreadableFile(f"{path} can't be {verb}: {reason}")
