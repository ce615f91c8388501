"""What may be decided, and what the engine makes of each choice: nothing, the first decision, or all of them.

In: `Given` with a roadmap, the entries of `ask`. Out: `Option`s. Every figure is the engine's, with the
steps done that are shown by a day: the end of the next iteration, or later where the state's steps take longer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from btm_cli.answers.model import Answers, Claimed, CriterionAnswer, NotApplicable
from btm_cli.planning.against import OldStep
from btm_cli.planning.chains import fully
from btm_cli.planning.what_if import take_steps
from btm_cli.scoring import assess, measure
from btm_cli.summary.doubt import to_renew
from btm_cli.summary.hold import unmet
from btm_cli.summary.risk import Risk, state_at_risk

if TYPE_CHECKING:
    from btm_cli.planning.roadmap_steps import RoadmapStep
    from btm_cli.standard.model import Standard
    from btm_cli.summary.entry import Entry
    from btm_cli.summary.given import Given

    Step = OldStep | RoadmapStep

PROOF = "the document that a step ends in"
"""Stands for what shows a step done; no key of a register has spaces."""
Choice = Literal["nothing", "first", "all"]


class Option(NamedTuple):
    """What comes of one choice by `day`: `low` to `high` is where the claimed score can end with all that is open.

    `risk` is what of the state that can undo. `evidenced` counts what is cited today and still holds then, what is
    `renewed` (the documents that the decision names, no others), and one document for each step. `below` is
    how many cells are below their targets; `evidenced_state` is the state that what is evidenced gives.
    """

    choice: Choice
    steps: tuple[str, ...]
    renewed: tuple[str, ...]
    day: date
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    evidenced: Fraction | None
    below: int
    state: str | None
    risk: Risk
    evidenced_state: str | None = None


def options(given: Given, asked: Sequence[Entry]) -> Iterator[Option]:
    """The choices that differ; none without a roadmap, and where nothing that is asked for changes a number."""
    roadmap = given.roadmap
    if roadmap is None or given.card.overall.numbers.score is None:
        return
    of_state = {
        step: old for entry in asked if entry.id.startswith("ask.state") for step, old in _of_state(given, entry)
    }
    first, planned = roadmap.iterations[0], [step for step in roadmap.steps if step.id in of_state]
    day = max([first.end, *(step.due for step in planned)])
    every: dict[str, Step] = {step.id: step for step in first.steps if step.due <= day}
    every |= of_state
    asks_to_renew = any(entry.id.startswith("ask.evidence") for entry in asked)
    renewed = [key for keys in to_renew(given) for key in keys] if asks_to_renew else ()
    if not every and not renewed:
        return
    yield _option(given, "nothing", {}, (), day)
    at_first = _first(given, asked, every)
    if at_first and len(at_first) < len(every):
        yield _option(given, "first", at_first, (), day)
    yield _option(given, "all", every, renewed, day)


def _first(given: Given, asked: Sequence[Entry], every: Mapping[str, Step]) -> Mapping[str, Step]:
    """The steps of the first decision that is about steps."""
    for entry in asked:
        if entry.id.startswith("ask.state"):
            return dict(_of_state(given, entry))
        if entry.id.startswith("ask.iteration"):
            return every
    return {}


def _of_state(given: Given, entry: Entry) -> Iterator[tuple[str, OldStep]]:
    """The steps that bring cells to the level that the next state asks for, whether a plan has them or not."""
    level, places = entry.values["level"], entry.values["what"]
    assert isinstance(level, int)
    assert isinstance(places, tuple)
    for reference in places:
        capability, dimension = reference.split("/")
        criteria = tuple(unmet(given, reference, level))
        step = OldStep(1, given.card.as_of, capability, dimension, level - 1, level, False, criteria, None)
        yield f"{reference}/{level}", step


def _option(given: Given, choice: Choice, steps: Mapping[str, Step], renewed: Sequence[str], day: date) -> Option:
    done = take_steps(given.standard, given.answers, steps.values())
    card = assess(given.standard, done, frozenset(), day)
    below = sum(bool(cell.numbers.gap) for row in card.capabilities for cell in row.cells)
    shown = documented(given.standard, given.answers, list(steps.values()))
    valid = still_valid(given, day) | frozenset(renewed) | {PROOF}
    backed = measure(given.standard, shown, valid).overall
    numbers = card.overall.numbers
    ends = (numbers.score, numbers.low, numbers.high)
    _, risk = state_at_risk(given.standard, card)
    states = (card.overall.state, risk, backed.evidenced_state)
    return Option(choice, tuple(steps), tuple(renewed), day, *ends, backed.numbers.evidenced, below, *states)


def still_valid(given: Given, day: date) -> frozenset[str]:
    """The evidence that holds today and will on `day` if nothing is done."""
    until = {key: given.answers.evidence[key].valid_until for key in given.valid}
    return frozenset(key for key, end in until.items() if end is None or end >= day)


def documented(standard: Standard, answers: Answers, steps: Collection[Step]) -> Answers:
    """`answers` once `steps` are done and each of their criteria cites a document of its own.

    A claimed level becomes ratings up to it that cite what the claim cites: nothing below a step counts as shown that
    is not.
    """
    cells = dict(answers.cells)
    for step in steps:
        said, cell = cells.get((step.capability, step.dimension)), standard.cell(step.capability, step.dimension)
        if isinstance(said, Claimed) and cell is not None:
            ratings = fully(cell, said.level, standard.top_rating)
            cells[step.capability, step.dimension] = {
                name: _citing(one, said.evidence) for name, one in ratings.items()
            }
    cells = dict(take_steps(standard, answers._replace(cells=cells), steps).cells)
    for step in steps:
        found = cells.get((step.capability, step.dimension))
        if isinstance(found, Mapping):
            shown = {name: _citing(found[name], (PROOF,)) for name in step.criteria if name in found}
            cells[step.capability, step.dimension] = {**found, **shown}
    return answers._replace(cells=cells)


def _citing(answer: CriterionAnswer, keys: tuple[str, ...]) -> CriterionAnswer:
    return answer if isinstance(answer, NotApplicable) else answer._replace(evidence=(*answer.evidence, *keys))
