"""SARIF as Microsoft's validator sees it, by the rules of the standard and those of GitHub: `pytest -m outside`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from support.golden import FOLDER
from support.outside import SARIF_MULTITOOL, of_npm
from support.run import in_process

pytestmark = pytest.mark.outside
ADDRESS = "SARIF2005"
"""Wants `informationUri`, which only what was built in a repository that said its address can have."""


@pytest.mark.parametrize("name", ["validate", "check", "check-waived"])
def test_nothing_is_wrong_with_our_sarif(name: str, tmp_path: Path) -> None:
    said = tmp_path / "said.sarif"
    file = str(FOLDER / f"{name}.sarif")
    ran = subprocess.run(
        [of_npm(SARIF_MULTITOOL), "validate", file, "--rule-kind", "Sarif;Ghas", "--output", str(said)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert said.exists(), ran.stdout + ran.stderr
    [run] = json.loads(said.read_text("utf-8-sig"))["runs"]
    found = {result["ruleId"] for result in run["results"] if result.get("level", "warning") in ("error", "warning")}
    assert found <= {ADDRESS}, ran.stdout
    assert run["invocations"][0]["executionSuccessful"]


def test_a_released_tool_has_the_address_that_the_validator_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("btm_cli.intake.address.repository", lambda: "https://git.example.com/tools/btm-cli")
    file, said = tmp_path / "ours.sarif", tmp_path / "said.sarif"
    ran = in_process("validate", "tests/golden/broken.yaml", "--format", "sarif")
    file.write_bytes(ran.out)
    command = [of_npm(SARIF_MULTITOOL), "validate", str(file), "--rule-kind", "Sarif;Ghas", "--output", str(said)]
    subprocess.run(command, capture_output=True, timeout=120, check=False)
    [run] = json.loads(said.read_text("utf-8-sig"))["runs"]
    assert {each["ruleId"] for each in run["results"] if each.get("level", "warning") in ("error", "warning")} == set()


def test_the_validator_would_say_so(tmp_path: Path) -> None:
    data = json.loads((FOLDER / "check.sarif").read_text("utf-8"))
    for rule in data["runs"][0]["tool"]["driver"]["rules"]:
        del rule["fullDescription"]
    broken, said = tmp_path / "broken.sarif", tmp_path / "said.sarif"
    broken.write_text(json.dumps(data), "utf-8")
    command = [of_npm(SARIF_MULTITOOL), "validate", str(broken), "--rule-kind", "Ghas", "--output", str(said)]
    subprocess.run(command, capture_output=True, timeout=120, check=False)
    [run] = json.loads(said.read_text("utf-8-sig"))["runs"]
    assert "GH2012" in {result["ruleId"] for result in run["results"]}
