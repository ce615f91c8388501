"""Spares every command what its libraries import and no command uses.

In: nothing. Out: stand-ins for modules. Pydantic imports `importlib.metadata`, and with it email, sockets and zip files
(5 ms), to look for plugins, which `__main__` tells it not to do, and `secrets`, and with it OpenSSL, to compare secret
texts, of which we have none. It imports `uuid`, which asks `platform` for the system's name: that much the stand-in
knows where there is `os.uname`. Typer imports what starts other programs, unpacks archives, translates and compares
texts; openpyxl what reads workbooks, where we write one, and fifty styles that we use none of. Whoever asks one for
anything else gets the real module.

Annotations wait as well: `typing` compiles each that is a text as soon as a record is declared, 1,500 of them in our
libraries alone, and nobody asks what most of them mean. So do the methods of data classes but for `__init__`, of which
up to Python 3.12 each is a text of its own to compile: 70 million instructions of every start, for methods that hardly
any run calls.
"""

from __future__ import annotations

import dataclasses
import importlib
import os
import sys
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import ModuleType
from typing import Any, Final

METADATA: Final = "importlib.metadata"
PLATFORM: Final = "platform"
FUNCTIONS: Final[dict[str, tuple[str, ...]]] = {
    METADATA: ("entry_points",),
    "secrets": (),
    "subprocess": (),
    "shutil": ("get_terminal_size",),
    "difflib": ("get_close_matches",),
    "gettext": ("gettext", "ngettext"),
    "shellingham": (),
    "openpyxl.reader.excel": ("load_workbook",),
    "openpyxl.styles.builtins": (),
    **({PLATFORM: ()} if hasattr(os, "uname") else {}),
}
"""The modules that wait, with the functions that others import from them by name: called, they are the real ones."""

NAMED_STYLES: Final = "styles"
"""Of openpyxl's `builtins`: fifty styles by their names, each read from XML, and used by whoever asks for one."""


class _Later(ModuleType):
    """A module that is imported once something of it is used; its `FUNCTIONS` may be imported before."""

    def __getattr__(self, name: str) -> Any:
        if name == "__path__":
            raise AttributeError(name)  # `from X import Y` asks for it, and no module but metadata is a package
        if name in FUNCTIONS[self.__name__]:
            return lambda *given, **named: getattr(_real(self.__name__), name)(*given, **named)
        if name == "system" and self.__name__ == PLATFORM:
            return lambda: os.uname().sysname
        if name == NAMED_STYLES:
            return _Looked(self.__name__, name)
        return getattr(_real(self.__name__), name)


class _Looked(Mapping[Any, Any]):
    """A mapping of a module that waits: the module is imported once somebody looks into it."""

    def __init__(self, module: str, name: str) -> None:
        self._where = (module, name)

    def _found(self) -> Mapping[Any, Any]:
        module, name = self._where
        found: Mapping[Any, Any] = getattr(_real(module), name)
        return found

    def __getitem__(self, key: Any) -> Any:
        return self._found()[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._found())

    def __len__(self) -> int:
        return len(self._found())


def postpone() -> None:
    """Put the stand-ins where imports look."""
    for name in FUNCTIONS:
        if name not in sys.modules:
            sys.modules[name] = _Later(name)
    metadata = sys.modules[METADATA]
    if isinstance(metadata, _Later):
        metadata.__path__ = [os.path.join(path, "metadata") for path in importlib.__path__]  # it is a package
        importlib.metadata = metadata  # as an import does
    _let_declarations_wait(typing, dataclasses)


def _let_declarations_wait(annotating: Any, making: Any) -> None:
    """Where `typing` compiles an annotation, and `dataclasses` makes a method (up to Python 3.12), let it wait.

    There is no public way to either, so what is private is replaced, in this process alone; where another Python has
    it no more, nothing waits, and all is as it would be without us (docs/decisions/0026-counted-instructions.md).
    """
    if sys.version_info < (3, 14):  # from there on `typing` waits by itself
        annotating.compile = _uncompiled  # in place of the built-in, for that module alone
    at_once = getattr(making, "_create_fn", None)
    if at_once is not None and not isinstance(at_once, partial):
        making._create_fn = partial(_method, at_once)


def _uncompiled(text: str, *_: object, **__: object) -> str:
    """The text itself: `eval` takes it as well as the code that `compile` would make of it."""
    return text


def _method(at_once: Callable[..., Callable[..., Any]], name: str, *given: Any, **named: Any) -> Callable[..., Any]:
    """A method of a data class, made when it is called first; `__init__` at once, since its signature is asked for."""
    if name == "__init__":
        return at_once(name, *given, **named)
    made: Callable[..., Any] | None = None

    def method(*arguments: Any) -> Any:
        nonlocal made
        if made is None:
            made = at_once(name, *given, **named)
        return made(*arguments)

    method.__name__ = method.__qualname__ = name
    method.__module__ = (named.get("globals") or {}).get("__name__", method.__module__)
    return method


def _real(name: str) -> Any:
    if isinstance(sys.modules.get(name), _Later):
        sys.modules.pop(name, None)  # another thread may have been first
    return importlib.import_module(name)
