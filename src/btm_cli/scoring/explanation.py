"""How a number of a scorecard came about, step by step, for `btm explain REF --answers FILE`.

In: what a scorecard was made from, the scorecard, and a reference. Out: an account of the criterion, cell, capability,
area, state or whole, with the scorecard's own results in it. Pure; words and rounding are `render`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.scoring.depth import cell_in_view
from btm_cli.scoring.explanation_accounts import (
    Account,
    AreaAccount,
    AskAccount,
    CapabilityAccount,
    CellAccount,
    CriterionInCell,
    Listing,
    OverallAccount,
    Part,
    RequirementAccount,
    RollUp,
    StateAccount,
    StateInWhole,
    TargetRule,
    ThemeAccount,
    ThemedCriterion,
    themed_criteria,
)
from btm_cli.scoring.explanation_cell import Backing, CriterionAccount, climbs
from btm_cli.scoring.ratings import Assurance, Rules, ratings_in
from btm_cli.scoring.states import next_state
from btm_cli.scoring.steps import met

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers, CriterionAnswer
    from btm_cli.evidence import EvidenceProblem
    from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Scorecard
    from btm_cli.standard.model import Criterion, Requirement, Standard, State
    from btm_cli.standard.references import Named


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
        self._rules = Rules(standard)
        self._assurance = Assurance(answers, valid_evidence)
        self._backing = Backing(answers, self._assurance, valid_evidence, flaws)
        self._capabilities = {capability.id: capability for capability in card.capabilities}

    def explain(self, named: Named) -> Account | None:
        """The account of what `named` names; of kind "overall" for the headline; None for what no answer is about."""
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
                return StateInWhole(self._states()[self._standard.state(named.id)], self._card.overall)
            case "theme":
                asks = tuple(ask for ask in self._card.overall.asks if ask.theme == named.id)
                return ThemeAccount(asks, self._themed(named.id, None))
            case "term" | "rating" | "effort":
                return None
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
        cell = cell_in_view(self._standard, self._answers, capability_id, dimension_id)
        whole = self._answers.capability_not_applicable.get(capability_id)
        answer = whole or self._answers.cells.get((capability_id, dimension_id))
        said = ratings_in(answer)
        claim = answer if isinstance(answer, Claimed) else None
        return CellAccount(
            score=score,
            claim=claim,
            support=self._backing.of(claim) if claim else None,
            not_applicable=answer if isinstance(answer, NotApplicable) else None,
            unknown=score.reference in self._answers.unknown,
            remark=self._answers.remark_on(score.reference),
            in_scope=capability.in_scope,
            criteria=tuple(
                self._said_of(f"{score.reference}/{criterion.id}", criterion, said.get(criterion.id))
                for criterion in (cell.all_criteria() if cell else ())
            ),
            climbs=climbs(cell, said, self._standard, self._rules, self._assurance)
            if cell and score.basis == "rated"
            else None,
            target_rule=self._target_rule(score),
            step=next((step for step in self._card.priorities if step.reference == score.reference), None),
        )

    def _said_of(self, reference: str, criterion: Criterion, said: CriterionAnswer | None) -> CriterionAccount:
        """What was said of one criterion."""
        remark = self._answers.remark_on(reference)
        if isinstance(said, NotApplicable):
            return CriterionAccount(criterion, not_applicable=said, remark=remark)
        if said is None:
            return CriterionAccount(criterion, unknown=reference in self._answers.unknown, remark=remark)
        points = self._standard.rating_scale[said.rating]
        return CriterionAccount(criterion, said.rating, points, self._backing.of(said), remark=remark)

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
            self._answers.remark_on(capability_id),
        )

    def _requirement(self, requirement: Requirement) -> RequirementAccount:
        numbers = self._capabilities[requirement.capability].numbers
        return RequirementAccount(requirement, numbers.level, met(requirement, numbers))

    def _area(self, area_id: str) -> AreaAccount:
        score = next(area for area in self._card.areas if area.id == area_id)
        parts = (self._capability_part(self._capabilities[identifier]) for identifier in score.capabilities)
        return AreaAccount(area_id, RollUp(score.numbers, tuple(parts)))

    def _overall(self) -> OverallAccount:
        areas = zip(self._standard.areas, self._card.areas, strict=True)
        parts = tuple(Part(area.id, area.weight, score.numbers) for area, score in areas)
        overall = self._card.overall
        states = tuple(self._states().values())
        return OverallAccount(overall, RollUp(overall.numbers, parts), states, self._answers.note)

    def _states(self) -> dict[State, StateAccount]:
        """Every state's account; one is reached only where every lower one is."""
        found: dict[State, StateAccount] = {}
        lower = None
        for state in self._standard.states:
            account = replace(self._state(state), lower=lower)
            found[state] = account
            lower = lower if account.reached else state.id
        return found

    def _themed(self, theme: str, levels: Sequence[int] | None) -> tuple[ThemedCriterion, ...]:
        scope = {capability.id for capability in self._card.capabilities if capability.in_scope}
        return themed_criteria(self._standard, self._answers, self._rules, scope, theme, levels)

    def _state(self, state: State) -> StateAccount:
        score = self._card.overall.numbers.score
        levels = ((capability.id, capability.numbers.level) for capability in self._card.capabilities)
        return StateAccount(
            state,
            score,
            score is not None and score >= state.from_score,
            tuple((name, level) for name, level in levels if level is not None and level < state.floor),
            tuple(
                AskAccount(ask, self._themed(ask.theme, ask.levels))
                for ask in self._card.overall.asks
                if ask.state == state.id
            ),
        )
