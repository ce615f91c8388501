"""A questionnaire for one owner or one part, and only as deep as is asked.

In: the tables of a whole questionnaire. Out: the same tables with the rows of that part: a row that is missing changes
nothing when the questionnaire comes back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

from btm_cli.answers.depth import Depth
from btm_cli.answers.model import CORE, DEFAULT
from btm_cli.exchange.kept import Kept
from btm_cli.exchange.outward import parts_of
from btm_cli.exchange.tables import Row, Table
from btm_cli.names import folded
from btm_cli.standard.criteria import criteria_by_reference
from btm_cli.standard.model import Standard

_STYLES: Final = {
    Depth.capability: ("capability",),
    Depth.cell: ("capability", "cell"),
    Depth.core: ("capability", "cell", "criterion"),
    Depth.criteria: ("capability", "cell", "criterion"),
}


class Cut(NamedTuple):
    """What is left of a questionnaire: `capabilities` None for all of them."""

    depth: Depth = Depth.criteria
    capabilities: Collection[str] | None = None

    def has(self, capability: str) -> bool:
        """Whether a capability is asked about."""
        return self.capabilities is None or capability in self.capabilities


class Counted(NamedTuple):
    """What the numbers of a file are made of.

    `core` are the capabilities looked at by their core criteria, `scope` those that the file is about; `complete` says
    that everything that is answered stands on a sheet.
    """

    core: Collection[str] = frozenset()
    scope: Collection[str] | None = None
    complete: bool = True


def depth_used(data: Mapping[str, Any] | None) -> Depth:
    """How deep an answers file's data answers; capabilities where it answers nothing."""
    answers = (data or {}).get("answers") or {}
    cells = [cell for said in answers.values() for key, cell in parts_of(said).items() if key != "note"]
    if any(parts_of(cell) for cell in cells):
        depth = (data or {}).get("depth")
        default = depth.get(DEFAULT) if isinstance(depth, dict) else depth
        return Depth.core if default == CORE else Depth.criteria
    return Depth.cell if any(cell is not None for cell in cells) else Depth.capability


def owned_by(owner: str, data: Mapping[str, Any], standard: Standard) -> list[str]:
    """The capabilities that an answers file gives to an owner, by themselves, their area or one of their cells."""
    wanted = folded(owner)
    owners = {name: folded(said) == wanted for name, said in data.get("owners", {}).items()}
    found = []
    for area in standard.areas:
        for capability in area.capabilities:
            cells = [name for name in owners if name.startswith(f"{capability}/")]
            if owners.get(capability, owners.get(area.id, False)) or any(owners[name] for name in cells):
                found.append(capability)
    return found


def cut_tables(tables: Sequence[Table], cut: Cut, standard: Standard) -> list[Table]:
    """The tables with the rows that are asked for; an area with none has no table."""
    core = _core(standard)
    kept = []
    for table in tables:
        rows = table.rows
        if table.kind == "questions":
            rows = [row for row in rows if _asked(row, cut, core)]
        elif table.kind == "aims":
            rows = [row for row in rows if _aimed(row, cut, standard)]
        if rows or table.kind != "questions":
            kept.append(table._replace(rows=rows))
    return kept


def cut_records(records: Sequence[Kept], cut: Cut) -> list[Kept]:
    """What is kept beside the rows: of a part only what is said of its answers."""
    if cut.capabilities is None:
        return list(records)
    return [one for one in records if one.path[0] == "answers" and len(one.path) > 1 and cut.has(str(one.path[1]))]


def _core(standard: Standard) -> frozenset[str]:
    return frozenset(name for name, criterion in criteria_by_reference(standard).items() if criterion.core)


def _asked(row: Row, cut: Cut, core: Collection[str]) -> bool:
    if not cut.has(row.reference.partition("/")[0]) or row.style not in _STYLES[cut.depth]:
        return False
    # What is answered already stays in sight: a criterion may stand in for a core one that is n/a.
    by_core = cut.depth is Depth.core and row.style == "criterion"
    return not by_core or row.reference in core or bool(row.values.get("exported_as"))


def _aimed(row: Row, cut: Cut, standard: Standard) -> bool:
    area = next((area for area in standard.areas if area.id == row.reference), None)
    names = area.capabilities if area is not None else (row.reference.partition("/")[0],)
    deep = row.style == "cell" and cut.depth is Depth.capability
    return all(map(cut.has, names)) and (not deep or bool(row.values.get("exported_as")))
