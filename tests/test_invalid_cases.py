"""Every folder of cases/invalid: a file with mistakes and the exact diagnostics it must give.

Places and codes in `expected.txt` were marked by hand in the text; an empty line of doubt there is a bug in btm.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli.intake.checking import check_file
from btm_cli.intake.opened import Standards

CASES = sorted((Path(__file__).parent / "cases" / "invalid").iterdir())
STANDARDS = Standards()


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_problem_is_found_at_its_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    found = [
        f"{problem.location.line}:{problem.location.column} {problem.severity.value}[{problem.code}] {problem.message}"
        + (f" | {problem.hint}" if problem.hint else "")
        for problem in check_file("answers.yaml", STANDARDS, None)
    ]
    expected = Path("expected.txt").read_text(encoding="utf-8").splitlines()
    assert found == expected
    assert expected, f"{folder.name} has no mistake"


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_code_has_a_page(folder: Path) -> None:
    pages = Path(__file__).parents[1] / "docs" / "codes"
    lines = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    codes = {line.split("[")[1].split("]")[0] for line in lines}
    assert {code for code in codes if not (pages / f"{code}.md").is_file()} == set()
