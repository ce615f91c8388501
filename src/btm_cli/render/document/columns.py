"""Columns of a table by the keys of their names in the file of words.

In: a section of words and keys in it. Out: columns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from btm_cli.render.document.blocks import Column
from btm_cli.render.document.words import words


def columns(
    section: str,
    keys: Iterable[str],
    right: Collection[str] = (),
    gives_way: Sequence[str] = (),
    whole: Collection[str] = (),
) -> tuple[Column, ...]:
    """A column for each key of `section`; "" is one without a name.

    Those in `right` are for numbers, those in `whole` stay on one line; those in `gives_way` are left out where there
    is no room, the first one first.
    """
    ranks = {key: rank for rank, key in enumerate(reversed(gives_way), start=1)}
    return tuple(
        Column(words(f"{section}.{key}") if key else "", key in right, key in whole, ranks.get(key, 0)) for key in keys
    )
