"""An old plan read back: what `btm plan --format json` once wrote, for `--against` and `what-if --plan`.

In: a path. Out: `OldStep`s, or InvalidFiles with every problem at its place.
"""

from __future__ import annotations

from datetime import date

from btm_cli.errors import InvalidFiles
from btm_cli.planning.against import OldStep


def read_old_plan(path: str) -> list[OldStep]:
    """The steps of the plan in the file `path`, in its order. Raises InvalidFiles, UnreadableFile."""
    from btm_cli.diagnostics import Problem
    from btm_cli.files import DiskFiles
    from btm_cli.render.plan.wire import PlanWire
    from btm_cli.source import parse
    from btm_cli.validation import validate_record

    document, problems = parse(DiskFiles().read(path), path)
    if document is None:
        raise InvalidFiles(problems)
    data = document.data
    if not isinstance(data, dict) or data.get("schema") != "btm-plan/1":
        hint = "give what `btm plan FILE --format json --output plan.json` wrote"
        raise InvalidFiles([document.diagnose(Problem("not-a-plan", "this is not a btm-plan/1", ("schema",), hint))])
    plan, found = validate_record(PlanWire, data)
    if plan is None:
        raise InvalidFiles([document.diagnose(problem) for problem in found])
    return [
        OldStep(
            iteration["number"],
            date.fromisoformat(iteration["end"]),
            step["capability"],
            step["dimension"],
            step["from_level"],
            step["to_level"],
            step["part"],
            tuple(each["reference"].rpartition("/")[2] for each in step["criteria"]),
            step["owner"],
        )
        for iteration in plan["iterations"]
        for step in iteration["steps"]
    ]
