"""A maturity standard as the rest of the program sees it: frozen, checked, without places.

In: built by `standard.load` from YAML or from the compiled JSON. Out: `Standard` and its parts, in the standard's
own order, numbers exact. Nothing here knows what any particular standard says.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from btm_cli.standard.once import once
from btm_cli.standard.vocabulary import NOTHING, PLAIN, EffortScale, EvidenceKind, Naming, Source, Term, Theme


class Level(NamedTuple):
    """One maturity level: its number, name and meaning, which `short_meaning` says in one sentence."""

    level: int
    name: str
    meaning: str
    short_meaning: str | None = None
    naming: Naming = PLAIN


class Dimension(NamedTuple):
    """One side of every capability, such as process; `weight` > 0. Its steps come after those it `follows`."""

    id: str
    name: str
    weight: Fraction
    aliases: tuple[str, ...]
    meaning: str
    follows: tuple[str, ...] = ()


class Criterion(NamedTuple):
    """One auditable claim. `id` is level and letter ("3a"); `effort` is > 0, `weight` at least 0.

    `evidence_kinds` has a kind, or "", for each piece of evidence. `takes`: months that the practice must run before it
    can be shown. `if_none`: the answer where there was no case ("n/a" or the top rating), None where that is no answer.
    `who`: who acts, and who must agree; None where it is not said.
    """

    id: str
    level: int
    claim: str
    evidence: tuple[str, ...]
    effort: Fraction
    weight: Fraction
    replaces: tuple[str, ...] = ()
    split_from: str | None = None
    evidence_kinds: tuple[str, ...] = ()
    takes: int = 0
    if_none: str | None = None
    themes: tuple[str, ...] = ()
    core: bool = False
    who: str | None = None

    @property
    def proof(self) -> tuple[tuple[str, str], ...]:
        """What would show it: each piece of evidence with its kind, or ""."""
        kinds = self.evidence_kinds or ("",) * len(self.evidence)
        return tuple(zip(self.evidence, kinds, strict=True))


class Cell(NamedTuple):
    """One dimension of one capability. Both mappings are keyed by level; a level may lack either."""

    statements: Mapping[int, str]
    criteria: Mapping[int, tuple[Criterion, ...]]

    def all_criteria(self) -> Iterator[Criterion]:
        """Every criterion, by level and letter."""
        return (criterion for level in sorted(self.criteria) for criterion in self.criteria[level])


class Body(NamedTuple):
    """Who takes part: `kind` is participative, centralized or needs-based; `role` decides, prepares or advises."""

    name: str
    kind: str
    role: str


class Requirement(NamedTuple):
    """To reach level `for_level`, `capability` must be at `needs` or above (advice, never a measured level)."""

    capability: str
    for_level: int
    needs: int
    why: str
    basis: str


class Reference(NamedTuple):
    """A pointer into another framework; `confidence` is read or recalled."""

    framework: str
    id: str
    confidence: str


class Capability(NamedTuple):
    """One capability with its cells by dimension id; a dimension that is missing counts as n/a.

    `written` is False where the file carries no `dimensions` at all: every dimension is then open to claims. `levels`
    says in one sentence what each level of the whole looks like.
    """

    id: str
    name: str
    area: str
    aliases: tuple[str, ...]
    purpose: str
    decisions: tuple[str, ...]
    bodies: tuple[Body, ...]
    concerns: tuple[str, ...]
    metrics: tuple[str, ...]
    weight: Fraction
    requires: tuple[Requirement, ...]
    references: tuple[Reference, ...]
    cells: Mapping[str, Cell]
    written: bool = True
    levels: Mapping[int, str] = NOTHING
    naming: Naming = PLAIN

    @property
    def criteria(self) -> int:
        """How many criteria it has."""
        return sum(len(criteria) for cell in self.cells.values() for criteria in cell.criteria.values())


class Area(NamedTuple):
    """A functional area and the ids of its capabilities, in order."""

    id: str
    name: str
    weight: Fraction
    aliases: tuple[str, ...]
    audience: tuple[str, ...]
    capabilities: tuple[str, ...]
    naming: Naming = PLAIN


class Ask(NamedTuple):
    """A share (0..1) of the claims that bear `theme` at one of `levels`, which a state asks for."""

    theme: str
    levels: tuple[int, ...]
    share: Fraction
    basis: str | None = None


class Stage(NamedTuple):
    """A name for print within a state, from a score on."""

    from_score: Fraction
    name: str


class State(NamedTuple):
    """A state an enterprise can be in: from which overall score, with which capability floor, asking for what."""

    id: str
    name: str
    from_score: Fraction
    floor: int
    target_level: int | None
    meaning: str
    asks: tuple[Ask, ...] = ()
    stages: tuple[Stage, ...] = ()
    naming: Naming = PLAIN


class Standard(NamedTuple):
    """A whole standard. `rating_scale` ascends from 0 to 1; `digest` is SHA-256 (hex) over the canonical content.

    `profiles` are the ids of those beside it: an answers file may name them.
    """

    id: str
    edition: str
    title: str
    levels: tuple[Level, ...]
    dimensions: tuple[Dimension, ...]
    areas: tuple[Area, ...]
    capabilities: Mapping[str, Capability]
    rating_scale: Mapping[str, Fraction]
    level_rule: str
    achieved_above: Fraction
    every_at_least: str | None
    capability_level: str
    imbalance_at: Fraction
    least_effort: Fraction
    states: tuple[State, ...]
    sources: tuple[Source, ...]
    notice: str
    digest: str
    themes: tuple[Theme, ...] = ()
    terms: tuple[Term, ...] = ()
    effort_scale: EffortScale | None = None
    rating_meanings: Mapping[str, str] = NOTHING
    evidence_kinds: tuple[EvidenceKind, ...] = ()
    roll_up: str = "by-area"
    profiles: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Id and edition as an answers file writes them, such as "btm 1.0"."""
        return f"{self.id} {self.edition}"

    @property
    def base(self) -> int:
        """The lowest level."""
        return self.levels[0].level

    @property
    def top(self) -> int:
        """The highest level."""
        return self.levels[-1].level

    @property
    def has_core(self) -> bool:
        """Whether any criterion is one of the core, which depth `core` looks at."""
        cells = (cell for capability in self.capabilities.values() for cell in capability.cells.values())
        return any(criterion.core for cell in cells for criterion in cell.all_criteria())

    @property
    def top_rating(self) -> str:
        """The rating word worth a whole point."""
        return list(self.rating_scale)[-1]

    def area(self, area_id: str) -> Area:
        """The area with that id; KeyError where there is none."""
        return {area.id: area for area in self.areas}[area_id]

    def state(self, state_id: str) -> State:
        """The state with that id; KeyError where there is none."""
        return {state.id: state for state in self.states}[state_id]

    def dimension(self, dimension_id: str) -> Dimension:
        """The dimension with that id; KeyError where there is none."""
        return {dimension.id: dimension for dimension in self.dimensions}[dimension_id]

    def level(self, number: int) -> Level:
        """The level with that number; KeyError where there is none."""
        return {level.level: level for level in self.levels}[number]

    def ordered_capabilities(self) -> Iterator[Capability]:
        """Every capability in the order of areas."""
        for area in self.areas:
            for capability_id in area.capabilities:
                yield self.capabilities[capability_id]

    def cell(self, capability_id: str, dimension_id: str) -> Cell | None:
        """The cell, or None where this standard has none there (it counts as n/a)."""
        capability = self.capabilities[capability_id]
        if not capability.written:
            return EMPTY_CELL
        return capability.cells.get(dimension_id)


EMPTY_CELL = Cell({}, {})
"""A cell that can be claimed but has no statements or criteria yet."""


def by_id(cell: Cell | None) -> Mapping[str, Criterion]:
    """The criteria of a cell by id ("3a"), by level and letter; none for None."""
    return _by_id(EMPTY_CELL if cell is None else cell)


@once
def _by_id(cell: Cell) -> Mapping[str, Criterion]:
    return MappingProxyType({criterion.id: criterion for criterion in cell.all_criteria()})
