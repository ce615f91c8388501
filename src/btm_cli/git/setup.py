"""What makes plain `git diff` show scores: lines in `.gitattributes`, and a textconv in the repository's configuration.

In: a repository, the folders of its answers files, the command that converts. Out: a `Setup` that says what is missing
and can write it. A `.gitattributes` line is shared with everyone; the configuration is each clone's own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import NamedTuple

from btm_cli.errors import UnreadableFile
from btm_cli.files import DiskFiles
from btm_cli.git.process import Git
from btm_cli.git.repository import Repository
from btm_cli.saving import held, write_new
from btm_cli.saving.waiting import Wait

ATTRIBUTES = ".gitattributes"
DRIVER = "btm"
KEY = f"diff.{DRIVER}.textconv"
_BUSY = re.compile(r"error: could not lock config file .*: File exists", re.DOTALL)


class Setup(NamedTuple):
    """What is still missing: whole lines of `.gitattributes`, and the textconv unless it is set to `command`."""

    git: Git
    top: str
    lines: tuple[str, ...]
    command: str
    configured: bool

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return self.configured and not self.lines


def plan_setup(repository: Repository, patterns: Iterable[str], command: str) -> Setup:
    """What to write for `patterns` (lines of `.gitattributes` without the attribute). Raises UnreadableFile."""
    if repository.top is None:
        raise UnreadableFile("a bare repository has no .gitattributes", "run this in a clone with a work tree")
    present = _attributes(repository.top).splitlines()
    wanted = [f"{pattern} diff={DRIVER}" for pattern in patterns]
    code, out, _ = repository.git.run("config", "--local", "--get", KEY)
    configured = code == 0 and os.fsdecode(out).rstrip("\n") == command
    return Setup(
        repository.git, repository.top, tuple(line for line in wanted if line not in present), command, configured
    )


def write_setup(setup: Setup) -> None:
    """Append the missing lines and set the textconv. Raises UnreadableFile; run again, it changes nothing."""
    if setup.lines:
        _append(os.path.join(setup.top, ATTRIBUTES), setup.lines)
    if not setup.configured:
        _configure(setup.git, setup.command)


def _configure(git: Git, command: str) -> None:
    """Set the textconv. git itself waits for no other git that writes the same configuration."""
    wait = Wait(
        "the repository's configuration", "another git", "where no git is running, remove the file config.lock in .git"
    )
    while True:
        code, _, complaint = git.run("config", "--local", KEY, command)
        if not code:
            return
        if not _BUSY.fullmatch(complaint):
            raise UnreadableFile(f"git config can't set {KEY}: {complaint}")
        wait.step()


def _append(path: str, lines: Iterable[str]) -> None:
    """Add what is missing of `lines` by now: others may have written since they were shown."""
    try:
        write_new(path, "".join(f"{line}\n" for line in lines))
    except FileExistsError:
        with held(path) as found:
            there = found.content.splitlines()
            missing = [line.encode("utf-8", "surrogateescape") for line in lines]
            missing = [line for line in missing if line not in there]
            joint = b"" if not found.content or found.content.endswith(b"\n") else b"\n"
            if missing:
                found.replace(found.content + joint + b"".join(line + b"\n" for line in missing))


def pattern_of(folder: str) -> str:
    """The `.gitattributes` pattern of all YAML files directly in `folder`, which is seen from the top ("" is the top).

    What is special in a pattern is taken literally; a pattern with white space stands in quotes, as git reads it.
    """
    literal = "".join(f"\\{character}" if character in "\\*?[]!#" else character for character in folder)
    pattern = f"/{literal}/*.yaml" if folder else "/*.yaml"
    if any(character.isspace() or character == '"' for character in pattern):
        quoted = pattern.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}"'
    return pattern


def _attributes(top: str) -> str:
    path = os.path.join(top, ATTRIBUTES)
    if not os.path.lexists(path):
        return ""
    try:
        return DiskFiles().read(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{ATTRIBUTES} can't be read: {error}") from None
