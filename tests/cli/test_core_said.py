"""Wherever a score of core claims is shown, "(core)" stands behind it or above its column."""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli.standard.bundled import load_bundled
from support.run import in_process

HEAD = "standard: btm 1.1\nenterprise: Core Ltd\nassessed_on: 2026-11-20\n"
ANSWERS = "answers:\n  asset-rationalization: {process: {2b: fully, 3b: largely}, technology: 2}\n"
BOARD = ("report", "core.yaml", "-f", "markdown", "--edition", "board")
RUNS = {
    "first sentence": ("2.00 (core) of 5", ("assess", "core.yaml")),
    "board": ("2.00 (core) of 5", BOARD),
    "board's exhibit": (
        "**By its own claims** 2.00 (core)",
        BOARD,
    ),
    "board's choices": ("Nothing is decided | 2.00 (core) |", ("report", "planned.yaml", *BOARD[2:])),
    "board's capabilities": ("| Score (core) |", BOARD),
    "plan in short": ("2.00 (core)", ("plan", "core.yaml", "--iterations", "1")),
    "heat map": ("Score (core)", ("assess", "core.yaml", "--full")),
    "diff": ("New (core)", ("diff", "full.yaml", "core.yaml")),
    "diff, whole": ("New (core)", ("diff", "full.yaml", "core.yaml", "--full")),
    "trend": ("2.00 (core)", ("trend", "full.yaml", "core.yaml")),
    "trend, whole": ("2.00 (core)", ("trend", "full.yaml", "core.yaml", "--full")),
    "plan": ("2.00 (core)", ("plan", "core.yaml", "--iterations", "1", "--full")),
    "what-if": ("2.00 (core)", ("what-if", "core.yaml", "--set", "asset/technology=3")),
    "roll-up": ("2.00 (core)", ("rollup", "core.yaml", "unit.yaml", "--no-cache")),
    "roll-up, whole": ("2.00 (core)", ("rollup", "core.yaml", "unit.yaml", "--no-cache", "--full")),
}


@pytest.mark.parametrize("shown", RUNS)
def test_core_stands_behind_scores(shown: str, tmp_path: Path) -> None:
    """2b alone reaches level 2, 3b `largely` is no level: 2 and 2 is 2.00 at depth core."""
    (tmp_path / "core.yaml").write_text(f"{HEAD}depth: core\nunit: A\n{ANSWERS}", "utf-8")
    (tmp_path / "full.yaml").write_text(f"{HEAD.replace('11-20', '08-20')}unit: A\n{ANSWERS}", "utf-8")
    every = "".join(f"  {name}: 2\n" for name in load_bundled().capabilities)
    (tmp_path / "planned.yaml").write_text(f"{HEAD}depth: core\nanswers:\n{every}", "utf-8")
    (tmp_path / "unit.yaml").write_text(f"{HEAD}unit: B\n{ANSWERS}", "utf-8")
    said, arguments = RUNS[shown]
    ran = in_process(*arguments, cwd=tmp_path, COLUMNS="120")
    assert ran.code == 0, ran.complaint
    assert said in " ".join(ran.text.split())
