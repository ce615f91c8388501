"""The folder beside a file in which its next content is made ready, so that a kill leaves nothing that git would add.

In: the folder of a file. Out: a folder `.btm-tmp` in it, with a `.gitignore` of `*`, for as long as the context lasts.
What a killed process left there goes when the next one comes, but not what somebody else had saved.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from btm_cli.errors import UnreadableFile
from btm_cli.telling import tell

with suppress(ImportError):  # Windows has none
    import fcntl

HAS_FLOCK = "fcntl" in globals()
"""Whether files and folders can be locked themselves."""

NAME = ".btm-tmp"
IGNORE = ".gitignore"
PART = "part-"
"""How the names of files begin that are being written."""
OURS = "new-"
"""How those of whole ones begin, followed by the digests of what may be in it. Nothing else is ever deleted here."""
_WHOLE = re.compile(f"{OURS}(?P<old>[0-9a-f]{{16}})-(?P<new>[0-9a-f]{{16}})-")
STALE = 3600
"""Seconds after which a temporary file is surely nobody's any more."""
TRIES = 100
"""How often a folder may vanish between being made and being locked."""


def flock(descriptor: int) -> bool:
    """Lock a file or folder for this process alone, without waiting; False where another holds it. Raises OSError."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def workspace(folder: str) -> Iterator[str]:
    """A folder of this user's own in `folder`. Raises OSError, UnreadableFile."""
    place, lock = _entered(folder)
    try:
        _ignore_all(place)
        yield place
    finally:
        _leave(place, lock)


def _entered(folder: str) -> tuple[str, int | None]:
    """The folder, made or found, cleaned if nobody else is in it, and locked so that nobody cleans it meanwhile."""
    for _ in range(TRIES):
        place = _own(folder)
        lock = _shared(place)
        if HAS_FLOCK and lock is None:
            continue  # it was cleaned away, or is being cleaned
        return place, lock
    raise UnreadableFile(f"{os.path.join(folder, NAME)} comes and goes: nothing is written")


def _own(folder: str) -> str:
    """The path of a folder that belongs to this user and that nobody else can write to."""
    user = os.geteuid() if hasattr(os, "geteuid") else None
    for name in (NAME, f"{NAME}-{user}"):
        place = os.path.join(folder, name)
        with suppress(FileExistsError):
            os.mkdir(place, 0o700)
        try:
            found = os.lstat(place)
        except FileNotFoundError:
            return place  # cleaned away just now: locking it will say so
        real = os.path.isdir(place) and not os.path.islink(place)
        if real and (user is None or (found.st_uid == user and not found.st_mode & 0o022)):
            return place
    raise UnreadableFile(f"{os.path.join(folder, NAME)} belongs to somebody else", hint="delete it")


def _shared(place: str) -> int | None:
    """A descriptor that keeps the folder from being cleaned; what was left in it goes first."""
    if not HAS_FLOCK:
        return None
    try:
        lock = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    if flock(lock) and is_at(lock, place):
        _clean(place, says=True)
    fcntl.flock(lock, fcntl.LOCK_SH)  # whoever has it alone is cleaning, which is soon done
    if is_at(lock, place):
        return lock
    os.close(lock)
    return None


def is_at(descriptor: int, path: str) -> bool:
    """Whether the file or folder that is locked is still the one at this path.

    Before there is a lock, and for an instant while one changes its kind, another process may put a file in its place,
    or take the folder away and a third make a new one: what lies there now is not this one's to write or to clean.
    """
    with suppress(OSError):
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    return False


def name_of(part: str, expected: bytes | None, content: bytes) -> str:
    """The name for the whole file that was written as `part`: `content` is in it, and `expected` after an exchange."""
    folder, name = os.path.split(part)
    return os.path.join(folder, f"{OURS}{_digest(expected or b'')}-{_digest(content)}-{name.removeprefix(PART)}")


def _digest(content: bytes) -> str:
    from hashlib import sha256  # loads OpenSSL, which few commands need

    return sha256(content).hexdigest()[:16]


def _clean(place: str, *, says: bool) -> None:
    """Delete what killed processes left; where folders can't be locked, only what nobody can be writing any more.

    What is neither the old content of a file nor the new one stays: an editor saved it just before an exchange. Whoever
    comes first `says` so.
    """
    for entry in list(os.scandir(place)):
        with suppress(OSError):
            ours = entry.name.startswith((OURS, PART))
            if not ours or not (HAS_FLOCK or entry.stat().st_mtime < time.time() - STALE):
                continue
            if not _is_a_save(entry):
                os.unlink(entry.path)
            elif says:
                shown = os.path.relpath(entry.path)
                tell(f"{shown} is what another program saved when btm was stopped: take it from there, then delete it")


def _is_a_save(entry: os.DirEntry[str]) -> bool:
    digests = _WHOLE.match(entry.name)
    if digests is None:
        return False
    with open(entry.path, "rb") as file:
        return _digest(file.read()) not in digests.groups()


def _ignore_all(place: str) -> None:
    """Hide the folder from git before anything is in it; the hiding file has no name until it is whole."""
    path = os.path.join(place, IGNORE)
    if os.path.exists(path):
        return
    try:
        unnamed = os.open(place, os.O_TMPFILE | os.O_WRONLY, 0o600)
    except (OSError, AttributeError):  # not this system, or not its file system
        with open(path, "w", encoding="utf-8") as file:
            file.write("*\n")
        return
    root = os.open("/", os.O_RDONLY)
    try:
        os.write(unnamed, b"*\n")
        with suppress(FileExistsError):
            os.link(f"/proc/self/fd/{unnamed}", path, src_dir_fd=root)
    finally:
        os.close(root)
        os.close(unnamed)


def _leave(place: str, lock: int | None) -> None:
    """Take the folder away, unless others are in it."""
    try:
        with suppress(OSError):
            if lock is not None and not (flock(lock) and is_at(lock, place)):
                return
            _clean(place, says=False)
            if os.listdir(place) == [IGNORE]:
                os.unlink(os.path.join(place, IGNORE))
                os.rmdir(place)
    finally:
        if lock is not None:
            os.close(lock)
