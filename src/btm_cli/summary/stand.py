"""Where the enterprise stands, how sure that is (`stand`, `sure`), and what opens the report (`lead`).

In: `Given`. Out: entries; the first variant that applies.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.answers.model import Claimed
from btm_cli.answers.notes import backed
from btm_cli.scoring.exact import seems_to_reach
from btm_cli.scoring.ratings import VERIFIED, Assurance
from btm_cli.scoring.states import is_at_least
from btm_cli.summary.entry import Entry, Value
from btm_cli.summary.given import Given
from btm_cli.summary.hold import floor_alone, lower

if TYPE_CHECKING:
    from btm_cli.scoring.scorecard import Overall
    from btm_cli.standard.model import Standard


def stand(given: Given) -> Iterator[Entry]:
    """State and claimed score; a score that rounding would lift onto the next state says so."""
    overall, score = given.card.overall, given.card.overall.numbers.score
    if score is None:
        cells = len(given.cells())
        yield Entry("stand.none", {"cells": cells}) if cells else Entry("stand.out", {})
        return
    following = given.next_state()
    values = {"state": overall.state, "score": score, "top": given.standard.top}
    if following is None:
        yield Entry("stand.mature" if given.standard.states else "stand.score", values)
    elif seems_to_reach(score, following.from_score):
        yield Entry("stand.just", values | {"next": following.id})
    else:
        yield Entry("stand.plain", values)
    if rests_on_claims(overall, given.standard):
        yield Entry("stand.by-claim", {})
    if given.card.scope:
        yield Entry("stand.scope", {"scope": given.card.scope})


def sure(given: Given) -> Iterator[Entry]:
    """How much of the score evidence backs, and how much was checked independently."""
    overall, numbers = given.card.overall, given.card.overall.numbers
    if numbers.score is None:
        return
    base = given.standard.base
    values = {"evidenced": numbers.evidenced, "verified": numbers.verified, "base": base}
    if not overall.counts.evidence_cited:
        claims, copied = stated_levels(given), copied_cells(given)
        if claims and copied == overall.counts.claimed:  # all of them say one level for a whole capability
            yield Entry("sure.none.whole", {"claims": claims, "cells": copied})
        else:
            yield Entry("sure.none", {"claims": claims}) if claims else Entry("sure.unproved", {})
    elif given.valid.isdisjoint(given.cited()):
        yield Entry("sure.lapsed", {})
    elif numbers.verified == numbers.score:
        yield Entry("sure.same", {"by": verifiers(given)})
    elif not any((each.verified or base) > base for each in (numbers, *(cell.numbers for cell in given.cells()))):
        yield Entry("sure.noverify", values)
    else:
        yield Entry("sure.all", values | {"by": verifiers(given)})
    if overall.counts.evidence_cited:
        yield from _state_shown(given)


def _state_shown(given: Given) -> Iterator[Entry]:
    """What of the state evidence does not show, where it shows a lower one: by the state's own rule, all of it."""
    overall, state = given.card.overall, given.state(given.card.overall.state)
    if state is None or overall.evidenced_state is None or overall.numbers.evidenced is None:
        return
    if is_at_least(given.standard.states, overall.evidenced_state, state.id):
        return
    missing = max(Fraction(0), state.from_score - overall.numbers.evidenced)
    below = [row.id for row in given.capabilities() if _below(row.numbers.evidenced_level, state.floor)]
    cells = sum(_below(cell.numbers.evidenced_level, state.floor) for cell in given.cells())
    values: dict[str, Value] = {"b": overall.evidenced_state, "state": state.id}
    if missing:
        values |= {"from": state.from_score, "missing": missing}
    if below:
        values |= {"caps": len(below), "which": tuple(below), "cells": cells, "floor": state.floor}
    kind = "both" if missing and below else "score" if missing else "floor" if below else "ask"
    yield Entry(f"sure.state.{kind}", values)


def _below(level: int | None, floor: int) -> bool:
    return level is not None and level < floor


def verifiers(given: Given) -> tuple[str, ...]:
    """Whose checks the verified score counts, in the order of the answers."""
    found = Assurance(given.answers, given.valid)
    names: dict[str, None] = {}
    for said in backed(given.answers):
        if said.verified_by and found.of(said) == VERIFIED:
            names[said.verified_by] = None
    return tuple(names)


def rests_on_claims(overall: Overall, standard: Standard) -> bool:
    """Whether an ask of the state, or of one below it, is met by claims more than by ratings."""
    names = [state.id for state in standard.states]
    if overall.state not in names:
        return False
    held = set(names[: names.index(overall.state) + 1])
    return any(ask.by_claim for ask in overall.asks if ask.state in held)


def stated_levels(given: Given) -> int:
    """How many levels were stated; one for a whole capability counts once."""
    return len(
        {
            capability if answer.whole_capability else f"{capability}/{dimension}"
            for (capability, dimension), answer in given.answers.cells.items()
            if isinstance(answer, Claimed)
        }
    )


def copied_cells(given: Given) -> int:
    """How many assessed cells have the one level that was stated for their whole capability."""
    whole = {
        place
        for place, answer in given.answers.cells.items()
        if isinstance(answer, Claimed) and answer.whole_capability
    }
    return sum(cell.assessed and cell.place in whole for cell in given.cells())


def lead(given: Given) -> Iterator[Entry]:
    """What is claimed, documented and checked, what one decision would change, what rests on claims.

    Three sentences at most; one where nothing is assessed.
    """
    overall, numbers = given.card.overall, given.card.overall.numbers
    if numbers.score is None:
        cells = len(given.cells())
        yield Entry("lead.none", {"cells": cells}) if cells else Entry("lead.out", {})
        return
    figures: dict[str, Value] = {"score": numbers.score, "top": given.standard.top, "evidenced": numbers.evidenced}
    if not overall.counts.evidence_cited:
        yield Entry("lead.unproved", figures)
    elif given.valid.isdisjoint(given.cited()):
        yield Entry("lead.lapsed", figures)
    elif numbers.evidenced == numbers.score:
        yield Entry("lead.whole", figures)
    elif by := verifiers(given):
        yield Entry("lead.proved.checked", {**figures, "verified": numbers.verified, "by": by})
    else:
        yield Entry("lead.proved", figures)
    yield from _way(given)
    counts = overall.counts
    assessed = counts.claimed + counts.rated
    if counts.claimed == assessed == copied_cells(given):
        yield Entry("lead.claims.whole", {"claims": stated_levels(given), "assessed": assessed})
    elif counts.claimed:
        yield Entry("lead.claims", {"claimed": counts.claimed, "assessed": assessed})


def _way(given: Given) -> Iterator[Entry]:
    """What stands between here and the next state, in one sentence."""
    overall, score, following = given.card.overall, given.card.overall.numbers.score, given.next_state()
    if following is None or score is None:
        if given.standard.states:
            yield Entry("lead.top", {"state": overall.state})
        return
    state: dict[str, Value] = {"state": overall.state, "next": following.id, "from": following.from_score}
    floor = floor_alone(given)
    if floor is not None:
        places = tuple(climb.reference for climb in floor.climbs)
        steps: dict[str, Value] = {"steps": len(places), "what": places, "level": following.floor}
        if floor.risk == "none":
            yield Entry("lead.step", {**state, **steps})
        else:
            yield Entry("lead.step.open", {**state, **steps, "floor": following.floor, "risk": floor.risk})
        return
    caps = lower(given, following)
    if score < following.from_score:
        short: dict[str, Value] = {**state, "from": following.from_score, "missing": following.from_score - score}
        yield Entry("lead.both", {**short, "caps": len(caps)}) if caps else Entry("lead.score", short)
    elif caps:
        yield Entry("lead.floor", {**state, "caps": len(caps), "floor": following.floor})
    else:
        yield Entry("lead.ask", state)
