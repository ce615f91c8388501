"""A comparison made by hand: one cell fell by answers and time, another was assessed for the first time."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F

from btm_cli.compare.comparison import Causes, Change, Comparison, Fact, Movement, Part, Subject

SAME = Change(F(1), F(1), 1, 1, Causes())
FELL = Change(F(3), F(11, 6), 3, 1, Causes(time=F(-1, 2), answers=F(-2, 3)))
ROSE = Change(F(1), F(4, 3), 1, 1, Causes(answers=F(1, 3)))
CAME = Change(None, F(2), None, 2)
WHOLE = Change(F(2), F(8, 5), 2, 1, Causes(time=F(-1, 5), scope=F(0), answers=F(-1, 5)))
PARTS = (Part("alpha/process/2b", "alpha/process", {"alpha/process": (F(-2, 3), F(0), F(1, 3))}, in_order=False),)


def subject(day: str, period: str, **more: object) -> Subject:
    states = {"state": "aligned", "state_by_score": "aligned", "evidenced_state": None, "verified_state": None}
    made = Subject(
        "tiny", "1", "0" * 64, "E", "Unit", period, date.fromisoformat(day), date.fromisoformat(day), (), "a" * 64,
        states, provisional=False,
    )  # fmt: skip
    return made._replace(**{"answers_digest": period, **more})


def comparison() -> Comparison:
    return Comparison(
        subject("2026-03-31", "Q1"),
        subject("2026-06-30", "Q2"),
        Movement("overall", "overall", "overall", WHOLE, SAME, SAME, "assessed", "assessed"),
        {"north": Movement("north", "area", "North", WHOLE, SAME, SAME, "assessed", "assessed")},
        {
            "alpha": Movement("alpha", "capability", "Alpha", WHOLE, SAME, SAME, "assessed", "assessed"),
            "beta": Movement("beta", "capability", "Beta", SAME, SAME, SAME, "assessed", "assessed"),
        },
        {
            "alpha/process": Movement("alpha/process", "cell", "Process", FELL, SAME, ROSE, "rated", "rated"),
            "alpha/people": Movement("alpha/people", "cell", "People", CAME, CAME, CAME, "not-assessed", "claimed"),
            "beta/people": Movement("beta/people", "cell", "People", SAME, SAME, SAME, "claimed", "claimed"),
        },
        (
            Fact("answers", "alpha/process/2b", "rating", "fully", "not"),
            Fact("answers", "alpha/people", "claim", None, "2"),
            Fact("plan", "alpha", "owner", None, "Ada"),
            Fact("plan", "overall", "capacity", "20", "30"),
        ),
        PARTS,
        {},
    )
