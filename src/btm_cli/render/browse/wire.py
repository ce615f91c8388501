"""What browsing a standard gives as data: its list, also as rows, and what it names.

In: a `Standard` and what is asked for. Out: plain data in fixed key order; exact numbers stay text ("1/3").
"""

from typing import Literal

from typing_extensions import TypedDict

from btm_cli.render.wire import entries, frame_entries
from btm_cli.render.wire.card import NamedWire
from btm_cli.render.wire.columns import columns
from btm_cli.render.wire.rows import Layout, Rows, by_standard
from btm_cli.render.wire.types import Count, Digest, record
from btm_cli.standard.model import Standard
from btm_cli.standard.references import Named, cell_of, criterion_of


class ListedCapabilityWire(NamedWire):
    """A capability and how many criteria it has."""

    criteria: Count


class ListedAreaWire(NamedWire):
    """An area and its capabilities."""

    capabilities: list[ListedCapabilityWire]


ListedStateWire = TypedDict("ListedStateWire", {"id": str, "name": str, "from": str, "floor": int})
"""A state: from which overall score, with no capability below which level."""


@record
class StandardListWire(TypedDict):
    """What `btm standard list --format json` writes."""

    schema: Literal["btm-standard-list/1"]
    standard: str
    edition: str
    title: str
    digest: Digest
    levels: list[entries.LevelEntryWire]
    dimensions: list[NamedWire]
    states: list[ListedStateWire]
    areas: list[ListedAreaWire]


class EntryHeadWire(TypedDict):
    """Which thing it is."""

    schema: Literal["btm-standard-entry/1"]
    kind: str
    reference: str


@record
class AreaNamedWire(EntryHeadWire, entries.AreaEntryWire):
    """An area."""


@record
class StateNamedWire(EntryHeadWire, frame_entries.StateEntryWire):
    """A state."""


@record
class ThemeNamedWire(EntryHeadWire, frame_entries.ThemeEntryWire):
    """A theme."""


@record
class TermNamedWire(EntryHeadWire, frame_entries.TermEntryWire):
    """A word of the claims."""


@record
class RatingNamedWire(EntryHeadWire, frame_entries.RatingEntryWire):
    """The rating scale."""


@record
class EffortNamedWire(EntryHeadWire, frame_entries.EffortEntryWire):
    """The scale of effort."""


@record
class LevelNamedWire(EntryHeadWire, entries.LevelEntryWire):
    """A level."""


@record
class DimensionNamedWire(EntryHeadWire, entries.DimensionEntryWire):
    """A dimension."""


@record
class CapabilityNamedWire(EntryHeadWire, entries.CapabilityEntryWire):
    """A capability."""


@record
class CellNamedWire(EntryHeadWire, entries.CellEntryWire):
    """A cell."""


@record
class CriterionNamedWire(EntryHeadWire, entries.CriterionEntryWire):
    """A criterion."""


StandardEntryWire = (
    AreaNamedWire
    | StateNamedWire
    | ThemeNamedWire
    | TermNamedWire
    | RatingNamedWire
    | EffortNamedWire
    | LevelNamedWire
    | DimensionNamedWire
    | CapabilityNamedWire
    | CellNamedWire
    | CriterionNamedWire
)
"""What `btm standard show REF --format json` writes."""


def list_data(standard: Standard) -> StandardListWire:
    """The standard's frame and the ids and names of its capabilities."""
    return {
        "schema": "btm-standard-list/1",
        "standard": standard.id,
        "edition": standard.edition,
        "title": standard.title,
        "digest": standard.digest,
        "levels": [entries.level_entry(level) for level in standard.levels],
        "dimensions": [{"id": entry.id, "name": entry.name} for entry in standard.dimensions],
        "states": [{"id": s.id, "name": s.name, "from": str(s.from_score), "floor": s.floor} for s in standard.states],
        "areas": [
            {
                "id": area.id,
                "name": area.name,
                "capabilities": [
                    {"id": one.id, "name": one.name, "criteria": one.criteria}
                    for one in (standard.capabilities[name] for name in area.capabilities)
                ],
            }
            for area in standard.areas
        ],
    }


def named_data(named: Named, standard: Standard) -> StandardEntryWire:
    """Everything the standard says about one thing it names."""
    head: EntryHeadWire = {"schema": "btm-standard-entry/1", "kind": named.kind, "reference": named.id}
    match named.kind:
        case "area":
            return {**head, **entries.area_entry(standard.area(named.id))}
        case "state":
            return {**head, **frame_entries.state_entry(standard.state(named.id), standard)}
        case "theme":
            return {**head, **frame_entries.theme_entry(named.id, standard)}
        case "term":
            return {**head, **frame_entries.term_entry(named.id, standard)}
        case "rating":
            return {**head, **frame_entries.rating_entry(standard)}
        case "effort":
            return {**head, **frame_entries.effort_entry(standard)}
        case "level":
            return {**head, **entries.level_entry(standard.level(int(named.id)))}
        case "dimension":
            return {**head, **entries.dimension_entry(standard.dimension(named.id))}
        case "capability":
            return {**head, **entries.capability_entry(standard.capabilities[named.id])}
        case "cell":
            return {**head, **entries.cell_entry(cell_of(named, standard))}
    return {**head, **entries.criterion_entry(criterion_of(named, standard))}


CAPABILITIES = Layout(
    "btm-capabilities/1",
    "standard list",
    columns("standard", "edition", "area", "capability", "name", "criteria_count"),
)


def list_rows(standard: Standard) -> Rows:
    """One row a capability, in the standard's order."""
    name = (standard.id, standard.edition)
    rows = ((*name, one.area, one.id, one.name, one.criteria) for one in standard.ordered_capabilities())
    return Rows(CAPABILITIES, rows, (by_standard(standard),))
