"""What a newer edition says to those who come from an earlier one: where an old answer may mislead.

In: the folder of a standard, both editions. Out: notes by reference in the newer edition, or what is wrong with the
file that holds them, `editions/migration-<from>-<to>.yaml`. They are informative: nothing enters a score or digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from btm_cli.diagnostics import Diagnostic, Problem, has_errors, short
from btm_cli.files import Files
from btm_cli.standard.companion_schema import MigrationNotesFile
from btm_cli.standard.criteria import criteria_by_reference
from btm_cli.standard.load_checked import load_checked
from btm_cli.standard.model import Standard
from btm_cli.validation import did_you_mean

NOTES = "editions/migration-"


def load_migration_notes(
    folder: str, files: Files, old: Standard, new: Standard
) -> tuple[Mapping[str, str] | None, list[Diagnostic]]:
    """The notes for who comes from `old` to `new`: none where the standard in `folder` has none.

    Out: None where any problem is an error. Raises UnreadableFile.
    """
    stem = f"migration-{old.edition}-{new.edition}"
    path = f"{folder}/editions/{stem}.yaml"
    if not files.exists(path):
        return {}, []
    check = partial(check_migration_notes, standard=new, stem=stem)
    entry, problems = load_checked(path, files, MigrationNotesFile, check)
    return (None if entry is None or has_errors(problems) else entry.notes), problems


def check_migration_notes(entry: MigrationNotesFile, standard: Standard, stem: str) -> Iterator[Problem]:
    """The file is named after its editions; where it leads to the edition of `standard`, its references are there."""
    if stem != f"migration-{entry.from_edition}-{entry.to}":
        message = f"the file's name must be `migration-{entry.from_edition}-{entry.to}.yaml`"
        yield Problem("wrong-value", message, ("from",))
    if entry.to != standard.edition:
        return
    known = criteria_by_reference(standard)
    for reference in entry.notes:
        if reference not in known:
            message = f"unknown criterion `{short(reference)}`"
            hint = did_you_mean(reference, known)
            yield Problem("unknown-criterion", message, ("notes", reference), hint=hint, at_key=True)
