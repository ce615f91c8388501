"""Where every value of a text begins and ends, for edits that leave the rest of the text as it is.

In: a clean text that `parse` reads without errors. Out: a tree of `Node`s with indexes into the text. Alias nodes and
anchors are kept apart from plain values, because an edit must not change what they stand for.
"""

from __future__ import annotations

from typing import Any, Literal

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
