"""Where in a text each change goes: splices at the parser's marks, everything else left as it is.

In: a text that parses, and changes by key path. Out: the changed text; `edit` holds it against what was meant. A key
that is new takes the place of its commented line `# key:`; one that goes leaves that line where its question stands
above it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from btm_cli import writer
from btm_cli.source.spans import Node, span_tree

STEP: Final = 2
"""Columns that a mapping is indented by where its file does not show another way."""


class Remove:
    """The type of `edit.REMOVE`."""


class Put(NamedTuple):
    """A value to write."""

    value: Any


Delta = dict[str, "Delta | Put | Remove"]


class Splice(NamedTuple):
    """`text` in place of text[start:end]."""

    start: int
    end: int
    text: str


class Splicer:
    """Applies changes to one text. `order` says where a new key goes among its neighbours."""

    def __init__(self, text: str, order: Sequence[Sequence[str]]) -> None:
        self._text = text
        self._order = order
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._splices: list[Splice] = []

    def apply(self, delta: Delta) -> str | None:
        """The text with everything in `delta` made so; None where that can't be done in one go."""
        tree = span_tree(self._text)
        if tree is None or tree.kind != "mapping":
            return None
        self._mapping(tree, delta)
        return self._joined()

    def _joined(self) -> str | None:
        """The text with every splice; None where they overlap."""
        pieces, at = [], 0
        for splice in sorted(self._splices, key=lambda each: (each.start, each.end)):
            if splice.start < at:
                return None
            pieces += [self._text[at : splice.start], splice.text]
            at = splice.end
        return "".join([*pieces, self._text[at:]])

    # -- block mappings

    def _mapping(self, node: Node, delta: Delta) -> None:
        if node.flow:
            self._flow(node, delta)
            return
        fresh: Delta = {}
        for name, part in delta.items():
            if name not in node.entries:
                if _adds(part):
                    fresh[name] = part
                continue
            place, value = node.entries[name]
            if isinstance(part, Remove):
                self._remove(name, place, value)
            elif isinstance(part, Put):
                self._replace(place, value, writer.flow(part.value))
            elif value.kind == "mapping":
                self._mapping(value, part)
            else:
                self._fill(place, value, part)
        if fresh:
            self._insert(node, fresh)

    def _remove(self, name: str, place: Node, value: Node) -> None:
        """Its lines go; where its question stands above, the commented line comes back."""
        start, end = self._line_start(place.start), self._line_end(max(place.end, value.end - 1))
        indent = self._text[start : place.start]
        if indent.strip():
            return  # it shares its line with something else
        if self._has_question(name, start, indent):
            self._splices.append(Splice(start, end, f"{indent}# {name}:"))
        else:
            self._splices.append(Splice(start, self._after_break(end), ""))

    def _has_question(self, name: str, start: int, indent: str) -> bool:
        return any(line.startswith(f"{indent}# {name} ") for line in self._comments_above(start, indent))

    def _replace(self, place: Node, value: Node, written: str) -> None:
        """A value by another one, on the line of its key."""
        if value.kind == "mapping" and not value.flow:
            for name, (inner, part) in value.entries.items():
                self._remove(name, inner, part)
        if value.empty or (value.kind in ("mapping", "sequence") and not value.flow):
            colon = self._colon(place)
            end = colon + 1 if value.empty or value.kind == "mapping" else value.end
            self._splices.append(Splice(colon + 1, end, f" {written}"))
            return
        replaced = self._text[value.start : value.end]
        tail = replaced[len(replaced.rstrip("\r\n")) :]  # a block scalar ends behind its last line
        self._splices.append(Splice(value.start, value.end, written + tail))

    def _fill(self, place: Node, value: Node, part: Delta) -> None:
        """Entries below a key that has none: its value, if any, gives way."""
        fresh: Delta = {name: each for name, each in part.items() if _adds(each)}
        if not fresh:
            return
        colon = self._colon(place)
        if not value.empty:
            self._splices.append(Splice(colon + 1, value.end, ""))
        below = self._after_break(self._line_end(max(colon, value.end)))
        region = list(self._comment_lines(below, place.column + 1))
        indent = " " * (place.column + STEP)
        found = [line for line in region if self._placeholder(line) in fresh]
        if found:
            indent = self._indent_of(found[0])
        self._put_in(fresh, region, indent, lambda _: below)

    def _insert(self, node: Node, fresh: Delta) -> None:
        """New keys of a mapping that has some."""
        entries = list(node.entries.items())
        indent = " " * node.column
        last = max([value.end for _, (_, value) in entries] + [place.end for _, (place, _) in entries])
        first = self._line_start(entries[0][1][0].start)
        top = first - sum(len(line) for line in self._comment_block_above(first))
        region = [*self._all_comment_lines(top, last), *self._comment_lines(self._line_after(last), node.column)]

        def position(name: str) -> int:
            ranks = self._ranks(name)
            for other, (place, _) in entries:
                if name in ranks and other in ranks and ranks[other] > ranks[name]:
                    start = self._line_start(place.start)
                    return start - sum(len(line) for line in self._comments_above(start, indent, whole=True))
            return end

        # Comments that are indented more belong to what ends here, and stay with it.
        deeper = list(self._comment_lines(self._line_after(last), node.column + 1))
        end = self._after_break(self._line_end(deeper[-1])) if deeper else self._line_after(last)
        self._put_in(fresh, region, indent, position)

    def _put_in(self, fresh: Delta, region: Sequence[int], indent: str, position: Any) -> None:
        """Each new key at its commented line, or where `position` says; keys of one place in their order."""
        waiting: dict[int, list[str]] = {}
        places = {self._placeholder(line): line for line in reversed(region)}
        for name in self._sorted(fresh):
            part = fresh[name]
            line = places.get(name)
            if line is not None and self._indent_of(line) == indent:
                lines = self._lines(name, part, indent)
                self._splices.append(Splice(line, self._line_end(line), self._newline.join(lines)))
            else:
                waiting.setdefault(position(name), []).extend(self._lines(name, part, indent))
        for at, lines in waiting.items():
            broken = at == 0 or self._text[at - 1] in "\r\n"
            lead = "" if broken else self._newline
            tail = self._newline if broken or at < len(self._text) else ""
            self._splices.append(Splice(at, at, lead + self._newline.join(lines) + tail))

    def _lines(self, name: str, part: Delta | Put | Remove, indent: str) -> list[str]:
        """A new key as lines: a value behind it, or its own keys below it."""
        if isinstance(part, Put):
            written = "" if part.value is None else f" {writer.flow(part.value)}"
            return [f"{indent}{writer.key(name)}:{written}"]
        lines = [f"{indent}{writer.key(name)}:"]
        if isinstance(part, dict):
            for inner in self._sorted(part):
                if _adds(part[inner]):
                    lines += self._lines(inner, part[inner], indent + " " * STEP)
        return lines

    # -- mappings in brackets

    def _flow(self, node: Node, delta: Delta) -> None:
        entries = list(node.entries.items())
        gone = {name for name, part in delta.items() if isinstance(part, Remove) and name in node.entries}
        kept = [index for index, (name, _) in enumerate(entries) if name not in gone]
        last_kept = kept[-1] if kept else -1
        at = entries[last_kept][1][1].end if kept else node.start + 1
        for index, (name, (place, _)) in enumerate(entries[:last_kept] if kept else []):
            if name in gone:
                self._splices.append(Splice(place.start, entries[index + 1][1][0].start, ""))
        if entries and last_kept < len(entries) - 1:
            start = at if kept else entries[0][1][0].start
            self._splices.append(Splice(start, entries[-1][1][1].end, ""))
        added = []
        for name, part in delta.items():
            if isinstance(part, Remove) or not (_adds(part) or name in node.entries):
                continue
            if name not in node.entries:
                added.append(f"{writer.key(name)}: {writer.flow(_plain(part))}")
                continue
            place, value = node.entries[name]
            if isinstance(part, dict) and value.kind == "mapping":
                self._flow(value, part)
            elif not _adds(part):
                continue
            elif value.empty:
                self._splices.append(
                    Splice(self._colon(place) + 1, self._colon(place) + 1, f" {writer.flow(_plain(part))}")
                )
            else:
                self._splices.append(Splice(value.start, value.end, writer.flow(_plain(part))))
        if added:
            self._splices.append(Splice(at, at, (", " if kept else "") + ", ".join(added)))

    # -- order and lines

    def _ranks(self, name: str) -> dict[str, int]:
        """The places of names in the order that `name` stands in; empty where it stands in none."""
        listed = next((names for names in self._order if name in names), ())
        return {each: place for place, each in enumerate(listed)}

    def _sorted(self, delta: Mapping[str, Any]) -> list[str]:
        """In their order as far as there is one, else as they were given."""
        names = list(delta)
        ranks = self._ranks(names[0]) if names else {}
        return sorted(names, key=lambda name: ranks.get(name, len(ranks)))

    def _colon(self, place: Node) -> int:
        return self._text.index(":", place.end)

    def _line_start(self, index: int) -> int:
        return max(self._text.rfind("\n", 0, index), self._text.rfind("\r", 0, index)) + 1

    def _line_end(self, index: int) -> int:
        """Where the line's text ends, before its break."""
        found = _BREAK.search(self._text, index)
        return found.start() if found else len(self._text)

    def _after_break(self, index: int) -> int:
        found = _BREAK.match(self._text, index)
        return found.end() if found else index

    def _line_after(self, index: int) -> int:
        """The start of the line after the one in which a value ends at `index`."""
        if index and self._text[index - 1] in "\r\n":
            return index  # a block scalar, which ends behind its last line
        return self._after_break(self._line_end(index))

    def _comments_above(self, start: int, indent: str, *, whole: bool = False) -> Iterator[str]:
        """The comment lines right above a line, nearest first, indented as it is; `whole` with their breaks."""
        while start > 0:
            above = self._line_start(start - 1 - (self._text[start - 2 : start] == "\r\n"))
            line = self._text[above:start]
            if not line.startswith(f"{indent}#"):
                return
            yield line if whole else line.rstrip("\r\n")
            start = above

    def _comment_block_above(self, start: int) -> Iterator[str]:
        """All comment and blank lines right above a line, with their breaks."""
        while start > 0:
            above = self._line_start(start - 1 - (self._text[start - 2 : start] == "\r\n"))
            line = self._text[above:start]
            if line.strip() and not line.lstrip(" ").startswith("#"):
                return
            yield line
            start = above

    def _comment_lines(self, start: int, fewest: int) -> Iterator[int]:
        """The starts of the comment lines from `start` on, up to another line or one indented by too little."""
        while start < len(self._text):
            line = self._text[start : self._line_end(start)]
            text = line.lstrip(" ")
            if text and (not text.startswith("#") or len(line) - len(text) < fewest):
                return
            if text:
                yield start
            following = self._after_break(self._line_end(start))
            if following == start:
                return
            start = following

    def _all_comment_lines(self, start: int, end: int) -> Iterator[int]:
        """The starts of all comment lines between two places."""
        while start < end:
            if self._text[start : self._line_end(start)].lstrip(" ").startswith("#"):
                yield start
            following = self._after_break(self._line_end(start))
            if following == start:
                return
            start = following

    def _placeholder(self, line: int) -> str | None:
        """The key that a commented line `# key:` waits for; None for any other comment."""
        found = _WAITING.match(self._text, line)
        return found["key"] if found else None

    def _indent_of(self, line: int) -> str:
        found = _WAITING.match(self._text, line)
        return found["indent"] if found else ""


_BREAK: Final = re.compile(r"\r\n|\r|\n")
_WAITING: Final = re.compile(r"(?P<indent> *)# ?(?P<key>[a-z0-9][a-z0-9-]*):[ ]*(?=\r|\n|\Z)")


def _adds(part: Delta | Put | Remove) -> bool:
    """Whether anything in a tree of changes is a value: what only removes makes no place for itself."""
    return isinstance(part, Put) or (isinstance(part, dict) and any(map(_adds, part.values())))


def changed(data: Any, path: Sequence[str], value: Any) -> Any:
    """A copy of `data` with one change made; what stands in the way of the path gives way to a value only."""
    if isinstance(value, Remove) and not isinstance(data, Mapping):
        return data
    head, *rest = path
    found = dict(data) if isinstance(data, Mapping) else {}
    if rest:
        if isinstance(value, Remove) and head not in found:
            return data
        found[head] = changed(found.get(head), rest, value)
    elif isinstance(value, Remove):
        found.pop(head, None)
    else:
        found[head] = value
    return found


def delta_between(
    old: Mapping[str, Any], new: Mapping[str, Any], parents: Collection[tuple[str, ...]], path: tuple[str, ...] = ()
) -> Delta:
    """What makes `new` of `old`. Mappings at `parents`, paths that a change went through, are changed key by key."""
    delta: Delta = {name: Remove() for name in old if name not in new}
    for name, value in new.items():
        here = (*path, name)
        former = old.get(name)
        if name in old and same(former, value):
            continue
        if isinstance(value, Mapping) and here in parents and (value or isinstance(former, Mapping)):
            delta[name] = delta_between(former if isinstance(former, Mapping) else {}, value, parents, here)
        else:
            delta[name] = Put(value)
    return delta


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of one kind: true is not 1, nor 3.0 3.00. The order of keys is free."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(part, other[name]) for name, part in one.items())
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if type(one) is not type(other):
        return False
    return str(one) == str(other) if isinstance(one, Decimal) else bool(one == other)


def _plain(part: Delta | Put | Remove) -> Any:
    """What a tree of changes amounts to as a value of its own."""
    if isinstance(part, Put):
        return part.value
    if isinstance(part, dict):
        return {name: _plain(inner) for name, inner in part.items() if _adds(inner)}
    return None
