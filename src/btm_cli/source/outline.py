"""Where comments, values and tabs of a text are, for edits that leave the rest of it as it is.

In: a text. Out: its comments; a tree of `Node`s with indexes into it, where it reads without errors; the indexes of its
misplaced tabs, which may stand in quotes, comments and the content of block scalars only. The two parsers differ on
tabs, so these are judged before either runs, by a scanner that knows just enough of YAML to tell those three places
from the rest. Alias nodes and anchors are kept apart from plain values, because an edit must not change what they stand
for.
"""

from __future__ import annotations

import re
from typing import Any, Final, Literal

from btm_cli.source.library import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    YAMLError,
)
from btm_cli.source.syntax import open_parser

MOST_FOUND: Final = 1000
_TOKEN: Final = re.compile(
    r"""
      (?P<newline>  \r\n | \r | \n )
    | (?P<blank>    [ \t]+ )
    | (?P<comment>  (?<!\S) \# [^\r\n]* )
    | (?P<mark>     (?<![^\r\n]) (?:---|\.\.\.) (?!\S) )
    | (?P<open>     [\[{] )
    | (?P<close>    [\]}] )
    | (?P<comma>    , )
    | (?P<colon>    : (?!\S) | (?<=["'\]}]) : )
    | (?P<quoted>   "(?:[^"\\]++|\\.)*+"? | '(?:[^']++|'')*+'? )
    | (?P<block>    [|>] (?P<digit>[1-9])? [-+]? (?P<late_digit>[1-9])? (?=[ \t]*(?:[ \t]\#[^\r\n]*)?(?:\r|\n|\Z)) )
    | (?P<entry>    [-?] (?!\S) )
    | (?P<property> [&*!] [^\s,\[\]{}]* )
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,  # other spaces are characters of text to YAML
)
_PLAIN: Final = re.compile(r"(?: [^\r\n:\#] | :(?=\S) | (?<=\S)\# )+", re.VERBOSE | re.ASCII)
_PLAIN_IN_BRACKETS: Final = re.compile(
    r"(?: [^\r\n:\#,\[\]{}] | :(?=[^\s,\[\]{}]) | (?<=\S)\# )+", re.VERBOSE | re.ASCII
)
_LINE: Final = re.compile(r"(?P<indent>\ *)(?P<rest>[^\r\n]*)(?P<end>\r\n|\r|\n|\Z)", re.VERBOSE | re.ASCII)
_NOT_IN_PLAIN: Final = frozenset({"quoted", "block", "entry", "property"})
_BRACKETS: Final = frozenset({"open", "close", "comma"})


def misplaced_tabs(text: str) -> list[int]:
    """The indexes of the tabs outside of quotes, comments and block scalars, ascending; no more than about 1000."""
    return _scan(text)[0]


def comments(text: str) -> list[tuple[int, int]]:
    """Where each comment of a text begins and ends, its line break left out; the text has no misplaced tabs."""
    return _scan(text)[1]


def _scan(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """The misplaced tabs, and the comments up to the last of them."""
    found: list[int] = []
    remarks: list[tuple[int, int]] = []
    at = line_start = brackets = 0
    parent = -1  # the column of the key or dash that a value hangs on; the value's lines are indented more
    first = None  # the column of the line's first token but dashes: of its key, if it has one
    in_plain = False  # plain text may go on over line breaks
    header: re.Match[str] | None = None  # of the block scalar that starts in the next line
    while at < len(text) and len(found) < MOST_FOUND:
        token = _TOKEN.match(text, at)
        kind = token.lastgroup if token else "plain"
        if kind in ("digit", "late_digit"):
            kind = "block"
        if in_plain and (kind in _NOT_IN_PLAIN or (kind in _BRACKETS and not brackets)):
            token, kind = None, "plain"
        if token is None:
            token = (_PLAIN_IN_BRACKETS if brackets else _PLAIN).match(text, at)
        end = token.end() if token else at + 1
        if kind == "comment":
            remarks.append((at, end))
        if kind in ("blank", "plain"):
            found += [index for index in range(at, end) if text[index] == "\t"]
        if first is None and kind not in ("blank", "newline", "comment", "entry"):
            first = at - line_start
        match kind:
            case "newline":
                if header is not None:
                    end, header = _block_end(text, end, parent, header, found), None
                line_start, first = end, None
                in_plain = in_plain and (brackets > 0 or _continues(text, end, parent))
            case "plain":
                in_plain = True
            case "blank":
                pass
            case _:
                in_plain = False
        if kind == "mark":
            parent, first, brackets = -1, None, 0
        elif kind == "open":
            brackets += 1
        elif kind == "close":
            brackets = max(0, brackets - 1)
        elif not brackets and kind == "entry":
            parent = at - line_start
        elif not brackets and kind == "colon":
            parent = first or 0
        elif not brackets and kind == "block":
            header = token
        at = end
    return found, remarks


def _continues(text: str, at: int, parent: int) -> bool:
    """Whether the next line with anything on it is indented enough to go on with a plain scalar."""
    while (line := _LINE.match(text, at)) and not line["rest"] and line["end"]:
        at = line.end()
    return line is not None and len(line["indent"]) > parent


def _block_end(text: str, at: int, parent: int, header: re.Match[str], found: list[int]) -> int:
    """Where the content of a block scalar ends that starts at the line at `at`; tabs that indent it go to `found`."""
    digit = header["digit"] or header["late_digit"]
    needed = max(parent, 0) + int(digit) if digit else None
    blank = 0  # the longest line of spaces before the content counts as its indentation
    while (line := _LINE.match(text, at)) and line.end() > at:
        indent = len(line["indent"])
        if needed is None:
            content = line["rest"].lstrip(" \t")
            start = line.end("rest") - len(content)
            found += [index for index in range(at, start) if text[index] == "\t"]
            if content:
                indent = start - at
                needed = max(indent, blank, parent + 1, 1)
            else:
                blank = max(blank, start - at)
        if needed is not None and line["rest"] and indent < needed:
            break
        at = line.end()
    return at


Kind = Literal["scalar", "mapping", "sequence", "alias"]


class Node:
    """One value: text[start:end] is all of it. `entries` are a mapping's, in order; `empty` is a value left out.

    The end of a block collection is that of its last value, so that comments behind it are not part of it.
    """

    __slots__ = ("anchored", "column", "empty", "end", "entries", "flow", "kind", "start")

    def __init__(self, kind: Kind, start: Any, end: Any, *, flow: bool = False, anchored: bool = False) -> None:
        self.kind = kind
        self.start: int = start.index
        self.end: int = end.index
        self.column: int = start.column
        self.flow = flow
        self.anchored = anchored
        self.empty = False
        self.entries: dict[str, tuple[Node, Node]] = {}


def span_tree(text: str) -> Node | None:
    """The root of the text's one document; None for a text without a value, or that can't be parsed."""
    parser = open_parser(text, pure=False)
    try:
        parser.get_event()  # the stream's start
        if type(parser.get_event()) is StreamEndEvent:
            return None
        return _node(parser.get_event(), parser.get_event)
    except YAMLError:
        return None


def _node(event: Any, get: Any) -> Node:
    kind = type(event)
    if kind is AliasEvent:
        return Node("alias", event.start_mark, event.end_mark)
    anchored = event.anchor is not None
    if kind is ScalarEvent:
        node = Node("scalar", event.start_mark, event.end_mark, anchored=anchored)
        node.empty = not event.value and not event.style and not anchored
        return node
    node = Node(
        "mapping" if kind is MappingStartEvent else "sequence",
        event.start_mark,
        event.end_mark,
        flow=bool(event.flow_style),
        anchored=anchored,
    )
    last = node.start
    while True:
        event = get()
        if type(event) in (MappingEndEvent, SequenceEndEvent):
            node.end = event.end_mark.index if node.flow else last
            return node
        name = event.value if type(event) is ScalarEvent else None
        first = _node(event, get)
        last = max(last, first.end)
        if node.kind == "mapping":
            value = _node(get(), get)
            if value.empty:
                value.start = value.end = first.end
            last = max(last, value.end)
            if name is not None:
                node.entries[name] = (first, value)
