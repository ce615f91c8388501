"""What must hold across a standard's files before anything may be scored with it.

In: the validated `StandardFile` and the `CapabilityFile`s by id. Out: problems, each with the file it belongs to ("" for
standard.yaml, else the capability's id).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from btm_cli.diagnostics import KeyPath, Problem
from btm_cli.standard.schema import CapabilityFile, StandardFile
from btm_cli.validation import did_you_mean, one_of

RESERVED = frozenset({"overall", "every-capability", "level", "rating"})


def check_frame(frame: StandardFile) -> Iterator[Problem]:
    """Problems inside standard.yaml: levels in order, unique ids, a scale from 0 to 1, sensible thresholds and states."""
    numbers = [entry.level for entry in frame.levels]
    for index, number in enumerate(numbers[1:], 1):
        if number != numbers[index - 1] + 1:
            yield Problem("wrong-order", f"level {number} does not follow level {numbers[index - 1]}", ("levels", index))
    yield from _check_scale(frame)
    if not 0 <= frame.achieved_above < 1:
        yield Problem("wrong-value", "`achieved_above` must be at least 0 and below 1", ("achieved_above",))
    yield from _check_states(frame, numbers[0], numbers[-1])
    yield from _check_unique(frame)


def check_capability(capability: CapabilityFile, frame: StandardFile, known: Mapping[str, CapabilityFile]) -> Iterator[Problem]:
    """Problems of one capability file against the frame and the other capabilities."""
    base, top = frame.levels[0].level, frame.levels[-1].level
    dimensions = [entry.id for entry in frame.dimensions]
    for dimension, levels in (capability.dimensions or {}).items():
        where: KeyPath = ("dimensions", dimension)
        if dimension not in dimensions:
            hint = did_you_mean(dimension, dimensions) or f"dimensions: {one_of(dimensions)}"
            yield Problem("unknown-dimension", f"unknown dimension `{dimension}`", where, hint=hint, at_key=True)
        for level, entry in levels.items():
            here = (*where, str(level))
            if not base <= level <= top:
                yield Problem("level-out-of-range", f"level {level} is not in {base}..{top}", here, at_key=True)
            elif level == base and entry.criteria:
                yield Problem("criteria-at-base", f"level {base} is the base and has no criteria", (*here, "criteria"))
    for index, edge in enumerate(capability.requires):
        here = ("requires", index)
        if edge.capability not in known:
            hint = did_you_mean(edge.capability, known)
            yield Problem("unknown-capability", f"unknown capability `{edge.capability}`", (*here, "capability"), hint=hint)
        for key, level in (("for", edge.for_level), ("needs", edge.needs)):
            if not base < level <= top:
                yield Problem("level-out-of-range", f"level {level} is not in {base + 1}..{top}", (*here, key))


def find_requirement_cycle(capabilities: Mapping[str, CapabilityFile], base: int) -> list[tuple[str, int]] | None:
    """A cycle over (capability, level), where (c, k) also needs (c, k-1); None where `requires` is acyclic."""
    edges: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for name, capability in capabilities.items():
        for edge in capability.requires:
            edges.setdefault((name, edge.for_level), []).append((edge.capability, edge.needs))
    done: set[tuple[str, int]] = set()
    for start in sorted(edges):
        path: list[tuple[str, int]] = [start]
        waiting = [_needs(start, edges, base)]
        while waiting:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
                done.add(path.pop())
            elif node in path:
                return [*path[path.index(node) :], node]
            elif node not in done:
                path.append(node)
                waiting.append(_needs(node, edges, base))
    return None


def _needs(
    node: tuple[str, int], edges: Mapping[tuple[str, int], list[tuple[str, int]]], base: int
) -> Iterator[tuple[str, int]]:
    name, level = node
    yield from edges.get(node, [])
    if level - 1 > base:
        yield (name, level - 1)


def _check_scale(frame: StandardFile) -> Iterator[Problem]:
    words = list(frame.rating_scale)
    points = list(frame.rating_scale.values())
    if points[0] != 0 or points[-1] != 1 or any(low >= high for low, high in zip(points, points[1:], strict=False)):
        yield Problem("wrong-order", "the rating scale must ascend from 0 to 1", ("rating_scale",))
    if frame.every_at_least is not None and frame.every_at_least not in words:
        hint = did_you_mean(frame.every_at_least, words)
        yield Problem("unknown-rating", f"`{frame.every_at_least}` is not a rating", ("every_at_least",), hint=hint)


def _check_states(frame: StandardFile, base: int, top: int) -> Iterator[Problem]:
    for index, state in enumerate(frame.states):
        here = ("states", index)
        if index and state.from_score <= frame.states[index - 1].from_score:
            yield Problem("wrong-order", f"state `{state.id}` must begin above the one before it", (*here, "from"))
        for key, level in (("floor", state.floor), ("target_level", state.target_level)):
            if level is not None and not base <= level <= top:
                yield Problem("level-out-of-range", f"level {level} is not in {base}..{top}", (*here, key))


def _check_unique(frame: StandardFile) -> Iterator[Problem]:
    """Ids of areas and capabilities share one namespace; dimensions and states have one each."""
    seen: set[str] = set()
    for index, area in enumerate(frame.areas):
        names: list[tuple[KeyPath, str]] = [(("areas", index, "id"), area.id)]
        names += [(("areas", index, "capabilities", place), name) for place, name in enumerate(area.capabilities)]
        for path, name in names:
            if name in seen:
                yield Problem("duplicate-id", f"`{name}` is used twice", path)
            if name in RESERVED:
                yield Problem("reserved-id", f"`{name}` is reserved", path)
            seen.add(name)
    lists = (("dimensions", [d.id for d in frame.dimensions]), ("states", [s.id for s in frame.states]))
    for key, ids in lists:
        for index, name in enumerate(ids):
            if name in ids[:index]:
                yield Problem("duplicate-id", f"`{name}` is used twice", (key, index, "id"))
            if name in RESERVED:
                yield Problem("reserved-id", f"`{name}` is reserved", (key, index, "id"))
