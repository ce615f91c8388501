"""The parts of a workbook that is a zip archive (.xlsx, .ods), unpacked within limits.

In: the bytes of a file. Out: its parts by name, or why they are not read. What an archive says of its parts' sizes may
be a lie, so what comes out is counted while it comes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from btm_cli.exchange.tables import WHOLE_FILE, CellProblem

LARGEST_UNPACKED: Final = 32 * 1024 * 1024
"""Bytes of all parts together; a questionnaire has about one megabyte."""
PIECE: Final = 65536
"""Bytes that are unpacked at a time."""
MOST_PARTS: Final = 1000
MOST_TAGS: Final = 1_000_000
"""XML elements, which take most of the memory; a questionnaire has some 60,000."""
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old .xls workbooks begin, and encrypted ones."""


def refused(code: str, message: str, hint: str | None = None) -> CellProblem:
    """Why a file is not read as a workbook."""
    return CellProblem(code, message, WHOLE_FILE, hint)


def broken(what: str) -> CellProblem:
    """What a workbook is that can't be read to its end."""
    hint = "open it in a spreadsheet program and save it again as .xlsx"
    return refused("not-a-workbook", f"the workbook is damaged and can't be read ({what})", hint)


def parts_of(raw: bytes) -> dict[str, bytes] | CellProblem:
    """The parts of a workbook by name, or why these bytes are none."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if not any(part.filename in ("[Content_Types].xml", "content.xml") for part in parts):
                return refused("not-a-workbook", "this is a zip archive, but no .xlsx or .ods workbook")
            if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
                return refused("not-a-workbook", "the workbook is packed in a way that no spreadsheet program uses")
            if any(part.flag_bits & 1 for part in parts):
                return refused("not-a-workbook", "the workbook is encrypted", "save it without a password")
            stated = sum(part.file_size for part in parts)
            if stated > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
                message = f"unpacked, the workbook has {stated:,} bytes in {len(parts):,} parts"
                most = f"the most that is read is {LARGEST_UNPACKED:,} in {MOST_PARTS:,}"
                return refused("too-large", f"{message}; {most}")
            return _contents(archive, parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        if zipfile.is_zipfile(io.BytesIO(raw)) or raw.startswith(b"PK"):
            return broken(type(error).__name__)
        return refused("not-a-workbook", "this is no workbook", "import reads .xlsx, .ods, .xls and .csv files")


def packed(contents: dict[str, bytes]) -> io.BytesIO:
    """An archive of what was counted, for a library that would find a lie out when the memory is full."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as target:
        for name, content in contents.items():
            target.writestr(zipfile.ZipInfo(name), content)
    return archive


def _contents(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> dict[str, bytes] | CellProblem:
    tags = 0
    contents: dict[str, bytes] = {}
    for part in parts:
        contents[part.filename] = content = _inflated(archive, part)
        tags += content.count(b"<")
        if b"<!DOCTYPE" in content.replace(b"\0", b""):
            message = "the workbook defines XML entities, which none does that people fill in"
            return refused("not-a-workbook", message)
        if tags > MOST_TAGS:
            return refused("too-large", f"the workbook has more than {MOST_TAGS:,} cells and other elements")
    return contents


def _inflated(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A part's content, piece by piece: `read()` without a number unpacks all there is before it looks at the size."""
    with archive.open(part) as file:
        pieces = list(iter(lambda: file.read(PIECE), b""))
    return b"".join(pieces)
