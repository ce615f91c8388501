"""What opens the report: what is claimed, documented and checked, what one decision would change, what rests on claims.

In: `Given`. Out: entries, a sentence each.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.summary.climb import floor_alone, lower
from btm_cli.summary.entry import Entry, Value
from btm_cli.summary.given import Given
from btm_cli.summary.stand import copied_cells, stated_levels, verifiers


def lead(given: Given) -> Iterator[Entry]:
    """Three sentences at most; one where nothing is assessed."""
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
