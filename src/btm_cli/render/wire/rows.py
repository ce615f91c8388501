"""Results as rows: CSV for a spreadsheet, Parquet (`wire.parquet`) for a data frame, with the same columns.

In: `Rows`; for their first columns a `Scorecard`, or a side of a comparison. Out: text. Numbers as in the JSON, nothing
for what does not exist. Text in CSV is on one line, and made harmless with an apostrophe where a spreadsheet would run
it as a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from btm_cli.render.document.numbers import json_number
from btm_cli.render.document.safe import visible
from btm_cli.render.document.words import words
from btm_cli.render.wire.card import extent_columns
from btm_cli.render.wire.columns import EACH, HEAD, NUMBER_NAMES, Column

if TYPE_CHECKING:
    from btm_cli.compare.comparison import Subject
    from btm_cli.render.document.subject import Extent
    from btm_cli.scoring.scorecard import Numbers, Scorecard
    from btm_cli.standard.model import Standard

FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Also in full width, as East Asian keyboards write them and spreadsheets there read them."""
PLAIN = frozenset({int, float, type(None)})
"""Values that stand in CSV as they are."""
BETWEEN = {"ids": " ", "texts": "; "}
"""What stands between the values of a list in CSV; an id has no blank."""


class Layout(NamedTuple):
    """What a kind of table is: `schema` names it and its version ("btm-cells/1"), `command` is what writes it."""

    schema: str
    command: str
    columns: tuple[Column, ...]

    @property
    def about(self) -> str:
        """What one of its rows is, in a sentence."""
        return words(f"table.row.{self.schema.partition('/')[0]}")


class ScoredBy(NamedTuple):
    """A standard that rows were scored by; `digest` is SHA-256 over its content."""

    standard: str
    edition: str
    digest: str


class Shown(NamedTuple):
    """A decimal that is not rounded alone, so that shown numbers add up: what is shown, and what it is exactly."""

    rounded: float
    exact: Fraction


class Rows(NamedTuple):
    """Rows in the order of their layout's columns; a decimal is one exact value, a list is never None.

    `more` are columns that only these rows have, behind the layout's; `by` says what they were scored by.
    """

    layout: Layout
    rows: Iterable[Sequence[object]]
    by: tuple[ScoredBy, ...] = ()
    more: tuple[Column, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """All of them, but for what only stands for others."""
        return (*(one for one in self.layout.columns if not one.name.endswith(EACH)), *self.more)

    @property
    def names(self) -> list[str]:
        """The heading: a decimal has its exact twin behind it."""
        return [name for column in self.columns for name in column.names]


def flat(table: Rows) -> Iterator[list[Any]]:
    """The rows with both forms of a decimal: rounded half up to two decimals, and exact, as text such as "-7/12"."""
    decimal = [column.kind == "decimal" for column in table.columns]
    for row in table.rows:
        written: list[Any] = []
        for value, doubled in zip(row, decimal, strict=True):
            if doubled:
                written += _both(value)
            else:
                written.append(value)
        yield written


def _both(value: Any) -> tuple[float | None, str | None]:
    if value is None:
        return None, None
    if isinstance(value, Shown):
        return value.rounded, str(value.exact)
    return json_number(value), str(value)


def to_csv(table: Rows) -> str:
    """A heading line and a line a row, ended by line feeds."""
    import csv

    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow([_harmless(name) for name in table.names])
    fields = [_field_of(column) for column in table.columns for _ in column.names]
    for row in flat(table):
        pairs = zip(fields, row, strict=True)
        writer.writerow([value if type(value) in PLAIN else field(value) for field, value in pairs])
    return output.getvalue()


def _field_of(column: Column) -> Any:
    """What makes a CSV cell of a value of this column that is neither a number nor None."""
    match column.kind:
        case "decimal":
            return str  # ours alone, and a minus sign in front of it belongs to the number
        case "boolean":
            return lambda value: "true" if value else "false"
        case "date":
            return date.isoformat
        case "ids" | "texts":
            return lambda value: _harmless(BETWEEN[column.kind].join(value))
        case _:
            return _harmless


@lru_cache(maxsize=4096)  # the same few names stand in row after row
def _harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, on one line."""
    text = visible(text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


Head = tuple[str | date | None, ...]
NOBODY: Head = (None,) * len(HEAD)
"""Of what could not be assessed."""
EVERYTHING = "all"
"""The scope of a file that names none: a group of its own, since data frames drop what is nothing."""


def head(of: Scorecard | Subject) -> Head:
    """All of `HEAD`."""
    who = (of.enterprise, of.unit, of.period, of.assessed_on, of.as_of, of.standard, of.edition)
    return (*who, *extent_of(of))


def extent_of(extent: Extent) -> Head:
    """Scope, depth and profiles."""
    scope, depth, profiles = extent_columns(extent)
    return scope or EVERYTHING, depth, profiles or None


def numbers_of(numbers: Numbers) -> tuple[object, ...]:
    """The numbers of a place, exact, in the order of `NUMBER_NAMES`."""
    return tuple(getattr(numbers, name) for name in NUMBER_NAMES)


def by_all(assessed: Iterable[Scorecard | Subject]) -> tuple[ScoredBy, ...]:
    """The standards of these, each once."""
    return tuple(dict.fromkeys(ScoredBy(one.standard, one.edition, one.standard_digest) for one in assessed))


def by_standard(standard: Standard) -> ScoredBy:
    """A standard, where rows are about it or all was scored by it."""
    return ScoredBy(standard.id, standard.edition, standard.digest)
