"""`btm diff`: what changed between two assessments, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.cli.options import AnyStandard, AnySubjectOption, AsOfOption, FullOption, ToTable, most_listed
from btm_cli.cli.terminal.printing import say
from btm_cli.errors import ExitCode
from btm_cli.intake.choosing import newest_files
from btm_cli.intake.opened import Standards, parse_day
from btm_cli.render.document.words import words
from btm_cli.render.emit import Result, emit

if TYPE_CHECKING:
    from btm_cli.render.diff.wire import DiffWire
    from btm_cli.render.document.blocks import Block
    from btm_cli.render.wire.rows import Rows

HELP = """Show what changed between two assessments, and why.

OLD and NEW are answers files, or REV:PATH as in git; with OLD alone, the last commit is compared with the file as it
is now. Every change of a score is split into its causes, which add up to it: the standard (another edition or
depth), time (evidence expired or came to hold), scope (assessed or not, n/a) and answers. What fell comes first.

Where answers are not at hand, scorecards will do (btm assess --format json or yaml); fewer causes can then be told.

Examples:

  btm diff 2026-Q3.yaml 2026-Q4.yaml

  btm diff answers.yaml

  btm diff v1.0:answers.yaml HEAD:answers.yaml --format markdown

  btm diff --since main answers.yaml --fail-on-regression
"""


def diff(
    old: Annotated[
        str | None,
        typer.Argument(
            metavar="OLD",
            help="Answers or a scorecard: a file, or REV:PATH. Default: the newest two answers files here.",
        ),
    ] = None,
    new: Annotated[
        str | None, typer.Argument(metavar="NEW", help="The same, later. Default: OLD in the working tree.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="REV", help="Compare the file at this revision with OLD as it is now.")
    ] = None,
    *,
    where: ToTable,
    full: FullOption = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 if anything differs, as git does.")
    ] = False,
    fail_on_regression: Annotated[
        bool, typer.Option("--fail-on-regression", help="Exit with 1 if any cell fell or lost its score.")
    ] = False,
    top: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="How many cells and answers to list. Default: 10, all with --full."),
    ] = None,
    as_of: AsOfOption = None,
    any_subject: AnySubjectOption = False,
    standards: AnyStandard,
    old_standard: Annotated[
        str | None,
        typer.Option("--old-standard", metavar="DIR", help="Another standard for OLD, a folder or REV:DIR."),
    ] = None,
) -> None:
    """Load both, compare, write."""
    from btm_cli.intake.comparing import compare_places, old_and_new, standards_of

    day = parse_day(as_of)
    if old is None:
        old, *newer = newest_files(2 if since is None else 1)
        new = newer[0] if newer else None
    before, after = old_and_new(old, new, since)
    old_standards = (
        Standards(old_standard, any_edition=standards.any_edition) if old_standard is not None else standards
    )
    comparison, warnings = compare_places(before, after, standards, old_standards, day, any_subject=any_subject)

    def page() -> Iterable[Block]:
        from btm_cli.render.diff.page import diff_brief, diff_page

        known = standards_of(comparison, standards, old_standards)
        if where.format == "text" and not full:
            return diff_brief(comparison, known, labels=(before.label, after.label))
        most = most_listed(top, full=full)
        return diff_page(comparison, known, top=most, labels=(before.label, after.label))

    def wire() -> DiffWire:
        from btm_cli.render.diff.wire import diff_data

        return diff_data(comparison)

    def rows() -> Rows:
        from btm_cli.render.diff.rows import diff_rows

        return diff_rows(comparison)

    emit(Result(page=page, wire=wire, rows=rows, too_long=words("diff.too-long")), where)
    if warnings:
        say(words("diff.warnings", n=len(warnings)))
    failed = (exit_code and not comparison.is_empty) or (fail_on_regression and comparison.regressions)
    raise typer.Exit(ExitCode.CHECK_FAILED if failed else ExitCode.OK)
