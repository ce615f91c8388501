"""The questionnaire formats of `btm export`.

In: a standard, unless the questionnaire is blank a loaded answers file, and what part of it is asked. Out: the file's
content. Raises InvalidFiles where the answers hold something that the format can't.
"""

from __future__ import annotations

from btm_cli.answers.depth import Depth
from btm_cli.answers.load import LoadedAnswers
from btm_cli.answers.model import CORE
from btm_cli.errors import InvalidFiles
from btm_cli.exchange.cutting import Counted, Cut, depth_used
from btm_cli.exchange.questionnaire import questionnaire
from btm_cli.exchange.tables import Table
from btm_cli.standard.model import Standard


def to_xlsx(standard: Standard, loaded: LoadedAnswers | None, cut: Cut) -> bytes:
    """A workbook."""
    tables = _tables(standard, loaded, cut, cells_end=True)
    from btm_cli.exchange.xlsx_write import write_workbook

    return write_workbook(tables, standard, counted(standard, loaded, cut))


def counted(standard: Standard, loaded: LoadedAnswers | None, cut: Cut) -> Counted:
    """What the numbers of the file are made of, and whether all of its answers are asked for."""
    everything = set(standard.capabilities)
    if loaded is None:
        core = everything if cut.depth is Depth.core else set()
        return Counted(core, None, complete=True)
    answers = loaded.answers
    core = {name for name in everything if answers.depth_of(name) == CORE}
    members = {area.id: area.capabilities for area in standard.areas}
    scope = {name for part in answers.scope for name in members.get(part, (part,))} if answers.scope else None
    depths, used = list(Depth), depth_used(loaded.document.data)
    asked_in_full = cut.depth is not Depth.core or core == everything
    return Counted(core, scope, complete=depths.index(cut.depth) >= depths.index(used) and asked_in_full)


def to_csv(standard: Standard, loaded: LoadedAnswers | None, cut: Cut) -> str:
    """CSV, with the byte order mark by which spreadsheet programs know UTF-8."""
    from btm_cli.exchange.csv_table import write_csv

    return f"\ufeff{write_csv(_tables(standard, loaded, cut, cells_end=False))}"


def _tables(standard: Standard, loaded: LoadedAnswers | None, cut: Cut, *, cells_end: bool) -> list[Table]:
    data = loaded.document.data if loaded is not None else None
    tables, problems = questionnaire(standard, data, cells_end=cells_end, cut=cut)
    if problems and loaded is not None:
        raise InvalidFiles([loaded.document.diagnose(problem) for problem in problems])
    return tables
