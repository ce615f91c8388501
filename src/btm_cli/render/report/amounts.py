"""What steps take, in the units that the reader counts in: days and money where they are said, else points of effort.

In: an iteration's steps, the `Standard`, `Answers`. Out: whole days, each step's as everywhere, and what these days
cost: every sum and every product of what is shown is the one that is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from btm_cli.answers.model import Answers
from btm_cli.planning.roadmap_steps import RoadmapStep
from btm_cli.render.document import numbers as write
from btm_cli.render.document.words import words
from btm_cli.scoring.effort import whole_days, whole_money
from btm_cli.standard.model import Standard


class Amount(NamedTuple):
    """What something takes: points of effort, and whole days and money where a scale and a rate say so."""

    points: Fraction
    days: int | None
    money: int | None


class Amounts:
    """What the steps of one iteration take, each by itself and together."""

    def __init__(self, steps: Sequence[RoadmapStep], standard: Standard, answers: Answers) -> None:
        self._rate = answers.day_rate
        self._scale = standard.effort_scale
        self._found: Mapping[str, Amount] = {step.id: _of(step) for step in steps}

    @property
    def columns(self) -> tuple[str, ...]:
        """Which columns of amounts there are, by name."""
        if self._scale is None:
            return ("points",)
        return ("days", "cost") if self._rate is not None else ("days",)

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of these columns, with their units."""
        currency = self._rate.currency if self._rate is not None else ""
        return tuple(words(f"report.amount.{name}", currency=currency) for name in self.columns)

    def of(self, steps: Iterable[RoadmapStep]) -> Amount:
        """What these steps of the iteration take together."""
        return self.together(self._found[step.id] for step in steps)

    def stated(self, values: Mapping[str, object]) -> Amount | None:
        """What a decision says that it takes, where its steps are not the iteration's."""
        effort, days, money = (values.get(name) for name in ("effort", "whole_days", "whole_money"))
        if not isinstance(effort, Fraction):
            return None
        return Amount(effort, days if isinstance(days, int) else None, money if isinstance(money, int) else None)

    def together(self, found: Iterable[Amount | None]) -> Amount:
        """The sum of several."""
        known = [each for each in found if each is not None]
        days, money = (_sum(each) for each in ([one.days for one in known], [one.money for one in known]))
        return Amount(sum((each.points for each in known), Fraction(0)), days, money)

    def texts(self, amount: Amount | None) -> tuple[str, ...]:
        """An amount, one text a column; "-" in each for what takes nothing."""
        if amount is None:
            return (write.NOTHING,) * len(self.columns)
        return tuple(self._text(name, amount) for name in self.columns)

    def basis(self) -> str:
        """What the amounts stand for; "" where they are plain points."""
        if self._scale is None:
            return ""
        per_point = write.short_number(self._scale.per_point)
        if self._rate is None:
            return words("report.amount.days-basis", n=per_point)
        rate = write.money(Fraction(self._rate.amount))
        return words("report.amount.rate-basis", n=per_point, currency=self._rate.currency, rate=rate)

    def without_cost(self) -> str:
        """That days have no price where the file sets none; "" elsewhere."""
        return words("report.amount.no-rate") if self.columns == ("days",) else ""

    def _text(self, name: str, amount: Amount) -> str:
        if name == "points" or amount.days is None:
            return write.short_number(amount.points)
        if name == "days":
            return str(amount.days)
        return write.NOTHING if amount.money is None else write.money(Fraction(amount.money))


def _of(step: RoadmapStep) -> Amount:
    if step.days is None:
        return Amount(step.effort, None, None)
    money = None if step.money is None else whole_money(step.days, step.money)
    return Amount(step.effort, whole_days(step.days), money)


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) and known else None
