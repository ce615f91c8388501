"""An advice's output contract, `btm-advice/1`: its records, and what fills them.

In: `Advice`, the advisor's questions, the standard. Out: plain data in fixed key order.
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from btm_cli.render.wire.types import Count, record
from btm_cli.standard.advice import Advice, Reason
from btm_cli.standard.companion_schema import AdvisorFile
from btm_cli.standard.model import Standard


@record
class AdvisedByWire(TypedDict):
    """The standard whose advisor it was."""

    id: str
    edition: str


@record
class StatePointsWire(TypedDict):
    """A state's points, and how many it could have."""

    state: str
    points: Count
    most: Count


@record
class ReasonWire(TypedDict):
    """One answer's part: the points it gives to each state, and why."""

    question: str
    option: str
    reason: str
    points: dict[str, Count]


@record
class OptionWire(TypedDict):
    """One answer to a question."""

    id: str
    text: str


@record
class QuestionWire(TypedDict):
    """A question that is still open."""

    id: str
    text: str
    why: str
    options: list[OptionWire]


ReasonsWire = TypedDict("ReasonsWire", {"for": list[ReasonWire], "against": list[ReasonWire]})
"""Of the recommended state, the strongest first."""


@record
class AdviceStartWire(TypedDict):
    """What comes first in an advice."""

    schema: Literal["btm-advice/1"]
    standard: AdvisedByWire
    recommended: str | None
    """Null while nothing is answered."""
    tied: list[str]
    """All states with the most points, where several have."""
    ahead: Count
    points: list[StatePointsWire]


@record
class AdviceWire(AdviceStartWire, ReasonsWire):
    """What `btm advise --format json` writes."""

    open: list[QuestionWire]


def advice_data(advice: Advice, advisor: AdvisorFile, standard: Standard) -> AdviceWire:
    """The same as the page; `open` are the questions not answered, with their options."""
    return {
        "schema": "btm-advice/1",
        "standard": {"id": standard.id, "edition": standard.edition},
        "recommended": advice.recommended,
        "tied": list(advice.tied),
        "ahead": advice.ahead,
        "points": [
            {"state": state, "points": points, "most": advice.most[state]} for state, points in advice.points.items()
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


def _reason(reason: Reason) -> ReasonWire:
    return {
        "question": reason.question,
        "option": reason.option,
        "reason": reason.reason,
        "points": dict(reason.points),
    }
