"""Spares every command what its libraries import and no command uses.

In: nothing. Out: stand-ins for modules. Pydantic imports `importlib.metadata`, and with it email, sockets and zip files
(5 ms), to look for plugins, which `__main__` tells it not to do, and `secrets`, and with it OpenSSL, to compare secret
texts, of which we have none. It imports `uuid`, which asks `platform` for the system's name: that much the stand-in
knows where there is `os.uname`. Whoever asks one for anything else gets the real module.
"""

from __future__ import annotations

import importlib
import os
import sys
from types import ModuleType
from typing import Any

METADATA = "importlib.metadata"
PLATFORM = "platform"
NAMES = (METADATA, "secrets", *([PLATFORM] if hasattr(os, "uname") else []))


class _Later(ModuleType):
    """A module that is imported once something of it is used; metadata's `entry_points` may be imported before."""

    def __getattr__(self, name: str) -> Any:
        if name == "entry_points" and self.__name__ == METADATA:
            return lambda **wanted: _real(self.__name__).entry_points(**wanted)
        if name == "system" and self.__name__ == PLATFORM:
            return lambda: os.uname().sysname
        return getattr(_real(self.__name__), name)


def postpone() -> None:
    """Put the stand-ins where imports look."""
    for name in NAMES:
        if name not in sys.modules:
            sys.modules[name] = _Later(name)
    metadata = sys.modules[METADATA]
    if isinstance(metadata, _Later):
        metadata.__path__ = [os.path.join(path, "metadata") for path in importlib.__path__]  # it is a package
        importlib.metadata = metadata  # as an import does


def _real(name: str) -> Any:
    if isinstance(sys.modules.get(name), _Later):
        del sys.modules[name]
    return importlib.import_module(name)
