"""The files of a standard as pydantic models, key for key as `formats.md` has them.

In: parsed YAML. Out: validated `StandardFile` and `CapabilityFile`; `standard.load` turns them into the domain
model. Only loading YAML needs this module: the compiled standard does without.
"""

from fractions import Fraction
from typing import Literal

from pydantic import Field, StrictBool, StrictInt

from btm_cli.fields import FileModel, Id, LevelNumber, Number, NumberFromZero, PositiveNumber, Share, Text
from btm_cli.standard.schema_parts import (
    Basis,
    CriterionLetter,
    FormerIds,
    GrownModel,
    LevelKey,
    Months,
    NamedModel,
    PointsKey,
    Words,
)


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
    steps: dict[PointsKey, Text] = {}


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
    where there was no case, the top rating or n/a. `core`: the one that stands for its level in a first reading. `who`:
    who acts, and who must agree.
    """

    LATER = frozenset({"who", "takes", "if_none", "themes", "core"})

    claim: Text
    evidence: list[Text | EvidenceItemEntry] = []
    effort: PositiveNumber = Field(default=Fraction(1))
    weight: NumberFromZero = Field(default=Fraction(1))
    who: Text | None = None
    takes: Months = 0
    if_none: Text | None = None
    themes: list[Id] = []
    core: StrictBool = False
    replaces: FormerIds = []
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
