"""The questionnaire formats of `btm export`.

In: a standard, unless the questionnaire is blank a loaded answers file, and what part of it is asked. Out: the file's
content. Raises InvalidFiles where the answers hold something that the format can't.
"""

from __future__ import annotations

from btm_cli.answers.load import LoadedAnswers
from btm_cli.errors import InvalidFiles
from btm_cli.exchange.cutting import Cut
from btm_cli.exchange.questionnaire import questionnaire
from btm_cli.exchange.tables import Table
from btm_cli.standard.model import Standard


def to_xlsx(standard: Standard, loaded: LoadedAnswers | None, cut: Cut) -> bytes:
    """A workbook."""
    tables = _tables(standard, loaded, cut, cells_end=True)
    from btm_cli.exchange.xlsx_write import write_workbook

    return write_workbook(tables, standard)


def to_csv(standard: Standard, loaded: LoadedAnswers | None, cut: Cut) -> str:
    """CSV, with the byte order mark by which spreadsheet programs know UTF-8."""
    from btm_cli.exchange.csv_write import write_csv

    return f"\ufeff{write_csv(_tables(standard, loaded, cut, cells_end=False))}"


def _tables(standard: Standard, loaded: LoadedAnswers | None, cut: Cut, *, cells_end: bool) -> list[Table]:
    data = loaded.document.data if loaded is not None else None
    tables, problems = questionnaire(standard, data, cells_end=cells_end, cut=cut)
    if problems and loaded is not None:
        raise InvalidFiles([loaded.document.diagnose(problem) for problem in problems])
    return tables
