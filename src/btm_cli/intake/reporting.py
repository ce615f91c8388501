"""From an answers file, and what was asked for beside it, to what a report is made of.

In: places and settings of the command line. Out: `ReportInput`; comparison, plan and gate are those of `btm diff`,
`plan` and `check`, on the report's own date.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.errors import InvalidFiles
from btm_cli.intake.opened import Assessment, Standards
from btm_cli.render.document.words import words
from btm_cli.render.report.board import ReportInput
from btm_cli.telling import tell

if TYPE_CHECKING:
    from btm_cli.compare.comparison import Comparison
    from btm_cli.compare.trend import Trend
    from btm_cli.planning.roadmap import Roadmap
    from btm_cli.render.gate.report import GateReport


class Asked(NamedTuple):
    """What a report should have beside the assessment. `points` is an iteration's capacity, None for the file's;
    `older` are files of earlier periods, `against` is an old plan.
    """

    baseline: str | None = None
    policy: str | None = None
    plan: bool = False
    iterations: int = 4
    points: Fraction | None = None
    any_subject: bool = False
    older: tuple[str, ...] = ()
    against: str | None = None


def report_input(file: str, assessment: Assessment, standards: Standards, asked: Asked) -> ReportInput:
    """All of it. Raises InvalidFiles, UnreadableFile and UsageProblem as the commands do."""
    comparison, progress = None, None
    if asked.baseline is not None:
        from btm_cli.intake.comparing import since_baseline

        day = assessment.card.as_of
        comparison = since_baseline(asked.baseline, file, standards, day, any_subject=asked.any_subject)
    if asked.against is not None:
        from btm_cli.intake.read_back import since_plan

        progress = since_plan(asked.against, assessment)
    return ReportInput(
        card=assessment.card,
        standard=assessment.loaded.standard,
        answers=assessment.loaded.answers,
        evidence=assessment.evidence,
        comparison=comparison,
        comparison_labels=(_passed_on(asked.baseline or ""), _passed_on(file)),
        plan=_plan(assessment, asked),
        plan_asked=asked.plan,
        file=os.path.basename(file),
        history=_history(asked.older, file, assessment, standards),
        progress=progress,
        gate=_gate(asked, file, assessment, standards, comparison),
    )


def _passed_on(place: str) -> str:
    """What a file is called in a report that others read: without the folders of this machine."""
    return os.path.basename(place) if os.path.isabs(place) else place


FEWEST_PERIODS = 3
"""Two are told by the comparison with the baseline."""


def _history(older: Sequence[str], file: str, assessment: Assessment, standards: Standards) -> Trend | None:
    """The scores of this file's period and the earlier ones; None for fewer than three. Others are named."""
    if len(older) + 1 < FEWEST_PERIODS:
        return None
    from btm_cli.compare.trend import trend_of
    from btm_cli.intake.samples import samples_up_to

    samples, skipped = samples_up_to(file, assessment.card, older, standards)
    for source, reason in skipped:
        tell(words("report.over-time.left-out", file=source, reason=reason))
    trend = trend_of(samples)
    return trend if len(samples) >= FEWEST_PERIODS else None


def _gate(
    asked: Asked, file: str, assessment: Assessment, standards: Standards, comparison: Comparison | None
) -> GateReport | None:
    """The verdict of the policy, on the report's own date."""
    if asked.policy is None:
        return None
    from btm_cli.intake.gating import held_to, load_policy
    from btm_cli.render.gate.report import GateReport

    held, day = load_policy(asked.policy, standards), assessment.card.as_of
    verdict = held_to(held, assessment, file, comparison)
    names = (_passed_on(asked.policy), _passed_on(asked.baseline or ""))
    return GateReport(names[0], held.digest, held.policy.assurance, day, names[1], False, (verdict,))


def _plan(assessment: Assessment, asked: Asked) -> Roadmap | None:
    """The roadmap that `btm plan` makes of the same file; None where nothing is assessed.

    Where nobody asked for a plan and the file's demands clash there is none: `btm plan` explains that.
    """
    from btm_cli.intake.planning import make_plan, plan_settings

    if assessment.card.overall.numbers.score is None and not asked.plan:
        return None
    try:
        return make_plan(assessment, plan_settings(assessment, asked.iterations, asked.points))
    except InvalidFiles:
        if asked.plan:
            raise
        return None
