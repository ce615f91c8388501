"""The part of a crosswalk that was asked for.

In: a `CrosswalkFile` and the `Standard` it goes with. Out: a `CrosswalkFile` with less in it, or a framework's
items with what leads to them. It is informative: no score knows of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from btm_cli.diagnostics import short
from btm_cli.errors import UsageProblem
from btm_cli.standard.companion_schema import CrosswalkFile, MappingEntry
from btm_cli.standard.model import Standard
from btm_cli.validation import did_you_mean


def narrowed(
    crosswalk: CrosswalkFile, standard: Standard, capabilities: Collection[str] = (), framework: str | None = None
) -> CrosswalkFile:
    """Mappings of `capabilities` to `framework` (ids; all, where not given), and the frameworks in them.

    Mappings follow the standard's order of capabilities, and then the file's.
    """
    order = {capability.id: place for place, capability in enumerate(standard.ordered_capabilities())}
    kept = [
        one
        for one in crosswalk.mappings
        if (not capabilities or one.capability in capabilities) and framework in (None, one.framework)
    ]
    named = {mapping.framework for mapping in kept}
    return CrosswalkFile.model_construct(
        frameworks=[one for one in crosswalk.frameworks if one.id in named],
        mappings=sorted(kept, key=lambda one: order[one.capability]),
    )


class Item(NamedTuple):
    """One item of a framework, and the mappings that lead to it, in the standard's order."""

    id: str
    mappings: tuple[MappingEntry, ...]


def backwards(
    crosswalk: CrosswalkFile, standard: Standard, framework: str, wanted: Collection[str] = ()
) -> tuple[Item, ...]:
    """The items of `framework` (only those in `wanted`, where given) in natural order: 9 stands before 10.

    An id is the same in any case and spacing. Raises UsageProblem for one that the crosswalk does not map.
    """
    found: dict[str, list[MappingEntry]] = {}
    for mapping in narrowed(crosswalk, standard, framework=framework).mappings:
        found.setdefault(mapping.id, []).append(mapping)
    ids = {_folded(name): name for name in found}
    for name in wanted:
        if _folded(name) not in ids:
            hint = did_you_mean(name, found) or f"btm standard crosswalk --from {framework} lists all"
            raise UsageProblem(f"`{short(framework)}` has no item `{short(name)}` in the crosswalk", hint)
    chosen = {ids[_folded(name)] for name in wanted} or set(found)
    return tuple(Item(name, tuple(found[name])) for name in sorted(chosen, key=_natural))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _natural(name: str) -> tuple[list[tuple[bool, int, str]], str]:
    """Numbers in a name are compared as numbers."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts if part], name
