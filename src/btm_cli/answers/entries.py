"""What a right answers file says, as plain records; read without pydantic, whose import would double the start-up.

In: parsed YAML. Out: `AnswersEntry`, or None where anything at all looks wrong: then `answers.schema` says what. Both
accept exactly the same files, which a property test holds them to; see docs/decisions/0007-right-files-first.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date as Day
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from btm_cli.exact import exact

NOT_APPLICABLE = "n/a"
NOTHING: Mapping[str, Any] = MappingProxyType({})

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
SIDES = ("business", "technology", "independent")

Read = Callable[[Any], Any]


class UnitEntry(NamedTuple):
    """The part of the enterprise this file is about."""

    name: str
    weight: Fraction | None = None


class AssessorEntry(NamedTuple):
    """Who answered, and in a consensus on whose behalf."""

    name: str
    side: str | None = None
    respondents: tuple[str, ...] = ()


class TargetEntry(NamedTuple):
    """A state or a level to reach, with exceptions and dates."""

    state: str | None = None
    level: int | None = None
    levels: Mapping[str, int] = NOTHING
    deadlines: Mapping[str, Day] = NOTHING


class PlanEntry(NamedTuple):
    """Steps the plan must place in an iteration or leave out."""

    pin: Mapping[str, int] = NOTHING
    exclude: tuple[str, ...] = ()


class EvidenceEntry(NamedTuple):
    """One piece of evidence in the register."""

    title: str
    date: Day
    path: str | None = None
    url: str | None = None
    sha256: str | None = None
    valid_until: Day | None = None
    owner: str | None = None


class CriterionEntry(NamedTuple):
    """The answer to one criterion, with what backs it."""

    rating: str
    evidence: tuple[str, ...] = ()
    note: str | None = None
    verified_by: str | None = None
    reason: str | None = None
    approved_by: str | None = None


class ClaimEntry(NamedTuple):
    """A maturity level stated outright."""

    level: int
    evidence: tuple[str, ...] = ()
    note: str | None = None
    verified_by: str | None = None


class NotApplicableEntry(NamedTuple):
    """A whole cell or capability that is n/a."""

    rating: str
    reason: str | None = None
    approved_by: str | None = None
    note: str | None = None


class AnswersEntry(NamedTuple):
    """A whole file. `answers` holds, by capability, None, a level, an entry, or a mapping of such by dimension."""

    standard: str
    enterprise: str
    assessed_on: Day
    answers: Mapping[str, Any] | None
    schema_: str | None = None
    unit: str | UnitEntry | None = None
    period: str | None = None
    answered_by: AssessorEntry | None = None
    scope: tuple[str, ...] = ()
    target: str | int | TargetEntry | None = None
    importance: Mapping[str, int] = NOTHING
    capacity: Fraction | None = None
    plan: PlanEntry | None = None
    owners: Mapping[str, str] = NOTHING
    evidence_root: str = "."
    evidence: Mapping[str, EvidenceEntry] = NOTHING


def read_entries(data: Any) -> AnswersEntry | None:
    """The records of a file that is right in every detail, else None. Never raises."""
    try:
        entry: AnswersEntry = _answers_file(data)
    except _Doubtful:
        return None
    return entry


class _Doubtful(Exception):
    """Something is not plainly right."""


def _record(make: Any, needed: Mapping[str, Read], may: Mapping[str, Read]) -> Read:
    """A reader of mappings that have all the `needed` keys and at most the `may` ones besides.

    `make` is the named tuple of what is read; it is filled by position, which takes half the time of doing so by name.
    """
    fields: tuple[str, ...] = make._fields
    readers = {key: (fields.index(key.replace("$schema", "schema_")), read) for key, read in {**needed, **may}.items()}
    empty = [make._field_defaults.get(name) for name in fields]
    required = tuple(needed)

    def read(value: Any) -> Any:
        if type(value) is not dict:
            raise _Doubtful
        for key in required:
            if key not in value:
                raise _Doubtful
        found = empty.copy()
        for key, item in value.items():
            reader = readers.get(key)
            if reader is None:
                raise _Doubtful
            place, read_item = reader
            found[place] = read_item(item)
        return make._make(found)

    return read


def _or_none(read: Read) -> Read:
    return lambda value: None if value is None else read(value)


def _list_of(read: Read) -> Read:
    def read_list(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise _Doubtful
        return tuple([read(item) for item in value])

    return read_list


def _mapping_of(read: Read, key: Read | None = None) -> Read:
    def read_mapping(value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise _Doubtful
        if key is not None:
            for name in value:
                key(name)
        return {name: read(item) for name, item in value.items()}

    return read_mapping


def _text(value: Any) -> str:
    if type(value) is str and value:
        return value
    raise _Doubtful


def _id(value: Any) -> str:
    if type(value) is str and _ID.fullmatch(value):
        return value
    raise _Doubtful


def _whole(least: int, most: int | None = None) -> Read:
    def read(value: Any) -> int:
        if type(value) is int and value >= least and (most is None or value <= most):
            return value
        raise _Doubtful

    return read


def _day(value: Any) -> Day:
    if type(value) is str and _DATE.fullmatch(value):
        try:
            return Day.fromisoformat(value)
        except ValueError:
            pass
    raise _Doubtful


def _positive(value: Any) -> Fraction:
    try:
        number = exact(value)
    except ValueError:
        raise _Doubtful from None
    if number > 0:
        return number
    raise _Doubtful


def _side(value: Any) -> str:
    if value in SIDES:
        return str(value)
    raise _Doubtful


def _digest(value: Any) -> str:
    if type(value) is str and _SHA256.fullmatch(value):
        return value
    raise _Doubtful


def _evidence(value: Any) -> EvidenceEntry:
    entry: EvidenceEntry = _evidence_record(value)
    one_place = (entry.path is None) != (entry.url is None)
    if (
        one_place
        and (entry.sha256 is None or entry.path)
        and (entry.valid_until is None or entry.valid_until >= entry.date)
    ):
        return entry
    raise _Doubtful


def _target(value: Any) -> str | int | TargetEntry:
    if type(value) is str:
        return _id(value)
    if type(value) is not dict:
        return int(_level(value))
    entry: TargetEntry = _target_record(value)
    if entry.state is not None and entry.level is not None:
        raise _Doubtful
    return entry


def _unit(value: Any) -> str | UnitEntry:
    unit: str | UnitEntry = _unit_record(value) if type(value) is dict else _text(value)
    return unit


def _criterion(value: Any) -> str | CriterionEntry | None:
    if type(value) is str:
        return _text(value)
    answer: CriterionEntry | None = None if value is None else _criterion_record(value)
    return answer


def _cell_or(parts: Read) -> Read:
    """A reader of what a cell or a capability may be: nothing, a level, a claim, n/a, or `parts`."""

    def read(value: Any) -> Any:
        if value is None:
            return None
        if type(value) is not dict:
            return _level(value)
        if "level" in value:
            return _claim_record(value)
        return _not_applicable_record(value) if "rating" in value else parts(value)

    return read


_level = _whole(0, 99)
_texts = _list_of(_text)
_text_or_none = _or_none(_text)
_unit_record = _record(UnitEntry, {"name": _text}, {"weight": _or_none(_positive)})
_assessor_record = _record(AssessorEntry, {"name": _text}, {"side": _or_none(_side), "respondents": _texts})
_target_record = _record(
    TargetEntry,
    {},
    {
        "state": _or_none(_id),
        "level": _or_none(_level),
        "levels": _mapping_of(_level, _text),
        "deadlines": _mapping_of(_day, _text),
    },
)
_plan_record = _record(PlanEntry, {}, {"pin": _mapping_of(_whole(1), _text), "exclude": _texts})
_evidence_record = _record(
    EvidenceEntry,
    {"title": _text, "date": _day},
    {
        "path": _text_or_none,
        "url": _text_or_none,
        "sha256": _or_none(_digest),
        "valid_until": _or_none(_day),
        "owner": _text_or_none,
    },
)
_backing = {"evidence": _texts, "note": _text_or_none, "verified_by": _text_or_none}
_reasons = {"reason": _text_or_none, "approved_by": _text_or_none}
_criterion_record = _record(CriterionEntry, {"rating": _text}, {**_backing, **_reasons})
_claim_record = _record(ClaimEntry, {"level": _level}, _backing)
_not_applicable_record = _record(NotApplicableEntry, {"rating": _text}, {**_reasons, "note": _text_or_none})
_answers_file = _record(
    AnswersEntry,
    {
        "standard": _text,
        "enterprise": _text,
        "assessed_on": _day,
        "answers": _or_none(_mapping_of(_cell_or(_mapping_of(_cell_or(_mapping_of(_criterion)))))),
    },
    {
        "$schema": _text_or_none,
        "unit": _or_none(_unit),
        "period": _text_or_none,
        "answered_by": _or_none(_assessor_record),
        "scope": _list_of(_id),
        "target": _or_none(_target),
        "importance": _mapping_of(_whole(1, 5), _text),
        "capacity": _or_none(_positive),
        "plan": _or_none(_plan_record),
        "owners": _mapping_of(_text, _text),
        "evidence_root": _text,
        "evidence": _mapping_of(_evidence, _text),
    },
)
