"""Tables as CSV, and back: one row a row of any table, known by the column `sheet` and its reference.

In: `Table`s; or the bytes of a file that `btm export` wrote and people edited: commas, semicolons or tabs. Out: text
that opens in a spreadsheet program (UTF-8, commas, CRLF); or `Asked`, rows with places. Where a program could take text
for a formula, a number, a date or a time, an apostrophe stands before it; reading takes it away. Whole numbers and
dates in columns of their own are plain: import understands what programs make of those.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from btm_cli.diagnostics import short
from btm_cli.exchange.collecting import MOST_ROWS, Collector, check_headings
from btm_cli.exchange.dialect import WINDOWS, NotCsv, dialect_of
from btm_cli.exchange.readings import days_in
from btm_cli.exchange.tables import KINDS, WHOLE_FILE, Asked, CellProblem, Column, Kind, Place, Row, Table, Value
from btm_cli.exchange.text import found, guard, unguard
from btm_cli.validation import did_you_mean, one_of

SHEET = "sheet"


def columns() -> list[str]:
    """The heading line: every column of any kind, once."""
    keys = ("reference", "kind", "name", "statement", "answer", "evidence")
    every = [column.key for kind in KINDS.values() for column in kind.columns]
    return list(dict.fromkeys([SHEET, *keys, *(key for key in every if key != "exported_as"), "exported_as"]))


def write_csv(tables: Sequence[Table]) -> str:
    """The text of the CSV file, without its byte order mark."""
    names = columns()
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(names)
    for table in tables:
        for row in table.rows:
            values = {SHEET: table.kind, **row.values}
            days = _dates(table.kind, row)
            writer.writerow([_field(values.get(name, ""), name in days) for name in names])
    return output.getvalue()


def _dates(kind: str, row: Row) -> set[str]:
    """The columns that hold a date in this row."""
    answer = {"answer"} if row.style == "date" else set()
    return answer | {column.key for column in KINDS[kind].columns if column.form == "date"}


def _field(value: str | int, date: bool) -> str:
    return str(value) if isinstance(value, int) or (date and days_in(value)) else guard(value)


def read_csv(raw: bytes) -> Asked:
    """Every row. Never raises for any content."""
    dialect = dialect_of(raw)
    if dialect is None:
        return Asked({}, [CellProblem("not-utf8", "the file is not UTF-8 text", WHOLE_FILE, "save it as CSV UTF-8")])
    collector = Collector()
    names: list[str] = []
    at: dict[str, int] = {}
    try:
        for count, (line, fields) in enumerate(dialect.rows()):
            if count == 0:
                names = [" ".join(unguard(field).casefold().split()) for field in fields]
                if SHEET not in names or "reference" not in names:
                    hint = "import takes what `btm export` wrote, with its first line"
                    problem = CellProblem("not-a-questionnaire", "this is no questionnaire of btm", WHOLE_FILE, hint)
                    return Asked({}, [problem])
                at = {name: index for index, name in reversed(list(enumerate(names)))}
                _headings(names, line, collector)
            elif count > MOST_ROWS:
                message = f"the file has more than {MOST_ROWS:,} rows; the rest was not read"
                collector.problem("too-large", message, Place("", line, 1), "delete the rows that are not needed")
                break
            else:
                _row(fields, names, at, line, collector)
    except NotCsv as error:
        hint = "put text with quotes or line breaks into double quotes, and double each quote in it"
        collector.problem("not-csv", f"this is no CSV: {error.what}", Place("", error.line, 1), hint)
    if dialect.encoding == WINDOWS:
        message = "the file is not UTF-8; it was read as Windows text (code page 1252)"
        hint = "save it as CSV UTF-8 where letters look wrong"
        collector.problem("encoding-guessed", message, WHOLE_FILE, hint, warn=True)
    return collector.asked(dialect.point)


def _headings(names: list[str], line: int, collector: Collector) -> None:
    """The first line has every column once; what it has besides is mentioned."""
    known = columns()
    check_headings(
        Kind(tuple(Column(name, name, 0) for name in known)),
        list(enumerate(names, 1)),
        Place("", line, 1),
        collector,
    )
    for index, name in enumerate(names, 1):
        if name and name not in known:
            collector.unread_column(name, Place("", line, index))


def _row(fields: list[str], names: list[str], at: Mapping[str, int], line: int, collector: Collector) -> None:
    """One line below the headings `names`, which are first found `at` these places."""
    if not any(field.strip() for field in fields):
        return
    values: dict[str, Value] = {
        name: found(unguard(field))
        for index, (name, field) in enumerate(zip(names, fields, strict=False))
        if field and at[name] == index
    }
    kind = str(values.pop(SHEET, "")).strip().casefold()
    if kind not in KINDS:
        message = f"`{short(kind)}` is no sheet of a questionnaire" if kind else "this row does not say its sheet"
        hint = did_you_mean(kind, KINDS) or f"one of {one_of(KINDS)}"
        collector.problem("unknown-reference", message, Place("", line, at[SHEET] + 1), hint)
        return
    own = {column.key for column in KINDS[kind].columns}
    for name in values.keys() - own:
        if name in columns() and str(values[name]).strip():
            message = f"rows of the sheet {kind} have no `{name}`; this was not read"
            collector.problem("not-read", message, Place("", line, at[name] + 1), "move it, or clear it")
    for index, field in enumerate(fields[len(names) :], len(names) + 1):
        if field.strip():
            message = "this stands beside the questionnaire's columns and was not read"
            collector.problem("not-read", message, Place("", line, index), "is a comma of a text not in quotes?")
            break
    collector.add(
        kind, "", line, {name: at[name] + 1 for name in own if name in at}, {k: values[k] for k in own & values.keys()}
    )
