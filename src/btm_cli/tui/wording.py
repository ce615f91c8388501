"""What an interview says about a question, in words that both screens use.

In: an `Interview` and one of its questions. Out: text of the standard and of the file, not yet cleaned for a terminal.
"""

from __future__ import annotations

from collections.abc import Mapping

from btm_cli.answers.interview.changes import is_unknown
from btm_cli.answers.interview.questions import Question
from btm_cli.answers.model import UNKNOWN
from btm_cli.render.document.labels import Labels, reading_text
from btm_cli.render.document.numbers import short_score
from btm_cli.render.document.subject import extent, who
from btm_cli.render.document.words import words
from btm_cli.standard.model import Criterion
from btm_cli.standard.readings import terms_in
from btm_cli.standard.vocabulary import Term
from btm_cli.tui.session import Interview

SAID = ("note", "evidence", "reason", "verified_by", "approved_by")
"""What an answer may carry besides its rating or level, in the order it is shown."""
MOST_TERMS = 2
"""Words explained at one question: with its proof they have room below a claim on 80 columns."""


class Wording:
    """Names and texts for the questions of one interview."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self._standard = interview.standard
        self.labels = Labels(self._standard)
        self._told: dict[Term, Question] = {}

    def title(self, question: Question) -> str:
        """The names of a place: "Capability / Dimension / 3a"."""
        return self.labels.place(question.reference)

    def levels(self, place: Question) -> list[tuple[int, str, str]]:
        """The levels to choose from: number, name, and what each looks like in this cell or capability."""
        said = self._standard.capabilities[place.capability].levels
        if place.dimension:
            cell = self._standard.cell(place.capability, place.dimension)
            said = cell.statements if cell else {}
        return [(each.level, each.name, said.get(each.level) or each.meaning) for each in self._standard.levels]

    def criterion(self, question: Question) -> Criterion:
        """The criterion that is asked about."""
        return self.labels.criteria(question.capability, question.dimension or "")[question.criterion or ""]

    def readings(self, question: Question) -> list[str]:
        """How the file's profiles read the claim, or answer the cell elsewhere."""
        readings, cell = self._interview.readings, question.place.reference
        found = readings.of(cell)
        if question.criterion is not None:
            found += readings.of(question.reference) + readings.everywhere
        return [reading_text(each) for each in found]

    def terms(self, question: Question) -> list[str]:
        """What words of the claim mean that no question before this one has explained; the rest waits for another."""
        found = terms_in(self.criterion(question).claim, self._standard.terms)
        mine = [(word, term) for word, term in found.items() if self._told.get(term, question) == question][:MOST_TERMS]
        self._told.update((term, question) for _, term in mine)
        return [words("interview.term", word=word, meaning=term.meaning) for word, term in mine]

    def statement(self, question: Question) -> tuple[str, str]:
        """The level a criterion belongs to, as "3 Functional", and what the level looks like in this cell."""
        level = self.criterion(question).level
        stated = next(text for number, _, text in self.levels(question.place) if number == level)
        return self.labels.level(level), stated

    def answer(self, question: Question) -> str:
        """The present answer in short: "3", "largely", "n/a", "5 ratings"; "" for none."""
        value = self._interview.answer_now(question)
        if value is None:
            return ""
        if is_unknown(value):
            return UNKNOWN
        if isinstance(value, Mapping):
            if "level" not in value and "rating" not in value:
                count = self._interview.loses(question)
                return f"{count} single {'answer' if count == 1 else 'answers'}" if count else ""
            value = value.get("level", value.get("rating"))
        said = str(value).casefold()
        meant = [word for word in self._standard.rating_scale if word.startswith(said)]
        return meant[0] if len(meant) == 1 else said  # a rating may be written by its first letter

    def backing(self, question: Question) -> list[tuple[str, str]]:
        """Note, evidence and reason of the present answer, or what waits for one, each with its name."""
        draft = self._interview.draft(question)
        found = []
        for key in SAID:
            said = self._interview.backing(question, key)
            if said:
                text = ", ".join(said) if isinstance(said, list) else str(said)
                found.append((key.replace("_", " ") + (" (saved with the answer)" if key in draft else ""), text))
        return found

    def score(self) -> str:
        """The live score of the whole, such as "2.41"; "-" before the first answer."""
        return short_score(self._interview.card.overall.numbers.score, self.labels.thresholds)

    def state(self) -> str:
        """The state's name, "" where there is none."""
        state = self._interview.card.overall.state
        return self.labels.state(state) if state else ""

    def capability_score(self, capability: str) -> str:
        """The live score of a capability."""
        return short_score(self._interview.capabilities[capability].numbers.score, self.labels.thresholds)

    def cell_score(self, capability: str, dimension: str) -> str:
        """The live score of a cell."""
        return short_score(self._interview.cells[capability, dimension].numbers.score, self.labels.thresholds)

    def offer(self) -> str | None:
        """That a conversation may come first, where nothing of what is asked is answered yet."""
        command = self._interview.guided
        return words("guided.offered", command=command) if command and not self._interview.progress().answered else None

    def standing(self) -> str:
        """How far the interview is: "12 of 68 cells answered, so provisional: score 2.41 (Pre-alignment)"."""
        done, overall = self._interview.progress(), self._interview.card.overall
        key = "provisional" if overall.provisional and overall.numbers.score is not None else "settled"
        score = words("interview.score-state", score=self.score(), state=self.state()) if self.state() else self.score()
        return words(f"interview.standing-{key}", answered=done.answered, cells=done.cells, score=score)

    def head(self) -> str:
        """Whose interview it is, and how far it is."""
        card = self._interview.card
        return f"{who(card.enterprise, card.unit, card.period)}: {self.standing()}."

    def begun(self) -> str:
        """The same, and how much of the standard the file is about."""
        return " ".join(filter(None, (self.head(), extent(self._interview.card, self.labels))))

    def done(self) -> str:
        """What the screen says once no question is left: nothing is open, or what is was passed over."""
        left = self._interview.open_places()
        said = words("interview.left", n=left) if left else words("interview.nothing-open")
        return f"{said}\n\n{words('interview.what-next')}"

    def ended(self) -> str:
        """What is saved and what is open, for whoever leaves."""
        interview = self._interview
        left = interview.open_places()
        rest = words("interview.left", n=left) if left else words("interview.nothing-left")
        unknown = len(interview.unknown)
        known = interview.saved - unknown
        counts = {"n": interview.saved, "known": known, "unknown": unknown}
        key = "interview.ended-unknown" if unknown else "interview.ended"
        said = words(key, **counts, rest=rest, standing=self.standing())
        return " ".join(filter(None, (said, extent(interview.card, self.labels))))
