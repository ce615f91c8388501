"""From pydantic's errors to problems in plain words, with "did you mean".

In: a pydantic model class and parsed data. Out: the model or None, and `Problem`s at key paths of the data. The
engine's own words ("Input should be a valid ...") never reach a user.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, cast

from btm_cli.diagnostics import KeyPath, Problem, short

if TYPE_CHECKING:
    from pydantic import BaseModel, TypeAdapter
    from pydantic_core import ErrorDetails

    Model = TypeVar("Model", bound=BaseModel)
Record = TypeVar("Record")


def validate_model(model: type[Model], data: object, path: KeyPath = ()) -> tuple[Model | None, list[Problem]]:
    """Validate `data`, found at `path` of its document, and report every problem.

    Out: the model, or None with at least one problem. Codes: `unknown-key`, `missing-key`, `wrong-type`, `wrong-value`,
    and whatever a validator raised with `coded`.
    """
    found, details = _validated(model, data)
    return found, [_problem(detail, model, data, path) for detail in details]


def validate_places(model: type[Model], data: object) -> tuple[Model | None, list[tuple[KeyPath, Problem]]]:
    """As `validate_model`, each problem with the place whose value must change: of a missing key, where it belongs."""
    found, details = _validated(model, data)
    problems = [_problem(detail, model, data, ()) for detail in details]
    missing = [(str(detail["loc"][-1]),) if detail["type"] == "missing" else () for detail in details]
    return found, [(problem.path + key, problem) for key, problem in zip(missing, problems, strict=True)]


def _validated(model: type[Model], data: object) -> tuple[Model | None, list[ErrorDetails]]:
    from pydantic import ValidationError

    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, error.errors(include_url=False, include_input=False)


def validate_record(record: type[Record], data: object, path: KeyPath = ()) -> tuple[Record | None, list[Problem]]:
    """As `validate_model`, for a record of a wire form (a TypedDict); keys that it does not know are left out."""
    from pydantic import ValidationError

    try:
        return _adapter(cast(Any, record)).validate_python(data), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    return None, [_problem(detail, record, data, path) for detail in details]


@cache
def _adapter(record: type[Any]) -> TypeAdapter[Any]:
    """Making one takes longer than a hundred records."""
    from pydantic import TypeAdapter

    return TypeAdapter(record)


def coded(code: str, message: str, hint: str | None = None) -> Exception:
    """An exception for validators that carries a diagnostic code, a message in plain words and a hint."""
    from pydantic_core import PydanticCustomError

    return PydanticCustomError(code, "{text}", {"text": message, "hint": hint})


MOST_COMPARED = 1000
"""Names that a mistyped one is compared with: each may be mistyped in a file, and each comparison takes its time."""


def did_you_mean(word: object, known: Iterable[str]) -> str | None:
    """A hint naming the nearest of `known`, or None where nothing is near."""
    from difflib import get_close_matches

    names = list(islice(known, MOST_COMPARED))
    text = str(word)
    near = get_close_matches(text.casefold()[:100], names, n=1, cutoff=0.6)
    if not near and len(text) >= 4:  # perhaps only the beginning was typed, and mistyped
        begins = {name[: len(text)]: name for name in reversed(names)}
        near = [begins[found] for found in get_close_matches(text.casefold()[:100], list(begins), n=1, cutoff=0.75)]
    return f"did you mean `{short(near[0])}`?" if near else None


def unknown(
    code: str,
    kind: str,
    name: str,
    known: Collection[str],
    path: KeyPath,
    *,
    listed: str = "",
    otherwise: str | None = None,
    at_key: bool = False,
) -> Iterator[Problem]:
    """The problem of a name that is not among `known`.

    Its hint is the nearest one; where none is near all of them, called `listed`, or `otherwise`.
    """
    if name not in known:
        hint = did_you_mean(name, known) or (f"{listed}: {one_of(known)}" if listed and known else otherwise)
        yield Problem(code, f"unknown {kind} `{short(name)}`", path, hint, at_key=at_key)


def one_of(names: Iterable[str], limit: int = 20) -> str:
    """A readable list of allowed words, cut at `limit`."""
    words = list(names)
    shown = ", ".join(map(short, words[:limit]))
    return f"{shown}, ... ({len(words) - limit} more)" if len(words) > limit else shown


def describe(value: object) -> str:
    """What a value is, in a user's words: "the text 'no'", "a list", "the number 3.0"."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return f"the number {_short(str(value))}"
        case str():
            return f"the text {_short(repr(value))}"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _short(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[: limit - 3] + "..."


_EXPECTED = {
    "int_type": "a plain whole number",
    "string_type": "text",
    "bool_type": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "mapping_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}

_BOUNDS = {"greater_than_equal": "at least", "less_than_equal": "at most", "greater_than": "more than"}

_KEY = "[key]"
"""Pydantic's mark at the end of a location: the problem is the key itself, not its value."""


def _problem(detail: ErrorDetails, model: type[object], data: object, path: KeyPath) -> Problem:
    location, found = _walk(detail["loc"], data)
    where = path + location
    kind = detail["type"]
    context: dict[str, Any] = detail.get("ctx") or {}
    name = location[-1] if location else None
    label = f"`{short(name)}`" if isinstance(name, str) else "this entry" if where else "the file"
    of_key = kind == "extra_forbidden" or detail["loc"][-1:] == (_KEY,)
    value = describe(name if of_key else found)

    def problem(code: str, message: str, hint: str | None = None) -> Problem:
        return Problem(code, message, where, hint=hint, at_key=of_key)

    if kind == "missing":
        key = str(detail["loc"][-1])
        return problem("missing-key", f"`{short(key)}` is missing", f"add `{key}:`")
    if kind == "extra_forbidden":
        known = _field_names(model, detail["loc"][:-1])
        hint = did_you_mean(name, known) or (f"known keys: {one_of(known)}" if known else None)
        return problem("unknown-key", f"unknown key {label}", hint)
    if "text" in context:
        return problem(kind, str(context["text"]), context.get("hint"))
    if kind in _EXPECTED:
        hint = "write it without quotes and without a decimal point" if kind == "int_type" else None
        return problem("wrong-type", f"{label} must be {_EXPECTED[kind]}, not {value}", hint)
    if kind == "literal_error":
        words = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        hint = did_you_mean(found, words) if isinstance(found, str) else None
        return problem("wrong-value", f"{label} must be one of {one_of(words)}, not {value}", hint)
    if kind in ("string_too_short", "too_short"):
        fewest, of = context["min_length"], "characters" if kind == "string_too_short" else "entries"
        missing = "must not be empty" if fewest == 1 else f"needs at least {fewest} {of}"
        return problem("wrong-value", f"{label} {missing}")
    if kind in ("string_too_long", "too_long"):
        most, of = context["max_length"], "characters" if kind == "string_too_long" else "entries"
        return problem("wrong-value", f"{label} has more than {most} {of}")
    if kind in _BOUNDS:
        return problem("wrong-value", f"{label} must be {_BOUNDS[kind]} {next(iter(context.values()))}, not {value}")
    if kind == "string_pattern_mismatch":
        return problem("wrong-value", f"{label} has the wrong form: {value}")
    return problem("wrong-value", f"{label}: {detail['msg']}")


def _walk(loc: tuple[int | str, ...], data: object) -> tuple[KeyPath, object]:
    """Pydantic's location without its own marks ("[key]", union tags): what can't be followed is skipped."""
    path: list[str | int] = []
    for part in loc:
        match data:
            case dict() if part in data:
                data = data[part]
            case list() if isinstance(part, int) and part < len(data):
                data = data[part]
            case _:
                continue
        path.append(part)
    return tuple(path), data


def _field_names(model: type[object], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that the mapping at pydantic's location `loc` may have; empty where that is not a model."""
    annotation: Any = model
    for part in loc:
        annotation = _inside(annotation, part)
    return [field.alias or name for name, field in getattr(annotation, "model_fields", {}).items()]


def _inside(annotation: Any, part: int | str) -> Any:
    """One part further down an annotation: a model's field, a container's item, or the tagged option of a union."""
    from types import UnionType
    from typing import Annotated, Union, get_args, get_origin, get_type_hints

    from pydantic import BaseModel, Tag

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = {field.alias or name: field.annotation for name, field in annotation.model_fields.items()}
        if part in fields or annotation.model_config.get("extra") != "allow":
            return fields.get(str(part))
        return get_args(get_type_hints(annotation, include_extras=True)["__pydantic_extra__"])[1]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        if any(isinstance(mark, Tag) and mark.tag == part for mark in arguments[1:]):
            return arguments[0]
        return _inside(arguments[0], part)
    if origin in (Union, UnionType):
        return next((inner for option in arguments if (inner := _inside(option, part)) is not None), None)
    if origin is dict:
        return arguments[1]
    return arguments[0] if origin in (list, tuple) else None
