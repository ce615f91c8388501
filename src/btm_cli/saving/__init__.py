"""How every command writes a file: one writer at a time, whole or not at all, nothing of anybody else's lost.

In: a path and bytes, or text as UTF-8. Out: the file, or `UnreadableFile` with the file as it was. What is promised and
what is not: SECURITY.md; why it is done like this: docs/decisions/0024.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from btm_cli.errors import UnreadableFile
from btm_cli.files import why_not
from btm_cli.saving.lock import locked_file
from btm_cli.saving.placing import FileChanged, changed, create, replace

__all__ = ["TRIES", "FileChanged", "Held", "changed", "held", "write_atomic", "write_new"]

TRIES = 20
"""How often a file may come and go while it is to be written."""


class Held:
    """A file that no other btm writes meanwhile. `content` is what it holds; it was read since then."""

    def __init__(self, path: str, old: int | str) -> None:
        self.path = path
        self._old = old
        self.content = _content(path, old)

    def replace(self, data: bytes) -> None:
        """Put `data` in place of `content`. Raises FileChanged where an editor saved meanwhile, UnreadableFile."""
        with _in_words(self.path):
            replace(self.path, self._old, self.content, data)
        self.content = data


@contextmanager
def held(path: str) -> Iterator[Held]:
    """Keep every other btm from writing the file `path`, and read it. Raises UnreadableFile.

    Another btm is waited for. The system frees the lock of a process that has died.
    """
    with locked_file(path) as old:
        yield Held(path, old)


def write_new(path: str, data: bytes | str, *, force: bool = False) -> None:
    """Write a file that is not there yet, or with `force` in place of the one that is.

    Raises UnreadableFile, and without `force` FileExistsError where it is there.
    """
    if force:
        write_atomic(path, data)
        return
    with _in_words(path):
        if os.path.lexists(path):  # a link that leads nowhere is there as well
            raise FileExistsError(path)
        create(path, _bytes(data))


def write_atomic(path: str, data: bytes | str) -> None:
    """Put `data` into the file `path`, whatever it holds; an existing file keeps its owner, permissions and attributes.

    What is no file (a pipe, `/dev/null`) is written to and stays what it is. Raises UnreadableFile; the old file is
    then as it was, and nothing is left beside it.
    """
    content = _bytes(data)
    for _ in range(TRIES):
        with _in_words(path):
            if os.path.isdir(path):
                raise IsADirectoryError
            if os.path.exists(path) and not os.path.isfile(path):
                with open(path, "wb") as stream:
                    stream.write(content)
                return
            if not os.path.exists(path):
                try:
                    create(path, content)
                except FileExistsError:
                    continue
                return
        try:
            with held(path) as found:
                found.replace(content)
            return
        except FileChanged:
            continue
    raise FileChanged(f"{path} is written by another program all the time; nothing is written")


def _bytes(data: bytes | str) -> bytes:
    return data.encode("utf-8") if isinstance(data, str) else data


def _content(path: str, old: int | str) -> bytes:
    try:
        with open(old, "rb", closefd=isinstance(old, str)) as file:
            file.seek(0)
            return file.read()
    except OSError as error:
        raise why_not(path, error) from None


@contextmanager
def _in_words(path: str) -> Iterator[None]:
    try:
        yield
    except (UnreadableFile, FileExistsError):
        raise
    except (OSError, ValueError) as error:
        raise why_not(path, error, "written") from None
