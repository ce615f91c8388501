"""What the report shows beyond the assessment's own page, in the order of reading.

In: built by `build_report_view`. Out: frozen records; their text is not escaped yet. `link` is the reference of what
stands behind a line, "" where nothing does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from btm_cli.render.document.blocks import Block
from btm_cli.render.scorecard.criteria import CapabilityPart
from btm_cli.render.scorecard.headline import Calculation
from btm_cli.render.scorecard.shown import Shown
from btm_cli.scoring.scorecard import AreaScore
from btm_cli.standard.model import Standard


class StateStep(NamedTuple):
    """One state on the path. `marks` says in words what the enterprise has to do with it ("now", "aim", ...)."""

    name: str
    needs: str
    meaning: str
    marks: tuple[str, ...]
    reached: bool


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


class Head(NamedTuple):
    """What this is about and how it stands. `facts` are (label, text) pairs, `notes` whole sentences."""

    enterprise: str
    parts: tuple[str, ...]
    standard: str
    dates: str
    scope: str
    summary: str
    calculations: tuple[Calculation, ...]
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


class ReportView(NamedTuple):
    """The whole report. What was not asked for is None; `links` has every reference that can be jumped to and the
    name of that place in the page. Scores are exact: the page writes them with `figures`.
    """

    standard: Standard
    shown: Shown
    head: Head
    title: str
    path: tuple[StateStep, ...]
    path_note: str
    radars: tuple[Radar, ...]
    held_back_by: tuple[tuple[str, str], ...]
    areas: tuple[tuple[AreaScore, tuple[CapabilityPart, ...]], ...]
    dimensions: tuple[str, ...]
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
    not_assessed: tuple[tuple[str, str], ...]
    not_applicable: tuple[tuple[str, str], ...]
    method: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    identity: tuple[tuple[str, str], ...]
    notice: str
