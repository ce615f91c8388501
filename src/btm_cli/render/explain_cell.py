"""How a cell or a criterion came to its number, in sentences and exact arithmetic.

In: the account of one (`scoring.explanation`), the standard and its labels. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from btm_cli.render import numbers as write
from btm_cli.render.blocks import Block, Items, Paragraph
from btm_cli.render.explain_words import equation, exactly, listed, mean, sentence
from btm_cli.render.labels import Labels
from btm_cli.scoring.explanation import CellAccount, CriterionInCell, TargetRule
from btm_cli.scoring.explanation_cell import CriterionAccount, Climb, LevelAccount, Support
from btm_cli.scoring.scorecard import Priority
from btm_cli.standard.model import Standard

Row = tuple[str, str]


class CellWords:
    """Puts the accounts of one standard's cells and criteria into words."""

    def __init__(self, standard: Standard, labels: Labels) -> None:
        self._standard = standard
        self._labels = labels
        self._staged = standard.level_rule == "staged"

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
        yield Items(tuple(rows))
        yield from _evidence(account.support)
        yield from self._place_in_level(account, cell)

    def cell(self, account: CellAccount) -> Iterator[Block]:
        """One cell: its answers, its levels one by one, then every number it has."""
        without = self._without_score(account)
        if without:
            yield Paragraph(without)
            return
        if account.claim:
            yield from self._claim(account)
        if account.climbs:
            yield Paragraph("", "Answers")
            yield Items(tuple((each.criterion.id, self._answer(each)) for each in account.criteria))
            yield Paragraph("", "Level by level")
            yield Items(tuple(self._levels(account.climbs.claimed) + self._above(account)))
        yield Paragraph("", "Numbers")
        yield Items(tuple(self._numbers(account)))

    def _without_score(self, account: CellAccount) -> str:
        """Why a cell has no score, "" where it has one."""
        if not account.in_scope:
            return "The answers file's scope leaves this out, like what is n/a."
        if account.not_applicable:
            said = account.not_applicable
            agreed = f", approved by {said.approved_by}" if said.approved_by else ", approved by nobody"
            return f"Not applicable: {said.reason}{agreed}. It is left out of every calculation."
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
            said = account.not_applicable
            agreed = f" (approved by {said.approved_by})" if said.approved_by else ""
            return f"n/a, left out of every calculation: {said.reason}{agreed}"
        if account.rating is None or account.points is None:
            return f"not answered, counts 0, weight {account.criterion.weight}"
        return f"{account.rating}, counts {account.points}, weight {account.criterion.weight}"

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
            verified = f"counts 0: {why if support.evidenced else 'what is not evidenced can not be verified'}"
        rows = [("Claimed", f"counts {points}"), ("Evidenced", evidenced), ("Verified", verified)]
        return rows + ([("Note", support.note)] if support.note else [])

    def _place_in_level(self, account: CriterionAccount, cell: CellAccount) -> Iterator[Block]:
        level = account.criterion.level
        if account.criterion.id in cell.score.out_of_order and cell.score.numbers.level is not None:
            yield Paragraph(
                f"It adds nothing until level {cell.score.numbers.level + 1} is achieved: practice without its foundation.",
                "Out of order",
            )
        elif cell.climbs:
            looked_at = [each for each in cell.climbs.claimed.levels if each.level == level]
            if looked_at:
                yield Paragraph("", "In its level")
                yield Items(tuple(self._level(each) for each in looked_at))
            else:
                yield Paragraph(
                    f"Level {level} is not looked at: level {cell.score.numbers.level} is the highest achieved.",
                    "In its level",
                )
        yield Paragraph(f"btm explain {cell.score.reference} shows its whole cell.")

    def _levels(self, climb: Climb) -> list[Row]:
        return [self._level(account) for account in climb.levels]

    def _level(self, account: LevelAccount) -> Row:
        name = f"Level {account.level}"
        if not account.terms:
            return name, f"a({account.level}) = 1: it has no criteria that apply" + (
                "; achieved" if self._staged else ""
            )
        achieved = f"a({account.level}) = {self._achievement(account)}"
        return name, f"{achieved}. {self._verdict(account)}" if self._staged else achieved

    def _achievement(self, account: LevelAccount) -> str:
        limits = [self._standard.achieved_above] if self._staged else []
        return equation(mean(account.terms), account.achievement, limits)

    def _verdict(self, account: LevelAccount) -> str:
        """The threshold and `every_at_least`, held against one level."""
        limit, every = write.short_number(self._standard.achieved_above), self._standard.every_at_least
        above = f"above {limit}" if account.above else f"not above {limit}"
        below = f"{listed(account.short)} below {every}" if account.short else ""
        if account.achieved:
            return f"It is {above}" + (f" and everything is {every} or better" if every else "") + ": achieved."
        if account.above:
            return f"It is {above}, but {below}: not achieved."
        return f"It is {above}" + (f", and {below}" if below else "") + ": not achieved."

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
            yield "Level", f"{self._labels.level(numbers.level)}: {self._why_level(climbs.claimed)}"
            yield "Score", self._score(climbs.claimed, numbers.score)
            yield "Low", f"{exactly(numbers.low, limits)}, with what is open at 0"
            if numbers.high == numbers.low:
                yield "High", f"{exactly(numbers.high, limits)}; what is open can not raise it, the cell is settled"
            else:
                yield "High", f"{self._score(climbs.highest, numbers.high)}, with what is open fully met"
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

    def _why_level(self, climb: Climb) -> str:
        if not self._staged:
            return f"{exactly(climb.score)} rounded down"
        if climb.level == self._standard.top:
            return "every level is achieved"
        if climb.level == self._standard.base:
            return f"level {climb.level + 1} is not achieved"
        return f"every level up to it is achieved, level {climb.level + 1} is not"

    def _score(self, climb: Climb, score: Fraction) -> str:
        """Where a calculation ended: "2 + a(3) = 2 + 5/6 = 17/6 = 2.83"."""
        limits = self._labels.thresholds
        if not self._staged:
            parts = " + ".join(str(each.achievement) for each in climb.levels)
            return equation(f"{self._standard.base} + {parts}", score, limits)
        if climb.level == self._standard.top:
            return f"{exactly(score)}, the highest level"
        last = climb.levels[-1].achievement
        return f"{climb.level} + a({climb.level + 1}) = {equation(f'{climb.level} + {last}', score, limits)}"

    def _assured(self, climb: Climb, before: Climb, score: Fraction | None, name: str) -> str:
        """A calculation with less in it than the one before: its levels again, in a paragraph."""
        if score is None or climb == before:
            return f"{exactly(score, self._labels.thresholds)}, the same as {name}"
        levels = " ".join(text if text.endswith(".") else f"{text}." for _, text in self._levels(climb))
        return f"{levels} Level {climb.level}, score {self._score(climb, score)}"

    def _base_if(self, support: Support | None, calculation: str) -> str:
        if support is None or (support.evidenced if calculation == "evidenced" else support.verified):
            return ""
        return f", the lowest level: {support.missing if calculation == 'evidenced' or support.evidenced else 'it is not evidenced'}"

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


def coverage(answered: int, applicable: int, share: Fraction | None) -> str:
    """How much was answered, "-" where nothing applies."""
    if share is None:
        return f"{write.NOTHING}, no criteria apply"
    return f"{answered} of {applicable} criteria answered = {write.percent(share)}"


def next_step(step: Priority) -> str:
    """A step's rank and the arithmetic of its priority."""
    calculation = f"{step.importance} × ({step.gain} + {step.lift} + {step.enables}) / {step.effort}"
    blocked = ""
    if step.blocked_by:
        blocked = "; blocked by " + listed(_blockers(step))
    return (
        f"level {step.from_level} to {step.to_level}, rank {step.rank}: priority = importance × (gain + lift + enables) / effort "
        f"= {equation(calculation, step.priority)}{blocked}"
    )


def _blockers(step: Priority) -> Sequence[str]:
    return [
        f"{each.capability} at {'no level yet' if each.has is None else each.has} (needs {each.needs})"
        for each in step.blocked_by
    ]
