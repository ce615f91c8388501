"""What is worked out of one part of a standard once: it stays the same for all the files that are read by it.

In: a function of one part, which never changes. Out: the function, remembering what it gave for the parts asked for.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")

MOST_KEPT = 2048
"""Parts that one function remembers, those of several large standards: what is kept beyond them is lost for others."""
_kept: list[dict[int, Any]] = []


def once(work: Callable[[Part], Result]) -> Callable[[Part], Result]:
    """`work`, done once for the same object: what is in it is not compared, which would take as long.

    The object is kept beside the result, so that no other one gets its identity.
    """
    known: dict[int, tuple[Part, Result]] = {}
    _kept.append(known)

    @wraps(work)
    def remembered(part: Part) -> Result:
        found = known.get(id(part))
        if found is None:
            if len(known) >= MOST_KEPT:
                known.clear()
            found = known[id(part)] = (part, work(part))
        return found[1]

    return remembered


def forget() -> None:
    """Work everything out anew: for whoever has changed how it is worked out."""
    for known in _kept:
        known.clear()
