"""A file's new content, made ready beside it and put in its place at once.

In: a path, the bytes it must still hold, the new ones. Out: the new file, with the owner, group, permissions and
extended attributes of the old one, or an error and the old file.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from btm_cli.errors import UnreadableFile
from btm_cli.saving.attributes import carry_over
from btm_cli.saving.names import exchange, move_new
from btm_cli.saving.workspace import HAS_FLOCK, PART, flock, name_of, workspace


class FileChanged(UnreadableFile):
    """Somebody else wrote the file since it was read."""


def create(path: str, content: bytes) -> None:
    """Write a file that is not there. Raises OSError; FileExistsError where it is."""
    target = os.path.realpath(path)
    if os.path.lexists(target):
        raise FileExistsError(target)
    mask = os.umask(0)  # there is no way to ask for it without setting it
    os.umask(mask)
    with workspace(os.path.dirname(target)) as place:
        temporary = _prepared(place, None, content)
        os.chmod(temporary, 0o666 & ~mask)
        move_new(temporary, target)
        _settle(target)


def replace(path: str, old: int | str, expected: bytes, content: bytes) -> None:
    """Put `content` in place of the file at `path`, which is locked; `old` is its descriptor, or its path.

    Raises FileChanged where it holds something other than `expected` by now, UnreadableFile where something of it
    would not survive, and OSError.
    """
    target = os.path.realpath(path)
    with workspace(os.path.dirname(target)) as place:
        # Looked at after the workspace was cleaned: a killed process may have left a second name of the file there.
        names = os.stat(old).st_nlink
        if names > 1:
            raise UnreadableFile(
                f"{path} can't be written: it has {names} names (hard links), which would become two files",
                hint="copy it to a name of its own first",
            )
        temporary = _prepared(place, expected, content)
        carry_over(path, old, temporary)
        with _locked(temporary):
            if _bytes_of(target) != expected:
                raise changed(path)
            _put(path, temporary, target, expected, content)
        _settle(target)


@contextmanager
def _locked(temporary: str) -> Iterator[None]:
    """Whoever finds the new file in its place waits until it is sure to stay there."""
    if not HAS_FLOCK:
        yield
        return
    descriptor = os.open(temporary, os.O_RDONLY)
    try:
        flock(descriptor)
        yield
    finally:
        os.close(descriptor)


def _prepared(place: str, expected: bytes | None, content: bytes) -> str:
    """A file with `content` that is on the disk, readable to this user alone.

    Its name then says what may be in it: until a kill, whatever else is found there is somebody's save.
    """
    handle, temporary = tempfile.mkstemp(dir=place, prefix=PART)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    named = name_of(temporary, expected, content)
    os.rename(temporary, named)
    return named


def _put(path: str, temporary: str, target: str, expected: bytes, content: bytes) -> None:
    try:
        if not exchange(temporary, target):
            os.replace(temporary, target)
            return
    except FileNotFoundError:
        raise changed(path) from None
    if _bytes_of(temporary) == expected:
        return
    # An editor saved between the last look and the exchange: its file goes back to its place. If it saved once more
    # meanwhile, what comes out is not ours but that newer file, which then goes back in turn.
    exchange(temporary, target)
    if _bytes_of(temporary) != content:
        exchange(temporary, target)
    os.unlink(temporary)  # ours, or a save that its editor has replaced itself
    raise changed(path)


def _bytes_of(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def changed(path: str) -> FileChanged:
    """The error of a file that is another one than was read."""
    return FileChanged(
        f"{path} was changed by another program since it was read; nothing is written",
        hint="look at it, then start again: what was saved before is still there, or in that program",
    )


def _settle(target: str) -> None:
    """Have the folder on the disk too, where the system does that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        folder = os.open(os.path.dirname(target), os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
