"""The answers file of an interview: opened, saved after each answer, taken over again when others wrote it.

In: a path, and which standards there are. Out: `LoadedAnswers`, or the errors of loading and writing. It fulfils the
session's `Saver`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from btm_cli.answers.edit import Change, Order
from btm_cli.answers.load import FindStandard, LoadedAnswers, load_answers
from btm_cli.answers.store import Session
from btm_cli.answers.template import order_of
from btm_cli.diagnostics import Severity
from btm_cli.errors import InvalidFiles
from btm_cli.files import KnownContent

OPEN_DATE = "not-filled-in"
"""The code of the problem that a new file's open date is."""


class FileSaver:
    """One answers file on disk. Raises UnreadableFile, and InvalidFiles for a file with errors."""

    def __init__(self, path: str, find_standard: FindStandard, editions: list[str]) -> None:
        self._path = path
        self._find = find_standard
        self._editions = editions
        self._session = Session(path)
        self._order: Order = ()

    def open(self, ask_date: Callable[[], str | None]) -> LoadedAnswers:
        """The file to start from. Where only `assessed_on` is still open, the answer of `ask_date` is saved first."""
        try:
            return self._load()
        except InvalidFiles as invalid:
            errors = [problem for problem in invalid.diagnostics if problem.severity is Severity.ERROR]
            if [problem.code for problem in errors] != [OPEN_DATE]:
                raise
            day = ask_date()
            if day is None:
                raise
        return self.save([Change(("assessed_on",), day)])

    def save(self, changes: Sequence[Change]) -> LoadedAnswers:
        """See `Saver.save`."""
        self._session.save(changes, self._order)
        return self._load()

    def reload(self) -> LoadedAnswers:
        """See `Saver.reload`."""
        self._session = Session(self._path)
        return self._load()

    def _load(self) -> LoadedAnswers:
        loaded, problems = load_answers(
            self._path, KnownContent(self._session.text.encode("utf-8")), self._find, self._editions
        )
        if loaded is None:
            raise InvalidFiles(problems)
        self._order = order_of(loaded.standard)
        return loaded
