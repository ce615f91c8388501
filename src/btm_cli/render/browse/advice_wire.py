"""An advice's output contract, `btm-advice/2`: its records, and what fills them.

In: `Advice`, the advisor's questions, the standard. Out: plain data in fixed key order.
"""

from typing import Literal

from typing_extensions import TypedDict

from btm_cli.planning.dates import iteration_end
from btm_cli.planning.reach import StateWorks, Work
from btm_cli.render.document.numbers import json_number
from btm_cli.render.wire.card import SubjectWire, subject_data
from btm_cli.render.wire.types import Count, Day, record
from btm_cli.standard.advice import Advice, Reason
from btm_cli.standard.companion_schema import AdvisorFile
from btm_cli.standard.model import Standard


class AdvisedByWire(TypedDict):
    """The standard whose advisor it was."""

    id: str
    edition: str


class BarWire(TypedDict):
    """An answer that rules a state out for now, and what would lift the bar."""

    question: str
    option: str
    until: str


class StateWorkWire(TypedDict):
    """What every cell at the state's level takes from where the file stands."""

    effort: float
    person_days: float | None
    """Null where the standard has no scale of effort."""
    iterations_least: Count
    """At the file's capacity, at the least: some practice must run before it can be shown."""
    shown_from: Day


class StatePointsWire(TypedDict):
    """A state's points, how many it could have had from what is answered, and what it takes."""

    state: str
    points: Count
    most: Count
    share: float
    ruled_out: list[BarWire]
    work: StateWorkWire | None
    """Null without an answers file that has an answer."""


class BecauseWire(TypedDict):
    """An answer."""

    question: str
    option: str


class LiftWire(TypedDict):
    """A capability of which more is asked than the advised state asks."""

    capability: str
    target: int
    importance: int
    because: list[BecauseWire]


class ReasonWire(TypedDict):
    """One answer's part: the points it gives to each state, and why."""

    question: str
    option: str
    reason: str
    points: dict[str, Count]


class OptionWire(TypedDict):
    """One answer to a question."""

    id: str
    text: str


class QuestionWire(TypedDict):
    """A question that is still open."""

    id: str
    text: str
    why: str
    options: list[OptionWire]


ReasonsWire = TypedDict("ReasonsWire", {"for": list[ReasonWire], "against": list[ReasonWire]})
"""Of the recommended state, the strongest first."""


class AdviceStartWire(TypedDict):
    """What comes first in an advice."""

    schema: Literal["btm-advice/2"]
    standard: AdvisedByWire
    answered: Count
    least_answers: Count
    recommended: str | None
    """Null while fewer questions are answered than an advice needs."""
    tied: list[str]
    """All states with the largest share, where several have."""
    close: list[str]
    """States whose share is little less."""
    ahead: float
    """The lead over the next state, as a share."""
    subject: SubjectWire | None
    """Whose file the work is told from, and how much of the standard that is about."""
    capacity: float | None
    """Points an iteration by which work is told; null without an answers file."""
    states: list[StatePointsWire]
    lifts: list[LiftWire]


@record
class AdviceWire(AdviceStartWire, ReasonsWire):
    """What `btm advise --format json` writes."""

    open: list[QuestionWire]


def advice_data(
    advice: Advice, advisor: AdvisorFile, standard: Standard, works: StateWorks | None = None
) -> AdviceWire:
    """The same as the page; `open` are the questions not answered, with their options."""
    return {
        "schema": "btm-advice/2",
        "standard": {"id": standard.id, "edition": standard.edition},
        "answered": len(advisor.questions) - len(advice.open),
        "least_answers": advice.least,
        "recommended": advice.recommended,
        "tied": list(advice.tied),
        "close": list(advice.close),
        "ahead": json_number(advice.ahead),
        "subject": subject_data(works.card)["subject"] if works is not None else None,
        "capacity": json_number(works.settings.capacity) if works is not None else None,
        "states": [_state(state, advice, works, standard) for state in advice.points],
        "lifts": [
            {
                "capability": lift.capability,
                "target": lift.target,
                "importance": lift.importance,
                "because": [{"question": question, "option": option} for question, option in lift.because],
            }
            for lift in advice.lifts
        ],
        "for": [_reason(reason) for reason in advice.for_it],
        "against": [_reason(reason) for reason in advice.against_it],
        "open": [
            {
                "id": question.id,
                "text": question.text,
                "why": question.why,
                "options": [{"id": option.id, "text": option.text} for option in question.options],
            }
            for question in advisor.questions
            if question.id in advice.open
        ],
    }


def _state(state: str, advice: Advice, works: StateWorks | None, standard: Standard) -> StatePointsWire:
    work = works.by_state.get(state) if works is not None else None
    return {
        "state": state,
        "points": advice.points[state],
        "most": advice.most[state],
        "share": json_number(advice.shares[state]),
        "ruled_out": [
            {"question": bar.question, "option": bar.option, "until": bar.until}
            for bar in advice.barred
            if bar.state == state
        ],
        "work": _work(work, works, standard) if work is not None and works is not None else None,
    }


def _work(work: Work, works: StateWorks, standard: Standard) -> StateWorkWire:
    scale = standard.effort_scale
    return {
        "effort": json_number(work.effort),
        "person_days": json_number(work.effort * scale.per_point) if scale is not None else None,
        "iterations_least": work.iterations,
        "shown_from": iteration_end(works.settings, work.iterations).isoformat(),
    }


def _reason(reason: Reason) -> ReasonWire:
    return {
        "question": reason.question,
        "option": reason.option,
        "reason": reason.reason,
        "points": dict(reason.points),
    }
