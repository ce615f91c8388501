"""What was answered and could not be saved, kept until it is, and written out for whoever puts it in by hand.

In: changes that could not be made, the file's data as it is now. Out: the places that stand in the way, in words; the
answers as YAML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from btm_cli.answers.delta import Remove, changed, same
from btm_cli.answers.edit import Change
from btm_cli.diagnostics import KeyPath, short
from btm_cli.render.document.words import few
from btm_cli.writer import flow, key

MOST_NAMED: Final = 3
"""Places that a message names."""


class Unsaved:
    """The changes that are in no file. A later one takes the place of an earlier one at the same place only."""

    def __init__(self) -> None:
        self._kept: dict[KeyPath, Any] = {}

    def __bool__(self) -> bool:
        return bool(self._kept)

    def keep(self, changes: Sequence[Change]) -> None:
        """These could not be saved. What only takes something away is no answer, and is not kept."""
        self._kept |= {path: value for path, value in changes if value is not None and not isinstance(value, Remove)}

    def saved(self, changes: Sequence[Change], data: Any) -> None:
        """These are saved, and the file holds `data`: what was answered again, or stands there, is kept no longer."""
        for path, value in list(self._kept.items()):
            if path in [change.path for change in changes] or _holds(data, path, value):
                del self._kept[path]

    def text(self) -> str:
        """All that is kept as YAML, laid out as in an answers file; "" for nothing.

        Of two of which one is said inside of the other, the second begins a layout of its own.
        """
        layouts: list[dict[KeyPath, Any]] = []
        for path, value in self._kept.items():
            free = (each for each in layouts if not any(_inside(path, other) for other in each))
            layout = next(free, None)
            if layout is None:
                layouts.append(layout := {})
            layout[path] = value
        return "\n".join("".join(_laid_out(each)) for each in layouts)


def in_the_way(changes: Sequence[Change], known: Any, now: Any) -> str:
    """The places of `changes` at which `now` differs from what was `known`, in words; "" for none."""
    names = [_name(change.path) for change in changes if not _alike(known, now, change.path)]
    return few(names, MOST_NAMED) if names else ""


def _laid_out(layout: Mapping[KeyPath, Any]) -> Iterator[str]:
    data: Mapping[str, Any] = {}
    for path, value in layout.items():
        data = changed(data, list(map(str, path)), value)
    waiting: list[tuple[KeyPath, Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        before = f"{'  ' * (len(path) - 1)}{key(str(path[-1]))}:" if path else ""
        if path in layout:
            yield f"{before} {flow(value)}\n"
            continue
        yield f"{before}\n" if path else ""
        waiting += [((*path, name), part) for name, part in reversed(value.items())]


def _name(path: KeyPath) -> str:
    """An answer's reference, `capability/dimension/criterion`; anything else with the key it stands under."""
    return short("/".join(map(str, path[1:] if path[0] == "answers" and len(path) > 1 else path)))


def _inside(one: KeyPath, other: KeyPath) -> bool:
    return all(mine == yours for mine, yours in zip(one, other, strict=False))


def _holds(data: Any, path: KeyPath, value: Any) -> bool:
    """Whether `data` says at least `value` at `path`."""
    for part in path:
        data = data.get(part) if isinstance(data, Mapping) else None
    if isinstance(value, Mapping):
        return isinstance(data, Mapping) and all(_holds(data, (name,), part) for name, part in value.items())
    return same(data, value)


def _alike(old: Any, new: Any, path: KeyPath) -> bool:
    """Whether both hold the same at `path`; what holds nothing holds nothing below either."""
    for part in path:
        sides = [{} if side is None else side for side in (old, new)]
        if not all(isinstance(side, dict) for side in sides):
            break
        old, new = (side.get(part) for side in sides)
    return same(old, new)
