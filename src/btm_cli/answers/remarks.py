"""The comments of an answers file that btm itself wrote: marks above answers, and claims that a new edition lacks.

In: the text of a file that parses. Out: the text with marks put in, or with such comments gone; every other line stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from btm_cli.answers.delta import same
from btm_cli.answers.layout import Layout
from btm_cli.source import parse
from btm_cli.source.document import harmless
from btm_cli.source.outline import Node, comments, span_tree
from btm_cli.standard.model import Standard

MARK: Final = "LOOK AGAIN:"
"""What a comment begins with that says where an answer must be looked at."""
_CLAIM: Final = re.compile(r"# (?P<criterion>[0-9]+[a-z])(?:(?P<waits>: *)| (?P<claim>.*))")
_GOES_ON: Final = "#    "
"""How a line of a claim's comment begins that is not its first."""
_BYTE_ORDER_MARK: Final = "\ufeff"


class _Line(NamedTuple):
    """A line of a file with its end, where it begins, and the comment that is all of it; "" where it is none."""

    start: int
    text: str
    comment: str


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

    Where a key does not stand in the file, the one above it has the comment, or else the first one of all; so too where
    a comment above a key would be inside of a text. What only looks like a comment, inside of a text, stays.
    """
    earlier = re.compile(rf"# *{re.escape(mark)}(?!\w).*\s*")
    return _above("".join(line.text for line in _lines(text) if not earlier.fullmatch(line.comment)), notes)


def _above(text: str, notes: Mapping[tuple[str, ...], Sequence[str]]) -> str:
    if text.startswith(_BYTE_ORDER_MARK):
        return _BYTE_ORDER_MARK + _above(text[1:], notes)
    tree = span_tree(text)
    if tree is None or not tree.entries:
        return text
    said = _data(text)
    on_top: Mapping[tuple[str, ...], Sequence[str]] = {(): [line for lines in notes.values() for line in lines]}
    made = (_put(text, tree, given) for given in (notes, on_top))
    return next((each for each in made if same(_data(each), said)), text)


def _put(text: str, tree: Node, notes: Mapping[tuple[str, ...], Sequence[str]]) -> str:
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


def _data(text: str) -> object:
    document, _ = parse(text.encode("utf-8", "surrogatepass"), "")
    return None if document is None else document.data


def _lines(text: str) -> list[_Line]:
    """The lines of a file: nothing but its line breaks ends one."""
    begun = dict(comments(text))
    found = []
    for line in re.finditer(r"(?P<indent> *)[^\r\n]*(?:\r\n|\r|\n|\Z)", text):
        if line.group():
            start = line.end("indent")
            found.append(_Line(line.start(), line.group(), text[start : begun[start]] if start in begun else ""))
    return found


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

    What somebody else wrote between such a claim and its answer stays, and so does a comment of theirs that begins with
    the number of a claim.
    """
    if text.startswith(_BYTE_ORDER_MARK):
        return _BYTE_ORDER_MARK + without_former_claims(text[1:], old, new)
    tree = span_tree(text)
    if tree is None:
        return text
    lines = _lines(text)
    gone: set[int] = set()
    for first, last, claims in _cells(tree, old, new, len(text)):
        gone |= set(_stating([line for line in lines if first < line.start < last], claims))
    return "".join(line.text for line in lines if line.start not in gone)


def _cells(tree: Node, old: Standard, new: Standard, end: int) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Where each cell begins and ends, and the claims, by criterion, that the new edition lacks there."""
    _, answers = tree.entries.get("answers", (tree, tree))
    keys = sorted(_keys(tree), key=lambda key: key.start)
    for capability, (_, cells) in answers.entries.items():
        for dimension, (key, _) in cells.entries.items():
            if capability not in old.capabilities:
                continue
            before = old.cell(capability, dimension)
            after = new.cell(capability, dimension) if capability in new.capabilities else None
            kept = {each.id for each in after.all_criteria()} if after is not None else set()
            claims = {each.id: each.claim for each in before.all_criteria()} if before is not None else {}
            behind = next((each for each in keys if each.start > key.start and each.column <= key.column), None)
            yield (
                key.start,
                end if behind is None else behind.start,
                {name: claim for name, claim in claims.items() if name not in kept},
            )


def _keys(node: Node) -> Iterator[Node]:
    for key, value in node.entries.values():
        yield key
        yield from _keys(value)


def _stating(lines: Sequence[_Line], claims: Mapping[str, str]) -> Iterator[int]:
    """Where the lines begin that state one of `claims`, or wait for its answer."""
    for number, line in enumerate(lines):
        found = _CLAIM.fullmatch(line.comment.rstrip(" "))
        if found is None or found["criterion"] not in claims:
            continue
        if found["claim"] is None:
            yield line.start
            continue
        more = list(takewhile(lambda each: each.comment.startswith(_GOES_ON), lines[number + 1 :]))
        said = " ".join(" ".join([found["claim"], *(each.comment[1:] for each in more)]).split())
        if said.startswith(" ".join(harmless(claims[found["criterion"]]).split())):
            yield from (each.start for each in (line, *more))
