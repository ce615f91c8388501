"""The `answers:` part of an answers file: what is said for every cell.

In: the validated answers of each capability, and the names they may use. Out: `CellAnswers`: answers by cell, what is
n/a as a whole, and every problem at its key path. What is said for a capability is spread over its cells here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from btm_cli.answers.model import NOT_APPLICABLE, CellAnswer, Claimed, CriterionAnswer, NotApplicable, Rated
from btm_cli.answers.names import Names, short, unknown
from btm_cli.answers.schema import ClaimEntry, CriterionEntry, NotApplicableEntry
from btm_cli.diagnostics import KeyPath, Problem, Severity
from btm_cli.validation import did_you_mean, one_of


class CellAnswers:
    """Collects cells and problems while it reads one file's answers.

    `evidence` holds the registered keys; `answerers` are those who gave the answers, who can't verify them.
    """

    def __init__(self, names: Names, evidence: Collection[str], answerers: Iterable[str]) -> None:
        self.cells: dict[tuple[str, str], CellAnswer] = {}
        self.not_applicable: dict[str, NotApplicable] = {}
        self.problems: list[Problem] = []
        self._names = names
        self._standard = names.standard
        self._evidence = evidence
        self._registered = frozenset(evidence)
        self._answerers = [name.casefold().split() for name in answerers]
        self._by_answerer: dict[str, bool] = {}
        self._ratings = rating_words(self._standard.rating_scale)

    def read(self, name: str, answer: Any) -> None:
        """The answer to one capability: nothing, a claim, n/a, or cells."""
        path: KeyPath = ("answers", name)
        problem = self._names.capability(name, path)
        if problem is not None:
            self.problems.append(problem)
            return
        open_cells = [one for one in self._names.dimensions if self._standard.cell(name, one) is not None]
        match answer:
            case None:
                return
            case int() | ClaimEntry():
                claim = self._claim(answer, path, whole=True)
                self.cells.update({(name, dimension): claim for dimension in open_cells})
            case NotApplicableEntry():
                self.not_applicable[name] = left_out = self._left_out(answer, path)
                self.cells.update({(name, dimension): left_out for dimension in self._names.dimensions})
            case _:
                for dimension, cell in answer.items():
                    self._cell(name, dimension, cell, open_cells, (*path, dimension))

    def _cell(self, capability: str, dimension: str, answer: Any, open_cells: list[str], path: KeyPath) -> None:
        if dimension not in open_cells:
            self.problems.append(unknown("unknown-dimension", "dimension", dimension, open_cells, path, at_key=True))
            return
        match answer:
            case None:
                return
            case int() | ClaimEntry():
                self.cells[capability, dimension] = self._claim(answer, path)
            case NotApplicableEntry():
                self.cells[capability, dimension] = self._left_out(answer, path)
            case _:
                self.cells[capability, dimension] = self._criteria(capability, dimension, answer, path)

    def _criteria(
        self, capability: str, dimension: str, answers: Mapping[str, Any], path: KeyPath
    ) -> dict[str, CriterionAnswer]:
        cell = self._standard.cell(capability, dimension)
        known = [criterion.id for criterion in cell.all_criteria()] if cell else []
        listed = (
            f"criteria here: {one_of(known)}" if known else "no criteria are written here yet: claim a level instead"
        )
        found: dict[str, CriterionAnswer] = {}
        for criterion, answer in answers.items():
            if criterion not in known:
                hint = did_you_mean(criterion, known) or listed
                message = f"unknown criterion `{short(criterion)}` in {capability}/{dimension}"
                self.problems.append(Problem("unknown-criterion", message, (*path, criterion), hint=hint, at_key=True))
            elif answer is not None:
                result = self._criterion(answer, (*path, criterion))
                if result is not None:
                    found[criterion] = result
        return found

    def _criterion(self, answer: str | CriterionEntry, path: KeyPath) -> CriterionAnswer | None:
        """A rating or n/a, None where the word is neither."""
        word = (answer if isinstance(answer, str) else answer.rating).casefold()
        rating = self._ratings.get(word)
        if isinstance(answer, str) and rating is not None:
            return Rated(rating)  # by far the most answers
        entry = CriterionEntry(rating=answer) if isinstance(answer, str) else answer
        self._backing(entry, path)
        if word == NOT_APPLICABLE:
            return self._left_out(entry, path)
        if rating is None:
            words = [*self._standard.rating_scale, NOT_APPLICABLE]
            hint = did_you_mean(entry.rating, words) or f"ratings: {one_of(words)}"
            place = path if isinstance(answer, str) else (*path, "rating")
            self.problems.append(
                Problem("unknown-rating", f"`{short(entry.rating)}` is not a rating", place, hint=hint)
            )
            return None
        if entry.reason is not None or entry.approved_by is not None:
            for key in ("reason", "approved_by"):
                if getattr(entry, key) is None:
                    continue
                message = f"`{key}` goes with n/a only; here the rating is `{rating}`"
                self.problems.append(Problem("wrong-value", message, (*path, key), hint="use `note`", at_key=True))
        return Rated(rating, entry.evidence, entry.verified_by, entry.note)

    def _claim(self, answer: int | ClaimEntry, path: KeyPath, whole: bool = False) -> Claimed:
        level, place = (answer, path) if isinstance(answer, int) else (answer.level, (*path, "level"))
        problem = self._names.level(level, place)
        if problem is not None:
            self.problems.append(problem)
        if isinstance(answer, int):
            return Claimed(level, whole_capability=whole)
        self._backing(answer, path)
        return Claimed(level, answer.evidence, answer.verified_by, answer.note, whole)

    def _left_out(self, answer: NotApplicableEntry | CriterionEntry, path: KeyPath) -> NotApplicable:
        if answer.rating.casefold() != NOT_APPLICABLE:
            said = short(answer.rating)
            message = f"a cell or capability is rated by its criteria; here fits n/a only, not `{said}`"
            hint = "claim a level with `level: 3`, or rate the criteria"
            self.problems.append(Problem("unknown-rating", message, (*path, "rating"), hint=hint))
        elif answer.reason is None or not answer.reason.strip():
            hint = 'write {rating: n/a, reason: "..."}'
            self.problems.append(Problem("reason-missing", "n/a needs a reason", path, hint=hint))
        return NotApplicable(answer.reason or "", answer.approved_by)

    def _backing(self, answer: CriterionEntry | ClaimEntry, path: KeyPath) -> None:
        """Evidence keys must exist; nobody verifies his own answers."""
        if not self._registered.issuperset(answer.evidence):
            for index, key in enumerate(answer.evidence):
                if key not in self._registered:
                    place = (*path, "evidence", index)
                    hint = "register it under `evidence:`"
                    self.problems.append(
                        unknown("unknown-evidence", "evidence", key, self._evidence, place, otherwise=hint)
                    )
        verifier = answer.verified_by
        if verifier and self._answered(verifier):
            message = f"`{short(verifier)}` also gave the answers, so this does not count as verified"
            place = (*path, "verified_by")
            self.problems.append(Problem("self-verified", message, place, severity=Severity.WARNING))

    def _answered(self, name: str) -> bool:
        """Whether that is one who answered; the same few names come again and again."""
        known = self._by_answerer.get(name)
        if known is None:
            known = self._by_answerer[name] = name.casefold().split() in self._answerers
        return known


def rating_words(scale: Collection[str]) -> dict[str, str]:
    """What may be written for each rating: the word, or its first letter where no other word begins with it.

    In: the standard's rating words. Out: what may be written, to the word it stands for.
    """
    letters = [word[0] for word in scale]
    return {word[0]: word for word in scale if letters.count(word[0]) == 1} | {word: word for word in scale}
