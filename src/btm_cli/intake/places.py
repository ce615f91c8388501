"""Where commands find what they read: on disk, or in git as `REV:PATH`.

In: a command line's word. Out: an `Opened` place behind the files port, and what lies there: answers, a standard, or
UnreadableFile and InvalidFiles in the words of the command line. Git is imported only where a colon may mean it.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from btm_cli.diagnostics import Diagnostic, short
from btm_cli.errors import InvalidFiles, UnreadableFile, UsageProblem
from btm_cli.files import DiskFiles, Files

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.git.repository import Repository
    from btm_cli.intake.opened import Standards
    from btm_cli.standard.model import Standard

Read = TypeVar("Read")


class Opened(NamedTuple):
    """A file or folder: `path` is what `files` call it, `revision` None on disk, `commit` its id."""

    files: Files
    path: str
    revision: str | None = None
    commit: str | None = None

    @property
    def label(self) -> str:
        """What messages call it."""
        return self.path if self.revision is None else f"{self.revision}:{self.path}"

    def sound(self, read: Read | None, problems: list[Diagnostic]) -> Read:
        """What was read here. Raises InvalidFiles with its problems where that is nothing."""
        if read is None:
            raise InvalidFiles(self.placed(problems))
        return read

    def placed(self, problems: list[Diagnostic]) -> list[Diagnostic]:
        """`problems` of files found here, their files called as the user would."""
        if self.revision is None:
            return problems
        return [
            problem._replace(location=problem.location._replace(file=f"{self.revision}:{problem.location.file}"))
            for problem in problems
        ]


def open_place(text: str, repository: Repository | None = None) -> Opened:
    """The place that `text` names; `repository` is the one to look in, by default the working directory's.

    Raises UnreadableFile where there is no such commit; whether there is such a path shows when it is read.
    """
    if ":" not in text:
        return Opened(DiskFiles(), text)
    from btm_cli.git.place import parse_place

    place = parse_place(text)
    if place.revision is None:
        return Opened(DiskFiles(), place.path)
    if not place.revision:
        raise UsageProblem(
            f"`{short(text)}` names no revision", hint="as in HEAD:answers.yaml; git's index can't be read"
        )
    from btm_cli.git.repository import Repository

    try:
        found = repository or Repository.open()
        return at_revision(found, place.revision, _from_top(place.path, found.prefix))
    except UnreadableFile as error:
        raise UnreadableFile(f"{text}: {error.message}", error.hint) from None


def open_folder(text: str) -> Opened:
    """As `open_place`, for a folder: its path has no slash at the end. Raises UnreadableFile, UsageProblem."""
    place = open_place(text)
    return place._replace(path=place.path.rstrip("/\\" if place.revision is None else "/") or place.path)


def at_revision(repository: Repository, revision: str, path: str) -> Opened:
    """The file or folder `path`, seen from the top, at a revision. Raises UnreadableFile for an unknown one."""
    commit = repository.commit(revision)
    return Opened(repository.files(revision), path, revision, commit.id)


def _from_top(path: str, prefix: str) -> str:
    """`path` as git takes it: from the top, or from the working directory with `./` or `../`."""
    if not path.startswith(("./", "../")):
        return path
    whole = posixpath.normpath(prefix + path)
    if whole.split("/")[0] == "..":
        raise UnreadableFile("the path leads out of the repository")
    return whole


def mapping_of(content: bytes, path: str) -> dict[str, Any]:
    """What a file says as far as it can be read, {} where that is no mapping; problems are for others to tell."""
    from btm_cli.source import parse

    document, _ = parse(content, path, placing=False)
    return document.data if document is not None and isinstance(document.data, dict) else {}


def read_answers(
    place: Opened, standards: Standards, *, date_may_be_open: bool = False
) -> tuple[LoadedAnswers, list[Diagnostic]]:
    """The answers at `place` and their warnings. Raises InvalidFiles with every problem, UnreadableFile."""
    from btm_cli.answers.load import load_answers

    find, names = standards.find, standards.names()
    loaded, problems = load_answers(place.path, place.files, find, names, date_may_be_open=date_may_be_open)
    return place.sound(loaded, problems), place.placed(problems)


def read_standard(text: str) -> Standard:
    """The standard in the folder that `text` names. Raises InvalidFiles, UnreadableFile."""
    from btm_cli.standard.load import load_standard

    place = open_folder(text)
    return place.sound(*load_standard(place.path, place.files))
