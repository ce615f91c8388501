"""Data that a model refuses, with stand-ins for what is wrong in it, so that the rest is checked in the same run.

In: a pydantic model class, data and what must hold of the model. Out: every problem of both. What the stand-ins
themselves would be told is nobody's problem, and is left out.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from btm_cli.diagnostics import KeyPath, Problem
from btm_cli.validation import validate_places

if TYPE_CHECKING:
    from pydantic import BaseModel

Model = TypeVar("Model", bound="BaseModel")

UNSAID: Final = "\x7f"
"""A text that no file can hold: what stands there was not said so that it could be read."""
STAND_INS: Final[tuple[Any, ...]] = (UNSAID, "x", 1, None, "0001-01-01", [], {})
"""What takes the place of a wrong value, the first that the model takes: a text, an id, a number, nothing, a day that
nothing is before, a list, a mapping."""
MOST_ROUNDS: Final = 3 * (len(STAND_INS) + 2)
"""A value, what it is part of, and what that is part of: more is not tried."""
Kept = Callable[[KeyPath, Any], Any]
"""From a place and the value that is refused there to what can be kept of it; None where that is nothing."""


class Readable(NamedTuple, Generic[Model]):
    """What could be read, and where in it stand-ins are. `further` are problems that only showed with them."""

    model: Model
    stand_ins: frozenset[KeyPath] = frozenset()
    further: Sequence[Problem] = ()

    def said(self, problems: Iterable[Problem]) -> list[Problem]:
        """Those of `problems` that speak of what the file says; of a stand-in, its key may still be wrong."""
        return [one for one in problems if self._is_said(one)]

    def whole(self, problems: Iterable[Problem]) -> list[Problem]:
        """Those of `problems` that speak of something in which there is no stand-in."""
        return [one for one in problems if not any(path[: len(one.path)] == one.path for path in self.stand_ins)]

    def _is_said(self, problem: Problem) -> bool:
        path = problem.path
        above = range(len(path) if problem.at_key else len(path) + 1)
        return not any(path[:length] in self.stand_ins for length in above)


def check_model(
    model: type[Model], data: object, check: Callable[[Model], Iterable[Problem]]
) -> tuple[Model | None, list[Problem]]:
    """The model of `data`, None where it refuses it; its problems, and those that `check` finds in what is readable."""
    found, refused = validate_places(model, data)
    problems = [problem for _, problem in refused]
    if found is not None:
        return found, list(check(found))
    readable = readable_part(model, data, refused)
    if readable is not None:
        problems += [*readable.further, *readable.said(check(readable.model))]
    return None, problems


def readable_part(
    model: type[Model],
    data: Any,
    refused: list[tuple[KeyPath, Problem]],
    kept: Kept = lambda path, value: None,
) -> Readable[Model] | None:
    """What `model` reads of `data` when what it `refused` is replaced; None where nothing of it can be read.

    `kept` says what can be kept of a value.
    """
    if not isinstance(data, dict):
        return None
    left = _StandIns(data, kept)
    further: list[Problem] = []
    for _ in range(MOST_ROUNDS):
        for path, problem in sorted(refused, key=lambda one: len(one[0]), reverse=True):
            if problem.at_key:
                left.remove(path)
            else:
                left.replace(path)
        found, refused = validate_places(model, left.data)
        if found is not None:
            return Readable(found, frozenset(left.places), further)
        further += [problem for path, problem in refused if not left.is_ours(path)]
    return None


class _StandIns:
    """Data in which places change: what lies on the way to one is copied, once, since a file may use it twice.

    `places` are those with a stand-in.
    """

    def __init__(self, data: dict[str, Any], kept: Kept) -> None:
        self.data = {**data}
        self.places: set[KeyPath] = set()
        self._kept = kept
        self._tried: dict[KeyPath, int] = {}
        self._own: set[KeyPath] = {()}

    def is_ours(self, path: KeyPath) -> bool:
        """Whether something was changed at `path`, or it lies in a stand-in."""
        return path in self._tried or any(path[:length] in self.places for length in range(len(path)))

    def replace(self, path: KeyPath) -> None:
        """What can be kept of the value at `path`; the next time a stand-in, at last nothing, then what it is in."""
        while path:
            inside: Any = self._inside(path)
            last: Any = path[-1]
            there = inside[last] if _has(inside, last) else None
            number = self._tried.get(path, -1) + 1
            part = self._kept(path, there) if number == 0 else None
            if part is None:
                self.places.add(path)
                number = max(number, 1)
            self._tried[path] = number
            if number <= len(STAND_INS):
                if isinstance(inside, dict) or _has(inside, last):
                    inside[last] = part if part is not None else copy.copy(STAND_INS[number - 1])
                return
            if number == len(STAND_INS) + 1 and isinstance(inside, dict):
                inside.pop(last, None)
                return
            path = path[:-1]

    def remove(self, path: KeyPath) -> None:
        """Nothing at `path`, the key of a mapping."""
        inside = self._inside(path)
        if isinstance(inside, dict):
            inside.pop(path[-1], None)

    def _inside(self, path: KeyPath) -> Any:
        """What `path` leads into; None where there is no such thing (any more)."""
        inside: Any = self.data if path else None
        for length, part in enumerate(path[:-1], start=1):
            if not _has(inside, part):
                return None
            if path[:length] not in self._own:
                self._own.add(path[:length])
                inside[part] = copy.copy(inside[part])
            inside = inside[part]
        return inside


def _has(data: Any, part: Any) -> bool:
    return part in (data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ())
