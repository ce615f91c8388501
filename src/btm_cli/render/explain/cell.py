"""How a cell or a criterion came to its number, in sentences and exact arithmetic.

In: the account of one (`scoring.explanation`), the standard and its labels. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from btm_cli.render.document.blocks import Block, Items, Paragraph
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import series, words
from btm_cli.render.explain.phrases import (
    LevelWords,
    Row,
    coverage,
    equation,
    exactly,
    left_out,
    next_step,
    remark,
    row,
    sentence,
)
from btm_cli.scoring.explanation_accounts import CellAccount, CriterionInCell, TargetRule
from btm_cli.scoring.explanation_cell import CitedEvidence, Climb, Climbs, CriterionAccount, Support
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
            yield Paragraph(words("explain.cell.criterion-of-a-claim"))
        if without or cell.claim:
            if account.unknown or account.remark:
                yield Paragraph(_answer(account))
            return
        rows = [row("rating", _rating(account))]
        if account.support and account.points is not None:
            rows += _counting(account.points, account.support)
        if account.remark:
            rows.append(row("note", account.remark))
        yield Paragraph("", words("explain.cell.answer"))
        yield Items(tuple(rows))
        yield from _evidence(account.support)
        yield from self._place_in_level(account, cell)

    def cell(self, account: CellAccount) -> Iterator[Block]:
        """One cell: its answers, its levels one by one, then every number it has."""
        without = self._without_score(account)
        if account.unknown:
            yield Paragraph(words("explain.cell.unknown"))
        if account.remark and not account.claim:
            yield remark(account.remark)
        if without:
            yield Paragraph(without)
            said = [each for each in account.criteria if each.not_applicable or each.unknown or each.remark]
            said = said if not account.not_applicable else []
            yield Items(tuple((each.criterion.id, _answer(each)) for each in said))
            return
        if account.claim:
            yield from _claim(account)
        if account.climbs:
            yield Paragraph("", words("explain.cell.answers"))
            yield Items(tuple((each.criterion.id, _answer(each)) for each in account.criteria))
            yield Paragraph("", words("explain.cell.by-level"))
            yield Items(tuple(self._levels.rows(account.climbs.claimed) + _met_above(account)))
            yield from self._other_calculations(account.climbs, settled=account.score.numbers.settled == 1)
        yield Paragraph("", words("explain.cell.numbers"))
        yield Items(tuple(self._numbers(account)))

    def _other_calculations(self, climbs: Climbs, *, settled: bool) -> Iterator[Block]:
        """The levels once more for each calculation that comes out differently."""
        others = (
            ("open-met", climbs.highest, climbs.highest if settled else climbs.claimed),
            ("evidenced", climbs.evidenced, climbs.claimed),
            ("verified", climbs.verified, climbs.evidenced),
        )
        for name, climb, same in others:
            if climb != same:
                yield Paragraph("", words(f"explain.cell.by-level-{name}"))
                yield Items(tuple(self._levels.rows(climb)))

    def _without_score(self, account: CellAccount) -> str:
        """Why a cell has no score, "" where it has one."""
        if not account.in_scope:
            return words("explain.out-of-scope")
        if account.not_applicable:
            return f"{left_out(account.not_applicable)}."
        if account.score.basis == "n/a":
            return words("explain.cell.nothing-applies")
        if account.score.basis == "not-assessed":
            low, high = account.score.numbers.low, account.score.numbers.high
            return words("explain.cell.not-assessed", low=exactly(low), high=exactly(high))
        return ""

    def _place_in_level(self, account: CriterionAccount, cell: CellAccount) -> Iterator[Block]:
        level, reached = account.criterion.level, cell.score.numbers.level
        if account.criterion.id in cell.score.out_of_order and reached is not None:
            yield Paragraph(words("explain.cell.no-foundation", level=reached + 1), words("explain.out-of-order"))
        elif cell.climbs:
            looked_at = {each.level: each for each in cell.climbs.claimed.levels}
            yield Paragraph("", words("explain.cell.in-its-level"))
            if level in looked_at:
                yield Items((self._levels.row(looked_at[level]),))
            else:
                not_looked_at = words("explain.cell.not-looked-at", level=max(looked_at))
                yield Items(((words("explain.level-number", level=level), not_looked_at),))
        yield Paragraph(words("explain.cell.whole", reference=cell.score.reference))

    def _numbers(self, account: CellAccount) -> Iterator[Row]:
        numbers = account.score.numbers
        yield from self._rated(account, account.climbs) if account.climbs else self._claimed(account)
        yield row("coverage", coverage(numbers.answered, numbers.applicable, numbers.coverage))
        if numbers.target is not None and numbers.score is not None and numbers.gap is not None:
            yield row("target", f"{exactly(numbers.target)}, {self._target(account.target_rule)}")
            yield row("gap", _gap(numbers.target, numbers.score, numbers.gap))
        if account.score.to_reach_target:
            yield row("still-to-meet", ", ".join(account.score.to_reach_target))
        if account.step:
            yield row("next-step", next_step(account.step))

    def _rated(self, account: CellAccount, climbs: Climbs) -> Iterator[Row]:
        """The numbers of a cell whose criteria are rated; it has a score, or it would not get here."""
        numbers, limits = account.score.numbers, self._labels.thresholds
        if numbers.score is None or numbers.high is None:
            return
        if numbers.high == numbers.low:
            high = words("explain.cell.settled", high=exactly(numbers.high, limits))
        else:
            high = words("explain.cell.open-met", high=self._levels.score(climbs.highest, numbers.high))
        yield row("level", f"{self._labels.level(numbers.level)}: {self._levels.why_level(climbs.claimed)}")
        yield row("score", self._levels.score(climbs.claimed, numbers.score))
        yield row("low", words("explain.cell.open-at-0", low=exactly(numbers.low, limits)))
        yield row("high", high)
        yield row("evidenced", self._assured(climbs.evidenced, climbs.claimed, numbers.evidenced, "claimed"))
        yield row("verified", self._assured(climbs.verified, climbs.evidenced, numbers.verified, "evidenced"))

    def _claimed(self, account: CellAccount) -> Iterator[Row]:
        """The numbers of a cell that states its level outright."""
        numbers = account.score.numbers
        yield row("level", self._labels.level(numbers.level))
        yield row("score", exactly(numbers.score))
        yield row("low-high", f"{exactly(numbers.low)}, {exactly(numbers.high)}")
        yield row("evidenced", _or_lowest(account.support, numbers.evidenced, "evidenced"))
        yield row("verified", _or_lowest(account.support, numbers.verified, "verified"))

    def _assured(self, climb: Climb, before: Climb, score: Fraction | None, name: str) -> str:
        """The end of a calculation that has less in it than the one before, called `name`."""
        if score is None or climb == before:
            return words(f"explain.cell.same-as-{name}", score=exactly(score, self._labels.thresholds))
        return words("explain.cell.assured", score=self._levels.score(climb, score), level=climb.level)

    def _target(self, rule: TargetRule) -> str:
        """Where a cell's target comes from."""
        if rule.source in ("capability", "area"):
            return words("explain.target-rule.place", place=self._labels.name(rule.name))
        assumed = "assumed-state" if rule.name else "assumed-level"
        key = assumed if rule.source == "assumed" else rule.source
        return words(f"explain.target-rule.{key}", state=self._labels.state(rule.name))


def _rating(account: CriterionAccount) -> str:
    if account.not_applicable:
        return left_out(account.not_applicable)
    key = "explain.cell.rated"
    if account.rating is None or account.points is None:
        key = "explain.cell.not-known" if account.unknown else "explain.cell.not-answered"
    return words(key, rating=account.rating, points=account.points, weight=account.criterion.weight)


def _answer(account: CriterionAccount) -> str:
    """One criterion's answer on a line or two."""
    note = words("explain.cell.note", note=account.remark) if account.remark else ""
    if not account.support:
        return sentence(_rating(account), note)
    cited = ", ".join(map(_cited, account.support.evidence))
    evidence = words("explain.cell.cites", evidence=cited) if cited else ""
    return sentence(_rating(account), evidence, _standing(account.support), note)


def _cited(each: CitedEvidence) -> str:
    return words("explain.cell.valid-key" if each.valid else "explain.cell.invalid-key", key=each.key)


def _counting(points: Fraction, support: Support) -> list[Row]:
    """Under which calculations points count, and why."""
    claimed = words("explain.cell.counts", points=points)
    evidenced = words("explain.cell.counts-evidenced", points=points)
    verified = words("explain.cell.counts-verified", points=points, name=support.verified_by)
    if not support.evidenced:
        evidenced = words("explain.cell.counts-nothing", why=support.missing)
        verified = words("explain.cell.counts-nothing", why=words("explain.cell.unproven"))
    elif not support.verified:
        verified = words("explain.cell.counts-nothing", why=support.missing)
    return [row("claimed", claimed), row("evidenced", evidenced), row("verified", verified)]


def _met_above(account: CellAccount) -> list[Row]:
    """What is met above the first level not achieved."""
    if not account.score.out_of_order or account.score.numbers.level is None:
        return []
    following = account.score.numbers.level + 1
    text = words("explain.cell.adds-nothing", criteria=series(account.score.out_of_order), level=following)
    return [row("out-of-order", text)]


def _claim(account: CellAccount) -> Iterator[Block]:
    claim, support = account.claim, account.support
    if claim and support:
        key = "explain.cell.capability-claimed" if claim.whole_capability else "explain.cell.claimed"
        note = words("explain.cell.note", note=support.note) if support.note else ""
        yield Paragraph(sentence(words(key, level=claim.level), _standing(support), note))
        yield from _evidence(support)


def _or_lowest(support: Support | None, score: Fraction | None, calculation: str) -> str:
    """What a claim counts under a calculation, and why that is the lowest level."""
    if support is None or (support.evidenced if calculation == "evidenced" else support.verified):
        return exactly(score)
    unproven = calculation == "verified" and not support.evidenced
    why = words("explain.cell.not-evidenced") if unproven else support.missing
    return words("explain.cell.lowest", score=exactly(score), why=why)


def _gap(target: Fraction, score: Fraction, gap: Fraction) -> str:
    if gap == 0:
        return words("explain.cell.no-gap", score=score, target=target)
    return equation(f"{target} - {score}", gap)


def _standing(support: Support) -> str:
    key = "verified" if support.verified else "evidenced" if support.evidenced else "claimed"
    return words(f"explain.standing.{key}", name=support.verified_by, missing=support.missing)


def _evidence(support: Support | None) -> Iterator[Block]:
    if support is None or not support.evidence:
        return
    rows = []
    for each in support.evidence:
        flaws = "; ".join(each.flaws) or words("explain.cell.outside")
        key = "explain.cell.valid-title" if each.valid else "explain.cell.invalid-title"
        rows.append((each.key, words(key, title=each.title, flaws=flaws)))
    yield Paragraph("", words("explain.cell.evidence-cited"))
    yield Items(tuple(rows))
