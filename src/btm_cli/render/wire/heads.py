"""What rows about an assessment begin with: whose it is, of when, by what, about how much of the standard.

In: a `Scorecard`, or a side of a comparison. Out: values in the order of `columns.HEAD`, and of `NUMBER_NAMES`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from btm_cli.render.wire.card import extent_columns
from btm_cli.render.wire.columns import HEAD, NUMBER_NAMES
from btm_cli.render.wire.rows import ScoredBy

if TYPE_CHECKING:
    from btm_cli.render.document.subject import Extent
    from btm_cli.scoring.scorecard import Numbers, Scorecard
    from btm_cli.standard.model import Standard

Head = tuple[str | date | None, ...]
NOBODY: Head = (None,) * len(HEAD)
"""Of what could not be assessed."""
EVERYTHING = "all"
"""The scope of a file that names none: a group of its own, since data frames drop what is nothing."""


class Assessed(Protocol):
    """What an assessment is of."""

    @property
    def enterprise(self) -> str:
        """Its name."""

    @property
    def unit(self) -> str | None:
        """Its part, where one is named."""

    @property
    def period(self) -> str | None:
        """As the file calls it."""

    @property
    def assessed_on(self) -> date:
        """The day of the assessment."""

    @property
    def as_of(self) -> date:
        """The day on which evidence was judged."""

    @property
    def standard(self) -> str:
        """The standard's id."""

    @property
    def edition(self) -> str:
        """The standard's edition."""


def head(of: Assessed, extent: Extent) -> Head:
    """All of `HEAD`; both arguments are mostly the same thing."""
    who = (of.enterprise, of.unit, of.period, of.assessed_on, of.as_of, of.standard, of.edition)
    return (*who, *extent_of(extent))


def extent_of(extent: Extent) -> Head:
    """Scope, depth and profiles."""
    scope, depth, profiles = extent_columns(extent)
    return scope or EVERYTHING, depth, profiles or None


def numbers_of(numbers: Numbers) -> tuple[object, ...]:
    """The numbers of a place, exact, in the order of `NUMBER_NAMES`."""
    return tuple(getattr(numbers, name) for name in NUMBER_NAMES)


def by_card(card: Scorecard) -> ScoredBy:
    """The standard of a scorecard."""
    return ScoredBy(card.standard, card.edition, card.standard_digest)


def by_standard(standard: Standard) -> ScoredBy:
    """A standard, where rows are about it or all was scored by it."""
    return ScoredBy(standard.id, standard.edition, standard.digest)
