"""`btm` as users run it: a process of its own, or the same entry point in this process where only its output matters.

In: arguments, working directory, standard input, environment. Out: the exit code and the bytes of both streams.
tests/cli/test_both_ways.py holds the two equal for every command.
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import chdir
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

import typer

from btm_cli.cli.app import build, run
from btm_cli.cli.commands import COMMANDS, Command
from btm_cli.planning.fast import WORK, solve_fast
from btm_cli.planning.model import PlanProblem, Solution, Starts
from btm_cli.standard.bundled import load_bundled

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 600
"""After so many seconds something hangs, however busy the machine: nothing takes a tenth of them by itself."""
CHANGES_OUTPUT = {
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "TERM",
    "BTM_TRACEBACK",
    "_BTM_COMPLETE",
    "PYTHONIOENCODING",
    "PYTHONUTF8",
    "CI",
    "GITHUB_ACTIONS",
    "TF_BUILD",
    "TEAMCITY_VERSION",
}


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """Standard output, which must be UTF-8."""
        return self.out.decode("utf-8")

    @property
    def complaint(self) -> str:
        """Standard error, which must be UTF-8."""
        return self.err.decode("utf-8")


def process(*arguments: object, cwd: Path = ROOT, stdin: str = "", **environment: str) -> Ran:
    """`python -m btm_cli` with all streams piped; UTF-8 and 80 columns unless `environment` says otherwise."""
    result = subprocess.run(
        [sys.executable, "-m", "btm_cli", *map(str, arguments)],
        cwd=cwd,
        env=plain_environment() | {"COLUMNS": "80"} | environment,
        input=stdin.encode("utf-8"),
        capture_output=True,
        timeout=LONGEST,
    )
    return Ran(result.returncode, result.stdout, result.stderr)


def in_process(*arguments: object, cwd: Path = ROOT, stdin: str = "", **environment: str) -> Ran:
    """The same in this process, at a fraction of the time; a bug of btm is raised as it is."""
    if "_BTM_COMPLETE" in environment:
        raise ValueError("completion keeps modules from being imported: it needs a process of its own")
    settings = plain_environment() | {"COLUMNS": "80", "BTM_TRACEBACK": "1"} | environment
    encoding, _, errors = settings["PYTHONIOENCODING"].partition(":")
    given = io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8")), encoding=encoding)
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=errors or "strict", newline="")
    err = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace", newline="")
    with (
        chdir(cwd),
        patch.dict(os.environ, settings, clear=True),
        patch.multiple(sys, stdin=given, stdout=out, stderr=err),
        patch("btm_cli.cli.app.build", built_once),
        patch("btm_cli.standard.bundled.load_bundled", bundled_once),
        patch("btm_cli.planning.solve.solve_fast", planned_once),
        patch("btm_cli.planning.costs.solve_fast", planned_once),
    ):
        code = run([str(argument) for argument in arguments])
        for stream in (out, err):
            stream.flush()
    return Ran(code, out.buffer.getvalue(), err.buffer.getvalue())  # type: ignore[attr-defined]


def built_once(arguments: list[str]) -> Callable[..., object]:
    """`build`, which describes each command once for all runs in this process: that takes longer than most commands."""
    first = next((word for word in arguments if not word.startswith("-")), "")
    named = [first] if first in COMMANDS else []
    return described(COMMANDS.get(first), *named, *(word for word in arguments if word.endswith("-completion")))


@cache
def described(command: Command | None, *arguments: str) -> Callable[..., object]:
    """What runs the command that `arguments` name; `command` says where it is, as a test may have put another there."""
    return typer.main.get_command(build(list(arguments)))


@cache
def bundled_once(edition: str | None = None) -> object:
    """A shipped standard, read once for all runs in this process: it never changes."""
    return load_bundled(edition)


def planned_once(problem: PlanProblem, begin: Iterable[Starts] = (), work: int = WORK) -> Solution | None:
    """`solve_fast`, which searches once for all runs in this process: the same problem has the same plan."""
    return plan_of(pickle.dumps((problem, tuple(begin), work)))


@cache
def plan_of(asked: bytes) -> Solution | None:
    """What `solve_fast` gives for pickled arguments."""
    return solve_fast(*pickle.loads(asked))


def plain_environment() -> dict[str, str]:
    """This process's environment without what would change btm's output."""
    kept = {name: value for name, value in os.environ.items() if name not in CHANGES_OUTPUT}
    return kept | {"PYTHONIOENCODING": "utf-8"}
