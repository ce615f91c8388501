"""How git is run: without a shell, and without anything that a repository or its configuration could slip in.

In: arguments, a folder. Out: git's bytes, or `UnreadableFile`. No pager, no hooks, no file system monitor, no external
diff or textconv, no signature check, no prompt, no optional lock; messages in English, so that they can be told apart.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from typing import IO, NamedTuple

from btm_cli.errors import UnreadableFile

SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.quotePath": "false",
    "diff.external": "",
    "log.showSignature": "false",
    "log.follow": "false",
}
ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "C",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
}
OF_A_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
"""Set where git itself runs us (hooks, aliases, textconv): paths that name the repository."""


class Git(NamedTuple):
    """A git program bound to the folder it runs in and an environment."""

    folder: str
    environment: dict[str, str]

    @classmethod
    def at(cls, folder: str, *, inherit: bool = True) -> Git:
        """Git in `folder`; with `inherit` the repository that the environment names, if any, comes first."""
        environment = {**os.environ, **ENVIRONMENT}
        for name in ("GIT_EXTERNAL_DIFF", "GIT_PREFIX", *(() if inherit else OF_A_REPOSITORY)):
            environment.pop(name, None)
        for name in OF_A_REPOSITORY:
            if environment.get(name):
                environment[name] = os.path.abspath(environment[name])
        return cls(folder, environment)

    def command(self, *arguments: str) -> list[str]:
        """The whole command line."""
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        return ["git", "--no-pager", *settings, *arguments]

    def run(self, *arguments: str) -> tuple[int, bytes, str]:
        """Exit code, standard output and the last line of complaint. Raises UnreadableFile where git can't be run."""
        try:
            done = subprocess.run(
                self.command(*arguments),
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except (OSError, ValueError) as error:
            raise cannot_run(error, self.folder) from None
        complaint = done.stderr.decode("utf-8", "replace").strip()
        return done.returncode, done.stdout, complaint.splitlines()[0] if complaint else ""

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A git that goes on answering. Raises UnreadableFile where git can't be run."""
        try:
            return subprocess.Popen(
                self.command(*arguments),
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, ValueError) as error:
            raise cannot_run(error, self.folder) from None


def cannot_run(error: OSError | ValueError, folder: str) -> UnreadableFile:
    """Why git did not start: it is not there, or the folder is not."""
    if isinstance(error, FileNotFoundError) and os.path.isdir(folder):
        return UnreadableFile("git can't be run: there is no such program", hint="install git, or compare plain files")
    return UnreadableFile(f"git can't be run in {folder}: {getattr(error, 'strerror', None) or error}")


def close(process: subprocess.Popen[bytes]) -> None:
    """End a `start`ed git and leave nothing behind."""
    streams: tuple[IO[bytes] | None, ...] = (process.stdin, process.stdout)
    for stream in streams:
        if stream is not None:
            with suppress(OSError):
                stream.close()
    process.wait()
