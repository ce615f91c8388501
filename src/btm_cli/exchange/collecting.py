"""Rows of a grid, as any reader finds them, to rows by kind and reference.

In: a heading row and rows of cells. Out: `Asked`. What can't be placed is a problem at its cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from btm_cli.diagnostics import Severity
from btm_cli.exchange.layout import KINDS
from btm_cli.exchange.questionnaire import reference_of
from btm_cli.exchange.tables import Asked, CellProblem, Given, Place, Value
from btm_cli.exchange.typed import NotUnderstood, is_blank, plain

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_PROBLEMS: Final = 1000


class Collector:
    """Collects the rows of one questionnaire."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Given] = {}
        self._problems: list[CellProblem] = []

    def asked(self) -> Asked:
        """Everything so far."""
        return Asked(self._rows, self._problems[:MOST_PROBLEMS])

    def problem(self, code: str, message: str, place: Place, hint: str | None = None, *, warn: bool = False) -> None:
        """Note what is wrong, or what is only not read."""
        severity = Severity.WARNING if warn else Severity.ERROR
        self._problems.append(CellProblem(code, message, place, hint, severity))

    def add(self, kind: str, sheet: str, number: int, columns: Mapping[str, int], values: dict[str, Value]) -> None:
        """One row of a table: `values` by column key, without empty cells; `columns` are the table's."""
        if not values:
            return
        place = Place(sheet, number, columns["reference"])
        try:
            reference = reference_of(kind, plain(values.get("reference", "")))
        except NotUnderstood as doubt:
            self.problem(doubt.code, doubt.message, place, doubt.hint)
            return
        edited = any(column.edit and not is_blank(values.get(column.key)) for column in KINDS[kind].columns)
        if not reference:
            if edited:
                hint = "rows are known by their reference: put it back, or clear the row"
                self.problem("unknown-reference", "this row has no reference", place, hint)
            return
        before = self._rows.get((kind, reference))
        if before is not None:
            message = f"`{reference[:60]}` is already there in row {before.number}"
            if before.sheet != sheet:
                message += f" of the sheet {before.sheet[:40]}"
            self.problem("duplicate-row", message, place, "delete one of the two rows")
            return
        self._rows[kind, reference] = Given(reference, values, sheet, number, columns)

    def unread_column(self, heading: str, place: Place) -> None:
        """A column with something in it that is none of the questionnaire's."""
        name = f"the column `{heading[:60]}`" if heading else "this column"
        message = f"{name} is none of the questionnaire's and was not read"
        self.problem("not-read", message, place, "move what it says into the notes", warn=True)
