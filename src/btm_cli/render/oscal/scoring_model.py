"""How a standard scores, for its OSCAL catalog: what is no control, but what every number of one rests on.

In: a `Standard`. Out: properties and parts.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.oscal.common import PROPERTIES, Part, Property, markup, prop, title
from btm_cli.standard.model import Standard


def rules(standard: Standard) -> Iterator[Property]:
    """By which rules numbers come about, as properties of the whole catalog."""
    yield prop("level-rule", standard.level_rule)
    yield prop("achieved-above", str(standard.achieved_above))
    if standard.every_at_least is not None:
        yield prop("every-at-least", standard.every_at_least)
    yield prop("capability-level", standard.capability_level)
    yield prop("roll-up", standard.roll_up)


def scoring_parts(standard: Standard) -> list[Part]:
    """The levels, dimensions, ratings, states, themes and terms."""
    meanings = standard.rating_meanings
    return [
        *(_named("level", str(one.level), f"{one.level} {one.name}", one.meaning) for one in standard.levels),
        *(
            _named("dimension", one.id, one.name, one.meaning, prop("weight", str(one.weight)))
            for one in standard.dimensions
        ),
        *(
            _named("rating", name, name, meanings.get(name, ""), prop("share", str(share)))
            for name, share in standard.rating_scale.items()
        ),
        *(
            _named(
                "state", one.id, one.name, one.meaning, prop("from", str(one.from_score)), prop("floor", str(one.floor))
            )
            for one in standard.states
        ),
        *(_named("theme", one.id, one.name, one.meaning) for one in standard.themes),
        *(_named("term", one.id, one.id, one.meaning) for one in standard.terms),
    ]


def _named(kind: str, identifier: str, name: str, meaning: str, *props: Property) -> Part:
    part: Part = {"id": f"{kind}_{identifier}", "name": kind, "ns": PROPERTIES, "title": title(name)}
    if props:
        part["props"] = list(props)
    if meaning:
        part["prose"] = markup(meaning)
    return part
