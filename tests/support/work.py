"""Work for other processes, which find it by this module's name."""

from __future__ import annotations

import os
import time
from collections.abc import Callable


def make_work(prefix: str) -> Callable[[str], tuple[str, int]]:
    """Work that says in which process it was done."""

    def work(path: str) -> tuple[str, int]:
        time.sleep(0.001)
        return prefix + path, os.getpid()

    return work


def make_fragile(bad: str) -> Callable[[str], str]:
    """Work that fails for one path."""

    def work(path: str) -> str:
        if path == bad:
            raise ValueError(path)
        return path

    return work


def make_deadly(parent: int, kill: int = 0) -> Callable[[str], str]:
    """Work that ends whatever process does it, but for `parent`: by the signal `kill`, or with exit code 9."""

    def work(path: str) -> str:
        if os.getpid() != parent:
            if kill:
                os.kill(os.getpid(), kill)
            os._exit(9)
        return path

    return work


LONG = 600
"""Seconds that nobody waits for."""


def make_slow(parent: int) -> Callable[[str], str]:
    """Work that takes `LONG` in any process but `parent`, but for its first 25 files."""

    def work(path: str) -> str:
        if os.getpid() != parent and path >= "025":
            time.sleep(LONG)
        return path

    return work


DONE: list[str] = []
"""What `make_stuck`'s work has done in this process."""


def make_stuck(parent: int) -> Callable[[str], str]:
    """Work that takes long for the first file of any process but `parent`."""
    waited = os.getpid() == parent

    def work(path: str) -> str:
        nonlocal waited
        if not waited:
            time.sleep(0.5)
            waited = True
        DONE.append(path)
        return path

    return work
