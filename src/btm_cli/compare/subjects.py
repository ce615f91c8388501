"""Whether two assessments are about the same: the same enterprise, and the same unit of it.

In: enterprise and unit of two assessments, as they were typed. Out: what differs, None where nothing does.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from btm_cli.names import folded


class About(NamedTuple):
    """Whom an assessment is about; `unit` is None for an enterprise without units, or as a whole."""

    enterprise: str
    unit: str | None

    @property
    def key(self) -> tuple[str, str]:
        """The same for the same subject, however it is typed."""
        return folded(self.enterprise), folded(self.unit or "")

    @property
    def name(self) -> str:
        """As people say it."""
        return f"{self.enterprise}, {self.unit}" if self.unit else self.enterprise


def differs(one: About, other: About) -> Literal["enterprise", "unit"] | None:
    """What makes them two subjects."""
    if one.key[0] != other.key[0]:
        return "enterprise"
    return "unit" if one.key != other.key else None
