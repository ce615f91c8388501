"""`btm profile list|show|apply`: how a kind of enterprise reads the standard, and what does not apply to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.cli.options import OneStandard, ToPage, ToTable
from btm_cli.cli.terminal.printing import say
from btm_cli.errors import UsageProblem
from btm_cli.files import DiskFiles, KnownContent
from btm_cli.intake.opened import Standards, load_file
from btm_cli.render.document.words import words
from btm_cli.render.emit import Result, emit

if TYPE_CHECKING:
    from btm_cli.answers.edit import Change, Order
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.answers.profile import Applied

HELP = """Profiles: how a kind of enterprise reads the standard's claims, and what does not apply to it.

Example: btm profile show single-unit
"""

LIST_HELP = """List the profiles of the standard.

Example: btm profile list
"""

SHOW_HELP = """Show what a profile says: its readings, and what it leaves out with the reason.

Example: btm profile show small-firm
"""

APPLY_HELP = """Write what the profiles of FILE leave out into it, as n/a with the reason and the profile's name.

The profiles are those of its line `profiles:`. Only what has no answer is written: an answer is never replaced, and
claimed cells and what is n/a already are listed and left alone. The line itself changes no number.

Example: btm profile apply answers.yaml --dry-run
"""


def group() -> typer.Typer:
    """The commands of `btm profile`."""
    group = typer.Typer()
    group.command("list", help=LIST_HELP, short_help="List the profiles.")(list_profiles)
    group.command("show", help=SHOW_HELP, short_help="Show what a profile says.")(show)
    group.command("apply", help=APPLY_HELP, short_help="Write what does not apply into an answers file.")(apply)
    return group


def list_profiles(
    *,
    where: ToTable,
    standards: OneStandard,
) -> None:
    """List the profiles."""
    from btm_cli.render.browse.profiles import profiles_data, profiles_page, profiles_rows

    profiles, rules = standards.profiles(), standards.get()
    result = Result(
        page=lambda: profiles_page(profiles, rules),
        wire=lambda: profiles_data(profiles, rules),
        rows=lambda: profiles_rows(profiles),
    )
    emit(result, where)


def show(
    profile: Annotated[str, typer.Argument(metavar="ID", help="Which profile.")],
    *,
    where: ToPage,
    standards: OneStandard,
) -> None:
    """Show one profile."""
    from btm_cli.render.browse.profiles import profile_data, profile_page
    from btm_cli.standard.references import pick

    known = {one.id: one for one in standards.profiles()}
    found = known[pick(profile.casefold(), dict.fromkeys(known, ()), "profile")]
    emit(Result(page=lambda: profile_page(found), wire=lambda: profile_data(found)), where)


def apply(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The answers file.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be written.")] = False,
    *,
    where: ToTable,
    standards: OneStandard,
) -> None:
    """Write n/a for what the file's profiles leave out, and say what was skipped."""
    from btm_cli.answers.store import update
    from btm_cli.answers.template import order_of
    from btm_cli.render.browse.profiles import applied_data, applied_page, applied_rows

    found: list[tuple[Applied, tuple[str, ...]]] = []

    def decide(content: bytes) -> tuple[list[Change], Order]:
        loaded, applied = _applied(file, content, standards)
        found.append((applied, loaded.answers.profiles))
        return list(applied.changes), order_of(loaded.standard)

    if dry_run:
        decide(DiskFiles().read(file))
    else:
        update(file, decide)
    applied, profiles = found[-1]
    result = Result(
        page=lambda: applied_page(applied, profiles),
        wire=lambda: applied_data(applied, file, profiles, written=not dry_run),
        rows=lambda: applied_rows(applied, file),
    )
    emit(result, where)
    say(words("browse.profile.not-changed" if dry_run or not applied.changes else "browse.profile.changed", file=file))


def _applied(file: str, content: bytes, standards: Standards) -> tuple[LoadedAnswers, Applied]:
    """The answers as they stand, and what their profiles leave out.

    Raises InvalidFiles; UsageProblem without any profile, and where they are not of the answers' edition.
    """
    from btm_cli.answers.profile import apply_profiles

    loaded, rules = load_file(file, standards, KnownContent(content)), standards.get()
    if loaded.standard.name != rules.name:
        raise UsageProblem(
            f"profiles are for {rules.name}, and {file} is of {loaded.standard.name}", "btm migrate FILE"
        )
    known = {one.id: one for one in standards.profiles()}
    names = loaded.answers.profiles
    if not names:
        ids = ", ".join(known) or "none"
        raise UsageProblem(
            f"{loaded.document.file} names no profile", f"write `profiles: [...]` in it; there are: {ids}"
        )
    return loaded, apply_profiles([known[name] for name in names], loaded.answers, loaded.standard)
