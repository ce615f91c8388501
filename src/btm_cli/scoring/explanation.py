"""How a number of a scorecard came about, step by step, for `btm explain REF --answers FILE`.

In: what a scorecard was made from, the scorecard, and a reference. Out: an account of the criterion, cell, capability, area, state
or whole: its parts, weights and rules, with the scorecard's own results beside them. Pure; words and rounding are `render`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.scoring.explanation_cell import (
    Climbs,
    CriterionAccount,
    Evidences,
    Support,
    Term,
    climbs,
    criterion_account,
    ratings_in,
    support_of,
)
from btm_cli.scoring.ratings import Assurance, Rules
from btm_cli.scoring.states import next_state

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.evidence import EvidenceProblem
    from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Numbers, Overall, Priority, Scorecard
    from btm_cli.standard.model import Requirement, Standard, State
    from btm_cli.standard.references import Named


@dataclass(frozen=True, slots=True)
class TargetRule:
    """Where a cell's target comes from: cell, capability, area, level or state (the file's own), or assumed.

    `name` is the reference or the state's id; "" for a level and for a target assumed above the last state.
    """

    source: str
    name: str


@dataclass(frozen=True, slots=True)
class CellAccount:
    """One cell: its answers, its calculations where it is rated, the rule of its target and its next step."""

    score: CellScore
    claim: Claimed | None
    support: Support | None
    not_applicable: NotApplicable | None
    in_scope: bool
    criteria: tuple[CriterionAccount, ...]
    climbs: Climbs | None
    target_rule: TargetRule
    step: Priority | None


@dataclass(frozen=True, slots=True)
class CriterionInCell:
    """One criterion's account within its cell's."""

    account: CriterionAccount
    cell: CellAccount


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a number above is made of. `basis` is a cell's, "" above cells; `in_scope` as in the scorecard."""

    reference: str
    weight: Fraction
    numbers: Numbers
    basis: str = ""


@dataclass(frozen=True, slots=True)
class RollUp:
    """A number above cells and its parts, in the standard's order."""

    numbers: Numbers
    parts: tuple[Part, ...]

    def terms(self, field: str) -> list[Term]:
        """The parts that have the number called `field` (of `Numbers`): what its weighted mean was taken over."""
        values = ((part, getattr(part.numbers, field)) for part in self.parts)
        return [Term(part.reference, part.weight, value) for part, value in values if value is not None]


@dataclass(frozen=True, slots=True)
class RequirementAccount:
    """A prerequisite: the level its capability has (None: not assessed or n/a), and whether it is met."""

    requirement: Requirement
    has: int | None
    met: bool


@dataclass(frozen=True, slots=True)
class CapabilityAccount:
    """One capability: its cells' mean, and what it requires of others."""

    score: CapabilityScore
    roll_up: RollUp
    requirements: tuple[RequirementAccount, ...]
    not_applicable: NotApplicable | None


@dataclass(frozen=True, slots=True)
class AreaAccount:
    """One area: its capabilities' mean."""

    id: str
    roll_up: RollUp


@dataclass(frozen=True, slots=True)
class StateAccount:
    """One state's two conditions. `below_floor` lists the assessed capabilities under it, with their levels."""

    state: State
    score: Fraction | None
    score_reached: bool
    below_floor: tuple[tuple[str, int], ...]

    @property
    def reached(self) -> bool:
        """Whether both conditions hold; the enterprise is in the highest state that is reached."""
        return self.score_reached and not self.below_floor


@dataclass(frozen=True, slots=True)
class StateInWhole:
    """One state's account beside the headline it belongs to."""

    account: StateAccount
    overall: Overall


@dataclass(frozen=True, slots=True)
class OverallAccount:
    """The headline: the areas' mean and every state's conditions."""

    overall: Overall
    roll_up: RollUp
    states: tuple[StateAccount, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A dimension's cells or the capabilities at a level: neither has a number of its own."""

    parts: tuple[Part, ...]


Account = CriterionInCell | CellAccount | CapabilityAccount | AreaAccount | StateInWhole | OverallAccount | Listing


class Explainer:
    """Gives an account of anything in one scorecard; `standard` and `answers` are those it was made from."""

    def __init__(
        self,
        standard: Standard,
        answers: Answers,
        card: Scorecard,
        valid_evidence: frozenset[str],
        evidence_problems: Sequence[EvidenceProblem] = (),
    ) -> None:
        flaws: dict[str, tuple[str, ...]] = {}
        for problem in evidence_problems:
            flaws[problem.key] = (*flaws.get(problem.key, ()), problem.message)
        self._standard = standard
        self._answers = answers
        self._card = card
        self._rules = Rules.of(standard)
        self._assurance = Assurance(answers, valid_evidence)
        self._evidences = Evidences(valid_evidence, flaws)
        self._capabilities = {capability.id: capability for capability in card.capabilities}

    def explain(self, named: Named) -> Account:
        """The account of what `named` names; of kind "overall" for the headline."""
        match named.kind:
            case "criterion":
                return self._criterion(named)
            case "cell":
                return self._cell(named.capability or "", named.dimension or "")
            case "capability":
                return self._capability(named.id)
            case "area":
                return self._area(named.id)
            case "state":
                state = next(state for state in self._standard.states if state.id == named.id)
                return StateInWhole(self._state(state), self._card.overall)
            case "dimension":
                return Listing(
                    tuple(
                        part
                        for capability in self._card.capabilities
                        for part in self._cells(capability)
                        if part.reference == f"{capability.id}/{named.id}"
                    )
                )
            case "level":
                at_level = (
                    self._capability_part(score)
                    for score in self._card.capabilities
                    if str(score.numbers.level) == named.id
                )
                return Listing(tuple(at_level))
            case _:
                return self._overall()

    def _criterion(self, named: Named) -> CriterionInCell:
        cell = self._cell(named.capability or "", named.dimension or "")
        account = next(each for each in cell.criteria if each.criterion.id == named.criterion)
        return CriterionInCell(account, cell)

    def _cell(self, capability_id: str, dimension_id: str) -> CellAccount:
        capability = self._capabilities[capability_id]
        score = next(cell for cell in capability.cells if cell.dimension == dimension_id)
        cell = self._standard.cell(capability_id, dimension_id)
        whole = self._answers.capability_not_applicable.get(capability_id)
        answer = whole or self._answers.cells.get((capability_id, dimension_id))
        said = ratings_in(answer)
        claim = answer if isinstance(answer, Claimed) else None
        return CellAccount(
            score=score,
            claim=claim,
            support=support_of(claim, self._answers, self._assurance, self._evidences) if claim else None,
            not_applicable=answer if isinstance(answer, NotApplicable) else None,
            in_scope=capability.in_scope,
            criteria=tuple(
                criterion_account(
                    criterion, said.get(criterion.id), self._standard, self._answers, self._assurance, self._evidences
                )
                for criterion in (cell.all_criteria() if cell else ())
            ),
            climbs=climbs(cell, said, self._standard, self._rules, self._assurance)
            if cell and score.basis == "rated"
            else None,
            target_rule=self._target_rule(score),
            step=next((step for step in self._card.priorities if step.reference == score.reference), None),
        )

    def _target_rule(self, cell: CellScore) -> TargetRule:
        """Which rule gave the cell's target, the most specific one first (`scoring.md`, Target and gap)."""
        target = self._answers.target
        area_id = self._standard.capabilities[cell.capability].area
        if target is not None:
            for source, name in (("cell", cell.reference), ("capability", cell.capability), ("area", area_id)):
                if name in target.levels:
                    return TargetRule(source, name)
            if target.state is not None:
                return TargetRule("state", target.state)
            if target.level is not None:
                return TargetRule("level", "")
        states = self._standard.states
        current = next((state for state in states if state.id == self._card.overall.state), None)
        following = next_state(states, current)
        return TargetRule("assumed", following.id if following else "")

    def _cells(self, capability: CapabilityScore) -> tuple[Part, ...]:
        return tuple(
            Part(cell.reference, dimension.weight, cell.numbers, cell.basis)
            for dimension, cell in zip(self._standard.dimensions, capability.cells, strict=True)
        )

    def _capability_part(self, score: CapabilityScore) -> Part:
        return Part(score.id, self._standard.capabilities[score.id].weight, score.numbers)

    def _capability(self, capability_id: str) -> CapabilityAccount:
        score = self._capabilities[capability_id]
        return CapabilityAccount(
            score,
            RollUp(score.numbers, self._cells(score)),
            tuple(map(self._requirement, self._standard.capabilities[capability_id].requires)),
            self._answers.capability_not_applicable.get(capability_id),
        )

    def _requirement(self, requirement: Requirement) -> RequirementAccount:
        """What is n/a is met, what is not assessed is not."""
        numbers = self._capabilities[requirement.capability].numbers
        not_applicable = numbers.low is None
        met = not_applicable or (numbers.level is not None and numbers.level >= requirement.needs)
        return RequirementAccount(requirement, numbers.level, met)

    def _area(self, area_id: str) -> AreaAccount:
        score = next(area for area in self._card.areas if area.id == area_id)
        parts = (self._capability_part(self._capabilities[identifier]) for identifier in score.capabilities)
        return AreaAccount(area_id, RollUp(score.numbers, tuple(parts)))

    def _overall(self) -> OverallAccount:
        areas = zip(self._standard.areas, self._card.areas, strict=True)
        parts = tuple(Part(area.id, area.weight, score.numbers) for area, score in areas)
        overall = self._card.overall
        return OverallAccount(overall, RollUp(overall.numbers, parts), tuple(map(self._state, self._standard.states)))

    def _state(self, state: State) -> StateAccount:
        score = self._card.overall.numbers.score
        levels = ((capability.id, capability.numbers.level) for capability in self._card.capabilities)
        return StateAccount(
            state,
            score,
            score is not None and score >= state.from_score,
            tuple((name, level) for name, level in levels if level is not None and level < state.floor),
        )
