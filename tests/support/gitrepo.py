"""Real git repositories for tests: made in a folder of the test's own, with fixed people, dates and settings."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}


class Repo:
    """A repository at `path`; commits are a day apart, from 2026-01-01 on."""

    def __init__(self, path: Path, *, bare: bool = False) -> None:
        self.path = path
        self._day = 0
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", *(["--bare"] if bare else []))

    @classmethod
    def cloned(cls, source: Repo, path: Path, *options: str) -> Repo:
        """A clone, over the file protocol, so that `--depth` counts."""
        run("clone", "--quiet", *options, source.path.as_uri(), str(path), cwd=source.path)
        made = cls.__new__(cls)
        made.path, made._day = path, 100
        return made

    def git(self, *arguments: str) -> str:
        """Run git here; out: what it printed."""
        self._day += arguments[0] in ("commit", "merge")
        when = f"2026-01-{1 + self._day % 28:02d}T12:00:00+02:00"
        return run(*arguments, cwd=self.path, GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)

    def write(self, files: dict[str, str | bytes]) -> Repo:
        """Write files into the working tree."""
        for name, text in files.items():
            path = self.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return self

    def commit(self, message: str, files: dict[str, str | bytes] | None = None) -> str:
        """Write files and commit all there is; out: the commit's id."""
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()


def run(*arguments: str, cwd: Path, **environment: str) -> str:
    """git, away from the settings of whoever runs the tests."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    result = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *arguments],
        cwd=cwd,
        env=own | SETTINGS | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout
