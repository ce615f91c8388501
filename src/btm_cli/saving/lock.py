"""A file's lock, which lies on the file itself: it holds for every user and every temporary folder.

In: a path. Out: a descriptor of the file that is at this path, locked as long as the context lasts.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager

from btm_cli.errors import UnreadableFile
from btm_cli.files import why_not
from btm_cli.saving.waiting import Wait
from btm_cli.saving.workspace import HAS_FLOCK, OURS, flock, is_at, workspace


@contextmanager
def locked_file(path: str) -> Iterator[int | str]:
    """Lock the file at `path`. Raises UnreadableFile where it can't be read, written or locked, or is never free.

    A file whose permissions let nobody write is the user's way to say that it stays, even to root. Where files can't be
    locked themselves, the path itself comes out: an open file could not be replaced there.
    """
    if not HAS_FLOCK:
        with _locked_beside(path):
            yield path
        return
    wait = Wait(path)
    while True:
        descriptor = _open(path)
        try:
            if not _lock(descriptor, path):
                wait.step()
            elif is_at(descriptor, path):  # whoever held it before may have put another file in its place
                yield descriptor
                return
        finally:
            os.close(descriptor)


def _open(path: str) -> int:
    try:
        # Not blocking: a pipe would wait for somebody at its other end.
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        raise why_not(path, error, "read" if isinstance(error, FileNotFoundError) else "written") from None
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode) and mode & 0o222:
        return descriptor
    os.close(descriptor)
    reason = "it is read-only" if stat.S_ISREG(mode) else "it is not a regular file"
    raise UnreadableFile(f"{path} can't be written: {reason}")


def _lock(descriptor: int, path: str) -> bool:
    """Whether the lock is taken; False where another process has it."""
    try:
        return flock(descriptor)
    except OSError as error:
        raise UnreadableFile(f"{path} can't be locked for writing: {error.strerror}") from None


@contextmanager
def _locked_beside(path: str) -> Iterator[None]:
    """A lock in the workspace, for systems that can't replace a file that is open."""
    from hashlib import sha256

    from filelock import FileLock, Timeout

    os.close(_open(path))  # for what can be wrong with it
    target = os.path.realpath(path)
    wait = Wait(path)
    with workspace(os.path.dirname(target)) as place:
        name = sha256(os.path.basename(target).casefold().encode("utf-8", "surrogateescape")).hexdigest()
        lock = FileLock(os.path.join(place, f"{OURS}{name}.lock"), timeout=0)
        while not lock.is_locked:
            try:
                lock.acquire()
            except Timeout:
                wait.step()
        try:
            yield
        finally:
            lock.release()
