"""Where in a text each change goes: splices at the parser's marks, everything else left as it is.

In: a text that parses, and changes by key path. Out: the changed text; `edit` holds it against what was meant. A key
that is new takes the place of its commented line `# key:`; one that goes leaves that line where its question stands
above it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from btm_cli import writer
from btm_cli.answers.delta import Delta, Put, Remove, adds, plain
from btm_cli.answers.layout import Layout
from btm_cli.source.outline import Node, comments, span_tree

STEP: Final = 2
"""Columns that a mapping is indented by where its file does not show another way."""


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
        self._layout = Layout(text)
        self._splices: list[Splice] = []
        self.filled: list[str] = []
        """The comments that gave way to the key they waited for."""

    def apply(self, delta: Delta) -> str | None:
        """The text with everything in `delta` made so; None where that can't be done in one go."""
        tree = span_tree(self._text)
        if tree is None or tree.kind != "mapping":
            return None
        self._mapping(tree, delta)
        self._keep_comments()
        return self._joined()

    def _keep_comments(self) -> None:
        """Comments inside of what is replaced move to lines of their own above it."""
        remarks = comments(self._text)
        for splice in [each for each in self._splices if each.start < each.end]:
            first = bisect_left(remarks, (splice.start, 0))
            inside = remarks[first : bisect_left(remarks, (splice.end, 0))]
            line = self._layout.line_start(splice.start)
            if splice.text and len(inside) == 1 and self._fills(splice, *inside[0]):
                self.filled.append(self._text[slice(*inside[0])])
                continue
            indent = self._text[line : len(self._text) - len(self._text[line:].lstrip(" "))]
            lines = [f"{indent}{self._text[slice(*each)]}{self._layout.newline}" for each in inside]
            if lines:
                self._splices.append(Splice(line, line, "".join(lines)))

    def _fills(self, splice: Splice, start: int, end: int) -> bool:
        """Whether a splice takes the place of the line of one comment, which waits for its key."""
        line = self._layout.line_start(start)
        return (line, end) == (splice.start, splice.end) and self._layout.placeholder(line) is not None

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
                if adds(part):
                    fresh[name] = part
                continue
            place, value = node.entries[name]
            if isinstance(part, Remove):
                self._remove(name, place, value)
            elif isinstance(part, Put):
                self._replace(place, value, None if part.value is None else writer.flow(part.value))
            elif value.kind == "mapping":
                self._mapping(value, part)
            else:
                self._fill(place, value, part)
        if fresh:
            self._insert(node, fresh)

    def _remove(self, name: str, place: Node, value: Node) -> None:
        """Its lines go; where its question stands above, the commented line comes back."""
        start, end = self._layout.line_start(place.start), self._layout.line_end(max(place.end, value.end - 1))
        indent = self._text[start : place.start]
        if indent.strip():
            return  # it shares its line with something else
        if self._has_question(name, start, indent):
            self._splices.append(Splice(start, end, f"{indent}# {name}:"))
        else:
            self._splices.append(Splice(start, self._layout.after_break(end), ""))

    def _has_question(self, name: str, start: int, indent: str) -> bool:
        return any(line.startswith(f"{indent}# {name} ") for line in self._layout.comments_above(start, indent))

    def _replace(self, place: Node, value: Node, written: str | None) -> None:
        """A value by another one (None: by nothing), on the line of its key."""
        if value.kind == "mapping" and not value.flow:
            for name, (inner, part) in value.entries.items():
                self._remove(name, inner, part)
        if value.empty or written is None or (value.kind in ("mapping", "sequence") and not value.flow):
            colon = self._layout.colon(place)
            end = colon + 1 if value.empty or (value.kind == "mapping" and not value.flow) else value.end
            self._splices.append(Splice(colon + 1, end, "" if written is None else f" {written}"))
            return
        self._splices.append(Splice(value.start, value.end, written + self._last_break(value)))

    def _last_break(self, value: Node) -> str:
        """The line breaks that a value ends with: a block scalar ends behind its last line."""
        text = self._text[value.start : value.end]
        return text[len(text.rstrip("\r\n")) :]

    def _fill(self, place: Node, value: Node, part: Delta) -> None:
        """Entries below a key that has none: its value, if any, gives way."""
        fresh: Delta = {name: each for name, each in part.items() if adds(each)}
        if not fresh:
            return
        colon = self._layout.colon(place)
        if not value.empty:
            self._splices.append(Splice(colon + 1, value.end, self._last_break(value)))
        below = self._layout.line_after(max(colon, value.end))
        region = list(self._layout.comment_lines(below, place.column + 1))
        indent = " " * (place.column + STEP)
        found = [line for line in region if self._layout.placeholder(line) in fresh]
        if found:
            indent = self._layout.indent_of(found[0])
        self._put_in(fresh, region, indent, lambda _: below)

    def _insert(self, node: Node, fresh: Delta) -> None:
        """New keys of a mapping that has some."""
        entries = list(node.entries.items())
        indent = " " * node.column
        last = max([value.end for _, (_, value) in entries] + [place.end for _, (place, _) in entries])
        first = self._layout.line_start(entries[0][1][0].start)
        top = first - sum(len(line) for line in self._layout.comment_block_above(first))
        region = [
            *self._layout.all_comment_lines(top, last),
            *self._layout.comment_lines(self._layout.line_after(last), node.column),
        ]

        def position(name: str) -> int:
            ranks = self._ranks(name)
            for other, (place, _) in entries:
                if name in ranks and other in ranks and ranks[other] > ranks[name]:
                    start = self._layout.line_start(place.start)
                    return start - sum(len(line) for line in self._layout.comments_above(start, indent))
            return end

        # Comments that are indented more belong to what ends here, and stay with it.
        deeper = list(self._layout.comment_lines(self._layout.line_after(last), node.column + 1))
        end = self._layout.after_break(self._layout.line_end(deeper[-1])) if deeper else self._layout.line_after(last)
        self._put_in(fresh, region, indent, position)

    def _put_in(self, fresh: Delta, region: Sequence[int], indent: str, position: Any) -> None:
        """Each new key at its commented line, or where `position` says; keys of one place in their order."""
        waiting: dict[int, list[str]] = {}
        places = {self._layout.placeholder(line): line for line in reversed(region)}
        for name in self._sorted(fresh):
            part = fresh[name]
            line = places.get(name)
            if line is not None and self._layout.indent_of(line) == indent:
                lines = self._lines(name, part, indent)
                self._splices.append(Splice(line, self._layout.line_end(line), self._layout.newline.join(lines)))
            else:
                waiting.setdefault(position(name), []).extend(self._lines(name, part, indent))
        for at, lines in waiting.items():
            broken = at == 0 or self._text[at - 1] in "\r\n"
            lead = "" if broken else self._layout.newline
            tail = self._layout.newline if broken or at < len(self._text) else ""
            self._splices.append(Splice(at, at, lead + self._layout.newline.join(lines) + tail))

    def _lines(self, name: str, part: Delta | Put | Remove, indent: str) -> list[str]:
        """A new key as lines: a value behind it, or its own keys below it."""
        if isinstance(part, Put):
            written = "" if part.value is None else f" {writer.flow(part.value)}"
            return [f"{indent}{writer.key(name)}:{written}"]
        lines = [f"{indent}{writer.key(name)}:"]
        if isinstance(part, dict):
            for inner in self._sorted(part):
                if adds(part[inner]):
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
            if isinstance(part, Remove) or not (adds(part) or name in node.entries):
                continue
            if name not in node.entries:
                added.append(f"{writer.key(name)}: {writer.flow(plain(part))}")
                continue
            place, value = node.entries[name]
            if isinstance(part, dict) and value.kind == "mapping":
                self._flow(value, part)
            elif not adds(part):
                continue
            elif value.empty:
                self._splices.append(
                    Splice(self._layout.colon(place) + 1, self._layout.colon(place) + 1, f" {writer.flow(plain(part))}")
                )
            else:
                self._splices.append(Splice(value.start, value.end, writer.flow(plain(part))))
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
