"""The same enterprise and the same unit, however they are typed."""

from __future__ import annotations

import pytest

from btm_cli.compare.side import About, differs


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        (About("Acme", None), About("ACME ", None), None),
        (About("Acme", "Sales"), About("acme", "SALES"), None),
        (About("Acme", None), About("Acme", ""), None),
        (About("Acme", "Sales"), About("Acme", None), "unit"),
        (About("Acme", "Sales"), About("Acme", "Claims"), "unit"),
        (About("Acme", "Sales"), About("Zenith", "Sales"), "enterprise"),
        (About("Acme", "Sales"), About("Zenith", "Claims"), "enterprise"),
    ],
)
def test_what_makes_two_subjects(one: About, other: About, what: str | None) -> None:
    assert differs(one, other) == differs(other, one) == what


def test_a_unit_is_named_with_its_enterprise() -> None:
    assert (About("Acme", "Sales").name, About("Acme", None).name) == ("Acme, Sales", "Acme")
