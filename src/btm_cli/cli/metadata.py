"""Spares every command the metadata of installed packages.

In: nothing. Out: a stand-in for `importlib.metadata`. Pydantic imports that module, and with it email, sockets and zip
files (5 ms), to look for plugins, which `__main__` tells it not to do. Whoever asks it for anything gets the real one.
"""

from __future__ import annotations

import importlib
import os
import sys
from types import ModuleType
from typing import Any

NAME = "importlib.metadata"


class _Later(ModuleType):
    """The module that is imported once something of it is used; to import its `entry_points` is not yet to use it."""

    def __init__(self) -> None:
        super().__init__(NAME)
        self.__path__ = [os.path.join(path, "metadata") for path in importlib.__path__]  # it is a package

    def __getattr__(self, name: str) -> Any:
        if name == "entry_points":
            return lambda **wanted: _real().entry_points(**wanted)
        return getattr(_real(), name)


def postpone() -> None:
    """Put the stand-in where imports look."""
    if NAME not in sys.modules:
        sys.modules[NAME] = _Later()
        setattr(importlib, NAME.rpartition(".")[2], sys.modules[NAME])  # as an import does


def _real() -> Any:
    if isinstance(sys.modules.get(NAME), _Later):
        del sys.modules[NAME]
    return importlib.import_module(NAME)
