"""A first conversation, line by line: at most twelve questions, each of which puts a level into several cells.

In: the questions beside a standard, a loaded answers file, a saver, two streams. Out: the file, saved after every
answer. What is heard is a level with `source: conversation`, never a rating; what has an answer already is left alone.
Whoever goes back takes back what the question before put down.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Final, TextIO

from btm_cli.answers.edit import Change
from btm_cli.answers.interview.changes import take_back
from btm_cli.answers.load import LoadedAnswers
from btm_cli.answers.model import CONVERSATION
from btm_cli.errors import UsageProblem
from btm_cli.planning.first_range import first_range
from btm_cli.render.document.console import columns_of
from btm_cli.render.document.fitting import wrapped
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import number
from btm_cli.render.document.words import words
from btm_cli.standard.companion_schema import GuidedQuestionEntry
from btm_cli.tui.plain import LONGEST_LINE
from btm_cli.tui.saver import Saver

BACK: Final = "b"
OPEN: Final = ("", "s", "skip")
END: Final = ("q", "quit")


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
        self._labels = Labels(loaded.standard)
        self._put: dict[int, tuple[int, list[Change]]] = {}
        """By question: how many cells it has put a level into, and what takes that back."""

    def run(self) -> int:
        """Ask what still resolves a cell. Out: how many cells have a level now that had none.

        Raises UsageProblem in strict conversations.
        """
        asked = [(at, cells) for at, each in enumerate(self._questions) if (cells := list(self._open(each)))]
        here = 0
        while here < len(asked):
            at, cells = asked[here]
            said = self._ask(at)
            if said in END:
                break
            here += -1 if said == BACK and here else said != BACK
            if said == BACK:
                self._take_back(asked[here][0])
            elif said not in OPEN:
                self._save(at, cells, int(said))
        self._end(left=[at + 1 for at, _ in asked if at not in self._put])
        return sum(count for count, _ in self._put.values())

    def _open(self, question: GuidedQuestionEntry) -> Iterator[tuple[str, str]]:
        """The cells of a question that are in scope and have no answer."""
        answers, standard = self._loaded.answers, self._loaded.standard
        for name in question.cells:
            capability, _, dimension = name.partition("/")
            area = standard.capabilities[capability].area
            inside = not answers.scope or {capability, area} & set(answers.scope)
            if inside and not answers.cells.get((capability, dimension)) and name not in answers.unknown:
                yield capability, dimension

    def _ask(self, at: int) -> str:
        """A level, or one of the words that are none. The end of the input is the end of the conversation."""
        question = self._questions[at]
        self._print("")
        self._print(words("guided.question", n=at + 1, all=len(self._questions), text=question.text))
        self._print(words("guided.listen-for", what=question.listen_for))
        for level, text in question.answers.items():
            self._print(words("guided.answer", level=level, text=text), 2)
        while True:
            self._stream.write(words("guided.prompt"))
            self._stream.flush()
            line = self._lines.readline(LONGEST_LINE)
            said = line.strip().casefold() if line else END[0]
            if said in (BACK, *OPEN, *END, *question.answers):
                return said
            problem = words("guided.no-answer", levels=", ".join(question.answers))
            if self._strict:
                raise UsageProblem(problem)
            self._print(problem)

    def _save(self, at: int, cells: Sequence[tuple[str, str]], level: int) -> None:
        entry = {"level": level, "source": CONVERSATION}
        made = [Change(("answers", *cell), dict(entry)) for cell in cells]
        self._put[at] = len(cells), take_back(self._loaded.document.data, made)
        self._loaded = self._saver.save(made)
        by_capability: dict[str, list[str]] = {}
        for capability, dimension in cells:
            by_capability.setdefault(capability, []).append(self._labels.dimension(dimension))
        where = [f"{self._labels.name(each)} ({', '.join(names)})" for each, names in by_capability.items()]
        self._print(words("guided.put", level=level, where="; ".join(where)))

    def _take_back(self, at: int) -> None:
        if at in self._put:
            self._loaded = self._saver.save(self._put.pop(at)[1])

    def _end(self, left: Sequence[int]) -> None:
        """What is known now, how little that is, and which questions were left open."""
        found = first_range(self._loaded.standard, self._loaded.answers)
        self._print("")
        if found is None:
            self._print(words("guided.nothing"))
            return
        said = {"score": number(found.score), "low": number(found.low), "high": number(found.high)}
        self._print(words("guided.range", n=found.cells, **said))
        if left:
            self._print(words("guided.left", n=len(left), which=", ".join(map(str, left))))
        self._print(words("guided.pending"))

    def _print(self, text: str, indent: int = 0) -> None:
        columns, encoding = columns_of(self._stream, os.environ), self._stream.encoding or "utf-8"
        for line in wrapped(text, columns - indent, encoding=encoding):
            self._stream.write(f"{' ' * indent}{line}".rstrip() + "\n")
