"""Every column of every table, declared once: whoever writes rows takes theirs from here, by name.

In: names. Out: columns. docs/data-dictionary.md is made of them.
"""

from collections.abc import Mapping

from btm_cli.render.wire.columns.assessed import ASSESSED, NUMBERS, WHO
from btm_cli.render.wire.columns.column import Column
from btm_cli.render.wire.columns.followed import FOLLOWED, OLD_WHO
from btm_cli.render.wire.columns.listed import LISTED

__all__ = ["COLUMNS", "HEAD", "NUMBER_NAMES", "OLD_HEAD", "Column", "columns"]

COLUMNS: Mapping[str, Column] = {one.name: one for one in (*ASSESSED, *FOLLOWED, *LISTED)}
HEAD = tuple(one.name for one in WHO if one.name != "file")
"""Whose an assessment is and how much of the standard it is about: stands first in a row."""
OLD_HEAD = tuple(one.name for one in OLD_WHO)
"""The same of the older side of a comparison."""
NUMBER_NAMES = tuple(one.name for one in NUMBERS)
"""The numbers that exist at every height, in the order of the JSON."""


def columns(*names: str) -> tuple[Column, ...]:
    """The columns of these names, in this order. Raises KeyError for one that is not declared."""
    return tuple(COLUMNS[name] for name in names)
