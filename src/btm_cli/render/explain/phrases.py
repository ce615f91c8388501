"""What explanations of cells and of what is above them say alike, in text and in exact arithmetic written out.

In: parts of accounts, exact fractions, how a cell climbs its levels. Out: text, such as "(1 + 2/3) / 2 = 5/6 = 0.83",
which a reader can calculate again: rounded once, at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from btm_cli.answers.model import NotApplicable
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Paragraph
from btm_cli.render.document.words import series, words
from btm_cli.scoring.explanation_cell import Climb, LevelAccount, Term
from btm_cli.scoring.scorecard import Blocker, Priority
from btm_cli.standard.model import Standard

Row = tuple[str, str]
"""A label and what stands behind it."""


def row(label: str, text: str) -> Row:
    """A row whose label is the word called `label` of this room."""
    return words(f"explain.{label}"), text


def sentence(*parts: str) -> str:
    """The parts that say something as sentences: an initial capital and a full stop each."""
    return " ".join(f"{part[0].upper()}{part[1:]}{'' if part[-1] in '.!?' else '.'}" for part in parts if part)


def coverage(answered: int, applicable: int, share: Fraction | None) -> str:
    """How much was answered, "-" where nothing applies."""
    if share is None:
        return words("explain.no-criteria-apply")
    return words("explain.answered", n=answered, applicable=applicable, share=write.percent(share))


def left_out(said: NotApplicable) -> str:
    """That something is n/a, why, and who agreed."""
    agreed = "explain.left-out-approved" if said.approved_by else "explain.left-out"
    return words(agreed, reason=said.reason, approver=said.approved_by)


def remark(text: str) -> Paragraph:
    """What somebody noted."""
    return Paragraph(text, words("explain.remark"))


def next_step(step: Priority) -> str:
    """A step's rank and the arithmetic of its priority."""
    effort = str(step.effort) if step.effort.denominator == 1 else f"({step.effort})"
    calculation = f"({step.importance} × ({step.gain} + {step.lift} + {step.enables}) + {step.state}) / {effort}"
    text = words(
        "explain.step",
        low=step.from_level,
        high=step.to_level,
        rank=step.rank,
        priority=equation(calculation, step.priority),
    )
    return (
        words("explain.step-blocked", step=text, blockers=series(map(_blocker, step.blocked_by)))
        if step.blocked_by
        else text
    )


def _blocker(each: Blocker) -> str:
    key = "explain.blocker-not-assessed" if each.has is None else "explain.blocker"
    return words(key, capability=each.capability, needs=each.needs, has=each.has)


def exactly(value: Fraction | None, limits: Iterable[Fraction] = ()) -> str:
    """`value` as it is and as it is shown: "3", "17/6 = 2.83", "899/300 = just under 3.00"; "-" for None."""
    if value is None or value.denominator == 1:
        return write.short_number(value)
    return f"{value} = {write.score(value, limits)}"


def equation(calculation: str, result: Fraction, limits: Iterable[Fraction] = ()) -> str:
    """`calculation` and what it comes to; a calculation that is the result already stands once."""
    shown = exactly(result, limits)
    return shown if calculation == str(result) else f"{calculation} = {shown}"


def mean(terms: Sequence[Term]) -> str:
    """One or more terms as a weighted mean: "(1 + 2/3) / 2", "(2 × 1 + 1 × 2/3) / (2 + 1)", "2/3"."""
    if len(terms) == 1:
        return str(terms[0].value)
    if len({term.weight for term in terms}) == 1:
        return f"({' + '.join(str(term.value) for term in terms)}) / {len(terms)}"
    weighted = " + ".join(f"{term.weight} × {term.value}" for term in terms)
    return f"({weighted}) / ({' + '.join(str(term.weight) for term in terms)})"


class LevelWords:
    """Puts the calculations of one standard's cells into words; `limits` are thresholds for scores shown."""

    def __init__(self, standard: Standard, limits: Sequence[Fraction]) -> None:
        self._standard = standard
        self._limits = limits
        self._staged = standard.level_rule == "staged"

    def rows(self, climb: Climb) -> list[Row]:
        """Every level the calculation looked at."""
        return [self.row(account) for account in climb.levels]

    def row(self, account: LevelAccount) -> Row:
        """One level: "a(3) = (1 + 2/3) / 2 = 5/6 = 0.83. It is not above 0.85: not achieved."."""
        name = words("explain.level-number", level=account.level)
        if not account.terms:
            key = "nothing-applies-achieved" if self._staged else "nothing-applies"
            return name, words(f"explain.climb.{key}", level=account.level)
        limits = [self._standard.achieved_above] if self._staged else []
        formula = f"a({account.level}) = {equation(mean(account.terms), account.achievement, limits)}"
        return name, f"{formula}. {self._verdict(account)}" if self._staged else formula

    def _verdict(self, account: LevelAccount) -> str:
        """The threshold and `every_at_least`, held against one level."""
        every = self._standard.every_at_least
        if account.achieved:
            key = "achieved-every" if every else "achieved"
        elif account.above:
            key = "too-low"
        else:
            key = "not-above-too-low" if account.short else "not-above"
        return words(
            f"explain.climb.{key}",
            limit=write.short_number(self._standard.achieved_above),
            every=every,
            short=series(account.short) if account.short else "",
        )

    def why_level(self, climb: Climb) -> str:
        """Why the calculation ends at its level."""
        if not self._staged:
            key = "rounded-down"
        elif climb.level == self._standard.top:
            key = "every-level"
        else:
            key = "not-even-next" if climb.level == self._standard.base else "up-to-it"
        return words(f"explain.climb.{key}", score=climb.score, following=climb.level + 1)

    def score(self, climb: Climb, score: Fraction) -> str:
        """How `score` follows from the levels: "2 + a(3) = 2 + 5/6 = 17/6 = 2.83"."""
        if not self._staged:
            parts = " + ".join(str(each.achievement) for each in climb.levels)
            return equation(f"{self._standard.base} + {parts}", score, self._limits)
        if climb.level == self._standard.top:
            return words("explain.climb.highest", score=exactly(score))
        added = equation(f"{climb.level} + {climb.levels[-1].achievement}", score, self._limits)
        return f"{climb.level} + a({climb.level + 1}) = {added}"
