"""What the head of a starter teaches: how to answer, what the levels mean, and which keys may be added.

In: a standard, the depth, what is known already; a text for a comment. Out: comment lines, and remarks behind keys that
are open. Every key that is named here is explained in docs/answers-file.md.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from btm_cli.answers.depth import Depth
from btm_cli.render.document.numbers import short_number
from btm_cli.render.document.words import words
from btm_cli.source.document import harmless
from btm_cli.standard.model import Standard
from btm_cli.standard.readings import Readings

WIDTH = 96
"""Columns of a line; a longer word stands on a line of its own."""


def comment(indent: str, text: str, hang: int = 0, lead: int = 0) -> Iterator[str]:
    """`text` as comment lines, its lines indented by `lead` and those after the first by `hang` more columns."""
    clean = harmless(" ".join(text.split()))
    lines = textwrap.wrap(
        clean,
        WIDTH - len(indent) - 2,
        initial_indent=" " * lead,
        subsequent_indent=" " * (lead + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield from (f"{indent}# {line}" for line in lines)


OPEN: Final = ("enterprise", "assessed_on")
"""Keys that stand open where nothing is known, each with a remark behind it."""
_KEY_WIDTH: Final = 33
_EXAMPLE_WIDTH: Final = 67


def introduction(
    standard: Standard, depth: Depth, capabilities: Sequence[str], readings: Readings | None
) -> Iterator[str]:
    """How many answers for these capabilities, how to write one, and what each level means where levels are asked."""
    example = _example(standard)
    counts = {"capabilities": len(capabilities), **_counted(standard, capabilities)}
    yield from comment("", words(f"starter.asks.{depth}", **counts))
    yield f"# {words(f'starter.write.{depth}', example=example, ratings=', '.join(standard.rating_scale))}"
    if depth in (Depth.core, Depth.criteria):
        yield f"# {words('starter.proof')}"
    yield f"# {words('starter.open')}"
    yield f"# {words('starter.not-applicable')}"
    if readings is not None and readings.everywhere:
        yield from comment("", words("starter.everywhere", what="; ".join(one.text for one in readings.everywhere)))
    if depth in (Depth.capability, Depth.cell):
        yield ""
        for level in standard.levels:
            meaning = level.short_meaning or level.meaning
            yield from comment("", f"{level.level} {level.name}: {meaning}", hang=4)
    yield ""


def open_line(key: str) -> str:
    """A key of `OPEN` without a value."""
    return f"{key + ':':<{_KEY_WIDTH}}# {words(f'starter.fill.{key}')}"


def further_keys(standard: Standard, head: Mapping[str, Any]) -> Iterator[str]:
    """Keys that may be added, as comments to be uncommented; those that `head` has are left out."""
    lines = [line for key, line in _examples(standard) if key not in head]
    yield ""
    yield f"# {words('starter.optional')}"
    yield from lines


def _examples(standard: Standard) -> Iterator[tuple[str, str]]:
    """The order is that of the reference; the words behind are for people, the values must be valid as they stand."""
    example = _example(standard)
    aims = [state.id for state in standard.states if state.target_level is not None]
    shown = {
        "period": "2026-Q4",
        "answered_by": "{name: Enterprise Architecture, side: technology}",
        "target": aims[0] if aims else str(standard.top),
        "importance": f"{{{example}: 5}}",
        "owners": f"{{{example}: Chief Risk Officer}}",
        "capacity": "24",
    }
    if standard.effort_scale is not None:
        shown["day_rate"] = "{amount: 900, currency: EUR}"
    if standard.profiles:
        shown["profiles"] = f"[{standard.profiles[-1]}]"
    scale = standard.effort_scale
    days = {"n": short_number(scale.per_point), "unit": scale.unit} if scale is not None else {"n": "", "unit": ""}
    for key, value in shown.items():
        remark = words(f"starter.key.{key}", **days)
        width = _KEY_WIDTH if len(key) + len(value) < _KEY_WIDTH - 4 else _EXAMPLE_WIDTH
        yield key, f"# {f'{key}: {value}':<{width - 2}}# {remark}"
    yield "evidence", "# evidence:"
    yield "evidence", f"#   board-minutes: {words('starter.key.evidence')}"


def _example(standard: Standard) -> str:
    """A capability to write examples with: the last of the first area, whose name is often a long one."""
    return standard.areas[0].capabilities[-1]


def _counted(standard: Standard, capabilities: Sequence[str]) -> dict[str, int]:
    cells = [cell for name in capabilities for cell in standard.capabilities[name].cells.values()]
    criteria = [each for cell in cells for each in cell.all_criteria()]
    return {"cells": len(cells), "criteria": len(criteria), "core": sum(each.core for each in criteria)}
