"""The comments of an answers file that btm itself wrote: marks above answers, and claims that a new edition lacks.

In: the text of a file that parses. Out: the text with marks put in, or with such comments gone; every other line stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from btm_cli.answers.layout import Layout
from btm_cli.source.lines import harmless
from btm_cli.source.spans import Node, span_tree
from btm_cli.standard.model import Standard

MARK: Final = "LOOK AGAIN:"
"""What a comment begins with that says where an answer must be looked at."""
_CLAIM: Final = re.compile(r"(?P<indent> *)# (?P<criterion>[0-9]+[a-z])(?: |: *$|:$)")
_GOES_ON: Final = "#    "
"""How a line of a claim's comment begins that is not its first."""


def asked(text: str, claims: Mapping[str, str]) -> str:
    """`text` with the claims, by reference, as comments above the open keys that wait for their answers."""
    return _above(
        text, {("answers", *name.split("/")): [f"{name.rpartition('/')[2]} {said}"] for name, said in claims.items()}
    )


def marked(text: str, notes: Mapping[str, Sequence[str]]) -> str:
    """`text` with `notes` as comments above the answers that they are on, by reference, in place of earlier marks."""
    return commented(text, {("answers", *name.split("/")): lines for name, lines in notes.items()}, MARK)


def commented(text: str, notes: Mapping[tuple[str, ...], Sequence[str]], mark: str) -> str:
    """`text` with `notes` as comments above the keys at their paths, without earlier comments that begin with `mark`.

    Where a key does not stand in the file, the one above it has the comment, or else the first one of all.
    """
    earlier = re.compile(rf" *# *{re.escape(mark)}.*\s*")
    return _above("".join(line for line in _lines(text) if not earlier.fullmatch(line)), notes)


def _above(text: str, notes: Mapping[tuple[str, ...], Sequence[str]]) -> str:
    tree = span_tree(text)
    if tree is None or not tree.entries:
        return text
    layout = Layout(text)
    places: dict[int, list[str]] = {}
    for path, lines in notes.items():
        at = layout.line_start(_nearest(tree, path).start)
        indent = text[at : at + len(text[at:]) - len(text[at:].lstrip(" "))]
        places.setdefault(at, []).extend(f"{indent}# {harmless(' '.join(line.split()))}" for line in lines)
    pieces, done = [], 0
    for at in sorted(places):
        pieces += [text[done:at], *(line + layout.newline for line in places[at])]
        done = at
    return "".join([*pieces, text[done:]])


def _lines(text: str) -> list[str]:
    """The lines of a file, with their ends: nothing else ends a line."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


def _nearest(tree: Node, path: Sequence[str]) -> Node:
    """The key at `path`, or of the nearest part above it that stands in the file, or the first of all."""
    key, value = next(iter(tree.entries.values()))[0], tree
    for part in path:
        if part not in value.entries:
            break
        key, value = value.entries[part]
    return key


def without_former_claims(text: str, old: Standard, new: Standard) -> str:
    """`text` without the comments that state claims of `old` which `new` lacks, and the lines that waited for them.

    What somebody else wrote between such a claim and its answer stays.
    """
    tree = span_tree(text)
    if tree is None:
        return text
    lines = _lines(text)
    gone: set[int] = set()
    for first, last, criteria in _cells(tree, text, old, new):
        gone |= set(_stating(lines, first, last, criteria))
    return "".join(line for number, line in enumerate(lines) if number not in gone)


def _cells(tree: Node, text: str, old: Standard, new: Standard) -> Iterator[tuple[int, int, set[str]]]:
    """Each cell's lines, from 0, the last not included, and the criteria that the new edition lacks there."""
    _, answers = tree.entries.get("answers", (tree, tree))
    keys = sorted(_keys(tree), key=lambda key: key.start)
    for capability, (_, cells) in answers.entries.items():
        for dimension, (key, _) in cells.entries.items():
            if capability not in old.capabilities:
                continue
            before = old.cell(capability, dimension)
            after = new.cell(capability, dimension) if capability in new.capabilities else None
            ids = {each.id for each in before.all_criteria()} if before is not None else set()
            left = ids - ({each.id for each in after.all_criteria()} if after is not None else set())
            behind = next((each for each in keys if each.start > key.start and each.column <= key.column), None)
            end = text.count("\n", 0, behind.start) if behind is not None else text.count("\n") + 1
            yield text.count("\n", 0, key.start) + 1, end, left


def _keys(node: Node) -> Iterator[Node]:
    for key, value in node.entries.values():
        yield key
        yield from _keys(value)


def _stating(lines: Sequence[str], first: int, last: int, criteria: set[str]) -> Iterator[int]:
    """The numbers of the lines that state one of `criteria`, or wait for its answer."""
    stating = False
    for number in range(first, min(last, len(lines))):
        line = lines[number].rstrip("\r\n")
        found = _CLAIM.match(line)
        if found is not None:
            stating = found["criterion"] in criteria
        elif not line.lstrip(" ").startswith(_GOES_ON):
            stating = False
        if stating:
            yield number
