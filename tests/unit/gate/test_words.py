"""Numbers in a verdict: as the policy has them."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from btm_cli.gate.words import limit_text


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (F(3), "3.00"),
        (F("0.855"), "0.855"),
        (F("-0.5"), "-0.50"),
        (F(1, 3), "1/3"),
        (F(1, 10**12), "0.000000000001"),
        (F(1, 10**13), "1/10000000000000"),
    ],
)
def test_a_limit_has_the_decimals_that_it_needs_and_two_at_least(limit: F, text: str) -> None:
    assert limit_text(limit) == text
