"""How differences are written: signed, and so that the parts shown add up to the whole shown.

In: exact fractions, a `Change`. Out: text with two decimals and a sign, and hundredths. What rounds to nothing has no
sign: "0.00". A change is the difference of the two scores as they are shown beside it, its causes add up to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from btm_cli.compare.comparison import Change
from btm_cli.render.document import numbers as write


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
