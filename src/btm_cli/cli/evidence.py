"""`btm evidence add|list|verify|request`: the register of evidence in an answers file, and what is asked for it."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from btm_cli.cli.options import AnyStandard, FullOption, TableFormat, writes
from btm_cli.cli.terminal.printing import say
from btm_cli.diagnostics import short
from btm_cli.errors import ExitCode, UsageProblem
from btm_cli.files import DiskFiles, KnownContent, as_spelled
from btm_cli.intake.opened import Standards, assess_file, load_file, parse_day
from btm_cli.names import folded
from btm_cli.render.emit import Result, Where, emit
from btm_cli.validation import did_you_mean

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.evidence.register import Entry
    from btm_cli.planning.proof import AskedFor
    from btm_cli.standard.model import Standard

HELP = """Keep the register of evidence: add a piece, see what backs what, verify hashes and dates.

Example: btm evidence list answers.yaml
"""

ADD_HELP = """Register a piece of evidence under KEY, with the SHA-256 of its file.

Answers then cite it by the key: {rating: fully, evidence: [KEY]}.

Examples:

  btm evidence add answers.yaml board-charter --path evidence/charter.pdf --title "Charter of the board"

  btm evidence add answers.yaml minutes --url https://intranet.example/m --title Minutes --valid-until 2027-06-30
"""

LIST_HELP = """List the evidence: what backs what, what is unused, expired or soon will be, missing, altered.

Example: btm evidence list answers.yaml --soon 60
"""

VERIFY_HELP = """Check every piece: its file and hash, its dates. Exit code 1 when any does not hold.

Example: btm evidence verify answers.yaml --format junit --output evidence.xml
"""

REQUEST_HELP = """List what to ask for, of whom: what would show the next level of each cell, and nothing above it.

One list for each owner that the file names; where it names none, for the area. Next is the level above the one that
valid evidence backs, up to the target.

Examples:

  btm evidence request answers.yaml --owner PMO -o pmo.md

  btm evidence request answers.yaml -o requests.xlsx
"""

AsOfToday = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE|today", help="The day to judge on. Default: today.")
]
FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="The answers file.")]


ToFormat = Annotated["Where", writes(Literal[TableFormat, "junit"])]
ToRequestFormat = Annotated["Where", writes(Literal[TableFormat, "xlsx"])]


def group() -> typer.Typer:
    """The commands of `btm evidence`."""
    group = typer.Typer()
    group.command("add", help=ADD_HELP, short_help="Register a piece of evidence.")(add)
    group.command("list", help=LIST_HELP, short_help="See what backs what.")(list_evidence)
    group.command("verify", help=VERIFY_HELP, short_help="Check hashes and dates.")(verify)
    group.command("request", help=REQUEST_HELP, short_help="List what to ask for, and of whom.")(request)
    return group


def add(
    file: FileArgument,
    key: Annotated[str, typer.Argument(metavar="KEY", help="How answers cite it, such as board-charter.")],
    title: Annotated[str, typer.Option(help="What it is, in a few words.")],
    path: Annotated[str | None, typer.Option(metavar="FILE", help="The file, as seen from here.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it is, if it is no file here.")] = None,
    dated: Annotated[
        str | None, typer.Option("--date", metavar="DATE|today", help="The day it is of. Default: today.")
    ] = None,
    valid_until: Annotated[str | None, typer.Option(metavar="DATE", help="The last day it holds.")] = None,
    owner: Annotated[str | None, typer.Option(help="Who keeps it.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the piece that has this key.")] = False,
    *,
    standards: AnyStandard,
) -> None:
    """Check the new piece as the file's reader would, then write one line."""
    from btm_cli.answers.edit import Change, Order
    from btm_cli.answers.store import update
    from btm_cli.answers.template import order_of

    if (path is None) == (url is None):
        raise UsageProblem("a piece has either a --path or a --url")
    load_file(file, standards)  # what is wrong with it is said before a large file is read for its hash
    path = path if path is None else as_spelled(path)
    digest = DiskFiles().sha256(path) if path is not None else None
    entry: dict[str, Any] = {} if url is None else {"url": url}
    entry["date"] = (parse_day(dated, "--date") or date.today()).isoformat()
    if valid_until is not None:
        entry["valid_until"] = str(parse_day(valid_until, "--valid-until"))
        if entry["valid_until"] < entry["date"]:
            raise UsageProblem("--valid-until is before --date")
    if owner is not None:
        entry["owner"] = owner

    def decide(content: bytes) -> tuple[list[Change], Order]:
        loaded = load_file(file, standards, KnownContent(content))
        if key in loaded.answers.evidence and not replace:
            raise UsageProblem(f"`{short(key)}` is registered already", "choose another key, or --replace")
        where = {"path": _registered_path(path, loaded), "sha256": digest} if path is not None else {}
        return [Change(("evidence", key), {"title": title} | where | entry)], order_of(loaded.standard)

    update(file, decide)
    say(f"registered `{short(key)}` in {file}")


def list_evidence(
    file: FileArgument,
    soon: Annotated[int, typer.Option(min=0, metavar="DAYS", help="How many days before its end is soon.")] = 30,
    *,
    where: ToFormat,
    full: FullOption = False,
    as_of: AsOfToday = None,
    standards: AnyStandard,
) -> None:
    """Show the register."""
    _show(file, soon, standards, as_of, where, full=full)


def verify(
    file: FileArgument,
    *,
    where: ToFormat,
    full: FullOption = False,
    as_of: AsOfToday = None,
    standards: AnyStandard,
) -> None:
    """Show the register and say by the exit code whether all of it holds."""
    from btm_cli.render.files.register_page import failing

    entries = _show(file, 0, standards, as_of, where, full=full)
    raise typer.Exit(ExitCode.CHECK_FAILED if failing(entries) else ExitCode.OK)


def request(
    file: FileArgument,
    owner: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this owner's list, or this area's (again for more)."),
    ] = None,
    *,
    where: ToRequestFormat,
    as_of: AsOfToday = None,
    standards: AnyStandard,
) -> None:
    """Write what to ask for."""
    from btm_cli.planning.proof import proof_to_ask
    from btm_cli.render.files.request import Request, request_book, request_data, request_page, request_rows

    assessment = assess_file(file, standards, as_of or "today")
    loaded, card = assessment.loaded, assessment.card
    readings = standards.readings(loaded)
    asked = proof_to_ask(loaded.standard, loaded.answers, card, assessment.evidence.valid, readings)
    if owner:
        asked = _only(owner, asked, loaded.standard)
    found = Request(asked, loaded.standard, file, card.enterprise, card.as_of)
    result = Result(
        page=lambda: request_page(found),
        wire=lambda: request_data(found),
        rows=lambda: request_rows(found),
        own={"xlsx": lambda: request_book(found)},
    )
    emit(result, where)


def _only(names: list[str], asked: tuple[AskedFor, ...], standard: Standard) -> tuple[AskedFor, ...]:
    """What is asked of these owners or areas. Raises UsageProblem for a name that nothing is asked of."""

    def whose(each: AskedFor) -> set[str]:
        area = standard.area(each.area)
        return {folded(each.owner)} if each.owner is not None else {folded(area.id), folded(area.name)}

    known = {name for each in asked for name in whose(each)}
    for name in names:
        if folded(name) not in known:
            hint = did_you_mean(name, sorted(known)) or f"lists here: {', '.join(sorted(known)) or 'none'}"
            raise UsageProblem(f"--owner: nothing is asked of `{short(name)}`", hint)
    wanted = {folded(name) for name in names}
    return tuple(each for each in asked if whose(each) & wanted)


def _show(
    file: str, soon: int, standards: Standards, as_of: str | None, where: Where, *, full: bool
) -> tuple[Entry, ...]:
    """Write what the register of `file` holds, and give it back; `soon` is in how many days."""
    from btm_cli.evidence import examine
    from btm_cli.evidence.register import register
    from btm_cli.render.files.register_page import register_brief, register_page
    from btm_cli.render.files.register_wire import register_data, register_junit, register_rows

    loaded = load_file(file, standards)
    day = parse_day(as_of) or date.today()
    entries = register(loaded.answers, examine(loaded.answers, loaded.folder, DiskFiles(), day), day, soon)
    page = register_brief if where.format == "text" and not full else register_page
    result = Result(
        page=lambda: page(entries, day),
        wire=lambda: register_data(entries, file, day),
        rows=lambda: register_rows(entries, file, day),
        own={"junit": lambda: register_junit(entries, file)},
    )
    emit(result, where)
    return entries


def _registered_path(path: str, loaded: LoadedAnswers) -> str:
    """The path as the register has it: from the evidence root."""
    root = os.path.realpath(os.path.join(loaded.folder, loaded.answers.evidence_root))
    inner = os.path.relpath(os.path.realpath(path), root).replace(os.sep, "/")
    if DiskFiles().resolve_inside(root, inner) is None:
        shown = os.path.normpath(os.path.join(loaded.folder, loaded.answers.evidence_root))
        raise UsageProblem(
            f"{path} lies outside of the evidence root {shown}", "move it there, or set `evidence_root` in the file"
        )
    return inner
