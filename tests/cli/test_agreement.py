"""`btm diff --fail-on-regression` and the rule `no_regression` agree on every pair: one date, tolerance 0, as claimed.

Neither cites evidence, so that what is claimed is all that can fall.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.run import in_process

OLD = """\
standard: btm 1.1
enterprise: Acme
assessed_on: 2026-11-20
answers:
  approval-and-prioritization:
    process: {2a: fully, 2b: largely}
    organization: 3
  compliance-and-risk-management: 2
"""
POLICY = 'policy: 1\nrequire:\n  depth: core\n  scope: []\n  no_regression: {tolerance: "0"}\n'
PAIRS = {
    "nothing changed": (OLD, []),
    "a rating fell": (OLD.replace("2b: largely", "2b: not"), ["approval-and-prioritization/process"]),
    "a rating rose": (OLD.replace("2b: largely", "2b: fully"), []),
    "a level fell": (OLD.replace("organization: 3", "organization: 2"), ["approval-and-prioritization/organization"]),
    "an answer is gone": (OLD.replace("    organization: 3\n", ""), ["approval-and-prioritization/organization"]),
    "a cell is n/a": (
        OLD.replace("organization: 3", "organization: {rating: n/a, reason: sold}"),
        ["approval-and-prioritization/organization"],
    ),
    "scope leaves a capability out": (
        OLD.replace("answers:", "scope: [approval-and-prioritization]\nanswers:"),
        [f"compliance-and-risk-management/{name}" for name in ("process", "organization", "information", "technology")],
    ),
    "scope names everything": (
        OLD.replace("answers:", "scope: [governance-and-organization, managing-technology-investments]\nanswers:"),
        [],
    ),
    # 2a alone counts at core: level 2 where it was (1 + 2/3) / 2 of it
    "depth core": (OLD.replace("answers:", "depth: core\nanswers:"), []),
    "depth core hides a fall": (OLD.replace("answers:", "depth: core\nanswers:").replace("2b: largely", "2b: not"), []),
    "a core claim fell": (
        OLD.replace("answers:", "depth: core\nanswers:").replace("2a: fully", "2a: not"),
        ["approval-and-prioritization/process"],
    ),
    "read by a profile": (OLD.replace("answers:", "profiles: [single-unit]\nanswers:"), []),
}


@pytest.mark.parametrize("case", PAIRS)
def test_both_say_the_same_of_a_pair(case: str, tmp_path: Path) -> None:
    new, fallen = PAIRS[case]
    for name, text in (("old.yaml", OLD), ("new.yaml", new), ("policy.yaml", POLICY)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    compared = in_process("diff", "old.yaml", "new.yaml", "--fail-on-regression", "-f", "json", cwd=tmp_path)
    gate = ("check", "new.yaml", "--policy", "policy.yaml", "--baseline", "old.yaml", "--as-of", "2026-11-20")
    held = json.loads(in_process(*gate, "--format", "json", cwd=tmp_path).text)
    failed = [one["where"] for one in held["files"][0]["checks"] if one["outcome"] == "failed"]
    assert compared.code == (1 if fallen else 0), compared.complaint
    assert sorted(failed) == sorted(fallen)
    cells = json.loads(compared.text)["cells"]
    assert sorted(one["reference"] for one in cells if one["regressed"]) == sorted(fallen)
