"""From an assessed file, and what it is compared with, to what is worth saying of it.

In: an `Assessment`, a comparison and a plan where there are any. Out: entries of `summary`. A plan is made only where
somebody reads what rests on it, and only where the file's own demands allow one.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from btm_cli.errors import InvalidFiles
from btm_cli.summary.given import Given

if TYPE_CHECKING:
    from btm_cli.compare.comparison import Comparison
    from btm_cli.intake.opened import Assessment
    from btm_cli.planning.roadmap import Roadmap
    from btm_cli.summary.entry import Entry

ITERATIONS = 4


def given_by(
    assessment: Assessment, comparison: Comparison | None = None, roadmap: Roadmap | None = None, *, plan: bool = False
) -> Given:
    """What a summary is made from; with `plan` a roadmap is made where none is at hand and one is possible."""
    loaded = assessment.loaded
    if roadmap is None and plan and assessment.card.overall.numbers.score is not None:
        from btm_cli.intake.planning import make_plan, plan_settings

        with suppress(InvalidFiles):  # demands that clash are for `btm plan` to explain
            roadmap = make_plan(assessment, plan_settings(assessment, ITERATIONS, None))
    return Given(assessment.card, loaded.standard, loaded.answers, assessment.evidence.valid, comparison, roadmap)


def summary_of(
    assessment: Assessment, comparison: Comparison | None = None, roadmap: Roadmap | None = None, *, plan: bool = False
) -> tuple[Entry, ...]:
    """What is worth saying of an assessment, as ids and exact values."""
    from btm_cli.summary.summary import summarize

    return summarize(given_by(assessment, comparison, roadmap, plan=plan))
