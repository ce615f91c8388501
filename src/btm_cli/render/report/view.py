"""What the report shows beyond the assessment's own view: names and numbers as text, in the order of reading.

In: built by `build_report_view`. Out: frozen records of text; only `shade`, a
criterion's level and a chart's size are numbers.
`link` is the reference of what stands behind a line, "" where nothing does. Nothing is escaped yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from btm_cli.render.document.blocks import Block
from btm_cli.render.scorecard.view import Figures, View


class StateStep(NamedTuple):
    """One state on the path. `marks` says in words what the enterprise has to do with it ("now", "aim", ...)."""

    name: str
    needs: str
    meaning: str
    marks: tuple[str, ...]
    reached: bool


class LevelText(NamedTuple):
    """A level of a cell and the standard's statement of it; empty where the standard has none."""

    level: str
    statement: str


class CriterionRow(NamedTuple):
    """One criterion with its answer. `evidence` is (key, whether it holds) pairs; `answer` "" where there is none."""

    reference: str
    id: str
    level: int
    claim: str
    proof: tuple[str, ...]
    answer: str
    evidence: tuple[tuple[str, bool], ...]
    verified_by: str
    note: str
    standing: str


class CellPart(NamedTuple):
    """Everything behind one square of the heat map. `said` is the answer for the cell as a whole, "" without one."""

    reference: str
    place: str
    dimension: str
    basis: str
    figures: Figures
    reached: LevelText
    following: LevelText
    said: str
    said_evidence: tuple[tuple[str, bool], ...]
    criteria: tuple[CriterionRow, ...]


class CapabilityPart(NamedTuple):
    """One capability with its cells; `owner` "" where nobody is named."""

    id: str
    name: str
    area: str
    purpose: str
    owner: str
    figures: Figures
    cells: tuple[CellPart, ...]


class RadarLabel(NamedTuple):
    """The name of one axis in lines, and where they stand."""

    x: str
    y: str
    anchor: str
    lines: tuple[str, ...]
    link: str


class RadarShape(NamedTuple):
    """One polygon: its kind (now, target, baseline), its points for SVG, and the single points."""

    kind: str
    name: str
    points: str
    dots: tuple[tuple[str, str], ...]


class Radar(NamedTuple):
    """A radar chart as whole geometry; `description` says all of it in words."""

    id: str
    title: str
    description: str
    size: int
    width: int
    rings: tuple[tuple[str, str], ...]
    spokes: tuple[tuple[str, str], ...]
    labels: tuple[RadarLabel, ...]
    shapes: tuple[RadarShape, ...]
    rows: tuple[tuple[str, str, tuple[str, ...]], ...]
    columns: tuple[str, ...]


class BarRow(NamedTuple):
    """One line of the three calculations side by side; `widths` are their bars in hundredths of the scale.

    `kind` is overall, area or capability.
    """

    kind: str
    reference: str
    name: str
    figures: Figures
    widths: tuple[str, str, str]


class EvidenceRow(NamedTuple):
    """One piece of the register; `cited` has the cells that cite it, as (reference, place)."""

    key: str
    title: str
    where: str
    date: str
    valid_until: str
    owner: str
    digest: str
    holds: bool
    problems: tuple[str, ...]
    cited: tuple[tuple[str, str], ...]


class GateRow(NamedTuple):
    """One check of the policy that did not simply pass."""

    outcome: str
    what: str
    link: str
    expected: str
    found: str
    why: tuple[str, ...]
    waiver: str


class GatePart(NamedTuple):
    """The gate's verdict; `passed` says it in one word for colour, `summary` in figures."""

    passed: bool
    summary: str
    held_to: str
    rows: tuple[GateRow, ...]


class ReportView(NamedTuple):
    """The whole report. What was not asked for is None; `links` has every reference that can be jumped to and the
    name of that place in the page.
    """

    view: View
    title: str
    path: tuple[StateStep, ...]
    path_note: str
    radars: tuple[Radar, ...]
    bars: tuple[BarRow, ...]
    held_back_by: tuple[tuple[str, str], ...]
    capabilities: tuple[CapabilityPart, ...]
    level_names: tuple[str, ...]
    links: Mapping[str, str]
    findings: tuple[tuple[str, str, str, str], ...]
    plan: tuple[Block, ...] | None
    change: tuple[Block, ...] | None
    gate: GatePart | None
    evidence: tuple[EvidenceRow, ...]
    evidence_summary: str
    shades: tuple[tuple[int, str], ...]
    marks: tuple[tuple[str, str], ...]
    method: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    identity: tuple[tuple[str, str], ...]
    notice: str
