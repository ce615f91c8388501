"""`btm standard list|show|validate|init|schema|crosswalk`: browse the standard, check one, export JSON Schemas."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.cli import crosswalk
from btm_cli.cli.options import ColorOption, OneStandard, OutputOption, ToPage, ToTable
from btm_cli.cli.terminal.printing import say
from btm_cli.diagnostics import has_errors, short
from btm_cli.errors import ExitCode, UsageProblem
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import Standards, parse_day
from btm_cli.render.document.words import words
from btm_cli.render.emit import Result, Where, emit, put
from btm_cli.render.wire.schemas import SCHEMAS

if TYPE_CHECKING:
    from btm_cli.standard.model import Standard

HELP = """Browse the standard, check one, export the JSON Schemas of the file formats.

Example: btm standard show approval-and-prioritization
"""

LIST_HELP = """List areas and capabilities with their ids and numbers of criteria.

With --tag, what would show the claims today instead: examples that bear the tag. No score knows of them.

Examples:

  btm standard list --format json

  btm standard list --tag dora
"""

SHOW_HELP = """Show what the standard says of a capability, cell, criterion, area, dimension, level, state, theme or
term, of `rating` or `effort`.

Without REF all of the standard is shown.

Any unambiguous beginning of each part of a reference will do.

Examples:

  btm standard show asset-rationalization

  btm standard show approval/process

  btm standard show --output standard.md
"""

INIT_HELP = """Write a small standard of your own into a new folder: two areas, two dimensions, three levels, valid as
it is.

Change it from there; docs/writing-a-standard.md explains every key. Commands that score take it by --standard DIR.

Examples:

  btm standard init our-standard

  btm standard validate our-standard
"""

VALIDATE_HELP = """Check a standard: files, cross references, weights, order, requires, and how it is written.

Example: btm standard validate standard
"""

SCHEMA_HELP = """Print the JSON Schema of a file format, for editors and other tools.

That of answers files is of any edition; with --edition it knows the edition's names and rules, as the one that `btm
init` writes beside its file.

Examples:

  btm standard schema policy --output policy.schema.json

  btm standard schema answers --edition 1.1 --hover --output answers.schema.json
"""


def group() -> typer.Typer:
    """The commands of `btm standard`."""
    group = typer.Typer()
    group.command("list", help=LIST_HELP, short_help="List areas and capabilities.")(list_capabilities)
    group.command("show", help=SHOW_HELP, short_help="Show what the standard says of something.")(show)
    group.command("validate", help=VALIDATE_HELP, short_help="Check a standard.")(validate)
    group.command("init", help=INIT_HELP, short_help="Begin a standard of your own.")(init)
    group.command("schema", help=SCHEMA_HELP, short_help="Print the JSON Schema of a file format.")(schema)
    group.command("crosswalk", help=crosswalk.HELP, short_help="Show what other frameworks say of the same.")(
        crosswalk.crosswalk
    )
    return group


def list_capabilities(
    tag: Annotated[
        list[str] | None,
        typer.Option(metavar="TAG", help="Current practice that bears this tag, such as ai or dora (again for more)."),
    ] = None,
    *,
    where: ToTable,
    standards: OneStandard,
) -> None:
    """List the areas and capabilities."""
    from btm_cli.render.browse.page import list_page
    from btm_cli.render.browse.wire import list_data, list_rows

    rules = standards.get()
    if tag:
        _list_practice(tag, standards, where)
        return
    emit(
        Result(page=lambda: list_page(rules), wire=lambda: list_data(rules), rows=lambda: list_rows(rules)),
        where,
    )


def _list_practice(wanted: list[str], standards: Standards, where: Where) -> None:
    """The texts on current practice that bear one of the tags. Raises UsageProblem for a tag that there is not."""
    from typing import get_args

    from btm_cli.render.browse.practice import practice_list_data, practice_page, practice_rows
    from btm_cli.standard.companion_schema import PracticeTag
    from btm_cli.standard.references import pick

    known: dict[str, tuple[str, ...]] = dict.fromkeys(get_args(PracticeTag), ())
    tags = list(dict.fromkeys(pick(tag.casefold(), known, "tag") for tag in wanted))
    rules = standards.get()
    examples = [each for each in standards.practice(rules) if set(tags) & set(each.tags)]
    result = Result(
        page=lambda: practice_page(examples, tags, rules),
        wire=lambda: practice_list_data(examples, tags, rules),
        rows=lambda: practice_rows(examples),
    )
    emit(result, where)


def show(
    reference: Annotated[str | None, typer.Argument(metavar="REF", help="What to show.")] = None,
    *,
    where: ToPage,
    standards: OneStandard,
) -> None:
    """Show one thing, or the whole standard."""
    from btm_cli.render.browse.page import whole_page
    from btm_cli.render.browse.wire import list_data, named_data
    from btm_cli.render.document.entries import named_page
    from btm_cli.standard.references import resolve

    rules = standards.get()
    if reference is None:
        emit(Result(page=lambda: whole_page(rules), wire=lambda: list_data(rules)), where)
        return
    named = resolve(reference, rules, spoken=True)
    emit(Result(page=lambda: named_page(named, rules), wire=lambda: named_data(named, rules)), where)


def validate(
    folder: Annotated[
        str | None, typer.Argument(metavar="DIR", help="A standard's folder; without it the shipped one.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE|today", help="The date by which current practice is old. Default: today."
        ),
    ] = None,
    output: OutputOption = None,
    color: ColorOption = "auto",
) -> None:
    """Check a standard and how it is written; exit 3 where anything is an error."""
    from btm_cli.render.problems.page import problems_page
    from btm_cli.standard.bundled import data_folder
    from btm_cli.standard.validate import validate_standard

    place = folder if folder is not None else data_folder("standard")
    files, problems = validate_standard(place, DiskFiles(), parse_day(as_of or "today"))
    emit(Result(page=lambda: problems_page(problems, files)), Where("text", output, color))
    raise typer.Exit(ExitCode.INVALID if has_errors(problems) else ExitCode.OK)


def init(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder to write, new or empty.")],
) -> None:
    """Copy the small standard that btm brings along."""
    from btm_cli.saving.folder import copy_new
    from btm_cli.standard.bundled import data_folder

    if not copy_new(os.path.join(data_folder("examples"), "own-standard", "starter"), folder):
        raise UsageProblem(words("init.there", file=folder), words("init.example-elsewhere"))
    say(words("browse.own.written", folder=folder))


def schema(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help=f"Which format: {', '.join(SCHEMAS)}.", autocompletion=lambda: [*SCHEMAS]),
    ],
    edition: Annotated[
        str | None,
        typer.Option(metavar="EDITION", help="Of answers files on this edition, such as 1.1, with all its names."),
    ] = None,
    hover: Annotated[
        bool, typer.Option("--hover", help="With the statements and claims, for editors to show; twice as large.")
    ] = False,
    *,
    standards: OneStandard,
    output: OutputOption = None,
) -> None:
    """Print one JSON Schema."""
    from btm_cli.intake.editor import schema_text
    from btm_cli.render.wire.json import render_json
    from btm_cli.render.wire.schemas import schema as make_schema
    from btm_cli.standard.references import pick

    name = pick(name.casefold(), dict.fromkeys(SCHEMAS, ()), "format")
    if edition is None and not hover and standards.folder is None:
        put(render_json(make_schema(name)), output, "json")
        return
    if name != "answers":
        raise UsageProblem("--edition, --hover and --standard are for answers files", "btm standard schema answers")
    put(schema_text(_edition(edition, standards), hover=hover), output, "json")


def _edition(named: str | None, standards: Standards) -> Standard:
    """The edition that an option names, with or without the standard's id. Raises UsageProblem."""
    names = standards.names()
    for name in names:
        if named in (None, name, name.rpartition(" ")[2]) and (found := standards.edition(name)) is not None:
            return found
    raise UsageProblem(f"there is no edition `{short(str(named))}`", f"there are: {', '.join(names)}")
