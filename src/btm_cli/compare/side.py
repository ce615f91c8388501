"""One of the two assessments that are compared: its evidence in the place of the other, and whether both are about one.

In: a standard, answers checked against it, a date, sets of evidence keys; enterprise and unit as they were typed. Out:
a `Side`; what differs, None where nothing does.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from btm_cli.answers.model import Answers
from btm_cli.names import folded
from btm_cli.standard.model import Standard


class Side(NamedTuple):
    """A standard and what is scored by it on a date.

    A side's "time" is its as-of date and its files. `valid` holds the keys of the evidence in this side's register
    that holds in its own time, `valid_elsewhere` those that hold in the other side's (see `elsewhere`).
    """

    standard: Standard
    answers: Answers
    as_of: date
    valid: frozenset[str]
    valid_elsewhere: frozenset[str]


def elsewhere(
    answers: Answers, others: Answers, valid: frozenset[str], by_their_rules: frozenset[str], their_day: date
) -> frozenset[str]:
    """Which evidence in the register of `answers` holds in the other side's time.

    In: both answers, what holds in their own time, and what would hold of it on the other side's date among the other
    side's files. An entry that both registers have holds there by all the rules. What only one side has registered can
    have come after the other's date or lie in no older commit: it was not gained by waiting, so it is judged in its own
    time, and on the other's date it may only have expired.
    """
    shared = {key for key, entry in answers.evidence.items() if entry.same(others.evidence.get(key))}
    expired = {
        key
        for key, entry in answers.evidence.items()
        if entry.valid_until is not None and entry.valid_until < their_day
    }
    return frozenset(by_their_rules & shared) | frozenset(valid - shared - expired)


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
