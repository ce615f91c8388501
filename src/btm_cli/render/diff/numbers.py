"""How differences are written: signed, and so that the parts shown add up to the whole shown.

In: exact fractions. Out: text with two decimals and a sign. What rounds to nothing has none: "0.00".
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from btm_cli.render.document.numbers import NOTHING
from btm_cli.scoring.exact import hundredths


def signed_hundredths(value: Fraction) -> int:
    """`value` in hundredths, rounded half away from zero: -x mirrors x."""
    return hundredths(value) if value >= 0 else -hundredths(-value)


def apportion(parts: Sequence[Fraction]) -> list[int]:
    """Each part in hundredths, by the largest remainder, so that they add up to their sum's hundredths.

    Parts are cut towards zero, and what is then missing goes to those that lost most by it (the first of equals). A
    part that is nothing stays nothing; parts of the opposite sign give the opposite result.
    """
    cut = [int(part * 100) for part in parts]
    missing = signed_hundredths(sum(parts, Fraction(0))) - sum(cut)
    step = 1 if missing > 0 else -1
    lost = [step * (part * 100 - whole) for part, whole in zip(parts, cut, strict=True)]
    for number in sorted(range(len(parts)), key=lambda number: -lost[number])[: abs(missing)]:
        cut[number] += step
    return cut


def signed(value: Fraction | None, shown: int | None = None) -> str:
    """A difference: "+0.56", "0.00" for what rounds to it; "-" for None. `shown` is what to show, in hundredths."""
    if value is None:
        return NOTHING
    rounded = signed_hundredths(value) if shown is None else shown
    sign = "-" if rounded < 0 else "+" if rounded > 0 else ""
    return f"{sign}{abs(rounded) // 100}.{abs(rounded) % 100:02d}"
