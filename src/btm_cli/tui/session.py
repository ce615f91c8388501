"""An interview in progress: where it stands, what has been said, and the file that every answer is saved to at once.

In: a loaded answers file, what to ask, and its `FileSaver`. Out: the current question, the live scorecard, and messages
for the person. Both screens, full and line by line, are views of this; neither Textual nor a stream is known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from btm_cli.answers.depth import Depth
from btm_cli.answers.edit import Change
from btm_cli.answers.interview import changes as to
from btm_cli.answers.interview.questions import Form, Question, View, next_question, open_questions, places
from btm_cli.answers.interview.replies import Kind, Reply
from btm_cli.answers.load import LoadedAnswers
from btm_cli.diagnostics import short
from btm_cli.errors import UsageProblem
from btm_cli.evidence import examine
from btm_cli.files import DiskFiles
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Scorecard
from btm_cli.standard.model import Standard
from btm_cli.standard.readings import Readings
from btm_cli.tui.asked import asked_at, besides, in_view
from btm_cli.tui.saver import FileSaver
from btm_cli.validation import did_you_mean


class Step(NamedTuple):
    """What was saved: where, what takes it back, and whether it is an answer, not something beside one."""

    question: Question
    inverse: list[Change]
    answers: bool


class Progress(NamedTuple):
    """How many cells of what is asked are assessed, of how many that apply."""

    answered: int
    cells: int


class Interview:
    """Asks one question at a time and saves each answer before it shows the next.

    `guided` is the command for a first conversation, "" where none can be offered. `question` is None once nothing is
    open (or nothing was). `loses` is asked before an answer replaces several others. `saved` counts answers, `unknown`
    has where they say so.
    """

    def __init__(
        self,
        loaded: LoadedAnswers,
        saver: FileSaver,
        depth: Depth,
        capabilities: Sequence[str],
        unanswered: bool,
        readings: Readings | None = None,
        guided: str = "",
        review: bool = False,
    ) -> None:
        self.guided = guided
        self._saver = saver
        self.readings = readings or Readings(loaded.standard)
        self._evidence: tuple[object, frozenset[str]] = (None, frozenset())
        self._steps: list[Step] = []
        self._trail: list[Question] = []
        self._drafts: dict[Question, dict[str, Any]] = {}
        self._skipped: set[Question] = set()
        self.unknown: set[Question] = set()
        self.saved = 0
        self._take(loaded)
        chosen = [each.id for each in self.card.capabilities if each.in_scope and each.id in capabilities]
        view = View(
            lambda *cell: in_view(self.standard, self.loaded.answers, *cell),
            lambda *cell: besides(self.standard, self.loaded.answers, self.card.overall.numbers.score, *cell),
        )
        self.form = Form(loaded.standard, depth, chosen, unanswered, view, review)
        self.question = self._next(None)

    def _take(self, loaded: LoadedAnswers) -> None:
        """Use this content of the file from now on: score it once."""
        self.loaded = loaded
        answers = loaded.answers
        if self._evidence[0] != answers.evidence:
            report = examine(answers, loaded.folder, DiskFiles(), answers.assessed_on)
            self._evidence = (answers.evidence, report.valid)
        self.card: Scorecard = assess(loaded.standard, answers, self._evidence[1], answers.assessed_on)
        self.cells: Mapping[tuple[str, str], CellScore] = {
            (cell.capability, cell.dimension): cell for each in self.card.capabilities for cell in each.cells
        }
        self.capabilities: Mapping[str, CapabilityScore] = {each.id: each for each in self.card.capabilities}

    @property
    def standard(self) -> Standard:
        """The standard of the file."""
        return self.loaded.standard

    @property
    def data(self) -> Mapping[str, Any]:
        """The file as parsed."""
        data: Mapping[str, Any] = self.loaded.document.data
        return data

    def reached(self, capability: str, dimension: str) -> int | None:
        """The level the cell has now."""
        return self.cells[capability, dimension].numbers.level

    def open_at(self, place: Question) -> list[Question]:
        """What is still open at a place."""
        return open_questions(place, self.form, self.loaded.answers, self.reached)

    def open_places(self) -> int:
        """How many capabilities or cells still have something open."""
        return sum(bool(self.open_at(place)) for place in places(self.form))

    def progress(self, capability: str | None = None) -> Progress:
        """The cells assessed, of those of one capability or of all that are asked about; what is n/a is in neither."""
        chosen = self.form.capabilities if capability is None else [capability]
        cells = [(each, cell) for each in chosen for cell in self.capabilities[each].cells if cell.basis != "n/a"]
        found = [cell for each, cell in cells if self.standard.cell(each, cell.dimension) is not None]
        return Progress(sum(cell.basis != "not-assessed" for cell in found), len(found))

    def answer_now(self, question: Question) -> Any:
        """What the file says there, as the file has it; None for nothing."""
        return to.in_force(self.data, question)

    def draft(self, question: Question) -> Mapping[str, Any]:
        """The note and evidence that wait for the question's answer."""
        return self._drafts.get(question, {})

    def backing(self, question: Question, key: str) -> Any:
        """The note, evidence or other part of the answer, or of what waits for it; None where there is none."""
        value = self.answer_now(question)
        whole = isinstance(value, Mapping) and bool({"level", "rating"} & value.keys())
        said = value.get(key) if isinstance(value, Mapping) and (whole or key == to.NOTE) else None
        return self.draft(question).get(key, said)

    @property
    def waiting(self) -> list[Question]:
        """The questions with a note or evidence that no answer has taken along yet."""
        return list(self._drafts)

    def loses(self, question: Question) -> int:
        """How many single answers a level (or n/a) said here would replace."""
        return to.lost_by(self.data, question)

    def go(self, question: Question) -> None:
        """Show another question; `back` returns to this one."""
        if self.question is not None and self.question != question:
            self._trail.append(self.question)
        self.question = question

    def visit(self, place: Question) -> None:
        """Go where somebody asked to: to a criterion itself, into a capability or cell by its first open question."""
        if place.criterion is None:
            self.enter(place)
        else:
            self.go(place)

    def point(self, question: Question) -> None:
        """Move to another question of the same place; `back` does not count it."""
        self.question = question

    def step(self, places_on: int) -> None:
        """Go to the next (1) or previous (-1) capability or cell, answered or not."""
        listed = places(self.form)
        if not listed:
            return
        here = self.question.place if self.question else None
        at = listed.index(here) + places_on if here in listed else 0
        self.enter(listed[at % len(listed)])

    def enter(self, place: Question) -> None:
        """Go to a place: to its first open question, or to the first one of what it has last been asked."""
        questions = self.open_at(place) or self.asked_at(place) or [place]
        self.go(questions[0])

    def asked_at(self, place: Question) -> list[Question]:
        """The questions of a cell whose answers can be looked at: up to the level above the one it has reached."""
        key = (place.capability, place.dimension or "")
        rated = place.dimension is not None and self.cells[key].basis == "rated"
        level = self.reached(*key) if rated else None
        return asked_at(place, self.form, self.loaded.answers, level, self.open_at(place))

    def _next(self, current: Question | None) -> Question | None:
        return next_question(current, self.form, self.loaded.answers, self.reached, self._skipped)

    def _advance(self) -> None:
        if self.question is not None:
            self._trail.append(self.question)
        self.question = self._next(self.question)

    def skip(self) -> None:
        """Leave the question open for now and go on."""
        if self.question is not None:
            self._skipped.add(self.question)
            self._drafts.pop(self.question, None)
        self._advance()

    def back(self) -> bool:
        """Return to the question shown before; False where this is the first."""
        if not self._trail:
            return False
        self.question = self._trail.pop()
        return True

    def use_depth(self, depth: Depth) -> None:
        """Ask at another depth from here on."""
        self.form = self.form._replace(depth=depth)
        self._skipped.clear()
        self._trail.clear()
        self.question = self._next(self.question)

    def undo(self) -> Question | None:
        """Take what was last saved back, in the file too, and ask there again. Out: where, None for nothing."""
        if not self._steps:
            return None
        step = self._steps[-1]
        self._take(self._saver.save(step.inverse))
        self._steps.pop()
        self.saved -= step.answers
        self._skipped.discard(step.question)
        self.unknown.discard(step.question)
        self.question = step.question
        return step.question

    def answer(self, reply: Reply) -> None:
        """Save a level, a rating, n/a or `unknown` as the answer to the current question, and go on to the next open
        one. What is unknown stays open and is not asked again here. Raises UsageProblem as `changes.replied`.
        """
        question = self.question
        assert question is not None
        value = to.replied(self.data, self.standard, question, reply)
        known, before = reply.kind is not Kind.unknown, self.saved
        draft = self._drafts.get(question, {})
        if "note" in draft:
            value = to.with_note(value, draft["note"])
        if known and "evidence" in draft and (reply.kind is not Kind.not_applicable or question.criterion is not None):
            value = to.with_evidence(value, draft["evidence"])
        self._write(question, to.put(self.data, self.standard, question, value), answers=True)
        if known:
            self._drafts.pop(question, None)
        (self._skipped.discard if known else self._skipped.add)(question)
        if self.saved > before:  # the same once more saves nothing
            (self.unknown.discard if known else self.unknown.add)(question)
        self._advance()

    def note(self, text: str) -> bool:
        """Put a note to the current question. Out: whether it is saved; else it waits for a rating, to which what is
        said of the whole cell gives way.
        """
        question = self.question
        assert question is not None
        if self.answer_now(question) is None and to.gives_way(self.data, question):
            self._drafts.setdefault(question, {})["note"] = text.strip()
            return False
        self._write(question, to.noted(self.data, self.standard, question, text.strip()))
        return True

    def cite(self, keys: Sequence[str]) -> bool:
        """Cite evidence at the current question, instead of what it cited. Raises UsageProblem for an unknown key."""
        known = self.loaded.answers.evidence
        for key in keys:
            if key not in known:
                hint = did_you_mean(key, known) or "register it first: btm evidence add"
                raise UsageProblem(f"there is no evidence `{short(key)}` in the register", hint)
        question = self.question
        assert question is not None
        old, cited = self.answer_now(question), list(dict.fromkeys(keys))
        if not to.is_answer(old):
            self._drafts.setdefault(question, {})["evidence"] = cited
            return False
        if question.criterion is None and isinstance(old, Mapping) and "rating" in old:
            raise UsageProblem("what is n/a as a whole has a reason and no evidence", "put it into the note")
        self._write(question, to.put(self.data, self.standard, question, to.with_evidence(old, cited)))
        return True

    def register(self, key: str, entry: Mapping[str, Any]) -> None:
        """Add a piece of evidence to the register."""
        self._write(None, [Change(("evidence", key), dict(entry))])

    def reload(self) -> None:
        """Take over what somebody else has written into the file; what was said here before can't be undone then."""
        self._steps.clear()
        self._take(self._saver.reload())

    def _write(self, question: Question | None, made: list[Change], *, answers: bool = False) -> None:
        if not made:
            return
        inverse = to.take_back(self.data, made)
        self._take(self._saver.save(made))
        self.saved += answers
        if question is not None:
            self._steps.append(Step(question, inverse, answers))
