"""How a cell climbs its levels, in exact arithmetic: each level against the standard's thresholds, and where it ends.

In: a `Climb` (`scoring.explanation_cell`) and the standard. Out: text and rows of label and text.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from btm_cli.render.document import numbers as write
from btm_cli.render.document.words import series, words
from btm_cli.render.explain.arithmetic import equation, exactly, mean
from btm_cli.render.explain.phrases import Row
from btm_cli.scoring.explanation_cell import Climb, LevelAccount
from btm_cli.standard.model import Standard


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
