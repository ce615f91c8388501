"""The answers file as pydantic models, key for key as `formats.md` has it.

In: parsed YAML. Out: `AnswersFile`. What needs the standard (ids, ratings, ranges) is the business of
`answers.against_standard`.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Discriminator, Field, StrictInt, Tag, WithJsonSchema, model_validator

from btm_cli.answers.model import UNKNOWN, Side
from btm_cli.fields import (
    AnyLevel,
    Date,
    FileModel,
    FilledIn,
    Id,
    LevelNumber,
    ListOf,
    PositiveNumber,
    Text,
    level_hint,
)
from btm_cli.validation import coded, describe, did_you_mean


class UnitEntry(FileModel):
    """The part of the enterprise this file is about; `weight` serves roll-ups."""

    name: Text
    weight: PositiveNumber | None = None


class AssessorEntry(FileModel):
    """Who answered; `respondents` are those behind a consensus, who can't verify it either."""

    name: Text
    side: Side | None = None
    respondents: ListOf[Text] = ()


class TargetEntry(FileModel):
    """A state or a level to reach, with exceptions and dates by area, capability or cell."""

    state: Id | None = None
    level: LevelNumber | None = None
    levels: dict[Text, LevelNumber] = {}
    deadlines: dict[Text, Date] = {}

    @model_validator(mode="after")
    def _one_aim(self) -> "TargetEntry":
        if self.state is not None and self.level is not None:
            raise coded("wrong-value", "a target names a state or a level, not both")
        return self


class PlanEntry(FileModel):
    """Steps the plan must place in an iteration (from 1) or leave out; at most so many capabilities an iteration."""

    pin: dict[Text, Annotated[StrictInt, Field(ge=1)]] = {}
    exclude: ListOf[Text] = ()
    focus: Annotated[StrictInt, Field(ge=1)] | None = None


class DayRateEntry(FileModel):
    """What a day of own staff costs."""

    amount: PositiveNumber
    currency: Annotated[Text, Field(pattern="^[A-Z]{3}$")]


class ReportEntry(FileModel):
    """What the report says of its occasion."""

    prepared_for: Text | None = None
    prepared_by: Text | None = None
    meeting: Date | None = None
    status: Text | None = None
    confidentiality: Text | None = None
    summary_note: Text | None = None
    previous: Text | None = None


class EvidenceEntry(FileModel):
    """One piece of evidence in the register."""

    title: Text
    path: Text | None = None
    url: Text | None = None
    sha256: Annotated[Text, Field(pattern="^[0-9a-fA-F]{64}$")] | None = None
    date: Date
    valid_until: Date | None = None
    owner: Text | None = None

    @model_validator(mode="after")
    def _one_place(self) -> "EvidenceEntry":
        if (self.path is None) == (self.url is None):
            found = "neither" if self.path is None else "both"
            raise coded("path-or-url", f"evidence needs exactly one of `path` and `url`; here is {found}")
        if self.sha256 is not None and self.path is None:
            raise coded("path-or-url", "`sha256` goes with a `path`: the content of a url is not read")
        if self.valid_until is not None and self.valid_until < self.date:
            raise coded("wrong-value", "`valid_until` is before `date`")
        return self


class CriterionEntry(FileModel):
    """The answer to one criterion, with what backs it; without a rating, a remark on an open one."""

    rating: Text | None = None
    evidence: ListOf[Text] = ()
    note: Text | None = None
    verified_by: Text | None = None
    reason: Text | None = None
    approved_by: Text | None = None
    case: Literal["none"] | None = None
    profile: Id | None = None


CRITERION_ID = re.compile(r"[0-9]+[a-z]")


def _refuse_ratings(value: Any) -> Any:
    """A cell says one thing: a level (or n/a) or the ratings of its criteria."""
    mixed = [key for key in value if CRITERION_ID.fullmatch(key)] if isinstance(value, dict) else []
    if mixed:
        said = "level" if "level" in value else "rating"
        message = (
            f"a cell has either `{said}` for the whole or ratings by criterion; here are `{said}` and `{mixed[0]}`"
        )
        raise coded("claim-and-ratings", message, f"remove `{said}`, or the ratings")
    return value


class ClaimEntry(FileModel):
    """A maturity level stated outright."""

    _one_kind = model_validator(mode="before")(_refuse_ratings)

    level: LevelNumber
    evidence: ListOf[Text] = ()
    note: Text | None = None
    verified_by: Text | None = None
    source: Literal["conversation"] | None = None


class NotApplicableEntry(FileModel):
    """A whole cell or capability that is n/a, or a cell that was asked and is not known."""

    _one_kind = model_validator(mode="before")(_refuse_ratings)

    rating: Text
    reason: Text | None = None
    approved_by: Text | None = None
    note: Text | None = None
    profile: Id | None = None


def _kind(value: Any) -> str:
    """Which form an answer has; what fits none is treated as a level, whose error says what was expected."""
    match value:
        case None:
            return "[nothing]"
        case str():
            return "[word]"
        case dict() if "level" in value:
            return "[claim]"
        case dict() if "rating" in value:
            return "[entry]"
        case dict():
            return "[parts]"
        case _:
            return "[level]"


def _word_or_entry(value: Any) -> str:
    return "[entry]" if isinstance(value, dict) else "[word]"


def _criterion_kind(value: Any) -> str:
    return "[nothing]" if value is None else _word_or_entry(value)


def _capability_kind(value: Any) -> str:
    return "[level]" if isinstance(value, str) else _kind(value)


_NO_ANSWER: dict[str, Any] = {"propertyNames": {"not": {"enum": ["level", "rating"]}}}
"""In JSON Schema, too, a mapping with a level or a rating is a claim or n/a, and no mapping of parts."""


def _unknown(value: str) -> str:
    if value.casefold() != UNKNOWN:
        hint = did_you_mean(value, (UNKNOWN,)) or level_hint(value)
        raise coded("not-a-level", f"{describe(value)} is not a maturity level", hint)
    return value


_UNKNOWN = f"^({UNKNOWN}|{UNKNOWN.capitalize()}|{UNKNOWN.upper()})$"
CellWord = Annotated[Text, AfterValidator(_unknown), WithJsonSchema({"type": "string", "pattern": _UNKNOWN})]
"""The one word that a whole cell may be: it was asked and is not known."""

Nothing = Annotated[None, Tag("[nothing]")]
CriterionAnswer = Annotated[
    Nothing | Annotated[Text, Tag("[word]")] | Annotated[CriterionEntry, Tag("[entry]")],
    Discriminator(_criterion_kind),
]
CellAnswer = Annotated[
    Nothing
    | Annotated[CellWord, Tag("[word]")]
    | Annotated[LevelNumber, Tag("[level]")]
    | Annotated[ClaimEntry, Tag("[claim]")]
    | Annotated[NotApplicableEntry, Tag("[entry]")]
    | Annotated[dict[str, CriterionAnswer], Field(json_schema_extra=_NO_ANSWER), Tag("[parts]")],
    Discriminator(_kind),
]


class CellsEntry(FileModel):
    """The cells of one capability by dimension, beside a remark on the whole."""

    model_config = ConfigDict(extra="allow", json_schema_extra=_NO_ANSWER)
    __pydantic_extra__: dict[str, CellAnswer] = Field(init=False)

    note: Text | None = None

    @property
    def cells(self) -> dict[str, Any]:
        """What is said of each cell."""
        return self.__pydantic_extra__


CapabilityAnswer = Annotated[
    Nothing
    | Annotated[AnyLevel, Tag("[level]")]
    | Annotated[ClaimEntry, Tag("[claim]")]
    | Annotated[NotApplicableEntry, Tag("[entry]")]
    | Annotated[CellsEntry, Tag("[parts]")],
    Discriminator(_capability_kind),
]


def _target_kind(value: Any) -> str:
    return _word_or_entry(value) if isinstance(value, (str, dict)) else "[level]"


UnitAnswer = Annotated[
    Annotated[Text, Tag("[word]")] | Annotated[UnitEntry, Tag("[entry]")],
    Discriminator(_word_or_entry),
]
TargetAnswer = Annotated[
    Annotated[Id, Tag("[word]")] | Annotated[LevelNumber, Tag("[level]")] | Annotated[TargetEntry, Tag("[entry]")],
    Discriminator(_target_kind),
]


DepthWord = Literal["core", "full"]
DepthAnswer = Annotated[
    Annotated[DepthWord, Tag("[word]")] | Annotated[dict[Id, DepthWord], Tag("[entry]")],
    Discriminator(_word_or_entry),
]


class AnswersFile(FileModel):
    """What one enterprise says, in one file."""

    schema_: Text | None = Field(default=None, alias="$schema")
    standard: Text
    enterprise: FilledIn
    unit: UnitAnswer | None = None
    period: Text | None = None
    assessed_on: Date
    answered_by: AssessorEntry | None = None
    scope: ListOf[Id] = ()
    target: TargetAnswer | None = None
    importance: dict[Text, Annotated[StrictInt, Field(ge=1, le=5)]] = {}
    capacity: PositiveNumber | None = None
    plan: PlanEntry | None = None
    owners: dict[Text, Text] = {}
    capacities: dict[Text, PositiveNumber] = {}
    day_rate: DayRateEntry | None = None
    depth: DepthAnswer = "full"
    profiles: Annotated[ListOf[Id], Field(max_length=3)] = ()
    terms: dict[Id, Text] = {}
    report: ReportEntry | None = None
    note: Text | None = None
    evidence_root: Text = "."
    evidence: dict[Text, EvidenceEntry] = {}
    answers: dict[str, CapabilityAnswer] | None
