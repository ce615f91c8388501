"""How far any plan could bring the score at most, found without making one; and how soon it could be somewhere.

In: a `Standard`, `Answers`, their `Scorecard`, `Settings`. Out: a score that no plan of these iterations exceeds, the
iterations below which no plan comes to a score, and the state that a plan is for and does not come to. A plan's cells
have come some steps along their climbs, for no more effort than all iterations have. For whatever price of a point of
effort, what a cell adds is at most the price of its effort and the most that any of its steps adds beyond that; so
this, summed over the cells, and the price of all effort bounds every plan. The least such sum is looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import ceil, lcm
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Target
from btm_cli.planning.chains import Rise, climbs_of
from btm_cli.planning.dates import iteration_end
from btm_cli.planning.shares import shares_of
from btm_cli.scoring import assess
from btm_cli.scoring.states import aimed_at, is_at_least

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.planning.model import Settings
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard, State

Way = list[tuple[int, int]]
"""How far a cell can come, step by step from nothing: what the whole has won by then, and its effort."""


class _Ways(NamedTuple):
    """What can be won from `score` on: in `wins` to a point of it, for effort in `efforts` to a point."""

    score: Fraction
    ways: Sequence[Way]
    wins: int
    efforts: int

    def most(self, points: Fraction) -> Fraction:
        """The bound on the score for so many points of effort."""
        return self.score + _most(self.ways, points * self.efforts) / self.wins


def most_score(standard: Standard, answers: Answers, card: Scorecard, settings: Settings) -> Fraction | None:
    """The bound on the overall score at the end of the last iteration; None where nothing is assessed."""
    ways = _ways(standard, answers, card, settings.capacity)
    return None if ways is None else ways.most(settings.iterations * settings.capacity)


def least_iterations(
    standard: Standard, answers: Answers, card: Scorecard, settings: Settings, score: Fraction
) -> int | None:
    """In fewer iterations than these no plan comes to `score`; None where no number of them is enough.

    Whatever plan is meant, `card`'s targets have to be the top: no cell is looked at beyond its target.
    """
    ways = _ways(standard, answers, card, settings.capacity)
    if ways is None:
        return None
    effort = Fraction(sum(way[-1][1] for way in ways.ways), ways.efforts)
    low, high = 0, ceil(effort / settings.capacity)
    if ways.most(high * settings.capacity) < score:
        return None
    while low < high:
        middle = (low + high) // 2
        if ways.most(middle * settings.capacity) < score:
            low = middle + 1
        else:
            high = middle
    return low


def _ways(standard: Standard, answers: Answers, card: Scorecard, capacity: Fraction) -> _Ways | None:
    score = card.overall.numbers.score
    if score is None:
        return None
    shares = shares_of(standard, card).overall
    climbs = [
        (climb.score, shares[climb.cell.place], climb.rises) for climb in climbs_of(standard, answers, card, capacity)
    ]
    wins = lcm(*[((rise.score - start) * share).denominator for start, share, rises in climbs for rise in rises])
    efforts = lcm(*[rise.effort.denominator for _, _, rises in climbs for rise in rises])
    return _Ways(score, [_way(start, share * wins, rises, efforts) for start, share, rises in climbs], wins, efforts)


def _way(start: Fraction, worth: Fraction, rises: Sequence[Rise], unit: int) -> Way:
    way, effort = [(0, 0)], Fraction(0)
    for rise in rises:
        effort += rise.effort
        way.append((int((rise.score - start) * worth), int(effort * unit)))
    return way


def _most(ways: Sequence[Way], room: Fraction) -> Fraction:
    """The most that `room` buys: every price bounds it, and the bound falls with the price and then rises."""
    prices = sorted({Fraction(won, effort) for way in ways for won, effort in way if effort} | {Fraction(0)})

    def bound(price: Fraction) -> Fraction:
        point, each = price.numerator, price.denominator
        return price * room + Fraction(
            sum(max(won * each - point * effort for won, effort in way) for way in ways), each
        )

    low, high = 0, len(prices) - 1
    while low < high:
        middle = (low + high) // 2
        if bound(prices[middle]) <= bound(prices[middle + 1]):
            high = middle
        else:
            low = middle + 1
    return bound(prices[low])


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
    if state is None or is_at_least(standard.states, after.overall.state, state.id):
        return None
    top = Target(state=state.id, levels={area.id: standard.top for area in standard.areas})
    free = answers._replace(target=top, excluded=(), capacities={})
    card = assess(standard, free, frozenset(), today.as_of)
    least = least_iterations(standard, free, card, settings, state.from_score)
    if least is None:
        return Beyond(state, None, None)
    return Beyond(state, max(least, 1), iteration_end(settings, max(least, 1)))
