"""The part of a crosswalk that was asked for.

In: a `CrosswalkFile` and the `Standard` it goes with. Out: a `CrosswalkFile` with less in it. It is informative: no
score knows of it.
"""

from __future__ import annotations

from collections.abc import Collection

from btm_cli.standard.companion_schema import CrosswalkFile
from btm_cli.standard.model import Standard


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
