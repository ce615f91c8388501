"""Which state suits an enterprise: points from the advisor's questions, and the reasons for and against.

In: the advisor of a standard, the option chosen for each question. Out: `Advice`. The questions, their points and their
reasons are data (`advisor.yaml`); a tie is said to be one, and the lower state, which costs less, is named first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from btm_cli.standard.companion_schema import AdvisorFile, OptionEntry
from btm_cli.standard.model import Standard


class Reason(NamedTuple):
    """One answer's part: its question, the points it gives to each state, and why."""

    question: str
    option: str
    text: str
    reason: str
    points: Mapping[str, int]


class Advice(NamedTuple):
    """The outcome. `points` are in the order of the standard's states; `ahead` by how much the first leads the next.

    `recommended` is None while nothing is answered; `tied` are all with the most points, where several have.
    `for_it` and `against_it` speak of the recommended state, the strongest reason first.
    """

    recommended: str | None
    points: Mapping[str, int]
    most: Mapping[str, int]
    ahead: int
    tied: tuple[str, ...]
    for_it: tuple[Reason, ...]
    against_it: tuple[Reason, ...]
    open: tuple[str, ...]


def advise(advisor: AdvisorFile, standard: Standard, chosen: Mapping[str, str]) -> Advice:
    """Count the points of `chosen` (option ids by question id). Raises KeyError for an id the advisor lacks."""
    named = {name for question in advisor.questions for option in question.options for name in option.points}
    states = [state.id for state in standard.states if state.id in named]
    reasons = []
    points = dict.fromkeys(states, 0)
    most = dict.fromkeys(states, 0)
    for question in advisor.questions:
        if question.id not in chosen:
            continue
        option = {one.id: one for one in question.options}[chosen[question.id]]
        given = _points(option, states)
        reasons.append(Reason(question.id, option.id, option.text, option.reason, given))
        for state in states:
            points[state] += given[state]
            most[state] += max(_points(one, states)[state] for one in question.options)
    open_questions = tuple(question.id for question in advisor.questions if question.id not in chosen)
    if not reasons:
        return Advice(None, points, most, 0, (), (), (), open_questions)
    ranked = sorted(states, key=lambda state: -points[state])
    best = ranked[0]
    tied = tuple(state for state in ranked if points[state] == points[best])
    ahead = points[best] - points[ranked[1]] if len(ranked) > 1 else points[best]
    return Advice(
        recommended=best,
        points=points,
        most=most,
        ahead=ahead,
        tied=tied if len(tied) > 1 else (),
        for_it=_speaking(reasons, best, states, 1),
        against_it=_speaking(reasons, best, states, -1),
        open=open_questions,
    )


def _points(option: OptionEntry, states: list[str]) -> dict[str, int]:
    return {state: option.points.get(state, 0) for state in states}


def _speaking(reasons: list[Reason], state: str, states: list[str], sign: int) -> tuple[Reason, ...]:
    """The reasons that give `state` more (sign 1) or less (-1) than the best of the others, the widest lead first."""

    def lead(reason: Reason) -> int:
        others = [reason.points[other] for other in states if other != state]
        return sign * (reason.points[state] - max(others, default=0))

    return tuple(sorted((reason for reason in reasons if lead(reason) > 0), key=lambda reason: -lead(reason)))
