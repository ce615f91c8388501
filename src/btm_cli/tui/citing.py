"""Citing evidence on the interview's screen: out of the register, or registered first.

In: the screen, keys that are marked. Out: nothing; the session saves what was chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from btm_cli.errors import BtmError, InvalidFiles
from btm_cli.tui.evidence_dialogs import Choice, EvidenceDialog, RegisterDialog
from btm_cli.tui.registering import new_evidence

if TYPE_CHECKING:
    from btm_cli.tui.app import InterviewApp


def in_full(error: BtmError) -> str:
    """An error's message with its hint, or the first problem of a file that has several."""
    if isinstance(error, InvalidFiles) and error.diagnostics:
        first = error.diagnostics[0]
        return f"line {first.location.line}: {first.message}"
    return f"{error.message} ({error.hint})" if error.hint else error.message


def choose_evidence(app: InterviewApp, marked: list[str]) -> None:
    """Choose out of the register what backs the present question, `marked` to begin with, or add to it first."""
    question = app.interview.question
    assert question is not None
    cited = app.interview.backing(question, "evidence") or []
    register = {key: each.title for key, each in app.interview.loaded.answers.evidence.items()}

    def wrong_with(fields: Mapping[str, str]) -> str | None:
        try:
            new_evidence(app.interview.loaded, fields)
        except BtmError as error:
            return in_full(error)
        return None

    def take(chosen: Choice | None) -> None:
        if chosen is None:
            return
        if chosen.add:
            app.push_screen(RegisterDialog(wrong_with), lambda fields: register_piece(fields, chosen.keys))
        elif chosen.keys != cited or app.interview.draft(question):  # what is cited, not what was marked at first
            app.back_up(lambda: app.interview.cite(chosen.keys))

    def register_piece(fields: dict[str, str] | None, keys: list[str]) -> None:
        if fields is not None:
            key, entry = new_evidence(app.interview.loaded, fields)
            if not app.tried(lambda: app.interview.register(key, entry)):
                return
            keys = [*keys, key]
            app.show("Saved in the register.")
        choose_evidence(app, keys)

    app.push_screen(EvidenceDialog(app.rows.words.title(question), register, marked), take)
