"""The one place where numbers are rounded and written out.

In: exact fractions. Out: decimals rounded half up, and their labels. A label never claims what only rounding would
reach: a value below a threshold that rounds onto it says so (property 6 of the scoring rules).

One rule for two numbers and what lies between them: what people see is the difference of the two as they are shown, so
that who subtracts finds the same. Where machines read, each number is the exact one rounded by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import overload

from btm_cli.scoring.exact import common, hundredths, nearest, seems_to_reach, shown

NOTHING = "-"
"""Stands for what does not exist."""


def round_half_up(value: Fraction) -> Decimal:
    """`value` with exactly two decimals; a tie moves away from zero, so that -x mirrors x."""
    rounded = Decimal(hundredths(abs(value))).scaleb(-2)
    return rounded if value >= 0 else -rounded


@overload
def json_number(value: Fraction) -> float: ...
@overload
def json_number(value: Fraction | None) -> float | None: ...
def json_number(value: Fraction | None) -> float | None:
    """`value` rounded half up to two decimals, for machine formats; None for None."""
    if value is None:
        return None
    if value.numerator < 0:
        return float(round_half_up(value))
    rounded = hundredths(value)
    # From 10^16 on a float is written with an exponent, which YAML 1.1 readers take for text.
    return rounded / 100 if rounded < 10**17 else rounded // 100


def whole(value: int | None) -> str:
    """A level or another whole number; "-" for None."""
    return NOTHING if value is None else str(value)


def number(value: Fraction | None) -> str:
    """Two decimals, such as "2.83"; "-" for None."""
    if value is None:
        return NOTHING
    return shown(value) if value.numerator >= 0 else str(round_half_up(value))


def short_number(value: Fraction | None) -> str:
    """As `number`, without the decimals of a whole number: "3", "3.50"."""
    if value is not None and value.denominator == 1:
        return str(value.numerator)
    return number(value)


def threshold_rounded_onto(value: Fraction | None, thresholds: Iterable[Fraction]) -> Fraction | None:
    """The lowest threshold above `value` that `value`, once rounded, would seem to reach; None if there is none."""
    if value is None or hundredths(value) * value.denominator <= 100 * value.numerator:
        return None
    return min((limit for limit in thresholds if seems_to_reach(value, limit)), default=None)


def score(value: Fraction | None, thresholds: Iterable[Fraction]) -> str:
    """A score in words: "2.83", or "just under 3.00" where rounding would seem to reach a threshold."""
    limit = threshold_rounded_onto(value, thresholds)
    return number(value) if limit is None else f"just under {number(limit)}"


def short_score(value: Fraction | None, thresholds: Iterable[Fraction]) -> str:
    """As `score`, for a table: "2.83" or "<3.00"."""
    limit = threshold_rounded_onto(value, thresholds)
    return number(value) if limit is None else f"<{number(limit)}"


def tenths(value: Fraction | None, thresholds: Iterable[Fraction]) -> str:
    """One decimal, for a square that shows a level by its shade: "3.4"; cut where rounding would reach a threshold."""
    if value is None:
        return NOTHING
    shown_in = nearest(value * 10)
    if any(value < limit <= Fraction(shown_in, 10) for limit in thresholds):
        shown_in = int(value * 10)
    return f"{shown_in // 10}.{shown_in % 10}"


def gap(value: Fraction | None, score: Fraction | None = None, target: Fraction | None = None) -> str:
    """A gap: "0.42"; "<0.01" where rounding would make a gap disappear.

    Where it is what the `score` beside it lacks of the `target`, it is the difference of these two as they are shown.
    """
    if value and score is not None and target is not None and value == target - score:
        return missing(score, target)
    if value is not None and 0 < value < Fraction(1, 200):
        return "<0.01"
    return number(value)


def percent(share: Fraction | None) -> str:
    """A share 0..1 in whole per cent; ">99%" and "<1%" keep what is not quite all or nothing apart from it."""
    if share is None:
        return NOTHING
    if Fraction(199, 200) <= share < 1:
        return ">99%"
    if 0 < share < Fraction(1, 200):
        return "<1%"
    return f"{hundredths(share)}%"


def money(value: Fraction) -> str:
    """An amount of money with a space between thousands, decimals only where there are any: "88 500", "912.50"."""
    whole, _, decimals = number(value).partition(".")
    grouped = f"{int(whole):,}".replace(",", " ")
    return grouped if decimals == "00" else f"{grouped}.{decimals}"


def signed_hundredths(value: Fraction) -> int:
    """`value` in hundredths, rounded half away from zero: -x mirrors x."""
    return hundredths(value) if value >= 0 else -hundredths(-value)


def signed(hundreds: int) -> str:
    """Hundredths with their sign: "+0.56", "-0.10", "0.00"."""
    sign = "-" if hundreds < 0 else "+" if hundreds > 0 else ""
    return f"{sign}{abs(hundreds) // 100}.{abs(hundreds) % 100:02d}"


def shown_between(old: Fraction, new: Fraction) -> int:
    """What lies between two numbers as they are shown, in hundredths."""
    return signed_hundredths(new) - signed_hundredths(old)


def change(old: Fraction | None, new: Fraction | None) -> str:
    """From one number to another: "+0.25", "-0.10", "=" for none, "+<0.01" for what does not show; "-" without two."""
    if old is None or new is None:
        return NOTHING
    if old == new:
        return "="
    return ("+" if new > old else "-") + missing(min(old, new), max(old, new))


def missing(value: Fraction, limit: Fraction) -> str:
    """How far `value` is below `limit`: "0.42"; "<0.01" for what does not show."""
    between = shown_between(value, limit)
    return number(Fraction(between, 100)) if between or value == limit else "<0.01"


def apportion(parts: Sequence[Fraction], whole: int | None = None) -> list[int]:
    """Each part in hundredths, by the largest remainder, so that they add up to `whole`, else to what their sum shows.

    Parts are cut towards zero, and what is then missing goes to those that lost most by it (the first of equals). A
    part that is nothing stays nothing; parts of the opposite sign give the opposite result. `whole` is no more than
    one hundredth away from the sum.
    """
    wholes, unit = common(parts)
    cut = [100 * part // unit if part >= 0 else -(-100 * part // unit) for part in wholes]
    left = (signed_hundredths(Fraction(sum(wholes), unit)) if whole is None else whole) - sum(cut)
    step = 1 if left > 0 else -1
    lost = [step * (100 * part - hundred * unit) for part, hundred in zip(wholes, cut, strict=True)]
    for place in sorted(range(len(parts)), key=lambda place: (-lost[place], not wholes[place]))[: abs(left)]:
        cut[place] += step
    return cut
