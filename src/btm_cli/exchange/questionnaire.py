"""A whole questionnaire: out of an answers file, and back into data, alone or merged into the file as it is now.

In: a `Standard` with an answers file's data, or with questionnaires as a reader found them. Out: tables that lose
nothing; several questionnaires that come back as one; or data with the cell of each part. Pure: what the tables are
written as is the writers' business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from btm_cli.answers.delta import value_at
from btm_cli.answers.depth import Depth
from btm_cli.answers.model import CORE, NOT_APPLICABLE
from btm_cli.diagnostics import KeyPath, Problem, Severity, short
from btm_cli.exchange.checking import helper_problems
from btm_cli.exchange.cutting import Cut, cut_records, cut_tables
from btm_cli.exchange.inward import Gathered, gather
from btm_cli.exchange.kept import ABSENT, Kept, differences, kept_table, part_of, read_records, restore
from btm_cli.exchange.outward import tables_of
from btm_cli.exchange.settling import is_touched, mark_now, settled
from btm_cli.exchange.tables import FIELDS, KINDS, TITLES, Asked, CellProblem, Given, Key, Place, Rows, Table, Value
from btm_cli.exchange.text import LONGEST, too_long
from btm_cli.exchange.typed import is_blank
from btm_cli.standard.model import Standard

WHOLE = Cut()
OWN = "\0"
"""The sheet of a row that comes from the answers file itself."""


def reference_of(kind: str, text: str) -> str:
    """A row's reference as it is looked up: evidence keys as they are, others in any case."""
    return text.strip() if kind in ("evidence", "kept") or text.startswith("$") else text.strip().casefold()


def questionnaire(
    standard: Standard, data: Mapping[str, Any] | None, *, cells_end: bool, cut: Cut = WHOLE
) -> tuple[list[Table], list[Problem]]:
    """The tables of an answers file, or blank ones without `data`; with `cut` only a part of their rows.

    Out: tables, with what their cells can't say kept in the last one; and, by key path of `data`, what can't be
    exported at all: with `cells_end` a text too long for a cell of a workbook, and what would not come back.
    """
    blank = {"standard": standard.name} | ({"depth": CORE} if cut.depth is Depth.core else {})
    tables = tables_of(standard, blank if data is None else data)
    rows = settled(Asked(given(tables), []))
    read = gather(rows, standard)
    paths = {place: path for path, place in reversed(read.places.items())}
    problems: list[Problem] = []
    if data is not None:
        for problem in read.problems:
            message = f"a questionnaire can't hold this: {problem.message}"
            problems.append(Problem("not-exportable", message, paths.get(problem.place, ()), problem.hint))
        problems += _same_reference(tables)
        records = list(differences(read.data, dict(data)))
        tables.append(kept_table(TITLES["kept"], cut_records(records, cut)))
    if cells_end:
        for row in rows.values():
            for key, value in row.values.items():
                excess = too_long(value) if isinstance(value, str) else 0
                if excess:
                    message = f"this text has {LONGEST + excess:,} characters; a cell of a workbook holds {LONGEST:,}"
                    path = paths.get(row.place(key), ())
                    hint = "shorten it, move it into a document that is cited as evidence, or export to CSV"
                    problems.append(Problem("too-long-for-a-cell", message, path, hint))
    return cut_tables(tables, cut, standard), problems


def given(tables: Sequence[Table], sheet: str | None = None) -> dict[Key, Given]:
    """Tables as a reader would find them."""
    rows: dict[Key, Given] = {}
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
            message = f"a questionnaire can't tell the evidence key `{short(key)}` from another one"
            problems.append(Problem("not-exportable", message, ("evidence",), "give it another key"))
        seen.add(key)
    return problems


def understand(asked: Asked, standard: Standard, into: Mapping[str, Any] | None = None) -> Gathered:
    """The data that a questionnaire gives.

    With `into`, an answers file's data: rows that nobody edited, and rows that are missing, stay as the file has them
    now; a row changed here and differently there is a problem.
    """
    found = settled(asked)
    own = settled(Asked(given(tables_of(standard, into), OWN), []))
    problems = [*asked.problems, *helper_problems(found, own)]
    records = _records(found, problems)
    if into is None:
        read = gather(found, standard)
        restore(read.data, _fitting(records, read.data, standard))
    else:
        theirs = list(differences(gather(own, standard).data, dict(into)))
        read = gather(_merged(found, own, problems), standard)
        typed = [record for record in records if record.read is not ABSENT and not _from_file(record.path, read.places)]
        restore(read.data, _fitting([*typed, *theirs], read.data, standard))
    return Gathered(read.data, read.places, problems + read.problems)


def _fitting(records: list[Kept], data: Mapping[str, Any], standard: Standard) -> list[Kept]:
    """The records but for those that only went with an answer that is another one now."""
    scale = list(standard.rating_scale)
    going_with = {"profile": (NOT_APPLICABLE,), "case": (NOT_APPLICABLE, *scale[-1:])}
    return [
        record
        for record in records
        if record.path[0] != "answers"
        or record.path[-1] not in going_with
        or _rating_at(data, record.path[:-1]) in going_with[str(record.path[-1])]
    ]


def _rating_at(data: Any, path: KeyPath) -> Any:
    said = value_at(data, path)
    return said.get("rating") if isinstance(said, dict) else said


def _from_file(path: KeyPath, places: Mapping[KeyPath, Place]) -> bool:
    while path:
        if path in places:
            return places[path].sheet == OWN
        path = path[:-1]
    return True


def _records(rows: Rows, problems: list[CellProblem]) -> list[Kept]:
    pieces = {name: str(row.values.get("statement", "")) for (kind, name), row in rows.items() if kind == "kept"}
    records, altered = read_records(pieces)
    for name in altered:
        message = "what was kept here at the export is no longer what it was; the answers are taken as their cells say"
        hint = "look through what is written: what only this row said (a comment's place, a spelling) may be lost"
        place = rows["kept", name].place("statement")
        problems.append(CellProblem("kept-altered", message, place, hint, Severity.WARNING))
    return records


def _merged(asked: Rows, own: Rows, problems: list[CellProblem]) -> dict[Key, Given]:
    """Row by row: the questionnaire's where it was edited, else the file's."""
    rows = dict(own)
    for key, row in asked.items():
        if not is_touched(row):
            continue
        theirs = own[key].values.get("exported_as", "") if key in own else ""
        if "exported_as" in row.columns and theirs not in (row.values.get("exported_as", ""), mark_now(row)):
            message = f"`{key[1]}` was changed here and, since the export, in the answers file too"
            hint = "make both say the same, or clear the file's change, and import again"
            problems.append(CellProblem("changed-on-both-sides", message, row.place("answer"), hint))
        rows[key] = row
    return rows


APART: Final = 1_000_000
"""More than a questionnaire has records of what is kept."""
_LOCKED: Final = frozenset(field.reference for field in FIELDS if field.locked)


def combined(questionnaires: Sequence[tuple[str, Asked]]) -> Asked:
    """What a reader found in each, with the name of its file, as one: from each the rows that were filled in there.

    Rows that nobody touched give way. A row that two people filled in differently is a problem that names both.
    """
    problems: list[CellProblem] = []
    found: dict[Key, list[Given]] = {}
    for number, (file, asked) in enumerate(questionnaires):
        problems += [one._replace(place=one.place._replace(file=file)) for one in asked.problems]
        for key, row in settled(asked).items():
            found.setdefault(_apart(key, number), []).append(row._replace(file=file))
    return Asked({key: _one(key, rows, problems) for key, rows in found.items()}, problems)


def _apart(key: Key, number: int) -> Key:
    """The records that each file keeps are numbered from 1: numbers of their own for each file."""
    if key[0] != "kept":
        return key
    try:
        record, piece = part_of(key[1])
    except ValueError:
        return key[0], f"{number} {key[1]}"
    return key[0], f"kept/{number * APART + record}/{piece}"


def _one(key: Key, rows: list[Given], problems: list[CellProblem]) -> Given:
    touched = [row for row in rows if is_touched(row)] or rows
    ways = {mark_now(row): row for row in reversed(touched)}
    first = touched[0]
    if len(ways) == 1 or "?" in ways or (key[0] == "headline" and key[1] in _LOCKED):
        return ways.get("?", first)
    together = _together(touched)
    if together is not None:
        return first._replace(values=together)
    other = next(row for row in touched if mark_now(row) != mark_now(first))
    message = f"`{key[1]}` says something else in {first.file} (row {first.number})"
    hint = "make both say the same, or clear one of the two"
    problems.append(CellProblem("questionnaires-differ", message, other.place("answer"), hint))
    return first


def _together(rows: list[Given]) -> Mapping[str, Value] | None:
    """What several people wrote into different columns of a row that was empty; None where they contradict."""
    values: dict[str, Value] = {}
    for row in rows:
        if row.values.get("exported_as", ""):
            return None
        for column, value in row.values.items():
            if is_blank(value):
                continue
            if values.setdefault(column, value) != value:
                return None
    return values
