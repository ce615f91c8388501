from __future__ import annotations

from datetime import date

from btm_cli.answers.model import Evidence
from btm_cli.voices.settings import unite_registers


def piece(title: str) -> Evidence:
    return Evidence(title, date(2026, 1, 1), url="https://x.example")


def test_the_same_piece_is_there_once() -> None:
    united, names = unite_registers([{"a": piece("A")}, {"a": piece("A"), "b": piece("B")}])
    assert list(united) == ["a", "b"]
    assert names == [{"a": "a"}, {"a": "a", "b": "b"}]


def test_a_new_name_is_nobodys() -> None:
    united, names = unite_registers(
        [{"a": piece("1"), "a-2": piece("x")}, {"a": piece("2")}, {"a": piece("3"), "a-3": piece("y")}]
    )
    assert {key: entry.title for key, entry in united.items()} == {
        "a": "1",
        "a-2": "x",
        "a-4": "2",
        "a-5": "3",
        "a-3": "y",
    }
    assert names[1:] == [{"a": "a-4"}, {"a": "a-5", "a-3": "a-3"}]
