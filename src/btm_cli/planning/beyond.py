"""The state that a plan is for and does not come to, and how soon any plan could.

In: a `Standard`, `Answers`, the scorecards today and at a plan's end, its `Settings`. Out: a `Beyond`, or None.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Target
from btm_cli.planning.dates import iteration_end
from btm_cli.planning.outlook import least_iterations
from btm_cli.scoring import assess
from btm_cli.scoring.states import aimed_at

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.planning.model import Settings
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard, State


class Beyond(NamedTuple):
    """A state that no iteration of a plan reaches.

    By its score alone no plan of this capacity, whatever it aims at, does in fewer than `iterations`, the last of which
    ends on `day`; both are None where none ever does.
    """

    state: State
    iterations: int | None
    day: date | None


def beyond(
    standard: Standard, answers: Answers, today: Scorecard, after: Scorecard, settings: Settings
) -> Beyond | None:
    """The state that the file aims at, else the one that comes next, where the plan does not end in it or above."""
    if today.overall.numbers.score is None:
        return None
    aimed = answers.target.state if answers.target is not None else None
    state = aimed_at(today, standard) if aimed is None else standard.state(aimed)
    if state is None or _reached(state, after, standard):
        return None
    top = Target(state=state.id, levels={area.id: standard.top for area in standard.areas})
    free = answers._replace(target=top, excluded=(), capacities={})
    card = assess(standard, free, frozenset(), today.as_of)
    least = least_iterations(standard, free, card, settings, state.from_score)
    if least is None:
        return Beyond(state, None, None)
    return Beyond(state, max(least, 1), iteration_end(settings, max(least, 1)))


def _reached(state: State, card: Scorecard, standard: Standard) -> bool:
    ids = [each.id for each in standard.states]
    return card.overall.state is not None and ids.index(card.overall.state) >= ids.index(state.id)
