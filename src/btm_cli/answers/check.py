"""An answers file against the standard it names: ids, ratings, levels, references; and its turn into `Answers`.

In: a validated `AnswersFile` and a `Standard`. Out: `Answers` and every problem at its key path. Files hold full ids: nothing is
guessed, a near miss is an error with a hint.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from btm_cli.answers.model import (
    Answers,
    Assessor,
    CellAnswer,
    Claimed,
    CriterionAnswer,
    Evidence,
    NotApplicable,
    Rated,
    Target,
    Unit,
)
from btm_cli.answers.schema import (
    NOT_APPLICABLE,
    AnswersFile,
    ClaimEntry,
    CriterionEntry,
    NotApplicableEntry,
    TargetEntry,
    UnitEntry,
)
from btm_cli.diagnostics import KeyPath, Problem, Severity
from btm_cli.standard.model import Standard
from btm_cli.validation import did_you_mean, one_of

MOST_LISTED = 8
"""Names that a hint lists in full; longer lists are better browsed."""


def check_answers(file: AnswersFile, standard: Standard, digest: str = "") -> tuple[Answers, list[Problem]]:
    """Check `file` against `standard` and build the domain model.

    Out: the answers (only to be used where no problem is an error) and every problem found.
    """
    checker = _Checker(file, standard)
    for capability, answer in (file.answers or {}).items():
        checker.capability(capability, answer)
    checker.references()
    return checker.answers(digest), checker.problems


class _Checker:
    """Collects cells and problems while it walks one file."""

    def __init__(self, file: AnswersFile, standard: Standard) -> None:
        self.file = file
        self.standard = standard
        self.problems: list[Problem] = []
        self.cells: dict[tuple[str, str], CellAnswer] = {}
        self.whole: dict[str, NotApplicable] = {}
        self.dimensions = [dimension.id for dimension in standard.dimensions]
        self.areas = [area.id for area in standard.areas]
        self.ratings = {word: word for word in standard.rating_scale}
        letters = [word[0] for word in standard.rating_scale]
        self.ratings |= {word[0]: word for word in standard.rating_scale if letters.count(word[0]) == 1}
        self.answerer = file.answered_by.name.casefold().split() if file.answered_by else None

    # -- answers

    def capability(self, name: str, answer: Any) -> None:
        """The answer to one capability: nothing, a claim, n/a, or cells."""
        path: KeyPath = ("answers", name)
        if name not in self.standard.capabilities:
            self._unknown("unknown-capability", "capability", name, self.standard.capabilities, path)
            return
        capability = self.standard.capabilities[name]
        open_cells = self.dimensions if not capability.written else [d for d in self.dimensions if d in capability.cells]
        match answer:
            case None:
                return
            case int() | ClaimEntry():
                claim = self._claim(answer, path, whole=True)
                self.cells.update({(name, dimension): claim for dimension in open_cells})
            case NotApplicableEntry():
                self.whole[name] = left_out = self._not_applicable(answer, path)
                self.cells.update({(name, dimension): left_out for dimension in self.dimensions})
            case _:
                for dimension, cell in answer.items():
                    self._cell(name, dimension, cell, open_cells, (*path, dimension))

    def _cell(self, capability: str, dimension: str, answer: Any, open_cells: list[str], path: KeyPath) -> None:
        if dimension not in open_cells:
            self._unknown("unknown-dimension", "dimension", dimension, open_cells, path)
            return
        match answer:
            case None:
                return
            case int() | ClaimEntry():
                self.cells[capability, dimension] = self._claim(answer, path)
            case NotApplicableEntry():
                self.cells[capability, dimension] = self._not_applicable(answer, path)
            case _:
                self.cells[capability, dimension] = self._criteria(capability, dimension, answer, path)

    def _criteria(
        self, capability: str, dimension: str, answers: Mapping[str, Any], path: KeyPath
    ) -> dict[str, CriterionAnswer]:
        cell = self.standard.cell(capability, dimension)
        known = [criterion.id for criterion in cell.all_criteria()] if cell else []
        found: dict[str, CriterionAnswer] = {}
        for criterion, answer in answers.items():
            here = (*path, criterion)
            if criterion not in known:
                hint = did_you_mean(criterion, known) or (
                    f"criteria here: {one_of(known)}" if known else "no criteria are written here yet: claim a level instead"
                )
                message = f"unknown criterion `{criterion}` in {capability}/{dimension}"
                self.problems.append(Problem("unknown-criterion", message, here, hint=hint, at_key=True))
            elif answer is not None:
                result = self._criterion(answer, here)
                if result is not None:
                    found[criterion] = result
        return found

    def _criterion(self, answer: str | CriterionEntry, path: KeyPath) -> CriterionAnswer | None:
        word = answer if isinstance(answer, str) else answer.rating
        rating = self.ratings.get(word.casefold())
        where = path if isinstance(answer, str) else (*path, "rating")
        if rating is None and word.casefold() != NOT_APPLICABLE:
            words = [*self.standard.rating_scale, NOT_APPLICABLE]
            hint = did_you_mean(word, words) or f"ratings: {one_of(words)}"
            self.problems.append(Problem("unknown-rating", f"`{_short(word)}` is not a rating", where, hint=hint))
            if not isinstance(answer, str):
                self._backing(answer, path)
            return None
        if rating is None:
            entry = CriterionEntry(rating=answer) if isinstance(answer, str) else answer
            return self._not_applicable(entry, path)
        if isinstance(answer, str):
            return Rated(rating)
        for key in ("reason", "approved_by"):
            if getattr(answer, key) is not None:
                message = f"`{key}` goes with n/a only; here the rating is `{rating}`"
                self.problems.append(Problem("wrong-value", message, (*path, key), hint="use `note`", at_key=True))
        self._backing(answer, path)
        return Rated(rating, tuple(answer.evidence), answer.verified_by, answer.note)

    def _claim(self, answer: int | ClaimEntry, path: KeyPath, whole: bool = False) -> Claimed:
        level = answer if isinstance(answer, int) else answer.level
        self._level(level, path if isinstance(answer, int) else (*path, "level"))
        if isinstance(answer, int):
            return Claimed(level, whole_capability=whole)
        self._backing(answer, path)
        return Claimed(level, tuple(answer.evidence), answer.verified_by, answer.note, whole)

    def _not_applicable(self, answer: NotApplicableEntry | CriterionEntry, path: KeyPath) -> NotApplicable:
        if answer.rating.casefold() != NOT_APPLICABLE:
            message = f"a whole cell or capability is rated by its criteria; only n/a fits here, not `{_short(answer.rating)}`"
            hint = "claim a level with `level: 3`, or rate the criteria"
            self.problems.append(Problem("unknown-rating", message, (*path, "rating"), hint=hint))
        elif answer.reason is None or not answer.reason.strip():
            hint = 'write {rating: n/a, reason: "..."}'
            self.problems.append(Problem("reason-missing", "n/a needs a reason", path, hint=hint))
        if isinstance(answer, CriterionEntry):
            self._backing(answer, path)
        return NotApplicable(answer.reason or "", answer.approved_by)

    def _backing(self, answer: CriterionEntry | ClaimEntry, path: KeyPath) -> None:
        """Evidence keys must exist; nobody verifies his own answers."""
        for index, key in enumerate(answer.evidence):
            if key not in self.file.evidence:
                self._unknown("unknown-evidence", "evidence", key, self.file.evidence, (*path, "evidence", index), False)
        if answer.verified_by and self.answerer is not None and answer.verified_by.casefold().split() == self.answerer:
            message = f"`{_short(answer.verified_by)}` also gave the answers, so this does not count as verified"
            self.problems.append(Problem("self-verified", message, (*path, "verified_by"), severity=Severity.WARNING))

    # -- everything else that names something

    def references(self) -> None:
        """Every area, capability or cell named outside `answers`."""
        file = self.file
        for index, name in enumerate(file.scope):
            self._reference(name, ("scope", index), cells=False, at_key=False)
        for name in file.importance:
            if name not in self.standard.capabilities:
                self._unknown("unknown-capability", "capability", name, self.standard.capabilities, ("importance", name))
        for name in file.owners:
            self._reference(name, ("owners", name))
        if file.plan:
            for name in file.plan.pin:
                self._reference(name, ("plan", "pin", name))
            for index, name in enumerate(file.plan.exclude):
                self._reference(name, ("plan", "exclude", index), at_key=False)
        self._target()

    def _target(self) -> None:
        target = self.file.target
        states = [state.id for state in self.standard.states]
        if isinstance(target, str) and target not in states:
            self._unknown("unknown-state", "state", target, states, ("target",), False)
        elif isinstance(target, int):
            self._level(target, ("target",))
        elif isinstance(target, TargetEntry):
            if target.state is not None and target.state not in states:
                self._unknown("unknown-state", "state", target.state, states, ("target", "state"), False)
            if target.level is not None:
                self._level(target.level, ("target", "level"))
            for name, level in target.levels.items():
                self._reference(name, ("target", "levels", name))
                self._level(level, ("target", "levels", name))
            for name in target.deadlines:
                self._reference(name, ("target", "deadlines", name))

    def _reference(self, name: str, path: KeyPath, cells: bool = True, at_key: bool = True) -> None:
        head, slash, dimension = name.partition("/")
        if not slash and (head in self.areas or head in self.standard.capabilities):
            return
        if cells and slash and head in self.standard.capabilities and dimension in self.dimensions:
            return
        known = [*self.areas, *self.standard.capabilities]
        if cells and slash:
            known = [f"{capability}/{one}" for capability in self.standard.capabilities for one in self.dimensions]
        kind = "area, capability or cell" if cells else "area or capability"
        self._unknown("unknown-reference", kind, name, known, path, at_key)

    def _level(self, level: int, path: KeyPath) -> None:
        base, top = self.standard.base, self.standard.top
        if not base <= level <= top:
            message = f"level {level} is out of range: levels run from {base} to {top}"
            self.problems.append(Problem("level-out-of-range", message, path))

    def _unknown(
        self, code: str, kind: str, name: str, known: Iterable[str], path: KeyPath, at_key: bool = True
    ) -> None:
        names = list(known)
        near = did_you_mean(name, names)
        hint = near or (f"known: {one_of(names)}" if 0 < len(names) <= MOST_LISTED else "see `btm standard list`")
        if kind == "evidence" and near is None and len(names) > MOST_LISTED:
            hint = "register it under `evidence:`"
        self.problems.append(Problem(code, f"unknown {kind} `{_short(name)}`", path, hint=hint, at_key=at_key))

    def answers(self, digest: str) -> Answers:
        """The domain model of what was read."""
        file = self.file
        plan = file.plan
        return Answers(
            enterprise=file.enterprise,
            assessed_on=file.assessed_on,
            cells=self.cells,
            standard=file.standard,
            unit=_unit(file.unit),
            period=file.period,
            answered_by=Assessor(file.answered_by.name, file.answered_by.side) if file.answered_by else None,
            scope=tuple(file.scope),
            target=_target(file.target),
            importance=file.importance,
            owners=file.owners,
            evidence={
                key: Evidence(
                    entry.title, entry.date, entry.path, entry.url, entry.sha256, entry.valid_until, entry.owner
                )
                for key, entry in file.evidence.items()
            },
            evidence_root=file.evidence_root,
            capacity=str(file.capacity) if file.capacity is not None else None,
            pinned=plan.pin if plan else {},
            excluded=tuple(plan.exclude) if plan else (),
            capability_not_applicable=self.whole,
            digest=digest,
        )


def _unit(unit: str | UnitEntry | None) -> Unit | None:
    if isinstance(unit, UnitEntry):
        return Unit(unit.name, str(unit.weight) if unit.weight is not None else None)
    return Unit(unit) if unit is not None else None


def _target(target: str | int | TargetEntry | None) -> Target | None:
    if isinstance(target, TargetEntry):
        return Target(target.state, target.level, target.levels, target.deadlines)
    if isinstance(target, str):
        return Target(state=target)
    return Target(level=target) if target is not None else None


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
