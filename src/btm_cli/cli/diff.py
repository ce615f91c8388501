"""`btm diff`: what changed between two assessments, and why."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.cli.options import AsOfOption, Color, ColorOption, OutputOption, StandardOption
from btm_cli.cli.terminal.printing import say, write_result
from btm_cli.errors import ExitCode, UnreadableFile, UsageProblem
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import Standards, parse_day
from btm_cli.intake.places import Opened, at_revision, open_place

if TYPE_CHECKING:
    from btm_cli.compare.comparison import Comparison, Subject
    from btm_cli.git.repository import Repository
    from btm_cli.standard.model import Standard

HELP = """Show what changed between two assessments, and why.

OLD and NEW are answers files, or REV:PATH as in git; with OLD alone, the last commit is compared with the file as it
is now. Every change of a score is split into its causes, which add up to it: the standard (another edition), time
(evidence expired or came to hold), scope (assessed or not, n/a) and answers. What fell comes first.

Where answers are not at hand, scorecards will do (btm assess --format json or yaml); fewer causes can then be told.

Examples:

  btm diff 2026-Q3.yaml 2026-Q4.yaml

  btm diff answers.yaml

  btm diff v1.0:answers.yaml HEAD:answers.yaml --format markdown

  btm diff --since main answers.yaml --fail-on-regression
"""


class Format(StrEnum):
    """How the comparison is written."""

    text = "text"
    json = "json"
    markdown = "markdown"


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("diff", help=HELP, short_help="Show what changed between two assessments, and why.")(diff)


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="Answers or a scorecard: a file, or REV:PATH.")],
    new: Annotated[
        str | None, typer.Argument(metavar="NEW", help="The same, later. Default: OLD in the working tree.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="REV", help="Compare the file at this revision with OLD as it is now.")
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to write it.")] = Format.text,
    output: OutputOption = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 if anything differs, as git does.")
    ] = False,
    fail_on_regression: Annotated[
        bool, typer.Option("--fail-on-regression", help="Exit with 1 if any cell fell or lost its score.")
    ] = False,
    top: Annotated[int, typer.Option(min=1, help="How many cells and answers the text lists.")] = 10,
    as_of: AsOfOption = None,
    standard: StandardOption = None,
    old_standard: Annotated[
        str | None,
        typer.Option("--old-standard", metavar="DIR", help="Another standard for OLD, a folder or REV:DIR."),
    ] = None,
    color: ColorOption = Color.auto,
) -> None:
    """Load both, compare, render."""
    from btm_cli.intake.comparing import compare_places

    day = parse_day(as_of)
    before, after = _places(old, new, since)
    standards = Standards(standard)
    old_standards = Standards(old_standard) if old_standard is not None else None
    compared = compare_places(before, after, standards, old_standards, day)
    comparison = compared.comparison
    if format is Format.json:
        from btm_cli.render.diff.wire import diff_data
        from btm_cli.render.wire.json import render_json

        write_result(render_json(diff_data(comparison)), output)
    else:
        from btm_cli.render.diff.build import build_diff_view

        known = [
            *_named(comparison.new, standards),
            *_named(comparison.old, old_standards or standards),
        ]
        view = build_diff_view(comparison, known, top=top, labels=(before.label, after.label))
        if format is Format.markdown:
            from btm_cli.render.diff.page import render_diff_markdown

            write_result(render_diff_markdown(view), output)
        else:
            from btm_cli.cli.terminal.printing import print_page
            from btm_cli.render.diff.page import diff_page

            print_page(diff_page(view), output, color)
    if compared.diagnostics:
        count = len(compared.diagnostics)
        say(f"{count} {'warning' if count == 1 else 'warnings'}: see `btm validate`")
    raise typer.Exit(_code(comparison, exit_code, fail_on_regression))


def _code(comparison: Comparison, exit_code: bool, fail_on_regression: bool) -> ExitCode:
    changed = exit_code and not comparison.is_empty
    return ExitCode.CHECK_FAILED if changed or (fail_on_regression and comparison.regressions) else ExitCode.OK


def _named(subject: Subject, standards: Standards) -> list[Standard]:
    """The standard to take names from, if it is the one that was scored by."""
    standard = standards.get()
    return [standard] if (standard.id, standard.edition) == (subject.standard, subject.edition) else []


def _places(old: str, new: str | None, since: str | None) -> tuple[Opened, Opened]:
    """What OLD, NEW and --since mean. Raises UsageProblem and UnreadableFile."""
    if since is not None:
        if new is not None:
            raise UsageProblem("--since REV takes one file", hint="name both: btm diff REV:FILE FILE")
        return _earlier(old, since), open_place(old)
    before = open_place(old)
    if new is not None:
        return before, open_place(new)
    if before.revision is None:
        return _earlier(old, "HEAD"), before
    from btm_cli.git.repository import Repository

    top = Repository.open().top
    if top is None:
        raise UsageProblem("this repository has no working tree to compare with", hint="name NEW as REV:PATH")
    return before, Opened(DiskFiles(), os.path.relpath(os.path.join(top, before.path)))


def _earlier(file: str, revision: str) -> Opened:
    """The file on disk as it was at `revision`, under the name it had there."""
    from btm_cli.git.repository import Repository

    if open_place(file).revision is not None:
        raise UsageProblem(f"`{file}` is not a file of the working tree", hint="name both: btm diff OLD NEW")
    if not os.path.lexists(file):
        raise UnreadableFile(f"{file} can't be read: there is no such file or folder")
    repository, path = Repository.of_file(file)
    place = at_revision(repository, revision, path)
    if place.files.exists(path):
        return place
    named = _name_at(repository, place, path)
    if named is None:
        raise UnreadableFile(f"{file} is not in {revision}", hint="commit it first, or name two files")
    return place._replace(path=named)


def _name_at(repository: Repository, place: Opened, path: str) -> str | None:
    """What the file was called at a revision, by its renames since; None where it was not there."""
    names = dict.fromkeys(version.path for version in repository.history(path))
    return next((name for name in names if place.files.exists(name)), None)
