"""Field types that the file models of standard, answers and policy share.

In: parsed YAML values. Out: annotated types for pydantic, whose errors are already in plain words. Needs pydantic,
so it is imported by the file models only.
"""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    PlainValidator,
    Strict,
    StrictStr,
    StringConstraints,
    WithJsonSchema,
)

from btm_cli.exact import exact
from btm_cli.validation import coded, describe

ID_PATTERN = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
LEVEL_HINT = "write a plain whole number, without quotes and without a decimal point"
_ID = re.compile(ID_PATTERN)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class FileModel(BaseModel):
    """Base of everything read from a file: no unknown keys, no coercion, frozen.

    A model's validator is built when it is first used: most are parts of another one, whose validator holds theirs.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, protected_namespaces=(), defer_build=True)


def _date(value: Any) -> date:
    if value is None:
        raise coded("not-filled-in", "this date is still open: fill it in before assessing", "dates are YYYY-MM-DD")
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise coded("not-a-date", f"there is no day {value}", "dates are YYYY-MM-DD") from None
    raise coded("not-a-date", f"{describe(value)} is not a date", "dates are YYYY-MM-DD, such as 2026-11-20")


def _filled_in(value: Any) -> Any:
    if value is None:
        raise coded("not-filled-in", "this is still open: fill it in before assessing")
    return value


def _level(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 99:
        return value
    raise coded("not-a-level", f"{describe(value)} is not a maturity level", LEVEL_HINT)


def _number(value: Any) -> Fraction:
    try:
        return exact(value)
    except ValueError:
        raise coded(
            "not-a-number", f"{describe(value)} is not a plain number", 'write it such as 1.5 or "1/3"'
        ) from None


def _positive(value: Any) -> Fraction:
    number = _number(value)
    if number <= 0:
        raise coded("wrong-value", f"{describe(value)} must be more than 0")
    return number


def _not_negative(value: Any) -> Fraction:
    number = _number(value)
    if number < 0:
        raise coded("wrong-value", f"{describe(value)} must not be below 0")
    return number


def _share(value: Any) -> Fraction:
    number = _number(value)
    if not 0 <= number <= 1:
        raise coded("wrong-value", f"{describe(value)} must be from 0 to 1", 'a share such as "0.85", not per cent')
    return number


def _id(value: Any) -> str:
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    raise coded("wrong-value", f"{describe(value)} is not an id", "ids are lower-case words joined by hyphens")


def _number_schema(sign: str = "", **bounds: int) -> dict[str, Any]:
    """JSON Schema of a number that may be written as text; editors check bounds other than 0 of plain numbers only."""
    sign = "(?![0.]+(/|$))" if "exclusiveMinimum" in bounds else sign
    text = {"type": "string", "pattern": rf"^{sign}[0-9]{{1,18}}(\.[0-9]{{1,18}}|/[1-9][0-9]{{0,17}})?$"}
    return {"anyOf": [{"type": "number", "maximum": 10**18} | bounds, text]}


Date = Annotated[date, PlainValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Number = Annotated[Fraction, PlainValidator(_number), PlainSerializer(str), WithJsonSchema(_number_schema("-?"))]
NumberFromZero = Annotated[
    Fraction, PlainValidator(_not_negative), PlainSerializer(str), WithJsonSchema(_number_schema(minimum=0))
]
PositiveNumber = Annotated[
    Fraction, PlainValidator(_positive), PlainSerializer(str), WithJsonSchema(_number_schema(exclusiveMinimum=0))
]
Share = Annotated[
    Fraction, PlainValidator(_share), PlainSerializer(str), WithJsonSchema(_number_schema(minimum=0, maximum=1))
]
Id = Annotated[str, PlainValidator(_id), WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN}$"})]
# No Field: some versions of pydantic give one that is shared the default of the first field that has one.
Text = Annotated[StrictStr, StringConstraints(min_length=1)]
FilledIn = Annotated[Text, BeforeValidator(_filled_in)]
"""A text that a starter leaves open."""
Item = TypeVar("Item")
ListOf = Annotated[tuple[Item, ...], Strict(False)]
"""A file's list, kept as a tuple: nobody can change it, and an empty default need not be copied for every entry."""
LevelNumber = Annotated[int, PlainValidator(_level), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 99})]
