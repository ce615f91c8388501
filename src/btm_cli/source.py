"""Strict YAML: the bytes of a file become plain data, and every key path keeps its line and column.

In: bytes and the name to show for them. Out: a `Document` (data and places from one parse over libyaml's events) and the
diagnostics of everything that is wrong with the text itself. The rules are those of design/formats.md: YAML 1.2 core
scalars, keys are text, and nothing that makes a file mean something else than what a reader sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import islice
from typing import Any, Final, Protocol

from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner
from yaml.tokens import ScalarToken

from btm_cli.diagnostics import Diagnostic, KeyPath, Location, Problem, Severity

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML built without libyaml
    CParser = None  # type: ignore[misc, assignment]

LARGEST_FILE: Final = 10 * 1024 * 1024
"""Bytes."""
DEEPEST: Final = 64
"""Collections inside one another, aliases expanded."""
MOST_ALIASES: Final = 100
MOST_EXPANDED: Final = 10_000
"""Values that all aliases of a file may stand for together."""
LONGEST_NUMBER: Final = 4000
"""Characters; below Python's own limit of 4300 digits."""
LARGEST_EXPONENT: Final = 999
MOST_PROBLEMS: Final = 1000
"""After so many a file is given up: it is not a btm file, and the list would only eat memory."""


class _Mark(Protocol):
    """A place as both parsers give it; line, column and index count characters from 0."""

    line: int
    column: int
    index: int


class _Stop(Exception):
    """Reading on makes no sense; the reason is already reported."""


# ---------------------------------------------------------------------------------------------------------------- places


class Document:
    """One file's data and where each part of it stands. `data` is None, bool, int, Decimal, str, list or dict.

    Treat `data` as read-only: places are found by walking it.
    """

    __slots__ = ("_events", "_lines", "_root", "data", "file")

    def __init__(self, file: str, data: Any, lines: _Lines, root: Event | None, events: dict[int, list[Event]]) -> None:
        self.file = file
        self.data = data
        self._lines = lines
        self._root = root
        self._events = events  # by id of a list: its items; of a dict: key, value, key, value...

    def locate(self, path: KeyPath, at_key: bool = False) -> Location:
        """Where the value at `path` starts, or with `at_key` the key (or item) that the path ends with.

        A part that does not exist falls back to its nearest existing parent: to that one's key, if it has one.
        """
        value, event, key_event = self.data, self._root, self._root
        for part in path:
            found = self._step(value, part)
            if found is None:
                at_key = True
                break
            value, event, key_event = found
        place = key_event if at_key else event
        if place is None:
            return self._lines.location(0, 0)
        start, end = place.start_mark, place.end_mark
        return self._lines.location(start.line, start.column, self._width(place, start, end))

    def diagnose(self, problem: Problem) -> Diagnostic:
        """The problem with its key path turned into a place."""
        place = self.locate(problem.path, problem.at_key)
        return Diagnostic(problem.code, problem.severity, problem.message, place, problem.hint)

    def _step(self, value: Any, part: str | int) -> tuple[Any, Event, Event] | None:
        """One part further down: the value there, its event, and its key's (an item of a list is its own key)."""
        if isinstance(value, dict) and part in value:
            at = 2 * list(value).index(part)
            events = self._events[id(value)]
            return value[part], events[at + 1], events[at]
        if isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value):
            event = self._events[id(value)][part]
            return value[part], event, event
        return None

    def _width(self, event: Event, start: _Mark, end: _Mark) -> int:
        if not isinstance(event, ScalarEvent | AliasEvent):
            return 1
        if start.line == end.line:
            return end.column - start.column
        return len(self._lines[start.line].rstrip()) - start.column


class _Lines:
    """The lines of a text, split only when one is asked for."""

    __slots__ = ("_lines", "_text", "file")

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._text = text
        self._lines: list[str] | None = None

    def __getitem__(self, number: int) -> str:
        if self._lines is None:
            self._lines = re.split(r"\r\n|\r|\n", self._text)
        return self._lines[number] if number < len(self._lines) else ""

    def location(self, line: int, column: int, width: int = 1) -> Location:
        """A location from a line and a column that count from 0."""
        shown = _HARMFUL.sub("\ufffd", self[line].replace("\t", " "))
        return Location(self.file, line + 1, column + 1, shown, max(1, width))

    def location_at(self, index: int, width: int = 1) -> Location:
        """A location from an index into the text."""
        before = re.split(r"\r\n|\r|\n", self._text[:index])
        return self.location(len(before) - 1, len(before[-1]), width)


# ---------------------------------------------------------------------------------------------------------------- reading


def parse(text: bytes, file: str, *, pure: bool = False) -> tuple[Document | None, list[Diagnostic]]:
    """Read one YAML document strictly.

    Args:
        text: the file as it is on disk: UTF-8, with or without a byte order mark, any line ends.
        file: the name to show in diagnostics.
        pure: use the parser written in Python even where libyaml is there; the result is the same.

    Returns:
        The document (None where the text could not be read to its end; an empty file is a document with data None) and
        every problem found, in the order of their places. Parts that could not be kept, such as a second value of the same
        key, are left out of the data. Never raises for any content.
    """
    if len(text) > LARGEST_FILE:
        message = f"the file has {len(text):,} bytes; the most that is read is {LARGEST_FILE:,}"
        return None, [Diagnostic("too-large", Severity.ERROR, message, Location(file))]
    text = text.removeprefix(b"\xef\xbb\xbf")
    try:
        characters = text.decode("utf-8")
    except UnicodeDecodeError as problem:
        return None, [_not_utf8(text, file, problem)]
    lines = _Lines(file, characters)
    unclean, characters = _clean(text, characters, lines)
    reader = _Reader(characters, lines, pure or CParser is None)
    document = reader.document()
    found = reader.problems
    if unclean:
        # What is wrong further down may be nothing but a consequence of what was cleaned away.
        first = min(problem.location.line for problem in unclean)
        found = [p for p in found if p.code != "yaml-syntax" or p.location.line < first]
    return document, sorted(unclean + found, key=lambda problem: problem.sort_key)


class _Reader:
    """Builds the data of one text from its events and collects what is wrong."""

    def __init__(self, text: str, lines: _Lines, pure: bool) -> None:
        self.problems: list[Diagnostic] = []
        self._text = text
        self._lines = lines
        self._depth = 0
        self._events: dict[int, list[Event]] = {}
        self._anchors: dict[str, Any] = {}
        self._aliases = 0
        self._expanded = 0
        self._parser = _PureParser(text) if pure else CParser(text)
        # Only an escape can put a control character into a value of a text that is clean itself.
        self._next: Callable[[], Any] = self._checked if "\\" in text else self._parser.get_event

    def document(self) -> Document | None:
        try:
            self._directives()
            self._next()  # the stream's start
            event = self._next()
            if type(event) is StreamEndEvent:
                return Document(self._lines.file, None, self._lines, None, self._events)
            root = self._next()
            data = self._value(root)
            self._next()  # the document's end
            event = self._next()
            if type(event) is DocumentStartEvent:
                self._report("several-documents", "a second document starts here; a file holds exactly one", event)
        except MarkedYAMLError as problem:
            self._syntax(problem)
            return None
        except _Stop:
            return None
        return Document(self._lines.file, data, self._lines, root, self._events)

    def _directives(self) -> None:
        """Refuse every directive but the version these files have: the two parsers treat the rest differently."""
        for directive in _DIRECTIVE.finditer(_PROLOGUE.match(self._text).group()):  # type: ignore[union-attr]
            if not _VERSION.fullmatch(directive.group()):
                message = "this directive is not used here; leave the line out"
                place = self._lines.location_at(directive.start(), len(directive.group().rstrip()))
                self._add("yaml-syntax", message, place)
                raise _Stop

    # -- values

    def _value(self, event: Any) -> Any:
        """The value that starts with `event`, whatever it is."""
        kind = type(event)
        if kind is AliasEvent:
            return self._alias(event)
        if event.tag is not None:
            self._report("explicit-tag", f"the tag {_shown(event.tag)} is not allowed; a value's kind is plain to see", event)
        if kind is ScalarEvent:
            value = self._plain(event) if not event.style else event.value
            if event.anchor is not None:
                self._anchors[event.anchor] = value
            return value
        self._depth += 1
        if self._depth > DEEPEST:
            self._too_deep(event)
        value = self._mapping(event) if kind is MappingStartEvent else self._sequence(event)
        self._depth -= 1
        if event.anchor is not None and self._anchors[event.anchor] is _OPEN:
            self._anchors[event.anchor] = value
        return value

    def _mapping(self, start: Any) -> dict[str, Any]:
        if start.anchor is not None:
            self._anchors[start.anchor] = _OPEN
        get = self._next
        data: dict[str, Any] = {}
        events: list[Event] = []
        self._events[id(data)] = events
        keep = events.append
        while True:
            key = get()
            if type(key) is ScalarEvent:
                name = key.value
                if name in data or name in _SUSPECT_KEYS or key.tag is not None or key.anchor is not None:
                    good = self._good_key(key, data, events)
                else:
                    good = True
            elif type(key) is MappingEndEvent:
                return data
            else:
                good = self._report("key-not-text", "a key must be text", key)
                self._value(key)
            event = get()
            if type(event) is ScalarEvent and event.tag is None and event.anchor is None:
                value = event.value
                if value[:1] in _SPECIAL_STARTS and not event.style:
                    value = self._plain(event)
            else:
                value = self._value(event)
            if good:
                data[name] = value
                keep(key)
                keep(event)

    def _sequence(self, start: Any) -> list[Any]:
        if start.anchor is not None:
            self._anchors[start.anchor] = _OPEN
        get = self._next
        data: list[Any] = []
        events: list[Event] = []
        self._events[id(data)] = events
        while True:
            event = get()
            if type(event) is ScalarEvent and event.tag is None and event.anchor is None:
                value = event.value
                if value[:1] in _SPECIAL_STARTS and not event.style:
                    value = self._plain(event)
            elif type(event) is SequenceEndEvent:
                return data
            else:
                value = self._value(event)
            data.append(value)
            events.append(event)

    def _good_key(self, key: Any, data: dict[str, Any], events: list[Event]) -> bool:
        """Whether a key that looks odd may stand; says why not."""
        name = key.value
        if key.tag is not None:
            self._report("explicit-tag", f"the tag {_shown(key.tag)} is not allowed; keys are always text", key)
        if key.anchor is not None:
            self._anchors[key.anchor] = name
        if name in data:
            line = events[2 * list(data).index(name)].start_mark.line + 1
            return self._report("duplicate-key", f"the key {_shown(name)} is already there in line {line}", key)
        if not key.style and name == "<<":
            return self._report("merge-key", "merge keys `<<` are not allowed; write the values out", key)
        if not key.style and name in _NULLS:
            return self._report("key-not-text", "a key must be text, not empty or null", key)
        return True

    def _plain(self, event: Any) -> Any:
        """The value of a plain scalar by the core table of YAML 1.2; only plain decimal integers become int."""
        text: str = event.value
        if text in _WORDS:
            return _WORDS[text]
        if not _NUMBER.fullmatch(text):
            if text in _NOT_NUMBERS:
                self._report("not-a-number", f"{text} is not a number that can be used here", event)
            return text
        exponent = text.lower().rpartition("e")[2] if "x" not in text and "e" in text.lower() else "0"
        if len(text) > LONGEST_NUMBER or abs(int(exponent)) > LARGEST_EXPONENT:
            hint = "if it is meant as text, put it in quotes"
            self._report("number-too-large", "this number is too long or too large to be meant", event, hint)
            return text
        if _INTEGER.fullmatch(text):
            return int(text)
        if text[:2] in ("0x", "0o"):
            return Decimal(int(text, 0))
        return Decimal(text)

    def _alias(self, event: Any) -> Any:
        name = event.anchor
        if name not in self._anchors:
            self._report("undefined-alias", f"nothing above is named &{_shown(name)}", event)
            return None
        value = self._anchors[name]
        if value is _OPEN:
            self._report("recursive-alias", f"*{_shown(name)} stands inside of what it stands for", event)
            return None
        count, depth = _measure(value)
        if self._depth + depth > DEEPEST:
            self._too_deep(event)
        before = self._aliases > MOST_ALIASES or self._expanded > MOST_EXPANDED
        self._aliases += 1
        self._expanded += count
        if before:
            return None
        if self._aliases > MOST_ALIASES or self._expanded > MOST_EXPANDED:
            most = f"{MOST_ALIASES} of them, or {MOST_EXPANDED:,} values that they stand for"
            self._report("too-many-aliases", f"there are too many aliases: the most is {most}", event)
            return None
        return value

    # -- problems

    def _checked(self) -> Any:
        """The next event, with escaped control characters reported."""
        event = self._parser.get_event()
        if type(event) is ScalarEvent and event.style == '"':
            found = _ESCAPED_CONTROL.search(event.value)
            if found:
                self._report("control-character", f"an escape gives the character {_named(found.group())}", event)
        return event

    def _report(self, code: str, message: str, event: Any, hint: str | None = None) -> bool:
        """Note a problem at an event; always False, so that it can be the answer of a check."""
        start, end = event.start_mark, event.end_mark
        scalar = type(event) in (ScalarEvent, AliasEvent) and start.line == end.line
        width = end.column - start.column if scalar else 3 if code == "several-documents" else 1
        self._add(code, message, self._lines.location(start.line, start.column, width), hint)
        return False

    def _add(self, code: str, message: str, place: Location, hint: str | None = None) -> None:
        self.problems.append(Diagnostic(code, Severity.ERROR, message, place, hint))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _Stop

    def _too_deep(self, event: Any) -> None:
        self._report("too-deep", f"more than {DEEPEST} lists and mappings inside one another", event)
        raise _Stop

    def _syntax(self, problem: MarkedYAMLError) -> None:
        said = problem.problem or "this is not YAML"
        message = next((plain for part, plain in _SYNTAX if part in said), said)
        mark = problem.problem_mark or problem.context_mark
        place = self._lines.location(mark.line, mark.column) if mark else Location(self._lines.file)
        self.problems.append(Diagnostic("yaml-syntax", Severity.ERROR, message, place))


class _PureParser(Reader, Scanner, Parser):
    """PyYAML's parser in Python, for where libyaml is missing."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def _measure(value: Any) -> tuple[int, int]:
    """How many values are in `value`, itself included, and how many collections deep it is."""
    if not isinstance(value, list | dict):
        return 1, 0
    inner = [_measure(item) for item in (value.values() if isinstance(value, dict) else value)]
    return 1 + sum(count for count, _ in inner), 1 + max((depth for _, depth in inner), default=0)


# ----------------------------------------------------------------------------------------------------------- before parsing


def _not_utf8(text: bytes, file: str, problem: UnicodeDecodeError) -> Diagnostic:
    lines = _Lines(file, text.decode("utf-8", "replace"))
    good = text[: problem.start].decode("utf-8")
    hint = "save the file as UTF-8"
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hint = "this looks like UTF-16; save the file as UTF-8"
    message = f"the byte 0x{text[problem.start]:02x} is not UTF-8"
    return Diagnostic("not-utf8", Severity.ERROR, message, lines.location_at(len(good)), hint)


def _clean(raw: bytes, text: str, lines: _Lines) -> tuple[list[Diagnostic], str]:
    """Report forbidden characters and tabs, and put harmless ones of the same length in their place.

    Both parsers then see the same text and go on to what else is wrong with it.
    """
    problems = []
    # Deleting what is fine in C and looking at the small rest is ten times faster than a search through the text.
    if _FORBIDDEN.search(raw.translate(None, _FINE_ASCII).decode("utf-8")):
        for found in islice(_FORBIDDEN.finditer(text), MOST_PROBLEMS):
            message = f"the character {_named(found.group())} is not allowed in a file"
            place = lines.location_at(found.start())
            problems.append(Diagnostic("control-character", Severity.ERROR, message, place))
        text = _FORBIDDEN.sub("\ufffd", text)
    return problems, text


def _named(character: str) -> str:
    return f"U+{ord(character):04X}"


def _shown(text: str, most: int = 60) -> str:
    """A piece of the file inside a message: on one line, harmless, not long."""
    text = _HARMFUL.sub("\ufffd", text)
    return text if len(text) <= most else text[: most - 1] + "…"


_OPEN: Final = object()
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_SUSPECT_KEYS: Final = _NULLS | {"<<"}
_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(_NULLS),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NOT_NUMBERS: Final = frozenset(
    [sign + word for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")] + [".nan", ".NaN", ".NAN"]
)
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NUMBER: Final = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+"
)
_SPECIAL_STARTS: Final = frozenset(["", *"~nNtTfF+-.0123456789"])
"""The first characters of every plain scalar that may be something else than text."""

_FINE_ASCII: Final = bytes([0x09, 0x0A, 0x0D, *range(0x20, 0x7F)])
# YAML's own list, and the three line ends that only YAML 1.1 knows: they would make lines that no editor shows.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ESCAPED_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
# Control characters, and those that turn the direction of text around or are not seen.
_HARMFUL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_PROLOGUE: Final = re.compile(r"(?:[ ]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)|%[^\r\n]*(?:\r\n|\r|\n|\Z))*")
_DIRECTIVE: Final = re.compile(r"^%[^\r\n]*", re.MULTILINE)
_VERSION: Final = re.compile(r"%YAML +1\.2 *(?: #.*)?")
_SYNTAX: Final[tuple[tuple[str, str], ...]] = ()
