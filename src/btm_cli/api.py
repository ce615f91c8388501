"""btm for programs: the same results as the commands give with `--format json`, as data.

In: paths of files, as on the command line. Out: the records of the JSON contracts (`btm standard schema NAME`), key for
key, typed. Dates are passed in: nothing here looks at a clock. What is here stays: a change is said in the changelog,
and while the first number of the version is 0 in the second one.

    >>> from btm_cli import api
    >>> card = api.assess("examples/harbor-foods/answers.yaml")
    >>> card["overall"]["score"]
    1.84

Every function raises `InvalidFiles` (with `diagnostics`, each with its place), `UnreadableFile` or `UsageProblem`; each
of the three is a `BtmError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from btm_cli.errors import BtmError, InvalidFiles, UnreadableFile, UsageProblem
from btm_cli.intake.opened import Standards, assess_file

if TYPE_CHECKING:
    from btm_cli.render.browse.wire import StandardListWire
    from btm_cli.render.diff.wire import DiffWire
    from btm_cli.render.gate.wire import GateWire
    from btm_cli.render.plan.wire import PlanWire
    from btm_cli.render.problems.wire import ProblemsWire
    from btm_cli.render.scorecard.wire import ScorecardWire

__all__ = [
    "BtmError",
    "InvalidFiles",
    "UnreadableFile",
    "UsageProblem",
    "assess",
    "check",
    "diff",
    "load_standard",
    "plan",
    "validate",
]


def load_standard(folder: str | None = None) -> StandardListWire:
    """The frame of a standard and its capabilities: the one in `folder`, else the shipped one (`btm standard list`)."""
    from btm_cli.render.browse.wire import list_data

    return list_data(Standards(folder).get())


def validate(files: Sequence[str], *, as_of: date | None = None, standard: str | None = None) -> ProblemsWire:
    """Everything wrong with answers, policy and standard files (`btm validate`); what can't be read is a problem too.

    `as_of` is the day evidence is judged on, by default that of each assessment. Raises nothing for what is in a file.
    """
    from btm_cli.intake.checking import check_files
    from btm_cli.render.problems.wire import problems_data

    problems, _ = check_files(files, Standards(standard), as_of)
    return problems_data(problems, files)


def assess(file: str, *, as_of: date | None = None, standard: str | None = None) -> ScorecardWire:
    """The scorecard of an answers file, on disk or at `REV:PATH` in git (`btm assess`).

    `as_of` is the day evidence is judged on, by default that of the assessment.
    """
    from btm_cli.intake.summing_up import summary_of
    from btm_cli.render.scorecard.wire import scorecard_data

    found = assess_file(file, Standards(standard), as_of.isoformat() if as_of is not None else None)
    return scorecard_data(found.card, found.digests(), summary_of(found, None))


def diff(
    old: str, new: str, *, as_of: date | None = None, standard: str | None = None, any_subject: bool = False
) -> DiffWire:
    """What changed from one assessment to another, and why (`btm diff`); scorecards as JSON are taken as well.

    With `any_subject` the two may be about different enterprises or units.
    """
    from btm_cli.intake.comparing import compare_places
    from btm_cli.intake.places import open_place
    from btm_cli.render.diff.wire import diff_data

    before, after = open_place(old), open_place(new)
    found = compare_places(before, after, Standards(standard), new_as_of=as_of, any_subject=any_subject)
    return diff_data(found.comparison)


def check(
    files: Sequence[str],
    policy: str,
    *,
    as_of: date,
    baseline: str | None = None,
    strict: bool = False,
    standard: str | None = None,
) -> GateWire:
    """Answers files held to a policy on a day (`btm check`); the verdict is in `verdict`, the exit code in `exit_code`.

    `baseline` is FILE, REV:FILE or `REV:` for each file itself at a revision; with `strict` warnings fail.
    """
    from btm_cli.intake.gating import gate_report, load_policy
    from btm_cli.render.gate.wire import gate_data

    standards = Standards(standard)
    loaded = load_policy(policy, standards)
    return gate_data(gate_report(files, (policy, loaded), standards, as_of, baseline, strict=strict))


def plan(
    file: str,
    *,
    iterations: int = 4,
    capacity: str | None = None,
    as_of: date | None = None,
    target: str | None = None,
    standard: str | None = None,
) -> PlanWire:
    """What to improve in the coming iterations (`btm plan`); `capacity` is effort points an iteration, as text."""
    from btm_cli.intake.planning import load_cycle_steps, make_plan, parse_capacity, plan_settings
    from btm_cli.render.plan.wire import plan_data

    standards = Standards(standard)
    found = assess_file(file, standards, as_of.isoformat() if as_of is not None else None, target)
    points = parse_capacity(capacity) if capacity is not None else None
    roadmap = make_plan(found, plan_settings(found, iterations, points))
    return plan_data(roadmap, found.loaded.standard, load_cycle_steps(standards))
