"""Wire forms held to their schemas more strictly than a reader is: nothing may be written that is not described."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from btm_cli.render.wire.schemas import schema
from support.schemas import Checker


@cache
def schema_of(name: str) -> dict[str, Any]:
    """The schema called `name`, made once: nobody changes it."""
    return schema(name)


@cache
def strict(name: str) -> dict[str, Any]:
    """The schema called `name`, its records closed to keys that they do not name."""
    found = deepcopy(schema_of(name))
    _close(found)
    return found


def assert_written_as_described(name: str, data: Any) -> None:
    """Fails, with every place, where `data` is not exactly what the schema says."""
    assert _checker(name).faults(data) == []


@cache
def _checker(name: str) -> Checker:
    return Checker(strict(name))


def with_unknown_keys(data: Any) -> Any:
    """A copy of `data` with one more key in every record, as a later version may write it."""
    if isinstance(data, dict):
        return {**{key: with_unknown_keys(value) for key, value in data.items()}, "from_the_future": [{"x": 1}]}
    return [with_unknown_keys(value) for value in data] if isinstance(data, list) else data


def _close(part: Any) -> None:
    if isinstance(part, dict):
        if "properties" in part and part.get("type") == "object":
            part.setdefault("additionalProperties", False)
        for value in part.values():
            _close(value)
    elif isinstance(part, list):
        for value in part:
            _close(value)
