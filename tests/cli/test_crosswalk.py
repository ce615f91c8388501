"""`btm standard crosswalk --from`: a framework's items, and how far answers are at each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.run import in_process

FILE = """\
standard: btm 1.1
enterprise: One Firm
assessed_on: 2026-11-20
answers: {compliance-and-risk-management: LEVEL}
"""


def items(folder: Path, level: int | None, *wanted: str) -> list[tuple[int | None, int | None, bool | None]]:
    """Mapped level, level now, reached: of compliance and risk management, in the items asked for."""
    answers: tuple[str, ...] = ()
    if level is not None:
        (folder / "firm.yaml").write_text(FILE.replace("LEVEL", str(level)), "utf-8")
        answers = ("--answers", "firm.yaml")
    done = in_process("standard", "crosswalk", "--from", "dora", *wanted, *answers, "--format", "json", cwd=folder)
    assert done.code == 0, done.complaint
    return [
        (one["level"], one["now"], one["reached"])
        for item in json.loads(done.out)["items"]
        for one in item["mappings"]
        if one["capability"] == "compliance-and-risk-management"
    ]


@pytest.mark.parametrize(
    ("level", "expected"),  # articles 6 and 10 are mapped to levels 3 and 4, article 8 to none
    [
        (None, [(3, None, None), (None, None, None), (4, None, None)]),
        (2, [(3, 2, False), (None, 2, None), (4, 2, False)]),
        (3, [(3, 3, True), (None, 3, None), (4, 3, False)]),
    ],
)
def test_a_level_is_reached_from_the_mapped_one_on(
    tmp_path: Path, level: int | None, expected: list[tuple[int | None, int | None, bool | None]]
) -> None:
    assert items(tmp_path, level, "Article 6", "Article 8", "Article 10") == expected


def test_what_is_not_assessed_says_so(tmp_path: Path) -> None:
    (tmp_path / "firm.yaml").write_text(FILE.replace("{compliance-and-risk-management: LEVEL}", ""), "utf-8")
    done = in_process("standard", "crosswalk", "--from", "dora", "Article 6", "-a", "firm.yaml", cwd=tmp_path)
    assert "not assessed" in done.text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "dora", "--framework", "dora"), "two directions"),
        (("--answers", "firm.yaml"), "--answers needs --from"),
        (("--from", "dorra"), "did you mean `dora`?"),
        (("--from", "dora", "Article 99"), "has no item `Article 99`"),
    ],
)
def test_what_does_not_go_together_is_refused(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = in_process("standard", "crosswalk", *arguments, cwd=tmp_path)
    assert (done.code, done.text) == (2, "")
    assert said in done.complaint
