"""Nothing that a repository says is executed, whatever it is and whatever variables btm is started with.

Each attack is made on a copy of one repository; every command that touches git then says what it says of the harmless
one, or what is missing. Git itself springs each trap afterwards, so that none of them was a dud.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.run import ROOT, plain_environment

if sys.platform == "win32":
    pytest.skip("the traps are scripts for sh, sprung at a pseudo-terminal", allow_module_level=True)
from support.gitrepo import SETTINGS, Repo
from support.hostile_git import ATTACKS, MISSING, spring, trap, victim

COMMANDS = [
    ["trend", "a.yaml", "--format", "json"],
    ["trend", "a.yaml", "--every", "tag", "--format", "json"],
    ["diff", "a.yaml", "--format", "json"],
    ["diff", MISSING, "a.yaml", "--format", "json"],
    ["check", "a.yaml", "--policy", "policy.yaml", "--baseline", MISSING, "--as-of", "2026-01-20", "--format", "json"],
    ["assess", MISSING, "--format", "json"],
    ["explain", "overall", "--answers", "HEAD:a.yaml"],
    ["git-setup", "a.yaml", "--yes"],
]
DRIVER = """
import json, sys
from support.run import in_process
for command in json.loads(sys.argv[1]):
    ran = in_process(*command, cwd=".")
    print(json.dumps([ran.code, ran.text, ran.complaint]))
"""


def said(repo: Repo, environment: dict[str, str] | None = None, commands: list[list[str]] = COMMANDS) -> list[list]:
    """Exit code and both streams of each command, all run in a process of their own in the repository."""
    plain = {name: value for name, value in plain_environment().items() if not name.startswith("GIT_")}
    done = subprocess.run(
        [sys.executable, "-P", "-c", DRIVER, json.dumps(commands)],
        cwd=repo.path,
        env=plain | SETTINGS | {"PYTHONPATH": str(ROOT / "tests")} | (environment or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def copy_of(repo: Repo, path: Path) -> Repo:
    made = Repo.__new__(Repo)
    made.__dict__ |= repo.__dict__ | {"path": shutil.copytree(repo.path, path, symlinks=True)}
    return made


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    repo = victim(tmp_path_factory.mktemp("git") / "repo")
    repo.git("tag", "q1", "HEAD~1")
    return repo


@pytest.fixture(scope="module")
def right(harmless: Repo, tmp_path_factory: pytest.TempPathFactory) -> list[list]:
    found = said(copy_of(harmless, tmp_path_factory.mktemp("right") / "repo"))
    assert [code for code, *_ in found] == [0] * len(COMMANDS), found
    assert len(json.loads(found[0][1])["points"]) == 3
    return found


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_is_executed(name: str, harmless: Repo, right: list[list], tmp_path: Path) -> None:
    attack = ATTACKS[name]
    program, mark = trap(tmp_path / "trap")
    repo = copy_of(harmless, tmp_path / "repo")
    environment = attack.arm(repo, program) or {}
    assert not mark.exists(), "the attack sprang the trap before btm could"

    found = said(repo, environment)
    assert not mark.exists(), mark.read_text("utf-8")
    for command, (code, out, complaint), expected in zip(COMMANDS, found, right, strict=True):
        if attack.refused:
            assert (code, out) == (4, "") or command[0] == "check", command
            assert attack.refused in complaint, command
        elif attack.partial and code == 4:
            assert "not in this clone" in complaint, command
            assert "git fetch --refetch --no-filter" in complaint, command
        else:
            assert (code, out) == tuple(expected[:2]), (command, complaint)
    assert {code for code, *_ in found} == ({4} if attack.refused else {0, 4} if attack.partial else {0})

    spring(repo, attack.proof, environment)
    assert mark.exists(), "git itself did not spring the trap: it proves nothing"
