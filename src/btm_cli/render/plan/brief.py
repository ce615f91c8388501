"""A roadmap on one screen: the iterations, the next one's steps, and in sentences what it comes to.

In: a `Roadmap` and the `Standard` it was made with. Out: blocks, the sentences last. What has no room is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Cell, Column, Heading, Paragraph, Sentences, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.sentences import listed_names
from btm_cli.render.document.subject import at_depth, extent_block, who
from btm_cli.render.document.words import words
from btm_cli.render.plan.page import cost_of_all, from_to, in_words, not_reached
from btm_cli.scoring.effort import whole_days
from btm_cli.summary.risk import state_at_risk

if TYPE_CHECKING:
    from btm_cli.planning.roadmap import Iteration, Roadmap
    from btm_cli.planning.roadmap_steps import RoadmapStep
    from btm_cli.standard.model import Standard

MOST_ITERATIONS, MOST_STEPS, MOST_NAMES, MOST_REASONS = 6, 8, 2, 2


def plan_brief(roadmap: Roadmap, standard: Standard) -> Iterator[Block]:
    """The plan: what is begun and reached when, what the next iteration takes, how it ends."""
    card, labels = roadmap.card, Labels(standard, short=True)
    yield Heading(words("plan.title", who=who(card.enterprise, card.unit, card.period)))
    yield from extent_block(card, Labels(standard))
    if any(each.steps for each in roadmap.iterations):
        yield _iterations(roadmap, standard, labels)
        yield _next(roadmap, standard, labels)
    else:
        yield Paragraph(words("plan.no-steps"))
    yield Sentences(tuple(_said(roadmap, standard, labels)))


def _iterations(roadmap: Roadmap, standard: Standard, labels: Labels) -> Table:
    """A row an iteration: what it takes, and what the engine says afterwards."""
    scale = standard.effort_scale
    per_point = Fraction(1) if scale is None else scale.per_point
    capacity = write.short_number(roadmap.settings.capacity * per_point)
    rows = []
    for each in roadmap.iterations[:MOST_ITERATIONS]:
        overall = each.card.overall
        rows.append(
            (
                str(each.number),
                each.end.isoformat(),
                str(len(each.steps)),
                write.short_number(sum(_amounts(each.steps), Fraction(0))),
                at_depth(write.short_score(overall.numbers.score, labels.thresholds), each.card, labels),
                _state(each, standard, labels),
            )
        )
    names = ("iteration", "until", "steps", f"{_unit(standard)}-of", "score", "state")
    columns = (Column(words(f"plan.brief.{name}", capacity=capacity), right=name in names[2:5]) for name in names)
    more = len(roadmap.iterations) - MOST_ITERATIONS
    return Table(tuple(columns), tuple(rows), words("plan.brief.more-iterations", n=more) if more > 0 else "")


def _state(each: Iteration, standard: Standard, labels: Labels) -> str:
    """The state by answers, marked where what is open can take it away again."""
    state, risk = state_at_risk(standard, each.card)
    if state is None or risk == "none":
        return labels.state(each.card.overall.state)
    return words("plan.brief.at-risk", state=state.name)


def _next(roadmap: Roadmap, standard: Standard, labels: Labels) -> Table:
    """The steps of the first iteration that has any."""
    first = next(each for each in roadmap.iterations if each.steps)
    rows = tuple(
        (
            Cell(labels.place(step.reference), about=step.reference),
            words("diff.from-to", old=step.from_level, new=step.to_level),
            write.short_number(amount),
            str(step.due),
            step.owner or words("screen.nobody"),
        )
        for step, amount in zip(first.steps[:MOST_STEPS], _amounts(first.steps), strict=False)
    )
    more = len(first.steps) - MOST_STEPS
    columns = (
        Column(words("plan.brief.begin", n=first.number)),
        Column(words("plan.level"), whole=True),
        Column(words(f"plan.brief.{_unit(standard)}"), right=True),
        Column(words("plan.shown-column"), whole=True),
        Column(words("plan.owner")),
    )
    return Table(columns, rows, words("plan.brief.more-steps", n=more) if more > 0 else "")


def _unit(standard: Standard) -> str:
    """What work is counted in: days where the standard says how many a point is."""
    return "points" if standard.effort_scale is None else "days"


def _amounts(steps: Sequence[RoadmapStep]) -> list[Fraction]:
    """What each of an iteration's steps takes, in whole days or in points."""
    return [step.effort if step.days is None else Fraction(whole_days(step.days)) for step in steps]


def _said(roadmap: Roadmap, standard: Standard, labels: Labels) -> Iterator[tuple[str, str]]:
    """What it leaves undone and rests on, and last how it ends."""
    if roadmap.left_over:
        yield words("plan.brief.label.left"), _left(roadmap, labels)
    known = [*_by_answers(roadmap)]
    if roadmap.card.target_assumed and roadmap.card.overall.numbers.target is not None:
        known.append(words("plan.brief.target", level=write.short_number(roadmap.card.overall.numbers.target)))
    if roadmap.card.assess_first:
        known.append(words("plan.assess-first", n=len(roadmap.card.assess_first)))
    known += (words("gate.sentence", text=text) for _, text in cost_of_all(roadmap))
    if standard.effort_scale is not None:
        scale = standard.effort_scale
        known.append(words("plan.brief.point", n=write.short_number(scale.per_point), unit=scale.unit))
    if roadmap.settings.capacity_assumed:
        known.append(words("plan.brief.assumed", work=labels.work(roadmap.settings.capacity)))
    if known:
        yield words("plan.brief.label.know"), " ".join(known)
    if roadmap.owners_missing:
        names = list(map(labels.name, roadmap.owners_missing))
        yield words("plan.brief.label.owners"), words("plan.brief.owners", names=listed_names(names, MOST_NAMES))
    if roadmap.costs:
        yield words("plan.fact.costs"), words("plan.brief.costs", n=len(roadmap.costs))
    beyond = roadmap.beyond
    if beyond is None:
        yield "", words("plan.brief.full")
    else:
        yield "", words("plan.brief.full-and-reach", state=beyond.state.name, id=beyond.state.id)
    if not any(each.steps for each in roadmap.iterations):
        overall = roadmap.card.overall
        if overall.numbers.score is not None:
            score = at_depth(write.score(overall.numbers.score, labels.thresholds), roadmap.card, labels)
            yield words("plan.brief.label.plan"), words("plan.brief.stays", score=score)
        return
    ends = words("gate.sentence", text=from_to(roadmap.card, roadmap.iterations[-1].card, standard))
    yield (
        words("plan.brief.label.plan"),
        " ".join([in_words(roadmap, standard), ends, *not_reached(roadmap, labels), *_at_most(roadmap)]),
    )


def _by_answers(roadmap: Roadmap) -> Iterator[str]:
    """How much evidence there is behind the scores, which are by answers."""
    overall = roadmap.card.overall
    if overall.numbers.score is not None and not overall.counts.evidence_cited:
        yield words("plan.brief.evidence-none")
    elif overall.numbers.score is not None:
        yield words("plan.brief.evidence", score=write.number(overall.numbers.evidenced))


def _left(roadmap: Roadmap, labels: Labels) -> str:
    """How many cells stay below target, and why: each reason where these are few, else the one of most cells."""
    why = Counter(each.message for each in roadmap.left_over)
    n = len(roadmap.left_over)
    if len(why) > MOST_REASONS:
        [(message, most), *_] = why.most_common()
        return words("plan.brief.left-mostly", n=n, most=most, why=message)
    said = []
    for message in why:
        places = [labels.place(each.reference) for each in roadmap.left_over if each.message == message]
        names = listed_names(places, MOST_NAMES)
        if len(why) == 1:
            return words("plan.brief.left", n=n, names=names, why=message)
        said.append(words("plan.brief.left-why", names=names, why=message))
    return " ".join([words("plan.brief.left-several", n=n), *said])


def _at_most(roadmap: Roadmap) -> Iterator[str]:
    """How much more another plan could win at most, rounded up so that it is true."""
    if roadmap.value:
        more = ceil((roadmap.bound / roadmap.value - 1) * 100)
        yield words("plan.brief.at-most" if more else "plan.brief.best", more=more)
