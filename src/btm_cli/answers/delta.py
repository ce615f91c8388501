"""Answers as plain data: what stands where, what makes one value of another, and the tree of such changes.

In: plain data, as YAML gives it. Out: values in it, changed copies, or a `Delta`, whose leaves are values to write or
to remove.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple


class Remove:
    """The type of `edit.REMOVE`."""


class Put(NamedTuple):
    """A value to write."""

    value: Any


Delta = dict[str, "Delta | Put | Remove"]


def is_parts(answer: Any) -> bool:
    """Whether an answer is a mapping of parts, and neither a claim nor n/a."""
    return isinstance(answer, Mapping) and not {"level", "rating"} & answer.keys()


def value_at(data: Any, path: Iterable[str | int], missing: Any = None) -> Any:
    """What stands at `path`; `missing` where nothing does."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return missing
    return data


def adds(part: Delta | Put | Remove) -> bool:
    """Whether anything in a tree of changes is a value: what only removes makes no place for itself."""
    return isinstance(part, Put) or (isinstance(part, dict) and any(map(adds, part.values())))


def changed(data: Any, path: Sequence[str], value: Any) -> Any:
    """A copy of `data` with one change made; what stands in the way of the path gives way to a value only."""
    if isinstance(value, Remove) and not isinstance(data, Mapping):
        return data
    head, *rest = path
    found = dict(data) if isinstance(data, Mapping) else {}
    if rest:
        if isinstance(value, Remove) and head not in found:
            return data
        found[head] = changed(found.get(head), rest, value)
    elif isinstance(value, Remove):
        found.pop(head, None)
    else:
        found[head] = value
    return found


def delta_between(
    old: Mapping[str, Any], new: Mapping[str, Any], parents: Collection[tuple[str, ...]], path: tuple[str, ...] = ()
) -> Delta:
    """What makes `new` of `old`. Mappings at `parents`, paths that a change went through, are changed key by key."""
    delta: Delta = {name: Remove() for name in old if name not in new}
    for name, value in new.items():
        here = (*path, name)
        former = old.get(name)
        if name in old and same(former, value):
            continue
        if isinstance(value, Mapping) and here in parents and (value or isinstance(former, Mapping)):
            delta[name] = delta_between(former if isinstance(former, Mapping) else {}, value, parents, here)
        else:
            delta[name] = Put(value)
    return delta


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of one kind: true is not 1, nor 3.0 3.00. The order of keys is free."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(part, other[name]) for name, part in one.items())
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if type(one) is not type(other):
        return False
    return str(one) == str(other) if isinstance(one, Decimal) else bool(one == other)


def plain(part: Delta | Put | Remove) -> Any:
    """What a tree of changes amounts to as a value of its own."""
    if isinstance(part, Put):
        return part.value
    if isinstance(part, dict):
        return {name: plain(inner) for name, inner in part.items() if adds(inner)}
    return None
