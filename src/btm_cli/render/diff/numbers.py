"""How differences are written: signed, and so that the parts shown add up to the whole shown.

In: exact fractions. Out: text with two decimals and a sign. What rounds to nothing has none: "0.00".
"""

from __future__ import annotations

from fractions import Fraction

from btm_cli.render.document.numbers import NOTHING, signed_hundredths


def signed(value: Fraction | None, shown: int | None = None) -> str:
    """A difference: "+0.56", "0.00" for what rounds to it; "-" for None. `shown` is what to show, in hundredths."""
    if value is None:
        return NOTHING
    rounded = signed_hundredths(value) if shown is None else shown
    sign = "-" if rounded < 0 else "+" if rounded > 0 else ""
    return f"{sign}{abs(rounded) // 100}.{abs(rounded) % 100:02d}"
