"""How the numbers of a capability, an area, a state or the whole came about, in sentences and exact arithmetic.

In: the account of one (`scoring.explanation`), the standard and its labels. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Items, Paragraph, Table, headed
from btm_cli.render.document.labels import Labels
from btm_cli.render.explain.levels import Row
from btm_cli.render.explain.words import coverage, equation, exactly, left_out, listed, mean
from btm_cli.scoring.explanation_accounts import (
    AreaAccount,
    CapabilityAccount,
    Listing,
    OverallAccount,
    Part,
    RequirementAccount,
    RollUp,
    StateAccount,
    StateInWhole,
)
from btm_cli.scoring.scorecard import Numbers, Overall
from btm_cli.standard.model import Standard

MEANS = (
    ("Low", "low"),
    ("High", "high"),
    ("Evidenced", "evidenced"),
    ("Verified", "verified"),
    ("Target", "target"),
    ("Gap", "gap"),
)
"""The other numbers that are weighted means, each with its field of `Numbers`."""


COLUMNS = ("Weight", "Level", "Score")
RIGHT = frozenset({"Weight", "Level"})
NAMES_LISTED = 5
"""How many of the capabilities below a floor are named where all states are listed; a state's own page names all."""


class AboveWords:
    """Puts the accounts of everything above cells into words."""

    def __init__(self, standard: Standard, labels: Labels) -> None:
        self._standard = standard
        self._labels = labels

    def capability(self, account: CapabilityAccount) -> Iterator[Block]:
        """Its dimensions, every number, balance, importance and prerequisites."""
        score = account.score
        if not score.in_scope:
            yield Paragraph("The answers file's scope leaves this out, like what is n/a.")
            return
        if account.not_applicable:
            yield Paragraph(f"{left_out(account.not_applicable)}.")
            return
        more: list[Row] = []
        if score.limited_by:
            more.append(("Limited by", listed(map(self._labels.dimension, score.limited_by)) + ", its weakest"))
        if score.imbalance is not None:
            more.append(("Imbalance", self._imbalance(account)))
        more.append(("Importance", f"{score.importance} of 5"))
        yield from self._rolled_up(
            account.roll_up, "Dimension", by_mean=self._standard.capability_level == "mean", more=more
        )
        if account.requirements:
            yield Paragraph("", "Prerequisites")
            yield Items(tuple(self._requirement(each, score.numbers.level) for each in account.requirements))

    def area(self, account: AreaAccount) -> Iterator[Block]:
        """Its capabilities and every number."""
        yield from self._rolled_up(account.roll_up, "Capability")

    def overall(self, account: OverallAccount) -> Iterator[Block]:
        """The areas, every number, and the states."""
        yield from self._rolled_up(account.roll_up, "Area")
        if account.states and account.overall.numbers.score is not None:
            yield Paragraph("", "States")
            yield Items(tuple((each.state.name, self._state(each, NAMES_LISTED)) for each in account.states))
            yield from self._headline_states(account.overall)

    def state(self, account: StateInWhole) -> Iterator[Block]:
        """Its two conditions, and the state the enterprise is in."""
        if account.overall.numbers.score is None:
            yield Paragraph("Nothing is assessed, so there is no state.")
            return
        yield Paragraph(self._state(account.account))
        yield from self._headline_states(account.overall)

    def listing(self, account: Listing, kind: str) -> Iterator[Block]:
        """The cells of a dimension or the capabilities at a level: neither kind has a number of its own."""
        if kind == "dimension":
            yield Paragraph("A dimension has no number of its own; these are its cells.")
        elif not account.parts:
            yield Paragraph("No capability is at this level.")
            return
        else:
            yield Paragraph("These capabilities are at this level.")
        rows = [(self._labels.name(part.reference.partition("/")[0]), *self._figures(part)) for part in account.parts]
        yield Table(headed(("Capability", *COLUMNS), RIGHT), tuple(rows))

    def _rolled_up(
        self, roll_up: RollUp, name: str, *, by_mean: bool = False, more: Sequence[Row] = ()
    ) -> Iterator[Block]:
        yield self._table(roll_up.parts, name)
        numbers, limits = roll_up.numbers, self._labels.thresholds
        if numbers.low is None:
            yield Paragraph("Nothing here applies, so there are no numbers.")
            return
        rows: list[Row] = []
        if numbers.score is None:
            rows.append(("Score", "none: nothing here is assessed"))
        else:
            rows.append(("Score", equation(mean(roll_up.terms("score")), numbers.score, limits)))
            rows.append(("Level", self._level(roll_up, by_mean)))
        for label, field in MEANS:
            value = getattr(numbers, field)
            if value is not None:
                shown = equation(mean(roll_up.terms(field)), value, () if field == "gap" else limits)
                rows.append((label, shown + self._assured_level(numbers, field)))
        rows.append(("Coverage", coverage(numbers.answered, numbers.applicable, numbers.coverage)))
        rows.append(("Settled", f"{write.percent(numbers.settled)} of its cells that apply have low = high"))
        yield Items((*rows, *more))

    def _assured_level(self, numbers: Numbers, field: str) -> str:
        """The level of the evidenced and the verified score, as of the claimed one."""
        if field not in ("evidenced", "verified"):
            return ""
        level = numbers.evidenced_level if field == "evidenced" else numbers.verified_level
        return "" if level is None else f", level {level}"

    def _level(self, roll_up: RollUp, by_mean: bool) -> str:
        level = roll_up.numbers.level
        named = self._labels.level(level)
        if by_mean:
            return f"{named}: {exactly(roll_up.numbers.score)} rounded down"
        lowest = [self._name(part) for part in roll_up.parts if part.numbers.level == level]
        return f"{named}: the lowest, that of {listed(lowest)}"

    def _imbalance(self, account: CapabilityAccount) -> str:
        scores = [term.value for term in account.roll_up.terms("score")]
        limit, imbalance = self._standard.imbalance_at, account.score.imbalance
        if imbalance is None:
            return write.NOTHING
        text = f"highest minus lowest = {equation(f'{max(scores)} - {min(scores)}', imbalance, [limit])}"
        return text + (
            f"; {write.short_number(limit)} or more is too much"
            if imbalance >= limit
            else f", below {write.short_number(limit)}"
        )

    def _requirement(self, account: RequirementAccount, level: int | None) -> Row:
        """One prerequisite: for which level, of whom, and whether it holds today."""
        needed = account.requirement
        has = "has no level" if account.has is None else f"is at {account.has}"
        verdict = "met" if account.met else "not met"
        if not account.met and level is not None and needed.for_level <= level + 1:
            verdict = f"not met: blocks level {level + 1}"
        name = self._labels.name(needed.capability)
        return f"Level {needed.for_level}", f"{name} at level {needed.needs}; it {has}: {verdict}"

    def _state(self, account: StateAccount, most: int | None = None) -> str:
        state, limits = account.state, self._labels.thresholds
        score = f"the score {exactly(account.score, limits)} is " + (
            f"not below {exactly(state.from_score)}" if account.score_reached else f"below {exactly(state.from_score)}"
        )
        floor = f"no assessed capability is below level {state.floor}"
        if account.below_floor:
            held = [f"{self._labels.name(name)} ({level})" for name, level in account.below_floor[:most]]
            more = len(account.below_floor) - len(held)
            held += [f"{more} more"] if more else []
            floor = f"below level {state.floor}: {listed(held)}"
        joined = "and" if account.score_reached != bool(account.below_floor) else "but"
        return f"{'Reached' if account.reached else 'Not reached'}: {score}, {joined} {floor}."

    def _headline_states(self, overall: Overall) -> Iterator[Block]:
        name = self._labels.state
        rows = [
            ("State", f"{name(overall.state)}, the highest one reached"),
            ("By score alone", name(overall.state_by_score)),
            ("Evidenced", name(overall.evidenced_state)),
            ("Verified", name(overall.verified_state)),
        ]
        if overall.held_back_by:
            rows.append(("Held back by", listed(map(self._labels.name, overall.held_back_by))))
        if overall.provisional:
            rows.append(("Provisional", "not everything in scope is assessed yet"))
        yield Paragraph("", "The enterprise")
        yield Items(tuple(rows))

    def _table(self, parts: Sequence[Part], name: str) -> Table:
        return Table(headed((name, *COLUMNS), RIGHT), tuple((self._name(part), *self._figures(part)) for part in parts))

    def _figures(self, part: Part) -> tuple[str, ...]:
        level = write.NOTHING if part.numbers.level is None else str(part.numbers.level)
        return str(part.weight), level, f"{exactly(part.numbers.score, self._labels.thresholds)}{_remark(part)}"

    def _name(self, part: Part) -> str:
        """The name of an area or capability, or of the dimension of a cell."""
        return self._labels.place(part.reference).rpartition(" / ")[2]


def _remark(part: Part) -> str:
    """Why a part has no score, or that it was claimed."""
    if part.numbers.score is None:
        return " not applicable" if part.numbers.low is None else " not assessed"
    return " claimed" if part.basis == "claimed" else ""
