"""The `answers:` part of an answers file: what is said for every cell.

In: the validated answers of each capability, and the names they may use. Out: `CellAnswers`: answers by cell, what is
n/a as a whole, what is not known, remarks, and every problem at its key path. What is said for a capability is spread
over its cells here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from btm_cli.answers.model import NOT_APPLICABLE, UNKNOWN, CellAnswer, Claimed, CriterionAnswer, NotApplicable, Rated
from btm_cli.answers.names import Names, Spellings, unknown
from btm_cli.answers.schema import CellsEntry, ClaimEntry, CriterionEntry, NotApplicableEntry
from btm_cli.diagnostics import KeyPath, Problem, Severity, short
from btm_cli.fields import NOT_APPLICABLE_HINT
from btm_cli.names import folded
from btm_cli.readable import UNSAID
from btm_cli.standard.model import Criterion, by_id
from btm_cli.validation import describe, did_you_mean, one_of

NOTE = "note"
"""The key of a remark beside the answers of a cell or the cells of a capability."""


class CellAnswers:
    """Collects cells and problems while it reads one file's answers.

    `evidence` holds the registered keys; `answerers` are those who gave the answers, who can't verify them.
    """

    def __init__(self, names: Names, evidence: Collection[str], answerers: Iterable[str]) -> None:
        self.cells: dict[tuple[str, str], CellAnswer] = {}
        self.not_applicable: dict[str, NotApplicable] = {}
        self.unknown: set[str] = set()
        self.remarks: dict[str, str] = {}
        self.problems: list[Problem] = []
        self._names = names
        self._standard = names.standard
        self._evidence = evidence
        self._registered = frozenset(evidence)
        self._answerers = frozenset(map(folded, answerers))
        self._others: set[str | None] = {None}  # who verifies, looked at already, and did not answer; nobody
        self._spellings = Spellings()
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
            case CellsEntry():
                if answer.note is not None:
                    self.remarks[name] = answer.note
                for dimension, cell in answer.cells.items():
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
            case str():  # `unknown`: no other word gets here
                self.unknown.add(f"{capability}/{dimension}")
            case NotApplicableEntry() if answer.rating.casefold() == UNKNOWN:
                self._not_known(f"{capability}/{dimension}", answer, path)
            case NotApplicableEntry():
                self.cells[capability, dimension] = self._left_out(answer, path)
            case _:
                self.cells[capability, dimension] = self._criteria(capability, dimension, answer, path)

    def _not_known(self, reference: str, answer: CriterionEntry | NotApplicableEntry, path: KeyPath) -> None:
        """What was asked and is not known: it has a note at most."""
        self.unknown.add(reference)
        if answer.note is not None:
            self.remarks[reference] = answer.note
        for key in ("evidence", "verified_by", "reason", "approved_by", "case", "profile"):
            if getattr(answer, key, None):
                message = f"`{key}` goes with an answer, and `{UNKNOWN}` is none"
                self.problems.append(Problem("wrong-value", message, (*path, key), hint="use `note`", at_key=True))

    def _criteria(
        self, capability: str, dimension: str, answers: Mapping[str, Any], path: KeyPath
    ) -> dict[str, CriterionAnswer]:
        criteria = by_id(self._standard.cell(capability, dimension))
        found: dict[str, CriterionAnswer] = {}
        reference = f"{capability}/{dimension}"
        for name, answer in answers.items():
            criterion = criteria.get(name)
            if criterion is not None:
                if answer is not None:
                    result: CriterionAnswer | None = self._plain(answer)
                    if result is None:
                        result = self._criterion(answer, (*path, name), f"{reference}/{name}", criterion)
                    if result is not None:
                        found[name] = result
            elif name == NOTE:
                self._noted(answer, reference, (*path, name))
            else:
                hint = did_you_mean(name, criteria) or (
                    f"criteria here: {one_of(criteria)}"
                    if criteria
                    else "no criteria are written here yet: claim a level instead"
                )
                message = f"unknown criterion `{short(name)}` in {reference}"
                self.problems.append(Problem("unknown-criterion", message, (*path, name), hint=hint, at_key=True))
        return found

    def _noted(self, value: Any, reference: str, path: KeyPath) -> None:
        """The remark beside the answers of a cell."""
        if isinstance(value, str):
            self.remarks[reference] = value
        elif value is not None:
            message = f"`{NOTE}` must be text, not {describe(value)}"
            self.problems.append(Problem("wrong-type", message, path))

    def _plain(self, answer: str | CriterionEntry) -> Rated | None:
        """A rating of which there is nothing more to say, as of nearly every one; None where there may be."""
        if isinstance(answer, str):
            rating = self._ratings.get(answer.casefold())
            return Rated(rating) if rating is not None else None
        said = vars(answer)  # an attribute of a model takes several times as long
        evidence, verifier = said["evidence"], said["verified_by"]
        if (
            (rating := self._ratings.get((said["rating"] or "").casefold())) is None
            or verifier not in self._others
            or (evidence and not self._registered.issuperset(evidence))
            or said["case"] is not None
            or said["reason"] is not None
            or said["approved_by"] is not None
            or said["profile"] is not None
        ):
            return None
        # Half of the work of `Rated(...)`, which calls a function in Python for this.
        return tuple.__new__(Rated, (rating, evidence, verifier, said["note"], False))

    def _criterion(
        self, answer: str | CriterionEntry, path: KeyPath, reference: str, criterion: Criterion
    ) -> CriterionAnswer | None:
        """A rating or n/a; None where the word is neither, and for a remark on an open criterion."""
        said = answer if isinstance(answer, str) else answer.rating
        if said is None:
            assert not isinstance(answer, str)
            self._remark(answer, reference, path)
            return None
        word = said.casefold()
        rating = self._ratings.get(word)
        entry = CriterionEntry(rating=answer) if isinstance(answer, str) else answer
        if word == UNKNOWN:
            self._not_known(reference, entry, path)
            return None
        self._backing(entry, path)
        if entry.case is not None:
            self._check_case(rating or word, criterion, path)
        if word == NOT_APPLICABLE:
            return self._left_out(entry, path)
        if rating is None:
            words = [*self._standard.rating_scale, NOT_APPLICABLE]
            hint = did_you_mean(said, [*words, UNKNOWN]) or f"ratings: {one_of(words)}"
            place = path if isinstance(answer, str) else (*path, "rating")
            self.problems.append(Problem("unknown-rating", f"`{short(said)}` is not a rating", place, hint=hint))
            return None
        if entry.reason is not None or entry.approved_by is not None or entry.profile is not None:
            for key in ("reason", "approved_by", "profile"):
                if getattr(entry, key) is None:
                    continue
                message = f"`{key}` goes with n/a only; here the rating is `{rating}`"
                self.problems.append(Problem("wrong-value", message, (*path, key), hint="use `note`", at_key=True))
        return Rated(rating, entry.evidence, entry.verified_by, entry.note, entry.case is not None)

    def _remark(self, entry: CriterionEntry, reference: str, path: KeyPath) -> None:
        """A remark on an open criterion has nothing beside it that would need an answer."""
        if entry.note is not None:
            self.remarks[reference] = entry.note
        beside = [key for key in entry.model_fields_set if key not in (NOTE, "rating")]
        if beside or entry.note is None:
            message = (
                f"`rating` is missing: {one_of(sorted(beside))} goes with one" if beside else "`rating` is missing"
            )
            self.problems.append(Problem("missing-key", message, path, hint="add `rating:`, or leave a `note` alone"))

    def _check_case(self, word: str, criterion: Criterion, path: KeyPath) -> None:
        """`case: none` is an answer where the criterion says what it is worth, and only with that worth."""
        place = (*path, "case")
        if criterion.if_none is None:
            message = f"{criterion.id} has no answer for a window without a case"
            hint = "rate it, or write n/a with a reason"
            self.problems.append(Problem("case-not-allowed", message, place, hint=hint, at_key=True))
        elif word not in (criterion.if_none, UNSAID):
            message = f"without a case {criterion.id} is `{criterion.if_none}`, not `{short(word)}`"
            hint = f"write {{rating: {criterion.if_none}, case: none}}"
            self.problems.append(Problem("case-not-allowed", message, place, hint=hint, at_key=True))

    def _claim(self, answer: int | ClaimEntry, path: KeyPath, whole: bool = False) -> Claimed:
        level, place = (answer, path) if isinstance(answer, int) else (answer.level, (*path, "level"))
        problem = self._names.level(level, place)
        if problem is not None:
            self.problems.append(problem)
        if isinstance(answer, int):
            return Claimed(level, whole_capability=whole)
        self._backing(answer, path)
        return Claimed(level, answer.evidence, answer.verified_by, answer.note, whole, answer.source)

    def _left_out(self, answer: NotApplicableEntry | CriterionEntry, path: KeyPath) -> NotApplicable:
        rating, no_case = answer.rating or "", getattr(answer, "case", None) is not None
        if rating.casefold() != NOT_APPLICABLE:
            said = short(rating)
            message = f"a cell or capability is rated by its criteria; here fits n/a only, not `{short(said)}`"
            hint = "claim a level with `level: 3`, or rate the criteria"
            self.problems.append(Problem("unknown-rating", message, (*path, "rating"), hint=hint))
        elif not no_case and (answer.reason is None or not answer.reason.strip()):
            self.problems.append(Problem("reason-missing", "n/a needs a reason", path, hint=NOT_APPLICABLE_HINT))
        if answer.approved_by:
            self.problems += self._spellings.check(answer.approved_by, (*path, "approved_by"))
        if answer.profile is not None and (problem := self._names.profile(answer.profile, (*path, "profile"))):
            self.problems.append(problem)
        return NotApplicable(answer.reason or "", answer.approved_by, answer.note, answer.profile, no_case)

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
        if verifier is not None and verifier not in self._others:
            place = (*path, "verified_by")
            self.problems += self._spellings.check(verifier, place)
            if folded(verifier) in self._answerers:
                message = f"`{short(verifier)}` also gave the answers, so this does not count as verified"
                self.problems.append(Problem("self-verified", message, place, severity=Severity.WARNING))
            else:
                self._others.add(verifier)


def rating_words(scale: Collection[str]) -> dict[str, str]:
    """What may be written for each rating: the word, or its first letter where no other word begins with it.

    In: the standard's rating words. Out: what may be written, to the word it stands for.
    """
    letters = [word[0] for word in scale]
    return {word[0]: word for word in scale if letters.count(word[0]) == 1} | {word: word for word in scale}
