"""`btm check`: the audit gate. Holds answers files to a policy, in as many formats as asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

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
from btm_cli.cli.terminal.printing import say, say_warnings, show_problems
from btm_cli.errors import ExitCode, UsageProblem
from btm_cli.intake.choosing import baseline_of, one_file
from btm_cli.intake.from_top import from_top
from btm_cli.intake.opened import parse_day
from btm_cli.intake.settings import settings
from btm_cli.render.document.words import words
from btm_cli.render.emit import Result, emit

if TYPE_CHECKING:
    from btm_cli.render.gate.report import GateReport

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
    from btm_cli.intake.gating import each_its_own, gate_report, load_policy

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
    verdict = gate_report(files, (policy, loaded), standards, day, baseline, any_subject=any_subject, strict=strict)
    if problems := [problem for each in verdict.files for problem in each.problems]:
        show_problems(problems, files)
    for each in (*reports, where):
        brief = each is where and each.format == "text" and not full
        emit(_result(verdict, brief=brief, waived=waived), each)
    if where.format != "text":
        _say_verdicts(verdict)
    code = verdict.exit_code
    if failed := verdict.of(Outcome.FAILED):
        propose("explain", failed[0].diagnostic.code)
    raise typer.Exit(ExitCode.OK if exit_zero and code is ExitCode.CHECK_FAILED else code)


def _result(report: GateReport, *, brief: bool, waived: bool) -> Result:
    """The verdict as whatever it is asked for; a `brief` page has it on one screen, SARIF what is `waived` too."""
    from btm_cli.render.gate.page import gate_brief, gate_page
    from btm_cli.render.gate.rows import gate_rows
    from btm_cli.render.gate.wire import gate_data

    return Result(
        page=lambda: gate_brief(report) if brief else gate_page(report),
        wire=lambda: gate_data(report),
        rows=lambda: gate_rows(report),
        own={each: partial(_for_tools, report, each, waived) for each in ("junit", "sarif", "github", "gitlab")},
    )


def _for_tools(report: GateReport, form: str, waived: bool) -> str:
    """The verdict for CI and code hosts; each form is imported where it is asked for."""
    if form == "junit":
        from btm_cli.render.gate.junit import render_gate_junit

        return render_gate_junit(report, from_top)
    if form == "sarif":
        from btm_cli.intake.address import repository
        from btm_cli.intake.glossary import page_of
        from btm_cli.render.gate.sarif import render_gate_sarif

        return render_gate_sarif(report, page_of, from_top, repository(), waived=waived)
    from btm_cli.gate.result import Outcome
    from btm_cli.render.gate.report import extents
    from btm_cli.render.wire.code_hosts import render_github, render_gitlab

    if form == "github":
        return render_github([*extents(report), *report.diagnostics], from_top)
    said = [placed.diagnostic for placed in report.of(Outcome.FAILED, Outcome.WARNING, Outcome.OPEN)]
    problems = (problem for file in report.files for problem in file.problems)
    return render_gitlab([*extents(report), *said, *problems], from_top)


def _say_verdicts(report: GateReport) -> None:
    """A line a file on stderr, and with several files one more: the verdict over all."""
    from btm_cli.render.gate.report import held_to, summary, verdict_of, verdict_of_all

    for file in report.files:
        say(words("gate.said", verdict=verdict_of(file, file.file), summary=summary(file), held=held_to(report)))
    if len(report.files) > 1:
        say(words("gate.sentence", text=verdict_of_all(report)))
