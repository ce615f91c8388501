"""Revisions and histories in repositories of every kind, and git's refusals in plain words."""

from __future__ import annotations

import os
import shutil
from datetime import date

import pytest

from btm_cli.errors import UnreadableFile
from btm_cli.git import process
from btm_cli.git.repository import Repository
from support.gitrepo import Repo


def opened(repo):
    return Repository.open(str(repo.path))


def test_a_history_follows_renames_newest_first(tmp_path):
    repo = Repo(tmp_path)
    body = "".join(f"line {number}\n" for number in range(20))
    repo.commit("born", {"old name.yaml": body})
    repo.commit("other", {"unrelated.yaml": "x\n"})
    repo.git("mv", "old name.yaml", "ünï.yaml")
    repo.commit("renamed")
    last = repo.commit("changed: \x01 \x02", {"ünï.yaml": body + "more\n"})
    history = opened(repo).history("ünï.yaml")
    assert [(version.subject, version.path) for version in history] == [
        ("changed: \x01 \x02", "ünï.yaml"),
        ("renamed", "ünï.yaml"),
        ("born", "old name.yaml"),
    ]
    assert history[0].commit == last
    assert [version.day for version in history] == [date(2026, 1, day) for day in (5, 4, 2)]
    contents = [opened(repo).content(version.blob).decode() for version in history]
    assert contents == [body + "more\n", body, body]


def test_a_history_up_to_a_revision_and_of_nothing(tmp_path):
    repo = Repo(tmp_path)
    repo.commit("one", {"a.yaml": "1\n"})
    repo.commit("two", {"a.yaml": "2\n"})
    assert [version.subject for version in opened(repo).history("a.yaml", "HEAD~1")] == ["one"]
    assert opened(repo).history("never.yaml") == []
    (tmp_path / "a.yaml").unlink()
    repo.commit("gone")
    assert [version.subject for version in opened(repo).history("a.yaml")] == ["two", "one"]


def test_a_merged_branch_is_one_change_by_first_parent(tmp_path):
    repo = Repo(tmp_path)
    lines = [f"{number}\n" for number in range(9)]
    repo.commit("base", {"a.yaml": "".join(lines)})
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit("side", {"a.yaml": "".join(["side\n", *lines[1:]])})
    repo.git("checkout", "--quiet", "main")
    repo.commit("main", {"a.yaml": "".join([*lines[:-1], "main\n"])})
    repo.git("merge", "--quiet", "-m", "merge", "side")
    repository = opened(repo)
    assert sorted(version.subject for version in repository.history("a.yaml")) == ["base", "main", "side"]
    mainline = repository.history("a.yaml", first_parent=True)
    assert [version.subject for version in mainline] == ["merge", "main", "base"]
    merged = repository.content(mainline[0].blob).decode()
    assert merged == "".join(["side\n", *lines[1:-1], "main\n"])


def test_paths_are_never_patterns_or_options(tmp_path):
    repo = Repo(tmp_path)
    repo.commit("star", {"*.yaml": "star\n", "a.yaml": "a\n", "--output=x": "o\n", ":(top)b": "b\n"})
    repo.commit("a", {"a.yaml": "aa\n"})
    repository = opened(repo)
    for path in ("*.yaml", "--output=x", ":(top)b"):
        assert [version.subject for version in repository.history(path)] == ["star"], path
    assert not (tmp_path / "x").exists()


def test_a_bare_repository_is_read_where_it_is_named(tmp_path, monkeypatch):
    repo = Repo(tmp_path / "work")
    repo.commit("one", {"a.yaml": "1\n"})
    bare = Repo.cloned(repo, tmp_path / "bare", "--bare")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for folder in (bare.path, bare.path / "refs" / "heads"):
        with pytest.raises(UnreadableFile, match="in a bare repository") as caught:
            Repository.open(str(folder))
        assert "GIT_DIR" in (caught.value.hint or "")
    with pytest.raises(UnreadableFile, match="in a bare repository"):
        Repository.of_file(str(bare.path / "config"))
    monkeypatch.setenv("GIT_DIR", str(bare.path))
    repository = opened(bare)
    assert repository.top is None
    assert repository.files("main").read("a.yaml") == b"1\n"
    assert [version.subject for version in repository.history("a.yaml")] == ["one"]


def test_a_git_file_may_lead_to_a_bare_repository(tmp_path):
    """As where all work trees are linked ones, side by side."""
    repo = Repo(tmp_path / "work")
    repo.commit("one", {"x/a.yaml": "1\n"})
    bare = Repo.cloned(repo, tmp_path / "all" / ".bare", "--bare")
    (tmp_path / "all" / ".git").write_text("gitdir: ./.bare\n", "utf-8")
    bare.git("worktree", "add", "--quiet", str(tmp_path / "all" / "main"), "main")
    assert Repository.open(str(tmp_path / "all")).files("main").read("x/a.yaml") == b"1\n"
    repository, path = Repository.of_file(str(tmp_path / "all" / "main" / "x" / "a.yaml"))
    assert (path, repository.top) == ("x/a.yaml", str(tmp_path / "all" / "main"))


@pytest.mark.parametrize("knows", [True, False], ids=["", "before 2.38"])
def test_what_is_laid_out_like_a_git_directory_is_a_folder_of_the_repository(tmp_path, monkeypatch, knows):
    if not knows:
        monkeypatch.delitem(process.SETTINGS, "safe.bareRepository")
    repo = Repo(tmp_path / "work")
    repo.commit("inner", {"a.yaml": "inner\n"})
    for name in ("HEAD", "objects", "refs", "config"):
        source = repo.path / ".git" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, repo.path / name)
    Repo.git(repo, "config", "--file", "config", "core.worktree", "..")
    repo.path.rename(tmp_path / "moved")
    outer = Repo(tmp_path / "outer")
    shutil.copytree(tmp_path / "moved", outer.path / "x" / "y", ignore=shutil.ignore_patterns(".git"))
    outer.commit("outer", {"x/y/a.yaml": "outer\n", "x/y/refs/deep/b.yaml": "b\n"})
    repository, path = Repository.of_file(str(outer.path / "x" / "y" / "a.yaml"))
    assert (path, repository.top, repository.prefix) == ("x/y/a.yaml", str(outer.path), "x/y/")
    assert repository.files("HEAD").read(path) == b"outer\n"
    assert [version.subject for version in repository.history(path)] == ["outer"]
    assert Repository.of_file(str(outer.path / "x" / "y" / "refs" / "deep" / "b.yaml"))[1] == "x/y/refs/deep/b.yaml"


def test_in_a_linked_worktree_with_a_detached_head(tmp_path):
    repo = Repo(tmp_path / "work")
    repo.commit("one", {"x/a.yaml": "1\n"})
    repo.commit("two", {"x/a.yaml": "2\n"})
    repo.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"), "HEAD~1")
    repository, path = Repository.of_file(str(tmp_path / "linked" / "x" / "a.yaml"))
    assert path == "x/a.yaml"
    assert repository.files("HEAD").read(path) == b"1\n"
    assert repository.files("main").read(path) == b"2\n"


def test_a_file_is_found_from_anywhere_also_through_a_linked_folder(tmp_path, monkeypatch):
    repo = Repo(tmp_path / "work")
    repo.commit("one", {"deep/er/a.yaml": "1\n"})
    (tmp_path / "link").symlink_to(repo.path / "deep")
    monkeypatch.chdir(repo.path / "deep")
    for name in ("er/a.yaml", "./er/a.yaml", "../deep/er/a.yaml", str(tmp_path / "link" / "er" / "a.yaml")):
        assert Repository.of_file(name)[1] == "deep/er/a.yaml", name


def test_what_a_shallow_clone_lacks_is_said_with_the_way_out(tmp_path):
    repo = Repo(tmp_path / "work")
    first = repo.commit("one", {"a.yaml": "1\n"})
    repo.commit("two", {"a.yaml": "2\n"})
    repo.commit("three", {"a.yaml": "3\n"})
    shallow = opened(Repo.cloned(repo, tmp_path / "shallow", "--depth=2"))
    assert shallow.files("HEAD~1").read("a.yaml") == b"2\n"
    for revision in ("HEAD~2", first, "v1.0"):
        with pytest.raises(UnreadableFile, match="shallow") as caught:
            shallow.files(revision)
        assert "--unshallow" in (caught.value.hint or "")


@pytest.mark.parametrize(
    "revision",
    [
        "--output=x",
        "-h",
        "--",
        "--exec=touch x",
        "HEAD --output=x",
        "a\nHEAD",
        "$(touch x)",
        "..",
        "@{u}",
        "main..main",
    ],
)
def test_a_hostile_revision_is_a_name_that_does_not_exist(tmp_path, revision):
    repo = Repo(tmp_path)
    repo.commit("one", {"a.yaml": "1\n"})
    with pytest.raises(UnreadableFile, match="there is no commit"):
        opened(repo).files(revision)
    assert sorted(os.listdir(tmp_path)) == [".git", "a.yaml"]


def test_a_branch_that_is_called_like_an_option_is_a_branch(tmp_path):
    repo = Repo(tmp_path)
    commit = repo.commit("one", {"a.yaml": "1\n"})
    repo.commit("two", {"a.yaml": "2\n"})
    repo.git("update-ref", "refs/heads/--output=x", commit)
    assert opened(repo).files("--output=x").read("a.yaml") == b"1\n"
    assert [version.subject for version in opened(repo).history("a.yaml", "--output=x")] == ["one"]


def test_a_misspelt_revision_gets_a_hint(tmp_path):
    repo = Repo(tmp_path)
    repo.commit("one", {"a.yaml": "1\n"})
    repo.git("tag", "release-1")
    with pytest.raises(UnreadableFile) as caught:
        opened(repo).files("relaese-1")
    assert caught.value.hint == "did you mean `release-1`?"


def test_a_tree_or_a_file_is_no_commit_and_a_tag_is_one(tmp_path):
    repo = Repo(tmp_path)
    commit = repo.commit("one", {"a.yaml": "1\n"})
    repo.git("tag", "-a", "v1", "-m", "first")
    repo.git("tag", "plain")
    repository = opened(repo)
    assert repository.commit("v1").id == repository.commit("plain").id == commit
    assert repository.tags() == [("plain", commit), ("v1", commit)]
    for revision in ("HEAD^{tree}", "HEAD:a.yaml", "HEAD:"):
        with pytest.raises(UnreadableFile):
            repository.commit(revision)


def test_without_a_commit_and_without_git(tmp_path, monkeypatch):
    with pytest.raises(UnreadableFile, match="no commit yet"):
        opened(Repo(tmp_path / "empty")).files("HEAD")
    (tmp_path / "plain").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(UnreadableFile, match="not in a git repository"):
        Repository.open(str(tmp_path / "plain"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile, match="no such program") as caught:
        Repository.open(str(tmp_path / "plain"))
    assert "plain files" in (caught.value.hint or "")


def test_no_merge_driver_is_run_to_show_a_merge(tmp_path):
    """`log.diffMerges = remerge` has `git log -m` merge again."""
    repo = Repo(tmp_path / "work")
    lines = [f"{number}\n" for number in range(9)]
    repo.commit("base", {"a.yaml": "".join(lines)})
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit("side", {"a.yaml": "".join(["side\n", *lines[1:]])})
    repo.git("checkout", "--quiet", "main")
    repo.commit("main", {"a.yaml": "".join([*lines[:-1], "main\n"])})
    repo.git("merge", "--quiet", "-m", "merge", "side")
    (repo.path / ".git" / "info" / "attributes").write_text("*.yaml merge=evil\n", "utf-8")
    repo.git("config", "merge.evil.driver", f"touch '{tmp_path}/sprung'; exit 0")
    repo.git("config", "log.diffMerges", "remerge")
    mainline = opened(repo).history("a.yaml", first_parent=True)
    assert [version.subject for version in mainline] == ["merge", "main", "base"]
    assert not (tmp_path / "sprung").exists()
    repo.git("log", "-m", "-p")
    assert (tmp_path / "sprung").exists()


def test_a_strange_configuration_changes_no_history(tmp_path):
    repo = Repo(tmp_path)
    repo.commit("one", {"a.yaml": "1\n" * 9})
    repo.git("mv", "a.yaml", "b.yaml")
    repo.commit("two")
    for name, value in {
        "diff.renames": "false",
        "diff.noprefix": "true",
        "log.date": "relative",
        "log.decorate": "full",
        "core.abbrev": "4",
        "color.ui": "always",
        "format.pretty": "oneline",
        "log.diffMerges": "off",
        "diff.relative": "true",
        "core.quotePath": "true",
    }.items():
        repo.git("config", name, value)
    assert [version.path for version in opened(repo).history("b.yaml")] == ["b.yaml", "a.yaml"]


def test_inside_a_hook_the_repository_that_git_names_is_used(tmp_path, monkeypatch):
    repo = Repo(tmp_path / "work")
    repo.commit("one", {"x/a.yaml": "1\n"})
    other = Repo(tmp_path / "other")
    other.commit("one", {"b.yaml": "1\n"})
    monkeypatch.chdir(repo.path)
    monkeypatch.setenv("GIT_DIR", ".git")  # as git sets it for a hook
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    repository, path = Repository.of_file("x/a.yaml")
    assert (path, repository.files("HEAD").read(path)) == ("x/a.yaml", b"1\n")
    repository, path = Repository.of_file(str(other.path / "b.yaml"))
    assert (path, repository.files("HEAD").read(path)) == ("b.yaml", b"1\n")
