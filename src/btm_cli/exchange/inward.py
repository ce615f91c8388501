"""Tables -> answers: what people typed, as the data of an answers file, with the cell each part comes from.

In: the rows of a questionnaire by kind and reference, and the `Standard` they were asked for. Out: `Gathered`: data as
an answers file has it, and what could not be understood. What is right in itself but wrong for the standard or for
the file (an unknown evidence key, n/a without a reason) is left to the checks every answers file goes through. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from btm_cli.answers.model import NOT_APPLICABLE
from btm_cli.diagnostics import KeyPath, short
from btm_cli.exchange import typed
from btm_cli.exchange.outward import BACKING, NOTE, all_parts
from btm_cli.exchange.tables import FIELDS, KINDS, CellProblem, Given, Kind, Place, Rows, Value
from btm_cli.standard.model import Standard
from btm_cli.validation import did_you_mean

_AS_THEY_ARE = (
    *("standard", "enterprise", "period", "assessed_on", "capacity", "depth", "evidence_root", "$schema"),
    NOTE,
)
"""Fields that are keys of the file, with the same values."""


class Gathered(NamedTuple):
    """An answers file's data as the tables have it; `places` says which cell each part comes from."""

    data: dict[str, Any]
    places: dict[KeyPath, Place]
    problems: list[CellProblem]


def gather(rows: Rows, standard: Standard) -> Gathered:
    """Read every row. The order of rows means nothing, but for evidence, whose order is kept."""
    gatherer = _Gatherer(rows, standard)
    gatherer.headline()
    gatherer.aims()
    gatherer.evidence()
    gatherer.answers()
    gatherer.strangers()
    return Gathered(gatherer.data, gatherer.places, gatherer.problems)


class _Gatherer:
    def __init__(self, rows: Rows, standard: Standard) -> None:
        self.data: dict[str, Any] = {}
        self.places: dict[KeyPath, Place] = {}
        self.problems: list[CellProblem] = []
        self._rows = rows
        self._standard = standard
        self._left = dict.fromkeys(rows)
        self._forms: dict[str, Callable[[Value], Any]] = {
            "text": typed.text,
            "number": typed.number,
            "date": typed.day,
            "whole": typed.whole,
            "yes": typed.yes,
            "word": lambda value: typed.text(value).strip().casefold(),
            "level": lambda value: typed.level(value, standard),
            "aim": lambda value: typed.aim(value, standard),
        }

    # -- one cell

    def _row(self, kind: str, reference: str) -> Given | None:
        self._left.pop((kind, reference), None)
        return self._rows.get((kind, reference))

    def _read(self, row: Given | None, key: str, understand: Callable[[Value], Any]) -> Any:
        """What a cell says; None where it is blank or says nothing certain, which is then a problem."""
        value = row.values.get(key) if row is not None else None
        if row is None or value is None or typed.is_blank(value):
            return None
        try:
            return understand(value)
        except typed.NotUnderstood as doubt:
            self._problem(doubt.code, doubt.message, row.place(key), doubt.hint)
            return None

    def _problem(self, code: str, message: str, place: Place, hint: str | None = None) -> None:
        self.problems.append(CellProblem(code, message, place, hint))

    # -- the headline

    def headline(self) -> None:
        """The fields of the file's head; what is empty is left out, but for the date, which is then open."""
        said: dict[str, Any] = {}
        for field in FIELDS:
            row = self._row("headline", field.reference)
            value = self._read(row, "answer", self._forms[field.form])
            if row is not None:
                self._place((field.reference,), row, "answer")
            if value is not None:
                said[field.reference] = value
        for name in _AS_THEY_ARE:
            if name in said:
                self.data[name] = said[name]
        self.data.setdefault("standard", said.get("questions"))
        self.data.setdefault("assessed_on", None)
        if "enterprise" not in said:
            row = self._rows.get(("headline", "enterprise"))
            place = row.place("answer") if row is not None else Place("", 1, 1)
            if not any(problem.place == place for problem in self.problems):
                self._problem("missing-key", "`enterprise` is missing", place, "write the enterprise's name")
        self._together("unit", "unit/weight", "weight", said)
        self._together("answered_by", "answered_by/side", "side", said)
        if "target" in said:
            self.data["target"] = said["target"]

    def _together(self, name: str, other: str, key: str, said: Mapping[str, Any]) -> None:
        """A field that becomes a mapping with a second one: of the unit only where there is one."""
        parts = {"name": said.get(name), key: said.get(other)}
        parts = {part: value for part, value in parts.items() if value is not None}
        if parts:
            self.data[name] = parts["name"] if name == "unit" and parts.keys() == {"name"} else parts
        for part, field in (("name", name), (key, other)):
            if (field,) in self.places:
                self.places[name, part] = self.places[field,]

    def _place(self, path: KeyPath, row: Given, key: str) -> None:
        self.places[path] = row.place(key)

    # -- targets and plan

    def aims(self) -> None:
        """Scope, importance, owners, target levels, deadlines and the plan's wishes, by part of the standard."""
        found: dict[str, dict[str, Any]] = {column.key: {} for column in KINDS["aims"].columns if column.edit}
        paths: dict[str, KeyPath] = {
            "importance": ("importance",),
            "owner": ("owners",),
            "target_level": ("target", "levels"),
            "deadline": ("target", "deadlines"),
            "iteration": ("plan", "pin"),
        }
        for reference, _, _ in all_parts(self._standard):
            row = self._row("aims", reference)
            if row is None:
                continue
            for column in KINDS["aims"].columns:
                if not column.edit:
                    continue
                value = self._read(row, column.key, self._forms[column.form])
                if value is None or value is False:
                    continue
                found[column.key][reference] = value
                if column.key in paths:
                    self._place((*paths[column.key], reference), row, column.key)
        scope, excluded = list(found["in_scope"]), list(found["left_out"])
        lists: list[tuple[KeyPath, list[str], str]] = [
            (("scope",), scope, "in_scope"),
            (("plan", "exclude"), excluded, "left_out"),
        ]
        for path, names, key in lists:
            for index, name in enumerate(names):
                self._place((*path, index), self._rows["aims", name], key)
        self._put(("scope",), scope)
        for key, path in paths.items():
            if found[key] and path[0] == "target" and not isinstance(self.data.get("target", {}), dict):
                plain = self.data["target"]
                self.data["target"] = {"level" if isinstance(plain, int) else "state": plain}
                self.places["target", next(iter(self.data["target"]))] = self.places["target",]
            self._put(path, found[key])
        self._put(("plan", "exclude"), excluded)

    def _put(self, path: KeyPath, value: Any) -> None:
        """Set what is not empty."""
        if not value:
            return
        inside = self.data
        for part in path[:-1]:
            inside = inside.setdefault(str(part), {})
        inside[str(path[-1])] = value

    # -- evidence

    def evidence(self) -> None:
        """The register, in the order of its rows."""
        register: dict[str, Any] = {}
        columns = [column for column in KINDS["evidence"].columns if column.edit and column.key != "reference"]
        for (kind, reference), row in self._rows.items():
            if kind != "evidence":
                continue
            self._row(kind, reference)
            self._place(("evidence", reference), row, "reference")
            entry: dict[str, Any] = {}
            for column in columns:
                self._place(("evidence", reference, column.key), row, column.key)
                value = self._read(row, column.key, self._forms[column.form])
                if value is not None:
                    entry[column.key] = value
            register[reference] = entry
        self._put(("evidence",), register)

    # -- answers

    def answers(self) -> None:
        """Every capability, cell and criterion that has an answer, in the standard's order."""
        answers: dict[str, Any] = {}
        self.data["answers"] = answers
        for capability in self._standard.ordered_capabilities():
            path: KeyPath = ("answers", capability.id)
            cells: dict[str, Any] = {}
            whole, remark = self._entry(capability.id, path, typed.level_of_all)
            for dimension in self._standard.dimensions:
                cell = self._standard.cell(capability.id, dimension.id)
                if cell is None:
                    continue
                reference = f"{capability.id}/{dimension.id}"
                inner = (*path, dimension.id)
                entry, noted = self._entry(reference, inner, typed.level_or_word)
                parts: dict[str, Any] = {}
                for criterion in cell.all_criteria():
                    inmost = (*inner, criterion.id)
                    one, beside = self._entry(f"{reference}/{criterion.id}", inmost, typed.rating)
                    if one is not None or beside:
                        parts[criterion.id] = one if one is not None else beside
                self._one_of(reference, entry, parts, "criteria")
                if entry is not None or noted or parts:
                    cells[dimension.id] = entry if entry is not None else noted | parts
            self._one_of(capability.id, whole, cells, "cells")
            if whole is not None or remark or cells:
                answers[capability.id] = whole if whole is not None else remark | cells

    def _one_of(self, reference: str, whole: Any, parts: Mapping[str, Any], noun: str) -> None:
        if whole is not None and parts:
            message = f"`{reference}` is answered as a whole, and so are its {noun}: {', '.join(list(parts)[:4])}"
            place = self._rows["questions", reference].place("answer")
            self._problem("claim-and-ratings", message, place, f"clear this answer, or those of its {noun}")

    def _entry(
        self, reference: str, path: KeyPath, understand: Callable[[Value, Standard], int | str]
    ) -> tuple[Any, dict[str, str]]:
        """One row's answer in the shortest form an answers file has for it, None where it is open; then its remark."""
        row = self._row("questions", reference)
        if row is None:
            return None, {}
        before = len(self.problems)
        answer = self._read(row, "answer", lambda value: understand(value, self._standard))
        more: dict[str, Any] = {}
        keys = self._read(row, "evidence", typed.keys)
        if keys:
            more["evidence"] = keys
            for index in range(len(keys)):
                self._place((*path, "evidence", index), row, "evidence")
        for key in BACKING:
            value = self._read(row, key, typed.text)
            if value is not None:
                more[key] = value
        for key in more:
            self._place((*path, key), row, key)
        if answer is None:
            needing = [key for key in more if key != NOTE]
            if needing and len(self.problems) == before:
                said = " and ".join(key.replace("_", " ") for key in needing)
                message = f"`{reference}` has {said}, but no answer"
                self._problem("answer-missing", message, row.place("answer"), "answer it, or clear the rest of the row")
            return None, {NOTE: more[NOTE]} if NOTE in more else {}
        self._place(path, row, "answer")
        name = "level" if isinstance(answer, int) else "rating"
        self._place((*path, name), row, "answer")
        return ({name: answer, **more} if more or answer == NOT_APPLICABLE else answer), {}

    # -- rows that nobody asked for

    def strangers(self) -> None:
        """Rows whose reference the standard does not have: a problem where something is written in them."""
        for kind, reference in self._left:
            row = self._rows[kind, reference]
            if kind == "kept" or not _edited(row, KINDS[kind]):
                continue
            known = [name for other, name in self._rows if other == kind and (other, name) not in self._left]
            if kind == "headline":
                known = [field.reference for field in FIELDS]
            hint = did_you_mean(reference, known) or "rows are known by their reference: leave it as it was exported"
            message = f"nothing here is called `{short(reference)}`" if reference else "this row has no reference"
            self._problem("unknown-reference", message, row.place("reference"), hint)


def _edited(row: Given, kind: Kind) -> bool:
    keys = [column.key for column in kind.columns if column.edit]
    return any(not typed.is_blank(row.values.get(key)) for key in keys)
