"""Four enterprises whose reports are measured: much and little known, nothing open, and one that fell.

In: a folder. Out: answers files in it, and a baseline beside those that have one.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

from support.run import ROOT

OCCASION = """
report:
  prepared_for: Board of Directors
  prepared_by: Enterprise Architecture
  meeting: 2026-12-09
  status: For decision
  confidentiality: Confidential
  summary_note: >-
    Two of the ten largest outages of the year began in systems that nobody had listed. We recommend decisions 1 and 2
    in December, before the budget closes.
  previous: The plan of September cost 104 of 110 days; seven of eight steps are shown.
day_rate: {amount: 900, currency: EUR}
"""
OWN_OCCASION = re.compile(r"^(?:day_rate:.*\n|report:.*\n(?:  .*\n)+)", re.M)
EXAMPLE = ROOT / "examples" / "meridian-insurance"
NAMES = ("meridian", "harbor", "settled", "fallen")


class Firm(NamedTuple):
    """An answers file, and the older one it is compared with."""

    file: Path
    baseline: Path | None


def firms(folder: Path) -> dict[str, Firm]:
    """Write the files."""
    occasion = folder / "2026-Q4.yaml"
    own, cut = OWN_OCCASION.subn("", (EXAMPLE / "2026-Q4.yaml").read_text("utf-8"))
    assert cut == 2
    occasion.write_text(own + OCCASION, "utf-8")
    for name in ("2026-Q1.yaml", "2026-Q2.yaml", "2026-Q3.yaml"):
        shutil.copy(EXAMPLE / name, folder / name)
    (folder / "btm.toml").write_text('answers = "2026-Q*.yaml"\n', "utf-8")
    shutil.copytree(EXAMPLE / "evidence", folder / "evidence")
    before = _claimed(folder / "before.yaml", "2026-08-20", 3, {})
    return {
        "meridian": Firm(occasion, EXAMPLE / "2026-Q3.yaml"),
        "harbor": Firm(ROOT / "examples" / "harbor-foods" / "answers.yaml", None),
        "settled": Firm(_claimed(folder / "settled.yaml", "2026-11-20", 4, {}), None),
        "fallen": Firm(_claimed(folder / "fallen.yaml", "2026-11-20", 3, {"business-architecture": 1}), before),
    }


def _claimed(path: Path, day: str, level: int, but: dict[str, int]) -> Path:
    """Every capability claimed at one level, with a document that has expired since."""
    names = [name for file in sorted((ROOT / "standard").glob("*/*.yaml")) for name in _capability(file)]
    answers = "".join(
        f"  {name}: {{level: {but.get(name, level)}, evidence: [minutes]}}\n" for name in dict.fromkeys(names)
    )
    about = "title: Minutes of the board, url: https://example.org/m, date: 2026-01-30, valid_until: 2026-10-31"
    evidence = f"evidence:\n  minutes: {{{about}}}\n"
    head = f"standard: btm 1.1\nenterprise: Long Name of a Firm of Several Words\nassessed_on: {day}\n"
    path.write_text(f"{head}{evidence}answers:\n{answers}", "utf-8")
    return path


def _capability(file: Path) -> list[str]:
    """The id of a capability file, none for another file of the standard."""
    text = file.read_text("utf-8")
    return [file.stem] if text.startswith(f"id: {file.stem}\n") and "\npurpose:" in text else []
