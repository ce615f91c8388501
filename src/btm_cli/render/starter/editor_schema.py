"""The JSON Schema by which editors check and complete the answers files of one edition.

In: the edition's standard, what each key says. Out: a schema (draft-07, which every editor reads) as plain data: the
general one of all answers files, made exact by the edition's names, and by the rules that need no other file. It names
the edition, its digest and its own form, by which `btm validate` tells whether a schema that is there is still right.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from btm_cli.answers.model import CORE, DEFAULT, FULL
from btm_cli.render.document.words import words
from btm_cli.render.starter.editor_answers import (
    LEVEL,
    NULL,
    TEXT,
    Entries,
    Schema,
    answer_definitions,
    answers_schema,
    refer,
)
from btm_cli.render.wire.schemas import schema as general_schema
from btm_cli.standard.model import Standard

FORM: Final = 1
"""Raise it with whatever an older schema would refuse and btm accepts, or the other way round."""
_OURS: Final = "urn:btm:answers:"
_ABOUT: Final = re.compile(r"(.+), digest ([0-9a-f]+), form ([0-9]{1,9})(, hover)?")
_RELATIVE: Final = r"^(?![/\\~]|[^/\\]:)"
"""As `files.relative_parts` has it; whether a relative path leads out of the evidence root only its folder can say."""
_DATE: Final = (
    "^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$"
)
"""A day, but for 29 February; what editors call the format of a date knows no months."""

Says = Mapping[str, Mapping[str, str]]
"""What each key of an answers file says, by the heading (in lower case) of its table in docs/answers-file.md."""
_TABLES: Final[Mapping[str, str]] = {
    "AnswersFile": "the file",
    "UnitEntry": "unit",
    "AssessorEntry": "answered_by",
    "TargetEntry": "target",
    "PlanEntry": "plan",
    "DayRateEntry": "day_rate",
    "ReportEntry": "report",
    "EvidenceEntry": "evidence",
    "ClaimEntry": "a level that is claimed",
    "NotApplicableEntry": "a capability or cell that does not apply",
    "CriterionEntry": "a criterion",
}
"""The table for each model."""
_ELSEWHERE: Final = ("AnswersFile", "ClaimEntry", "NotApplicableEntry", "CriterionEntry")
"""Models that are no definitions of their own here."""


def editor_schema(standard: Standard, says: Says, *, hover: bool = False) -> Schema:
    """The schema of answers files on `standard`; with `hover` it holds statements and claims for editors to show."""
    general = general_schema("answers")
    file = _plain({key: general[key] for key in ("type", "properties", "required", "additionalProperties")})
    models = {name: _plain(part) for name, part in general["$defs"].items()} | {"AnswersFile": file}
    for name, table in _TABLES.items():
        _explain(models[name], says[table])
    entries = Entries(models["ClaimEntry"], models["NotApplicableEntry"], models["CriterionEntry"])
    _name(standard, file["properties"], models)
    definitions = _names(standard) | answer_definitions(standard, entries)
    definitions |= {name: models[name] for name in _TABLES if name not in _ELSEWHERE}
    file["properties"]["answers"] |= answers_schema(standard, hover=hover)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"{_OURS}{standard.id}:{quote(standard.edition)}",
        "title": standard.name,
        "$comment": f"{standard.name}, digest {standard.digest}, form {FORM}{', hover' if hover else ''}",
        **file,
        "definitions": definitions,
    }


class About(NamedTuple):
    """What a schema was written for."""

    standard: str
    digest: str
    form: int
    hover: bool = False


def about(schema: object) -> About | None:
    """Which edition a schema is of; None where it is none of ours. A general one has an empty name."""
    if not isinstance(schema, dict) or not str(schema.get("$id")).startswith(_OURS):
        return None
    found = _ABOUT.fullmatch(str(schema.get("$comment")))
    return About(found[1], found[2], int(found[3]), bool(found[4])) if found else About("", "", 0)


def _plain(schema: Mapping[str, Any]) -> Schema:
    """A part of the general schema without pydantic's titles and defaults, and with one union for nested ones."""
    found: Schema = {}
    for key, value in schema.items():
        if key == "properties":
            found[key] = {name: _plain(part) for name, part in value.items()}
        elif key in ("anyOf", "oneOf"):
            found |= _union([_plain(one) for one in value])
        elif key == "$ref":
            found |= refer(value.rpartition("/")[2])
        elif key not in ("title", "default", "description"):
            found[key] = _plain(value) if isinstance(value, dict) else value
    if found.get("format") == "date":
        found |= {"pattern": _DATE, "errorMessage": words("editor.date")}
    elif found.get("type") == "string" and found.get("minLength") == 1 and "pattern" not in found:
        return TEXT | {"errorMessage": words("editor.text")}
    return found


def _union(options: list[Schema]) -> Schema:
    flat = [inner for one in options for inner in (one["anyOf"] if one.keys() == {"anyOf"} else [one])]
    others = [one for one in flat if one != NULL]
    if len(others) == 1 < len(flat) and "type" in others[0] and not {"const", "enum"} & others[0].keys():
        return others[0] | {"type": [others[0]["type"], "null"]}
    return {"anyOf": flat}


def _explain(model: Schema, says: Mapping[str, str]) -> None:
    for key, part in model["properties"].items():
        if key in says:
            part["description"] = says[key]


def _names(standard: Standard) -> dict[str, Schema]:
    """The ids that a file may write in more than one place, each list once."""
    areas = [one.id for one in standard.areas]
    capabilities = [one.id for one in standard.ordered_capabilities()]
    cells = [f"{capability}/{one.id}" for capability in capabilities for one in standard.dimensions]
    return {
        "state": _one_of({one.id: f"{one.name}. {one.meaning}" for one in standard.states}),
        "capability": _one_of(capabilities),
        "part": _one_of([*areas, *capabilities]),
        "reference": _one_of([*areas, *capabilities, *cells]),
        "profile": _one_of(standard.profiles),
    }


def _one_of(ids: Collection[str]) -> Schema:
    """One of these; a mapping has a text for each. Where there are none, nothing will do."""
    if not ids:
        return {"not": {}, "errorMessage": words("editor.has-none")}
    texts = {"enumDescriptions": [*ids.values()]} if isinstance(ids, Mapping) else {}
    return {"type": "string", "enum": [*ids]} | texts


def _name(standard: Standard, file: dict[str, Schema], models: dict[str, Schema]) -> None:
    """Put the edition's names into the places where files write them, and the rules between keys beside them."""
    target, plan, evidence = models["TargetEntry"], models["PlanEntry"]["properties"], models["EvidenceEntry"]
    depths = [FULL, CORE] if standard.has_core else [FULL]
    file["standard"] |= {"const": standard.name, "errorMessage": words("editor.edition", standard=standard.name)}
    file["scope"]["items"] = refer("part")
    file["target"]["anyOf"] = [refer("state"), refer(LEVEL), refer("TargetEntry"), NULL]
    file["importance"]["propertyNames"] = refer("capability")
    file["owners"]["propertyNames"] = refer("reference")
    file["profiles"] |= {"items": refer("profile"), "uniqueItems": True}
    file["terms"]["propertyNames"] = _one_of({one.id: one.meaning for one in standard.terms})
    by_capability = {one.id: {"enum": depths} for one in standard.ordered_capabilities()}
    file["depth"]["anyOf"] = [
        {"enum": depths},
        {"type": "object", "properties": {DEFAULT: {"enum": depths}} | by_capability, "additionalProperties": False},
    ]
    plan["pin"]["propertyNames"] = refer("reference")
    plan["exclude"]["items"] = refer("reference")
    aims = target["properties"]
    aims["levels"] |= {"propertyNames": refer("reference"), "additionalProperties": refer(LEVEL)}
    aims["deadlines"]["propertyNames"] = refer("reference")
    aims["state"] = _or_null(aims["state"], refer("state"))
    aims["level"] = _or_null(aims["level"], refer(LEVEL))
    target |= _where("state", then={"level": NULL | {"errorMessage": words("editor.one-aim")}})
    for model in ("NotApplicableEntry", "CriterionEntry"):
        properties = models[model]["properties"]
        properties["profile"] = _or_null(properties["profile"], refer("profile"))
    one_place = NULL | {"errorMessage": words("editor.one-place")}
    evidence["properties"]["path"] |= {"pattern": _RELATIVE, "errorMessage": words("editor.relative")}
    evidence |= _where("path", then={"url": one_place}, otherwise={"sha256": one_place})
    evidence["else"] |= {"required": ["url"]}
    evidence["else"]["properties"]["url"] = {"type": "string", "errorMessage": words("editor.one-place")}


def _or_null(was: Schema, schema: Schema) -> Schema:
    """`schema`, or null, with the text that the key had."""
    return {key: value for key, value in was.items() if key == "description"} | {"anyOf": [schema, NULL]}


def _where(key: str, then: dict[str, Schema], otherwise: dict[str, Schema] | None = None) -> Schema:
    """What else holds where `key` says something, and where it does not."""
    condition = {"required": [key], "properties": {key: {"type": "string"}}}
    more = {"else": {"properties": otherwise}} if otherwise else {}
    return {"if": condition, "then": {"properties": then}} | more
