"""A line quoted from a file, with its number before it and a caret below what is meant.

In: a `Verbatim`, how many columns there are, what makes a text printable. Out: lines. Where the line is too long, the
part around the place is shown, and a sign stands where it was cut.
"""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len

from btm_cli.render.document.blocks import Verbatim

ELLIPSIS = "\u2026"
WIDE = 120
"""Columns of an excerpt where the reader's window can be scrolled."""


def quoted(block: Verbatim, columns: int, clean: Callable[[str], str]) -> list[str]:
    """The block's lines; those of one that is `numbered` are the excerpt and its caret."""
    if block.numbered is None:
        return [clean(line) for line in block.lines]
    number, column, width = block.numbered
    gutter = f"{number:>4} | "
    return [
        start + line
        for start, line in zip(
            (gutter, "|".rjust(len(gutter) - 1) + " "),
            _excerpt(block.lines[0], column - 1, max(1, width), columns - len(gutter), clean),
            strict=True,
        )
    ]


def _excerpt(source: str, begin: int, width: int, columns: int, clean: Callable[[str], str]) -> tuple[str, str]:
    """What of `source` has room, and the caret below the `width` characters from `begin`."""
    begin = min(begin, len(source))
    # A line can be megabytes long: only what can end up on the page is looked at.
    first = max(0, begin - columns)
    before = [clean(character) for character in source[first:begin]]
    after = [clean(character) for character in source[begin : begin + columns + 1]]
    mark = clean(ELLIPSIS)
    # Behind the line's end there is still the caret.
    rest = max(1, _wide(after))
    start = mark if first > 0 else ""
    while before and _wide(before) > columns // 2 and cell_len(start) + _wide(before) + rest > columns:
        before.pop(0)
        start = mark
    lead = start + "".join(before)
    room = columns - cell_len(lead)
    caret = max(1, min(_wide(after[:width]), room))
    return lead + _cut("".join(after).rstrip(), room, mark), " " * cell_len(lead) + "^" * caret


def _wide(characters: list[str]) -> int:
    return sum(map(cell_len, characters))


def _cut(text: str, columns: int, mark: str) -> str:
    if cell_len(text) <= columns:
        return text
    while text and cell_len(text) + cell_len(mark) > columns:
        text = text[:-1]
    return text + mark
