"""What editors are told of `answers:` in one edition: every capability, cell and criterion, and what each may be.

In: a standard, and what entries may hold (`Entries`). Out: JSON Schemas (draft-07). The rules between keys that
`answers.cells` has in Python stand here in the words of a schema; the tests hold both to the same verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from btm_cli.answers.cells import rating_words
from btm_cli.answers.model import NO_CASE, NOT_APPLICABLE, UNKNOWN
from btm_cli.render.document.words import words
from btm_cli.standard.model import Capability, Cell, Criterion, Standard

Schema = dict[str, Any]
NULL: Final[Schema] = {"type": "null"}
IS_MAPPING: Final[Schema] = {"patternProperties": {"": True}}
"""Says nothing; by it an editor knows for which of several forms a mapping was meant, and complains of that one."""
TEXT: Final[Schema] = {"type": "string", "pattern": "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]+$"}
NO_CASE_SAID: Final[Schema] = {"required": ["case"], "properties": {"case": {"const": NO_CASE}}}
LEVEL: Final = "level"
NOTE: Final = "note"
"""Definitions that much refers to: a level, a remark."""


class Entries(NamedTuple):
    """The mappings that an answer may be, as schemas of their keys: a level, n/a for a whole, a criterion."""

    claim: Schema
    left_out: Schema
    criterion: Schema


def answer_definitions(standard: Standard, entries: Entries) -> dict[str, Schema]:
    """What answers refer to: levels, claims, n/a and criteria, by name."""
    levels = [one.level for one in standard.levels]
    says = [f"{one.name}. {one.short_meaning or one.meaning}" for one in standard.levels]
    return {
        LEVEL: {"type": "integer", "enum": levels, "enumDescriptions": says},
        NOTE: TEXT | {"type": ["string", "null"]},
        UNKNOWN: in_any_case([UNKNOWN]),
        "claim": _with(entries.claim, level=refer(LEVEL)),
        "not-applicable": _left_out(entries.left_out, unknown=False),
        "cell": _left_out(entries.left_out, unknown=True),
        "criterion": _criterion(standard, entries.criterion, None),
        **{
            _criterion_name(case): _criterion(standard, entries.criterion, case)
            for case in (NOT_APPLICABLE, standard.top_rating)
        },
    }


def answers_schema(standard: Standard, *, hover: bool) -> Schema:
    """All answers of a file: each capability of the standard; `hover`: with the statements and claims as texts."""
    capabilities = {one.id: _capability(standard, one, hover) for one in standard.ordered_capabilities()}
    return {"type": ["object", "null"], "properties": capabilities, "additionalProperties": False}


def refer(name: str) -> Schema:
    """A reference to the definition called `name`."""
    return {"$ref": f"#/definitions/{name}"}


def in_any_case(said: Iterable[str]) -> Schema:
    """Text that is one of the words, in whatever case; what has other letters than ASCII's is left to btm."""
    return {"type": "string", "pattern": f"{_spelt(said)}|[^\\u0000-\\u007f]"}


def _spelt(said: Iterable[str]) -> str:
    """A pattern of these words (lower case) in whatever case."""
    spelt = ("".join(f"[{char}{char.upper()}]" if char.isalpha() else char for char in word) for word in said)
    return f"^({'|'.join(spelt)})$"


def _capability(standard: Standard, capability: Capability, hover: bool) -> Schema:
    cells = {
        one.id: _cell(standard, capability, one.id, cell, hover)
        for one in standard.dimensions
        if (cell := standard.cell(capability.id, one.id)) is not None
    }
    says = words("editor.capability", name=capability.name, purpose=capability.purpose)
    if hover:
        says = _paragraphs(says, capability.levels)
    return {"description": says, "anyOf": [refer(LEVEL), NULL, _parts("not-applicable", cells)]}


def _cell(standard: Standard, capability: Capability, dimension: str, cell: Cell, hover: bool) -> Schema:
    says = words("editor.cell", capability=capability.name, dimension=standard.dimension(dimension).name)
    if hover:
        says = _paragraphs(says, cell.statements)
    criteria = {
        one.id: refer(_criterion_name(one.if_none)) | ({"description": _claim(one)} if hover else {})
        for one in cell.all_criteria()
    }
    unknown = [{"type": "string", "enum": [UNKNOWN]}, refer(UNKNOWN)]
    return {"description": says, "anyOf": [refer(LEVEL), *unknown, NULL, _parts("cell", criteria)]}


def _paragraphs(first: str, levels: Mapping[int, str]) -> str:
    return "\n\n".join([first, *(f"{level} {text}" for level, text in levels.items())])


def _claim(criterion: Criterion) -> str:
    shown = words("starter.shown-by", what=", ".join(criterion.evidence)) if criterion.evidence else ""
    return f"{criterion.id} {criterion.claim}\n\n{shown}".rstrip()


def _parts(entry: str, parts: dict[str, Schema]) -> Schema:
    """A mapping: a claim where it has a level, the entry where it has a rating, else these parts with a note."""
    return {
        "type": "object",
        # Offered as well; the conditions see to it that neither ever stands beside parts.
        "properties": {"level": refer(LEVEL), "rating": {"type": "string"}},
        **IS_MAPPING,
        "if": {"required": ["level"]},
        "then": refer("claim"),
        "else": {
            "if": {"required": ["rating"]},
            "then": refer(entry),
            "else": {"properties": {"note": refer(NOTE)} | parts, "additionalProperties": False},
        },
    }


def _left_out(entry: Schema, *, unknown: bool) -> Schema:
    """A whole that does not apply, or (`unknown`) was asked and is not known."""
    said = [NOT_APPLICABLE, UNKNOWN] if unknown else [NOT_APPLICABLE]
    keys = _with(entry, rating={"anyOf": _words(said, words("editor.whole"))})
    others = {"properties": _only("editor.unknown-alone", "reason", "approved_by", "profile")}
    return keys | _where_rating(NOT_APPLICABLE, _reason(), others)


def _criterion(standard: Standard, entry: Schema, if_none: str | None) -> Schema:
    """A criterion whose answer without a case is `if_none` (None: it has none)."""
    accepted = rating_words(standard.rating_scale)
    said = [*reversed([*standard.rating_scale]), UNKNOWN]
    rating = {"anyOf": [*_words([*said, NOT_APPLICABLE], None, accepted), NULL]}
    worth = [word for word, rating in accepted.items() if rating == if_none]
    has_rating = {"if": {"required": ["rating"], "properties": {"rating": {"type": "string"}}}}
    rated_or_open = has_rating | {"then": _rated(worth), "else": _remark()}
    asked = _where_rating(UNKNOWN, _asked(), rated_or_open)
    rules = _where_rating(NOT_APPLICABLE, _criterion_left_out(if_none == NOT_APPLICABLE), asked)
    return {"anyOf": [*_words(said, words("editor.rating"), accepted), NULL, _with(entry, rating=rating) | rules]}


def _rated(without_case: Sequence[str]) -> Schema:
    """What goes with a rating; `without_case` are those that `case: none` may have, if any."""
    beside = _only("editor.n-a-only", "reason", "approved_by", "profile")
    if not without_case:
        return {"properties": beside | _only("editor.no-case", "case")}
    return {"properties": beside, "if": NO_CASE_SAID, "then": {"properties": {"rating": in_any_case(without_case)}}}


def _criterion_left_out(without_case: bool) -> Schema:
    """N/a has a reason, or (`without_case`) there was no case."""
    reason = _reason()
    if without_case:
        return {"if": NO_CASE_SAID, "else": reason}
    return reason | {"properties": reason["properties"] | _only("editor.no-case", "case")}


def _asked() -> Schema:
    """What was asked and is not known has a note at most."""
    beside = _only("editor.unknown-alone", "verified_by", "reason", "approved_by", "case", "profile")
    return {"properties": beside | {"evidence": {"maxItems": 0}}}


def _remark() -> Schema:
    """A note on an open criterion has nothing beside it."""
    complaint = {"errorMessage": words("editor.open")}
    keys = {"enum": ["note", "rating"]} | complaint
    return {"required": ["note"], "properties": {"note": {"type": "string"}}, "propertyNames": keys} | complaint


def _criterion_name(if_none: str | None) -> str:
    return "criterion" if if_none is None else f"criterion-{if_none.replace('/', '')}-without-case"


def _words(offered: list[str], complaint: str | None = None, accepted: Iterable[str] = ()) -> list[Schema]:
    """The words that are offered, and whatever else is read as one of them."""
    more = {"errorMessage": complaint} if complaint else {}
    return [{"type": "string", "enum": offered} | more, in_any_case([*accepted, *offered])]


def _where_rating(word: str, then: Schema, otherwise: Schema) -> Schema:
    rating = {"type": "string", "pattern": _spelt([word])}
    return {"if": {"required": ["rating"], "properties": {"rating": rating}}, "then": then, "else": otherwise}


def _reason() -> Schema:
    """N/a needs a reason that is not blank."""
    reason = {"type": "string", "pattern": "\\S", "errorMessage": words("editor.reason")}
    return {"required": ["reason"], "properties": {"reason": reason}}


def _only(why: str, *keys: str) -> dict[str, Schema]:
    """None of these keys may say anything, and why."""
    return {key: NULL | {"errorMessage": words(why)} for key in keys}


def _with(entry: Schema, **keys: Schema) -> Schema:
    """The entry with these schemas for some of its keys; their texts stay."""
    properties = entry["properties"]
    return entry | {"properties": properties | {key: _keep_text(properties[key]) | part for key, part in keys.items()}}


def _keep_text(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key == "description"}
