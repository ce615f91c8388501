"""What an older run wrote, read back: scorecards for `btm diff`, plans for `--against` and `what-if --plan`.

In: a parsed document, a path. Out: what is needed of it, checked; the rest, and keys that this version does not know,
are not looked at. Raises InvalidFiles with every problem. `btm-scorecard/1` and `btm-plan/1` are read as well: in such
a plan every step was shown in the iteration that it began in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NotRequired

from typing_extensions import TypedDict

from btm_cli.diagnostics import Diagnostic, Problem, has_errors
from btm_cli.errors import InvalidFiles
from btm_cli.files import DiskFiles
from btm_cli.intake.places import Opened
from btm_cli.planning.against import OldStep, Progress, progress
from btm_cli.render.wire.card import AnswersDigestWire, ScopeWire, StandardWire, WhoWire
from btm_cli.render.wire.types import Day, Rank, record
from btm_cli.scoring.scorecard import Basis
from btm_cli.validation import validate_record

if TYPE_CHECKING:
    from btm_cli.intake.opened import Assessment
    from btm_cli.source import Document

SCHEMAS = ("btm-plan/1", "btm-plan/2")


@record
class _Criterion(TypedDict):
    reference: str


@record
class _Step(TypedDict):
    capability: str
    dimension: str
    from_level: int
    to_level: int
    part: bool
    owner: str | None
    shown_in: NotRequired[Rank]
    due: NotRequired[Day]
    effort: NotRequired[float]
    criteria: list[_Criterion]


@record
class _Iteration(TypedDict):
    number: Rank
    end: Day
    steps: list[_Step]


@record
class _Plan(TypedDict):
    """What is needed of a plan."""

    iterations: list[_Iteration]
    begun_for_later: NotRequired[list[_Step]]


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
    card, found = validate_record(CardFile, document.data)
    problems = problems + [document.diagnose(problem) for problem in found]
    if card is None or has_errors(problems):
        raise InvalidFiles(place.placed(problems))
    return card


def read_old_plan(path: str) -> list[OldStep]:
    """The steps of the plan in the file `path`, in its order. Raises InvalidFiles, UnreadableFile."""
    from btm_cli.source import parse

    document, problems = parse(DiskFiles().read(path), path)
    if document is None:
        raise InvalidFiles(problems)
    data = document.data
    if not isinstance(data, dict) or data.get("schema") not in SCHEMAS:
        hint = "give what `btm plan FILE --format json --output plan.json` wrote"
        raise InvalidFiles([document.diagnose(Problem("not-a-plan", "this is no plan of btm", ("schema",), hint))])
    plan, found = validate_record(_Plan, data)
    if plan is None:
        raise InvalidFiles([document.diagnose(problem) for problem in found])
    return list(_steps(plan))


def since_plan(path: str, assessment: Assessment) -> Progress:
    """What became of the plan in the file `path`, by an assessment. Raises as `read_old_plan`."""
    loaded = assessment.loaded
    return progress(loaded.standard, loaded.answers, assessment.card, read_old_plan(path))


def _steps(plan: _Plan) -> Iterator[OldStep]:
    for iteration in plan["iterations"]:
        for step in iteration["steps"]:
            yield _step(step, iteration["number"], iteration["end"])
    for step in plan.get("begun_for_later", []):
        last = plan["iterations"][-1] if plan["iterations"] else None
        yield _step(step, last["number"] + 1 if last else 1, last["end"] if last else "")


def _step(step: _Step, number: int, end: str) -> OldStep:
    """The step as it counts: in the iteration, and on the day, at whose end it is shown."""
    return OldStep(
        step.get("shown_in", number),
        date.fromisoformat(step.get("due", end)),
        step["capability"],
        step["dimension"],
        step["from_level"],
        step["to_level"],
        step["part"],
        tuple(each["reference"].rpartition("/")[2] for each in step["criteria"]),
        step["owner"],
        Fraction(str(step["effort"])) if "effort" in step else None,
    )
