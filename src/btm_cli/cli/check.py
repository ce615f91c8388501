"""`btm check`: the audit gate. Holds answers files to a policy, in as many formats as asked for."""

from __future__ import annotations

from typing import Annotated

import typer

from btm_cli.cli.check_output import result_of, say_verdicts, show_problems_of
from btm_cli.cli.options import (
    PROBLEM_FORMATS,
    AnyStandard,
    AnySubjectOption,
    FullOption,
    ReportOption,
    ToProblems,
    parse_reports,
)
from btm_cli.cli.terminal.following import propose
from btm_cli.cli.terminal.printing import say, say_warnings
from btm_cli.errors import ExitCode, UsageProblem
from btm_cli.intake.choosing import baseline_of, one_file
from btm_cli.intake.opened import parse_day
from btm_cli.intake.settings import settings
from btm_cli.render.document.words import words

HELP = """Hold answers files to a policy: an audit gate for CI.

Every failure says what was expected, what was found, which criteria block, and where. Exit code 1 if a check
fails, 3 if a file is invalid, 4 if one can't be read; with several files the highest.

Examples:

  btm check answers.yaml --policy policy.yaml

  btm check answers.yaml --policy policy.yaml --baseline main:answers.yaml

  btm check a.yaml b.yaml -p policy.yaml --report sarif=out.sarif
"""


def check(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE", help="The answers files. Default: the newest one here.")
    ] = None,
    policy: Annotated[
        str | None, typer.Option("--policy", "-p", metavar="FILE", help="The policy. Default: as btm.toml says.")
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|REV:FILE|REV:",
            help="Compare with these answers or this scorecard. `REV:` is each file itself at a git revision. "
            "Default: as btm.toml says; without FILE the newest older one here.",
        ),
    ] = None,
    *,
    where: ToProblems,
    report: ReportOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail as well.")] = False,
    waived: Annotated[
        bool,
        typer.Option("--waived", help="In sarif also what a waiver covers, as notes. Code hosts list them as open."),
    ] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit with 0 although checks fail. Bad files still exit with 3 or 4.")
    ] = False,
    full: FullOption = False,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE|today", help="The date everything is judged on. Default: today."),
    ] = None,
    standards: AnyStandard,
    any_subject: AnySubjectOption = False,
) -> None:
    """Assess each file, hold it to the policy, write the verdict, exit by it."""
    from btm_cli.gate.result import Outcome
    from btm_cli.intake.gating import Baseline, each_its_own, gate_report
    from btm_cli.intake.policy_file import load_policy
    from btm_cli.render.emit import emit

    chosen = settings()
    policy, baseline = policy or chosen.policy, baseline or chosen.baseline
    if policy is None:
        raise UsageProblem(words("choose.no-policy"), words("choose.no-policy-hint"))
    if not files:
        files = [one_file(None)]
        baseline = baseline_of(files[0], baseline)
    files = list(dict.fromkeys(files))
    reports = parse_reports(report or [], where.output, PROBLEM_FORMATS)
    day = parse_day(as_of or "today")
    if day is None:
        raise AssertionError("there is always a date")
    if baseline is not None and len(files) > 1 and not each_its_own(baseline):
        hint = "`--baseline REV:` compares each file with itself at that revision"
        raise UsageProblem("one baseline can't serve several files", hint)
    loaded = load_policy(policy, standards)
    say_warnings(loaded.warnings, policy)
    before = Baseline(baseline, any_subject) if baseline is not None else None
    verdict = gate_report(
        files, (policy, loaded), standards, day, before, strict=strict, warned=say_warnings, missing=_missing
    )
    show_problems_of(verdict)
    for each in (*reports, where):
        brief = each is where and each.format == "text" and not full
        emit(result_of(verdict, brief=brief, waived=waived), each)
    if where.format != "text":
        say_verdicts(verdict)
    code = verdict.exit_code
    if failed := verdict.of(Outcome.FAILED):
        propose("explain", failed[0].diagnostic.code)
    raise typer.Exit(ExitCode.OK if exit_zero and code is ExitCode.CHECK_FAILED else code)


def _missing(file: str, revision: str) -> None:
    say(words("gate.nothing-to-compare", file=file, revision=revision))
