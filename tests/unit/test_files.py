from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from btm_cli.errors import ExitCode, UnreadableFile
from btm_cli.files import DiskFiles, Files, write_atomic

FILES: Files = DiskFiles()
unprivileged = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")


def test_reads_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\r\n\xff")
    assert FILES.read(str(tmp_path / "a")) == b"\r\n\xff"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("gone.yaml", "no such file"), ("folder", "a folder"), ("file/below", "not a folder"), ("nul\0", "not a path")],
)
def test_says_in_plain_words_why_a_file_is_not_read(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    path = f"{tmp_path}/{name}"
    for attempt in (FILES.read, FILES.sha256):
        with pytest.raises(UnreadableFile, match=reason) as caught:
            attempt(path)
        assert caught.value.message.startswith(path)
        assert caught.value.exit_code is ExitCode.UNREADABLE


@unprivileged
def test_says_that_permission_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a").touch(mode=0)
    with pytest.raises(UnreadableFile, match="permission denied"):
        FILES.read(str(tmp_path / "a"))


def test_only_files_exist(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert FILES.exists(str(tmp_path / "a"))
    assert not FILES.exists(str(tmp_path))
    assert not FILES.exists(str(tmp_path / "b"))


def test_lists_yaml_files_below_a_folder_in_order(tmp_path: Path) -> None:
    for name in ["b.yaml", "a.yml", "z/y/x.yaml", "a/c.yaml", "readme.md", "z.yaml"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "folder.yaml").mkdir()
    assert FILES.list_yaml(str(tmp_path)) == ["a/c.yaml", "b.yaml", "z.yaml", "z/y/x.yaml"]


@pytest.mark.parametrize("name", ["gone", "file"])
def test_what_is_no_folder_is_not_listed(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnreadableFile):
        FILES.list_yaml(str(tmp_path / name))


# The digest of "abc" is the first example of FIPS 180-4 for SHA-256.
def test_digests_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert FILES.sha256(str(tmp_path / "a")) == expected


@pytest.mark.parametrize("path", ["a", "b/c", "./a", "b/../a", "b\\c", ".", "gone/too"])
def test_a_path_inside_is_resolved(tmp_path: Path, path: str) -> None:
    resolved = FILES.resolve_inside(str(tmp_path), path)
    assert resolved is not None
    assert Path(resolved) == Path(os.path.normpath(tmp_path.resolve() / path.replace("\\", "/")))


@pytest.mark.parametrize(
    "path",
    [
        "",
        "..",
        "../a",
        "b/../../a",
        "..\\a",
        "b\\..\\..\\a",
        "/etc/passwd",
        "\\windows",
        "//server/share",
        "C:\\a",
        "C:a",
        "c:/a",
        "~",
        "~/a",
        "~root/a",
        "a\0b",
    ],
)
def test_a_path_outside_is_refused(tmp_path: Path, path: str) -> None:
    assert FILES.resolve_inside(str(tmp_path), path) is None


def test_a_sibling_with_the_same_beginning_is_outside(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    assert FILES.resolve_inside(str(tmp_path / "root"), "../root-two/a") is None
    assert FILES.resolve_inside(str(tmp_path / "root"), "../root/a") is not None


def test_links_count_by_where_they_lead(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret").touch()
    (root / "file").touch()
    try:
        (root / "out").symlink_to(tmp_path)
        (root / "in").symlink_to(root / "file")
        (tmp_path / "other-name").symlink_to(root)
    except OSError:
        pytest.skip("links are not allowed here")
    assert FILES.resolve_inside(str(root), "out/secret") is None
    assert FILES.resolve_inside(str(root), "in") == str((root / "file").resolve())
    assert FILES.resolve_inside(str(tmp_path / "other-name"), "file") == str((root / "file").resolve())


@pytest.mark.parametrize(("data", "content"), [("ä\n", b"\xc3\xa4\n"), (b"\xff\r\n", b"\xff\r\n")])
def test_writes_text_as_utf8_and_bytes_as_they_are(tmp_path: Path, data: str | bytes, content: bytes) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"much longer than the new content")
    write_atomic(str(target), data)
    assert target.read_bytes() == content
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permissions")
def test_permissions_are_kept_and_new_files_get_the_usual_ones(tmp_path: Path) -> None:
    old, new, usual = tmp_path / "old", tmp_path / "new", tmp_path / "usual"
    old.touch()
    old.chmod(0o640)
    usual.touch()
    write_atomic(str(old), "x")
    write_atomic(str(new), "x")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    try:
        (tmp_path / "link").symlink_to("a")
    except OSError:
        pytest.skip("links are not allowed here")
    write_atomic(str(tmp_path / "link"), "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_text() == "new"


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_when_writing_fails_the_old_file_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "a"
    target.write_text("old")
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(UnreadableFile, match="can't be written: No space left"):
        write_atomic(str(target), "new")
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["a"]


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(str(tmp_path / "a"), "new")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(("path", "reason"), [("gone/a", "no such file or folder"), (".", "it is a folder")])
def test_says_why_a_file_is_not_written(tmp_path: Path, path: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        write_atomic(str(tmp_path / path), "x")
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes in the file system")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    """As `/dev/null` must: root could replace it by a file, and everything on the machine would fail."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomic(str(pipe), "hello")
        assert os.read(reader, 100) == b"hello"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert os.listdir(tmp_path) == ["pipe"]
