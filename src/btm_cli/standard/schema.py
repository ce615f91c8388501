"""The files of a standard as pydantic models, key for key as `formats.md` has them.

In: parsed YAML. Out: validated `StandardFile` and `CapabilityFile`; `standard.load` turns them into the domain
model. Only loading YAML needs this module: the compiled standard does without.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, StrictInt, WithJsonSchema

from btm_cli.fields import FileModel, Id, LevelNumber, Number, NumberFromZero, PositiveNumber, Text
from btm_cli.validation import coded, describe


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _level_key(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 3 and str(int(value)) == value:
        return int(value)
    raise coded("wrong-value", f"{describe(value)} is not a level")


def _letter(value: Any) -> str:
    if isinstance(value, str) and len(value) == 1 and "a" <= value <= "z":
        return value
    raise coded("wrong-value", f"{describe(value)} is not a criterion's letter", "use a, b, c, ...")


Words = list[Text]
LevelKey = Annotated[int, PlainValidator(_level_key), WithJsonSchema({"type": "integer"})]
CriterionLetter = Annotated[str, PlainValidator(_letter), WithJsonSchema({"type": "string", "pattern": "^[a-z]$"})]


class LevelEntry(FileModel):
    """One maturity level."""

    level: LevelNumber
    name: Text
    meaning: Text


class DimensionEntry(FileModel):
    """One dimension."""

    id: Id
    name: Text
    weight: PositiveNumber = Field(default=Fraction(1))
    aliases: list[Id] = []
    meaning: Text


class AreaEntry(FileModel):
    """One functional area with its capabilities, in order."""

    id: Id
    name: Text
    weight: PositiveNumber = Field(default=Fraction(1))
    aliases: list[Id] = []
    audience: Words = []
    capabilities: list[Id] = Field(min_length=1)


class StateEntry(FileModel):
    """One state an enterprise can be in."""

    id: Id
    name: Text
    from_score: Number = Field(alias="from")
    floor: LevelNumber
    target_level: LevelNumber | None = None
    meaning: Text


class SourceEntry(FileModel):
    """Where facts come from."""

    id: Id
    title: Text
    year: StrictInt | None = None
    note: Text = ""


class StandardFile(FileModel):
    """`standard.yaml`."""

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


class CriterionEntry(FileModel):
    """One auditable claim."""

    claim: Text
    evidence: Words = []
    effort: PositiveNumber = Field(default=Fraction(1))
    weight: PositiveNumber = Field(default=Fraction(1))
    replaces: Annotated[Words, BeforeValidator(_one_or_many)] = []
    split_from: Text | None = None


class CellLevelEntry(FileModel):
    """What one level looks like in one cell."""

    statement: Text
    criteria: dict[CriterionLetter, CriterionEntry] = {}


class CapabilityFile(FileModel):
    """`<area>/<capability>.yaml`."""

    id: Id
    name: Text
    aliases: list[Text] = []
    purpose: Text
    decisions: Words = []
    bodies: list[BodyEntry] = []
    concerns: Words = []
    metrics: Words = []
    weight: PositiveNumber = Field(default=Fraction(1))
    requires: list[RequirementEntry] = []
    references: list[ReferenceEntry] = []
    dimensions: dict[Id, dict[LevelKey, CellLevelEntry]] | None = None
