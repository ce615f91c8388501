"""Answers -> tables: every question of the standard, with what the answers file says beside it.

In: a `Standard` and an answers file's data (or none, for a blank questionnaire). Out: `Table`s. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from btm_cli.answers.delta import is_parts
from btm_cli.digest import content_digest
from btm_cli.exchange.tables import FIELDS, FORMAT, TITLES, Row, Table, Value
from btm_cli.exchange.text import join_keys, shown
from btm_cli.exchange.typed import plain, rating
from btm_cli.names import composed
from btm_cli.standard.model import Capability, Standard

NOTE = "note"
BACKING = (NOTE, "reason", "verified_by", "approved_by")


def tables_of(standard: Standard, data: Mapping[str, Any] | None = None) -> list[Table]:
    """The headline, the questions by area, targets and plan, the evidence.

    In: `data` of an answers file that is right (its date may still be open). Out: tables whose rows all have their
    mark; the first two columns and every statement are there for reading only.
    """
    said = data or {"standard": standard.name}
    answers = said.get("answers") or {}
    tables = [Table("headline", TITLES["headline"], [_marked(row) for row in _headline(standard, said)])]
    for area in standard.areas:
        rows: list[Row] = []
        for capability_id in area.capabilities:
            rows += _capability(standard, standard.capabilities[capability_id], answers.get(capability_id))
        tables.append(Table("questions", area.name, [_marked(row) for row in rows]))
    tables.append(Table("aims", TITLES["aims"], [_marked(row) for row in _aims(standard, said)]))
    evidence = (
        Row(key, {name: value for name, value in entry.items() if value is not None}, "evidence")
        for key, entry in said.get("evidence", {}).items()
    )
    tables.append(Table("evidence", TITLES["evidence"], [_marked(row) for row in evidence]))
    return tables


READ_ONLY = frozenset({"kind", "name", "statement", "exported_as"})


def mark_of(values: Mapping[str, Value]) -> str:
    """A short digest of what people may change in a row, in whatever normal form; "" where that is nothing."""
    said = {key: composed(plain(value)) for key, value in values.items() if key not in READ_ONLY and value != ""}
    said.pop("reference", None)
    return f"v{content_digest(said)[:10]}" if said else ""


def _marked(row: Row) -> Row:
    values = {key: shown(value) if isinstance(value, str) else value for key, value in row.values.items()}
    values = {key: value for key, value in values.items() if value != ""}
    mark = mark_of(values)
    reference = shown(row.reference)
    return row._replace(
        reference=reference,
        values={"reference": reference, **values, **({"exported_as": mark} if mark else {})},
    )


def _headline(standard: Standard, said: Mapping[str, Any]) -> Iterator[Row]:
    values = {**_flat(said), "format": FORMAT, "questions": standard.name}
    for field in FIELDS:
        value = values.get(field.reference)
        answer = "" if value is None else value if type(value) is int and -(10**15) < value < 10**15 else str(value)
        yield Row(
            field.reference,
            {"name": field.name, "answer": answer, "statement": field.help},
            style="date" if field.form == "date" else "field",
            choices={"answer": field.choices} if field.choices else {},
            locked=frozenset({"answer"}) if field.locked else frozenset(),
        )


def _flat(said: Mapping[str, Any]) -> dict[str, Any]:
    """The headline's values by field."""
    flat = {field.reference: said.get(field.reference) for field in FIELDS}
    unit, answerer, target = said.get("unit"), said.get("answered_by"), said.get("target")
    if isinstance(said.get("depth"), dict):
        flat["depth"] = None
    if isinstance(unit, dict):
        flat |= {"unit": unit["name"], "unit/weight": unit.get("weight")}
    if answerer is not None:
        flat |= {"answered_by": answerer["name"], "answered_by/side": answerer.get("side")}
    if isinstance(target, dict):
        state = target.get("state")
        flat["target"] = state if state is not None else target.get("level")
    return flat


def _capability(standard: Standard, capability: Capability, said: Any) -> Iterator[Row]:
    """A capability's own row, then each cell's, each followed by its criteria's."""
    cells = parts_of(said)
    about = {"kind": "capability", "name": capability.name, "statement": capability.purpose}
    yield Row(capability.id, about | _answer(said, standard), "capability", {"answer": "levels"})
    for dimension in standard.dimensions:
        cell = standard.cell(capability.id, dimension.id)
        if cell is None:
            continue
        reference = f"{capability.id}/{dimension.id}"
        entry = cells.get(dimension.id)
        parts = parts_of(entry)
        statement = "\n".join(f"{level}  {cell.statements[level]}" for level in sorted(cell.statements))
        about = {"kind": "cell", "name": dimension.name, "statement": statement}
        yield Row(reference, about | _answer(entry, standard), "cell", {"answer": "cells"})
        for criterion in cell.all_criteria():
            about = {"kind": "criterion", "name": f"Level {criterion.level}", "statement": criterion.claim}
            answer = _answer(parts.get(criterion.id), standard)
            yield Row(f"{reference}/{criterion.id}", about | answer, "criterion", {"answer": "ratings"})


def parts_of(said: Any) -> Mapping[str, Any]:
    """What is said of the parts of a capability or a cell; nothing where it is answered as a whole."""
    return said if is_parts(said) else {}


def _answer(said: Any, standard: Standard) -> dict[str, str | int]:
    """The columns of one answer, whatever form it has; of what is answered in parts, the remark on the whole."""
    if said is None:
        return {}
    if not isinstance(said, dict):
        return {"answer": _word(said, standard)}
    if is_parts(said):
        note = said.get(NOTE)
        return {NOTE: note} if isinstance(note, str) else {}
    answer = said["level"] if "level" in said else said["rating"]
    values: dict[str, str | int] = {"answer": _word(answer, standard), "evidence": join_keys(said.get("evidence", []))}
    return values | {key: said[key] for key in BACKING if said.get(key) is not None}


def _word(answer: int | str, standard: Standard) -> str | int:
    return answer if isinstance(answer, int) else rating(answer, standard)


def _aims(standard: Standard, said: Mapping[str, Any]) -> Iterator[Row]:
    """What is wanted of each area, capability and cell."""
    target = said.get("target")
    target = target if isinstance(target, dict) else {}
    plan = said.get("plan") or {}
    columns: dict[str, Mapping[str, Any]] = {
        "in_scope": dict.fromkeys(said.get("scope", []), "yes"),
        "importance": said.get("importance", {}),
        "owner": said.get("owners", {}),
        "target_level": target.get("levels", {}),
        "deadline": target.get("deadlines", {}),
        "iteration": plan.get("pin", {}),
        "left_out": dict.fromkeys(plan.get("exclude", []), "yes"),
    }
    choices = {"in_scope": "yes", "left_out": "yes", "importance": "importance", "target_level": "numbers"}
    for reference, kind, name in all_parts(standard):
        locked = {"area": {"importance"}, "capability": set[str](), "cell": {"importance", "in_scope"}}[kind]
        values = {key: _number_or_text(column[reference]) for key, column in columns.items() if reference in column}
        open_choices = {key: choice for key, choice in choices.items() if key not in locked}
        yield Row(reference, {"kind": kind, "name": name} | values, kind, open_choices, frozenset(locked))


def _number_or_text(value: Any) -> str | int:
    return value if isinstance(value, int) and value < 10**15 else str(value)


def all_parts(standard: Standard) -> Iterator[tuple[str, str, str]]:
    """Every area, capability and cell that wishes can be about: its reference, kind and name."""
    for area in standard.areas:
        yield area.id, "area", area.name
        for name in area.capabilities:
            capability = standard.capabilities[name]
            yield name, "capability", capability.name
            for dimension in standard.dimensions:
                yield f"{name}/{dimension.id}", "cell", f"{capability.name}, {dimension.name}"
