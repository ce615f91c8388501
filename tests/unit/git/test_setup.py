"""What git-setup writes while another git writes the same configuration: git itself gives up at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli import telling
from btm_cli.errors import UnreadableFile
from btm_cli.git.repository import Repository
from btm_cli.git.setup import KEY, Setup, plan_setup, write_setup
from btm_cli.saving import waiting
from support.clock import Clock
from support.gitrepo import Repo


@pytest.fixture
def repository(tmp_path: Path) -> Repo:
    return Repo(tmp_path)


def planned(repository: Repo) -> Setup:
    answers = repository.path / "a.yaml"
    answers.touch()
    return plan_setup(Repository.of_file(str(answers))[0], ["/*.yaml"], "btm attest")


def test_another_git_that_writes_the_configuration_is_waited_for(
    repository: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = repository.path / ".git" / "config.lock"
    theirs.write_text("half of it")
    heard: list[str] = []
    monkeypatch.setattr(telling, "_listeners", [heard.append])
    monkeypatch.setattr(waiting, "time", Clock(lambda now: theirs.unlink() if now > 2 and theirs.exists() else None))
    write_setup(planned(repository))
    assert repository.git("config", KEY).strip() == "btm attest"
    assert planned(repository).done
    assert heard == ["waiting for another git that is writing the repository's configuration"]


def test_a_git_that_was_killed_is_not_waited_for_without_end(repository: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = repository.path / ".git" / "config.lock"
    theirs.write_text("half of it")
    before = (repository.path / ".git" / "config").read_bytes()
    monkeypatch.setattr(waiting, "time", Clock())
    monkeypatch.setattr(waiting, "STEP", 5.0)  # each look is a process
    with pytest.raises(UnreadableFile, match="another git is writing the repository's configuration") as caught:
        write_setup(planned(repository))
    assert caught.value.hint == "where no git is running, remove the file config.lock in .git"
    assert (repository.path / ".git" / "config").read_bytes() == before
    assert theirs.read_text() == "half of it"


def test_another_fault_of_git_is_said_at_once(repository: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    setup = planned(repository)
    clock = Clock()
    monkeypatch.setattr(waiting, "time", clock)
    (repository.path / ".git" / "config").write_text("[half")
    with pytest.raises(UnreadableFile, match=r"git config can't set diff\.btm\.textconv"):
        write_setup(setup)
    assert clock.now == 0
