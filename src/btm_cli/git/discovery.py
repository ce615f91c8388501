"""Which repository a folder is in.

In: a folder. Out: git bound to the repository, its top, and the folder seen from there. A repository is what has a
`.git`: a folder that is itself laid out like a git directory (a bare repository, which anybody can commit as plain
files) is passed over, and looked for above. Only GIT_DIR can name a bare one.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from btm_cli.errors import UnreadableFile
from btm_cli.git.process import Git


class NoRepository(UnreadableFile):
    """A folder or file that git does not know."""


class Found(NamedTuple):
    """`top` is the top of the work tree, None for a bare repository; `prefix` the folder seen from it: "" or "a/b/"."""

    git: Git
    top: str | None
    prefix: str


def find_repository(folder: str, *, inherit: bool) -> Found:
    """The repository that `folder` is in; with `inherit` the one that GIT_DIR names comes first.

    Raises NoRepository where there is none, UnreadableFile for git's own refusals.
    """
    if inherit and os.environ.get("GIT_DIR"):
        git = Git.at(folder)
        code, out, complaint = git.run("rev-parse", "--is-bare-repository")
        if code:
            raise _refused(folder, complaint)
        return Found(git, *_work_tree(git, bare=out.strip() == b"true"))
    git, passed = Git.at(folder, inherit=inherit), ""
    while True:
        code, out, complaint = git.run("rev-parse", "--is-bare-repository", "--absolute-git-dir")
        bare, _, git_folder = os.fsdecode(out).removesuffix("\n").partition("\n")
        here = os.path.realpath(git.folder)
        if code == 0 and not _is_inside(here, os.path.realpath(git_folder)):
            top, prefix = _work_tree(git, bare=bare == "true")
            if top is not None and not _is_inside(here, os.path.realpath(top)):
                raise UnreadableFile(f"{folder} is not in the work tree of its repository, which core.worktree moves")
            return Found(git, top, prefix + passed)
        if code and "cannot use bare repository" not in complaint:
            raise _refused(folder, complaint, passed=bool(passed))
        # Git before 2.38 lacks safe.bareRepository and names the git directory itself; newer ones refuse.
        look_alike = here if code else os.path.realpath(git_folder)
        above = os.path.dirname(look_alike)
        if above == look_alike:
            raise _refused(folder, "not a git repository", passed=True)
        passed = f"{os.path.relpath(here, above)}/{passed}".replace(os.sep, "/")
        git = git._replace(folder=above)


def _work_tree(git: Git, *, bare: bool) -> tuple[str | None, str]:
    """Top and prefix, as `Found` has them."""
    if bare:
        return None, ""
    prefix = os.fsdecode(git.run("rev-parse", "--show-prefix")[1]).removesuffix("\n")
    code, out, _ = git.run("rev-parse", "--show-toplevel")
    return (None if code else os.fsdecode(out).removesuffix("\n")), prefix


def _is_inside(folder: str, other: str) -> bool:
    try:
        return os.path.commonpath([folder, other]) == os.path.normpath(other)
    except ValueError:  # on another drive
        return False


def _refused(folder: str, complaint: str, *, passed: bool = False) -> UnreadableFile:
    if "not a git repository" in complaint:
        if passed:
            return NoRepository(
                f"{folder} is in a bare repository, which is read only where it is named",
                hint="set GIT_DIR to its folder, if you trust it",
            )
        return NoRepository(f"{folder} is not in a git repository", hint="name two files to compare them without git")
    if "dubious ownership" in complaint:
        return UnreadableFile(
            f"git does not trust the repository of {folder}: it belongs to somebody else",
            hint="git config --global --add safe.directory FOLDER",
        )
    return UnreadableFile(f"git refuses {folder}: {complaint.removeprefix('fatal: ')}")
