"""Export, then import, is nothing: whatever an answers file says comes back exactly, or is refused with a reason."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from btm_cli.digest import content_digest
from btm_cli.exchange.csv_table import read_csv, write_csv
from btm_cli.exchange.kept import differences, restore, same
from btm_cli.exchange.office_read import read_workbook
from btm_cli.exchange.questionnaire import given as as_given
from btm_cli.exchange.questionnaire import questionnaire, understand
from btm_cli.exchange.tables import Asked
from btm_cli.exchange.text import guard, join_keys, shown, split_keys, unguard
from btm_cli.exchange.xlsx_write import write_workbook
from support.answers_files import AWKWARD, data, said, texts, tiny
from support.profile import examples


def through(way: str, tables: list[Any]) -> Asked:
    if way == "xlsx":
        return read_workbook(write_workbook(tables, tiny()))
    if way == "csv":
        return read_csv(write_csv(tables).encode())
    return Asked(as_given(tables), [])


def comes_back(found: dict[str, Any], way: str) -> None:
    tables, problems = questionnaire(tiny(), found, cells_end=way == "xlsx")
    if problems:
        assert {problem.code for problem in problems} <= {"not-exportable", "too-long-for-a-cell"}
        assert all(problem.message for problem in problems)
        event("refused")
        return
    asked = through(way, tables)
    alone, merged = understand(asked, tiny()), understand(asked, tiny(), found)
    assert alone.problems == merged.problems == []
    assert same(alone.data, found)
    assert same(merged.data, found)
    assert content_digest(alone.data) == content_digest(found)


@settings(max_examples=examples(80))
@given(data())
def test_tables_lose_nothing(found: dict[str, Any]) -> None:
    comes_back(found, "tables")


@settings(max_examples=examples(30))
@given(data())
def test_csv_loses_nothing(found: dict[str, Any]) -> None:
    comes_back(found, "csv")


@settings(max_examples=examples(15))
@given(data())
def test_a_workbook_loses_nothing(found: dict[str, Any]) -> None:
    comes_back(found, "xlsx")


@settings(max_examples=examples(30))
@given(data(), st.randoms(use_true_random=False))
def test_the_order_of_rows_means_nothing(found: dict[str, Any], random: Any) -> None:
    tables, problems = questionnaire(tiny(), found, cells_end=False)
    if problems:
        return
    rows = list(as_given(tables).items())
    random.shuffle(rows)
    read = understand(Asked(dict(rows), []), tiny())
    assert read.problems == []
    assert same(read.data, found)


@settings(max_examples=examples(30))
@given(data(), data(), st.randoms(use_true_random=False))
def test_deleted_and_untouched_rows_leave_the_file_as_it_is(
    exported: dict[str, Any], now: dict[str, Any], random: Any
) -> None:
    """Whatever the file says by now, a questionnaire that nobody edited changes nothing of it."""
    tables, problems = questionnaire(tiny(), exported, cells_end=False)
    if problems or questionnaire(tiny(), now, cells_end=False)[1]:
        return
    rows = {key: row for key, row in as_given(tables).items() if random.random() < 0.7 or key[0] == "kept"}
    read = understand(Asked(rows, []), tiny(), now)
    assert read.problems == []
    assert same(read.data, now)


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_come_back_from_a_workbook(text: str) -> None:
    found = {
        "standard": "tiny 1",
        "enterprise": "Acme",
        "assessed_on": "2026-11-20",
        "answers": {"alpha": {"process": {"2a": {"rating": "yes", "note": text, "verified_by": text}}}},
    }
    comes_back(found, "xlsx")
    comes_back(found, "csv")


@given(texts | st.text())
def test_the_guard_against_formulas_is_taken_away_again(text: str) -> None:
    guarded = guard(text)
    assert unguard(guarded) == text
    assert not guarded.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(said.map(shown)))
def test_keys_come_back_from_one_cell(keys: list[str]) -> None:
    assert split_keys(join_keys(keys)) == keys


@given(data(), data())
def test_differences_lead_from_one_to_the_other(read: dict[str, Any], exact: dict[str, Any]) -> None:
    restore(read, list(differences(read, exact)))
    assert same(read, exact)
