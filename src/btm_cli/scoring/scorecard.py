"""The result of an assessment: every number of `scoring.md`, exact and unrounded.

In: built by `scoring.assess`. Out: frozen records; `render.document.numbers` is the one place that rounds them.
Scores are fractions between the standard's base and top level; None stands for "does not exist".
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple

from btm_cli.answers.notes import Remark

Basis = Literal["n/a", "claimed", "rated", "not-assessed"]
"""What a cell's score rests on (`scoring.md`, A cell)."""


class Numbers(NamedTuple):
    """The numbers that exist at every height: cell, capability, area, overall."""

    score: Fraction | None = None
    level: int | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    evidenced: Fraction | None = None
    evidenced_level: int | None = None
    verified: Fraction | None = None
    verified_level: int | None = None
    answered: int = 0
    applicable: int = 0
    settled: Fraction | None = None
    target: Fraction | None = None
    gap: Fraction | None = None

    @property
    def coverage(self) -> Fraction | None:
        """Answered by applicable criteria, 0..1; None where nothing is applicable."""
        return Fraction(self.answered, self.applicable) if self.applicable else None


class CellScore(NamedTuple):
    """One cell. `basis` is n/a, claimed, rated or not-assessed; the criterion ids are the cell's own ("3a").

    `target_assumed` is True where nobody named a target for it.
    """

    capability: str
    dimension: str
    basis: Basis
    numbers: Numbers
    achievement: Mapping[int, Fraction] = MappingProxyType({})
    out_of_order: tuple[str, ...] = ()
    to_reach_target: tuple[str, ...] = ()
    target_assumed: bool = False

    @property
    def reference(self) -> str:
        """`capability/dimension`."""
        return f"{self.capability}/{self.dimension}"

    @property
    def place(self) -> tuple[str, str]:
        """Its capability's and its dimension's id, under which answers and targets are kept."""
        return self.capability, self.dimension

    @property
    def assessed(self) -> bool:
        """Whether the cell counts towards a score."""
        return self.basis in ("claimed", "rated")


class CapabilityScore(NamedTuple):
    """One capability with a cell score for every dimension of the standard, in order."""

    id: str
    name: str
    area: str
    numbers: Numbers
    not_applicable: int
    importance: int
    limited_by: tuple[str, ...]
    imbalance: Fraction | None
    cells: tuple[CellScore, ...]
    in_scope: bool = True


class AreaScore(NamedTuple):
    """One functional area; `not_applicable` counts its n/a criteria (or cells without criteria)."""

    id: str
    name: str
    numbers: Numbers
    not_applicable: int
    capabilities: tuple[str, ...]


class AskScore(NamedTuple):
    """How far one ask of a state is met; shares are 0..1, None where nothing counts (`scoring.md`, Upwards: asks).

    `applicable` counts its criteria without the n/a ones, `rated` those of them with a rating of their own. `testable`
    is False where nothing counts or too much is n/a; `by_claim` is True where claimed levels give more than half of
    what is met. `open` has the references of what is not met in full, the cheapest first.
    """

    state: str
    theme: str
    levels: tuple[int, ...]
    need: Fraction
    share: Fraction | None
    evidenced_share: Fraction | None
    verified_share: Fraction | None
    applicable: int
    rated: int
    met: bool
    evidenced_met: bool
    verified_met: bool
    testable: bool
    by_claim: bool
    open: tuple[str, ...]


class Counts(NamedTuple):
    """What the headline rests on, in scope: how many cells are `claimed` and how many `rated`.

    `rated_answered` of `rated_applicable` criteria of rated cells are answered. `unknown` counts the cells and criteria
    that were asked and are not known, `no_case` the answers for a window without a case, `evidence_cited` the pieces of
    evidence that any counted answer cites.
    """

    claimed: int = 0
    rated: int = 0
    rated_answered: int = 0
    rated_applicable: int = 0
    unknown: int = 0
    no_case: int = 0
    evidence_cited: int = 0


class Overall(NamedTuple):
    """The headline. States are ids of the standard's states, None where no score exists or the standard has none.

    `stage` names for print how far within its state the score is; `asks` are those of every state, `unmet_asks` those
    of the state by score and of the states below it that are not met.
    """

    numbers: Numbers
    not_applicable: int
    state: str | None = None
    state_by_score: str | None = None
    evidenced_state: str | None = None
    verified_state: str | None = None
    held_back_by: tuple[str, ...] = ()
    provisional: bool = False
    stage: str | None = None
    asks: tuple[AskScore, ...] = ()
    unmet_asks: tuple[AskScore, ...] = ()
    counts: Counts = Counts()

    def backed(self, base: int) -> tuple[Fraction | None, Fraction | None]:
        """The evidenced and the verified score, None for what there is no such number of.

        Where no evidence is cited anywhere, and where nothing lifts the verified score from `base`, the lowest level is
        no finding.
        """
        evidenced = self.numbers.evidenced if self.counts.evidence_cited else None
        verified = self.numbers.verified
        return evidenced, None if evidenced is None or verified == base else verified


class Blocker(NamedTuple):
    """A prerequisite not met: `capability` is at `has` (None: not assessed) but `needs` is required."""

    capability: str
    needs: int
    has: int | None


class Priority(NamedTuple):
    """One step from a level to the next, with the factors of its priority (`scoring.md`, Priorities).

    `days` are the effort in days of work, `money` what they cost; None where neither scale nor day rate says so.
    `follows` is the cell ("capability/dimension") whose step comes first, None where there is none. `in_plan` is False
    where the step lies beyond the cell's target and is listed for the state that it holds.
    """

    rank: int
    capability: str
    dimension: str
    from_level: int
    to_level: int
    priority: Fraction
    gain: Fraction
    lift: Fraction
    enables: Fraction
    state: Fraction
    importance: int
    effort: Fraction
    days: Fraction | None
    money: Fraction | None
    criteria: tuple[str, ...]
    follows: str | None
    blocked_by: tuple[Blocker, ...]
    holds_state: bool
    in_plan: bool

    @property
    def reference(self) -> str:
        """`capability/dimension`."""
        return f"{self.capability}/{self.dimension}"


class NotApplicableEntry(NamedTuple):
    """Something left out, and why; `reference` is a capability, cell or criterion."""

    reference: str
    reason: str
    approved_by: str | None
    profile: str | None = None
    no_case: bool = False


class Finding(NamedTuple):
    """Something a reader must know beside the numbers; `severity` is warning or note."""

    code: str
    severity: Literal["warning", "note"]
    message: str
    reference: str


class Scorecard(NamedTuple):
    """Everything `btm assess` knows about one answers file on one date."""

    standard: str
    edition: str
    standard_digest: str
    enterprise: str
    unit: str | None
    period: str | None
    assessed_on: date
    scope: tuple[str, ...]
    depth: str
    depths: Mapping[str, str]
    profiles: tuple[str, ...]
    answers_digest: str
    as_of: date
    target_assumed: bool
    overall: Overall
    areas: tuple[AreaScore, ...]
    capabilities: tuple[CapabilityScore, ...]
    priorities: tuple[Priority, ...]
    assess_first: tuple[str, ...]
    not_applicable: tuple[NotApplicableEntry, ...]
    findings: tuple[Finding, ...]
    to_find_out: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def is_part(self) -> bool:
        """Whether the file's scope leaves a capability out, so that the numbers are not the whole standard's."""
        return not all(capability.in_scope for capability in self.capabilities)
