"""Which state suits an enterprise: shares of the advisor's points, what rules a state out, and the reasons.

In: the advisor of a standard, the option chosen for each question. Out: `Advice`. The questions, their points, bars and
reasons are data (`advisor.yaml`); a tie is said to be one, and the lower state, which costs less, is named first.
States are compared by the share of the points that the answered questions could have given them (edition.md 8 of
edition 1.1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from btm_cli.standard.companion_schema import AdvisorFile, OptionEntry
from btm_cli.standard.model import Standard

MOST_IMPORTANT = 5


class Reason(NamedTuple):
    """One answer's part: its question, the points it gives to each state, and why."""

    question: str
    option: str
    text: str
    reason: str
    points: Mapping[str, int]


class Bar(NamedTuple):
    """An answer that rules a state out for now; `until` is what would have to become true."""

    state: str
    question: str
    option: str
    until: str


class Lift(NamedTuple):
    """A capability of which more is asked than the advised state asks: its target, its importance, by which answers."""

    capability: str
    target: int
    importance: int
    because: tuple[tuple[str, str], ...]


class Advice(NamedTuple):
    """The outcome. `points`, `most` and `shares` (0..1) are in the order of the standard's states.

    `recommended` is None while fewer than `least` questions are answered; `tied` are all with its share, where several
    have, `close` those that are less than the advisor's distance behind it, `ahead` is its lead in shares over the
    next. What `barred` rules out is in none of these. `for_it` and `against_it` speak of the recommended state, the
    strongest reason first.
    """

    recommended: str | None
    points: Mapping[str, int]
    most: Mapping[str, int]
    shares: Mapping[str, Fraction]
    ahead: Fraction
    tied: tuple[str, ...]
    close: tuple[str, ...]
    barred: tuple[Bar, ...]
    lifts: tuple[Lift, ...]
    least: int
    for_it: tuple[Reason, ...]
    against_it: tuple[Reason, ...]
    open: tuple[str, ...]


def worded(advisor: AdvisorFile, profiles: Sequence[str]) -> AdvisorFile:
    """The advisor as the first of `profiles` words its questions and options; ids and points stay."""
    texts: dict[str, str] = {}
    for profile in reversed(profiles):
        texts |= advisor.wording.get(profile, {})
    questions = [
        question.model_copy(
            update={
                "text": texts.get(question.id, question.text),
                "options": [
                    option.model_copy(update={"text": texts.get(f"{question.id}/{option.id}", option.text)})
                    for option in question.options
                ],
            }
        )
        for question in advisor.questions
    ]
    return advisor.model_copy(update={"questions": questions})


def advise(advisor: AdvisorFile, standard: Standard, chosen: Mapping[str, str]) -> Advice:
    """Weigh `chosen` (option ids by question id). Raises KeyError for an id the advisor lacks."""
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
    shares = {state: Fraction(points[state], most[state]) if most[state] else Fraction(0) for state in states}
    barred = tuple(
        Bar(state, bar.question, bar.option, bar.until)
        for state in states
        for bar in advisor.rules_out
        if state in bar.states and chosen.get(bar.question) == bar.option
    )
    out = {bar.state for bar in barred}
    ranked = sorted((state for state in states if state not in out), key=lambda state: -shares[state])
    enough = len(reasons) >= advisor.least_answers and bool(ranked)
    best = ranked[0] if enough else None
    behind = {state: shares[ranked[0]] - shares[state] for state in ranked} if enough else {}
    tied = tuple(state for state, by in behind.items() if not by)
    return Advice(
        recommended=best,
        points=points,
        most=most,
        shares=shares,
        ahead=behind[ranked[1]] if len(behind) > 1 else Fraction(0),
        tied=tied if len(tied) > 1 else (),
        close=tuple(state for state, by in behind.items() if 0 < by < advisor.close_below),
        barred=barred,
        lifts=_lifts(advisor, standard, chosen, best) if best is not None else (),
        least=advisor.least_answers,
        for_it=_speaking(reasons, best, states, 1) if best is not None else (),
        against_it=_speaking(reasons, best, states, -1) if best is not None else (),
        open=tuple(question.id for question in advisor.questions if question.id not in chosen),
    )


def _lifts(advisor: AdvisorFile, standard: Standard, chosen: Mapping[str, str], state: str) -> tuple[Lift, ...]:
    """One level above the state's, at most to the level below the highest, or the state's own where that is higher."""
    level = standard.state(state).target_level or standard.base
    target = min(level + 1, max(standard.top - 1, level))
    because: dict[str, list[tuple[str, str]]] = {}
    for lift in advisor.lifts:
        if chosen.get(lift.question) == lift.option:
            for capability in lift.capabilities:
                because.setdefault(capability, []).append((lift.question, lift.option))
    order = [capability.id for capability in standard.ordered_capabilities() if capability.id in because]
    return tuple(Lift(name, target, MOST_IMPORTANT, tuple(because[name])) for name in order)


def _points(option: OptionEntry, states: list[str]) -> dict[str, int]:
    return {state: option.points.get(state, 0) for state in states}


def _speaking(reasons: list[Reason], state: str, states: list[str], sign: int) -> tuple[Reason, ...]:
    """The reasons that give `state` more (sign 1) or less (-1) than the best of the others, the widest lead first."""

    def lead(reason: Reason) -> int:
        others = [reason.points[other] for other in states if other != state]
        return sign * (reason.points[state] - max(others, default=0))

    return tuple(sorted((reason for reason in reasons if lead(reason) > 0), key=lambda reason: -lead(reason)))
