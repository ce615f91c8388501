"""The answers file of an interview: opened, saved after each answer, taken over again when others wrote it.

In: a path, and which standards there are. Out: `LoadedAnswers`, or the errors of loading and writing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from btm_cli.answers.delta import same
from btm_cli.answers.edit import Change, Order
from btm_cli.answers.load import FindStandard, LoadedAnswers, load_answers
from btm_cli.answers.store import Session
from btm_cli.answers.template import order_of
from btm_cli.diagnostics import Diagnostic, KeyPath, Severity
from btm_cli.errors import InvalidFiles
from btm_cli.files import KnownContent
from btm_cli.saving import TRIES, FileChanged, changed
from btm_cli.source import parse


class FileSaver:
    """One answers file on disk.

    Everything here raises a BtmError, such as FileChanged, UnreadableFile, or InvalidFiles for a file with errors; the
    file is then as it was.
    """

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
        """Write the changes and give back the file as it is now.

        What others wrote meanwhile stays; only one thing that both changed stands in the way.
        """
        for _ in range(TRIES):
            try:
                self._session.save(changes, self._order)
                break
            except FileChanged:
                now = Session(self._path)
                if not _apart(changes, self._session.text, now.text, self._path) or self._read(now)[0] is None:
                    raise
                self._session = now
        else:
            raise changed(self._path)
        return self._load()

    def reload(self) -> LoadedAnswers:
        """The file as it is now, whoever wrote it."""
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


def _apart(changes: Sequence[Change], known: str, now: str, path: str) -> bool:
    """Whether all that `changes` set is in the text `now` as in `known`; not where one of them can't be read."""
    old, new = (parse(text.encode("utf-8"), path)[0] for text in (known, now))
    if old is None or new is None:
        return False
    return all(_alike(old.data, new.data, change.path) for change in changes)


def _alike(old: Any, new: Any, path: KeyPath) -> bool:
    """Whether both hold the same at `path`; what holds nothing holds nothing below either."""
    for key in path:
        parts = [{} if part is None else part for part in (old, new)]
        if not all(isinstance(part, dict) for part in parts):
            break
        old, new = (part.get(key) for part in parts)
    return same(old, new)
