"""A first conversation, line by line: at most twelve questions, each of which puts a level into several cells.

In: the questions beside a standard, a loaded answers file, a saver, two streams. Out: the file, saved after every
answer. What is heard is a level with `source: conversation`, never a rating; what has an answer already is left alone.
Whoever goes back takes back what the question before put down.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from typing import Final, TextIO

from btm_cli.answers.edit import Change
from btm_cli.answers.interview.changes import NOTE, take_back
from btm_cli.answers.load import LoadedAnswers
from btm_cli.answers.model import CONVERSATION
from btm_cli.errors import UsageProblem
from btm_cli.planning.first_range import first_range
from btm_cli.render.document.console import columns_of
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import number
from btm_cli.render.document.terminal import wrapped
from btm_cli.render.document.words import words
from btm_cli.standard.companion_schema import GuidedQuestionEntry
from btm_cli.tui.plain import LONGEST_LINE
from btm_cli.tui.saver import FileSaver

BACK: Final = "b"
OPEN: Final = ("", "s", "skip")
END: Final = ("q", "quit")
HELP: Final = "?"


class Guided:
    """One conversation over two streams. `strict` is for input that nobody sits at: what is no answer ends it."""

    def __init__(
        self,
        questions: Sequence[GuidedQuestionEntry],
        loaded: LoadedAnswers,
        saver: FileSaver,
        lines: TextIO,
        stream: TextIO,
        *,
        file: str,
        strict: bool,
    ) -> None:
        self._questions = questions
        self._loaded = loaded
        self._saver = saver
        self._lines = lines
        self._stream = stream
        self._file = file
        self._strict = strict
        self._labels = Labels(loaded.standard)
        self._put: dict[int, tuple[int, list[Change]]] = {}
        """By question: how many cells it has put a level into, and what takes that back."""
        self._left: Sequence[int] = ()
        """The questions that were left open, from 1."""

    def run(self) -> int:
        """Ask what still resolves a cell. Out: how many cells have a level now that had none; `end` says what of it.

        Raises UsageProblem in strict conversations.
        """
        asked = [(at, cells) for at, each in enumerate(self._questions) if (cells := list(self._open(each)))]
        here = 0
        while here < len(asked):
            at, cells = asked[here]
            said, note = self._ask(at, cells)
            if said in END:
                break
            here += -1 if said == BACK and here else said != BACK
            if said == BACK:
                self._take_back(asked[here][0])
            elif said not in OPEN:
                self._save(at, cells, int(said), note)
        self._left = [at + 1 for at, _ in asked if at not in self._put]
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

    def _ask(self, at: int, cells: Sequence[tuple[str, str]]) -> tuple[str, str]:
        """A level with what was typed behind it, or a word that is none. The end of the input ends the conversation."""
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
            if said in (BACK, *OPEN, *END):
                return said, ""
            level, _, note = line.strip().partition(" ")
            if level in question.answers:
                return level, note.strip()
            if said == HELP:
                self._explain(question, cells)
                continue
            problem = words("guided.no-answer", levels=", ".join(question.answers))
            if self._strict:
                raise UsageProblem(problem)
            self._print(problem)

    def _explain(self, question: GuidedQuestionEntry, cells: Sequence[tuple[str, str]]) -> None:
        """What each level looks like in the cells that the answer goes into, in full, and the keys."""
        for level in question.answers:
            self._print(self._labels.level(int(level)))
            for name in cells:
                cell = self._loaded.standard.cell(*name)
                text = cell.statements.get(int(level), "") if cell is not None else ""
                self._print(words("guided.level-text", where=self._labels.place("/".join(name)), text=text), 2)
        self._print(words("guided.keys"))

    def _save(self, at: int, cells: Sequence[tuple[str, str]], level: int, note: str) -> None:
        entry = {"level": level, "source": CONVERSATION} | ({NOTE: note} if note else {})
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

    def end(self) -> None:
        """Which questions were left open, what is known now, and how little that is."""
        found = first_range(self._loaded.standard, self._loaded.answers)
        self._print("")
        if found is None:
            self._print(words("guided.nothing"))
            return
        if self._left:
            which, command = ", ".join(map(str, self._left)), shlex.join(("btm", "interview", "--guided", self._file))
            self._print(words("guided.left", n=len(self._left), which=which, command=command))
        self._print(words("guided.pending"))
        said = {"score": number(found.score), "low": number(found.low), "high": number(found.high)}
        said |= {"lowest": number(found.lowest), "highest": number(found.highest)}
        self._print(
            words("guided.range" if found.left else "guided.range-whole", n=found.cells, left=found.left, **said)
        )

    def _print(self, text: str, indent: int = 0) -> None:
        columns, encoding = columns_of(self._stream, os.environ), self._stream.encoding or "utf-8"
        for line in wrapped(text, columns - indent, encoding=encoding):
            self._stream.write(f"{' ' * indent}{line}".rstrip() + "\n")
