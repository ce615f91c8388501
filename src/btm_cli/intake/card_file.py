"""A scorecard read back, as this version or the one before it wrote it.

In: a parsed document. Out: what a comparison needs of it, checked; the rest, and keys that this version does not know,
are not looked at. Raises InvalidFiles with every problem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NotRequired

from typing_extensions import TypedDict

from btm_cli.render.wire.card import AnswersDigestWire, ScopeWire, StandardWire, WhoWire
from btm_cli.render.wire.types import Day, record
from btm_cli.scoring.scorecard import Basis

if TYPE_CHECKING:
    from btm_cli.diagnostics import Diagnostic
    from btm_cli.intake.places import Opened
    from btm_cli.source import Document


@record
class _Subject(WhoWire, ScopeWire, AnswersDigestWire):
    """The first form had neither depth nor profiles: then it was in full, without any."""

    depth: NotRequired[str | dict[str, str]]
    profiles: NotRequired[list[str]]


@record
class _Scored(TypedDict):
    """Scores and levels at any height."""

    score: float | None
    level: int | None
    evidenced: float | None
    evidenced_level: int | None
    verified: float | None
    verified_level: int | None


@record
class _Overall(_Scored):
    state: str | None
    state_by_score: str | None
    evidenced_state: str | None
    verified_state: str | None
    provisional: bool


@record
class _Area(_Scored):
    id: str
    name: str


@record
class _Cell(_Scored):
    id: str
    basis: Basis


@record
class _Capability(_Area):
    area: str
    dimensions: list[_Cell]


@record
class _LeftOut(TypedDict):
    reference: str


@record
class _Finding(TypedDict):
    code: str
    reference: str


@record
class CardFile(TypedDict):
    """What is needed of a scorecard."""

    schema: Literal["btm-scorecard/1", "btm-scorecard/2"]
    standard: StandardWire
    subject: _Subject
    as_of: Day
    overall: _Overall
    areas: list[_Area]
    capabilities: list[_Capability]
    not_applicable: list[_LeftOut]
    findings: list[_Finding]


def read_card(document: Document, place: Opened, problems: list[Diagnostic]) -> CardFile:
    """The scorecard in `document`, found at `place`; `problems` are those of its reading."""
    from btm_cli.diagnostics import has_errors
    from btm_cli.errors import InvalidFiles
    from btm_cli.validation import validate_record

    card, found = validate_record(CardFile, document.data)
    problems = problems + [document.diagnose(problem) for problem in found]
    if card is None or has_errors(problems):
        raise InvalidFiles(place.placed(problems))
    return card
