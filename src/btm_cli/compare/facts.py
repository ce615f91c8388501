"""What two answers files say differently, thing by thing, and how two editions differ in what they ask for a state.

In: two sides. Out: `Fact`s with references, in the order of the standard; `Condition`s. A side is flattened into plain
statements first (this rating, that evidence, this target): a difference is a statement that one side does not make.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from btm_cli.answers.model import Answers, Claimed, NotApplicable, Rated, Target
from btm_cli.compare.comparison import OVERALL, Condition, ConditionKind, Fact, FactKind
from btm_cli.compare.side import Side
from btm_cli.names import composed, folded
from btm_cli.standard.model import Standard, State


class _Topic(NamedTuple):
    kind: FactKind
    reference: str
    what: str


Value = str | tuple[str, ...]
Statement = tuple[_Topic, Value]


def facts_between(old: Side, new: Side) -> tuple[Fact, ...]:
    """Every statement that one side makes and the other does not, or makes differently; what both have comes first."""
    whole = _said_as_a_whole(old, new)
    before = dict(_statements(old, whole))
    after = dict(_statements(new, whole))
    things = _in_order([topic[:2] for topic in before], [topic[:2] for topic in after])
    place = {thing: number for number, thing in enumerate(things)}
    topics = sorted(dict.fromkeys([*after, *before]), key=lambda topic: place[topic[:2]])
    found = [Fact(*topic, before.get(topic), after.get(topic)) for topic in topics]
    return tuple(fact for fact in found if not _alike(fact))


NAMES = ("enterprise", "unit", "answered by", "verified by", "approved by", "owner")
"""What is a name: typed differently, it says the same."""


def _alike(fact: Fact) -> bool:
    if fact.what in NAMES and isinstance(fact.old, str) and isinstance(fact.new, str):
        return folded(fact.old) == folded(fact.new)
    if fact.what == "path" and isinstance(fact.old, str) and isinstance(fact.new, str):
        return composed(fact.old) == composed(fact.new)
    return fact.old == fact.new


_Thing = tuple[str, str]
"""Kind and reference."""


def _in_order(before: list[_Thing], after: list[_Thing]) -> list[_Thing]:
    """The things of the new side in its order; what only the old one speaks of comes after what it followed there."""
    known = set(after)
    lost: dict[_Thing | None, list[_Thing]] = {None: []}
    last: _Thing | None = None
    for thing in before:
        if thing in known:
            last = thing
        else:
            lost.setdefault(last, []).append(thing)
    ordered = list(lost[None])
    for thing in dict.fromkeys(after):
        ordered += [thing, *lost.get(thing, ())]
    return list(dict.fromkeys(ordered))


def _said_as_a_whole(old: Side, new: Side) -> set[str]:
    """The capabilities that each side answers as a whole, or not at all: they need no lines for their cells."""
    names = dict.fromkeys([*new.standard.capabilities, *old.standard.capabilities])
    return {name for name in names if all(_whole(side.answers, name) for side in (old, new))}


def _whole(answers: Answers, capability: str) -> bool:
    if capability in answers.capability_not_applicable:
        return True
    cells = [answer for (name, _), answer in answers.cells.items() if name == capability]
    return all(isinstance(answer, Claimed) and answer.whole_capability for answer in cells)


def _statements(side: Side, whole: set[str]) -> Iterator[Statement]:
    yield from _about_the_file(side)
    yield from _plans(side)
    answers = side.answers
    for capability in side.standard.ordered_capabilities():
        if capability.id in whole:
            yield from _whole_capability(answers, capability.id)
            continue
        for dimension in side.standard.dimensions:
            reference = f"{capability.id}/{dimension.id}"
            answer = answers.cells.get((capability.id, dimension.id))
            if answer is None or isinstance(answer, (Claimed, NotApplicable)):
                yield from _one(reference, answer)
                continue
            cell = side.standard.cell(capability.id, dimension.id)
            for criterion in cell.all_criteria() if cell else ():
                yield from _one(f"{reference}/{criterion.id}", answer.get(criterion.id))
    yield from _register(answers)


def _whole_capability(answers: Answers, name: str) -> Iterator[Statement]:
    skipped = answers.capability_not_applicable.get(name)
    claims = (answer for (capability, _), answer in answers.cells.items() if capability == name)
    answer = skipped or next(claims, None)
    if isinstance(answer, (Claimed, NotApplicable)):
        yield from _one(name, answer)


def _said(kind: FactKind, reference: str, said: Mapping[str, Value | None]) -> Iterator[Statement]:
    """What of this is said at all."""
    for what, value in said.items():
        if value is not None:
            yield _Topic(kind, reference, what), value


def _one(reference: str, answer: Rated | Claimed | NotApplicable | None) -> Iterator[Statement]:
    if isinstance(answer, NotApplicable):
        yield from _said("answers", reference, {"n/a": answer.reason, "approved by": answer.approved_by})
    elif answer is not None:
        first = {"rating": answer.rating} if isinstance(answer, Rated) else {"claim": str(answer.level)}
        backing = {"evidence": answer.evidence or None, "verified by": answer.verified_by, "note": answer.note}
        yield from _said("answers", reference, {**first, **backing})


def _about_the_file(side: Side) -> Iterator[Statement]:
    answers = side.answers
    said: dict[str, Value | None] = {
        "standard": side.standard.name,
        "enterprise": answers.enterprise,
        "unit": answers.unit.name if answers.unit else None,
        "unit weight": answers.unit.weight if answers.unit else None,
        "period": answers.period,
        "assessed on": answers.assessed_on.isoformat(),
        "as of": side.as_of.isoformat(),
        "answered by": answers.answered_by.name if answers.answered_by else None,
        "side": answers.answered_by.side if answers.answered_by else None,
        "scope": answers.scope or None,
        "depth": answers.depth,
        "profiles": answers.profiles or None,
        "evidence root": answers.evidence_root,
    }
    yield from _said("file", OVERALL, said)
    for capability, depth in answers.depths.items():
        yield _Topic("file", capability, "depth"), depth


def _plans(side: Side) -> Iterator[Statement]:
    answers = side.answers
    target = answers.target or Target()
    level = None if target.level is None else str(target.level)
    yield from _said("plan", OVERALL, {"target": level or target.state})
    for reference, aim in target.levels.items():
        yield _Topic("plan", reference, "target"), str(aim)
    for reference, day in target.deadlines.items():
        yield _Topic("plan", reference, "deadline"), day.isoformat()
    for reference, importance in answers.importance.items():
        yield _Topic("plan", reference, "importance"), str(importance)
    for reference, owner in answers.owners.items():
        yield _Topic("plan", reference, "owner"), owner
    yield from _said("plan", OVERALL, {"capacity": answers.capacity})
    for reference, iteration in answers.pinned.items():
        yield _Topic("plan", reference, "pinned to iteration"), str(iteration)
    for reference in answers.excluded:
        yield _Topic("plan", reference, "excluded from the plan"), "yes"


def _register(answers: Answers) -> Iterator[Statement]:
    for key, entry in answers.evidence.items():
        said: dict[str, Value | None] = {
            "title": entry.title,
            "date": entry.date.isoformat(),
            "path": entry.path,
            "url": entry.url,
            "sha256": entry.sha256.lower() if entry.sha256 else None,
            "valid until": entry.valid_until.isoformat() if entry.valid_until else None,
            "owner": entry.owner,
        }
        yield from _said("evidence", key, said)


def conditions_between(old: Standard, new: Standard) -> tuple[Condition, ...]:
    """What is asked otherwise of the states that both standards have; no score depends on it."""
    before = {state.id: state for state in old.states}
    return tuple(found for state in new.states if state.id in before for found in _otherwise(before[state.id], state))


def _otherwise(old: State, new: State) -> Iterator[Condition]:
    after = _asked(new)
    for what, before in _asked(old).items():
        if before != after[what]:
            yield Condition(new.id, what, before, after[what])


def _asked(state: State) -> dict[ConditionKind, str]:
    asks = (f"{ask.theme} at {', '.join(map(str, ask.levels))}: {ask.share}" for ask in sorted(state.asks))
    return {"asks": "; ".join(asks), "from": str(state.from_score), "floor": str(state.floor)}
