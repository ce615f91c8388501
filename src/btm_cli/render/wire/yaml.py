"""A scorecard's data as YAML, made to be committed and compared: one line per cell, area, priority and finding.

In: `scorecard_data`. Out: YAML 1.2 text that gives back the same data. Values are written as JSON, which is YAML too:
quoting never depends on what somebody called their enterprise.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from btm_cli.render.wire.json import revealed
from btm_cli.writer import escaped


def render_yaml(data: Mapping[str, Any]) -> str:
    """The contract's `data` as YAML in its own key order."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        if key == "overall":
            yield f"{key}:"
            for name, part in value.items():
                yield from _headline(name, part)
        elif isinstance(value, list) and value:
            yield f"{key}:"
            for entry in value:
                yield from _entry(entry)
        else:
            yield f"{key}: {_flow(value)}"


def _headline(name: str, part: Any) -> Iterator[str]:
    """One key of the headline; of what holds records, a line each."""
    if isinstance(part, list) and part and isinstance(part[0], dict):
        yield f"  {name}:"
        yield from (f"    - {_flow(record)}" for record in part)
    else:
        yield f"  {name}: {_flow(part)}"


def _entry(entry: Any) -> Iterator[str]:
    """One entry of a list: a line, but for a capability, whose cells have a line each."""
    if not isinstance(entry, dict) or "dimensions" not in entry:
        yield f"  - {_flow(entry)}"
        return
    bullet = "  - "
    for key, value in entry.items():
        if key == "dimensions":
            yield f"    {key}:"
            yield from (f"      - {_flow(cell)}" for cell in value)
        else:
            yield f"{bullet}{key}: {_flow(value)}"
        bullet = "    "


def _flow(value: Any) -> str:
    text = escaped(json.dumps(value, ensure_ascii=False, allow_nan=False))
    return revealed(text, lambda hidden: f"\\U{ord(hidden):08x}")
