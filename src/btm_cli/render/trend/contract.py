"""The trend's output contract as models, for its JSON Schema.

In: nothing. Out: `TrendContract`, which describes what `trend_data` gives; for `btm standard schema trend` and tests.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from btm_cli.render.scorecard.contract import Digest, NumbersContract, StandardContract, _Part


class TrendSubjectContract(_Part):
    """Whose trend it is, as the newest assessment says."""

    enterprise: str
    unit: str | None


class TrendOverallContract(NumbersContract):
    """The headline of one assessment; states are ids of its standard's states."""

    state: str | None
    evidenced_state: str | None
    verified_state: str | None
    provisional: bool


class TrendPlaceContract(NumbersContract):
    """One area or capability in one assessment."""

    id: str


class PointContract(_Part):
    """One assessment in time."""

    label: str
    day: date
    """Where it stands on the axis: the commit's day, or the day evidence was judged on."""
    source: str
    commit: str | None
    standard: StandardContract
    period: str | None
    assessed_on: date
    as_of: date
    answers_digest: Digest
    overall: TrendOverallContract
    areas: list[TrendPlaceContract]
    capabilities: list[TrendPlaceContract]


class MarkContract(_Part):
    """What no line may be drawn across, between the point `after` (from 0) and the next."""

    kind: Literal["edition", "gap"]
    after: Annotated[int, Field(ge=0)]
    days: int | None
    old: StandardContract | None
    new: StandardContract | None


class LeftOutContract(_Part):
    """A version that could not be scored."""

    source: str
    reason: str


class TrendContract(_Part):
    """What `btm trend --format json` writes."""

    schema_: Literal["btm-trend/1"] = Field(alias="schema")
    subject: TrendSubjectContract
    points: list[PointContract]
    marks: list[MarkContract]
    left_out: list[LeftOutContract]
