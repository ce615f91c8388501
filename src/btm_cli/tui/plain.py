"""The interview line by line, for screen readers, dumb terminals and scripts.

In: an `Interview`, a stream of lines, one to print on. Out: what is printed; every answer is saved before the next
question is shown. The end of the input ends it like `quit`.
"""

from __future__ import annotations

import os
from typing import TextIO

from btm_cli.answers.interview.questions import Question
from btm_cli.answers.interview.replies import Kind, Reply, answer_words, at_reference, find, read_reply
from btm_cli.errors import UsageProblem
from btm_cli.render.document.console import columns_of, for_log
from btm_cli.render.document.safe import encodable, visible
from btm_cli.render.document.terminal import wrapped
from btm_cli.tui.session import Interview
from btm_cli.tui.wording import Wording

HELP = (
    ("ANSWER", "one of the words or numbers the question names; a rating's first letter will do"),
    ("n/a REASON", "does not apply here, and why"),
    ("unknown NOTE", "asked, and not known: it stays open and is listed to find out; the note may be left out"),
    ("note TEXT", "put a note here, answered or not"),
    ("evidence KEY, KEY", "cite evidence of the register"),
    ("skip", "leave it open (so does an empty line)"),
    ("next", "to the next cell (or capability), answered or not"),
    ("back", "to the question before"),
    ("undo", "take the last answer back"),
    ("go REF", "to a capability, cell or criterion; any beginning of each part will do"),
    ("find WORDS", "list the places that have these words"),
    ("quit", "end; everything is saved"),
)
LONGEST_LINE = 100_000
"""Characters of a reply that are read at once; nobody types as many."""
MOST_SHOWN = 10
"""Places a search prints."""


class Conversation:
    """One interview over two streams. `strict` is for input that nobody sits at: what is not understood ends it."""

    def __init__(self, interview: Interview, lines: TextIO, stream: TextIO, *, strict: bool) -> None:
        self._interview = interview
        self._lines = lines
        self._stream = stream
        self._columns = columns_of(stream, os.environ)
        self._encoding = stream.encoding or "utf-8"
        self._strict = strict
        self._words = Wording(interview)
        self._read = 0

    def run(self) -> None:
        """Ask until nothing is open, or nobody answers. Raises UsageProblem in strict conversations."""
        self._print(self._words.begun())
        if offer := self._words.offer():
            self._print(offer)
        asked: Question | None = None
        while self._interview.question is not None:
            if asked != self._interview.question:
                asked = self._interview.question
                self._ask(asked)
            self._prompt(asked)
            line = self._line()
            if line is None:
                self._print("")
                break
            try:
                if not self._handle(line, asked):
                    break
            except UsageProblem as problem:
                if self._strict:
                    message = f"line {self._read} of the input: {problem.message}"
                    raise UsageProblem(message, problem.hint or "the answers before it are saved") from None
                self._print(problem.message + (f": {problem.hint}" if problem.hint else ""))
        for question in self._interview.waiting:
            self._print(f"Not saved, because it has no answer: the note or evidence for {question.reference}.")
        self._print(self._words.ended())

    def _line(self) -> str | None:
        """The next line of the input, None at its end."""
        try:
            line = self._lines.readline(LONGEST_LINE)
        except UnicodeDecodeError:
            raise UsageProblem(f"line {self._read + 1} of the input is not text", "send UTF-8") from None
        self._read += 1
        return line if line else None

    def _ask(self, question: Question) -> None:
        self._print("")
        self._print(f"{self._words.title(question)} ({question.reference})")
        if question.criterion is None:
            for level, name, text in self._words.levels(question):
                self._print(f"{level} {name}: {text}", 2)
        else:
            level_name, stated = self._words.statement(question)
            criterion = self._words.criterion(question)
            self._print(f"Level {level_name}: {stated}", 2)
            self._print(f"Claim: {criterion.claim}", 2)
            if criterion.evidence:
                self._print(f"Proof: {'; '.join(criterion.evidence)}", 2)
            for term in self._words.terms(question):
                self._print(term, 2)
        for reading in self._words.readings(question):
            self._print(reading, 2)
        if answer := self._words.answer(question):
            self._print(f"Now: {answer}", 2)
        for name, text in self._words.backing(question):
            self._print(f"{name}: {text}", 2)

    def _prompt(self, question: Question) -> None:
        words = answer_words(question, self._interview.standard)
        choices = ", ".join(words) if question.criterion else f"Level {words[0]} to {words[-1]}"
        self._stream.write(f"{encodable(visible(choices), self._encoding)} (? for help): ")
        if self._strict:
            self._stream.write("\n")
        self._stream.flush()

    def _handle(self, line: str, question: Question) -> bool:
        """Do what a line says. Out: False where it ends the interview. Raises UsageProblem."""
        interview = self._interview
        reply = read_reply(line, question, interview.standard)
        match reply.kind:
            case Kind.level | Kind.rating | Kind.not_applicable | Kind.unknown:
                self._answer(reply, question)
            case Kind.note:
                self._told(interview.note(reply.text))
            case Kind.evidence:
                self._told(interview.cite([key for key in reply.text.replace(",", " ").split() if key]))
            case Kind.skip:
                interview.skip()
            case Kind.next:
                interview.step(1)
            case Kind.back:
                if not interview.back():
                    self._print("This is the first question.")
            case Kind.undo:
                undone = interview.undo()
                self._print(f"Taken back: {self._words.title(undone)}." if undone else "There is nothing to take back.")
            case Kind.go:
                interview.visit(at_reference(reply.text, interview.form))
            case Kind.find:
                self._find(reply.text)
            case Kind.help:
                for word, meaning in (*HELP, *interview.standard.rating_meanings.items()):
                    self._print(f"{word}: {meaning}", 2)
            case Kind.quit:
                return False
        return True

    def _answer(self, reply: Reply, question: Question) -> None:
        interview = self._interview
        lost = interview.loses(question)
        if lost and not self._confirmed(lost):
            self._print("Nothing was changed.")
            return
        interview.answer(reply)
        self._print(f"Saved: {self._words.answer(question)}. {self._words.standing()}.")

    def _confirmed(self, lost: int) -> bool:
        """Ask before one answer takes the place of several."""
        noun = "a single answer" if lost == 1 else f"{lost} single answers"
        if self._strict:
            raise UsageProblem(f"this would replace {noun}", "answer at the depth they were given at, see --depth")
        self._stream.write(f"This replaces {noun}. Type yes to do it: ")
        self._stream.flush()
        return (self._line() or "").strip().casefold() in ("y", "yes")

    def _told(self, saved: bool) -> None:
        self._print("Saved." if saved else "Kept; it is saved with the answer.")

    def _find(self, text: str) -> None:
        found = find(text, self._interview.form)
        for place in found[:MOST_SHOWN]:
            self._print(f"{self._words.title(place)}: go {place.reference}", 2)
        more = len(found) - MOST_SHOWN
        if not found or more > 0:
            self._print("Nothing has these words." if not found else f"and {more} more: add a word", 2)

    def _print(self, text: str, indent: int = 0) -> None:
        for line in wrapped(text, self._columns - indent, encoding=self._encoding):
            self._stream.write(for_log(f"{' ' * indent}{line}".rstrip() + "\n", os.environ))
