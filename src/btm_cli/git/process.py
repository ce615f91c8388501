"""How git is run, in the one place that runs it: nothing that a repository or its configuration says is executed.

In: arguments, a folder. Out: git's bytes, or `UnreadableFile`. Git reads what is there and reaches for nothing else: no
transport and no lazy fetch, no hook, monitor, pager, filter, textconv or prompt, no variable that could name a program
(docs/decisions/0021-git-only-reads.md). `ci/github-common.sh` has the same settings for the scripts, held by a test.
"""

from __future__ import annotations

import os
import re
import select
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import IO, NamedTuple

from btm_cli.errors import UnreadableFile

SETTINGS = {
    "core.attributesFile": os.devnull,
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.quotePath": "false",
    "diff.external": "",
    "diff.orderFile": os.devnull,  # read without end where it is a device
    "log.diffMerges": "separate",  # `remerge` would run merge drivers
    "log.follow": "false",
    "log.showSignature": "false",  # gpg.program
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
    "submodule.recurse": "false",
}
ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",  # messages in English, so that they can be told apart
    "LANGUAGE": "C",
    # The name of no protocol: a list that is empty still allows "", and `::x` as a URL runs `alias.remote-`. No alias
    # can have a line break in its name, and no item of configuration can allow more than this variable does.
    "GIT_ALLOW_PROTOCOL": "\n",
    "GIT_NO_LAZY_FETCH": "1",  # unknown to git before 2.39.4 and 2.45.1, where the fetch starts and finds no protocol
    "GIT_ATTR_NOSYSTEM": "1",
    # A commit and its parents are those that it names: nothing stands in for them.
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
}
OF_A_REPOSITORY = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)
"""Set where git itself runs us (hooks, aliases, textconv), or by who means a repository: where its parts lie."""
KEPT = (
    *OF_A_REPOSITORY,
    "GIT_CEILING_DIRECTORIES",  # how far up a repository is looked for
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_CONFIG_GLOBAL",  # where the user's settings are, for safe.directory; no repository writes there
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
)
"""All that is kept of the variables that begin with GIT_: others name programs (GIT_SSH_COMMAND, GIT_EXTERNAL_DIFF,
GIT_ASKPASS, GIT_EXEC_PATH), files to write (GIT_TRACE), or settings (GIT_CONFIG_COUNT, GIT_CONFIG_PARAMETERS)."""
SHORT_WAIT, LONG_WAIT = 20, 300
"""Seconds after which a git that answers nothing is ended: for a word about the repository, and for a walk through its
history. A configuration or a list of references that is a FIFO is read without end, and git can't be told not to."""
PROGRAM = "git.exe" if os.name == "nt" else "git"


class Git(NamedTuple):
    """A git program bound to the folder it runs in and an environment; `trusted` are folders of other people."""

    folder: str
    environment: dict[str, str]
    trusted: tuple[str, ...] = ()

    @classmethod
    def at(cls, folder: str, *, inherit: bool = True) -> Git:
        """Git in `folder`; with `inherit` the repository that the environment names, if any, comes first."""
        kept = KEPT if inherit else [name for name in KEPT if name not in OF_A_REPOSITORY]
        environment = {name: value for name, value in os.environ.items() if name in kept or name[:4] != "GIT_"}
        for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"):
            if environment.get(name):
                environment[name] = os.path.abspath(environment[name])
        environment["PATH"] = os.pathsep.join(_absolute_path(environment))
        return cls(folder, environment | ENVIRONMENT, tuple(_trusted(os.environ)))

    def command(self, *arguments: str) -> list[str]:
        """The whole command line. Raises UnreadableFile where there is no git."""
        pairs = [*SETTINGS.items(), *(("safe.directory", folder) for folder in self.trusted)]
        settings = [part for name, value in pairs for part in ("-c", f"{name}={value}")]
        return [self._program(), "--no-pager", *settings, *arguments]

    def run(self, *arguments: str, seconds: float | None = None) -> tuple[int, bytes, str]:
        """Exit code, standard output and git's last word on a failure, within `seconds` (SHORT_WAIT where not said).

        Raises UnreadableFile where git can't be run or takes longer.
        """
        process = self._popen(arguments, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        with process:
            try:
                out, complaints = process.communicate(timeout=seconds or SHORT_WAIT)
            except subprocess.TimeoutExpired:
                process.kill()
                raise no_answer(self.folder) from None
        lines = complaints.decode("utf-8", "replace").strip().splitlines()
        fatal = [line for line in lines if line.startswith("fatal: ")]
        said = [*fatal[-1:], *lines, ""][0]  # what a child of git complained of comes first
        return process.returncode, out, as_typed(said, self.folder or ".")

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A git that goes on answering. Raises UnreadableFile where git can't be run."""
        return self._popen(arguments, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def _popen(self, arguments: tuple[str, ...], stdin: int, stderr: int) -> subprocess.Popen[bytes]:
        command = self.command(*arguments)
        try:
            return subprocess.Popen(
                command, cwd=self.folder, env=self.environment, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UnreadableFile(f"git can't be run in {self.folder}: {reason}") from None

    def _program(self) -> str:
        """Git by its whole path: Windows looks for a bare name in the working directory first."""
        for folder in _absolute_path(self.environment):
            program = os.path.join(folder, PROGRAM)
            if os.path.isfile(program) and os.access(program, os.X_OK):
                return program
        raise UnreadableFile("git can't be run: there is no such program", hint="install git, or compare plain files")


def _absolute_path(environment: Mapping[str, str]) -> list[str]:
    """PATH without relative entries: they count from the folder git runs in, where the repository may have a `git`."""
    return [entry for entry in os.get_exec_path(environment) if os.path.isabs(entry)]


def as_typed(said: str, folder: str) -> str:
    """What git said with the folder as the user wrote it, not where it lies on this machine."""
    here = re.escape(os.path.realpath(folder))
    return re.sub(rf"(?<![^\s'\"]){here}(?=[\s'\":,/\\]|$)", lambda _: folder, said)


def _trusted(environment: Mapping[str, str]) -> Iterator[str]:
    """The values of safe.directory in GIT_CONFIG_KEY_0, GIT_CONFIG_VALUE_0 ...: containers are set up this way."""
    number = 0
    while (name := environment.get(f"GIT_CONFIG_KEY_{number}")) is not None:
        if name.lower() == "safe.directory":
            yield environment.get(f"GIT_CONFIG_VALUE_{number}", "")
        number += 1


def answers(stream: IO[bytes]) -> bool:
    """Whether something comes within LONG_WAIT; Windows, which can't wait for a pipe, has no FIFO to hang on either."""
    return os.name == "nt" or bool(select.select([stream], [], [], LONG_WAIT)[0])


def no_answer(folder: str) -> UnreadableFile:
    """The error where git waits for something that does not come."""
    return UnreadableFile(
        f"git does not answer in {folder or '.'}",
        hint="is a file in .git, or one that its config includes, a pipe or a device?",
    )


def close(process: subprocess.Popen[bytes]) -> None:
    """End a `start`ed git and leave nothing behind."""
    streams: tuple[IO[bytes] | None, ...] = (process.stdin, process.stdout)
    for stream in streams:
        if stream is not None:
            with suppress(OSError):
                stream.close()
    try:
        process.wait(SHORT_WAIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
