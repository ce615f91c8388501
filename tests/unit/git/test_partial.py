"""Clones that lack objects: what is there is read, what is not there is said, nothing is fetched."""

from __future__ import annotations

import sys

import pytest

from btm_cli.errors import IncompleteClone
from btm_cli.git import process
from btm_cli.git.repository import Repository
from support.gitrepo import Repo


@pytest.fixture
def repo(tmp_path):
    """A file that was changed, renamed and changed; a server that gives part of it."""
    repo = Repo(tmp_path / "work")
    body = "".join(f"{number}\n" for number in range(40))
    repo.commit("born", {"old.yaml": body, "link.yaml": "x\n"})
    repo.commit("more", {"old.yaml": body + "more\n"})
    repo.git("mv", "old.yaml", "a.yaml")
    repo.commit("renamed", {"a.yaml": body + "more\nagain\n"})
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
    return repo


def objects(repo):
    return sorted(path.name for path in (repo.path / ".git" / "objects").rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", ["blob:none", "tree:0"])
def test_what_is_missing_is_said_with_the_command_that_brings_it(repo, tmp_path, kind):
    clone = Repo.cloned(repo, tmp_path / "clone", f"--filter={kind}")
    before = objects(clone)
    repository, path = Repository.of_file(str(clone.path / "a.yaml"))
    assert repository.files("HEAD").read(path).endswith(b"more\nagain\n")
    with pytest.raises(IncompleteClone, match="not in this clone") as caught:
        repository.files("HEAD~1").read("old.yaml")
    with pytest.raises(IncompleteClone, match=r"what the history of a\.yaml needs is not in this clone"):
        repository.history(path)
    assert objects(clone) == before

    command, _, _ = (caught.value.hint or "").partition(" (")
    clone.git(*command.split()[1:])
    assert repository.files("HEAD~1").read("old.yaml").endswith(b"more\n")
    assert [version.subject for version in repository.history(path)] == ["renamed", "more", "born"]


def test_a_partial_clone_that_has_what_is_needed_is_as_good_as_any(repo, tmp_path):
    repo.commit("large", {"large.bin": "0" * 5000})
    (repo.path / "large.bin").unlink()
    repo.commit("last", {"a.yaml": "1\n"})
    clone = Repo.cloned(repo, tmp_path / "clone", "--filter=blob:limit=1k")
    repository, path = Repository.of_file(str(clone.path / "a.yaml"))
    history = repository.history(path)
    assert [version.subject for version in history] == ["last", "renamed", "more", "born"]
    assert repository.content(history[-1].blob).startswith(b"0\n1\n")
    assert repository.files("HEAD~1").exists("large.bin")
    with pytest.raises(IncompleteClone):
        repository.files("HEAD~1").read("large.bin")


@pytest.mark.skipif(sys.platform == "win32", reason="the traps are shell commands")
@pytest.mark.parametrize(
    "settings",
    [
        {"remote.origin.url": "ssh://h/x", "core.sshCommand": "TRAP"},
        {"remote.origin.url": "/", "remote.origin.uploadpack": "TRAP"},
        {"remote.origin.url": "ext::TRAP", "protocol.ext.allow": "always"},
        {"remote.origin.url": "::x", "alias.remote-": "!TRAP", "protocol.allow": "always"},
        {"remote.origin.url": "x", "remote.origin.vcs": "evil", "alias.remote-evil": "!TRAP"},
    ],
    ids=["ssh", "upload-pack", "ext", "unnamed", "foreign"],
)
def test_a_git_that_can_not_be_told_to_fetch_nothing_finds_no_transport(repo, tmp_path, monkeypatch, settings):
    """Before 2.39.4 and 2.45.1 git has no GIT_NO_LAZY_FETCH."""
    clone = Repo.cloned(repo, tmp_path / "clone", "--filter=blob:none")
    mark, trap = tmp_path / "sprung", tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{mark}'\n", "utf-8")
    trap.chmod(0o755)
    for name, value in settings.items():
        clone.git("config", name, value.replace("TRAP", str(trap)))
    monkeypatch.delitem(process.ENVIRONMENT, "GIT_NO_LAZY_FETCH")
    repository = Repository.open(str(clone.path))
    with pytest.raises(IncompleteClone):
        repository.files("HEAD~1").read("old.yaml")
    with pytest.raises(IncompleteClone):
        repository.history("a.yaml")
    assert not mark.exists()
    monkeypatch.setitem(process.ENVIRONMENT, "GIT_ALLOW_PROTOCOL", "ssh:file:ext:evil:")
    with pytest.raises(IncompleteClone):
        Repository.open(str(clone.path)).files("HEAD~1").read("old.yaml")
    assert mark.exists(), "the trap was a dud"
