"""Exact numbers from text.

In: what a file says ("0.85", "1/3", 2, Decimal). Out: a Fraction with nothing lost on the way.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

_DECIMAL_OR_RATIO = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18}|/[1-9][0-9]{0,17})?")


def exact(value: object) -> Fraction:
    """The number as a Fraction.

    In: an int, a Decimal, or text such as "0.85" or "1/3" with at most 18 digits on either side.
    Raises ValueError for everything else, exponents included.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise ValueError("not a number")
    text = format(value, "f") if isinstance(value, Decimal) and abs(value.adjusted()) < 19 else str(value)
    if not _DECIMAL_OR_RATIO.fullmatch(text):
        raise ValueError("not a plain decimal number or ratio")
    return Fraction(text)
