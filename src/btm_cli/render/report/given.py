"""What a report is made of.

In: nothing. Out: the record that the report's parts are given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.compare.comparison import Comparison
    from btm_cli.compare.trend import Trend
    from btm_cli.evidence import EvidenceReport
    from btm_cli.planning.against import Progress
    from btm_cli.render.gate.report import GateReport
    from btm_cli.render.report.roadmap import Planned
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


class ReportInput(NamedTuple):
    """What a report is made of: a plan where one is possible, comparison and gate where they were asked for.

    `plan_asked` is True where somebody wants all of the plan; `file` is what the answers file is called. `history` is
    there where three periods or more are known, `progress` where an old plan was given.
    """

    card: Scorecard
    standard: Standard
    answers: Answers
    evidence: EvidenceReport
    comparison: Comparison | None = None
    comparison_labels: tuple[str, str] = ("", "")
    plan: Planned | None = None
    gate: GateReport | None = None
    plan_asked: bool = False
    file: str = "FILE"
    history: Trend | None = None
    progress: Progress | None = None
