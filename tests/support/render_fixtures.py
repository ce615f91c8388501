"""A full-sized standard with answers in every shape, scored by the engine, for looking at renderings.

Names are as long as real ones; ratings follow a fixed pattern, so that every basis, mark and finding occurs.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from btm_cli.answers.model import Answers, CellAnswer, Claimed, Evidence, NotApplicable, Rated
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard
from support import build

AREAS = {
    "governance-and-organization": (
        "strategic-and-tactical-governance",
        "organization-design-and-change-management",
        "communication-strategy-and-management",
        "compliance-and-risk-management",
    ),
    "strategy-and-planning": ("business-driven-it-strategy", "strategic-sourcing-and-vendor-management"),
}
DIMENSIONS = ("process", "organization", "information", "technology")
STATES = (
    build.state("early", "1", 1),
    build.state("steady", "3", 2, 3),
    build.state("joined", "4", 3, 4),
)
AS_OF = date(2026, 11, 20)
HOSTILE = '=\x1b[31m[/b] <script>alert("1")</script> | `x` \u202eabc\r\n- # * _ é → 全角 \U0001f600'


def make_standard(**changes: Any) -> Standard:
    """Six capabilities in two areas over four dimensions, two criteria a level."""
    areas = {
        area: [
            build.capability(
                capability,
                {dimension: build.full_cell() for dimension in DIMENSIONS},
                requires=[("compliance-and-risk-management", 3, 2)] if "sourcing" in capability else (),
            )
            for capability in capabilities
        ]
        for area, capabilities in AREAS.items()
    }
    return build.standard(areas, **({"dimensions": DIMENSIONS, "states": STATES} | changes))


def make_answers(**changes: Any) -> Answers:
    """One capability in each shape: rated with evidence, claimed, out of order, n/a in part, open, missing."""
    fully = build.ratings("2a:f 2b:f 3a:f 3b:l 4a:n 4b:n 5a:n 5b:n", evidence=("minutes",), verified_by="Audit")
    cells: dict[str, CellAnswer] = {}
    for dimension in DIMENSIONS:
        cells[f"strategic-and-tactical-governance/{dimension}"] = dict(fully)
        cells[f"organization-design-and-change-management/{dimension}"] = Claimed(4)
        cells[f"compliance-and-risk-management/{dimension}"] = Claimed(1)
        cells[f"business-driven-it-strategy/{dimension}"] = build.ratings("2a:f 2b:f 3a:f 3b:f 4a:f 4b:f 5a:p 5b:n")
    cells["communication-strategy-and-management/process"] = build.ratings("2a:f 2b:p 3a:f 5a:f")
    cells["communication-strategy-and-management/technology"] = NotApplicable("no channel of its own", "Audit")
    cells["strategic-sourcing-and-vendor-management/process"] = build.ratings("2a:f 2b:f 3a:p")
    cells["strategic-sourcing-and-vendor-management/technology"] = {
        "2a": NotApplicable("nothing is bought"),
        "2b": Rated("largely"),
    }
    values = {
        "enterprise": "Meridian Insurance",
        "period": "2026-Q4",
        "evidence": {"minutes": Evidence("Minutes", date(2026, 10, 1), url="https://example.org")},
        "importance": {"compliance-and-risk-management": 5},
    }
    return build.answers(cells, **(values | changes))


def make_scorecard(**changes: Any) -> Scorecard:
    """The answers above, assessed; `changes` go to the answers."""
    return assess(make_standard(), make_answers(**changes), frozenset({"minutes"}), AS_OF)


def empty_scorecard() -> Scorecard:
    """An answers file in which nothing is answered."""
    return assess(make_standard(), build.answers({}, enterprise="Meridian Insurance"), frozenset(), AS_OF)


def hostile_scorecard() -> Scorecard:
    """Names and reasons that try to break out of every format."""
    cells = {
        "strategic-and-tactical-governance/process": Claimed(2),
        "strategic-and-tactical-governance/technology": NotApplicable(HOSTILE, HOSTILE),
    }
    answers = build.answers(cells, enterprise=HOSTILE, period=HOSTILE)
    return assess(make_standard(), answers, frozenset(), AS_OF)


ONE_THIRD = Fraction(1, 3)
