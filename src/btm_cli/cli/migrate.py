"""`btm migrate`: carries an answers file to another edition of its standard."""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from btm_cli.cli.beginning import say_stale
from btm_cli.cli.options import ColorOption, OneStandard, ReportFormat, destination
from btm_cli.cli.terminal.following import propose
from btm_cli.cli.terminal.printing import say
from btm_cli.diagnostics import Severity, short
from btm_cli.errors import BtmError, InvalidFiles, UsageProblem
from btm_cli.files import KnownContent
from btm_cli.intake.opened import Standards
from btm_cli.render.document.words import words
from btm_cli.render.emit import Result, emit
from btm_cli.validation import validate_model

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.answers.migration import Migration
    from btm_cli.answers.store import Session
    from btm_cli.standard.model import Standard

HELP = """Carry an answers file to another edition of its standard.

Answers under ids that both editions have stay as they are. An answer follows its claim to a new id where the claim is
word for word the same. Everything else is listed for you to decide, with the old answer beside it; what is to be rated
stands open in the file, below its claim. Comments are kept. FILE is changed, unless -o names another file to write; the
report goes to standard output.

Examples:

  btm migrate answers.yaml --to 1.1 --dry-run

  btm migrate answers.yaml -o new/answers.yaml --format markdown > to-decide.md

  btm migrate answers.yaml --standard ./our-standard --old-standard HEAD~1:our-standard
"""


def migrate(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The answers file.")],
    to: Annotated[
        str | None, typer.Option(metavar="EDITION", help="Such as 1.1. Default: the newest there is.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, write nothing.")] = False,
    format: Annotated[
        ReportFormat | None,
        typer.Option("--format", "-f", help="How to write the report on standard output. Default: text."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write the migrated file here, and leave FILE as it is."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="With -o: overwrite a file that is there.")] = False,
    *,
    standards: OneStandard,
    old_standard: Annotated[
        str | None,
        typer.Option(
            metavar="DIR|REV:DIR", help="The edition the file is of, where it is not kept beside the new one."
        ),
    ] = None,
    color: ColorOption = "auto",
) -> None:
    """Compare the editions, write the migrated file, say what is left."""
    from btm_cli.answers.migrate import migrate as migrate_answers
    from btm_cli.answers.migration import TO_RATE
    from btm_cli.answers.store import Session, alone
    from btm_cli.render.files.migration import migration_data, migration_page, migration_rows

    where = destination(format, None, color, get_args(ReportFormat))
    _refuse_places(file, output, dry_run, force)
    new = _wanted(standards, to)
    olds = Standards(old_standard) if old_standard is not None else None
    known = Session(file)
    with nullcontext(known) if dry_run or output is not None else alone(file) as session:
        loaded = _load(session, standards, olds)
        old = loaded.standard
        if old.id != new.id:
            raise UsageProblem(f"{file} is of {old.name}: {new.name} is another standard, not another edition")
        migration = migrate_answers(loaded.document.data, old, new, standards.migration_notes(old, new))
        if not dry_run:
            _write(session, output, force, loaded, new, migration)
    written = not dry_run and (output is not None or bool(migration.changes))
    result = Result(
        page=lambda: migration_page(migration, old.name, new.name),
        wire=lambda: migration_data(migration, file, old.name, new.name, written=written),
        rows=lambda: migration_rows(migration, file),
    )
    emit(result, where)
    said = "not-written" if dry_run else "new-file" if output is not None else "written" if written else "unchanged"
    say(words(f"files.migration.{said}", file=output or file, old=file, edition=new.name))
    if written:
        say_stale(output or file, standards)
    if not dry_run and any(question.kind in TO_RATE for question in migration.questions):
        propose("interview", output or file, "--unanswered")


def _refuse_places(file: str, output: str | None, dry_run: bool, force: bool) -> None:
    """Raises UsageProblem where `-o` can't be meant."""
    if output is None:
        if force:
            raise UsageProblem("--force goes with -o", hint="without -o FILE itself is changed")
        return
    if dry_run:
        raise UsageProblem("--dry-run writes nothing, and -o names a file to write", hint="leave one of them away")
    if os.path.splitext(output)[1].lower() not in (".yaml", ".yml"):
        hint = "the report goes to standard output: btm migrate FILE --dry-run --format json > report.json"
        raise UsageProblem(f"-o writes the migrated file: `{output}` must end in .yaml", hint=hint)


def _wanted(standards: Standards, to: str | None) -> Standard:
    newest = standards.get()
    if to is None:
        return newest
    found = standards.edition(to if " " in to else f"{newest.id} {to}")
    if found is None:
        raise UsageProblem(f"--to: there is no edition `{short(to)}`", f"editions here: {', '.join(standards.names())}")
    return found


def _load(session: Session, standards: Standards, olds: Standards | None) -> LoadedAnswers:
    """The file under its own edition. Raises InvalidFiles with everything that is wrong with it."""
    from btm_cli.answers.load import load_answers

    known = olds if olds is not None else standards
    content = KnownContent(session.text.encode("utf-8"))
    loaded, problems = load_answers(session.path, content, known.edition, known.names())
    if loaded is None:
        raise InvalidFiles(problems)
    return loaded


def _write(
    session: Session, output: str | None, force: bool, loaded: LoadedAnswers, new: Standard, migration: Migration
) -> None:
    """Change the file that was read, or write a new one, once it is sure that the result is right under `new`.

    What is to be rated stands open in it, below its claim.
    """
    from btm_cli.answers.against_standard import check_answers
    from btm_cli.answers.carry import evidence_root_from
    from btm_cli.answers.edit import Change, edit
    from btm_cli.answers.migration import to_open
    from btm_cli.answers.remarks import asked, without_former_claims
    from btm_cli.answers.schema import AnswersFile
    from btm_cli.answers.store import write_new
    from btm_cli.answers.template import order_of
    from btm_cli.source import parse

    file = session.path
    planned = list(migration.changes)
    if output is not None:  # what leads from the new file's folder to the same evidence
        root = evidence_root_from(os.path.dirname(output) or ".", loaded)
        planned += [Change(("evidence_root",), root)] if root != loaded.answers.evidence_root else []
    content = edit(session.text, planned, file, order_of(new))
    opened = to_open(content, migration, new)
    content = edit(content, [Change(("answers", *name.split("/")), None) for name in opened], file, order_of(new))
    document, _ = parse(content.encode("utf-8"), file)
    written = validate_model(AnswersFile, document.data)[0] if document is not None else None
    problems = check_answers(written, new)[1] if written is not None else None
    if problems is None or any(problem.severity is Severity.ERROR for problem in problems):
        raise BtmError(f"{file} would not be right under {new.name}; nothing is written", "please report this")
    content = asked(without_former_claims(content, loaded.standard, new), opened)
    if output is None:
        session.replace(content)
    else:
        write_new(output, content, force=force)
