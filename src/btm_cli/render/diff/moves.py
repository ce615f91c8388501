"""How single moves of a comparison read: which places moved, in what order, from what to what, and why.

In: a `Comparison`, its `Movement`s, a `Change`. Out: text, and the movements in the order of reading. Differences are
signed, and what rounds to nothing is not: "0.00". A change is the difference of the two scores as they are shown beside
it, and its causes add up to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from btm_cli.compare.comparison import CAUSES, Change, Comparison, Movement
from btm_cli.render.diff.names import Names
from btm_cli.render.document import numbers as write
from btm_cli.render.document.words import words
from btm_cli.scoring.ratings import ASSURANCES

ABSENT = ("n/a", "out-of-scope", "absent")
"""Why a place may have no score, other than that nobody assessed it."""


def others(comparison: Comparison) -> list[Movement]:
    """The cells that moved and did not fall, the largest move first."""
    fallen = {movement.reference for movement in comparison.regressions}
    moved = [each for each in comparison.cells.values() if each.moved and each.reference not in fallen]
    return sorted(moved, key=lambda movement: -_size(movement))


KINDS = ("claim-up", "claim-up-lost", "claim-down", "came", "gone", "evidence-up", "evidence-down", "alike")
"""What may have moved in a cell, in the order of reading."""


def moved_kinds(comparison: Comparison) -> Counter[str]:
    """How many cells moved, each counted once: by its claim, where that stayed by its evidence alone."""
    found = Counter(map(_kind, (each for each in comparison.cells.values() if each.moved)))
    return Counter({kind: found[kind] for kind in KINDS if found[kind]})


def _kind(cell: Movement) -> str:
    claimed = cell.claimed
    if (claimed.old is None) != (claimed.new is None):
        return "came" if claimed.old is None else "gone"
    backed = (cell.evidenced, cell.verified)
    if claimed.fell:
        return "claim-down"
    lost = any(each.fell for each in backed)
    if _rose(claimed):
        return "claim-up-lost" if lost else "claim-up"
    if lost:
        return "evidence-down"
    return "evidence-up" if any(map(_rose, backed)) else "alike"


def _rose(change: Change) -> bool:
    return (change.delta is not None and change.delta > 0) or change.levels > 0


def levels(comparison: Comparison, names: Names, sign: int) -> list[str]:
    """A line for each place with the levels it gained (`sign` 1) or lost (-1)."""
    found = []
    for movement in comparison.movements():
        changed = [
            words("diff.step", name=words(f"diff.name.{name}"), old=change.old_level, new=change.new_level)
            for name, change in zip(ASSURANCES, movement.changes, strict=True)
            if change.levels * sign > 0
        ]
        if changed:
            found.append(words("diff.entry", place=names.place(movement.reference), text=", ".join(changed)))
    return found


def status(movement: Movement) -> str:
    """What happened to a place that has a score on one side only, or another basis than before; "" for every other."""
    old, new = movement.claimed.old, movement.claimed.new
    if old is None and new is not None:
        return words(f"diff.came.{_absence(movement.old_basis)}")
    if old is not None and new is None:
        return words(f"diff.gone.{_absence(movement.new_basis)}")
    if movement.old_basis != movement.new_basis:
        return words("diff.from-to", old=movement.old_basis, new=movement.new_basis)
    return ""


def _absence(basis: str) -> str:
    return basis if basis in ABSENT else "not-assessed"


def line_of(movement: Movement, names: Names) -> str:
    """Each calculation that moved, with its level and its causes; what fell first."""
    moved = [(name, change) for name, change in zip(ASSURANCES, movement.changes, strict=True) if change.moved]
    moved.sort(key=lambda one: _sign(one[1].delta))
    said = [status(movement), *(_change(words(f"diff.name.{name}"), change) for name, change in moved)]
    return words("diff.entry", place=names.place(movement.reference), text="; ".join(filter(None, said)))


def _change(name: str, change: Change) -> str:
    step = words("diff.step", name=name, old=write.number(change.old), new=write.number(change.new))
    if change.delta is None:
        return step
    why = [
        (words(f"diff.by-cause.{cause}"), shown)
        for cause, part, shown in zip(CAUSES, change.causes or (), parts_of(change), strict=False)
        if part != 0
    ]
    causes = ", ".join(f"{cause} {part}" for cause, part in why) if len(why) > 1 else "".join(cause for cause, _ in why)
    amount = moved_by(change)
    details = [words("diff.because", change=amount, causes=causes) if why else amount]
    if change.old_level != change.new_level:
        old, new = (write.NOTHING if level is None else level for level in (change.old_level, change.new_level))
        details.append(words("diff.level-step", old=old, new=new))
    return f"{step} ({', '.join(details)})"


def _size(movement: Movement) -> Fraction:
    """How far a place moved, in the calculation where it moved most; what came or went moved furthest."""
    deltas = [change.delta for change in movement.changes]
    return max(Fraction(1000) if delta is None else abs(delta) for delta in deltas)


def _sign(delta: Fraction | None) -> int:
    return 0 if delta is None else (delta > 0) - (delta < 0)


def signed(value: Fraction | None, shown: int | None = None) -> str:
    """A difference: "+0.56", "0.00" for what rounds to it; "-" for None. `shown` is what to show, in hundredths."""
    if value is None:
        return write.NOTHING
    return write.signed(write.signed_hundredths(value) if shown is None else shown)


def moved_by(change: Change) -> str:
    """From its old score to its new one; "-" where there is only one of them."""
    return signed(change.delta, _between(change))


def shown_causes(change: Change) -> Sequence[int]:
    """Its causes in hundredths, adding up to the change as it is shown; empty where they can't be told."""
    return () if change.causes is None else write.apportion(change.causes, _between(change))


def parts_of(change: Change) -> tuple[str, ...]:
    """The same as text."""
    return tuple(signed(part, shown) for part, shown in zip(change.causes or (), shown_causes(change), strict=True))


def _between(change: Change) -> int | None:
    return None if change.old is None or change.new is None else write.shown_between(change.old, change.new)
