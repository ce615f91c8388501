"""What is asked for, as decisions that share nothing with each other (`ask` and a kind a decision).

In: `Given`. Out: entries, at most five after the first, which counts them: what fell, the next state's steps, the rest
of the next iteration, evidence, cells to assess, owners. Every step of the iteration belongs to exactly one of them, so
that efforts, days and money add up to the iteration's. What rests on a plan is left out where `Given` has none. And a
`Deciding`: by when all that is to be decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from btm_cli.planning.dates import first_day, months_after
from btm_cli.planning.owners import deadline_of
from btm_cli.scoring.effort import days_of, money_of, whole_money
from btm_cli.scoring.exact import total
from btm_cli.summary.doubt import SOON_MONTHS, to_renew
from btm_cli.summary.entry import Entry, Value
from btm_cli.summary.given import Given
from btm_cli.summary.hold import Floor, floor_alone, owners_of, work_of
from btm_cli.summary.stand import stated_levels

if TYPE_CHECKING:
    from btm_cli.planning.roadmap_steps import RoadmapStep

MOST_DECISIONS = 5


def ask(given: Given) -> Iterator[Entry]:
    """How many decisions are asked for, then each of them; where nothing is assessed, what to do first."""
    return asked(given, floor_alone(given))


def asked(given: Given, floor: Floor | None) -> Iterator[Entry]:
    """The same where it is known already what the floor alone lacks."""
    if given.card.overall.numbers.score is None:
        if given.cells():
            yield Entry("ask.first", {"caps": len(given.capabilities())})
        return
    decisions = list(islice(_decisions(given, floor), MOST_DECISIONS))
    if decisions:
        yield Entry("ask", {"n": len(decisions)})
        yield from decisions


def _decisions(given: Given, floor: Floor | None) -> Iterator[Entry]:
    """All of them in their order; each takes its steps out of what the next one can have."""
    raised = {climb.reference: climb.level for climb in floor.climbs} if floor is not None else {}
    first = given.roadmap.iterations[0].steps if given.roadmap is not None and given.roadmap.iterations else ()
    fell = [name for name, cell in _fallen(given) if name not in raised]
    rest = [step for step in first if step.to_level > raised.get(step.reference, 0)]
    if fell:
        again = [step for step in rest if step.reference in fell]
        rest = [step for step in rest if step.reference not in fell]
        spent = _spent(given, again) if again else {}
        yield Entry("ask.fell", {"n": len(fell), "what": tuple(fell), **_who(given, fell), **spent})
    if floor is not None:
        goal: dict[str, Value] = {"level": floor.state.floor, "next": floor.state.id, "from": floor.state.from_score}
        steps = _planned(given, raised)
        efforts = [each for climb in floor.climbs for each in climb.efforts]
        spent = _spent(given, steps) if steps else _cost(given, efforts)
        spent["iteration"] = max((step.shown_in for step in steps), default=None)
        if floor.risk != "none":
            goal |= {"floor": floor.state.floor, "risk": floor.risk}
        key = "ask.state" if floor.risk == "none" else "ask.state.open"
        yield Entry(key, {"n": len(raised), "what": tuple(raised), **goal, **_who(given, raised), **spent})
    if rest:
        capabilities = tuple(dict.fromkeys(step.capability for step in rest))
        key = "ask.iteration" if len(rest) == len(first) else "ask.iteration.rest"
        steps_of: dict[str, Value] = {"n": len(rest), "what": tuple(step.id for step in rest), "caps": capabilities}
        yield Entry(key, {**steps_of, **_who(given, [step.reference for step in rest]), **_spent(given, rest)})
    yield from _proof(given)
    if given.card.assess_first:
        opened = given.card.assess_first
        values: dict[str, Value] = {"n": len(opened), "cells": opened, "done_by": _end(given)}
        yield Entry("ask.assess", {**values, **_who(given, opened)})
    if missing := _ownerless(given):
        named: dict[str, Value] = {"decide_by": deciding(given).day, "done_by": _first_ownerless(given)}
        yield Entry("ask.owner", {"n": len(missing), "caps": missing, **named})


def _ownerless(given: Given) -> tuple[str, ...]:
    """The capabilities whose planned steps nobody owns, then those whose open cells nobody does."""
    if given.roadmap is None:
        return ()
    opened = (name.partition("/")[0] for name in given.card.assess_first if not owners_of(given, [name]))
    return tuple(dict.fromkeys((*given.roadmap.owners_missing, *opened)))


def _first_ownerless(given: Given) -> date | None:
    """The day on which the first step begins that nobody owns: it needs somebody by then."""
    iterations = given.roadmap.iterations if given.roadmap is not None else ()
    return next((each.start for each in iterations if any(step.owner is None for step in each.steps)), None)


def _fallen(given: Given) -> Iterator[tuple[str, object]]:
    """The cells of today's standard whose claim is lower than at the baseline."""
    if given.comparison is not None:
        from btm_cli.summary.change import claim_fell

        here = {cell.reference for cell in given.cells()}
        yield from ((name, cell) for name, cell in given.comparison.cells.items() if name in here and claim_fell(cell))


def _planned(given: Given, raised: dict[str, int]) -> list[RoadmapStep]:
    """The plan's steps that bring cells to the levels in `raised`; none where it leaves out any of them."""
    steps = given.roadmap.steps if given.roadmap is not None else ()
    found = [step for step in steps if step.to_level <= raised.get(step.reference, 0)]
    whole = {step.reference for step in found if step.to_level == raised[step.reference]}
    return found if whole == set(raised) else []


def _proof(given: Given) -> Iterator[Entry]:
    """Evidence: to cite any at all, else to renew what has run out and what soon does."""
    gone, soon = to_renew(given)
    keys, register = [*gone, *soon], given.answers.evidence
    if not given.card.overall.counts.evidence_cited:
        yield Entry("ask.proof", {"claims": stated_levels(given), "decide_by": deciding(given).day})
    elif keys:
        owners = tuple(dict.fromkeys(filter(None, (register[key].owner for key in keys))))
        what = tuple(register[key].title for key in keys)
        ends = filter(None, [_end(given), *(register[key].valid_until for key in soon)])  # before the first runs out
        dates: dict[str, Value] = {"decide_by": deciding(given).day, "done_by": min(ends, default=None)}
        if soon:
            dates["until"] = months_after(given.card.as_of, SOON_MONTHS)
        key = "ask.evidence.both" if gone and soon else "ask.evidence.soon" if soon else "ask.evidence"
        counts: dict[str, Value] = {"n": len(keys), "gone": len(gone), "soon": len(soon)}
        yield Entry(key, {**counts, "what": what, "owners": owners, **dates})


def _who(given: Given, references: Iterable[str]) -> dict[str, Value]:
    """Who answers for it, and the day of the decision: the meeting's, None where no meeting is named."""
    return {"owners": owners_of(given, references), "decide_by": deciding(given).day}


def _spent(given: Given, steps: Sequence[RoadmapStep]) -> dict[str, Value]:
    """What steps of the plan take, and by when they are done: a nearer deadline of the file's wins."""
    due = max(step.due for step in steps)
    areas = {capability.id: capability.area for capability in given.card.capabilities}
    near = (deadline_of(given.answers, each.capability, areas[each.capability], each.dimension) for each in steps)
    return {**_cost(given, [step.effort for step in steps]), "done_by": min([due, *filter(None, near)])}


def _cost(given: Given, efforts: Sequence[Fraction]) -> dict[str, Value]:
    """What steps take: points, and what they are in days and money where the standard and the file say so."""
    rate = given.answers.day_rate
    each = [(days_of(given.standard, one), money_of(given.standard, given.answers, one)) for one in efforts]
    shown = [whole_money(days, money) for days, money in each if days and money is not None]
    priced = len(shown) == len(efforts)
    cost: dict[str, Value] = {
        "money": money_of(given.standard, given.answers, total(efforts)),
        "whole_money": sum(shown) if priced else None,
        "currency": rate.currency if rate is not None else None,
    }
    return {**work_of(given.standard, efforts), **cost, "done_by": None}


def _end(given: Given) -> date | None:
    """The end of the next iteration."""
    return given.roadmap.iterations[0].end if given.roadmap is not None and given.roadmap.iterations else None


When = Literal["ahead", "today", "past", "now"]


class Deciding(NamedTuple):
    """When, and the meeting's day, None for "now"; all days of the plan count from `start`."""

    when: When
    day: date | None
    start: date


def deciding(given: Given) -> Deciding:
    """The day of the decision, and how it lies to the day of the figures.

    The day is the meeting's; a meeting on the day of the figures is today, an earlier one is past. Without any the
    decision is due now, since the plan counts from the day of the figures then.
    """
    report, today = given.answers.report, given.card.as_of
    meeting = report.meeting if report is not None else None
    start = first_day(given.answers, today)
    if meeting is None:
        return Deciding("now", None, start)
    return Deciding("ahead" if meeting > today else "today" if meeting == today else "past", meeting, start)
