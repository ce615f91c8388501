"""The result of a comparison: what moved, by how much, from which causes. Exact and unrounded.

In: built by `compare`. Out: frozen records, keyed by reference ("overall", an area, a capability, a cell
`capability/dimension`). "Old" and "new" are the two sides; None stands for "does not exist".
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple, Self

from btm_cli.answers.model import FULL, NOTHING
from btm_cli.scoring.ratings import AssuranceName

OVERALL = "overall"
Cause = Literal["standard", "time", "scope", "answers"]
StateName = Literal["state", "state_by_score", "evidenced_state", "verified_state"]
FactKind = Literal["answers", "plan", "evidence", "file"]
ConditionKind = Literal["asks", "from", "floor"]
CAUSES: tuple[Cause, ...] = ("standard", "time", "scope", "answers")

ZERO = Fraction(0)


class Causes(NamedTuple):
    """The parts of a delta; they add up to it exactly."""

    standard: Fraction = ZERO
    time: Fraction = ZERO
    scope: Fraction = ZERO
    answers: Fraction = ZERO


class Change(NamedTuple):
    """One score and its level. `causes` is None where a score is missing, or where nobody can tell the causes."""

    old: Fraction | None
    new: Fraction | None
    old_level: int | None
    new_level: int | None
    causes: Causes | None = None

    @property
    def delta(self) -> Fraction | None:
        """New less old; None where either is missing."""
        return None if self.old is None or self.new is None else self.new - self.old

    @property
    def moved(self) -> bool:
        """Whether anything differs, or causes were at work that make up for each other."""
        return (self.old, self.old_level) != (self.new, self.new_level) or any(self.causes or ())

    @property
    def fell(self) -> bool:
        """Whether the score or the level is lower than before."""
        lower = self.old is not None and self.new is not None and self.new < self.old
        return lower or self.levels < 0

    @property
    def levels(self) -> int:
        """Levels gained, or lost where below 0."""
        return 0 if self.old_level is None or self.new_level is None else self.new_level - self.old_level


class Movement(NamedTuple):
    """One cell, capability, area or the whole under the three calculations.

    `height` is overall, area, capability or cell. `old_basis` and `new_basis` are a cell's basis (claimed, rated,
    not-assessed, n/a, out-of-scope), and "absent" where the edition does not have it; above a cell "assessed",
    "not-assessed" or "absent".
    """

    reference: str
    height: str
    name: str
    claimed: Change
    evidenced: Change
    verified: Change
    old_basis: str
    new_basis: str

    @property
    def delta(self) -> Fraction | None:
        """Of the claimed score."""
        return self.claimed.delta

    @property
    def causes(self) -> Causes | None:
        """Of the claimed score."""
        return self.claimed.causes

    def of(self, assurance: str) -> Change:
        """The change under claimed, evidenced or verified."""
        change: Change = getattr(self, assurance)
        return change

    @property
    def changes(self) -> tuple[Change, Change, Change]:
        """Claimed, evidenced, verified."""
        return self.claimed, self.evidenced, self.verified

    @property
    def moved(self) -> bool:
        """Whether anything at all is different."""
        return any(change.moved for change in self.changes) or self.old_basis != self.new_basis

    @property
    def dropped(self) -> bool:
        """Whether there was a score and there is none now, though the standard still has the place."""
        return self.claimed.old is not None and self.claimed.new is None and self.new_basis != "absent"

    @property
    def regressed(self) -> bool:
        """Whether it fell in any of the three calculations, or lost its score."""
        return self.dropped or any(change.fell for change in self.changes)

    @property
    def worst(self) -> Fraction:
        """The largest fall of its scores, below 0; 0 where none fell."""
        return min([ZERO, *(change.delta for change in self.changes if change.delta is not None)])


class Part(NamedTuple):
    """What one changed answer adds to the cause "answers", at every height above it.

    `reference` is a criterion, or a cell whose answer changed as a whole. `amounts` has claimed, evidenced and verified
    by reference of cell, capability, area and "overall". `in_order` where the cell has more than eight changed answers,
    which are then taken in the standard's order and in the reverse, instead of in every order.
    """

    reference: str
    cell: str
    amounts: Mapping[str, tuple[Fraction, Fraction, Fraction]]
    in_order: bool


class Fact(NamedTuple):
    """One thing the two files say differently: `what` of `reference`, from `old` to `new`; None for not said.

    `kind` is answers, evidence (the register), plan (targets, importance and the like) or file (date, scope, edition).
    """

    kind: FactKind
    reference: str
    what: str
    old: str | tuple[str, ...] | None
    new: str | tuple[str, ...] | None


class Condition(NamedTuple):
    """`what` a state asks for, where it is not the same: its first score, its floor, shares of themes ("" for none)."""

    state: str
    what: ConditionKind
    old: str
    new: str


class Subject(NamedTuple):
    """What one side is, how much of the standard and how deep. `exact` is False for a scorecard's rounded numbers.

    `low` and `high` are where its score can end with all that is open; `evidence_cited` is how many pieces of evidence
    its answers cite, None where nobody can tell.
    """

    standard: str
    edition: str
    standard_digest: str
    enterprise: str
    unit: str | None
    period: str | None
    assessed_on: date
    as_of: date
    scope: tuple[str, ...]
    answers_digest: str
    states: Mapping[StateName, str | None]
    provisional: bool
    exact: bool = True
    depth: str = FULL
    depths: Mapping[str, str] = NOTHING
    profiles: tuple[str, ...] = ()
    low: Fraction | None = None
    high: Fraction | None = None
    evidence_cited: int | None = None

    def another_depth(self, other: Self) -> bool:
        """Whether the other one is looked at to a different depth."""
        return (self.depth, self.depths) != (other.depth, other.depths)


class Comparison(NamedTuple):
    """Two assessments side by side. Areas, capabilities and cells stand in the new standard's order, lost ones last.

    `facts` is None, and `parts` is empty, where a side is a scorecard. `untold` has, by assurance, the causes that
    can't be told apart; it is empty where all can. `lapsed` and `arrived` are the keys of the evidence that time alone
    made invalid or valid; `conditions` how the editions differ in what a state asks for.
    """

    old: Subject
    new: Subject
    overall: Movement
    areas: Mapping[str, Movement]
    capabilities: Mapping[str, Movement]
    cells: Mapping[str, Movement]
    facts: tuple[Fact, ...] | None
    parts: tuple[Part, ...]
    untold: Mapping[AssuranceName, tuple[Cause, ...]]
    lapsed: tuple[str, ...] = ()
    arrived: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def found(self, name: str, change: Change, base: int | None) -> Change:
        """A change between numbers that exist.

        A side that cites no evidence has no score with it, and none of checks where nothing lifts it from `base`.
        """
        gone = [
            name != "claimed" and (side.evidence_cited == 0 or (name == "verified" and score == base))
            for side, score in ((self.old, change.old), (self.new, change.new))
        ]
        if not any(gone):
            return change
        kept = change._replace(causes=None)
        kept = kept._replace(old=None, old_level=None) if gone[0] else kept
        return kept._replace(new=None, new_level=None) if gone[1] else kept

    def movements(self) -> Iterator[Movement]:
        """Everything from the whole down to the cells, moved or not."""
        yield self.overall
        yield from self.areas.values()
        yield from self.capabilities.values()
        yield from self.cells.values()

    @property
    def regressions(self) -> tuple[Movement, ...]:
        """The cells that fell in any calculation or lost their score: these first, then by the largest fall."""
        fallen = [movement for movement in self.cells.values() if movement.regressed]
        return tuple(sorted(fallen, key=lambda movement: (not movement.dropped, movement.worst)))

    @property
    def states(self) -> tuple[tuple[StateName, str | None, str | None], ...]:
        """The states that differ: which (state, state_by_score, evidenced_state, verified_state), old, new."""
        return tuple(
            (name, self.old.states.get(name), self.new.states.get(name))
            for name in self.new.states
            if self.old.states.get(name) != self.new.states.get(name)
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is no difference at all."""
        same = (self.old.standard_digest, self.old.answers_digest, self.old.as_of, self.old.states) == (
            self.new.standard_digest,
            self.new.answers_digest,
            self.new.as_of,
            self.new.states,
        )
        return same and not self.facts and not any(movement.moved for movement in self.movements())
