"""An old plan read back: what `btm plan --format json` once wrote, for `--against` and `what-if --plan`.

In: a path. Out: `OldStep`s, or InvalidFiles with every problem at its place. `btm-plan/1` is read as well: there every
step was shown in the iteration that it began in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NotRequired

from typing_extensions import TypedDict

from btm_cli.errors import InvalidFiles
from btm_cli.planning.against import OldStep
from btm_cli.render.wire.types import Day, Rank, record

SCHEMAS = ("btm-plan/1", "btm-plan/2")


@record
class OldCriterionWire(TypedDict):
    """What is read of a criterion."""

    reference: str


@record
class OldStepWire(TypedDict):
    """What is read of a step."""

    capability: str
    dimension: str
    from_level: int
    to_level: int
    part: bool
    owner: str | None
    shown_in: NotRequired[Rank]
    due: NotRequired[Day]
    effort: NotRequired[float]
    criteria: list[OldCriterionWire]


@record
class OldIterationWire(TypedDict):
    """What is read of an iteration."""

    number: Rank
    end: Day
    steps: list[OldStepWire]


@record
class OldPlanWire(TypedDict):
    """What is read of a plan."""

    iterations: list[OldIterationWire]
    begun_for_later: NotRequired[list[OldStepWire]]


def read_old_plan(path: str) -> list[OldStep]:
    """The steps of the plan in the file `path`, in its order. Raises InvalidFiles, UnreadableFile."""
    from btm_cli.diagnostics import Problem
    from btm_cli.files import DiskFiles
    from btm_cli.source import parse
    from btm_cli.validation import validate_record

    document, problems = parse(DiskFiles().read(path), path)
    if document is None:
        raise InvalidFiles(problems)
    data = document.data
    if not isinstance(data, dict) or data.get("schema") not in SCHEMAS:
        hint = "give what `btm plan FILE --format json --output plan.json` wrote"
        raise InvalidFiles([document.diagnose(Problem("not-a-plan", "this is no plan of btm", ("schema",), hint))])
    plan, found = validate_record(OldPlanWire, data)
    if plan is None:
        raise InvalidFiles([document.diagnose(problem) for problem in found])
    return list(_steps(plan))


def _steps(plan: OldPlanWire) -> Iterator[OldStep]:
    for iteration in plan["iterations"]:
        for step in iteration["steps"]:
            yield _step(step, iteration["number"], iteration["end"])
    for step in plan.get("begun_for_later", []):
        last = plan["iterations"][-1] if plan["iterations"] else None
        yield _step(step, last["number"] + 1 if last else 1, last["end"] if last else "")


def _step(step: OldStepWire, number: int, end: str) -> OldStep:
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
