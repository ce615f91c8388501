"""A first conversation, line by line: at most twelve questions, each of which puts a level into several cells.

In: the questions beside a standard, a loaded answers file, a saver, two streams. Out: the file, saved after every
answer. What is heard is a level with `source: conversation`, never a rating; what has an answer already is left alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TextIO

from btm_cli.answers.edit import Change
from btm_cli.answers.load import LoadedAnswers
from btm_cli.errors import UsageProblem
from btm_cli.planning.first_range import CONVERSATION, first_range
from btm_cli.render.document.console import columns_of
from btm_cli.render.document.fitting import wrapped
from btm_cli.render.document.numbers import number
from btm_cli.render.document.words import words
from btm_cli.standard.companion_schema import GuidedQuestionEntry
from btm_cli.tui.plain import LONGEST_LINE
from btm_cli.tui.saver import Saver


class Guided:
    """One conversation over two streams. `strict` is for input that nobody sits at: what is no answer ends it."""

    def __init__(
        self,
        questions: Sequence[GuidedQuestionEntry],
        loaded: LoadedAnswers,
        saver: Saver,
        lines: TextIO,
        stream: TextIO,
        *,
        strict: bool,
    ) -> None:
        self._questions = questions
        self._loaded = loaded
        self._saver = saver
        self._lines = lines
        self._stream = stream
        self._strict = strict

    def run(self) -> int:
        """Ask what still resolves a cell. Out: how many cells have a level now that had none.

        Raises UsageProblem in strict conversations.
        """
        found = 0
        for place, question in enumerate(self._questions, start=1):
            cells = list(self._open(question))
            if not cells:
                continue
            said = self._ask(place, question)
            if said is None:
                break
            if said:
                self._save(cells, int(said))
                found += len(cells)
        self._end()
        return found

    def _open(self, question: GuidedQuestionEntry) -> Iterator[tuple[str, str]]:
        """The cells of a question that are in scope and have no answer."""
        answers, standard = self._loaded.answers, self._loaded.standard
        for name in question.cells:
            capability, _, dimension = name.partition("/")
            area = standard.capabilities[capability].area
            inside = not answers.scope or {capability, area} & set(answers.scope)
            if inside and not answers.cells.get((capability, dimension)) and name not in answers.unknown:
                yield capability, dimension

    def _ask(self, place: int, question: GuidedQuestionEntry) -> str | None:
        """A level, "" where it is left open, None at the end of the conversation."""
        self._print("")
        self._print(words("guided.question", n=place, all=len(self._questions), text=question.text))
        self._print(words("guided.listen-for", what=question.listen_for))
        for level, text in question.answers.items():
            self._print(words("guided.answer", level=level, text=text), 2)
        while True:
            self._stream.write(words("guided.prompt"))
            self._stream.flush()
            line = self._lines.readline(LONGEST_LINE)
            said = line.strip().casefold()
            if not line or said in ("q", "quit"):
                return None
            if said in ("", "s", "skip", *question.answers):
                return said if said in question.answers else ""
            problem = words("guided.no-answer", levels=", ".join(question.answers))
            if self._strict:
                raise UsageProblem(problem)
            self._print(problem)

    def _save(self, cells: Sequence[tuple[str, str]], level: int) -> None:
        entry = {"level": level, "source": CONVERSATION}
        self._loaded = self._saver.save([Change(("answers", *cell), dict(entry)) for cell in cells])

    def _end(self) -> None:
        """What is known now, and how little that is."""
        found = first_range(self._loaded.standard, self._loaded.answers)
        self._print("")
        if found is None:
            self._print(words("guided.nothing"))
            return
        said = {"score": number(found.score), "low": number(found.low), "high": number(found.high)}
        self._print(words("guided.range", n=found.cells, **said))
        self._print(words("guided.pending"))

    def _print(self, text: str, indent: int = 0) -> None:
        columns, encoding = columns_of(self._stream, os.environ), self._stream.encoding or "utf-8"
        for line in wrapped(text, columns - indent, encoding=encoding):
            self._stream.write(f"{' ' * indent}{line}".rstrip() + "\n")
