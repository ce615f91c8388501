"""A whole questionnaire: out of an answers file, and back into data, alone or merged into the file as it is now.

In: a `Standard` with an answers file's data, or with a questionnaire as a reader found it. Out: tables that lose
nothing; or data with the cell of each part. Pure: what the tables are written as is the writers' business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from btm_cli.diagnostics import KeyPath, Problem
from btm_cli.exchange.inward import Gathered, gather
from btm_cli.exchange.kept import ABSENT, Kept, differences, kept_table, read_records, restore
from btm_cli.exchange.layout import FORMAT, KINDS, TITLES
from btm_cli.exchange.outward import mark_of, tables_of
from btm_cli.exchange.tables import Asked, CellProblem, Given, Place, Table
from btm_cli.exchange.text import LONGEST, too_long
from btm_cli.exchange.typed import NotUnderstood
from btm_cli.standard.model import Standard

OWN = "\0"
"""The sheet of a row that comes from the answers file itself."""


def reference_of(kind: str, text: str) -> str:
    """A row's reference as it is looked up: evidence keys as they are, others in any case."""
    return text.strip() if kind in ("evidence", "kept") or text.startswith("$") else text.strip().casefold()


def questionnaire(
    standard: Standard, data: Mapping[str, Any] | None, *, cells_end: bool
) -> tuple[list[Table], list[Problem]]:
    """The tables of an answers file, or blank ones without `data`.

    Out: tables, with what their cells can't say kept in the last one; and, by key path of `data`, what can't be
    exported at all: with `cells_end` a text too long for a cell of a workbook, and what would not come back.
    """
    tables = tables_of(standard, data)
    rows = given(tables)
    read = gather(rows, standard)
    paths = {place: path for path, place in reversed(read.places.items())}
    problems: list[Problem] = []
    if data is not None:
        for problem in read.problems:
            message = f"a questionnaire can't hold this: {problem.message}"
            problems.append(Problem("not-exportable", message, paths.get(problem.place, ()), problem.hint))
        problems += _same_reference(tables)
        tables.append(kept_table(TITLES["kept"], list(differences(read.data, dict(data)))))
    if cells_end:
        for row in rows.values():
            for key, value in row.values.items():
                excess = too_long(value) if isinstance(value, str) else 0
                if excess:
                    message = f"this text has {LONGEST + excess:,} characters; a cell of a workbook holds {LONGEST:,}"
                    path = paths.get(row.place(key), ())
                    hint = "shorten it, move it into a document that is cited as evidence, or export to CSV"
                    problems.append(Problem("too-long-for-a-cell", message, path, hint))
    return tables, problems


def given(tables: Sequence[Table], sheet: str | None = None) -> dict[tuple[str, str], Given]:
    """Tables as a reader would find them."""
    rows: dict[tuple[str, str], Given] = {}
    for table in tables:
        columns = {column.key: index for index, column in enumerate(KINDS[table.kind].columns, 1)}
        for number, row in enumerate(table.rows, 2):
            reference = reference_of(table.kind, row.reference)
            at = table.title if sheet is None else sheet
            rows.setdefault((table.kind, reference), Given(reference, row.values, at, number, columns))
    return rows


def _same_reference(tables: Sequence[Table]) -> list[Problem]:
    """Evidence keys that differ in the file and not in a cell: in spaces around them, or in line ends."""
    seen: set[str] = set()
    problems = []
    for row in next(table for table in tables if table.kind == "evidence").rows:
        key = reference_of("evidence", row.reference)
        if key in seen or not key:
            message = f"a questionnaire can't tell the evidence key `{key[:60]}` from another one"
            problems.append(Problem("not-exportable", message, ("evidence",), "give it another key"))
        seen.add(key)
    return problems


def stamp_problem(asked: Asked, standard: Standard) -> CellProblem | None:
    """What is wrong where a questionnaire is not one for `standard`."""
    form, edition = (asked.rows.get(("headline", name)) for name in ("format", "questions"))
    hint = "import takes what `btm export` wrote; the sheet Headline must be there"
    if form is None or edition is None:
        return CellProblem("not-a-questionnaire", "this is no questionnaire of btm", Place("", 1, 1), hint)
    if form.values.get("answer") != FORMAT:
        message = f"this questionnaire has a form that this btm does not read; it reads {FORMAT}"
        return CellProblem("not-a-questionnaire", message, form.place("answer"), "export it anew")
    asked_for = edition.values.get("answer")
    if asked_for != standard.name:
        message = f"these questions are of `{str(asked_for)[:60]}`, not of `{standard.name}`"
        hint = f"export a questionnaire of {standard.name} and copy the answers over"
        return CellProblem("unknown-edition", message, edition.place("answer"), hint)
    return None


def understand(asked: Asked, standard: Standard, into: Mapping[str, Any] | None = None) -> Gathered:
    """The data that a questionnaire gives.

    With `into`, an answers file's data: rows that nobody edited, and rows that are missing, stay as the file has them
    now; a row changed here and differently there is a problem.
    """
    problems = list(asked.problems)
    records = _records(asked, problems)
    rows: Mapping[tuple[str, str], Given] = asked.rows
    if into is None:
        read = gather(rows, standard)
        restore(read.data, records)
    else:
        own = given(tables_of(standard, into), OWN)
        theirs = list(differences(gather(own, standard).data, dict(into)))
        rows = _merged(asked.rows, own, problems)
        read = gather(rows, standard)
        typed = [record for record in records if record.read is not ABSENT and not _from_file(record.path, read.places)]
        restore(read.data, [*typed, *theirs])
    return Gathered(read.data, read.places, problems + read.problems)


def _from_file(path: KeyPath, places: Mapping[KeyPath, Place]) -> bool:
    while path:
        if path in places:
            return places[path].sheet == OWN
        path = path[:-1]
    return True


def _records(asked: Asked, problems: list[CellProblem]) -> list[Kept]:
    pieces = {name: str(row.values.get("statement", "")) for (kind, name), row in asked.rows.items() if kind == "kept"}
    try:
        return read_records(pieces)
    except (ValueError, ArithmeticError, KeyError, RecursionError):
        row = next(row for (kind, _), row in asked.rows.items() if kind == "kept")
        message = "what was kept here at the export is no longer what it was"
        hint = "delete this sheet (or its rows): then every answer is taken as its cells say it"
        problems.append(CellProblem("kept-altered", message, row.place("statement"), hint))
        return []


def _merged(
    asked: Mapping[tuple[str, str], Given], own: Mapping[tuple[str, str], Given], problems: list[CellProblem]
) -> dict[tuple[str, str], Given]:
    """Row by row: the questionnaire's where it was edited, else the file's."""
    rows = dict(own)
    for key, row in asked.items():
        before = row.values.get("exported_as", "")
        now = _mark(row)
        theirs = own[key].values.get("exported_as", "") if key in own else ""
        if "exported_as" not in row.columns or now != before:
            if "exported_as" in row.columns and theirs not in (before, now):
                message = f"`{key[1]}` was changed here and, since the export, in the answers file too"
                hint = "make both say the same, or clear the file's change, and import again"
                problems.append(CellProblem("changed-on-both-sides", message, row.place("answer"), hint))
            rows[key] = row
    return rows


def _mark(row: Given) -> str:
    try:
        return mark_of(row.values)
    except NotUnderstood:
        return "?"
