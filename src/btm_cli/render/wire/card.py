"""What the forms of many results take from a scorecard: its standard, its subject, the numbers of a place in it.

In: a `Scorecard`, `Numbers`. Out: plain data in the fixed key order of the contracts, fractions rounded half up to two
decimals.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from btm_cli.render.document.numbers import json_number
from btm_cli.render.wire.types import Amount, Count, Day, Digest, Share, record
from btm_cli.scoring.scorecard import Numbers, Overall, Scorecard

if TYPE_CHECKING:
    from btm_cli.render.document.subject import Extent

EXTENT = ("scope", "depth", "profiles")
"""How much of the standard a row is about: ids apart by spaces, empty for everything; `core asset-x=full`."""


@record
class StandardWire(TypedDict):
    """The standard that was scored by."""

    id: str
    edition: str
    digest: Digest


@record
class WhoWire(TypedDict):
    """Who was assessed, and when."""

    enterprise: str
    unit: str | None
    period: str | None
    assessed_on: Day


@record
class ScopeWire(TypedDict):
    """How much of the standard an assessment is about."""

    scope: list[str]
    """Ids of areas and capabilities; empty where everything is in it."""


@record
class LookedAtWire(TypedDict):
    """How deep it was looked at, and which readings were shown beside the claims."""

    depth: str | dict[str, str]
    """`core` or `full`, or that by capability with `default` for the others."""
    profiles: list[str]


@record
class ExtentWire(ScopeWire, LookedAtWire):
    """How much of the standard an assessment is about, how deep and how it was read: stands beside every headline."""


@record
class AnswersDigestWire(TypedDict):
    """What comes last of what was assessed."""

    digest: Digest


@record
class SubjectWire(WhoWire, ExtentWire, AnswersDigestWire):
    """What was assessed."""


@record
class HeadWire(TypedDict):
    """Which standard, whose answers, as of when: what every result begins with."""

    standard: StandardWire
    subject: SubjectWire
    as_of: Day


@record
class AimedNumbersWire(TypedDict):
    """The numbers that exist at every height, up to the target; scores in levels, rounded half up to two decimals."""

    score: float | None
    level: int | None
    low: float | None
    """The score with everything open at its worst."""
    high: float | None
    """The score with everything open at its best."""
    evidenced: float | None
    evidenced_level: int | None
    verified: float | None
    verified_level: int | None
    coverage: Share | None
    """Answered by applicable criteria."""
    answered: Count
    applicable: Count
    settled: Share | None
    """The share of cells that nothing still open can change."""
    target: float | None


@record
class GapWire(TypedDict):
    """What is missing to the target."""

    gap: Amount | None


@record
class NumbersWire(AimedNumbersWire, GapWire):
    """The numbers that exist at every height."""


@record
class StatesWire(TypedDict):
    """Which states the enterprise is in."""

    state: str | None
    state_by_score: str | None
    evidenced_state: str | None
    verified_state: str | None
    held_back_by: list[str]
    provisional: bool


class IdWire(TypedDict):
    """What comes first in whatever is told by its id."""

    id: str


@record
class NamedWire(IdWire):
    """What comes first in whatever has a name."""

    name: str


def subject_data(card: Scorecard) -> HeadWire:
    """Which standard, whose answers, as of when: what every result begins with."""
    return {
        "standard": standard_data(card),
        "subject": {**who_data(card), **extent_data(card), "digest": card.answers_digest},
        "as_of": card.as_of.isoformat(),
    }


def who_data(card: Scorecard) -> WhoWire:
    """Whose answers, and when."""
    return {
        "enterprise": card.enterprise,
        "unit": card.unit,
        "period": card.period,
        "assessed_on": card.assessed_on.isoformat(),
    }


def extent_data(of: "Extent") -> ExtentWire:
    """About what, how deep, and how it was read."""
    return {
        "scope": list(of.scope),
        "depth": {"default": of.depth, **of.depths} if of.depths else of.depth,
        "profiles": list(of.profiles),
    }


def extent_columns(of: "Extent") -> tuple[str, str, str]:
    """The same as `EXTENT` of a row."""
    depths = [of.depth, *(f"{name}={depth}" for name, depth in of.depths.items())]
    return " ".join(of.scope), " ".join(depths), " ".join(of.profiles)


def standard_data(card: Scorecard) -> StandardWire:
    """By what a card was scored."""
    return {"id": card.standard, "edition": card.edition, "digest": card.standard_digest}


def numbers_data(numbers: Numbers) -> NumbersWire:
    """The numbers that exist at every height, key for key."""
    return {**aimed_numbers(numbers), "gap": json_number(numbers.gap)}


def aimed_numbers(numbers: Numbers) -> AimedNumbersWire:
    """The same up to the target."""
    return {
        "score": json_number(numbers.score),
        "level": numbers.level,
        "low": json_number(numbers.low),
        "high": json_number(numbers.high),
        "evidenced": json_number(numbers.evidenced),
        "evidenced_level": numbers.evidenced_level,
        "verified": json_number(numbers.verified),
        "verified_level": numbers.verified_level,
        "coverage": json_number(numbers.coverage),
        "answered": numbers.answered,
        "applicable": numbers.applicable,
        "settled": json_number(numbers.settled),
        "target": json_number(numbers.target),
    }


def exact_scores(
    overall: Fraction | None, areas: Mapping[str, Fraction | None], capabilities: Mapping[str, Fraction | None]
) -> dict[str, str | None]:
    """The scores that others calculate with, by id and `overall`: no result is worked out from rounded ones."""
    scores = {"overall": overall, **areas, **capabilities}
    return {name: None if score is None else str(score) for name, score in scores.items()}


def states_data(overall: Overall) -> StatesWire:
    """The states, key for key."""
    return {
        "state": overall.state,
        "state_by_score": overall.state_by_score,
        "evidenced_state": overall.evidenced_state,
        "verified_state": overall.verified_state,
        "held_back_by": list(overall.held_back_by),
        "provisional": overall.provisional,
    }
