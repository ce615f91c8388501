"""What rows about an assessment begin with: whose it is, of when, by what, about how much of the standard.

In: a `Scorecard`, or a side of a comparison. Out: values in the order of `columns.HEAD`, and of `NUMBER_NAMES`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from btm_cli.render.wire.card import extent_columns
from btm_cli.render.wire.columns import HEAD, NUMBER_NAMES
from btm_cli.render.wire.rows import ScoredBy

if TYPE_CHECKING:
    from btm_cli.compare.comparison import Subject
    from btm_cli.render.document.subject import Extent
    from btm_cli.scoring.scorecard import Numbers, Scorecard
    from btm_cli.standard.model import Standard

Head = tuple[str | date | None, ...]
NOBODY: Head = (None,) * len(HEAD)
"""Of what could not be assessed."""
EVERYTHING = "all"
"""The scope of a file that names none: a group of its own, since data frames drop what is nothing."""


def head(of: Scorecard | Subject) -> Head:
    """All of `HEAD`."""
    who = (of.enterprise, of.unit, of.period, of.assessed_on, of.as_of, of.standard, of.edition)
    return (*who, *extent_of(of))


def extent_of(extent: Extent) -> Head:
    """Scope, depth and profiles."""
    scope, depth, profiles = extent_columns(extent)
    return scope or EVERYTHING, depth, profiles or None


def numbers_of(numbers: Numbers) -> tuple[object, ...]:
    """The numbers of a place, exact, in the order of `NUMBER_NAMES`."""
    return tuple(getattr(numbers, name) for name in NUMBER_NAMES)


def by_all(assessed: Iterable[Scorecard | Subject]) -> tuple[ScoredBy, ...]:
    """The standards of these, each once."""
    return tuple(dict.fromkeys(ScoredBy(one.standard, one.edition, one.standard_digest) for one in assessed))


def by_standard(standard: Standard) -> ScoredBy:
    """A standard, where rows are about it or all was scored by it."""
    return ScoredBy(standard.id, standard.edition, standard.digest)
