"""A questionnaire that came back, whatever a spreadsheet program saved it as.

In: a path. Out: its rows with their places, or why it can't be read.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from btm_cli.diagnostics import Diagnostic, Location, Severity
from btm_cli.errors import InvalidFiles, UsageProblem
from btm_cli.files import DiskFiles

if TYPE_CHECKING:
    from btm_cli.exchange.tables import Asked

LARGEST: Final = 10 * 1024 * 1024
"""Bytes of a questionnaire; one that is all filled in has a few hundred thousand."""
TEXTS: Final = (".csv", ".tsv", ".txt")
PACKED: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks begin, whatever their files are called."""


def read_questionnaire(path: str) -> Asked:
    """The questionnaire's rows; what kind of file it is, its first bytes say.

    Raises UnreadableFile, InvalidFiles where it is too large, UsageProblem where its reader is not installed.
    """
    from btm_cli.exchange.checking import sheet_problems

    asked = _read(path)
    return asked._replace(problems=[*asked.problems, *sheet_problems(asked)])


def _read(path: str) -> Asked:
    size = os.path.getsize(path) if os.path.isfile(path) else 0
    if size > LARGEST:
        message = f"the file has {size:,} bytes; the most that is read is {LARGEST:,}"
        raise InvalidFiles([Diagnostic("too-large", Severity.ERROR, message, Location(path))])
    raw = DiskFiles().read(path)
    if os.path.splitext(path)[1].casefold() in TEXTS and not raw.startswith(PACKED):
        from btm_cli.exchange.csv_table import read_csv

        return read_csv(raw)
    from btm_cli.exchange.office_read import OFFICE, NeedsOffice, read_workbook

    try:
        return read_workbook(raw)
    except NeedsOffice:
        message = f"{path}: .ods and .xls need python-calamine"
        raise UsageProblem(message, hint=f"{OFFICE}, or save it as .xlsx or .csv") from None
