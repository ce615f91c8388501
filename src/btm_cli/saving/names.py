"""Moving names of files in ways that Python has no function for.

In: two paths in one file system. Out: what they name, changed at once.
"""

from __future__ import annotations

import errno
import os
from functools import cache
from typing import Any

NO_REPLACE, EXCHANGE = 1, 2
"""Flags of renameat2(2)."""
HERE = -100
"""AT_FDCWD: relative paths start at the working directory."""
UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}


def exchange(one: str, other: str) -> bool:
    """Swap what two names stand for, at once; False where the system or the file system can't. Raises OSError."""
    return _renamed(one, other, EXCHANGE)


def move_new(old: str, new: str) -> None:
    """Give `old` the name `new`, which nothing has. Raises OSError, FileExistsError where something has."""
    if _renamed(old, new, NO_REPLACE):
        return
    try:
        os.link(old, new)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: a small gap between looking and moving is left
        if os.path.lexists(new):
            raise FileExistsError(new) from None
        os.rename(old, new)
        return
    os.unlink(old)


def _renamed(old: str, new: str, flags: int) -> bool:
    rename = _system_call()
    if rename is None:
        return False
    import ctypes

    if rename(HERE, os.fsencode(old), HERE, os.fsencode(new), flags) == 0:
        return True
    code = ctypes.get_errno()
    if code in UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), new)


@cache
def _system_call() -> Any:
    """Linux's renameat2, or None."""
    try:
        import ctypes

        return getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    except (ImportError, OSError, TypeError):  # Windows has no such handle
        return None
