"""A whole answers file in the form that btm writes: one line an answer, each under a comment with its question.

In: a standard, what is known. Out: text. What has no answer is a commented line to be filled in place, and the order is
the standard's, so that two people's answers to different questions are different lines, and merge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from btm_cli import writer
from btm_cli.answers.depth import Depth
from btm_cli.standard.model import Capability, Cell, Standard

HEAD: Final = (
    "$schema",
    "standard",
    "enterprise",
    "unit",
    "period",
    "assessed_on",
    "answered_by",
    "scope",
    "target",
    "importance",
    "capacity",
    "plan",
    "owners",
    "evidence_root",
    "evidence",
)
"""The keys above `answers`, in the order of formats.md."""

_BLOCKS: Final = frozenset({"importance", "owners", "evidence", "levels", "deadlines", "pin"})
"""Mappings with a line for each entry; other mappings stand in brackets."""


def compose(
    standard: Standard,
    head: Mapping[str, Any],
    answers: Mapping[str, Any],
    *,
    depth: Depth,
    notes: Mapping[str, Sequence[str]] = {},
) -> str:
    """The file's text, ended by a newline.

    `head` is everything but `answers`, `answers` the tree below that key, both as plain data keyed as in the file; what
    is answered deeper or less deep than `depth` stays as it is. Where `head` has a `scope`, only what is in it is
    asked. `notes` are further comment lines by reference. Reading the text gives back exactly this data, apart from
    entries without a value.
    """
    lines = [*_head(head), "", "answers:"]
    scope = head.get("scope") or ()
    for area in standard.areas:
        asked = [name for name in area.capabilities if not scope or {name, area.id} & set(scope) or name in answers]
        lines += ["", f"  # {area.name}"] if asked else []
        for name in asked:
            lines += _capability(standard, standard.capabilities[name], answers.get(name), depth, notes)
    return "\n".join(lines) + "\n"


def depth_of(answers: Mapping[str, Any]) -> Depth:
    """How deep a file asks where nobody said: as deep as its answers go, and no less than for cells."""
    cells = [cell for parts in answers.values() if _is_parts(parts) for cell in parts.values()]
    return Depth.criteria if any(map(_is_parts, cells)) else Depth.cell


def order_of(standard: Standard) -> tuple[tuple[str, ...], ...]:
    """The order in which `edit` puts new keys into a file: the file's own, then that of the standard's parts."""
    criteria = {
        criterion.id: (criterion.level, criterion.id)
        for capability in standard.ordered_capabilities()
        for cell in capability.cells.values()
        for criterion in cell.all_criteria()
    }
    return (
        (*HEAD, "answers"),
        ("state", "level", "levels", "deadlines"),
        tuple(capability.id for capability in standard.ordered_capabilities()),
        tuple(dimension.id for dimension in standard.dimensions),
        tuple(sorted(criteria, key=lambda name: criteria[name])),
    )


def _head(head: Mapping[str, Any]) -> Iterator[str]:
    known = [name for name in HEAD if name in head]
    for name in [*known, *(name for name in head if name not in HEAD)]:
        yield from _entry(name, head[name], "")


def _entry(name: str, value: Any, indent: str) -> Iterator[str]:
    if value is None:
        yield f"{indent}{writer.key(name)}:"
    elif isinstance(value, Mapping) and value and (name in _BLOCKS or _BLOCKS & value.keys()):
        yield f"{indent}{writer.key(name)}:"
        for inner, part in value.items():
            yield from _entry(inner, part, f"{indent}  ")
    else:
        yield f"{indent}{writer.key(name)}: {writer.flow(value)}"


def _capability(
    standard: Standard, capability: Capability, answer: Any, depth: Depth, notes: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    yield ""
    yield from _comment("  ", f"{capability.name}: {capability.purpose}")
    if depth is Depth.capability and answer is None:
        for level, sentence in capability.levels.items():
            yield from _comment("  ", f"  {level}: {sentence}")
    yield from _noted("  ", capability.id, notes)
    if answer is not None and not _is_parts(answer):
        yield f"  {capability.id}: {writer.flow(answer)}"
        return
    parts = answer or {}
    if depth is Depth.capability and not parts:
        yield f"  # {capability.id}:"
        return
    yield f"  {capability.id}:"
    for dimension in standard.dimensions:
        cell = standard.cell(capability.id, dimension.id)
        if cell is not None:
            reference = f"{capability.id}/{dimension.id}"
            yield from _cell(reference, dimension.name, cell, parts.get(dimension.id), depth, notes)


def _cell(
    reference: str, name: str, cell: Cell, answer: Any, depth: Depth, notes: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    key = reference.rpartition("/")[2]
    claimed = answer is not None and not _is_parts(answer)
    if depth is Depth.cell or claimed:
        yield from _comment("    ", f"{key} ({name})")
        for level, statement in cell.statements.items():
            yield from _comment("    ", f"  {level}: {statement}")
    yield from _noted("    ", reference, notes)
    if claimed:
        yield f"    {key}: {writer.flow(answer)}"
    elif depth is Depth.criteria or answer:
        yield f"    {key}:"
        for criterion in cell.all_criteria():
            said = (answer or {}).get(criterion.id)
            if depth is Depth.criteria or said is not None:
                yield from _comment("      ", f"{criterion.id} {criterion.claim}")
                yield from _noted("      ", f"{reference}/{criterion.id}", notes)
                value = "" if said is None else f" {writer.flow(said)}"
                yield f"      {criterion.id}:{value}" if value else f"      # {criterion.id}:"
    else:
        yield f"    # {key}:"


def _noted(indent: str, reference: str, notes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for note in notes.get(reference, ()):
        yield from _comment(indent, f"  {note}")


def _comment(indent: str, text: str) -> Iterator[str]:
    """One comment line. Whatever else a text may hold, it is on one line, and nothing in it is invisible."""
    from btm_cli.source.lines import harmless

    lead = text[: len(text) - len(text.lstrip(" "))]
    yield f"{indent}# {lead}{harmless(' '.join(text.split()))}".rstrip()


def _is_parts(answer: Any) -> bool:
    """Whether an answer is a mapping of parts, and neither a claim nor n/a."""
    return isinstance(answer, Mapping) and not {"level", "rating"} & answer.keys()
