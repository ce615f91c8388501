"""Nothing that a repository says is executed, whatever it is and whatever variables btm is started with.

Each attack is made on a copy of one repository; every command that touches git then says what it says of the harmless
one, or what is missing. Git itself springs each trap afterwards, so that none of them was a dud.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from btm_cli.git import process, repository
from support.run import in_process, plain_environment

if sys.platform == "win32":
    pytest.skip("the traps are scripts for sh, sprung at a pseudo-terminal", allow_module_level=True)
from support.gitrepo import SETTINGS, Repo
from support.hostile_git import ATTACKS, MISSING, make_partial, spring, submodule, trap, victim

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


def said(repo: Repo, environment: dict[str, str] | None = None, commands: list[list[str]] = COMMANDS) -> list[list]:
    """Exit code and both streams of each command, run in the repository without the variables of any other."""
    found = []
    for command in commands:
        with patch.dict(os.environ):
            for name in [name for name in os.environ if name.startswith("GIT_")]:
                del os.environ[name]
            ran = in_process(*command, cwd=repo.path, **SETTINGS | (environment or {}))
        found.append([ran.code, ran.text, ran.complaint])
    return found


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


def test_nothing_is_executed_for_a_submodule(harmless: Repo, tmp_path: Path) -> None:
    program, mark = trap(tmp_path / "trap")
    repo = copy_of(harmless, tmp_path / "repo")
    submodule(repo, program)
    [(code, _, complaint)] = said(repo, commands=[["assess", "HEAD:sub/b.yaml"]])
    assert (code, mark.exists()) == (4, False)
    assert "not in this clone" in complaint
    spring(repo, "git -C sub cat-file -e HEAD:b.yaml", {})
    assert mark.exists()


def test_a_folder_like_a_git_directory_is_part_of_the_checkout(harmless: Repo, tmp_path: Path) -> None:
    """It has a history of its own, and a configuration: neither counts."""
    program, mark = trap(tmp_path / "trap")
    repo = copy_of(harmless, tmp_path / "repo")
    ATTACKS["embedded bare repository"].arm(repo, program)
    repo.commit("all")
    commands = [["trend", "bare/a.yaml", "--format", "json"], ["diff", "bare/a.yaml", "--format", "json"]]
    from_top = said(repo, commands=commands)
    inside = Repo.__new__(Repo)
    inside.path = repo.path / "bare"
    from_inside = said(
        inside, commands=[["trend", "a.yaml", "--format", "json"], ["diff", "a.yaml", "--format", "json"]]
    )
    for found in (from_top, from_inside):
        assert [code for code, *_ in found] == [0, 0], found
        newest = json.loads(found[0][1])["points"][-1]
        # The file there is a copy: what it says was said in the outer repository, in the commit that it came from.
        assert newest["commit"] in repo.git("log", "--format=%H").split()
        assert newest["source"].partition(":")[2] in ("a.yaml", "bare/a.yaml")
    [(code, out, _)] = said(inside, commands=[["assess", "HEAD~1:./a.yaml"]])
    assert (code, out) == (4, "")
    assert not mark.exists()


def replaced(repo: Repo) -> None:
    middle, first = repo.git("rev-parse", "HEAD~1", "HEAD~2").split()
    repo.git("replace", middle, first)
    repo.git(
        "replace", repo.git("rev-parse", f"{first}:old.yaml").strip(), repo.git("rev-parse", "HEAD:a.yaml").strip()
    )


def grafted(repo: Repo) -> None:
    (repo.path / ".git" / "info" / "grafts").write_text(repo.git("rev-parse", "HEAD"), "utf-8")


@pytest.mark.parametrize(("arm", "left"), [(replaced, 2), (grafted, 1)])
def test_nothing_stands_in_for_a_commit(
    arm: Callable[[Repo], None], left: int, harmless: Repo, right: list[list], tmp_path: Path
) -> None:
    """Other contents and parents under the same id: git itself is taken in and sees fewer than the three commits."""
    repo = copy_of(harmless, tmp_path / "repo")
    arm(repo)
    assert len(repo.git("log", "--format=%h").split()) == left
    assert [each[:2] for each in said(repo)] == [each[:2] for each in right]


def test_no_order_of_files_is_read_from_a_device(harmless: Repo, right: list[list], tmp_path: Path) -> None:
    repo = copy_of(harmless, tmp_path / "repo")
    repo.git("config", "diff.orderFile", str(tmp_path / "pipe"))
    os.mkfifo(tmp_path / "pipe")  # whoever reads it waits for good
    assert [each[:2] for each in said(repo)] == [each[:2] for each in right]


@pytest.mark.parametrize("where", ["included", "packed-refs", "objects/info/alternates"])
def test_a_pipe_where_git_reads_keeps_nobody_waiting(
    where: str, harmless: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "SHORT_WAIT", 0.5)
    monkeypatch.setattr(process, "LONG_WAIT", 0.5)
    monkeypatch.setattr(repository, "LONG_WAIT", 0.5)
    repo = copy_of(harmless, tmp_path / "repo")
    repo.git("config", "include.path", "included")
    pipe = repo.path / ".git" / where
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)  # whoever reads it waits for good
    for code, out, complaint in said(repo, commands=COMMANDS[:4]):
        assert (code, out) == (4, "")
        assert "git does not answer in " in complaint


@pytest.mark.parametrize("format", ["text", "markdown", "html", "json", "csv"])
def test_names_of_tags_and_words_of_commits_stay_text(format: str, harmless: Repo, tmp_path: Path) -> None:
    repo = copy_of(harmless, tmp_path / "repo")
    repo.git("tag", "=1+1<b>x", "HEAD")
    repo.git("tag", "v\u202e@everyone", "HEAD~1")
    repo.git("commit", "--allow-empty", "-m", "=cmd|x!A0 \x1b[31m<b>x \u202e\n\n::error::x")
    trend = ["trend", "a.yaml", "--format", format]
    found = said(repo, commands=[trend, [*trend, "--every", "tag"], ["diff", "=1+1<b>x:a.yaml", "a.yaml"]])
    assert [code for code, _, _ in found] == [0, 0, 0]
    for _, out, complaint in found:
        assert not re.search("\x1b|\u202e|^::", out + complaint, re.MULTILINE)
    tags = found[1][1]
    assert "1+1" in tags
    if format in ("markdown", "html"):
        assert "<b>" not in tags
    if format == "csv":
        assert not re.search(r'(^|,)"?=', tags, re.MULTILINE)


def test_evidence_that_a_clone_lacks_is_no_missing_evidence(harmless: Repo, right: list[list], tmp_path: Path) -> None:
    repo = copy_of(harmless, tmp_path / "repo")
    make_partial(repo, "HEAD:minutes.txt")
    for code, out, complaint in said(repo, commands=COMMANDS[:6]):
        assert (code, out) == (4, "") or json.loads(out)["summary"]["errors"] == 1
        assert re.search(r"(minutes\.txt|what the history of a\.yaml needs) is not in this clone", complaint)


def test_a_repository_of_somebody_else_can_be_trusted_by_the_environment(harmless: Repo, tmp_path: Path) -> None:
    """As containers do it. Git is told that all is somebody else's, which takes a git that passes this on."""
    real = shutil.which("git")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "git").write_text(f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {real} "$@"\n', "utf-8")
    (tools / "git").chmod(0o755)
    path = {"PATH": f"{tools}:{plain_environment()['PATH']}"}
    for command in (["trend", "a.yaml"], ["diff", "a.yaml"]):
        [(code, _, complaint)] = said(harmless, path, commands=[command])
        assert code == 4
        assert "belongs to somebody else" in complaint
        assert "safe.directory" in complaint
        folder = {"GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": str(harmless.path)}
        assert said(harmless, path | folder | {"GIT_CONFIG_COUNT": "1"}, commands=[command])[0][0] == 0
        settings = tmp_path / "settings"
        settings.write_text("[safe]\n\tdirectory = *\n", "utf-8")
        assert said(harmless, path | {"GIT_CONFIG_GLOBAL": str(settings)}, commands=[command])[0][0] == 0


def test_the_textconv_takes_no_module_from_the_checkout(harmless: Repo, tmp_path: Path) -> None:
    """Git runs it at the top of the repository; where there is no `btm` on PATH it is `python -m`."""
    repo = copy_of(harmless, tmp_path / "repo")
    (repo.path / ".git" / "info" / "attributes").unlink()
    mark = tmp_path / "sprung"
    for name in ("typer", "json", "btm_cli"):
        repo.write({f"{name}.py": f"open({str(mark)!r}, 'w')\n"})
    [(code, *_)] = said(repo, {"PATH": "/usr/bin:/bin"}, commands=[["git-setup", "a.yaml", "--yes"]])
    assert code == 0
    assert "python" in repo.git("config", "diff.btm.textconv")
    shown = repo.git("log", "-p", "-1", "--", "a.yaml")
    assert "approval-and-prioritization" in shown
    assert "+standard:" not in shown
    assert not mark.exists()
