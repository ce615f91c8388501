"""Which kind of CSV a file is: its encoding, what stands between its fields, its sign before decimals.

In: the bytes of a file. Out: a `Dialect` with the text, or None where it is no text. Every reader of CSV begins here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from btm_cli.exchange.readings import POINT

DELIMITERS: Final = ",;\t"
WINDOWS: Final = "cp1252"
LONGEST_FIELD: Final = 1_000_000
MOST_FIELDS: Final = 16_384
"""In a line: no spreadsheet has more columns."""
_SEP_LINE: Final = re.compile(r'"?sep=([,;\t|])"?[,;\t|]*\r?\n?', re.IGNORECASE)
"""What spreadsheet programs put first to say how a file is to be split; one that saves it may add delimiters."""


class Dialect(NamedTuple):
    """A CSV file: its text from line `first_line` on. `encoding` is "" where the file itself says which it is.

    `point` is the sign before decimals: a point where commas part the fields, else "" for what the numbers show.
    """

    text: str
    delimiter: str
    first_line: int
    encoding: str
    point: str

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row's fields with the line that it begins on. Raises NotCsv."""
        csv.field_size_limit(LONGEST_FIELD)
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter, strict=True)
        line = self.first_line
        try:
            for fields in reader:
                if len(fields) > MOST_FIELDS:
                    raise NotCsv(f"a line with {len(fields):,} fields", line)
                yield line, fields
                line = self.first_line + reader.line_num
        except csv.Error as error:
            raise NotCsv(str(error), line) from None


class NotCsv(Exception):
    """Quotes that don't match, or far too many fields; `line` is where the row begins."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


def dialect_of(raw: bytes) -> Dialect | None:
    """The dialect of a file, None for bytes that no spreadsheet program writes as CSV."""
    text, encoding = _decoded(raw)
    if text is None:
        return None
    head = _SEP_LINE.match(text)
    if head:
        text = text[head.end() :]
    line = text.split("\n", 1)[0]
    delimiter = head[1] if head else max(DELIMITERS, key=line.count)
    return Dialect(text, delimiter, 2 if head else 1, encoding, POINT if delimiter == "," else "")


def _decoded(raw: bytes) -> tuple[str | None, str]:
    """The text; the encoding's name where it is taken for granted rather than seen."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _as(raw, "utf-16"), ""
    if raw[1:2] == b"\0":
        return _as(raw, "utf-16-le"), ""
    text = _as(raw, "utf-8-sig")
    return (text, "") if text is not None else (_as(raw, WINDOWS), WINDOWS)


def _as(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
