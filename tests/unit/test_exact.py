"""Numbers from text, with nothing lost."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.exact import exact

DIGITS = st.text("0123456789", min_size=1, max_size=18)


@given(DIGITS, DIGITS, st.sampled_from(["", "-"]))
def test_a_decimal_is_its_digits_over_a_power_of_ten(whole: str, part: str, sign: str) -> None:
    number = Fraction(int(whole + part), 10 ** len(part)) * (-1 if sign else 1)
    text = f"{sign}{whole}.{part}"
    assert exact(text) == exact(Decimal(text)) == number


@given(st.integers(-(10**18) + 1, 10**18 - 1), st.integers(1, 10**18 - 1))
def test_a_ratio_is_a_ratio(above: int, below: int) -> None:
    assert exact(f"{above}/{below}") == Fraction(above, below)
    assert exact(above) == above


@pytest.mark.parametrize(
    "value",
    ["", "1e3", "1.", ".5", "1/0", "1/03", "0x1", " 1", "1\n", "1_000", "+1", "nan", "inf", "\u0663", "1/2/3", "1" * 19,
     True, None, 0.5, [1], Decimal("NaN"), Decimal("Infinity"), Decimal("1E+30"), Decimal("1E-30"), 10**18],
)  # fmt: skip
def test_what_is_no_plain_number(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - exact's own promise
        exact(value)
