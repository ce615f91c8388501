"""The files beside a standard as pydantic models: the advisor, the crosswalk, the cycle, the benchmarks, and the notes
for those who come from an earlier edition.

In: parsed YAML. Out: `AdvisorFile`, `CrosswalkFile`, `CycleFile`, `BenchmarkFile`, `MigrationNotesFile`, key for key as
they are written.
"""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from btm_cli.fields import FileModel, Id, LevelNumber, ListOf, Number, Text

Points = Annotated[StrictInt, Field(ge=0, le=10)]


class OptionEntry(FileModel):
    """One answer to a question: the points it gives to each state (0 where it names none), and why."""

    id: Id
    text: Text
    points: dict[Id, Points] = Field(min_length=1)
    reason: Text


class QuestionEntry(FileModel):
    """One thing that decides which state suits an enterprise."""

    id: Id
    text: Text
    why: Text
    options: list[OptionEntry] = Field(min_length=2)


class RulesOutEntry(FileModel):
    """An answer that rules states out whatever their points, and what would have to become true to lift the bar."""

    question: Id
    option: Id
    states: ListOf[Id] = Field(min_length=1)
    until: Text


class LiftEntry(FileModel):
    """An answer that asks more of some capabilities than the advised state does."""

    question: Id
    option: Id
    capabilities: ListOf[Id] = Field(min_length=1)


class AdvisorFile(FileModel):
    """`advisor.yaml`; `wording` is by profile, then by question or question/option."""

    questions: list[QuestionEntry] = Field(min_length=1)
    least_answers: Annotated[StrictInt, Field(ge=1)] = 1
    close_below: Number = Fraction(0)
    rules_out: ListOf[RulesOutEntry] = ()
    wording: dict[Id, dict[Text, Text]] = {}
    lifts: ListOf[LiftEntry] = ()


class GuidedQuestionEntry(FileModel):
    """One question to be asked aloud: what to listen for, what each level sounds like, and the cells it resolves."""

    id: Id
    text: Text
    listen_for: Text
    cells: ListOf[Text] = Field(min_length=1)
    answers: dict[Text, Text] = Field(min_length=2)


class GuidedFile(FileModel):
    """`guided.yaml`: at most twelve questions that put a first level into cells."""

    guided: Literal[1]
    questions: list[GuidedQuestionEntry] = Field(min_length=1, max_length=12)


class FrameworkEntry(FileModel):
    """Another public framework."""

    id: Id
    title: Text
    publisher: Text
    note: Text = ""


class MappingEntry(FileModel):
    """An item of a framework that speaks of the same thing as a capability, mostly at `level` where one is given."""

    capability: Id
    level: LevelNumber | None = None
    framework: Id
    id: Text
    confidence: Literal["read", "recalled"]


class CrosswalkFile(FileModel):
    """`crosswalk.yaml`."""

    frameworks: list[FrameworkEntry] = Field(min_length=1)
    mappings: list[MappingEntry]


class BandEntry(FileModel):
    """Scores from `from` (inclusive) to `below` (exclusive, open where not given).

    `share` (0..1) is the part of the enterprises there; `share_below` is for a source that only says "under 1 %".
    """

    name: Text
    from_score: Number = Field(alias="from")
    below: Number | None = None
    share: Number | None = None
    share_below: Number | None = None


class BenchmarkFile(FileModel):
    """`benchmarks/<id>.yaml`: figures somebody else published about other enterprises."""

    id: Id
    title: Text
    source: Text
    year: StrictInt
    population: Text
    caveats: list[Text] = Field(min_length=1)
    bands: list[BandEntry] = Field(min_length=1)


class CycleStepEntry(FileModel):
    """One step of the cycle that every iteration of a roadmap goes through, and what it leaves behind."""

    id: Id
    name: Text
    does: Text
    artifacts: list[Text] = Field(min_length=1)


class CycleFile(FileModel):
    """`cycle.yaml`."""

    steps: list[CycleStepEntry] = Field(min_length=1)


class MigrationNotesFile(FileModel):
    """`editions/migration-<from>-<to>.yaml`: by reference in the newer edition, where an old answer may mislead."""

    migration: Literal[1]
    from_edition: Text = Field(alias="from")
    to: Text
    notes: dict[str, Text]


PracticeTag = Literal[
    "ai",
    "finops",
    "saas",
    "cloud",
    "product-teams",
    "platform-teams",
    "sbom",
    "supply-chain",
    "dora",
    "nis2",
    "data-products",
    "resilience",
    "carbon",
    "skills",
]
"""What a text on current practice can be about; the list is fixed so that one word finds all of them."""


class PracticeEntry(FileModel):
    """What would show some claims of one level today: an example, never a rule."""

    text: Text
    claims: ListOf[Text] = Field(alias="for", min_length=1)
    tags: ListOf[PracticeTag] = ()


class TodayFile(FileModel):
    """`today/<capability>.yaml`: entries by dimension and level ("process/3") or criterion ("process/3a")."""

    today: Literal[1]
    as_of: Annotated[Text, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
    cells: dict[Text, PracticeEntry] = Field(min_length=1)
