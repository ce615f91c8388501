"""Answers files as they are written: one writer at a time, whole or not at all, nothing of anybody else's lost.

In: a path and changes. Out: the file changed on disk, or an error and the file as it was. A lock keeps other btm's out
for the moment of writing; an editor knows no locks, so the file is read again right before it is replaced.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from btm_cli.answers.edit import Change, Order, edit
from btm_cli.diagnostics import Diagnostic
from btm_cli.errors import InvalidFiles, UnreadableFile
from btm_cli.files import DiskFiles, write_atomic


class FileChanged(UnreadableFile):
    """Somebody else wrote the file since it was read."""


class Session:
    """Writes one file again and again, as an interview does. `text` is the file as this session knows it.

    Raises UnreadableFile or InvalidFiles (not UTF-8) where the file can't be read.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.text = _text(path)

    def save(self, changes: Sequence[Change], order: Order = ()) -> None:
        """Make `changes`. Raises EditRefused, UnreadableFile, and FileChanged where the file is another one by now."""
        with writing(self.path):
            if _text(self.path) != self.text:
                raise FileChanged(
                    f"{self.path} was changed by another program since it was read; nothing is written",
                    hint="look at it, then start again: what was saved before is still there, or in that program",
                )
            text = edit(self.text, changes, self.path, order)
            if text != self.text:
                write_atomic(self.path, text.encode("utf-8"))
                self.text = text


def update(path: str, changes: Sequence[Change], order: Order = ()) -> None:
    """Read the file, make `changes`, write it. Raises as `Session` and `Session.save` do."""
    Session(path).save(changes, order)


def write_new(path: str, text: str, *, force: bool = False) -> None:
    """Write a file that is not there yet, or with `force` in place of the one that is. Raises UnreadableFile."""
    with writing(path):
        if not force and os.path.lexists(path):
            raise UnreadableFile(f"{path} is there already; nothing is written", hint="name another file, or --force")
        write_atomic(path, text.encode("utf-8"))


@contextmanager
def writing(path: str) -> Iterator[None]:
    """Keep every other btm from writing `path` meanwhile. Raises UnreadableFile where one is writing it just now.

    The system frees the lock of a process that has died. It lies in the temporary folder, not beside the file, where
    git would show it.
    """
    from hashlib import sha256

    from filelock import FileLock, Timeout

    folder = os.path.join(tempfile.gettempdir(), f"btm-locks-{os.getuid() if hasattr(os, 'getuid') else 'all'}")
    name = sha256(os.path.realpath(path).encode("utf-8", "surrogateescape")).hexdigest()
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        lock = FileLock(os.path.join(folder, f"{name}.lock"), timeout=0)
        lock.acquire()
    except Timeout:
        raise UnreadableFile(
            f"another btm is writing {path} just now; nothing is written", hint="try again in a moment"
        ) from None
    except OSError as error:
        raise UnreadableFile(f"{path} can't be locked for writing: {error.strerror}") from None
    try:
        yield
    finally:
        lock.release()


def _text(path: str) -> str:
    raw = DiskFiles().read(path)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidFiles(_what_is_wrong(raw, path)) from None


def _what_is_wrong(raw: bytes, path: str) -> list[Diagnostic]:
    from btm_cli.source import parse

    return parse(raw, path)[1]
