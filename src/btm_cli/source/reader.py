"""One text becomes data: an own small constructor over the parser's events.

In: a clean text and its lines. Out: a `Document`, and the diagnostics of everything YAML allows and these files do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, NoReturn

from btm_cli.diagnostics import Diagnostic, Location, Severity
from btm_cli.source.document import Document, Lines, Mark, excerpt, width_at
from btm_cli.source.library import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from btm_cli.source.limits import DEEPEST, FAR, MOST_ALIASES, MOST_EXPANDED, MOST_PROBLEMS, size_of
from btm_cli.source.scalars import NULLS, PlainValues, Refused
from btm_cli.source.syntax import TOO_NESTED, explain, open_parser

_TOO_DEEP: Final = f"more than {DEEPEST} lists and mappings inside one another"
_OPEN: Final = object()  # what an anchor stands for until its collection ends
_SUSPECT_KEYS: Final = NULLS | {"<<"}
# Tab and line breaks may be written as escapes, other control characters may not; U+2028 and U+2029 are harmless there.
# Text: compiling so wide a class costs 4 million instructions, and few files need it.
_CONTROL: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"


class _Stop(Exception):
    """Reading on makes no sense; why is already reported."""


class Reader:
    """Reads one text once. `problems` is complete after `document()`.

    Without `placing` no places are kept, and the document reads the text once more when it is asked for one.
    """

    def __init__(self, text: str, lines: Lines, pure: bool, placing: bool = True) -> None:
        self._text = text
        self._pure = pure
        self._placing = placing
        self.problems: list[Diagnostic] = []
        self._lines = lines
        self._depth = 0
        self._marks: dict[int, list[Mark]] = {}
        self._anchors: dict[str, Any] = {}
        self._aliases = 0
        self._expanded = 0
        self._values = PlainValues()
        # Without these characters nothing in the text has a tag or an anchor, and no event need be asked for them.
        self._bare = "!" not in text and "&" not in text
        self._parser = open_parser(text, pure)
        # Only an escape can put a control character into a value of a clean text.
        self._next: Callable[[], Any] = self._checked if "\\" in text else self._parser.get_event

    def document(self) -> Document | None:
        """The text's one document; None where it can't be read to its end."""
        try:
            self._next()  # the stream's start
            if type(self._next()) is StreamEndEvent:
                return Document(None, self._lines, None, self._marks)
            root = self._next()
            data = self._value(root)
            self._next()  # the document's end
            event = self._next()
            if type(event) is DocumentStartEvent:
                place = self._place(event.start_mark, 3)
                self._add("several-documents", "a second document starts here; a file holds one", place)
        except MarkedYAMLError as error:
            if TOO_NESTED in str(error.problem):
                self._too_nested(error)
                return None
            message, mark = explain(error)
            self.problems.append(Diagnostic("yaml-syntax", Severity.ERROR, message, self._place(mark)))
            return None
        except _Stop:
            return None
        return Document(data, self._lines, root.start_mark, self._marks, self._reread)

    def _too_nested(self, error: MarkedYAMLError) -> None:
        """Say so where the nesting gets too deep: from 0.2.6 on libyaml has a limit of its own, and looks far ahead.

        The parser in Python reads no further than to that place; where it is slow to get there, libyaml's place counts.
        """
        mark = error.problem_mark
        if mark is not None and mark.index > FAR:
            self.problems.append(Diagnostic("too-deep", Severity.ERROR, _TOO_DEEP, self._place(mark)))
            return
        again = Reader(self._text, self._lines, pure=True)
        again.document()
        self.problems = again.problems

    def _reread(self) -> Document:
        """The same document, with places."""
        document = Reader(self._text, self._lines, self._pure).document()
        if document is None:
            raise AssertionError("what was read once can be read again")
        return document

    # -- values

    def _value(self, event: Any) -> Any:
        """The value that starts with `event`, whatever it is."""
        kind = type(event)
        if kind is AliasEvent:
            return self._alias(event)
        if event.tag is not None:
            message = f"the tag {excerpt(event.tag)} is not allowed; what a value is, is plain to see from it"
            self._report("explicit-tag", message, event)
        if kind is ScalarEvent:
            value = event.value if event.style else self._plain(event)
            if event.anchor is not None:
                self._anchors[event.anchor] = value
            return value
        if event.anchor is not None:
            self._anchors[event.anchor] = _OPEN
        value = self._mapping(event) if kind is MappingStartEvent else self._sequence(event)
        # A collection inside may have taken the name over.
        if event.anchor is not None and self._anchors[event.anchor] is _OPEN:
            self._anchors[event.anchor] = value
        return value

    def _mapping(self, start: Any) -> dict[str, Any]:
        self._depth += 1
        if self._depth > DEEPEST:
            self._too_deep(start)
        get, placing, bare, values = self._next, self._placing, self._bare, self._values
        data: dict[str, Any] = {}
        marks: list[Mark] = []
        if placing:
            self._marks[id(data)] = marks
        while True:
            key = get()
            if type(key) is ScalarEvent:
                name = key.value
                good = True
                if (
                    name in data
                    or name in _SUSPECT_KEYS
                    or (not bare and (key.tag is not None or key.anchor is not None))
                ):
                    if start.flow_style and not name and not key.style:
                        # The parsers differ on the place of such a key, and on what may follow it.
                        self._report("key-not-text", "a key is empty in these brackets", start)
                        raise _Stop
                    good = self._good_key(key, data, marks)
            elif type(key) is MappingEndEvent:
                self._depth -= 1
                return data
            else:
                good = self._report("key-not-text", "a key must be text", key)
                self._value(key)
            event = get()
            # Inlined from `_value`, as in `_sequence`: nearly all values are untagged scalars without an anchor.
            kind = type(event)
            value: Any
            if kind is ScalarEvent and (bare or (event.tag is None and event.anchor is None)):
                value = event.value
                if not event.style:
                    try:
                        value = values[value]
                    except Refused as refused:
                        self._refuse(refused, event)
                    if value is None and not event.value:
                        event = key  # the parsers differ on where an empty value is, so its key stands for it
            elif kind is MappingStartEvent and (bare or (event.tag is None and event.anchor is None)):
                value = self._mapping(event)
            elif kind is SequenceStartEvent and (bare or (event.tag is None and event.anchor is None)):
                value = self._sequence(event)
            else:
                value = self._value(event)
            if good:
                data[name] = value
                if placing:
                    marks.append(key.start_mark)
                    marks.append(event.start_mark)

    def _sequence(self, start: Any) -> list[Any]:
        self._depth += 1
        if self._depth > DEEPEST:
            self._too_deep(start)
        get, placing, bare, values = self._next, self._placing, self._bare, self._values
        data: list[Any] = []
        marks: list[Mark] = []
        if placing:
            self._marks[id(data)] = marks
        while True:
            event = get()
            kind = type(event)
            if kind is ScalarEvent and (bare or (event.tag is None and event.anchor is None)):
                value = event.value
                if not event.style:
                    try:
                        value = values[value]
                    except Refused as refused:
                        self._refuse(refused, event)
            elif kind is SequenceEndEvent:
                self._depth -= 1
                return data
            else:
                value = self._value(event)
            data.append(value)
            if placing:
                marks.append(event.start_mark)

    def _good_key(self, key: Any, data: dict[str, Any], marks: list[Mark]) -> bool:
        """Whether a key that looks odd may stand; says why not."""
        name = key.value
        if key.tag is not None:
            self._report("explicit-tag", f"the tag {excerpt(key.tag)} is not allowed; keys are always text", key)
        if not key.style and name in NULLS:
            return self._report("key-not-text", "a key must be text, not empty or null", key)
        if key.anchor is not None:
            self._anchors[key.anchor] = name
        if not key.style and name == "<<":
            return self._report("merge-key", "merge keys `<<` are not allowed; write the values out", key)
        if name in data:
            line = marks[2 * list(data).index(name)].line + 1 if self._placing else 0
            return self._report("duplicate-key", f"the key {excerpt(name)} is already there in line {line}", key)
        return True

    def _plain(self, event: Any) -> Any:
        try:
            return self._values[event.value]
        except Refused as refused:
            self._refuse(refused, event)
            return event.value

    def _refuse(self, refused: Refused, event: Any) -> None:
        self._report(refused.code, refused.message, event, "if it is meant as text, put it in quotes")

    def _alias(self, event: Any) -> Any:
        """What an alias stands for; None where it may not."""
        name = event.anchor
        if name not in self._anchors:
            self._report("undefined-alias", f"nothing before this has the anchor &{excerpt(name)}", event)
            return None
        value = self._anchors[name]
        if value is _OPEN:
            self._report("recursive-alias", f"*{excerpt(name)} stands inside of what it stands for", event)
            return None
        if self._aliases > MOST_ALIASES or self._expanded > MOST_EXPANDED:
            return None  # reported once
        count, depth = size_of(value)
        self._aliases += 1
        self._expanded += count
        if self._aliases > MOST_ALIASES or self._expanded > MOST_EXPANDED:
            message = f"too many aliases: at most {MOST_ALIASES}, and at most {MOST_EXPANDED:,} values behind them"
            self._report("too-many-aliases", message, event)
            return None
        if self._depth + depth > DEEPEST:
            self._too_deep(event)
        return value

    # -- problems

    def _checked(self) -> Any:
        """The next event, once what its escapes stand for is looked at."""
        event = self._parser.get_event()
        if type(event) is ScalarEvent and event.style == '"':
            found = None if event.value.isprintable() else re.search(_CONTROL, event.value)
            if found:
                message = f"an escape here stands for the control character U+{ord(found.group()):04X}"
                self._report("control-character", message, event)
        return event

    def _too_deep(self, event: Any) -> NoReturn:
        self._report("too-deep", _TOO_DEEP, event)
        raise _Stop

    def _report(self, code: str, message: str, event: Any, hint: str | None = None) -> bool:
        """Note a problem at an event. Always False, to be the answer of a check."""
        mark = event.start_mark
        width = 1
        if type(event) is AliasEvent:
            width = len(event.anchor or "") + 1
        elif type(event) is ScalarEvent:
            width = width_at(self._lines[mark.line], mark.column, event.value)
        self._add(code, message, self._place(mark, width), hint)
        return False

    def _add(self, code: str, message: str, place: Location, hint: str | None = None) -> None:
        self.problems.append(Diagnostic(code, Severity.ERROR, message, place, hint))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _Stop

    def _place(self, mark: Mark | None, width: int = 1) -> Location:
        return self._lines.location(mark.line, mark.column, width) if mark else self._lines.location(0, 0)
