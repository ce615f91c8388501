"""Numbers in the words of a verdict.

In: exact fractions. Out: text that never shows two numbers as equal when the comparison says they are not
(`scoring.md`, property 6).
"""

from __future__ import annotations

from fractions import Fraction

from btm_cli.scoring.exact import seems_to_reach, shown

MOST_DECIMALS = 12
"""A number that needs more is written as a fraction."""


def limit_text(limit: Fraction) -> str:
    """A number of a policy as exactly as it stands there: "3.00", "0.855", "1/3"."""
    decimals = 2
    while decimals < MOST_DECIMALS and 10**decimals % limit.denominator:
        decimals += 1
    if 10**decimals % limit.denominator:
        return f"{limit.numerator}/{limit.denominator}"
    whole, rest = divmod(abs(limit.numerator) * 10**decimals // limit.denominator, 10**decimals)
    return f"{'-' if limit < 0 else ''}{whole}.{rest:0{decimals}d}"


def floor_found(value: Fraction, floor: Fraction, floor_text: str) -> str:
    """`value` (0 or more) beside the floor that it is held to: "2.83", or "just under 3.00"."""
    text = shown(value)
    if value < floor and (seems_to_reach(value, floor) or text == floor_text):
        return f"just under {floor_text}"
    return text


def ceiling_found(value: Fraction, ceiling: Fraction) -> str:
    """`value` (0 or more) beside the most it may be: "0.12", or "just over 0.10"."""
    text = shown(value)
    if value > ceiling and Fraction(text) <= ceiling:
        return f"just over {limit_text(ceiling)}"
    return text


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 day", "2 days"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
