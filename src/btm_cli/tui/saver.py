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
from btm_cli.diagnostics import Severity
from btm_cli.errors import InvalidFiles
from btm_cli.files import KnownContent
from btm_cli.source import parse


class Saver(Protocol):
    """Where answers go. Both raise a BtmError, such as FileChanged, and the file is then as it was."""

    def save(self, changes: Sequence[Change]) -> LoadedAnswers:
        """Write the changes and give back the file as it is now."""

    def reload(self) -> LoadedAnswers:
        """The file as it is now, whoever wrote it."""


class FileSaver:
    """One answers file on disk. Raises UnreadableFile, and InvalidFiles for a file with errors."""

    def __init__(self, path: str, find_standard: FindStandard, editions: list[str]) -> None:
        self._path = path
        self._find = find_standard
        self._editions = editions
        self._session = Session(path)
        self._order: Order = ()

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
