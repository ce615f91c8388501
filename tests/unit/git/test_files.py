"""The files of a commit do what files on disk do: one table of questions, asked of both."""

from __future__ import annotations

import hashlib
import os

import pytest

from btm_cli.errors import UnreadableFile
from btm_cli.files import DiskFiles
from btm_cli.git.repository import Repository
from support.gitrepo import Repo, run

FILES = {
    "answers.yaml": "a: 1\n",
    "evidence/charter.pdf": b"\x00\xff charter \r\n",
    "evidence/deep/er/minutes.yaml": "",
    "a b/ünï \"cöde'\n.yaml": "odd\n",
    "standard/standard.yaml": "s\n",
    "standard/north/alpha.yaml": "a\n",
    "standard/north/notes.txt": "n\n",
}
LINKS = {
    "link.yaml": "answers.yaml",
    "evidence/up.yaml": "../answers.yaml",
    "papers": "evidence",
    "standard/linked": "north",
    "loop": "loop",
    "out.yaml": "../outside.yaml",
    "root.yaml": "/etc/hostname",
    "nowhere.yaml": "not-there.yaml",
    "north-up": "standard/north/..",
}
PATHS = [
    *FILES,
    *LINKS,
    "",
    ".",
    "evidence",
    "evidence/",
    "./evidence//charter.pdf",
    "evidence/../answers.yaml",
    "papers/charter.pdf",
    "papers/../answers.yaml",
    "north-up/standard.yaml",
    "answers.yaml/x",
    "missing/answers.yaml",
    "loop/x",
]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    repo = Repo(tmp_path_factory.mktemp("files") / "repo").write(FILES)
    for name, target in LINKS.items():
        (repo.path / name).symlink_to(target)
    repo.commit("all of it")
    return repo.path, Repository.open(str(repo.path)).files("HEAD")


@pytest.mark.parametrize("path", PATHS)
def test_it_reads_and_finds_what_the_disk_has(both, path):
    folder, files = both
    # What leads out of the repository is on this disk, but in no commit.
    lost = path in ("out.yaml", "root.yaml")
    on_disk = os.path.isfile(folder / path) and not lost
    assert files.exists(path) == on_disk
    if on_disk:
        assert files.read(path) == (folder / path).read_bytes()
        assert files.sha256(path) == hashlib.sha256((folder / path).read_bytes()).hexdigest()
    else:
        with pytest.raises(UnreadableFile, match="HEAD:"):
            files.read(path)


@pytest.mark.parametrize("folder", ["", "standard", "./standard/", "standard/north/..", "evidence", "papers", "a b"])
def test_it_lists_what_the_disk_lists(both, folder):
    top, files = both
    expected = DiskFiles().list_yaml(str(top / folder))
    if not folder:
        expected = [name for name in expected if not name.startswith(".git/")]
    assert files.list_yaml(folder) == expected


@pytest.mark.parametrize("folder", ["answers.yaml", "missing", "loop"])
def test_what_is_no_folder_is_not_listed(both, folder):
    with pytest.raises(UnreadableFile):
        both[1].list_yaml(folder)


@pytest.mark.parametrize(
    ("root", "path", "inside"),
    [
        ("", "answers.yaml", True),
        (".", "evidence/charter.pdf", True),
        ("evidence", "charter.pdf", True),
        ("evidence", "deep/../charter.pdf", True),
        ("evidence", "not/yet/there.pdf", True),
        ("evidence", "../answers.yaml", False),
        ("evidence", "up.yaml", False),
        ("evidence/..", "answers.yaml", True),
        ("papers", "charter.pdf", True),
        ("", "../outside.yaml", False),
        ("", "out.yaml", False),
        ("", "/etc/passwd", False),
        ("", "root.yaml", False),
        ("", "loop", True),
        ("", "C:/x", False),
        ("", "~/x", False),
        ("", "", False),
        ("", "a\0b", False),
        ("evidence", "..\\answers.yaml", False),
    ],
)
def test_a_path_leads_inside_or_not_as_on_disk(both, root, path, inside):
    folder, files = both
    assert (files.resolve_inside(root, path) is not None) == inside
    assert (DiskFiles().resolve_inside(str(folder / root), path) is not None) == inside


def test_what_resolves_can_be_read(both):
    _, files = both
    assert files.resolve_inside("papers", "deep/../charter.pdf") == "evidence/charter.pdf"


def test_it_is_the_commit_and_not_the_working_tree(tmp_path):
    repo = Repo(tmp_path)
    first = repo.commit("one", {"a.yaml": "1\n"})
    repo.commit("two", {"a.yaml": "2\n", "b.yaml": "new\n"})
    repo.write({"a.yaml": "3\n"})
    repository = Repository.open(str(tmp_path))
    assert [repository.files(revision).read("a.yaml") for revision in (first, "HEAD~1", "main")] == [
        b"1\n",
        b"1\n",
        b"2\n",
    ]
    assert not repository.files(first).exists("b.yaml")


def test_a_submodule_is_entered_at_the_commit_that_is_recorded(tmp_path):
    inner = Repo(tmp_path / "inner")
    inner.commit("one", {"deep/answers.yaml": "then\n"})
    outer = Repo(tmp_path / "outer")
    outer.git("submodule", "--quiet", "add", inner.path.as_uri(), "sub")
    outer.commit("with it")
    sub = outer.path / "sub"
    (sub / "deep" / "answers.yaml").write_text("now\n", "utf-8")
    run("commit", "--quiet", "-am", "later", cwd=sub)
    files = Repository.open(str(outer.path)).files("HEAD")
    assert files.read("sub/deep/answers.yaml") == b"then\n"
    assert files.exists("sub/deep/answers.yaml")
    assert files.list_yaml("sub/deep") == ["answers.yaml"]
    assert not files.exists("sub")
    # And from within it is a repository like any other.
    assert Repository.open(str(sub)).files("HEAD").read("deep/answers.yaml") == b"now\n"
    assert Repository.of_file(str(sub / "deep" / "answers.yaml"))[1] == "deep/answers.yaml"


def test_a_submodule_that_is_not_there_says_how_to_get_it(tmp_path):
    inner = Repo(tmp_path / "inner")
    inner.commit("one", {"answers.yaml": "then\n"})
    outer = Repo(tmp_path / "outer")
    outer.git("submodule", "--quiet", "add", inner.path.as_uri(), "sub")
    outer.commit("with it")
    clone = Repo.cloned(outer, tmp_path / "clone")
    with pytest.raises(UnreadableFile, match="the submodule sub is not here") as caught:
        Repository.open(str(clone.path)).files("HEAD").read("sub/answers.yaml")
    assert caught.value.hint == "git submodule update --init"
