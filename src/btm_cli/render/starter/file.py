"""A whole answers file in the form that btm writes: one line an answer, each under a comment with its question.

In: a standard, what is known. Out: text. What has no answer stands open, to be filled in place, and the order is the
standard's, so that two people's answers to different questions are different lines, and merge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from btm_cli import writer
from btm_cli.answers.delta import is_parts
from btm_cli.answers.depth import Depth
from btm_cli.answers.model import NOT_APPLICABLE
from btm_cli.answers.template import HEAD
from btm_cli.render.document.labels import reading_text
from btm_cli.render.document.words import words
from btm_cli.render.starter.head import OPEN, comment, further_keys, introduction, open_line
from btm_cli.scoring.depth import standing_in
from btm_cli.standard.model import Area, Capability, Cell, Criterion, Standard
from btm_cli.standard.readings import Readings

_BLOCKS: Final = frozenset({"importance", "owners", "evidence", "levels", "deadlines", "pin"})
"""Mappings with a line for each entry; other mappings stand in brackets."""
SCHEMA: Final = "answers.schema.json"
"""The file beside it by which editors complete and check."""


class Asked(NamedTuple):
    """What a file asks: how deep, with `notes` as further comment lines by reference, and how profiles read claims."""

    standard: Standard
    depth: Depth
    notes: Mapping[str, Sequence[str]] = {}
    readings: Readings | None = None


def starter(asked: Asked, head: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    """The text of a file to be answered by hand: `answers_file` below a head that teaches how."""
    lines = [f"# yaml-language-server: $schema={SCHEMA}"]
    about = [name for area in asked.standard.areas for name in _about(area, head, answers)]
    lines += introduction(asked.standard, asked.depth, about, asked.readings)
    lines += [open_line(key) if key in OPEN and head[key] is None else line for key, line in _head(head)]
    lines += further_keys(asked.standard, {key: value for key, value in head.items() if value is not None})
    return "\n".join([*lines, *_answers(asked, head, answers)]) + "\n"


def answers_file(asked: Asked, head: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    """The file's text, ended by a newline.

    `head` is everything but `answers`, `answers` the tree below that key, both as plain data keyed as in the file; what
    is answered deeper or less deep than asked stays as it is. Where `head` has a `scope`, only what is in it is asked.
    Reading the text gives back exactly this data, apart from entries without a value.
    """
    return "\n".join([*(line for _, line in _head(head)), *_answers(asked, head, answers)]) + "\n"


def _answers(asked: Asked, head: Mapping[str, Any], answers: Mapping[str, Any]) -> Iterator[str]:
    standard = asked.standard
    yield from ("", "answers:")
    count = 0
    for area in standard.areas:
        names = _about(area, head, answers)
        if names:
            who = f" ({', '.join(area.audience)})" if area.audience else ""
            yield ""
            yield from comment("  ", f"---- {area.name}{who}")
        for name in area.capabilities:
            count += 1
            if name in names:
                yield from _capability(asked, standard.capabilities[name], count, answers.get(name))


def _about(area: Area, head: Mapping[str, Any], answers: Mapping[str, Any]) -> list[str]:
    """The capabilities of an area that are asked: in scope, or answered in any case."""
    scope = head.get("scope") or ()
    return [name for name in area.capabilities if not scope or {name, area.id} & set(scope) or name in answers]


def _head(head: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    known = [name for name in HEAD if name in head]
    for name in [*known, *(name for name in head if name not in HEAD)]:
        yield from ((name, line) for line in _entry(name, head[name], ""))


def _entry(name: str, value: Any, indent: str) -> Iterator[str]:
    if value is None:
        yield f"{indent}{writer.key(name)}:"
    elif isinstance(value, Mapping) and value and (name in _BLOCKS or _BLOCKS & value.keys()):
        yield f"{indent}{writer.key(name)}:"
        for inner, part in value.items():
            yield from _entry(inner, part, f"{indent}  ")
    else:
        yield f"{indent}{writer.key(name)}: {writer.flow(value)}"


def _capability(asked: Asked, capability: Capability, number: int, answer: Any) -> Iterator[str]:
    yield ""
    of = {"n": number, "all": len(asked.standard.capabilities)}
    yield from comment("  ", words("starter.capability", name=capability.name, purpose=capability.purpose, **of))
    if asked.depth is Depth.capability and answer is None:
        yield from _levels("  ", capability.levels)
    yield from _noted("  ", asked, capability.id)
    if answer is not None and not is_parts(answer):
        yield f"  {capability.id}: {writer.flow(answer)}"
        return
    parts = answer or {}
    yield f"  {capability.id}:"
    if asked.depth is Depth.capability and not parts:
        return
    yield from _remark("    ", parts)
    for dimension in asked.standard.dimensions:
        cell = asked.standard.cell(capability.id, dimension.id)
        if cell is not None:
            yield from _cell(asked, f"{capability.id}/{dimension.id}", cell, parts.get(dimension.id))


def _cell(asked: Asked, reference: str, cell: Cell, answer: Any) -> Iterator[str]:
    key = reference.rpartition("/")[2]
    claimed = answer is not None and not is_parts(answer)
    by_criteria = asked.depth in (Depth.core, Depth.criteria) or is_parts(answer)
    if asked.depth is Depth.capability and answer is None:
        return
    if asked.depth is Depth.cell or claimed:
        yield from _levels("    ", cell.statements)
    if asked.readings is not None:
        yield from (line for one in asked.readings.of(reference) for line in comment("    ", reading_text(one), hang=2))
    yield from _noted("    ", asked, reference)
    if claimed or not by_criteria:
        yield f"    {key}: {writer.flow(answer)}" if claimed else f"    {key}:"
        return
    yield f"    {key}:"
    said = answer or {}
    yield from _remark("      ", said)
    for criterion in _criteria(asked, cell, said):
        yield from _criterion(asked, f"{reference}/{criterion.id}", criterion, said.get(criterion.id))


def _criteria(asked: Asked, cell: Cell, said: Mapping[str, Any]) -> Iterator[Criterion]:
    """The criteria to ask for, with those that are answered in any case."""
    left_out = {name for name, value in said.items() if _is_left_out(value)}
    for level in sorted(cell.criteria):
        core = standing_in(cell.criteria[level], left_out)
        for each in cell.criteria[level]:
            asked_for = asked.depth is Depth.criteria or (asked.depth is Depth.core and each is core)
            if asked_for or said.get(each.id) is not None:
                yield each


def _is_left_out(value: Any) -> bool:
    return isinstance(value, Mapping) and str(value.get("rating")).casefold() == NOT_APPLICABLE


def _criterion(asked: Asked, reference: str, criterion: Criterion, answer: Any) -> Iterator[str]:
    indent = "      "
    yield from comment(indent, f"{criterion.id} {criterion.claim}", hang=3)
    lines = [words("starter.shown-by", what=", ".join(criterion.evidence))] if criterion.evidence else []
    lines += [reading_text(one) for one in asked.readings.of(reference)] if asked.readings is not None else []
    for line in lines:
        yield from comment(indent, line, lead=3)
    yield from _noted(indent, asked, reference)
    yield f"{indent}{criterion.id}:" if answer is None else f"{indent}{criterion.id}: {writer.flow(answer)}"


def _levels(indent: str, said: Mapping[int, str]) -> Iterator[str]:
    for level, text in said.items():
        yield from comment(indent, f"{level} {text}", hang=2)


def _remark(indent: str, parts: Mapping[str, Any]) -> Iterator[str]:
    """A note on the whole of what has parts."""
    if parts.get("note") is not None:
        yield f"{indent}note: {writer.flow(parts['note'])}"


def _noted(indent: str, asked: Asked, reference: str) -> Iterator[str]:
    for note in asked.notes.get(reference, ()):
        yield from comment(indent, note, lead=2)
