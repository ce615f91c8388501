"""The field types of every file format."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter

from btm_cli.fields import (
    Date,
    FileModel,
    FilledIn,
    Id,
    LevelNumber,
    Number,
    NumberFromZero,
    PositiveNumber,
    Share,
    Text,
)
from btm_cli.validation import validate_model

KINDS: dict[str, Any] = {
    "date": Date, "id": Id, "level": LevelNumber, "number": Number, "zero": NumberFromZero,
    "positive": PositiveNumber, "share": Share, "text": Text,
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        ("date", "2028-02-29", date(2028, 2, 29)),
        ("id", "it-cmf-2", "it-cmf-2"),
        ("level", 0, 0),
        ("level", 99, 99),
        ("number", "-1/3", Fraction(-1, 3)),
        ("number", Decimal("0.85"), Fraction(17, 20)),
        ("zero", 0, Fraction(0)),
        ("positive", "0.5", Fraction(1, 2)),
        ("share", 1, Fraction(1)),
    ],
)
def test_what_is_right(kind: str, value: object, read: object) -> None:
    assert TypeAdapter(KINDS[kind]).validate_python(value) == read


class One(FileModel):
    date: Date = date(2026, 1, 1)
    id: Id = "a"
    level: LevelNumber = 1
    number: Number = Fraction(1)
    zero: NumberFromZero = Fraction(1)
    positive: PositiveNumber = Fraction(1)
    share: Share = Fraction(1)
    text: Text = "a"
    filled: FilledIn = "a"


@pytest.mark.parametrize(
    ("kind", "value", "code", "message"),
    [
        ("date", None, "not-filled-in", "this date is still open: fill it in before assessing"),
        ("filled", None, "not-filled-in", "this is still open: fill it in before assessing"),
        ("date", "2026-02-29", "not-a-date", "there is no day 2026-02-29"),
        ("date", "0000-01-01", "not-a-date", "there is no day 0000-01-01"),
        ("date", "29.2.2028", "not-a-date", "the text '29.2.2028' is not a date"),
        ("id", "Two Words", "wrong-value", "the text 'Two Words' is not an id"),
        ("id", "a--b", "wrong-value", "the text 'a--b' is not an id"),
        ("level", "3", "not-a-level", "the text '3' is not a maturity level"),
        ("level", Decimal("3.0"), "not-a-level", "the number 3.0 is not a maturity level"),
        ("level", Decimal(3), "not-a-level", "the number 3, not written plainly, is not a maturity level"),
        ("level", True, "not-a-level", "true is not a maturity level"),
        ("level", 100, "not-a-level", "the number 100 is not a maturity level"),
        ("number", "1e3", "not-a-number", "the text '1e3' is not a plain number"),
        ("number", [1], "not-a-number", "a list is not a plain number"),
        ("zero", -1, "wrong-value", "the number -1 must not be below 0"),
        ("positive", 0, "wrong-value", "the number 0 must be more than 0"),
        ("share", 80, "wrong-value", "the number 80 must be from 0 to 1"),
        ("share", "-0.1", "wrong-value", "the text '-0.1' must be from 0 to 1"),
        ("text", "", "wrong-value", "`text` must not be empty"),
        ("text", 1, "wrong-type", "`text` must be text, not the number 1"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(kind: str, value: object, code: str, message: str) -> None:
    model, [problem] = validate_model(One, {kind: value})
    assert model is None
    assert (problem.code, problem.message, problem.path) == (code, message, (kind,))
