"""What changed since the baseline, and why (`change` and its tails).

In: `Given` with a `comparison`. Out: entries; none without one, and none where either side has no score. Amounts are of
the claimed score unless they say otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from btm_cli.compare.comparison import OVERALL, Causes, Change, Comparison, Movement
from btm_cli.summary.entry import Entry, Value
from btm_cli.summary.given import Given

if TYPE_CHECKING:
    from btm_cli.standard.model import State

BY_RANK = ("answers", "time", "scope", "standard")
"""The causes, the first of equals first."""
JUST_ABOVE = Fraction(1, 20)
"""A score that has come no further above the beginning of a state has hardly come there."""
HARDLY = Fraction(1, 200)
"""An amount below this would be shown as nothing."""
MOST_PLACES = 2
"""Names that are given of many."""


def change(given: Given) -> Iterator[Entry]:
    """What changed since the baseline; nothing without one."""
    if given.comparison is not None:
        yield from change_of(given.comparison, given.standard.states)


def change_of(compared: Comparison, states: Sequence[State]) -> Iterator[Entry]:
    """The score, what made it so, the state; then the kinds of change, what evidence did, and what fell."""
    claimed, evidenced = compared.overall.claimed, compared.overall.evidenced
    if claimed.old is None or claimed.new is None or claimed.delta is None:
        return
    since: dict[str, Value] = {"old": compared.old.period or compared.old.as_of}
    if claimed.delta:
        moved: dict[str, Value] = {"delta": abs(claimed.delta), "from": claimed.old, "to": claimed.new}
        cause = chief_cause(claimed.causes)
        yield Entry(f"change.{'up' if claimed.delta > 0 else 'down'}", {**since, **moved, "cause": cause or None})
    else:
        yield Entry("change.same", {**since, "to": claimed.new})
    yield from unlike(compared)
    if claimed.causes is None:
        yield Entry("change.untold", {})
    else:
        yield from _answers(compared, claimed.causes)
        yield from _standard(compared, claimed.causes)
        if claimed.causes.scope:
            yield Entry("change.scope", {"amount": claimed.causes.scope, **_part(claimed, "scope")})
    yield from _states(states, compared)
    yield from _just_above(states, compared, claimed.old, claimed.new)
    yield from _kinds(compared)
    yield from _evidence(compared, evidenced)
    yield from _lost(compared)
    yield from _assessor(compared)


def unlike(compared: Comparison) -> Iterator[Entry]:
    """That something else was asked or looked at than before, and the change without what that moved by itself."""
    claimed = compared.overall.claimed
    kinds: dict[str, Value] = {"differs": tuple(_differences(compared))}
    if claimed.delta is None or not kinds["differs"]:
        return
    if claimed.causes is None:
        yield Entry("change.unlike.untold", kinds)
    else:
        alike = claimed.delta - claimed.causes.standard - claimed.causes.scope
        yield Entry("change.unlike", {**kinds, "alike": alike, **_ends_and_causes(claimed)})


def _part(claimed: Change, cause: str) -> dict[str, Value]:
    """Which cause an amount is, and what it is a part of."""
    return {"cause": cause, **_ends_and_causes(claimed)}


def _ends_and_causes(claimed: Change) -> dict[str, Value]:
    """Both ends of a change and all the causes that lead from one to the other."""
    causes = claimed.causes._asdict() if claimed.causes is not None else {}
    return {"from": claimed.old, "to": claimed.new, **causes}


def _differences(compared: Comparison) -> Iterator[str]:
    """What the two sides are not alike in, so that their scores are not like for like."""
    old, new = compared.old, compared.new
    if old.edition != new.edition:
        yield "edition"
    elif old.standard_digest != new.standard_digest:
        yield "content"
    if old.another_depth(new):
        yield "depth"
    causes = compared.overall.claimed.causes
    if set(old.scope) != set(new.scope) or (causes is not None and abs(causes.scope) >= HARDLY):
        yield "scope"
    if old.profiles != new.profiles:
        yield "wording"


def backing(compared: Comparison, base: int) -> Iterator[Entry]:
    """How sure the new score is: the share of what it has above `base` that evidence backs, now and before."""
    overall = compared.overall
    claimed, evidenced, verified = (
        compared.found(name, overall.of(name), base) for name in ("claimed", "evidenced", "verified")
    )
    if not claimed.new or claimed.new == base:
        return
    if evidenced.new is None:
        yield Entry("backing.none", {})
        return
    values: dict[str, Value] = {"backed": (evidenced.new - base) / (claimed.new - base), "base": base}
    first = evidenced.old is None or claimed.old is None or claimed.old == base
    if evidenced.old is not None and claimed.old is not None and claimed.old != base:
        values["was"] = (evidenced.old - base) / (claimed.old - base)
    if verified.new is not None:
        values["checked"] = (verified.new - base) / (claimed.new - base)
    kind = "backing.unchecked" if verified.new is None else "backing.all"
    yield Entry(f"{kind}.first" if first else kind, values)


def _evidence(compared: Comparison, evidenced: Change) -> Iterator[Entry]:
    """How the score with evidence moved; where a side cites none it has no such score."""
    before, now = compared.old.evidence_cited, compared.new.evidence_cited
    if before == 0 and now:
        yield Entry("change.evidence.first", {"eto": evidenced.new})
    elif before and now == 0:
        yield Entry("change.evidence.gone", {"efrom": evidenced.old})
    elif evidenced.old != evidenced.new:
        yield Entry("change.evidence", {"efrom": evidenced.old, "eto": evidenced.new})


def chief_cause(causes: Causes | None) -> str:
    """The largest by exact magnitude, "" where the causes can't be told."""
    if causes is None or not any(causes):
        return ""
    return max(BY_RANK, key=lambda name: (abs(getattr(causes, name)), -BY_RANK.index(name)))


def chief_places(amounts: Mapping[str, Fraction]) -> tuple[str, ...]:
    """At most two that together make more than half of the whole, the largest first; none where no two do."""
    ranked = sorted(amounts, key=lambda name: -amounts[name])
    half = sum(amounts.values(), Fraction(0)) / 2
    for count, found in enumerate(accumulate(amounts[name] for name in ranked[:MOST_PLACES]), start=1):
        if found > half:
            return tuple(ranked[:count])
    return ()


def _answers(compared: Comparison, causes: Causes) -> Iterator[Entry]:
    """How many cells' answers moved the score up and down, which did most, and whether anything else moved it."""
    amounts = dict(by_answers(compared))
    if not causes.answers or not amounts:
        return
    sign = 1 if causes.answers > 0 else -1
    ranked = sorted(amounts, key=lambda name: -sign * amounts[name])
    up = sum(amount > 0 for amount in amounts.values())
    cells: dict[str, Value] = {"cells": len(amounts), "up": up, "down": len(amounts) - up}
    alone = not any(causes._replace(answers=Fraction(0)))
    alike = len(amounts) > 1 and len(set(amounts.values())) == 1  # then none of them is the largest
    largest: dict[str, Value] = {"amount": causes.answers, "largest": () if alike else tuple(ranked[:MOST_PLACES])}
    largest |= _part(compared.overall.claimed, "answers")
    yield Entry("change.answers.alone" if alone else "change.answers", {**cells, **largest})
    whole: dict[str, Fraction] = {}
    for name, amount in amounts.items():
        if sign * amount > 0:
            capability = name.partition("/")[0]
            whole[capability] = whole.get(capability, Fraction(0)) + abs(amount)
    places = chief_places(whole)
    if not places:
        first = sorted(whole, key=lambda name: -whole[name])[:MOST_PLACES]
        yield Entry("change.spread", {"n": len(whole), "largest": tuple(first)})
    elif len(amounts) > len(places):
        yield Entry("change.within" if len(whole) == 1 else "change.where", {"which": places})


def by_answers(compared: Comparison) -> Iterator[tuple[str, Fraction]]:
    """Every cell whose answers moved the score, with how far; by its own claim where the effect on it is not known."""
    amounts: dict[str, Fraction] = {}
    for part in compared.parts:
        effect = part.amounts.get(OVERALL, (Fraction(0),))[0]
        amounts[part.cell] = amounts.get(part.cell, Fraction(0)) + effect
    if not compared.parts:
        amounts = {name: cell.claimed.delta or Fraction(0) for name, cell in compared.cells.items()}
    yield from ((name, amount) for name, amount in amounts.items() if amount)


def _standard(compared: Comparison, causes: Causes) -> Iterator[Entry]:
    """What the standard did to the score by another edition, another depth or another content of the same edition."""
    deeper = compared.old.another_depth(compared.new)
    amount: dict[str, Value] = {"amount": causes.standard, **_part(compared.overall.claimed, "standard")}
    if compared.old.edition != compared.new.edition:
        names: dict[str, Value] = {"a": compared.old.edition, "b": compared.new.edition}
        key = "change.edition" if abs(causes.standard) >= HARDLY else "change.edition.alone"
        yield Entry("change.edition.depth" if deeper else key, {**names, **amount})
    elif causes.standard:
        yield Entry("change.depth" if deeper else "change.content", amount)


def _states(states: Sequence[State], compared: Comparison) -> Iterator[Entry]:
    old, new = compared.old.states.get("state"), compared.new.states.get("state")
    ranks = [state.id for state in states]
    if old in ranks and new in ranks and old != new:
        higher = ranks.index(new) > ranks.index(old)
        yield Entry(f"change.state.{'up' if higher else 'down'}", {"a": old, "b": new})


def _just_above(states: Sequence[State], compared: Comparison, old: Fraction, new: Fraction) -> Iterator[Entry]:
    """That the score has come to where a state begins, and hardly further; and where the state is a lower one still."""
    ranks = [state.id for state in states]
    now = compared.new.states.get("state")
    for rank, state in enumerate(states):
        if old < state.from_score <= new < state.from_score + JUST_ABOVE:
            values: dict[str, Value] = {"next": state.id, "from": state.from_score, "over": new - state.from_score}
            held = _below(compared, state) if now in ranks and ranks.index(now) < rank else ()
            if held:
                floor: dict[str, Value] = {"state": now, "floor": state.floor, "caps": len(held), "which": held}
                yield Entry("change.above.floor", {**values, **floor})
            elif now in ranks and ranks.index(now) < rank:
                yield Entry("change.above.held", {**values, "state": now})
            else:
                yield Entry("change.above", values)


def _below(compared: Comparison, state: State) -> tuple[str, ...]:
    """The capabilities that are below a state's floor now."""
    levels = {name: move.claimed.new_level for name, move in compared.capabilities.items()}
    return tuple(name for name, level in levels.items() if level is not None and level < state.floor)


def _kinds(compared: Comparison) -> Iterator[Entry]:
    """How many cells were answered in which new way; what did not move is not counted."""
    kinds = Counter(filter(None, map(kind_of, compared.cells.values())))
    if kinds:
        order = ("newly-rated", "re-rated", "newly-claimed", "re-claimed", "newly-evidenced", "no-longer-assessed")
        yield Entry("change.kinds", {kind: kinds[kind] for kind in order if kinds[kind]})


def kind_of(cell: Movement) -> str:
    """The kind of change in a cell, "" where neither its claim nor its evidence moved, or the standard alone did it."""
    if cell.claimed.new is None:
        return "no-longer-assessed" if cell.dropped else ""
    if cell.new_basis in ("rated", "claimed") and cell.new_basis != cell.old_basis:
        return f"newly-{cell.new_basis}"
    claimed, evidenced = cell.claimed, cell.evidenced
    if (claimed.old, claimed.old_level) != (claimed.new, claimed.new_level) and not _by_standard_alone(claimed):
        return f"re-{cell.new_basis}"
    rose = evidenced.delta is not None and evidenced.delta > 0
    return "newly-evidenced" if rose and not _by_standard_alone(evidenced) else ""


def _by_standard_alone(change: Change) -> bool:
    """Whether nobody said anything else: the same answers under another edition, or at another depth."""
    causes = change.causes
    return causes is not None and not any((causes.time, causes.scope, causes.answers))


def _lost(compared: Comparison) -> Iterator[Entry]:
    """The cells whose claim fell; where evidence ran out, those that lost it, and that no claim fell."""
    fell = tuple(name for name, cell in compared.cells.items() if claim_fell(cell))
    if fell:
        yield Entry("change.fell", {"cells": len(fell), "which": fell})
    amounts: dict[str, Fraction] = {}
    cells = 0
    for name, cell in compared.cells.items():
        causes = cell.evidenced.causes
        if causes is not None and causes.time < 0 and cell.evidenced.fell:
            cells += 1
            capability = name.partition("/")[0]
            amounts[capability] = amounts.get(capability, Fraction(0)) - causes.time
    if not cells:
        return
    if not fell:
        yield Entry("change.no-claim", {})
    places = chief_places(amounts)
    values: dict[str, Value] = {"cells": cells}
    yield Entry("change.lost.where", {**values, "which": places}) if places else Entry("change.lost", values)


def claim_fell(cell: Movement) -> bool:
    """Whether what is claimed of a cell is lower than before, or no longer said."""
    return cell.claimed.fell or (cell.dropped and cell.new_basis == "not-assessed")


def _assessor(compared: Comparison) -> Iterator[Entry]:
    for fact in compared.facts or ():
        who = fact.kind == "file" and fact.what == "answered by"
        if who and isinstance(fact.old, str) and isinstance(fact.new, str):
            yield Entry("change.assessor", {"by": fact.new, "before": fact.old})
