"""What `source` uses of PyYAML, imported without the patterns that PyYAML compiles for its own loaders.

In: nothing. Out: PyYAML's names; `CParser` is None where it was built without libyaml. Nine patterns, one of them as
wide as Unicode, cost 70 million instructions of every start; only the parser in Python uses one of them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any


class WaitingPattern:
    """A pattern that is compiled once something of it is used."""

    def __init__(self, compiled: Callable[[], re.Pattern[str]]) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiled(), name)
        setattr(self, name, found)
        return found


@contextmanager
def _patterns_wait() -> Iterator[None]:
    """Let the patterns wait that PyYAML compiles meanwhile; whoever else compiles one gets it as ever."""
    compiled_now: Any = re.compile

    def compiled(*given: Any, **named: Any) -> Any:
        ours = sys._getframe(1).f_globals["__name__"].startswith("yaml.")
        return WaitingPattern(partial(compiled_now, *given, **named)) if ours else compiled_now(*given, **named)

    meanwhile: Any = compiled
    re.compile = meanwhile
    try:
        yield
    finally:
        re.compile = compiled_now


with _patterns_wait():
    from yaml.error import MarkedYAMLError, YAMLError
    from yaml.events import (
        AliasEvent,
        DocumentStartEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
        StreamEndEvent,
    )
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner, ScannerError
    from yaml.tokens import ScalarToken

    try:
        from yaml._yaml import CParser
    except ImportError:
        CParser = None  # type: ignore[misc, assignment]  # known to be a class where it is there

__all__ = [
    "AliasEvent",
    "CParser",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "MarkedYAMLError",
    "Parser",
    "Reader",
    "ScalarEvent",
    "ScalarToken",
    "Scanner",
    "ScannerError",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "YAMLError",
]
