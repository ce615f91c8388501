"""How the numbers of a capability, an area, a theme, a state or the whole came about, in sentences and arithmetic.

In: the account of one (`scoring.explanation`), the standard and its labels. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Column, Items, Paragraph, Table
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import series, words
from btm_cli.render.explain.phrases import Row, coverage, equation, exactly, left_out, mean, remark, row
from btm_cli.scoring import explanation_accounts as accounts
from btm_cli.scoring.explanation_accounts import ThemedCriterion
from btm_cli.scoring.scorecard import AskScore, Overall
from btm_cli.standard.model import Standard

MEANS = ("low", "high", "evidenced", "verified", "target", "gap")
"""The other numbers that are weighted means: fields of `Numbers`."""
NAMES_LISTED = 5
"""How many of the capabilities below a floor are named where all states are listed; a state's own page names all."""


class AboveWords:
    """Puts the accounts of everything above cells into words."""

    def __init__(self, standard: Standard, labels: Labels) -> None:
        self._standard = standard
        self._labels = labels

    def capability(self, account: accounts.CapabilityAccount) -> Iterator[Block]:
        """Its dimensions, every number, balance, importance and prerequisites."""
        score = account.score
        if not score.in_scope:
            yield Paragraph(words("explain.out-of-scope"))
            return
        if account.remark:
            yield remark(account.remark)
        if account.not_applicable:
            yield Paragraph(f"{left_out(account.not_applicable)}.")
            return
        more: list[Row] = []
        if score.limited_by:
            more.append(
                row("limited-by", words("explain.weakest", names=series(map(self._labels.dimension, score.limited_by))))
            )
        if score.imbalance is not None:
            more.append(row("imbalance", self._imbalance(account.roll_up, score.imbalance)))
        more.append(row("importance", words("explain.importance-of", importance=score.importance)))
        yield from self._rolled_up(
            account.roll_up, "dimension", by_mean=self._standard.capability_level == "mean", more=more
        )
        if account.requirements:
            yield Paragraph("", words("explain.prerequisites"))
            yield Items(tuple(self._requirement(each, score.numbers.level) for each in account.requirements))

    def area(self, account: accounts.AreaAccount) -> Iterator[Block]:
        """Its capabilities and every number."""
        yield from self._rolled_up(account.roll_up, "capability")

    def overall(self, account: accounts.OverallAccount) -> Iterator[Block]:
        """The remark on the file, the areas, every number, and the states."""
        if account.remark:
            yield remark(account.remark)
        yield from self._rolled_up(account.roll_up, "area")
        if account.states and account.overall.numbers.score is not None:
            yield Paragraph("", words("explain.states"))
            yield Items(tuple((each.state.name, self._state(each, NAMES_LISTED)) for each in account.states))
            yield from self._headline_states(account.overall)

    def state(self, account: accounts.StateInWhole) -> Iterator[Block]:
        """Its two conditions, and the state the enterprise is in."""
        if account.overall.numbers.score is None:
            yield Paragraph(words("explain.no-state"))
            return
        yield Paragraph(self._state(account.account))
        for ask in account.account.asks:
            yield from _ask_account(ask, self._labels)
        yield from self._headline_states(account.overall)

    def listing(self, account: accounts.Listing, kind: str) -> Iterator[Block]:
        """The cells of a dimension or the capabilities at a level: neither kind has a number of its own."""
        if kind == "dimension":
            yield Paragraph(words("explain.cells-of-dimension"))
        elif not account.parts:
            yield Paragraph(words("explain.nothing-at-level"))
            return
        else:
            yield Paragraph(words("explain.capabilities-at-level"))
        yield self._table(
            "capability",
            [(self._labels.name(part.reference.partition("/")[0]), *self._figures(part)) for part in account.parts],
        )

    def _rolled_up(
        self, roll_up: accounts.RollUp, height: str, *, by_mean: bool = False, more: Sequence[Row] = ()
    ) -> Iterator[Block]:
        """The parts, which are of one `height`, and every number that follows from them."""
        yield self._table(height, [(self._name(part), *self._figures(part)) for part in roll_up.parts])
        numbers, limits = roll_up.numbers, self._labels.thresholds
        if numbers.low is None:
            yield Paragraph(words("explain.no-numbers"))
            return
        rows: list[Row] = []
        if numbers.score is None:
            rows.append(row("score", words("explain.no-score")))
        else:
            rows.append(row("score", equation(mean(roll_up.terms("score")), numbers.score, limits)))
            rows.append(row("level", self._level(roll_up, height, by_mean)))
        rows += self._means(roll_up)
        rows.append(row("coverage", coverage(numbers.answered, numbers.applicable, numbers.coverage)))
        rows.append(row("settled", words("explain.settled-share", share=write.percent(numbers.settled))))
        yield Items((*rows, *more))

    def _means(self, roll_up: accounts.RollUp) -> Iterator[Row]:
        numbers, limits = roll_up.numbers, self._labels.thresholds
        levels = {"evidenced": numbers.evidenced_level, "verified": numbers.verified_level}
        for field in MEANS:
            value = getattr(numbers, field)
            if value is None:
                continue
            shown = equation(mean(roll_up.terms(field)), value, () if field == "gap" else limits)
            level = levels.get(field)
            yield row(field, shown if level is None else words("explain.with-level", score=shown, level=level))

    def _level(self, roll_up: accounts.RollUp, height: str, by_mean: bool) -> str:
        level = roll_up.numbers.level
        named = self._labels.level(level) if height == "dimension" else write.whole(level)  # only what is practised
        if by_mean:
            return words("explain.level-by-mean", level=named, score=exactly(roll_up.numbers.score))
        lowest = [self._name(part) for part in roll_up.parts if part.numbers.level == level]
        return words("explain.level-by-lowest", level=named, names=series(lowest))

    def _imbalance(self, roll_up: accounts.RollUp, imbalance: Fraction) -> str:
        scores = [term.value for term in roll_up.terms("score")]
        limit = self._standard.imbalance_at
        return words(
            "explain.imbalance-too-much" if imbalance >= limit else "explain.imbalance-below",
            imbalance=equation(f"{max(scores)} - {min(scores)}", imbalance, [limit]),
            limit=write.short_number(limit),
        )

    def _requirement(self, account: accounts.RequirementAccount, level: int | None) -> Row:
        """One prerequisite: for which level, of whom, and whether it holds today."""
        needed = account.requirement
        if account.met:
            verdict = words("explain.met")
        elif level is not None and needed.for_level <= level + 1:
            verdict = words("explain.blocks", level=level + 1)
        else:
            verdict = words("explain.not-met")
        text = words(
            "explain.requirement-without-level" if account.has is None else "explain.requirement",
            name=self._labels.name(needed.capability),
            needs=needed.needs,
            has=account.has,
            verdict=verdict,
        )
        return words("explain.level-number", level=needed.for_level), text

    def _state(self, account: accounts.StateAccount, most: int | None = None) -> str:
        """The score against where the state begins, and the capabilities below its floor, `most` of them by name."""
        state = account.state
        held = [f"{self._labels.name(name)} ({level})" for name, level in account.below_floor[:most]]
        more = len(account.below_floor) - len(held)
        held += [words("explain.more", n=more)] if more else []
        score = "reached" if account.score_reached else "too-low"
        floor = "below-floor" if account.below_floor else "above-floor"
        if account.score_reached and not account.below_floor and not account.reached:
            key = "asks-unmet" if account.unmet else "lower-fails"
        else:
            key = f"score-{score}-{floor}"
        return words(
            f"explain.state.{key}",
            score=exactly(account.score, self._labels.thresholds),
            start=exactly(state.from_score),
            floor=state.floor,
            held=series(held) if held else "",
            lower=self._labels.state(account.lower),
        )

    def _headline_states(self, overall: Overall) -> Iterator[Block]:
        name = self._labels.state
        rows = [
            row("state-now", words("explain.highest-reached", state=name(overall.state))),
            row("by-score-alone", name(overall.state_by_score)),
            row("evidenced", name(overall.evidenced_state)),
            row("verified", name(overall.verified_state)),
        ]
        if overall.held_back_by:
            rows.append(row("held-back-by", series(map(self._labels.name, overall.held_back_by))))
        if overall.provisional:
            rows.append(row("provisional", words("explain.provisional-since")))
        yield Paragraph("", words("explain.the-enterprise"))
        yield Items(tuple(rows))

    def _table(self, height: str, rows: Sequence[tuple[str, ...]]) -> Table:
        return Table(columns("explain", (height, "weight", "level", "score"), ("weight", "level")), tuple(rows))

    def _figures(self, part: accounts.Part) -> tuple[str, ...]:
        return str(part.weight), write.whole(part.numbers.level), self._score(part)

    def _score(self, part: accounts.Part) -> str:
        """A part's score, why it has none, or that it was claimed."""
        if part.numbers.score is None:
            key = "not-applicable" if part.numbers.low is None else "not-assessed"
        else:
            key = "score-claimed" if part.basis == "claimed" else "score-rated"
        return words(f"explain.{key}", score=exactly(part.numbers.score, self._labels.thresholds))

    def _name(self, part: accounts.Part) -> str:
        """The name of an area or capability, or of the dimension of a cell."""
        return self._labels.place(part.reference).rpartition(" / ")[2]


def _ask_account(account: accounts.AskAccount, labels: Labels) -> Iterator[Block]:
    """One ask of a state: its shares, and every claim that it counts."""
    score = account.score
    title = words("explain.ask.title", need=write.percent(score.need), theme=labels.theme(score.theme))
    yield Paragraph(_share(score), title)
    yield _claims(account.criteria)


def theme_account(account: accounts.ThemeAccount, labels: Labels) -> Iterator[Block]:
    """A theme: each state's ask for it, and every claim that bears it."""
    for score in account.asks:
        yield Paragraph(_share(score), labels.state(score.state))
    yield _claims(account.criteria)


def _share(score: AskScore) -> str:
    if not score.testable:
        return words("explain.ask.untestable")
    return words(
        "explain.ask.met" if score.met else "explain.ask.unmet",
        share=write.percent(score.share),
        need=write.percent(score.need),
        evidenced=write.percent(score.evidenced_share),
        verified=write.percent(score.verified_share),
        full=score.applicable - len(score.open),
        applicable=score.applicable,
    )


def _claims(criteria: Sequence[ThemedCriterion]) -> Table:
    heads = (
        Column(words("explain.ask.reference"), whole=True),
        Column(words("explain.ask.now")),
        Column(words("explain.ask.left"), right=True),
        Column(words("explain.ask.claim"), rank=1, below=True),
    )
    return Table(heads, tuple(_row(each) for each in criteria))


def _row(each: ThemedCriterion) -> tuple[str, str, str, str]:
    now = each.said or words(f"explain.ask.standing.{each.standing}")
    return each.reference, now, write.short_number(each.left), each.criterion.claim
