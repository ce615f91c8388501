"""What must hold across a standard's files before anything may be scored with it.

In: the validated `StandardFile` and `CapabilityFile`s. Out: problems at key paths of the file that was looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from btm_cli.diagnostics import KeyPath, Problem, short
from btm_cli.standard.schema import CapabilityFile, CriterionEntry, EvidenceItemEntry, StandardFile
from btm_cli.validation import did_you_mean, unknown

RESERVED = frozenset({"overall", "every-capability", "level", "rating", "unknown", "note"})
MORE_MEANINGS = ("threshold", "all", "shown", "cases", "readings")
"""Of `rating_meanings`, beside the ratings: claims with a number of their own, claims about all of something, what
counts as shown whatever the claim, what is a case of it, and which of two readings of a word holds."""

Node = tuple[str, int]
"""A capability and a level of it."""


def check_frame(frame: StandardFile) -> Iterator[Problem]:
    """Problems inside standard.yaml: order of levels, unique ids, a scale from 0 to 1, thresholds, states."""
    numbers = [entry.level for entry in frame.levels]
    for index, number in enumerate(numbers[1:], 1):
        if number != numbers[index - 1] + 1:
            yield Problem(
                "wrong-order", f"level {number} does not follow level {numbers[index - 1]}", ("levels", index)
            )
    yield from _check_scale(frame)
    if not 0 <= frame.achieved_above < 1:
        yield Problem("wrong-value", "`achieved_above` must be at least 0 and below 1", ("achieved_above",))
    yield from _check_states(frame, numbers[0], numbers[-1])
    yield from _check_follows(frame)
    yield from _check_meanings(frame)
    yield from _check_unique(frame)


def check_capability(capability: CapabilityFile, frame: StandardFile, known: Collection[str]) -> Iterator[Problem]:
    """Problems of one capability file against the frame and the other capabilities."""
    base, top = frame.levels[0].level, frame.levels[-1].level
    dimensions = [entry.id for entry in frame.dimensions]
    for dimension, levels in (capability.dimensions or {}).items():
        where: KeyPath = ("dimensions", dimension)
        yield from unknown(
            "unknown-dimension", "dimension", dimension, dimensions, where, listed="dimensions", at_key=True
        )
        for level, entry in levels.items():
            place: KeyPath = (*where, str(level))
            if not base <= level <= top:
                yield Problem("level-out-of-range", f"level {level} is not in {base}..{top}", place, at_key=True)
            elif level == base and entry.criteria:
                yield Problem("criteria-at-base", f"level {base} is the base and has no criteria", (*place, "criteria"))
            for letter, criterion in entry.criteria.items():
                yield from _check_criterion(criterion, frame, (*place, "criteria", letter))
    for level in capability.levels:
        if not base <= level <= top:
            message = f"level {level} is not in {base}..{top}"
            yield Problem("level-out-of-range", message, ("levels", str(level)), at_key=True)
    for index, edge in enumerate(capability.requires):
        here: KeyPath = ("requires", index)
        yield from unknown("unknown-capability", "capability", edge.capability, known, (*here, "capability"))
        for key, level in (("for", edge.for_level), ("needs", edge.needs)):
            if not base < level <= top:
                yield Problem("level-out-of-range", f"level {level} is not in {base + 1}..{top}", (*here, key))


def find_requirement_cycles(capabilities: Mapping[str, CapabilityFile], base: int) -> Iterator[list[Node]]:
    """Cycles over (capability, level), where (c, k) also needs (c, k-1); each begins and ends with the same node.

    Cycles that share a node with one already found are left out: they are often the same mistake, told again.
    """
    edges: dict[Node, list[Node]] = {}
    for name, capability in capabilities.items():
        for edge in capability.requires:
            edges.setdefault((name, edge.for_level), []).append((edge.capability, edge.needs))
    done: set[Node] = set()
    told: set[Node] = set()
    for start in sorted(edges):
        if start in done:
            continue
        path = [start]
        waiting = [_needs(start, edges, base)]
        while waiting:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
                done.add(path.pop())
            elif node in path:
                cycle = path[path.index(node) :]
                if told.isdisjoint(cycle):
                    yield [*cycle, node]
                told.update(cycle)
            elif node not in done:
                path.append(node)
                waiting.append(_needs(node, edges, base))


def _needs(node: Node, edges: Mapping[Node, list[Node]], base: int) -> Iterator[Node]:
    name, level = node
    yield from edges.get(node, [])
    if level - 1 > base:
        yield (name, level - 1)


def _check_scale(frame: StandardFile) -> Iterator[Problem]:
    words = list(frame.rating_scale)
    points = list(frame.rating_scale.values())
    if points[0] != 0 or points[-1] != 1 or any(low >= high for low, high in pairwise(points)):
        yield Problem("wrong-order", "the rating scale must ascend from 0 to 1", ("rating_scale",))
    if frame.every_at_least is not None and frame.every_at_least not in words:
        hint = did_you_mean(frame.every_at_least, words)
        yield Problem(
            "unknown-rating", f"`{short(frame.every_at_least)}` is not a rating", ("every_at_least",), hint=hint
        )


def _check_criterion(criterion: CriterionEntry, frame: StandardFile, where: KeyPath) -> Iterator[Problem]:
    """Themes and kinds of evidence that there are; an answer for no case that means it."""
    themes, kinds = [theme.id for theme in frame.themes], [kind.id for kind in frame.evidence_kinds]
    for index, theme in enumerate(criterion.themes):
        yield from unknown("unknown-theme", "theme", theme, themes, (*where, "themes", index), listed="themes")
    for index, item in enumerate(criterion.evidence):
        if isinstance(item, EvidenceItemEntry):
            place, code = (*where, "evidence", index, "kind"), "unknown-evidence-kind"
            yield from unknown(code, "kind of evidence", item.kind, kinds, place, listed="evidence_kinds")
    allowed = (list(frame.rating_scale)[-1], "n/a")
    if criterion.if_none is not None and criterion.if_none not in allowed:
        message = f"`if_none` must be {allowed[0]} or n/a, not `{short(criterion.if_none)}`"
        yield Problem("wrong-value", message, (*where, "if_none"))


def _check_follows(frame: StandardFile) -> Iterator[Problem]:
    """A dimension follows others that there are, and not itself, not even by way of another."""
    follows = {entry.id: entry.follows for entry in frame.dimensions}
    for index, entry in enumerate(frame.dimensions):
        here: KeyPath = ("dimensions", index, "follows")
        for place, name in enumerate(entry.follows):
            yield from unknown("unknown-dimension", "dimension", name, follows, (*here, place), listed="dimensions")
        before, waiting = set[str](), list(entry.follows)
        while waiting:
            name = waiting.pop()
            if name not in before:
                before.add(name)
                waiting += follows.get(name, [])
        if entry.id in before:
            yield Problem("follows-cycle", f"`follows` leads from `{short(entry.id)}` back to it", here)


def _check_meanings(frame: StandardFile) -> Iterator[Problem]:
    """What ratings mean is said of ratings that there are."""
    known = [*frame.rating_scale, *MORE_MEANINGS]
    for name in frame.rating_meanings:
        if name not in known:
            hint = did_you_mean(name, known)
            yield Problem(
                "unknown-rating", f"`{short(name)}` is not a rating", ("rating_meanings", name), hint, at_key=True
            )


def _check_asks(frame: StandardFile, index: int, base: int, top: int) -> Iterator[Problem]:
    """An ask names a theme, levels above the base that the state's own target reaches, and a share above 0."""
    state, themes = frame.states[index], [theme.id for theme in frame.themes]
    highest = top if state.target_level is None else state.target_level
    for place, ask in enumerate(state.asks):
        here: KeyPath = ("states", index, "asks", place)
        yield from unknown("unknown-theme", "theme", ask.theme, themes, (*here, "theme"), listed="themes")
        for at, level in enumerate(ask.levels):
            if not base < level <= highest:
                message = f"level {level} is not in {base + 1}..{highest}, up to the state's target level"
                yield Problem("level-out-of-range", message, (*here, "levels", at))
        if ask.share == 0:
            yield Problem("wrong-value", "an ask's `share` must be more than 0", (*here, "share"))
    for place, stage in enumerate(state.stages):
        before = state.stages[place - 1].from_score if place else state.from_score
        if stage.from_score < before or (place and stage.from_score == before):
            where: KeyPath = ("states", index, "stages", place, "from")
            yield Problem("wrong-order", "stages must ascend from the state's own `from`", where)


def _check_states(frame: StandardFile, base: int, top: int) -> Iterator[Problem]:
    for index, state in enumerate(frame.states):
        here = ("states", index)
        if index and state.from_score <= frame.states[index - 1].from_score:
            yield Problem(
                "wrong-order", f"state `{short(state.id)}` must begin above the one before it", (*here, "from")
            )
        if index and state.floor < frame.states[index - 1].floor:
            message = f"the floor of state `{short(state.id)}` must not be below that of the one before it"
            yield Problem("wrong-order", message, (*here, "floor"))
        yield from _check_asks(frame, index, base, top)
        for key, level in (("floor", state.floor), ("target_level", state.target_level)):
            if level is not None and not base <= level <= top:
                yield Problem("level-out-of-range", f"level {level} is not in {base}..{top}", (*here, key))


def _check_unique(frame: StandardFile) -> Iterator[Problem]:
    """Ids of areas and capabilities share one namespace; dimensions, states and sources have one each."""
    seen: set[str] = set()
    for index, area in enumerate(frame.areas):
        names: list[tuple[KeyPath, str]] = [(("areas", index, "id"), area.id)]
        names += [(("areas", index, "capabilities", place), name) for place, name in enumerate(area.capabilities)]
        for path, name in names:
            if name in seen:
                yield Problem("duplicate-id", f"`{short(name)}` is used twice", path)
            if name in RESERVED:
                yield Problem("reserved-id", f"`{short(name)}` is reserved", path)
            seen.add(name)
    lists = {
        "dimensions": [entry.id for entry in frame.dimensions],
        "states": [entry.id for entry in frame.states],
        "themes": [entry.id for entry in frame.themes],
        "terms": [entry.id for entry in frame.terms],
        "evidence_kinds": [entry.id for entry in frame.evidence_kinds],
        "sources": [entry.id for entry in frame.sources],
    }
    for key, ids in lists.items():
        for index, name in enumerate(ids):
            if name in ids[:index]:
                yield Problem("duplicate-id", f"`{short(name)}` is used twice", (key, index, "id"))
            if name in RESERVED:
                yield Problem("reserved-id", f"`{short(name)}` is reserved", (key, index, "id"))
