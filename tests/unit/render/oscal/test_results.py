"""What of a scorecard goes into the results that no example has."""

from __future__ import annotations

from fractions import Fraction

from btm_cli.render.oscal.assessed import Assessed
from btm_cli.render.oscal.results import results_data
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import AskScore
from support import build


def test_the_stage_and_what_a_state_still_asks_for_are_said() -> None:
    standard, answers = build.one_cell(build.full_cell()), build.answers()
    card = assess(standard, answers, frozenset(), build.DAY)
    half, none = Fraction(1, 2), Fraction(0)
    asks = tuple(
        AskScore("calm", theme, (2,), half, none, none, none, 4, 0, False, False, False, True, False, ())
        for theme in ("joint", "foresight")
    )
    card = card._replace(overall=card.overall._replace(stage="early", unmet_asks=asks))
    [result] = results_data(Assessed(standard, answers, card, ()))["assessment-results"]["results"]
    said = [(each["name"], each["value"]) for each in result["props"] if each["name"] in ("stage", "unmet-ask")]
    assert said == [("stage", "early"), ("unmet-ask", "calm joint"), ("unmet-ask", "calm foresight")]
