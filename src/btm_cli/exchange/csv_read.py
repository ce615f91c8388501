"""CSV -> `Asked`: rows are known by their sheet and reference, columns by their names in the first line.

In: the bytes of a file that `btm export` wrote and people edited: commas, semicolons or tabs. Out: rows with places.
"""

from __future__ import annotations

import csv
import io

from btm_cli.exchange.collecting import MOST_ROWS, Collector
from btm_cli.exchange.csv_write import SHEET, columns
from btm_cli.exchange.layout import KINDS
from btm_cli.exchange.tables import Asked, CellProblem, Place, Value
from btm_cli.exchange.text import found, unguard
from btm_cli.validation import did_you_mean, one_of

WHOLE = Place("", 1, 1)
LONGEST_FIELD = 1_000_000


def read_csv(raw: bytes) -> Asked:
    """Every row. Never raises for any content."""
    text = _decoded(raw)
    if text is None:
        hint = "save it as CSV UTF-8"
        return Asked({}, [CellProblem("not-utf8", "the file is not UTF-8 text", WHOLE, hint)])
    collector = Collector()
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] = []
    line = 1
    try:
        for count, fields in enumerate(reader):
            if count == 0:
                names = [" ".join(unguard(field).casefold().split()) for field in fields]
                if SHEET not in names or "reference" not in names:
                    hint = "import takes what `btm export` wrote, with its first line"
                    problem = CellProblem("not-a-questionnaire", "this is no questionnaire of btm", WHOLE, hint)
                    return Asked({}, [problem])
                _unread(names, collector)
            elif count > MOST_ROWS:
                message = f"the file has more than {MOST_ROWS:,} rows; the rest was not read"
                collector.problem("too-large", message, Place("", line, 1), "delete the rows that are not needed")
                break
            else:
                _row(fields, names, line, collector)
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "put text with quotes or line breaks into double quotes, and double each quote in it"
        collector.problem("not-csv", f"this is no CSV: {error}", Place("", line, 1), hint)
    return collector.asked()


def _decoded(raw: bytes) -> str | None:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"  # some programs export UTF-16
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unread(names: list[str], collector: Collector) -> None:
    known = columns()
    for index, name in enumerate(names):
        if name and name not in known:
            collector.unread_column(name, Place("", 1, index + 1))


def _row(fields: list[str], names: list[str], line: int, collector: Collector) -> None:
    if not any(field.strip() for field in fields):
        return
    at = {name: index for index, name in reversed(list(enumerate(names)))}
    values: dict[str, Value] = {
        name: found(unguard(fields[index])) for name, index in at.items() if index < len(fields) and fields[index]
    }
    kind = str(values.pop(SHEET, "")).strip().casefold()
    if kind not in KINDS:
        message = f"`{kind[:60]}` is no sheet of a questionnaire" if kind else "this row does not say its sheet"
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
        kind, "", line, {name: at[name] + 1 for name in at if name in own}, {k: values[k] for k in own & values.keys()}
    )
