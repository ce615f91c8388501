"""Field types that the file models of standard, answers and policy share.

In: parsed YAML values. Out: annotated types for pydantic, whose errors are already in plain words. Needs pydantic,
so it is imported by the file models only.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, Strict
from pydantic_core import CoreSchema, core_schema

from btm_cli.exact import exact
from btm_cli.validation import coded, describe

ID_PATTERN = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
LEVEL_HINT = "write a plain whole number, without quotes and without a decimal point"
NOT_APPLICABLE_HINT = 'write {rating: n/a, reason: "..."}'
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


def level_hint(value: object) -> str:
    """How an answer is written that is no level; `n/a` is another kind of answer, and takes a reason."""
    return NOT_APPLICABLE_HINT if isinstance(value, str) and value.casefold() == "n/a" else LEVEL_HINT


def _spell_out(value: Any) -> Any:
    if level_hint(value) != LEVEL_HINT:
        raise coded("not-a-level", f"{describe(value)} is not a maturity level", NOT_APPLICABLE_HINT)
    return value


def _level(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 99:
        return value
    said = describe(value)
    if isinstance(value, Decimal) and str(value).isdigit():  # 0x3, 3e0, 07: "the number 3 is not a level" would puzzle
        said += ", not written plainly,"
    raise coded("not-a-level", f"{said} is not a maturity level", LEVEL_HINT)


def _number(value: Any) -> Fraction:
    try:
        return exact(value)
    except ValueError:
        raise coded(
            "not-a-number", f"{describe(value)} is not a plain number", 'write it such as 1.5 or "1/3"'
        ) from None


def _number_that(fits: Callable[[Fraction], bool], must: str, hint: str | None = None) -> Callable[[Any], Fraction]:
    def read(value: Any) -> Fraction:
        number = _number(value)
        if not fits(number):
            raise coded("wrong-value", f"{describe(value)} must {must}", hint)
        return number

    return read


_not_negative = _number_that(lambda number: number >= 0, "not be below 0")
_positive = _number_that(lambda number: number > 0, "be more than 0")
_share = _number_that(lambda number: 0 <= number <= 1, "be from 0 to 1", 'a share such as "0.85", not per cent')


def _id(value: Any) -> str:
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    raise coded("wrong-value", f"{describe(value)} is not an id", "ids are lower-case words joined by hyphens")


def _number_schema(sign: str = "", **bounds: int) -> dict[str, Any]:
    """JSON Schema of a number that may be written as text; editors check bounds other than 0 of plain numbers only."""
    sign = "(?![0.]+(/|$))" if "exclusiveMinimum" in bounds else sign
    text = {"type": "string", "pattern": rf"^{sign}[0-9]{{1,18}}(\.[0-9]{{1,18}}|/[1-9][0-9]{{0,17}})?$"}
    return {"anyOf": [{"type": "number", "maximum": 10**18} | bounds, text]}


class _Told:
    """The schema of a type, said to pydantic: to work it out of annotations takes longer than most files do.

    `form` is its JSON Schema, for an editor, where that of `schema` would say less.
    """

    def __init__(self, schema: CoreSchema, form: dict[str, Any] | None = None) -> None:
        self._schema = schema
        self._form = form

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A schema of its own for each field, whose own constraints are added to it."""
        return {**self._schema}

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return handler(schema) if self._form is None else self._form.copy()


def _read(reader: Callable[[Any], Any], form: dict[str, Any], *, as_text: bool = False) -> _Told:
    """A value that `reader` checks and converts; with `as_text` it is written as its exact text."""
    written = core_schema.plain_serializer_function_ser_schema(str) if as_text else None
    return _Told(core_schema.no_info_plain_validator_function(reader, serialization=written), form)


Date = Annotated[date, _read(_date, {"type": "string", "format": "date"})]
Number = Annotated[Fraction, _read(_number, _number_schema("-?"), as_text=True)]
NumberFromZero = Annotated[Fraction, _read(_not_negative, _number_schema(minimum=0), as_text=True)]
PositiveNumber = Annotated[Fraction, _read(_positive, _number_schema(exclusiveMinimum=0), as_text=True)]
Share = Annotated[Fraction, _read(_share, _number_schema(minimum=0, maximum=1), as_text=True)]
Id = Annotated[str, _read(_id, {"type": "string", "pattern": f"^{ID_PATTERN}$"})]
Text = Annotated[str, _Told(core_schema.str_schema(strict=True, min_length=1))]
FilledIn = Annotated[Text, BeforeValidator(_filled_in)]
"""A text that a starter leaves open."""
Item = TypeVar("Item")
ListOf = Annotated[tuple[Item, ...], Strict(False)]
"""A file's list, kept as a tuple: nobody can change it, and an empty default need not be copied for every entry."""
LevelNumber = Annotated[int, _read(_level, {"type": "integer", "minimum": 0, "maximum": 99})]
AnyLevel = Annotated[LevelNumber, BeforeValidator(_spell_out)]
"""The level of an answer, in whose place `n/a` may have been meant."""
