"""What is worked out of a part once."""

from __future__ import annotations

import pytest

from btm_cli.standard import once


def test_the_same_part_is_worked_on_once() -> None:
    asked: list[tuple[int, ...]] = []

    @once.once
    def total(part: tuple[int, ...]) -> int:
        asked.append(part)
        return sum(part)

    one = (1, 2, 3)
    assert [total(one), total(one)] == [6, 6]
    assert len(asked) == 1


def test_an_equal_part_is_another_one_and_none_gets_what_another_one_gave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "MOST_KEPT", 3)

    @once.once
    def first(part: list[int]) -> int:
        return part[0]

    # Parts that nobody else keeps, of which the next one might get the place in memory.
    assert [first([number]) for number in range(20)] == list(range(20))


def test_what_is_forgotten_is_worked_out_again() -> None:
    asked: list[str] = []

    @once.once
    def noted(part: str) -> int:
        asked.append(part)
        return len(asked)

    one = "part"
    assert noted(one) == noted(one) == 1
    once.forget()
    assert noted(one) == 2
