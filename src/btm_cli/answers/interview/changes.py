"""What an answer turns into: the changes to the file, and those that take it back.

In: the file's data as parsed, a `Question` and what is said. Out: `Change`s for `answers.edit`. A claim or n/a that was
said one step higher is first spread over the cells it covered, so that the others keep it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from btm_cli.answers.delta import is_parts
from btm_cli.answers.edit import REMOVE, Change
from btm_cli.answers.interview.questions import Question
from btm_cli.answers.interview.replies import Kind, Reply
from btm_cli.answers.model import NOT_APPLICABLE, UNKNOWN
from btm_cli.errors import UsageProblem
from btm_cli.standard.model import Standard

Value = Any
"""An answer as the file has it: None, a word, a level, or a mapping."""

LEVEL, RATING, NOTE, SOURCE = "level", "rating", "note", "source"


def said(data: Mapping[str, Value], question: Question) -> Value:
    """What the file says at the question's own place; None where it says nothing there."""
    value = data.get("answers") or {}
    for part in question:
        if part is None:
            break
        if not is_parts(value):
            return None
        value = value.get(part)
    return value


def in_force(data: Mapping[str, Value], question: Question) -> Value:
    """What holds at the question's place: what is said there or, for a cell, for its whole capability."""
    value = said(data, question)
    if value is None and question.dimension is not None and question.criterion is None:
        whole = said(data, Question(question.capability))
        return None if is_parts(whole) else whole
    return value


def replied(data: Mapping[str, Value], standard: Standard, question: Question, reply: Reply) -> Value:
    """What a reply that is an answer puts at the question's place, with what may stay of the answer there now.

    Raises UsageProblem for `unknown` where something said of the whole cell would be lost to it.
    """
    old = in_force(data, question)
    match reply.kind:
        case Kind.rating:
            return rated(old, reply.text)
        case Kind.level:
            return claimed(old, int(reply.text))
        case Kind.unknown if gives_way(data, question):
            raise UsageProblem("`unknown` would replace what is said of the whole cell", "rate it, or leave it open")
        case Kind.unknown:
            return not_known(old, reply.text, question, standard)
        case _:
            return left_out(old, reply.text, criterion=question.criterion is not None)


def rated(old: Value, word: str) -> Value:
    """A criterion's answer with the rating `word`, keeping evidence and note; a verifier saw another rating."""
    return _answer(RATING, word, old, ("evidence", "note"))


def claimed(old: Value, level: int) -> Value:
    """A cell's or capability's answer with the claimed `level`, keeping evidence and note, not where it was heard."""
    return _answer(LEVEL, level, old, ("evidence", "note"))


def left_out(old: Value, reason: str, *, criterion: bool) -> Value:
    """n/a with its reason; the note stays, and at a criterion the evidence."""
    entry = {RATING: NOT_APPLICABLE, "reason": reason} | _remark(old)
    if isinstance(old, Mapping) and not is_parts(old):
        if old.get("reason") == reason and old.get(RATING, "").casefold() == NOT_APPLICABLE:
            return old
        entry |= {key: old[key] for key in (("evidence", "note") if criterion else ("note",)) if old.get(key)}
    return entry


def not_known(old: Value, note: str, question: Question, standard: Standard) -> Value:
    """`unknown` with `note`, or where that is empty with the old one; of a capability it is said cell by cell."""
    remark = {NOTE: note} if note else _remark(old)
    if question.dimension is None:
        return remark | dict.fromkeys(_dimensions(standard, question.capability), UNKNOWN)
    return {RATING: UNKNOWN} | remark if remark else UNKNOWN


def is_unknown(value: Value) -> bool:
    """Whether it was asked and is not known: the word itself, or that word of every part."""
    if isinstance(value, Mapping):
        parts = [each for key, each in value.items() if key != NOTE] if is_parts(value) else [value.get(RATING)]
        return bool(parts) and all(map(is_unknown, parts))
    return isinstance(value, str) and value.casefold() == UNKNOWN


def is_answer(value: Value) -> bool:
    """Whether a level, a rating or n/a is said; parts, a remark and `unknown` are none."""
    return value is not None and not is_parts(value) and not is_unknown(value)


def with_note(old: Value, note: str | None) -> Value:
    """The answer `old` with another note, or without one."""
    return _with(old, "note", note or None)


def noted(data: Mapping[str, Value], standard: Standard, question: Question, note: str) -> list[Change]:
    """The changes that put `note` (or none, where it is empty) at the question's place, be it answered, open or in
    parts. At a criterion of a cell that is claimed or n/a it would take the place of that: see `gives_way`.
    """
    old = in_force(data, question)
    if is_parts(old):
        path = ("answers", *(part for part in question if part is not None))
        if not note and old.keys() == {NOTE}:
            return [Change(path, None)]
        return [Change((*path, NOTE), note or REMOVE)] if old.get(NOTE, "") != note else []
    if old is not None:
        return put(data, standard, question, with_note(old, note))
    return put(data, standard, question, {NOTE: note}) if note else []


def gives_way(data: Mapping[str, Value], question: Question) -> bool:
    """Whether the question is a criterion's, and something said of its whole cell gives way to its rating."""
    return question.criterion is not None and is_answer(in_force(data, question.place))


def with_evidence(old: Value, keys: Sequence[str]) -> Value:
    """The answer `old` citing just `keys`."""
    return _with(old, "evidence", list(keys) or None)


def _answer(kind: str, new: Value, old: Value, kept: Sequence[str]) -> Value:
    if not isinstance(old, Mapping):
        return new
    if old.get(kind) == new and SOURCE not in old:
        return old
    backing = _remark(old) if is_parts(old) else {key: old[key] for key in kept if old.get(key)}
    return {kind: new} | backing if backing else new


def _remark(old: Value) -> dict[str, Value]:
    """What was noted on something open, or answered in parts, as the note of an answer to the whole of it."""
    return {NOTE: old[NOTE]} if isinstance(old, Mapping) and isinstance(old.get(NOTE), str) else {}


def _with(old: Value, key: str, value: Value) -> Value:
    """One key of an answer set or (None) taken out; a mapping with nothing but its rating or level is written short."""
    kind = RATING if isinstance(old, str) else LEVEL
    entry = dict(old) if isinstance(old, Mapping) else {kind: old}
    if value is None:
        entry.pop(key, None)
    else:
        entry[key] = value
    if isinstance(old, Mapping) and entry == dict(old):
        return old
    [first, *more] = entry.values()
    return entry if more else first


def put(data: Mapping[str, Value], standard: Standard, question: Question, value: Value) -> list[Change]:
    """The changes that make the file say `value` at the question's place; none where it says so already."""
    capability, dimension, criterion = question
    if said(data, question) == value:
        return []
    if dimension is None:
        return [Change(("answers", capability), value)]
    whole = said(data, Question(capability))
    cell = said(data, Question(capability, dimension))
    if whole is not None and not is_parts(whole):
        new = value if criterion is None else {criterion: value}
        spread = dict.fromkeys(_dimensions(standard, capability), whole) | {dimension: new}
        return [Change(("answers", capability), spread)]
    if criterion is None:
        return [Change(("answers", capability, dimension), value)]
    if cell is not None and not is_parts(cell):  # a claim or n/a gives way to ratings, beside which its note stays
        return [Change(("answers", capability, dimension), _remark(cell) | {criterion: value})]
    return [Change(("answers", capability, dimension, criterion), value)]


def take_back(data: Mapping[str, Value], changes: Sequence[Change]) -> list[Change]:
    """The changes that undo `changes`, which are about to be made to `data`."""
    return [_restored(data, change.path) for change in reversed(changes)]


def lost_by(data: Mapping[str, Value], question: Question) -> int:
    """How many separate answers a level said at the question's place would replace: ratings of a cell, or cells."""
    value = said(data, question)
    if question.criterion is not None or not is_parts(value):
        return 0
    parts = {name: each for name, each in value.items() if name != NOTE and not _is_open(each)}
    if question.dimension is not None:
        return len(parts)
    return sum(lost_by(data, Question(question.capability, dimension)) or 1 for dimension in parts)


def _is_open(value: Value) -> bool:
    """Whether no answer is said, and no remark that would go with it."""
    return value is None or (is_unknown(value) and not _remark(value))


def _restored(data: Mapping[str, Value], path: tuple[str | int, ...]) -> Change:
    """What stands at `path` now; where nothing does, the highest part of the path that is missing goes away again."""
    value: Value = data
    for depth, part in enumerate(path):
        if value is None:
            return Change(path[:depth], None)
        if part not in value:
            return Change(path[: depth + 1], REMOVE)
        value = value[part]
    return Change(path, value)


def _dimensions(standard: Standard, capability: str) -> list[str]:
    return [each.id for each in standard.dimensions if standard.cell(capability, each.id) is not None]
