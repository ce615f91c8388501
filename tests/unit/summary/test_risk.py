"""What is still open can take a state away: by the score, by a capability's level, or by both."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

import pytest

from btm_cli.intake.opened import Standards, assess_file
from btm_cli.summary.risk import at_risk

HEAD = "standard: btm 1.1\nenterprise: Acme\nassessed_on: 2026-11-20\n"
FULL = "answers:\n  approval-and-prioritization: 3\n"
OPEN = "answers:\n  approval-and-prioritization: {process: 3, organization: 3, information: 3}\n"


def risk(folder: Path, answers: str, state: str) -> str:
    (folder / "answers.yaml").write_text(f"{HEAD}scope: [approval-and-prioritization]\n{answers}", "utf-8")
    found = assess_file(str(folder / "answers.yaml"), Standards())
    standard = found.loaded.standard
    held = next(one for one in standard.states if one.id == state)
    return at_risk(standard, found.card, held, found.card.overall.numbers.low)


@pytest.mark.parametrize(
    ("answers", "state", "expected"),
    [
        (FULL, "alignment", "none"),
        # Three cells at 3 and one open: (3 + 3 + 3 + 1) / 4 = 2.5, below 3; the open cell at 1 is below the floor of 2.
        (OPEN, "alignment", "both"),
        # At 5 the low is (5 + 5 + 5 + 1) / 4 = 4, above 3: the level alone is not safe.
        (OPEN.replace("3", "5"), "alignment", "floor"),
        # Pre-alignment begins at the lowest level and asks for nothing above it.
        (OPEN, "pre-alignment", "none"),
    ],
)
def test_by_hand(tmp_path: Path, answers: str, state: str, expected: str) -> None:
    assert risk(tmp_path, answers, state) == expected


def test_open_criteria_endanger_no_level(tmp_path: Path) -> None:
    """What nobody answered counts as not met already: only cells that nobody assessed can lower a level."""
    rated = FULL.replace(": 3", ": {process: {2a: fully}, organization: 3, information: 3, technology: 3}")
    assert risk(tmp_path, rated, "alignment") in ("none", "score")


def test_where_a_capability_has_the_level_of_its_mean(tmp_path: Path) -> None:
    """(5 + 5 + 5 + 1) / 4 = 4 is level 4 there, which is above the floor."""
    (tmp_path / "answers.yaml").write_text(
        f"{HEAD}scope: [approval-and-prioritization]\n{OPEN.replace('3', '5')}", "utf-8"
    )
    found = assess_file(str(tmp_path / "answers.yaml"), Standards())
    standard = found.loaded.standard._replace(capability_level="mean")
    alignment = next(one for one in standard.states if one.id == "alignment")
    assert at_risk(standard, found.card, alignment, found.card.overall.numbers.low) == "none"
    assert at_risk(standard, found.card, alignment._replace(floor=5), F(4)) == "floor"
