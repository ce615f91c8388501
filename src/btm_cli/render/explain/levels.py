"""How a cell climbs its levels, in exact arithmetic: each level against the standard's thresholds, and where it ends.

In: a `Climb` (`scoring.explanation_cell`) and the standard. Out: text and rows of label and text.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from btm_cli.render.document import numbers as write
from btm_cli.render.explain.words import equation, exactly, listed, mean
from btm_cli.scoring.explanation_cell import Climb, LevelAccount
from btm_cli.standard.model import Standard

Row = tuple[str, str]


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
        name, shown = f"Level {account.level}", f"a({account.level})"
        if not account.terms:
            return name, f"{shown} = 1: no criterion of it applies" + (", achieved." if self._staged else ".")
        limits = [self._standard.achieved_above] if self._staged else []
        achievement = f"{shown} = {equation(mean(account.terms), account.achievement, limits)}"
        return name, f"{achievement}. {self._verdict(account)}" if self._staged else achievement

    def _verdict(self, account: LevelAccount) -> str:
        """The threshold and `every_at_least`, held against one level."""
        limit, every = write.short_number(self._standard.achieved_above), self._standard.every_at_least
        above = f"above {limit}" if account.above else f"not above {limit}"
        below = f"{listed(account.short)} below {every}" if account.short else ""
        if account.achieved:
            return f"It is {above}" + (f" and everything is {every} or better" if every else "") + ": achieved."
        if account.above:
            return f"It is {above}, but with {below}: not achieved."
        return f"It is {above}" + (f", with {below}" if below else "") + ": not achieved."

    def why_level(self, climb: Climb) -> str:
        """Why the calculation ends at its level."""
        if not self._staged:
            return f"the score {climb.score}, rounded down"
        if climb.level == self._standard.top:
            return "every level is achieved"
        if climb.level == self._standard.base:
            return f"level {climb.level + 1} is not achieved"
        return f"every level up to it is achieved, level {climb.level + 1} is not"

    def score(self, climb: Climb, score: Fraction) -> str:
        """How `score` follows from the levels: "2 + a(3) = 2 + 5/6 = 17/6 = 2.83"."""
        if not self._staged:
            parts = " + ".join(str(each.achievement) for each in climb.levels)
            return equation(f"{self._standard.base} + {parts}", score, self._limits)
        if climb.level == self._standard.top:
            return f"{exactly(score)}, the highest level"
        added = equation(f"{climb.level} + {climb.levels[-1].achievement}", score, self._limits)
        return f"{climb.level} + a({climb.level + 1}) = {added}"
