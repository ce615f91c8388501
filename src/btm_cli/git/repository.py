"""One repository: its revisions, their files, and a file's history.

In: a folder or a file on disk. Out: `Commit`, `GitFiles`, `Version`s. Raises UnreadableFile with what to do about it:
a revision that a shallow clone lacks, a folder outside of git, git's own refusals.
"""

from __future__ import annotations

import os
from collections import deque
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from btm_cli.errors import UnreadableFile
from btm_cli.git.discovery import NoRepository, find_repository
from btm_cli.git.files import GitFiles
from btm_cli.git.objects import Objects, not_here
from btm_cli.git.process import LONG_WAIT, Git
from btm_cli.validation import did_you_mean

FIELDS = 4
"""Of a commit in what `history` asks git for."""
OF_MISSING_OBJECTS = ("unable to read", "could not fetch", "Could not read", "bad object", "not allowed")
"""Words of git's complaints about them, the last for a fetch that finds no protocol. `log` reads contents to find
renames."""


class Commit(NamedTuple):
    """A commit: its id, its tree's, the day of its author and its subject."""

    id: str
    tree: str
    day: date
    subject: str


class Version(NamedTuple):
    """A file at one commit of its history: `path` from the top, and the id of its content."""

    commit: str
    day: date
    subject: str
    path: str
    blob: str


class Repository:
    """A repository, bare or not; `top` is the top of its work tree, None where it is bare."""

    def __init__(self, git: Git, top: str | None, prefix: str) -> None:
        self.git = git
        self.top = top
        self.prefix = prefix
        """The folder it was opened from, seen from the top: "" or "a/b/"."""
        self._objects = Objects(git)
        self._commits: dict[str, Commit] = {}

    @classmethod
    def open(cls, folder: str = ".") -> Repository:
        """The repository that `folder` is in. Raises UnreadableFile where it is in none."""
        return cls._opened(folder, inherit=True)

    @classmethod
    def _opened(cls, folder: str, inherit: bool) -> Repository:
        return cls(*find_repository(folder or ".", inherit=inherit))

    @classmethod
    def of_file(cls, path: str) -> tuple[Repository, str]:
        """The repository that a file on disk belongs to, and the file's path from its top. Raises UnreadableFile."""
        folder, name = os.path.split(path)
        if os.environ.get("GIT_DIR"):
            here = cls.open()
            inner = os.path.relpath(os.path.realpath(folder or "."), os.path.realpath(here.top or os.devnull))
            if here.top is not None and inner.split(os.sep)[0] != os.pardir:
                return here, "/".join(part for part in (*inner.split(os.sep), name) if part != os.curdir)
        repository = cls._opened(folder or ".", inherit=False)
        if repository.top is None:
            raise NoRepository(f"{path} is not in the work tree of a git repository")
        return repository, repository.prefix + name

    def commit(self, revision: str) -> Commit:
        """The commit that `revision` names, as git understands it. Raises UnreadableFile where it names none."""
        if revision not in self._commits:
            found = self._objects.read(f"{revision}^{{commit}}") if revision else None
            if found is None or found[1] != "commit":
                raise self._missing(revision)
            self._commits[revision] = _commit(found[0], found[2])
        return self._commits[revision]

    def files(self, revision: str) -> GitFiles:
        """The files at `revision`. Raises UnreadableFile where there is no such commit."""
        return GitFiles(self._objects, self.commit(revision).tree, revision, self._submodule)

    def content(self, blob: str) -> bytes:
        """The content of a `Version`. Raises UnreadableFile where it is not in this clone."""
        found = self._objects.read(blob)
        if found is None:
            raise not_here(f"the content {blob}")
        return found[2]

    def history(self, path: str, revision: str = "HEAD", *, first_parent: bool = False) -> list[Version]:
        """Every commit up to `revision` that changed the file, newest first, through its renames.

        With `first_parent` a merged branch counts as the one change its merge made. The version in which a file was
        removed is none. Raises UnreadableFile for an unknown revision; a file that was never there has no history.
        """
        commit = self.commit(revision)
        merges = ("--first-parent", "-m") if first_parent else ()
        code, out, complaint = self.git.run(
            "log",
            "--follow",
            "--find-renames",
            "--raw",
            "--no-abbrev",
            "--no-textconv",
            "--no-ext-diff",
            "--no-color",
            "--no-notes",
            "--no-mailmap",
            "--format=%H%x00%at%x00%ad%x00%s",
            "--date=format:%z",
            "-z",
            *merges,
            "--end-of-options",
            commit.id,
            "--",
            f":(top,literal){path}",
            seconds=LONG_WAIT,
        )
        if code and any(words in complaint for words in OF_MISSING_OBJECTS):
            raise not_here(f"what the history of {path} needs", complaint)
        if code:
            raise UnreadableFile(f"the history of {path} can't be followed: {complaint}")
        return _versions(out)

    def is_shallow(self) -> bool:
        """Whether history was cut off when this was cloned."""
        return self.git.run("rev-parse", "--is-shallow-repository")[1].strip() == b"true"

    def tags(self) -> list[tuple[str, str]]:
        """Every tag of a commit, by name: (name, id of its commit)."""
        code, out, _ = self.git.run(
            "for-each-ref",
            "--sort=refname",
            "--format=%(refname:strip=2)%00%(objectname)%00%(*objectname)",
            "refs/tags",
        )
        rows = [os.fsdecode(line).split("\0") for line in out.splitlines()] if code == 0 else []
        return [(name, peeled or plain) for name, plain, peeled in rows]

    def _submodule(self, path: str, commit: str) -> GitFiles | None:
        if self.top is None or not os.path.exists(os.path.join(self.top, path, ".git")):
            return None
        try:
            return self._opened(os.path.join(self.top, path), inherit=False).files(commit)
        except UnreadableFile:
            return None

    def _missing(self, revision: str) -> UnreadableFile:
        """Why there is no such commit, as far as one can tell."""
        shown = revision[:80]
        if not revision:
            return UnreadableFile("no revision stands before the colon", hint="as in HEAD:answers.yaml")
        if self._objects.read("HEAD^{commit}") is None and revision.startswith("HEAD"):
            return UnreadableFile("this repository has no commit yet", hint="commit the file, or compare two files")
        if self.is_shallow():
            return UnreadableFile(
                f"there is no commit `{shown}` in this clone, which is shallow: its history was cut off",
                hint="git fetch --unshallow (in GitHub Actions: `fetch-depth: 0` for actions/checkout)",
            )
        code, out, _ = self.git.run("for-each-ref", "--format=%(refname:short)")
        names = ["HEAD", *os.fsdecode(out).split("\n")] if code == 0 else []
        return UnreadableFile(f"there is no commit `{shown}` in this repository", did_you_mean(revision, names))


def _commit(identity: str, content: bytes) -> Commit:
    """A commit object: headers (tree, parents, author ... seconds zone), an empty line, the message."""
    head, _, message = content.decode("utf-8", "replace").partition("\n\n")
    lines = head.split("\n")
    author = next((line for line in lines if line.startswith("author ")), "author 0 +0000").split()
    return Commit(identity, lines[0].removeprefix("tree "), _day(author[-2], author[-1]), message.split("\n", 1)[0])


def _versions(out: bytes) -> list[Version]:
    """What `git log --raw -z` wrote: for each commit four fields, then `:modes ids STATUS` and one or two paths.

    Fields are taken by their number, never by what is in them: a subject or a path may hold anything but NUL.
    """
    versions = []
    fields = deque(out.split(b"\0"))
    while len(fields) > FIELDS:
        commit, seconds, zone, subject = (fields.popleft().decode("utf-8", "replace") for _ in range(FIELDS))
        while fields and fields[0].lstrip(b"\n").startswith(b":"):
            *_, blob, status = fields.popleft().decode("ascii", "replace").split()
            paths = [fields.popleft() for _ in range(2 if status[0] in "RC" else 1)]
            if status != "D":
                versions.append(Version(commit, _day(seconds, zone), subject, os.fsdecode(paths[-1]), blob))
    return versions


def _day(seconds: str, zone: str) -> date:
    """The author's own day."""
    try:
        minutes = int(zone[-4:-2]) * 60 + int(zone[-2:])
        offset = timezone(timedelta(minutes=-minutes if zone.startswith("-") else minutes))
        return datetime.fromtimestamp(int(seconds), offset).date()
    except (ValueError, OverflowError, OSError):  # a commit can say anything
        return datetime.fromtimestamp(0, UTC).date()
