"""The record of every problem."""

from __future__ import annotations

from btm_cli.diagnostics import Diagnostic, Location, Severity, has_errors, without_consequences


def diagnostic(
    line: int, column: int = 1, code: str = "x", severity: Severity = Severity.ERROR, file: str = "a"
) -> Diagnostic:
    return Diagnostic(code, severity, "message", Location(file, line, column))


def test_problems_are_shown_by_file_line_column_and_code() -> None:
    right = [
        diagnostic(9, file="a"),
        diagnostic(2, 1, file="b"),
        diagnostic(2, 3, "c", file="b"),
        diagnostic(2, 3, "d", file="b"),
        diagnostic(10, file="b"),
    ]
    wrong = [*right[2:], *right[:2]]
    assert sorted(wrong, key=lambda each: each.sort_key) == right


def test_only_errors_make_a_file_invalid() -> None:
    warning, note = diagnostic(1, severity=Severity.WARNING), diagnostic(1, severity=Severity.NOTE)
    assert not has_errors([])
    assert not has_errors([warning, note])
    assert has_errors([warning, diagnostic(1)])


def test_one_place_one_problem() -> None:
    earlier = [diagnostic(2, 5)]
    later = [diagnostic(2, 5, "y"), diagnostic(2, 6), diagnostic(3, 5), diagnostic(2, 5, file="b")]
    assert without_consequences(earlier, later) == later[1:]
