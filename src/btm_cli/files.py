"""The port through which loaders and evidence see files, and its implementation on disk.

In: paths as the user wrote them, with `/` between parts. Out: bytes, names and digests, or `UnreadableFile` with a
message for people. A git tree at a revision can stand behind the same port, so nothing else may assume a disk.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from btm_cli.errors import UnreadableFile
from btm_cli.names import spelled


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


class DiskFiles:
    """The files of this computer; relative paths start at the working directory."""

    def read(self, path: str) -> bytes:
        """See `Files.read`."""
        try:
            return Path(path).read_bytes()
        except (OSError, ValueError) as error:
            raise _unreadable(path, error) from None

    def exists(self, path: str) -> bool:
        """See `Files.exists`."""
        return os.path.isfile(path)

    def list_yaml(self, folder: str) -> list[str]:
        """See `Files.list_yaml`."""
        found: list[str] = []

        def refuse(error: OSError) -> None:
            raise _unreadable(folder, error) from None

        for place, _, names in os.walk(folder, onerror=refuse):
            below = Path(place).relative_to(folder)
            found += [(below / name).as_posix() for name in names if name.endswith(".yaml")]
        return sorted(found)

    def resolve_inside(self, root: str, path: str) -> str | None:
        """See `Files.resolve_inside`."""
        parts = path.replace("\\", "/").split("/")
        # Judged by the text first, and alike on every platform: what is fine on one must not be wrong on another.
        if not parts[0] or parts[0].startswith("~") or parts[0][1:2] == ":":
            return None
        try:
            inner = os.path.realpath(_as_spelled(root))
            resolved = os.path.realpath(_as_spelled(os.path.join(inner, *parts)))
            inside = os.path.commonpath([inner, resolved]) == inner
        except (OSError, ValueError):  # a NUL in it, a loop of links, another drive
            return None
        return resolved if inside else None

    def sha256(self, path: str) -> str:
        """See `Files.sha256`."""
        from hashlib import file_digest  # loads OpenSSL, and most files cite no evidence on disk

        try:
            with open(path, "rb") as file:
                return file_digest(file, "sha256").hexdigest()
        except (OSError, ValueError) as error:
            raise _unreadable(path, error) from None


def _as_spelled(path: str) -> str:
    """`path` as the disk spells it: what is there in another normal form is the same name (`names.spelled`)."""
    if path.isascii() or os.path.lexists(path):
        return path
    folder, name = os.path.split(path)
    if not name or folder == path:
        return path
    folder = _as_spelled(folder) if folder else folder
    with suppress(OSError):
        name = spelled(name, os.listdir(folder or "."))
    return os.path.join(folder, name)


def write_atomic(path: str, data: bytes | str) -> None:
    """Put `data` (text as UTF-8) into the file `path`, whole or not at all; an existing file keeps its permissions.

    What is no file (a pipe, `/dev/null`) is written to and stays what it is. Raises UnreadableFile; the old file is
    then as it was, and nothing is left beside it.
    """
    from tempfile import mkstemp

    content = data.encode("utf-8") if isinstance(data, str) else data
    target = os.path.realpath(path)  # a link stays a link, to the new content
    temporary = None
    try:
        mode = _mode_for(target)
        if os.path.exists(target) and not os.path.isfile(target):
            with open(target, "wb") as stream:
                stream.write(content)
            return
        handle, temporary = mkstemp(dir=os.path.dirname(target), prefix=f".{os.path.basename(target)}.", suffix=".tmp")
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException as error:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)
        if isinstance(error, OSError | ValueError):
            raise _unreadable(path, error, "written") from None
        raise


def _mode_for(target: str) -> int:
    """The permissions of the file that is there, else those a new file gets."""
    if os.path.isdir(target):
        raise IsADirectoryError
    try:
        return os.stat(target).st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)  # there is no way to ask for it without setting it
        os.umask(mask)
        return 0o666 & ~mask


def _unreadable(path: str, error: OSError | ValueError, verb: str = "read") -> UnreadableFile:
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
