"""What a file is besides its content, carried over to the file that takes its place.

In: an open file and the path of the next one. Out: the next one with the same owner, group, permissions and extended
attributes (access lists and security labels among them), or `UnreadableFile`: nothing is lost without a word.
"""

from __future__ import annotations

import os

from btm_cli.errors import UnreadableFile


def carry_over(path: str, old: int | str, new: str) -> None:
    """Give `new` what the file `old` has; `path` is its name for people. Raises UnreadableFile."""
    _owner(path, old, new)
    os.chmod(new, os.stat(old).st_mode & 0o7777)  # after the owner, which takes some bits away
    _extended(path, old, new)


def _owner(path: str, old: int | str, new: str) -> None:
    was, now = os.stat(old), os.stat(new)
    if (was.st_uid, was.st_gid) == (now.st_uid, now.st_gid):
        return
    try:
        os.chown(new, was.st_uid, was.st_gid)
    except OSError:
        what = "owner" if was.st_uid != now.st_uid else "group"
        raise UnreadableFile(
            f"{path} can't be written: its {what} would change, and only an administrator may keep it",
            hint="write it as its owner, or copy it to a file of your own",
        ) from None


def _extended(path: str, old: int | str, new: str) -> None:
    if not hasattr(os, "listxattr"):
        return
    wanted, there = _attributes(old), _attributes(new)
    try:
        for name in there.keys() - wanted.keys():
            os.removexattr(new, name)
        for name, value in wanted.items():
            if there.get(name) != value:
                os.setxattr(new, name, value)
    except OSError as error:
        raise UnreadableFile(
            f"{path} can't be written: one of its extended attributes would be lost ({error.strerror})"
        ) from None


def _attributes(file: int | str) -> dict[str, bytes]:
    try:
        return {name: os.getxattr(file, name) for name in os.listxattr(file)}
    except OSError:  # a file system without them
        return {}
