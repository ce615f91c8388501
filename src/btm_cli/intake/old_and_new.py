"""What `OLD [NEW] --since REV` means: the two places that are compared.

In: the words of the command line. Out: two `Opened` places; a file is found under the name it had then. Git is
imported only where it is asked.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from btm_cli.errors import UnreadableFile, UsageProblem
from btm_cli.files import DiskFiles
from btm_cli.intake.places import Opened, at_revision, open_place

if TYPE_CHECKING:
    from btm_cli.git.repository import Repository


def old_and_new(old: str, new: str | None, since: str | None) -> tuple[Opened, Opened]:
    """The earlier and the later place. Raises UsageProblem and UnreadableFile."""
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
        raise UnreadableFile(f"{file} can't be read: there is no such file or folder", _hint(file))
    repository, path = Repository.of_file(file)
    place = at_revision(repository, revision, path)
    if place.files.exists(path):
        return place
    named = _name_at(repository, place, path)
    if named is None:
        raise UnreadableFile(f"{file} is not in {revision}", hint="commit it first, or name two files")
    return place._replace(path=named)


def _hint(file: str) -> str | None:
    """What may have been meant: a revision without its file, or a path nearby."""
    from btm_cli.answers.hints import path_hint
    from btm_cli.git.repository import Repository

    with suppress(UnreadableFile):
        Repository.open().commit(file)
        return f"a revision takes its file: btm diff {file}:FILE"
    return path_hint(file)


def _name_at(repository: Repository, place: Opened, path: str) -> str | None:
    """What the file was called at a revision, by its renames since; None where it was not there."""
    names = dict.fromkeys(version.path for version in repository.history(path))
    return next((name for name in names if place.files.exists(name)), None)
