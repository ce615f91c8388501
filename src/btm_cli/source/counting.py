"""That a file holds no more values than memory is meant for, known before they are made.

In: a text, or a parser's events. Out: whether it can be too much at all; the same events, until they are too many.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from btm_cli.source.library import AliasEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent
from btm_cli.source.limits import MOST_COLLECTIONS, MOST_VALUES

_HINT: Final = "check that this is the file you meant; several smaller ones are read"
_SEPARATORS: Final = ",:-?[{"
_EACH: Final = 3
"""Values that one separator brings at most: `a:` is a mapping, its key, and a value left empty."""


class Stop(Exception):
    """Reading on makes no sense; why is already reported."""


def may_be_crowded(text: str, collections: int = MOST_COLLECTIONS, values: int = MOST_VALUES) -> bool:
    """Whether a text of YAML or JSON can have more than so many lists and mappings, or values in all.

    Quick, and wrong on one side only: each of them has a separator of its own, which may also stand in a text.
    """
    if len(text) < min(collections, values // _EACH):
        return False
    separators = sum(map(text.count, _SEPARATORS))
    return separators > collections or separators * _EACH + 1 > values


def counted(
    get_event: Callable[[], Any],
    report: Callable[[str, str, Any, str], object],
    collections: int = MOST_COLLECTIONS,
    values: int = MOST_VALUES,
) -> Callable[[], Any]:
    """`get_event`, which raises Stop at the list or mapping, or value, that is one too many, once it is reported."""
    found = opened = 0

    def following() -> Any:
        nonlocal found, opened
        event = get_event()
        kind = type(event)
        opens = kind is SequenceStartEvent or kind is MappingStartEvent
        opened += opens
        found += opens or kind is ScalarEvent or kind is AliasEvent
        if opened > collections or found > values:
            many = f"{collections:,} lists and mappings" if opened > collections else f"{values:,} keys and values"
            report("too-large", f"the file has more than {many}", event, _HINT)
            raise Stop
        return event

    return following
