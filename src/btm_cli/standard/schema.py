"""The files of a standard as pydantic models, key for key as `formats.md` has them.

In: parsed YAML. Out: validated `StandardFile` and `CapabilityFile`; `standard.load` turns them into the domain
model. Only loading YAML needs this module: the compiled standard does without.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BeforeValidator,
    Field,
    PlainValidator,
    SerializerFunctionWrapHandler,
    StrictBool,
    StrictInt,
    WithJsonSchema,
    model_serializer,
)

from btm_cli.fields import FileModel, Id, LevelNumber, Number, NumberFromZero, PositiveNumber, Share, Text
from btm_cli.validation import coded, describe


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_ONE_OR_MANY: dict[str, Any] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


def _level_key(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 3 and str(int(value)) == value:
        return int(value)
    raise coded("wrong-value", f"{describe(value)} is not a level")


def _points_key(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 3:
        return int(value)
    raise coded("wrong-value", f"{describe(value)} is not a number of points")


def _letter(value: Any) -> str:
    if isinstance(value, str) and len(value) == 1 and "a" <= value <= "z":
        return value
    raise coded("wrong-value", f"{describe(value)} is not a criterion's letter", "use a, b, c, ...")


Words = list[Text]
LevelKey = Annotated[int, PlainValidator(_level_key), WithJsonSchema({"type": "integer"})]
CriterionLetter = Annotated[str, PlainValidator(_letter), WithJsonSchema({"type": "string", "pattern": "^[a-z]$"})]


Basis = Literal["source", "derived"]
SHORTEST_NAME = 21
"""Characters of a `short` name at most, for narrow places."""
Short = Annotated[Text, Field(max_length=SHORTEST_NAME)]
Months = Annotated[StrictInt, Field(ge=0, le=120)]


class GrownModel(FileModel):
    """A record that has gained keys since the format's first edition: one that is left out leaves no trace in the
    canonical content, so that a standard which does not use it keeps its digest.
    """

    LATER: ClassVar[frozenset[str]] = frozenset()

    @model_serializer(mode="wrap")
    def _without_unused(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields = type(self).model_fields
        unused = {
            name for name in self.LATER if getattr(self, name) == fields[name].get_default(call_default_factory=True)
        }
        data: dict[str, Any] = handler(self)
        return {key: value for key, value in data.items() if key not in unused}


class NamedModel(GrownModel):
    """What has a name: in short for narrow places, and whether the name is a source's or derived, with a note."""

    LATER = frozenset({"short", "basis", "note"})

    short: Short | None = None
    basis: Basis | None = None
    note: Text | None = None


class LevelEntry(NamedModel):
    """One maturity level; `short_meaning` is its meaning in one sentence."""

    LATER = NamedModel.LATER | {"short_meaning"}

    level: LevelNumber
    name: Text
    meaning: Text
    short_meaning: Text | None = None


class DimensionEntry(GrownModel):
    """One dimension; `follows` names those whose step to a level comes before its own."""

    LATER = frozenset({"follows"})

    id: Id
    name: Text
    weight: PositiveNumber = Field(default=Fraction(1))
    aliases: list[Id] = []
    follows: list[Id] = []
    meaning: Text


class AreaEntry(NamedModel):
    """One functional area with its capabilities, in order."""

    id: Id
    name: Text
    weight: PositiveNumber = Field(default=Fraction(1))
    aliases: list[Id] = []
    audience: Words = []
    capabilities: list[Id] = Field(min_length=1)


class AskEntry(FileModel):
    """What a state asks for beside score and floor: a share of the claims that bear a theme at some levels."""

    theme: Id
    levels: list[LevelNumber] = Field(min_length=1)
    share: Share
    basis: Basis | None = None


class StageEntry(FileModel):
    """A name for print within a state, from a score on."""

    from_score: Number = Field(alias="from")
    name: Text


class StateEntry(NamedModel):
    """One state an enterprise can be in."""

    LATER = NamedModel.LATER | {"asks", "stages"}

    id: Id
    name: Text
    from_score: Number = Field(alias="from")
    floor: LevelNumber
    target_level: LevelNumber | None = None
    asks: list[AskEntry] = []
    stages: list[StageEntry] = []
    meaning: Text


class ThemeEntry(FileModel):
    """What claims in many places have in common."""

    id: Id
    name: Text
    meaning: Text


class TermEntry(FileModel):
    """A word of the claims, settled once; `also` lists other ways it is said."""

    id: Id
    also: Words = []
    meaning: Text


class EffortScaleEntry(FileModel):
    """What a point of effort is worth, and what each step of the scale stands for."""

    unit: Text
    per_point: PositiveNumber
    steps: dict[Annotated[int, PlainValidator(_points_key), WithJsonSchema({"type": "integer"})], Text] = {}


class EvidenceKindEntry(FileModel):
    """Whom and what to ask for."""

    id: Id
    name: Text


class SourceEntry(FileModel):
    """Where facts come from."""

    id: Id
    title: Text
    year: StrictInt | None = None
    note: Text = ""


class StandardFile(GrownModel):
    """`standard.yaml`."""

    LATER = frozenset({"themes", "terms", "effort_scale", "rating_meanings", "evidence_kinds", "roll_up"})

    id: Id
    edition: Text
    title: Text
    levels: list[LevelEntry] = Field(min_length=2)
    dimensions: list[DimensionEntry] = Field(min_length=1)
    areas: list[AreaEntry] = Field(min_length=1)
    rating_scale: dict[Id, Number] = Field(min_length=2)
    level_rule: Literal["staged", "cumulative"] = "staged"
    achieved_above: Number = Field(default=Fraction(17, 20))
    every_at_least: Id | None = None
    capability_level: Literal["weakest", "mean"] = "weakest"
    imbalance_at: NumberFromZero = Field(default=Fraction(3, 2))
    least_effort: PositiveNumber = Field(default=Fraction(1, 2))
    states: list[StateEntry] = []
    themes: list[ThemeEntry] = []
    terms: list[TermEntry] = []
    effort_scale: EffortScaleEntry | None = None
    rating_meanings: dict[Id, Text] = {}
    evidence_kinds: list[EvidenceKindEntry] = []
    roll_up: Literal["by-area", "flat"] = "by-area"
    sources: list[SourceEntry] = []
    notice: Text = ""


class BodyEntry(FileModel):
    """A body or role that takes part in a capability."""

    name: Text
    kind: Literal["participative", "centralized", "needs-based"]
    role: Literal["decides", "prepares", "advises"]


class RequirementEntry(FileModel):
    """What another capability must have reached first."""

    capability: Id
    for_level: LevelNumber = Field(alias="for")
    needs: LevelNumber
    why: Text
    basis: Literal["source", "derived"]


class ReferenceEntry(FileModel):
    """A pointer into another framework."""

    framework: Id
    id: Text
    confidence: Literal["read", "recalled"]


class EvidenceItemEntry(FileModel):
    """A piece of evidence with its kind."""

    text: Text
    kind: Id


class CriterionEntry(GrownModel):
    """One auditable claim.

    `takes`: the months that the practice must run before the claim can be shown. `if_none`: what the answer is worth
    where there was no case, the top rating or n/a. `core`: the one that stands for its level in a first reading.
    """

    LATER = frozenset({"takes", "if_none", "themes", "core"})

    claim: Text
    evidence: list[Text | EvidenceItemEntry] = []
    effort: PositiveNumber = Field(default=Fraction(1))
    weight: NumberFromZero = Field(default=Fraction(1))
    takes: Months = 0
    if_none: Text | None = None
    themes: list[Id] = []
    core: StrictBool = False
    replaces: Annotated[Words, BeforeValidator(_one_or_many), WithJsonSchema(_ONE_OR_MANY)] = []
    split_from: Text | None = None


class CellLevelEntry(FileModel):
    """What one level looks like in one cell."""

    statement: Text
    criteria: dict[CriterionLetter, CriterionEntry] = {}


class CapabilityFile(NamedModel):
    """`<area>/<capability>.yaml`; `levels` says in one sentence what each level of the whole looks like."""

    LATER = NamedModel.LATER | {"levels"}

    id: Id
    name: Text
    aliases: list[Text] = []
    purpose: Text
    levels: dict[LevelKey, Text] = {}
    decisions: Words = []
    bodies: list[BodyEntry] = []
    concerns: Words = []
    metrics: Words = []
    weight: PositiveNumber = Field(default=Fraction(1))
    requires: list[RequirementEntry] = []
    references: list[ReferenceEntry] = []
    dimensions: dict[Id, dict[LevelKey, CellLevelEntry]] | None = None
