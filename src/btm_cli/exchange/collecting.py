"""Rows of a grid, as any reader finds them, to rows by kind and reference.

In: a heading row and rows of cells, and the comments on them. Out: `Asked`. What can't be placed is a problem at its
cell; a comment becomes a remark where a row has one, and is named where none has.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Final

from btm_cli.diagnostics import Severity, short
from btm_cli.exchange.layout import KINDS
from btm_cli.exchange.questionnaire import reference_of
from btm_cli.exchange.tables import Asked, CellProblem, Given, Place, Value
from btm_cli.exchange.typed import NotUnderstood, is_blank, plain

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_PROBLEMS: Final = 1000
MOST_SHOWN: Final = 200
"""Characters of a comment that are shown where it has no place."""
NOTE: Final = "note"
MINUTE: Final = timedelta(minutes=1)


class Collector:
    """Collects the rows of one questionnaire."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Given] = {}
        self._at: dict[tuple[str, int], tuple[str, str]] = {}
        self._problems: list[CellProblem] = []
        self._sheets: list[str] | None = None
        self._comments: list[tuple[Place, str]] = []

    def asked(self, point: str = "") -> Asked:
        """Everything so far; `point` is the sign before decimals that the file's own form settles."""
        for place, text in self._comments:
            self._remark(place, text.strip())
        self._comments = []
        return Asked(self._rows, self._problems[:MOST_PROBLEMS], self._sheets, point)

    def problem(self, code: str, message: str, place: Place, hint: str | None = None, *, warn: bool = False) -> None:
        """Note what is wrong, or what is only not read."""
        severity = Severity.WARNING if warn else Severity.ERROR
        self._problems.append(CellProblem(code, message, place, hint, severity))

    def sheet(self, title: str) -> None:
        """Note that a sheet holds a table."""
        self._sheets = [*(self._sheets or []), title]

    def comment(self, place: Place, text: str) -> None:
        """Note a comment on a cell; it is placed once all rows are there."""
        self._comments.append((place, text))

    def add(self, kind: str, sheet: str, number: int, columns: Mapping[str, int], values: dict[str, Value]) -> None:
        """One row of a table: `values` by column key, without empty cells; `columns` are the table's."""
        if not values:
            return
        place = Place(sheet, number, columns.get("reference", 1))
        try:
            reference = reference_of(kind, plain(_as_it_was(kind, values.get("reference", ""))))
        except NotUnderstood as doubt:
            self.problem(doubt.code, doubt.message, place, doubt.hint)
            return
        edited = any(column.edit and not is_blank(values.get(column.key)) for column in KINDS[kind].columns)
        if not reference:
            if edited and "reference" in columns:
                hint = "rows are known by their reference: put it back, or clear the row"
                self.problem("unknown-reference", "this row has no reference", place, hint)
            return
        before = self._rows.get((kind, reference))
        if before is not None:
            message = f"`{short(reference)}` is already there in row {before.number}"
            if before.sheet != sheet:
                message += f" of the sheet {short(before.sheet)}"
            self.problem("duplicate-row", message, place, "delete one of the two rows")
            return
        self._rows[kind, reference] = Given(reference, values, sheet, number, columns)
        self._at[sheet, number] = kind, reference

    def unread_column(self, heading: str, place: Place) -> None:
        """A column with something in it that is none of the questionnaire's."""
        name = f"the column `{short(heading)}`" if heading else "this column"
        message = f"{name} is none of the questionnaire's and was not read"
        self.problem("not-read", message, place, "move what it says into the notes", warn=True)

    def _remark(self, place: Place, text: str) -> None:
        """A comment, as the remark of the row that it stands in; named where that has none."""
        if not text:
            return
        kind, reference = self._at.get((place.sheet, place.row), ("", ""))
        key, column = (kind, reference), NOTE
        if kind == "headline":
            key, column = ("headline", NOTE), "answer"
        elif kind == "aims":
            key = ("questions", reference)
        row = self._rows.get(key)
        if row is None or key[0] not in ("headline", "questions"):
            message = f"the comment on this cell was not read: {short(' '.join(text.split()), MOST_SHOWN)}"
            self.problem("not-read", message, place, "move what it says into the notes", warn=True)
            return
        said = row.values.get(column, "")
        if not isinstance(said, str):
            return  # no text: it is a problem of its own
        if text not in said:
            self._rows[key] = row._replace(values={**row.values, column: f"{said}\n{text}" if said.strip() else text})


def _as_it_was(kind: str, reference: Value) -> Value:
    """The reference of a kept part, of which a spreadsheet program may have made a time of day."""
    if kind != "kept" or not isinstance(reference, time | timedelta):
        return reference
    passed = timedelta(hours=reference.hour, minutes=reference.minute) if isinstance(reference, time) else reference
    return "{}:{}".format(*divmod(passed // MINUTE, 60))
