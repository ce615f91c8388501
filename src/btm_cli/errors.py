"""What can end a command early, and the exit code of each, by the table in `docs/exit-codes.md`.

In: nothing. Out: `ExitCode` and the `BtmError` family; each class says whose fault it is.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from btm_cli.diagnostics import Diagnostic


class ExitCode(IntEnum):
    """The process's exit codes; with several files the highest one counts."""

    OK = 0
    CHECK_FAILED = 1
    USAGE = 2
    INVALID = 3
    UNREADABLE = 4
    BUG = 70
    INTERRUPTED = 130
    TERMINATED = 143


class BtmError(Exception):
    """A problem that ends the command with a message instead of a traceback."""

    exit_code = ExitCode.BUG

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageProblem(BtmError):
    """The command line's fault: a value or reference that means nothing here."""

    exit_code = ExitCode.USAGE


class InvalidFiles(BtmError):
    """A file's fault: its problems travel along as diagnostics."""

    exit_code = ExitCode.INVALID

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__(f"{len(diagnostics)} problem(s) found")
        self.diagnostics = diagnostics


class UnreadableFile(BtmError):
    """The file system's fault: something can't be read or written."""

    exit_code = ExitCode.UNREADABLE


class TooLarge(UnreadableFile):
    """More than is read: no finding about a file either, since another limit would find something else."""


class IncompleteClone(UnreadableFile):
    """Git's history has it and this clone lacks it: no finding about a file, which is neither missing nor wrong."""
