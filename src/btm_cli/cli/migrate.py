"""`btm migrate`: carries an answers file to another edition of its standard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.cli.options import (
    TABLE_FORMATS,
    Color,
    ColorOption,
    OutputOption,
    StandardOption,
    TableFormatOption,
    destination,
)
from btm_cli.cli.terminal.printing import say
from btm_cli.errors import BtmError, InvalidFiles, UsageProblem
from btm_cli.intake.opened import Standards

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.standard.model import Standard

HELP = """Carry an answers file to another edition of its standard.

Answers under ids that both editions have stay as they are. An answer follows its claim to a new id where the claim is
word for word the same. Everything else is listed for you to decide, and comments are kept.

Examples:

  btm migrate answers.yaml --to 1.1 --dry-run

  btm migrate answers.yaml --standard ./our-standard --old-standard HEAD~1:our-standard
"""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("migrate", help=HELP, short_help="Carry answers to another edition of the standard.")(migrate)


def migrate(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The answers file.")],
    to: Annotated[
        str | None, typer.Option(metavar="EDITION", help="Such as 1.1. Default: the newest there is.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, write nothing.")] = False,
    format: TableFormatOption = None,
    output: OutputOption = None,
    standard: StandardOption = None,
    old_standard: Annotated[
        str | None,
        typer.Option(
            metavar="DIR|REV:DIR", help="The edition the file is of, where it is not kept beside the new one."
        ),
    ] = None,
    color: ColorOption = Color.auto,
) -> None:
    """Compare the editions, change the file, say what is left."""
    from btm_cli.answers.migrate import migrate as migrate_answers
    from btm_cli.render.document.words import words
    from btm_cli.render.emit import Result, emit
    from btm_cli.render.files.migration_page import migration_page
    from btm_cli.render.files.migration_wire import migration_data, migration_rows

    where = destination(format, output, color, TABLE_FORMATS)
    standards = Standards(standard)
    new = _wanted(standards, to)
    loaded = _load(file, standards, Standards(old_standard) if old_standard is not None else None)
    old = loaded.standard
    if old.id != new.id:
        raise UsageProblem(f"{file} is of {old.name}: {new.name} is another standard, not another edition")
    migration = migrate_answers(loaded.document.data, old, new)
    if not dry_run:
        _write(file, loaded, new, migration.changes)
    written = not dry_run and bool(migration.changes)
    emit(
        Result(
            page=lambda: migration_page(migration, old.name, new.name),
            wire=lambda: migration_data(migration, file, old.name, new.name, written=written),
            rows=lambda: migration_rows(migration),
        ),
        where,
    )
    said = "files.migration.not-written" if dry_run else "files.migration.written"
    say(words(said, file=file, edition=new.name))


def _wanted(standards: Standards, to: str | None) -> Standard:
    newest = standards.get()
    found = newest if to is None else standards.edition(to if " " in to else f"{newest.id} {to}")
    if found is None:
        raise UsageProblem(f"--to: there is no edition `{to}`", f"editions here: {', '.join(standards.names())}")
    return found


def _load(file: str, standards: Standards, olds: Standards | None) -> LoadedAnswers:
    """The file under its own edition. Raises InvalidFiles with everything that is wrong with it."""
    from btm_cli.answers.load import load_answers
    from btm_cli.files import DiskFiles

    known = olds if olds is not None else standards
    loaded, problems = load_answers(file, DiskFiles(), known.edition, known.names())
    if loaded is None:
        raise InvalidFiles(problems)
    return loaded


def _write(file: str, loaded: LoadedAnswers, new: Standard, changes: tuple[object, ...]) -> None:
    """Change the file, once it is sure that the result is right under the new edition."""
    from btm_cli.answers.against_standard import check_answers
    from btm_cli.answers.edit import Change, edit
    from btm_cli.answers.schema import AnswersFile
    from btm_cli.answers.store import Session
    from btm_cli.answers.template import order_of
    from btm_cli.diagnostics import Severity
    from btm_cli.source import parse
    from btm_cli.validation import validate_model

    session = Session(file)
    planned = [change for change in changes if isinstance(change, Change)]
    document, _ = parse(edit(session.text, planned, file, order_of(new)).encode("utf-8"), file)
    written = validate_model(AnswersFile, document.data)[0] if document is not None else None
    problems = check_answers(written, new)[1] if written is not None else None
    if problems is None or any(problem.severity is Severity.ERROR for problem in problems):
        raise BtmError(f"{file} would not be right under {new.name}; nothing is written", "please report this")
    session.save(planned, order_of(new))
