"""A workbook -> `Asked`: sheets are known by their headings, rows by their references.

In: the bytes of a file that should be an xlsx workbook. Out: rows with their places, or why it can't be read. Nothing
in it is run; what is too large, packed too tightly or broken is refused before it takes memory.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any, Final

from openpyxl import load_workbook

from btm_cli.exchange.collecting import MOST_COLUMNS, MOST_ROWS, Collector
from btm_cli.exchange.layout import KINDS, UNREAD
from btm_cli.exchange.tables import Asked, Broken, CellProblem, Formula, Place, Value
from btm_cli.exchange.typed import is_blank

LARGEST_UNPACKED: Final = 32 * 1024 * 1024
"""Bytes of all parts together; a questionnaire has about one megabyte."""
PIECE: Final = 65536
"""Bytes that are unpacked at a time."""
MOST_PARTS: Final = 1000
MOST_TAGS: Final = 1_000_000
"""XML elements, which take most of the memory; a questionnaire has some 60,000."""
MOST_SHEETS: Final = 100
HEADINGS_WITHIN: Final = 20
"""Rows at the top of a sheet in which its headings are looked for."""
WHOLE: Final = Place("", 1, 1)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_workbook(raw: bytes) -> Asked:
    """Every row of every sheet. Never raises for any content: a file that is no workbook is one problem."""
    unpacked = _unpacked(raw)
    if isinstance(unpacked, CellProblem):
        return Asked({}, [unpacked])
    collector = Collector()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drawings and extensions, which hold no answers
            book = load_workbook(unpacked, read_only=True, keep_links=False)
            for sheet in book.worksheets[:MOST_SHEETS]:
                sheet.reset_dimensions()
                rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
                _sheet(sheet.title, rows, collector)
    except Exception as error:  # whatever a broken part does to the library
        return Asked({}, [_broken(f"{type(error).__name__}")])
    return collector.asked()


def _broken(what: str) -> CellProblem:
    hint = "open it in a spreadsheet program and save it again as .xlsx"
    return CellProblem("not-a-workbook", f"the workbook is damaged and can't be read ({what})", WHOLE, hint)


def _unpacked(raw: bytes) -> io.BytesIO | CellProblem:
    """The same workbook, its parts unpacked, or why these bytes are not read as one.

    What an archive says of its parts' sizes may be a lie, which the library would find out when the memory is full. So
    it gets an archive that was made of what was counted while it came out.
    """

    def no(code: str, message: str, hint: str | None = None) -> CellProblem:
        return CellProblem(code, message, WHOLE, hint)

    if raw.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            return no("not-a-workbook", "the workbook is encrypted", "save it without a password")
        return no("not-a-workbook", "this is an old .xls workbook", "save it as .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if not any(part.filename == "[Content_Types].xml" for part in parts):
                return no("not-a-workbook", "this is a zip archive, but no .xlsx workbook")
            if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
                return no("not-a-workbook", "the workbook is packed in a way that no spreadsheet program uses")
            if any(part.flag_bits & 1 for part in parts):
                return no("not-a-workbook", "the workbook is encrypted", "save it without a password")
            stated = sum(part.file_size for part in parts)
            if stated > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
                message = f"unpacked, the workbook has {stated:,} bytes in {len(parts):,} parts"
                return no("too-large", f"{message}; the most that is read is {LARGEST_UNPACKED:,} in {MOST_PARTS:,}")
            tags = 0
            contents: dict[str, bytes] = {}
            for part in parts:
                contents[part.filename] = content = _inflated(archive, part)
                tags += content.count(b"<")
                if b"<!DOCTYPE" in content.replace(b"\0", b""):
                    return no(
                        "not-a-workbook", "the workbook defines XML entities, which none does that people fill in"
                    )
                if tags > MOST_TAGS:
                    return no("too-large", f"the workbook has more than {MOST_TAGS:,} cells and other elements")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        if zipfile.is_zipfile(io.BytesIO(raw)) or raw.startswith(b"PK"):
            return _broken(type(error).__name__)
        return no("not-a-workbook", "this is no .xlsx workbook", "import reads .xlsx and .csv files")
    return _packed(contents)


def _inflated(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A part's content, piece by piece: `read()` without a number unpacks all there is before it looks at the size."""
    with archive.open(part) as file:
        pieces = list(iter(lambda: file.read(PIECE), b""))
    return b"".join(pieces)


def _packed(contents: dict[str, bytes]) -> io.BytesIO:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as target:
        for name, content in contents.items():
            target.writestr(zipfile.ZipInfo(name), content)
    return archive


def _sheet(title: str, rows: Iterable[tuple[Any, ...]], collector: Collector) -> None:
    """One sheet; one that holds no table of the questionnaire is mentioned where it holds anything."""
    kind = ""
    columns: dict[str, int] = {}
    headings: dict[int, Value] = {}
    told: set[int] = set()
    something = False
    for number, row in enumerate(rows, 1):
        values = {index: value for index, cell in enumerate(row, 1) if (value := _value(cell)) is not None}
        if not values:
            continue
        if number > MOST_ROWS:
            message = f"the sheet has more than {MOST_ROWS:,} rows; the rest was not read"
            collector.problem("too-large", message, Place(title, number, 1), "delete the rows that are not needed")
            return
        if not kind:
            something = True
            if number <= HEADINGS_WITHIN:
                kind, columns = _headings(values)
                headings = values
            continue
        for index in values.keys() - told - set(columns.values()):
            if not is_blank(values[index]):
                told.add(index)
                collector.unread_column(str(headings.get(index, "")), Place(title, number, index))
        collector.add(kind, title, number, columns, {key: values[at] for key, at in columns.items() if at in values})
    if something and not kind and title not in UNREAD:
        message = f"the sheet {title[:40]} holds no questions of btm and was not read"
        collector.problem("not-read", message, Place(title, 1, 1), warn=True)


def _headings(values: dict[int, Value]) -> tuple[str, dict[str, int]]:
    """The kind of table whose headings these are ("" for none), and where its columns are."""
    said: dict[str, int] = {}
    for index, value in values.items():
        if isinstance(value, str):
            said.setdefault(" ".join(value.casefold().split()), index)
    for name, kind in KINDS.items():
        if all(heading.casefold() in said for heading in kind.needs):
            named = {column.key: said.get(column.heading.casefold()) for column in kind.columns}
            return name, {key: index for key, index in named.items() if index is not None}
    return "", {}


def _value(cell: Any) -> Value | None:
    """What a cell holds; a formula as its text, not its result."""
    value = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "f":
        return Formula(str(getattr(value, "text", None) or value))
    if cell.data_type == "e":
        return Broken(str(value))
    known: Value = value
    return known
