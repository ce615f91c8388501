"""Every command that writes, stopped at each call of the system that writing takes, as a kill or a dead disk would."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from btm_cli.saving import held, names, write_atomic
from support.golden import ADVISE
from support.run import in_process

ANSWERS = (
    "standard: btm 1.0\nenterprise: Acme # ours\nassessed_on: 2026-11-20\nanswers:\n  approval-and-prioritization: 2\n"
)
CALLS = ("open", "write", "fsync", "rename", "replace", "link", "unlink", "mkdir", "rmdir", "chmod")

COMMANDS: dict[str, tuple[str, tuple[str, ...], str]] = {
    # what is written, how, and what is typed
    "evidence-add": ("a.yaml", ("evidence", "add", "a.yaml", "x", "--title", "t", "--url", "https://e.example"), ""),
    "interview": ("a.yaml", ("interview", "a.yaml", "--plain", "--area", "strategy"), "1\n"),
    "advise": ("a.yaml", (*ADVISE, "--into", "a.yaml"), ""),
    "import-into": ("a.yaml", ("import", "q.csv", "--into", "a.yaml"), ""),
    "import-new": ("new.yaml", ("import", "q.csv", "-o", "new.yaml"), ""),
    "init": ("new.yaml", ("init", "new.yaml"), ""),
    "init-force": ("a.yaml", ("init", "a.yaml", "--force"), ""),
    "export": ("new.csv", ("export", "-o", "new.csv"), ""),
    "policy-init": ("p.yaml", ("policy", "init", "p.yaml", "--state", "alignment"), ""),
    "output": ("old.json", ("assess", "a.yaml", "-f", "json", "-o", "old.json"), ""),
    "git-setup": (".gitattributes", ("git-setup", "a.yaml", "--yes"), ""),
}


class Killed(BaseException):
    """The process is dead: whatever it still tries to do to the disk does not happen."""


@contextmanager
def dead_at(call: int) -> Iterator[list[str]]:
    """The system's calls from number `call` on don't happen; what was called comes out."""
    made: list[str] = []

    def stopping(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def stopped(*arguments: Any, **options: Any) -> Any:
            made.append(name)
            if len(made) >= call:
                raise Killed
            return function(*arguments, **options)

        return stopped

    with ExitStack() as stack:
        for name in CALLS:
            stack.enter_context(patch.object(os, name, stopping(name, getattr(os, name))))
        stack.enter_context(patch.object(names, "_renamed", stopping("renameat2", names._renamed)))
        yield made


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    folder.mkdir()
    (folder / "a.yaml").write_text(ANSWERS)
    (folder / "old.json").write_text("{}\n")
    (folder / "answers.schema.json").write_text("{}\n")  # `init` would write it beside its file
    (folder / ".gitattributes").write_text("* text=auto\n")
    assert in_process("export", folder / "a.yaml", "-o", folder / "q.csv").code == 0
    sheet = (folder / "q.csv").read_bytes()
    (folder / "q.csv").write_bytes(sheet.replace(b"Acme", b"Acme Two", 1))
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["config", "core.safecrlf", "false"], ["add", "-A"], ["commit", "-qm", "start"]):
        subprocess.run([*git, *arguments], cwd=folder, check=True)
    return folder


def seen_by_git(folder: Path) -> set[str]:
    status = ["git", "status", "--porcelain", "--untracked-files=all"]
    out = subprocess.run(status, cwd=folder, capture_output=True, text=True, check=True).stdout
    return {line[3:] for line in out.splitlines()}


@pytest.mark.parametrize("ways", ["exchange", "rename"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_is_stopped_anywhere_leaves_the_old_file_or_the_new_one(
    place: Path, tmp_path: Path, command: str, ways: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, arguments, typed = COMMANDS[command]
    if ways == "rename":
        if command not in ("evidence-add", "init"):
            pytest.skip("one command that replaces and one that makes a file go both ways")
        monkeypatch.setattr(names, "_system_call", lambda: None)
    file = place / name
    old = file.read_bytes() if file.exists() else None
    with dead_at(10**6) as made:
        ran = in_process(*arguments, cwd=place, stdin=typed)
    assert ran.code == 0, ran.complaint
    new = file.read_bytes()
    assert new != old
    assert {"open", "write", "fsync"} <= set(made)
    outcomes = set()
    for call in range(1, len(made) + 1):
        shutil.rmtree(place / ".btm-tmp", ignore_errors=True)
        restore(file, old, configured=command == "git-setup")
        with dead_at(call), pytest.raises(Killed):
            in_process(*arguments, cwd=place, stdin=typed)
        now = file.read_bytes() if file.exists() else None
        assert now in (old, new), f"torn at call {call}, {made[call - 1]}"
        assert seen_by_git(place) <= {name}, f"at call {call}, {made[call - 1]}"
        outcomes.add(now == new)
        if now is None:
            write_atomic(str(file), b"next\n")
        else:
            with held(str(file)) as found:  # no lock is left, and what is left goes
                found.replace(b"next\n")
        assert not (place / ".btm-tmp").exists(), f"left after call {call}, {made[call - 1]}"
    assert outcomes == {False, True}


def restore(file: Path, content: bytes | None, *, configured: bool) -> None:
    """As it was before the command, git's configuration included where that was written."""
    if configured:
        subprocess.run(["git", "config", "--unset-all", "diff.btm.textconv"], cwd=file.parent, check=False)
    file.unlink(missing_ok=True)
    if content is not None:
        file.write_bytes(content)
