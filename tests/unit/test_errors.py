"""What ends a command, and whose fault it is: the table of docs/exit-codes.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli.diagnostics import Diagnostic, Location, Severity
from btm_cli.errors import BtmError, ExitCode, InvalidFiles, UnreadableFile, UsageProblem


@pytest.mark.parametrize(("error", "code"), [(UsageProblem, 2), (UnreadableFile, 4), (BtmError, 70)])
def test_each_error_has_its_exit_code(error: type[BtmError], code: int) -> None:
    raised = error("what", "hint")
    assert (raised.exit_code, raised.message, raised.hint, str(raised)) == (code, "what", "hint", "what")


def test_invalid_files_carry_their_problems() -> None:
    problem = Diagnostic("x", Severity.ERROR, "message", Location("a"))
    raised = InvalidFiles([problem])
    assert (raised.exit_code, raised.diagnostics) == (3, [problem])


def test_every_exit_code_is_documented(root: Path) -> None:
    text = (root / "docs" / "exit-codes.md").read_text("utf-8")
    assert [code.name for code in ExitCode if f"| {code.value} |" not in text and f"`{code.value}`" not in text] == []
