"""A standard as an OSCAL catalog, so that the ids in every other document lead somewhere.

In: a `Standard`, the day that the document is of. Out: a catalog. An area is a group and a capability a control, whose
statement has an item for each dimension, level and criterion. A cell is an assessment objective. How it is scored (the
levels, dimensions, ratings, states, themes, terms), which is no control but what every number of one rests on, is a
group of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NotRequired

from typing_extensions import TypedDict

from btm_cli.render.document.words import words
from btm_cli.render.oscal.common import (
    CATALOG_FILE,
    PROPERTIES,
    UNDATED,
    BackMatter,
    Link,
    Metadata,
    Part,
    Property,
    Resource,
    document_uid,
    markup,
    metadata_of,
    prop,
    title,
    token,
    uid,
    yes_or_no,
)
from btm_cli.standard.model import Area, Capability, Cell, Criterion, Dimension, Standard
from btm_cli.standard.vocabulary import Source

Control = TypedDict(
    "Control",
    {
        "id": str,
        "class": str,
        "title": str,
        "props": list[Property],
        "links": NotRequired[list[Link]],
        "parts": list[Part],
    },
)
Group = TypedDict(
    "Group",
    {
        "id": str,
        "class": str,
        "title": str,
        "props": NotRequired[list[Property]],
        "parts": NotRequired[list[Part]],
        "controls": NotRequired[list[Control]],
    },
)
Catalog = TypedDict(
    "Catalog", {"uuid": str, "metadata": Metadata, "groups": list[Group], "back-matter": NotRequired[BackMatter]}
)


class CatalogDocument(TypedDict):
    """The whole document."""

    catalog: Catalog


def catalog_data(standard: Standard, day: date | None = None) -> CatalogDocument:
    """The catalog of a standard, as of a day."""
    props = [prop("standard", standard.name), prop("digest", standard.digest), *_rules(standard)]
    metadata = metadata_of(standard.title, standard.edition, day or UNDATED, props)
    if standard.notice:
        metadata["remarks"] = markup(standard.notice)
    parts = _scoring_parts(standard)
    model: Group = {"id": "scoring_model", "class": "model", "title": words("oscal.model"), "parts": parts}
    catalog: Catalog = {
        "uuid": "",
        "metadata": metadata,
        "groups": [model, *(_group(standard, area) for area in standard.areas)],
    }
    if standard.sources:
        catalog["back-matter"] = {"resources": [_source(standard, each) for each in standard.sources]}
    catalog["uuid"] = document_uid("catalog", metadata, catalog)
    return {"catalog": catalog}


def catalog_resource(standard: Standard) -> Resource:
    """The catalog as another document points to it."""
    return {
        "uuid": resource_uid(standard),
        "title": title(f"{standard.title} {standard.edition}"),
        "props": [
            prop("standard", standard.name),
            prop("digest", standard.digest),
            prop("document-uuid", catalog_data(standard)["catalog"]["uuid"]),
        ],
        "rlinks": [{"href": CATALOG_FILE, "media-type": "application/oscal.catalog+json"}],
    }


def resource_uid(standard: Standard) -> str:
    """The UUID of that resource."""
    return uid("standard", standard.name, standard.digest)


def _group(standard: Standard, area: Area) -> Group:
    props = [prop("weight", str(area.weight)), *(prop("audience", each) for each in area.audience)]
    if area.naming.basis is not None:
        props.append(prop("basis", area.naming.basis))
    return {
        "id": area.id,
        "class": "area",
        "title": title(area.name),
        "props": props,
        "controls": [_control(standard, standard.capabilities[name]) for name in area.capabilities],
    }


def _control(standard: Standard, capability: Capability) -> Control:
    props = [prop("weight", str(capability.weight)), prop("area", capability.area)]
    if capability.naming.basis is not None:
        props.append(prop("basis", capability.naming.basis))
    props += [prop("reference", f"{each.framework} {each.id}", kind=each.confidence) for each in capability.references]
    cells = [
        (dimension, cell)
        for dimension in standard.dimensions
        if (cell := standard.cell(capability.id, dimension.id)) is not None
    ]
    statement: Part = {
        "id": f"{capability.id}_smt",
        "name": "statement",
        "prose": markup(capability.purpose),
    }
    if cells:
        statement["parts"] = [_dimension(standard, capability.id, *each) for each in cells]
    control: Control = {
        "id": capability.id,
        "class": "capability",
        "title": title(capability.name),
        "props": props,
        "parts": [statement, *_guidance(capability), *(_objective(capability, dimension) for dimension, _ in cells)],
    }
    if capability.requires:
        control["links"] = [
            {
                "href": f"#{each.capability}",
                "rel": "required",
                "text": title(words("oscal.requires", level=each.for_level, needs=each.needs, why=each.why)),
            }
            for each in capability.requires
        ]
    return control


def _dimension(standard: Standard, capability: str, dimension: Dimension, cell: Cell) -> Part:
    reference = token(f"{capability}/{dimension.id}")
    part: Part = {
        "id": f"{reference}_smt",
        "name": "item",
        "class": "dimension",
        "title": title(dimension.name),
        "props": [prop("weight", str(dimension.weight))],
    }
    levels = sorted({*cell.statements, *cell.criteria})
    if levels:
        part["parts"] = [_level(standard, reference, level, cell) for level in levels]
    return part


def _level(standard: Standard, reference: str, level: int, cell: Cell) -> Part:
    part: Part = {
        "id": f"{reference}.{level}",
        "name": "item",
        "class": "level",
        "title": title(f"{level} {standard.level(level).name}"),
        "props": [prop("level", str(level))],
    }
    if level in cell.statements:
        part["prose"] = markup(cell.statements[level])
    if cell.criteria.get(level):
        part["parts"] = [_criterion(reference, each) for each in cell.criteria[level]]
    return part


def _criterion(reference: str, criterion: Criterion) -> Part:
    return {
        "id": f"{reference}.{criterion.id}",
        "name": "item",
        "class": "criterion",
        "props": list(_properties(criterion)),
        "prose": markup(criterion.claim),
    }


def _properties(criterion: Criterion) -> Iterator[Property]:
    yield {"name": "label", "value": criterion.id}
    yield prop("weight", str(criterion.weight))
    yield prop("effort", str(criterion.effort))
    yield yes_or_no("core", criterion.core)
    if criterion.who is not None:
        yield prop("who", criterion.who)
    if criterion.takes:
        yield prop("takes-months", str(criterion.takes))
    if criterion.if_none is not None:
        yield prop("if-no-case", criterion.if_none)
    for theme in criterion.themes:
        yield prop("theme", theme)
    for text, kind in criterion.proof:
        yield prop("evidence", text, kind=kind)


def _guidance(capability: Capability) -> Iterator[Part]:
    """Who decides what, who looks at it, and what is measured; none where the standard says nothing of that."""
    bodies = [f"{each.name} ({each.kind}, {each.role})" for each in capability.bodies]
    said = (
        ("decision", capability.decisions),
        ("body", bodies),
        ("concern", capability.concerns),
        ("metric", capability.metrics),
    )
    parts: list[Part] = [
        {"name": name, "ns": PROPERTIES, "prose": markup(text)} for name, texts in said for text in texts
    ]
    for level, text in capability.levels.items():
        parts.append({"name": "level", "ns": PROPERTIES, "title": str(level), "prose": markup(text)})
    if parts:
        yield {"id": f"{capability.id}_gdn", "name": "guidance", "parts": parts}


def _objective(capability: Capability, dimension: Dimension) -> Part:
    reference = token(f"{capability.id}/{dimension.id}")
    return {
        "id": reference,
        "name": "assessment-objective",
        "class": "cell",
        "title": title(f"{capability.name}: {dimension.name}"),
        "prose": markup(words("oscal.objective", capability=capability.name, dimension=dimension.name)),
        "links": [{"href": f"#{reference}_smt", "rel": "assessment-for"}],
    }


def _source(standard: Standard, source: Source) -> Resource:
    year = f" ({source.year})" if source.year is not None else ""
    resource: Resource = {
        "uuid": uid("source", standard.id, source.id),
        "title": title(source.title),
        "props": [prop("key", source.id)],
        "citation": {"text": title(source.title + year)},
    }
    if source.note:
        resource["description"] = markup(source.note)
    return resource


def _rules(standard: Standard) -> Iterator[Property]:
    """By which rules numbers come about, as properties of the whole catalog."""
    yield prop("level-rule", standard.level_rule)
    yield prop("achieved-above", str(standard.achieved_above))
    if standard.every_at_least is not None:
        yield prop("every-at-least", standard.every_at_least)
    yield prop("capability-level", standard.capability_level)
    yield prop("roll-up", standard.roll_up)


def _scoring_parts(standard: Standard) -> list[Part]:
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
