"""From an assessed file, and what it is compared with, to what is worth saying of it.

In: an `Assessment`, a comparison where there is one. Out: entries of `summary`. A plan is made only where a sentence
rests on it that somebody reads, and only where the file's own demands allow one.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from btm_cli.errors import InvalidFiles
from btm_cli.intake.opened import Assessment
from btm_cli.summary.given import Given, Outlook, no_plan

if TYPE_CHECKING:
    from btm_cli.compare.comparison import Comparison
    from btm_cli.planning.roadmap import Roadmap
    from btm_cli.summary.entry import Entry

ITERATIONS = 4


def given_by(
    assessment: Assessment, comparison: Comparison | None = None, *, plan: bool = False, iteration: bool = True
) -> Given:
    """What a summary is made from; with `plan` a roadmap is made once it is asked for, where one is possible.

    Without `iteration` nothing is asked for but whether a plan gets to the next state.
    """

    @cache
    def planned() -> Roadmap | None:
        from btm_cli.intake.planning import make_plan, plan_settings

        with suppress(InvalidFiles):  # demands that clash are for `btm plan` to explain
            return make_plan(assessment, plan_settings(assessment, ITERATIONS, None))
        return None

    @cache
    def foreseen() -> Outlook | None:
        from btm_cli.intake.planning import plan_settings
        from btm_cli.planning.outlook import most_score

        settings = plan_settings(assessment, ITERATIONS, None)
        score = most_score(loaded.standard, loaded.answers, card, settings)
        return None if score is None else Outlook(settings, score)

    loaded, card = assessment.loaded, assessment.card
    plan = plan and card.overall.numbers.score is not None
    valid = assessment.evidence.valid
    foresee = foreseen if plan and not iteration else no_plan
    return Given(card, loaded.standard, loaded.answers, valid, comparison, planned if plan else no_plan, foresee)


def summary_of(
    assessment: Assessment, comparison: Comparison | None = None, *, plan: bool = False, iteration: bool = True
) -> tuple[Entry, ...]:
    """What is worth saying of an assessment, as ids and exact values; of a plan's next iteration with `iteration`."""
    from btm_cli.summary.summary import summarize

    return summarize(given_by(assessment, comparison, plan=plan, iteration=iteration), iteration=iteration)
