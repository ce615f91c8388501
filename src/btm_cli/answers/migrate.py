"""Answers carried to another edition of their standard: what is certain is changed, the rest is asked.

In: an answers file's data and both editions. Out: a `Migration`: changes to the file, and what a human must look at. A
published id keeps its meaning (standard/CHANGELOG.md), so an answer under an id that both editions have stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from btm_cli.answers.cells import NOTE, rating_words
from btm_cli.answers.delta import is_parts, value_at
from btm_cli.answers.edit import REMOVE, Change
from btm_cli.answers.migration import Kind, Migration, Moved, Question, asked_again, kind_of, successors_of
from btm_cli.answers.model import CORE, DEFAULT, NOT_APPLICABLE, UNKNOWN
from btm_cli.diagnostics import KeyPath, short
from btm_cli.names import folded
from btm_cli.standard.criteria import cell_references
from btm_cli.standard.model import Cell, Standard, by_id

NO_NOTES: Mapping[str, str] = MappingProxyType({})


def migrate(data: Mapping[str, Any], old: Standard, new: Standard, notes: Mapping[str, str] = NO_NOTES) -> Migration:
    """From edition `old` to edition `new`; `data` is that of a file that is right under `old`.

    `notes` say, by reference in the new edition, where an old answer may mislead.
    """
    found = _Migrator(data, old, new, notes)
    found.answers()
    found.elsewhere()
    line = [] if data.get("standard") == new.name else [Change(("standard",), new.name)]
    return Migration((*line, *found.changes), tuple(found.moved), tuple(found.questions), found.kept)


class _Migrator:
    def __init__(self, data: Mapping[str, Any], old: Standard, new: Standard, notes: Mapping[str, str]) -> None:
        self.changes: list[Change] = []
        self.moved: list[Moved] = []
        self.questions: list[Question] = []
        self.kept = 0
        self._data = data
        self._old = old
        self._new = new
        self._notes = notes
        self._ratings = {NOT_APPLICABLE, UNKNOWN, *rating_words(new.rating_scale)}
        self._successors = successors_of(new)
        self._asked: set[str] = set()

    def answers(self) -> None:
        """Every answer, and what the new edition asks beyond them."""
        for capability, answer in (self._data.get("answers") or {}).items():
            path: KeyPath = ("answers", capability)
            if capability not in self._new.capabilities:
                self._drop(path, capability, f"{self._new.name} has no such capability", answer)
            elif is_parts(answer):
                for dimension, cell in _parts(answer):
                    self._cell(capability, dimension, cell)
            elif answer is not None:
                both = [
                    (self._old.cell(capability, one.id), self._new.cell(capability, one.id))
                    for one in self._new.dimensions
                ]
                self._whole(path, capability, answer, both)

    def elsewhere(self) -> None:
        """Names and levels outside of `answers` that the new edition lacks."""
        for path, known in self._keyed():
            for name, said in _entries(self._data, path):
                if name not in known:
                    self._drop((*path, name), name, f"{'/'.join(path)} names what {self._new.name} lacks", said)
                elif path == ("target", "levels") and said not in self._aims():
                    self._drop((*path, name), name, f"{self._new.name} has no such state or level", said)
        self._capacities()
        self._depth()
        places = _names(self._new)
        for path, known in ((("scope",), places), (("plan", "exclude"), places), (("profiles",), self._new.profiles)):
            listed = value_at(self._data, path)
            if isinstance(listed, list) and (gone := [name for name in listed if name not in known]):
                left = [name for name in listed if name in known]
                self.changes.append(Change(path, left or REMOVE))
                lacks = f"{'/'.join(path)} named it; {self._new.name} lacks it"
                self.questions += [Question(name, lacks) for name in gone]
        target = self._data.get("target")
        aim = target.get("state", target.get("level")) if isinstance(target, Mapping) else target
        if aim is not None and aim not in self._aims():
            place: KeyPath = ("target",)
            if isinstance(target, Mapping):
                place = ("target", "state" if "state" in target else "level")
            self._drop(place, "target", f"{self._new.name} has no such state or level", aim)

    def _cell(self, capability: str, dimension: str, answer: Any) -> None:
        path: KeyPath = ("answers", capability, dimension)
        reference = f"{capability}/{dimension}"
        cell = self._new.cell(capability, dimension)
        if cell is None:
            self._drop(path, reference, f"{self._new.name} has no such cell", answer)
        elif is_parts(answer):
            parts = [(criterion, said) for criterion, said in _parts(answer) if said is not None]
            known = by_id(cell)
            open_keys = [name for name, said in _parts(answer) if said is None and name not in known]
            self.changes += [Change((*path, name), REMOVE) for name in open_keys]
            for criterion, said in parts:
                self._criterion(capability, dimension, criterion, said)
            if parts:
                self._new_criteria(reference, cell)
        elif answer is not None:
            former = self._old.cell(capability, dimension)
            self._whole(path, reference, answer, [(former, cell)])

    def _criterion(self, capability: str, dimension: str, criterion: str, said: Any) -> None:
        """One rating: kept where the id still stands, moved where the same claim stands elsewhere, else asked."""
        path: KeyPath = ("answers", capability, dimension, criterion)
        reference = f"{capability}/{dimension}/{criterion}"
        word = said if isinstance(said, str) else said.get("rating")  # None: a remark, without an answer
        if word is not None and word.casefold() not in self._ratings:
            self._drop(path, reference, f"{self._new.name} has no rating `{short(word)}`", said)
            return
        known = by_id(self._new.cell(capability, dimension))
        if criterion in known:
            self.kept += word is not None
            self._profile(path, reference, said)
            return
        claim = by_id(self._old.cell(capability, dimension))[criterion].claim
        successors = self._successors.get(reference, [])
        same = [place for place, one in successors if _words(one.claim) == _words(claim)]
        if len(successors) == 1 and same and self._is_free(same[0]):
            self.changes += [Change(path, REMOVE), Change(("answers", *same[0].split("/")), said)]
            self.moved.append(Moved(reference, same[0]))
            return
        if not successors:
            self._drop(path, reference, "dropped from the standard", said)
            return
        self.changes.append(Change(path, REMOVE))
        for place, one in successors:
            kind = "split" if len(successors) > 1 else kind_of(one)
            self._succeed(reference, place, kind, said, alone=len(one.replaces) == 1)

    def _succeed(self, old: str, place: str, kind: Kind, said: Any, *, alone: bool) -> None:
        """What became of the claim of an answer: asked anew, with all that was said; an n/a goes on with its reason.

        `alone` says that the claim at `place` replaces this one only.
        """
        if not self._is_free(place):
            self.questions.append(asked_again(old, kind, f"its claim has changed: see {place}", said))
            return
        self._asked.add(place)
        reason = f"split from {old}" if kind == "split" else f"its claim has changed: it replaces {old}"
        not_applicable = isinstance(said, Mapping) and str(said.get("rating")).casefold() == NOT_APPLICABLE
        if kind == "reworded" and alone and not_applicable:
            # Whoever approved or verified the n/a did so for another claim: only what was said goes on.
            goes_on = {key: said[key] for key in ("rating", "reason") if key in said}
            self.changes.append(Change(("answers", *place.split("/")), goes_on))
            kind = "still-na"
        self.questions.append(asked_again(place, kind, reason, said, was=old, advice=self._notes.get(place, "")))

    def _new_criteria(self, reference: str, cell: Cell) -> None:
        """What a rated cell is asked for the first time."""
        before = by_id(self._old.cell(*reference.split("/")))
        settled = {moved.new for moved in self.moved} | self._asked
        self.questions += [
            Question(f"{reference}/{name}", "new in this edition, not answered yet", kind=kind_of(criterion))
            for name, criterion in by_id(cell).items()
            if name not in before and f"{reference}/{name}" not in settled
        ]

    def _whole(
        self, path: KeyPath, reference: str, answer: Any, cells: Sequence[tuple[Cell | None, Cell | None]]
    ) -> None:
        """A claimed level or n/a: kept, and asked again where the statement of the level has changed."""
        level = answer.get("level") if isinstance(answer, Mapping) else answer
        if not isinstance(level, int):  # n/a, or not known
            self.kept += 1
            self._profile(path, reference, answer)
            return
        if not self._new.base <= level <= self._new.top:
            self._drop(
                path, reference, f"levels of {self._new.name} run from {self._new.base} to {self._new.top}", answer
            )
            return
        self.kept += 1
        if any(_statement(former, level) != _statement(cell, level) for former, cell in cells):
            reason = f"the statement of level {level} has changed"
            self.questions.append(asked_again(reference, "statement", reason, answer))

    def _profile(self, path: KeyPath, reference: str, said: Any) -> None:
        """An n/a outlives the profile that it came from."""
        profile = said.get("profile") if isinstance(said, Mapping) else None
        if profile is not None and profile not in self._new.profiles:
            self._drop((*path, "profile"), reference, f"{self._new.name} has no profile `{short(profile)}`", said)

    def _drop(self, path: KeyPath, reference: str, reason: str, said: Any) -> None:
        self.changes.append(Change(path, REMOVE))
        self.questions.append(asked_again(reference, "gone", reason, said))

    def _is_free(self, reference: str) -> bool:
        """Whether an answer may move to `reference`: nothing stands there, and no claim stands for its cell."""
        capability, dimension, criterion = reference.split("/")
        whole = (self._data.get("answers") or {}).get(capability) or {}
        if not is_parts(whole):
            return False
        cell = whole.get(dimension) or {}
        return is_parts(cell) and cell.get(criterion) is None

    def _aims(self) -> list[str | int]:
        return [*(state.id for state in self._new.states), *range(self._new.base, self._new.top + 1)]

    def _keyed(self) -> list[tuple[tuple[str, ...], Collection[str]]]:
        """The mappings outside of `answers` whose keys are names, and the names that the new edition has for them."""
        places = _names(self._new)
        named = [("importance",), ("owners",), ("target", "levels"), ("target", "deadlines"), ("plan", "pin")]
        return [
            *((path, places) for path in named),
            (("terms",), {term.id for term in self._new.terms}),
            (("depth",), {DEFAULT, *self._new.capabilities}),
        ]

    def _capacities(self) -> None:
        """Points of an owner who owns nothing any more."""
        places = _names(self._new)
        owning = {folded(str(owner)) for name, owner in _entries(self._data, ("owners",)) if name in places}
        for owner, points in _entries(self._data, ("capacities",)):
            if folded(owner) not in owning:
                self._drop(("capacities", owner), owner, f"owns nothing that {self._new.name} has", points)

    def _depth(self) -> None:
        """Core criteria, where the new edition has none: everything is asked in full."""
        depth = self._data.get("depth")
        said = [("depth", depth)] if isinstance(depth, str) else _entries(self._data, ("depth",))
        for name, word in said if not self._new.has_core else ():
            if word == CORE:
                path: KeyPath = ("depth",) if isinstance(depth, str) else ("depth", name)
                self._drop(path, name, f"{self._new.name} has no core criteria", word)


def _names(standard: Standard) -> set[str]:
    return {*(area.id for area in standard.areas), *standard.capabilities, *cell_references(standard)}


def _parts(answer: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What stands in a mapping but for its remark, which stays."""
    return ((key, said) for key, said in answer.items() if key != NOTE)


def _statement(cell: Cell | None, level: int) -> str:
    return _words(cell.statements.get(level, "")) if cell else ""


def _words(text: str) -> str:
    """What counts in a text: spelling of spaces and capitals does not."""
    return " ".join(text.casefold().split())


def _entries(data: Mapping[str, Any], path: Sequence[str]) -> list[tuple[str, Any]]:
    """Names and what is said of them in the mapping at `path`; nothing where no mapping is."""
    found = value_at(data, path)
    return list(found.items()) if isinstance(found, Mapping) else []
