"""Whether a questionnaire is what it was exported as: its stamp, its sheets, and what its rows ask.

In: `Asked`, and the `Standard` it is for. Out: problems at cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from btm_cli.diagnostics import Severity, short
from btm_cli.exchange.outward import READ_ONLY
from btm_cli.exchange.tables import FORMAT, KINDS, SHEETS, Asked, CellProblem, Place, Rows, Value
from btm_cli.exchange.typed import NotUnderstood, plain
from btm_cli.standard.model import Standard

_HELPERS: Final = READ_ONLY - {"exported_as"}


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
        message = f"these questions are of `{short(str(asked_for))}`, not of `{standard.name}`"
        hint = f"export a questionnaire of {standard.name} and copy the answers over"
        return CellProblem("unknown-edition", message, edition.place("answer"), hint)
    return None


def sheet_problems(asked: Asked) -> Iterator[CellProblem]:
    """Each sheet that was exported is there once; whoever renames or copies one may lose answers without a word."""
    row = asked.rows.get(("headline", SHEETS))
    said = row.values.get("answer") if row is not None else None
    if row is None or not isinstance(said, str) or asked.sheets is None:
        return
    exported = said.split("\n")
    for title in exported:
        if title not in asked.sheets:
            message = f"the sheet `{short(title)}` was exported and is not there, or has another name"
            hint = f"call the sheet {short(title)} again, or export anew and copy the answers over"
            yield CellProblem("sheet-missing", message, row.place("answer"), hint)
    for title in asked.sheets:
        if title not in exported:
            message = f"the sheet `{short(title)}` has the headings of a questionnaire and was not exported"
            yield CellProblem("sheet-twice", message, Place(title, 1, 1), "delete the sheet that is not meant")


def helper_problems(rows: Rows, own: Rows) -> Iterator[CellProblem]:
    """What a row asks is not what was asked, as where one column was sorted without the others.

    In: rows as they were found, and the same rows as they would be exported now.
    """
    for key, row in rows.items():
        as_exported = own.get(key)
        if as_exported is None or key[0] == "kept":
            continue
        for column in KINDS[key[0]].columns:
            if column.key not in _HELPERS or column.key not in row.columns:
                continue
            asked, found = (_words(one.values.get(column.key, "")) for one in (as_exported, row))
            if asked != found:
                message = f"`{column.heading}` of `{short(key[1])}` is not what was exported: {_cut(found)}"
                hint = f"it was: {_cut(asked)}; see that the answers stand in their own rows"
                yield CellProblem("helper-altered", message, row.place(column.key), hint, Severity.WARNING)


def _words(value: Value) -> str:
    try:
        return " ".join(plain(value).split())
    except NotUnderstood:
        return "?"


def _cut(text: str) -> str:
    return short(text) if text else "nothing"
