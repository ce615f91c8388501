"""How a cell or a criterion came to its number, in sentences and exact arithmetic.

In: the account of one (`scoring.explanation`), the standard and its labels. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from btm_cli.render.document.blocks import Block, Items, Paragraph
from btm_cli.render.document.labels import Labels
from btm_cli.render.explain.levels import LevelWords, Row
from btm_cli.render.explain.words import coverage, equation, exactly, left_out, listed, next_step, sentence
from btm_cli.scoring.explanation_accounts import CellAccount, CriterionInCell, TargetRule
from btm_cli.scoring.explanation_cell import Climb, Climbs, CriterionAccount, Support
from btm_cli.standard.model import Standard


class CellWords:
    """Puts the accounts of one standard's cells and criteria into words."""

    def __init__(self, standard: Standard, labels: Labels) -> None:
        self._labels = labels
        self._levels = LevelWords(standard, labels.thresholds)

    def criterion(self, found: CriterionInCell) -> Iterator[Block]:
        """One criterion: its rating, its points, under which calculations they count and why."""
        account, cell = found.account, found.cell
        without = self._without_score(cell)
        if without:
            yield Paragraph(without)
        if cell.claim:
            yield Paragraph("Its cell states a level outright, so the criterion has no rating of its own.")
        if without or cell.claim:
            return
        rows = [("Rating", self._rating(account))]
        if account.support and account.points is not None:
            rows += self._counting(account.points, account.support)
        yield Paragraph("", "Answer")
        yield Items(tuple(rows))
        yield from _evidence(account.support)
        yield from self._place_in_level(account, cell)

    def cell(self, account: CellAccount) -> Iterator[Block]:
        """One cell: its answers, its levels one by one, then every number it has."""
        without = self._without_score(account)
        if without:
            yield Paragraph(without)
            said = [each for each in account.criteria if each.not_applicable and not account.not_applicable]
            yield Items(tuple((each.criterion.id, self._answer(each)) for each in said))
            return
        if account.claim:
            yield from self._claim(account)
        if account.climbs:
            yield Paragraph("", "Answers")
            yield Items(tuple((each.criterion.id, self._answer(each)) for each in account.criteria))
            yield Paragraph("", "Level by level")
            yield Items(tuple(self._levels.rows(account.climbs.claimed) + self._above(account)))
            yield from self._other_calculations(account.climbs, settled=account.score.numbers.settled == 1)
        yield Paragraph("", "Numbers")
        yield Items(tuple(self._numbers(account)))

    def _other_calculations(self, climbs: Climbs, *, settled: bool) -> Iterator[Block]:
        """The levels once more for each calculation that comes out differently."""
        others = [("with what is open fully met", climbs.highest, climbs.highest if settled else climbs.claimed)]
        others.append(("evidenced answers only", climbs.evidenced, climbs.claimed))
        others.append(("verified answers only", climbs.verified, climbs.evidenced))
        for name, climb, same in others:
            if climb != same:
                yield Paragraph("", f"Level by level, {name}")
                yield Items(tuple(self._levels.rows(climb)))

    def _without_score(self, account: CellAccount) -> str:
        """Why a cell has no score, "" where it has one."""
        if not account.in_scope:
            return "The answers file's scope leaves this out, like what is n/a."
        if account.not_applicable:
            return f"{left_out(account.not_applicable)}."
        if account.score.basis == "n/a":
            return "Not applicable: nothing here applies. It is left out of every calculation."
        if account.score.basis == "not-assessed":
            low, high = account.score.numbers.low, account.score.numbers.high
            return (
                "Not assessed: nothing here is answered, so there is no score, and nothing above counts it. "
                f"It could be anything from {exactly(low)} to {exactly(high)}."
            )
        return ""

    def _rating(self, account: CriterionAccount) -> str:
        if account.not_applicable:
            return left_out(account.not_applicable)
        if account.rating is None or account.points is None:
            return f"not answered, counts 0, weight {account.criterion.weight}"
        return f"rated {account.rating}, counts {account.points}, weight {account.criterion.weight}"

    def _answer(self, account: CriterionAccount) -> str:
        """One criterion's answer on a line or two."""
        parts = [self._rating(account)]
        if account.support:
            support = account.support
            cited = [f"{each.key} ({'valid' if each.valid else 'not valid'})" for each in support.evidence]
            parts.append(f"evidence {', '.join(cited)}" if cited else "")
            parts.append(_standing(support))
        return sentence(*parts)

    def _counting(self, points: Fraction, support: Support) -> list[Row]:
        why = support.missing
        evidenced = f"counts {points}: evidence it cites is valid" if support.evidenced else f"counts 0: {why}"
        verified = f"counts {points}: verified by {support.verified_by}"
        if not support.verified:
            verified = f"counts 0: {why if support.evidenced else 'what is not evidenced cannot be verified'}"
        rows = [("Claimed", f"counts {points}"), ("Evidenced", evidenced), ("Verified", verified)]
        return rows + ([("Note", support.note)] if support.note else [])

    def _place_in_level(self, account: CriterionAccount, cell: CellAccount) -> Iterator[Block]:
        level = account.criterion.level
        if account.criterion.id in cell.score.out_of_order and cell.score.numbers.level is not None:
            yield Paragraph(
                f"It adds nothing until level {cell.score.numbers.level + 1} is achieved: practice without its "
                "foundation.",
                "Out of order",
            )
        elif cell.climbs:
            looked_at = {each.level: each for each in cell.climbs.claimed.levels}
            yield Paragraph("", "In its level")
            if level in looked_at:
                yield Items((self._levels.row(looked_at[level]),))
            else:
                yield Items(((f"Level {level}", f"is not looked at while level {max(looked_at)} is not achieved"),))
        yield Paragraph(f"btm explain {cell.score.reference} shows its whole cell.")

    def _above(self, account: CellAccount) -> list[Row]:
        """What is met above the first level not achieved."""
        if not account.score.out_of_order or account.score.numbers.level is None:
            return []
        named = listed(account.score.out_of_order)
        return [("Out of order", f"{named}: adds nothing until level {account.score.numbers.level + 1} is achieved")]

    def _claim(self, account: CellAccount) -> Iterator[Block]:
        claim, support = account.claim, account.support
        if claim and support:
            where = " for the whole capability" if claim.whole_capability else ""
            text = f"Level {claim.level} is claimed outright{where}, not rated: score, low and high are the claim"
            yield Paragraph(sentence(text, _standing(support), f"note: {support.note}" if support.note else ""))
            yield from _evidence(support)

    def _numbers(self, account: CellAccount) -> Iterator[Row]:
        numbers, limits = account.score.numbers, self._labels.thresholds
        climbs = account.climbs
        if climbs and numbers.score is not None and numbers.high is not None:
            yield "Level", f"{self._labels.level(numbers.level)}: {self._levels.why_level(climbs.claimed)}"
            yield "Score", self._levels.score(climbs.claimed, numbers.score)
            yield "Low", f"{exactly(numbers.low, limits)}, with what is open at 0"
            if numbers.high == numbers.low:
                yield "High", f"{exactly(numbers.high, limits)}; what is open cannot raise it, the cell is settled"
            else:
                yield "High", f"{self._levels.score(climbs.highest, numbers.high)}, with what is open fully met"
            yield "Evidenced", self._assured(climbs.evidenced, climbs.claimed, numbers.evidenced, "claimed")
            yield "Verified", self._assured(climbs.verified, climbs.evidenced, numbers.verified, "evidenced")
        else:
            yield "Level", self._labels.level(numbers.level)
            yield "Score", exactly(numbers.score)
            yield "Low, high", f"{exactly(numbers.low)}, {exactly(numbers.high)}"
            yield "Evidenced", f"{exactly(numbers.evidenced)}{self._base_if(account.support, 'evidenced')}"
            yield "Verified", f"{exactly(numbers.verified)}{self._base_if(account.support, 'verified')}"
        yield "Coverage", coverage(numbers.answered, numbers.applicable, numbers.coverage)
        if numbers.target is not None and numbers.score is not None and numbers.gap is not None:
            yield "Target", f"{exactly(numbers.target)}, {self._target(account.target_rule)}"
            yield "Gap", self._gap(numbers.target, numbers.score, numbers.gap)
        if account.score.to_reach_target:
            yield "Still to meet", ", ".join(account.score.to_reach_target)
        if account.step:
            yield "Next step", next_step(account.step)

    def _assured(self, climb: Climb, before: Climb, score: Fraction | None, name: str) -> str:
        """The end of a calculation that has less in it than the one before."""
        if score is None or climb == before:
            return f"{exactly(score, self._labels.thresholds)}, the same as {name}"
        return f"{self._levels.score(climb, score)}, level {climb.level}"

    def _base_if(self, support: Support | None, calculation: str) -> str:
        if support is None or (support.evidenced if calculation == "evidenced" else support.verified):
            return ""
        unproven = calculation == "verified" and not support.evidenced
        return f", the lowest level: {'it is not evidenced' if unproven else support.missing}"

    def _target(self, rule: TargetRule) -> str:
        match rule.source:
            case "cell":
                return "which the file names for this cell"
            case "capability" | "area":
                return f"which the file names for {self._labels.name(rule.name)}"
            case "level":
                return "the file's target for everything"
            case "state":
                return f"the target level of {self._labels.state(rule.name)}, the state the file aims at"
        if rule.name:
            return (
                f"assumed, as the file names none: the target level of {self._labels.state(rule.name)}, the next state"
            )
        return "assumed, as the file names none: the highest level, as no further state is defined"

    def _gap(self, target: Fraction, score: Fraction, gap: Fraction) -> str:
        if gap == 0:
            return f"0: the score {score} is not below the target {target}"
        return equation(f"{target} - {score}", gap)


def _standing(support: Support) -> str:
    if support.verified:
        return f"counts as evidenced and verified (by {support.verified_by})"
    if support.evidenced:
        return f"counts as evidenced, not as verified: {support.missing}"
    return f"counts as claimed only: {support.missing}"


def _evidence(support: Support | None) -> Iterator[Block]:
    if support is None or not support.evidence:
        return
    rows = []
    for each in support.evidence:
        state = "valid" if each.valid else f"not valid: {'; '.join(each.flaws) or 'it lies outside the evidence root'}"
        rows.append((each.key, f"{each.title}; {state}"))
    yield Paragraph("", "Evidence cited")
    yield Items(tuple(rows))
