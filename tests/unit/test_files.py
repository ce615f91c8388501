from __future__ import annotations

import os
from pathlib import Path

import pytest

from btm_cli import files
from btm_cli.errors import ExitCode, TooLarge, UnreadableFile, UsageProblem
from btm_cli.files import DiskFiles, Files, relative_parts

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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes in the file system")
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_may_never_end_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = "/dev/zero" if kind == "device" else str(tmp_path / "pipe")
    if kind == "pipe":
        os.mkfifo(path)
    for attempt in (FILES.read, FILES.sha256):
        with pytest.raises(UnreadableFile, match="a pipe or a device"):
            attempt(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes in the file system")
def test_what_has_nothing_to_give_yet_is_not_an_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As /proc/kmsg, which is a file that blocks: here a pipe is taken for one."""
    os.mkfifo(tmp_path / "file")
    with open(os.open(tmp_path / "file", os.O_RDWR), "wb"):
        monkeypatch.setattr(files.stat, "S_ISREG", lambda mode: True)
        for attempt in (FILES.read, FILES.sha256):
            with pytest.raises(UnreadableFile, match="it waits for something to come"):
                attempt(str(tmp_path / "file"))


def test_the_limit_of_what_is_read_applies_before_memory_is_used(tmp_path: Path) -> None:
    with open(tmp_path / "a", "wb") as file:
        file.truncate(20 * 1000**3)  # takes no room on the disk
    for attempt in (FILES.read, FILES.sha256):
        with pytest.raises(TooLarge, match="20,000,000,000 bytes; the most that is read is"):
            attempt(str(tmp_path / "a"))


def test_a_file_is_read_no_further_than_its_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    with pytest.raises(TooLarge, match="5 bytes"):
        FILES.read(str(tmp_path / "a"), 4)
    assert FILES.read(str(tmp_path / "a"), 5) == b"12345"


def test_the_limit_of_evidence_can_be_raised_and_lowered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"x")
    monkeypatch.setenv("BTM_MOST_EVIDENCE_GB", "0")
    with pytest.raises(TooLarge) as caught:
        FILES.sha256(str(tmp_path / "a"))
    assert "BTM_MOST_EVIDENCE_GB=N" in str(caught.value.hint)
    monkeypatch.setenv("BTM_MOST_EVIDENCE_GB", "1")
    assert len(FILES.sha256(str(tmp_path / "a"))) == 64
    monkeypatch.setenv("BTM_MOST_EVIDENCE_GB", "much")
    with pytest.raises(UsageProblem, match="whole number"):
        FILES.sha256(str(tmp_path / "a"))


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("a/b.pdf", ["a", "b.pdf"]),
        ("a\\b.pdf", ["a", "b.pdf"]),
        ("../b", ["..", "b"]),
        ("a~", ["a~"]),
        ("/etc/passwd", None),
        ("\\\\server\\share", None),
        ("~/b", None),
        ("C:b", None),
        ("a\0b", None),
    ],
)
def test_the_path_of_evidence_is_relative_on_every_platform(path: str, parts: list[str] | None) -> None:
    assert relative_parts(path) == parts
