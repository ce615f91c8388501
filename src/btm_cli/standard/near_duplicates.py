"""Texts that say nearly the same.

In: texts by position. Out: for each text that is too near to an earlier one, that one and how near. Pure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

GRAM = 3
"""Words in a run; a shorter text is one run of its own."""

_WORD = re.compile(r"\w+")
_Grams = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """The text at `position` repeats the earlier one at `earlier`; `overlap` is above the limit and at most 1."""

    position: int
    earlier: int
    overlap: Fraction


def words_of(text: str) -> list[str]:
    """The words of a text, case folded, without punctuation."""
    return _WORD.findall(text.casefold())


def find_near_duplicates(texts: Sequence[str], limit: Fraction) -> Iterator[NearDuplicate]:
    """Every text whose overlap with an earlier one is above `limit` (0..1), with the nearest of those, in order.

    The overlap of x and y, with G the set of a text's three-word runs, is |G(x) & G(y)| / min(|G(x)|, |G(y)|), as in
    domain/writing-criteria.md. An index from run to texts keeps this to the pairs that share one.
    """
    kept: list[tuple[int, _Grams]] = []  # one text for each set of runs: the first that has it
    seen: dict[_Grams, int] = {}
    index: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, text in enumerate(texts):
        grams = _grams(text)
        if not grams:
            continue
        if grams in seen:
            yield NearDuplicate(position, seen[grams], Fraction(1))
            continue
        shared = Counter(place for gram in grams for place in index.get(gram, ()))
        overlaps = ((Fraction(count, min(len(grams), len(kept[place][1]))), place) for place, count in shared.items())
        overlap, nearest = max(overlaps, key=lambda found: (found[0], -found[1]), default=(Fraction(0), 0))
        if overlap > limit:
            yield NearDuplicate(position, kept[nearest][0], overlap)
        seen[grams] = position
        for gram in grams:
            index[gram].append(len(kept))
        kept.append((position, grams))


def _grams(text: str) -> _Grams:
    words = words_of(text)
    if not words:
        return frozenset()
    return frozenset(tuple(words[start : start + GRAM]) for start in range(max(1, len(words) - GRAM + 1)))
