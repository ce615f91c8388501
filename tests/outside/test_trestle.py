"""OSCAL as compliance-trestle reads it: imported into a workspace, and validated there: `pytest -m outside`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from support import everywhere
from support.oscal import DOCUMENTS, EVIL, written
from support.outside import of_pypi
from support.run import ROOT, in_process

pytestmark = pytest.mark.outside


def trestle(workspace: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [of_pypi("compliance-trestle", "trestle"), *arguments]
    return subprocess.run(command, cwd=workspace, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    made = tmp_path / "workspace"
    made.mkdir()
    ran = trestle(made, "init")
    assert ran.returncode == 0, ran.stderr
    return made


@pytest.mark.parametrize("made", ["example", "an earlier edition", "hostile"])
def test_trestle_takes_every_document(made: str, workspace: Path, tmp_path: Path) -> None:
    file = str(ROOT / "examples" / "meridian-insurance" / ("2026-Q4.yaml" if made == "example" else "2026-Q3.yaml"))
    if made == "hostile":
        everywhere.write(tmp_path, EVIL)
        file = str(tmp_path / "new.yaml")
    written(tmp_path, file, cwd=tmp_path)
    policy = str(ROOT / "examples" / "meridian-insurance" / "policy.yaml")
    judged = ("export", file, "-f", "oscal", "-p", policy, "-o", str(tmp_path / "assessment-results.oscal.json"))
    assert made == "hostile" or in_process(*judged).code == 0
    for name in DOCUMENTS:
        ran = trestle(workspace, "import", "-f", str(tmp_path / name), "-o", name.partition(".")[0])
        assert ran.returncode == 0, f"{name}: {ran.stdout}{ran.stderr}"
    ran = trestle(workspace, "validate", "--all")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.count("VALID:") - ran.stdout.count("INVALID:") == len(DOCUMENTS)


def test_trestle_would_say_so(workspace: Path, tmp_path: Path) -> None:
    written(tmp_path, str(ROOT / "examples" / "harbor-foods" / "answers.yaml"))
    for name, old, new in (
        ("assessment-results.oscal.json", '"collected"', '"gathered"'),
        ("catalog.oscal.json", '"class": "area"', '"class": "an area"'),
    ):
        text = (tmp_path / name).read_text("utf-8")
        assert old in text
        (tmp_path / name).write_text(text.replace(old, new), "utf-8")
        assert trestle(workspace, "import", "-f", str(tmp_path / name), "-o", "broken").returncode != 0
    twice = json.loads((tmp_path / "poam.oscal.json").read_text("utf-8"))
    items = twice["plan-of-action-and-milestones"]["poam-items"]
    items.append(items[0])
    (tmp_path / "poam.oscal.json").write_text(json.dumps(twice), "utf-8")
    assert trestle(workspace, "import", "-f", str(tmp_path / "poam.oscal.json"), "-o", "twice").returncode != 0
