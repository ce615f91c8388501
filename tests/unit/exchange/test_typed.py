"""What people type into cells."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from btm_cli.exchange import typed
from btm_cli.exchange.tables import Broken, Formula
from support import build
from support.answers_files import tiny

BTM_LIKE = build.standard({"area": []})


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("fully", "fully"),
        ("Fully ", "fully"),
        (" FULLY\n", "fully"),
        ("F", "fully"),
        ("f", "fully"),
        ("part", "partially"),
        ("L", "largely"),
        ("not", "not"),
        ("N", "not"),
        ("n/a", "n/a"),
        ("N/A", "n/a"),
        ("NA", "n/a"),
        ("not applicable", "n/a"),
        ("Not  Applicable", "n/a"),
    ],
)
def test_ratings_that_are_plain_are_understood(said: Any, meant: str) -> None:
    assert typed.rating(said, BTM_LIKE) == meant


@pytest.mark.parametrize("said", ["yes", "fuly", "full y", 1, 3.0, True, "100%", "✓", "?", "notfully", "F?"])
def test_ratings_that_could_mean_anything_are_not(said: Any) -> None:
    with pytest.raises(typed.NotUnderstood) as doubt:
        typed.rating(said, BTM_LIKE)
    assert doubt.value.code == "unknown-rating"
    assert doubt.value.hint


def test_a_beginning_is_plain_only_where_one_word_has_it() -> None:
    scale = {"never": 0, "nearly": 0.5, "always": 1}
    standard = BTM_LIKE._replace(rating_scale=scale)
    assert typed.rating("alw", standard) == "always"
    assert typed.rating("nev", standard) == "never"
    with pytest.raises(typed.NotUnderstood):
        typed.rating("ne", standard)


@pytest.mark.parametrize("said", [3, 3.0, "3", "3.0", " 3 ", "3.", "Level 3", "level3", "L3", "3 - Three", "3: three"])
def test_levels_in_every_plain_form(said: Any) -> None:
    standard = tiny()
    assert typed.level(said, standard) == 3


@pytest.mark.parametrize("said", ["three", "Three"])
def test_a_level_may_be_called_by_its_name(said: str) -> None:
    assert typed.level(said, tiny()) == 3


@pytest.mark.parametrize("said", [3.5, "3.5", "2-3", "three or so", True, "3 - Two", date(2026, 3, 1), "-3", "³"])
def test_levels_that_are_none(said: Any) -> None:
    with pytest.raises(typed.NotUnderstood) as doubt:
        typed.level(said, tiny())
    assert doubt.value.code == "not-a-level"


@pytest.mark.parametrize(
    "said",
    [
        date(2026, 11, 20),
        datetime(2026, 11, 20),
        "2026-11-20",
        " 2026-11-20 ",
        "2026/11/20",
        "2026.11.20",
        "20.11.2026",
        "11/20/2026",
        "20/11/2026",
        "2026-11-20T00:00:00Z",
        "20 November 2026",
    ],
)
def test_dates_with_one_reading(said: Any) -> None:
    assert typed.day(said) == "2026-11-20"


@pytest.mark.parametrize(
    "said", ["2026-02-30", "31.04.2026", 46346, 46346.5, "tomorrow", datetime(2026, 11, 20, 12, 30), True]
)
def test_dates_that_could_be_another_day(said: Any) -> None:
    with pytest.raises(typed.NotUnderstood) as doubt:
        typed.day(said)
    assert doubt.value.code == "not-a-date"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (24, 24),
        (24.0, 24),
        ("24", 24),
        (24.5, Decimal("24.5")),
        ("24.50", Decimal("24.50")),
        ("24,5", Decimal("24.5")),
        ("1.200,5", Decimal("1200.5")),
        ("12 000", 12000),
        ("1/3", "1/3"),
        ("x", "x"),
    ],
)
def test_numbers_are_exact(said: Any, meant: Any) -> None:
    found = typed.number(said)
    assert (found, type(found)) == (meant, type(meant))


@pytest.mark.parametrize(
    ("understand", "value", "code", "meanings"),
    [
        (typed.day, "03/04/2026", "ambiguous-date", ("2026-04-03", "2026-03-04")),
        (typed.number, "1.200", "ambiguous-number", ("1.200", "1200")),
        (typed.number, "1,200", "ambiguous-number", ("1.200", "1200")),
    ],
)
def test_what_can_mean_two_things_is_asked_back_with_both(
    understand: Any, value: str, code: str, meanings: tuple[str, str]
) -> None:
    with pytest.raises(typed.NotUnderstood) as doubt:
        understand(value)
    assert doubt.value.code == code
    assert all(one in doubt.value.message for one in meanings)


def test_unknown_is_an_answer_of_cells_and_criteria_always_written_out() -> None:
    assert typed.rating(" Unknown", BTM_LIKE) == "unknown"
    assert typed.level_or_word("UNKNOWN", tiny()) == "unknown"
    for understand in (typed.rating, typed.level_or_word):
        with pytest.raises(typed.NotUnderstood):
            understand("unk", tiny())
    with pytest.raises(typed.NotUnderstood, match="whole capability"):
        typed.level_of_all("unknown", tiny())


def test_a_ratio_that_became_a_date_is_no_number() -> None:
    with pytest.raises(typed.NotUnderstood, match="date"):
        typed.number(datetime(2026, 1, 3))


@pytest.mark.parametrize(("said", "meant"), [("yes", True), ("X", True), (True, True), (1, True), ("No", False)])
def test_yes_and_no(said: Any, meant: bool) -> None:
    assert typed.yes(said) is meant


@pytest.mark.parametrize("understand", [typed.text, typed.day, typed.number, typed.whole, typed.yes, typed.keys])
@pytest.mark.parametrize(("value", "code"), [(Formula("=1+1"), "formula-cell"), (Broken("#REF!"), "wrong-value")])
def test_formulas_and_errors_are_no_values_anywhere(understand: Any, value: Any, code: str) -> None:
    with pytest.raises(typed.NotUnderstood) as doubt:
        understand(value)
    assert doubt.value.code == code


def test_text_that_the_spreadsheet_changed_is_asked_back() -> None:
    for value in (True, date(2026, 1, 1)):
        with pytest.raises(typed.NotUnderstood) as doubt:
            typed.text(value)
        assert doubt.value.code == "wrong-type"
    assert typed.text(2026) == "2026"
    assert typed.text(2026.0) == "2026"
    assert typed.text(0.1) == "0.1"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ufeff"])
def test_control_characters_are_reported(character: str) -> None:
    with pytest.raises(typed.NotUnderstood) as doubt:
        typed.text(f"a{character}b")
    assert doubt.value.code == "control-character"


def test_a_quote_that_is_not_closed_is_no_list_of_keys() -> None:
    assert typed.keys('a; "b, c"\nd,,') == ["a", "b, c", "d"]
    with pytest.raises(typed.NotUnderstood):
        typed.keys('a, "b')
