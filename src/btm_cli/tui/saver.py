"""The answers file of an interview: opened, saved after each answer, taken over again when others wrote it.

In: a path, and which standards there are. Out: `LoadedAnswers`, or the errors of loading and writing. `Saver` is what
the interview and the first conversation know of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from btm_cli.answers.edit import Change, Order
from btm_cli.answers.load import FindStandard, LoadedAnswers, load_answers
from btm_cli.answers.store import Session
from btm_cli.answers.template import order_of
from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.errors import BtmError, InvalidFiles
from btm_cli.files import KnownContent
from btm_cli.render.document.words import words
from btm_cli.saving import TRIES, FileChanged, changed
from btm_cli.source import parse
from btm_cli.tui.unsaved import Unsaved, in_the_way


class Saver(Protocol):
    """Where answers go. Both raise a BtmError, such as FileChanged, and the file is then as it was."""

    def save(self, changes: Sequence[Change]) -> LoadedAnswers:
        """Write the changes and give back the file as it is now."""

    def reload(self) -> LoadedAnswers:
        """The file as it is now, whoever wrote it."""


class FileSaver:
    """One answers file on disk. Raises UnreadableFile, and InvalidFiles for a file with errors.

    `unsaved` has what could not be saved.
    """

    def __init__(self, path: str, find_standard: FindStandard, editions: list[str]) -> None:
        self._path = path
        self._find = find_standard
        self._editions = editions
        self._session = Session(path)
        self._order: Order = ()
        self.unsaved = Unsaved()

    def open(self, ask: Callable[[str], str | None]) -> LoadedAnswers:
        """The file to start from. Where only its enterprise or date are still open, `ask` is asked for them first.

        `ask` gets the key and gives its value, None where nobody answers; nothing is saved before all are answered.
        """
        try:
            return self._load()
        except InvalidFiles as invalid:
            wrong = sum(problem.severity is Severity.ERROR for problem in invalid.diagnostics)
            missing = self._still_open()
            if not missing or wrong != len(missing):
                raise
            given = {key: ask(key) for key in missing}
            if None in given.values():
                raise
        return self.save([Change((key,), value) for key, value in given.items()])

    def _still_open(self) -> list[str]:
        """Which of the two things a new file leaves open it does not say."""
        document, _ = parse(self._session.text.encode("utf-8"), self._path)
        data = document.data if document is not None else None
        return [key for key in ("enterprise", "assessed_on") if data.get(key) is None] if isinstance(data, dict) else []

    def save(self, changes: Sequence[Change]) -> LoadedAnswers:
        """See `Saver.save`. What others wrote meanwhile stays; only one thing that both changed stands in the way."""
        try:
            self._write(changes)
        except BtmError:
            self.unsaved.keep(changes)
            raise
        loaded = self._load()
        self.unsaved.saved(changes, loaded.document.data)
        return loaded

    def _write(self, changes: Sequence[Change]) -> None:
        for _ in range(TRIES):
            try:
                self._session.save(changes, self._order)
                return
            except FileChanged:
                now = Session(self._path)
                self._refuse(changes, now)
                self._session = now
        raise changed(self._path)

    def _refuse(self, changes: Sequence[Change], now: Session) -> None:
        """Raise FileChanged, with the place, where `changes` can't be made beside what the file is `now`."""
        old, new = (parse(text.encode("utf-8"), self._path)[0] for text in (self._session.text, now.text))
        wrong = next((each for each in self._read(now)[1] if each.severity is Severity.ERROR), None)
        if wrong is not None:
            said = words("interview.changed-wrong", file=self._path, line=wrong.location.line, why=wrong.message)
        elif old is None or new is None:
            raise changed(self._path) from None
        elif where := in_the_way(changes, old.data, new.data):
            said = words("interview.changed", file=self._path, where=where)
        else:
            return
        raise FileChanged(said, hint=words("interview.changed-hint")) from None

    def reload(self) -> LoadedAnswers:
        """See `Saver.reload`."""
        self._session = Session(self._path)
        return self._load()

    def _load(self) -> LoadedAnswers:
        loaded, problems = self._read(self._session)
        if loaded is None:
            raise InvalidFiles(problems)
        self._order = order_of(loaded.standard)
        return loaded

    def _read(self, session: Session) -> tuple[LoadedAnswers | None, list[Diagnostic]]:
        content = KnownContent(session.text.encode("utf-8"))
        return load_answers(self._path, content, self._find, self._editions)
