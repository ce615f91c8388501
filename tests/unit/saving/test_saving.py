"""Files as commands write them: whole or not at all, one writer at a time, nothing of anybody else's lost."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from btm_cli import telling
from btm_cli.errors import UnreadableFile
from btm_cli.saving import FileChanged, held, lock, names, placing, waiting, workspace, write_atomic, write_new
from support.clock import Clock

pytestmark = pytest.mark.skipif(os.name == "nt", reason="locks, owners and permissions of POSIX systems")
root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")


def save(path: Path, content: bytes) -> None:
    """As an editor does, or a command that changes what it read."""
    with held(str(path)) as found:
        found.replace(content)


def whole_folder(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


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


@pytest.mark.parametrize("step", ["write", "fsync", "chmod", "link", "replace"])
def test_when_writing_fails_the_old_file_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    target = tmp_path / "a"
    target.write_text("old")
    monkeypatch.setattr(names, "_system_call", lambda: None)
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(UnreadableFile, match="can't be written: No space left"):
        write_atomic(str(target), "new")
    assert target.read_text() == "old"
    assert set(whole_folder(tmp_path)) <= {"a", ".btm-tmp"}  # an empty folder is nothing that git would add


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(placing, "move_new", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(str(tmp_path / "a"), "new")
    assert whole_folder(tmp_path) == []


@pytest.mark.parametrize("exchanging", [True, False], ids=["exchange", "rename"])
class TestEditors:
    """An editor knows no locks; `exchanging` is whether the system can swap two names."""

    @pytest.fixture(autouse=True)
    def file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanging: bool) -> Path:
        if not exchanging:
            monkeypatch.setattr(names, "_system_call", lambda: None)
        elif names._system_call() is None:
            pytest.skip("this system can't exchange names")
        path = tmp_path / "a"
        path.write_bytes(b"old")
        return path

    def test_a_save_before_the_last_look_stays(self, file: Path) -> None:
        with held(str(file)) as found:
            file.write_bytes(b"edited")
            with pytest.raises(FileChanged, match="another program"):
                found.replace(b"ours")
        assert file.read_bytes() == b"edited"
        assert whole_folder(file.parent) == ["a"]

    def test_a_file_that_is_gone_is_not_made_again(self, file: Path) -> None:
        with held(str(file)) as found:
            file.unlink()
            with pytest.raises(FileChanged):
                found.replace(b"ours")
        assert whole_folder(file.parent) == []

    def test_what_is_saved_can_be_saved_again(self, file: Path) -> None:
        save(file, b"one")
        save(file, b"two")
        assert file.read_bytes() == b"two"
        assert whole_folder(file.parent) == ["a"]


@pytest.mark.skipif(names._system_call() is None, reason="this system can't exchange names")
@pytest.mark.parametrize("again", [False, True], ids=["once", "twice"])
@pytest.mark.parametrize("by_rename", [False, True], ids=["in-place", "by-rename"])
def test_a_save_between_the_last_look_and_the_exchange_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: bool, by_rename: bool
) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    saves = [b"edited", b"edited again"] if again else [b"edited"]

    def edited_meanwhile(one: str, other: str) -> bool:
        if saves:
            if by_rename:
                (tmp_path / "swap").write_bytes(saves.pop(0))
                os.rename(tmp_path / "swap", file)
            else:
                file.write_bytes(saves.pop(0))
        return names.exchange(one, other)

    monkeypatch.setattr(placing, "exchange", edited_meanwhile)
    with pytest.raises(FileChanged):
        save(file, b"ours")
    assert file.read_bytes() == (b"edited again" if again else b"edited")
    assert whole_folder(tmp_path) == ["a"]


def test_whoever_waited_for_a_file_that_was_replaced_meanwhile_locks_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"0")

    def add() -> None:
        for _ in range(20):
            with held(str(file)) as found:
                found.replace(str(int(found.content) + 1).encode())

    threads = [threading.Thread(target=add) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert file.read_bytes() == b"100"
    assert whole_folder(tmp_path) == ["a"]


def test_waiting_is_said_after_a_moment_and_given_up_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    heard: list[tuple[float, str]] = []
    clock = Clock()
    monkeypatch.setattr(telling, "_listeners", [lambda text: heard.append((round(clock.now), text))])
    monkeypatch.setattr(waiting, "time", clock)
    with open(file, "rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(UnreadableFile, match="another btm is writing"):
            save(file, b"new")
    assert heard == [(1, f"waiting for another btm that is writing {file}")]
    assert round(clock.now) == 30
    save(file, b"new")
    assert file.read_bytes() == b"new"


def test_a_read_only_file_is_not_replaced_even_by_root(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    file.chmod(0o444)
    for attempt in (lambda: save(file, b"new"), lambda: write_atomic(str(file), b"new")):
        with pytest.raises(UnreadableFile, match=r"read-only|permission denied"):
            attempt()
    assert file.read_bytes() == b"old"


def test_a_file_of_two_names_is_not_made_two_files(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    os.link(file, tmp_path / "b")
    with pytest.raises(UnreadableFile, match="it has 2 names"):
        save(file, b"new")
    assert (tmp_path / "b").samefile(file)
    assert whole_folder(tmp_path) == ["a", "b"]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs extended attributes")
def test_extended_attributes_stay(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    try:
        os.setxattr(file, "user.note", b"ours")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    save(file, b"new")
    assert os.getxattr(file, "user.note") == b"ours"


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs extended attributes")
def test_a_write_that_would_lose_an_extended_attribute_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    try:
        os.setxattr(file, "user.note", b"ours")
    except OSError:
        pytest.skip("this file system has no extended attributes")

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "setxattr", refuse)
    with pytest.raises(UnreadableFile, match="extended attributes would be lost"):
        save(file, b"new")
    assert file.read_bytes() == b"old"
    assert whole_folder(tmp_path) == ["a"]


@root
def test_owner_and_group_and_all_bits_stay(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    os.chown(file, 4321, 8765)
    file.chmod(0o4664)
    save(file, b"new")
    found = file.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (4321, 8765, 0o4664)


@pytest.mark.parametrize(("owner", "word"), [((4321, -1), "owner"), ((-1, 8765), "group")])
@root
def test_a_write_that_would_change_the_owner_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: tuple[int, int], word: str
) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    os.chown(file, *owner)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refuse)
    with pytest.raises(UnreadableFile, match=f"its {word} would change"):
        save(file, b"new")
    assert file.read_bytes() == b"old"


def test_a_name_of_255_bytes_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / ("ä" * 127 + "x")
    write_new(str(file), b"one")
    save(file, b"two")
    assert file.read_bytes() == b"two"
    assert whole_folder(tmp_path) == [file.name]


def test_what_a_kill_left_goes_at_the_next_write(tmp_path: Path) -> None:
    left = tmp_path / ".btm-tmp"
    left.mkdir(mode=0o700)
    (left / ".gitignore").write_text("*\n")
    (left / "new-abc").write_bytes(b"half")
    write_atomic(str(tmp_path / "a"), b"new")
    assert whole_folder(tmp_path) == ["a"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    return path


@pytest.mark.skipif(names._system_call() is None, reason="this system can't exchange names")
def test_a_save_that_came_out_of_an_exchange_is_kept_after_a_kill_and_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    telling.listen(heard.append)
    child = os.fork()
    if child == 0:
        exchange = names.exchange

        def exchange_and_die(one: str, other: str) -> bool:
            file.write_bytes(b"by an editor, just before")
            exchange(one, other)
            os._exit(9)

        placing.exchange = exchange_and_die
        save(file, b"ours")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert file.read_bytes() == b"ours"
    monkeypatch.chdir(file.parent)
    for content in (b"next", b"and next"):
        save(file, content)
        [kept] = (file.parent / ".btm-tmp").glob("new-*")
        assert kept.read_bytes() == b"by an editor, just before"
        assert heard == [
            f".btm-tmp/{kept.name} is what another program saved when btm was stopped: "
            "take it from there, then delete it"
        ]
        heard.clear()
    kept.unlink()
    save(file, b"last")
    assert (whole_folder(file.parent), heard) == (["a"], [])


@pytest.mark.parametrize("killed_at", ["rename", "exchange", "unlink"])
def test_a_kill_without_a_save_leaves_nothing_for_the_next_write(file: Path, killed_at: str) -> None:
    child = os.fork()
    if child == 0:

        def die(*_: object) -> None:
            os._exit(9)

        if killed_at == "exchange":
            exchange = names.exchange
            placing.exchange = lambda one, other: die(exchange(one, other))
        else:
            setattr(os, killed_at, die)
        save(file, b"ours")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert file.read_bytes() in (b"old", b"ours")
    assert list((file.parent / ".btm-tmp").iterdir())
    save(file, b"next")
    assert whole_folder(file.parent) == ["a"]


def test_what_somebody_else_put_there_is_never_deleted(tmp_path: Path) -> None:
    (tmp_path / ".btm-tmp").mkdir(mode=0o700)
    (tmp_path / ".btm-tmp" / "notes.txt").write_text("mine")
    write_atomic(str(tmp_path / "a"), b"new")
    assert (tmp_path / ".btm-tmp" / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("trap", ["link", "open"])
def test_a_folder_that_others_control_is_not_used(tmp_path: Path, trap: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    if trap == "link":
        (tmp_path / ".btm-tmp").symlink_to(elsewhere)
    else:
        (tmp_path / ".btm-tmp").mkdir()
        (tmp_path / ".btm-tmp").chmod(0o777)
    write_atomic(str(tmp_path / "a"), b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert whole_folder(tmp_path) == [".btm-tmp", "a", "elsewhere"]


def test_a_new_file_never_replaces_one_that_came_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a"
    for way in (names._system_call, lambda: None):
        monkeypatch.setattr(names, "_system_call", way)
        prepared = placing._prepared

        def come(place: str, expected: bytes | None, content: bytes, prepared=prepared) -> str:
            file.write_bytes(b"theirs")
            return prepared(place, expected, content)

        monkeypatch.setattr(placing, "_prepared", come)
        with pytest.raises(FileExistsError):
            write_new(str(file), b"ours")
        assert file.read_bytes() == b"theirs"
        assert whole_folder(tmp_path) == ["a"]
        monkeypatch.setattr(placing, "_prepared", prepared)
        file.unlink()


def test_where_files_have_no_locks_one_beside_them_keeps_others_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where no file can be replaced while it is open."""
    file = tmp_path / "a"
    file.write_bytes(b"old")
    monkeypatch.setattr(workspace, "HAS_FLOCK", False)
    monkeypatch.setattr(placing, "HAS_FLOCK", False)
    monkeypatch.setattr(lock, "HAS_FLOCK", False)
    monkeypatch.setattr(waiting, "PATIENCE", 0.1)
    monkeypatch.setattr(names, "_system_call", lambda: None)
    with held(str(file)) as found:
        with pytest.raises(UnreadableFile, match="another btm is writing"):
            save(file, b"theirs")
        found.replace(b"ours")
    assert file.read_bytes() == b"ours"
    save(file, b"next")
    assert file.read_bytes() == b"next"
    # The lock's own file may stay for the next one; git does not see it.
    assert set(whole_folder(tmp_path)) <= {"a", ".btm-tmp", ".btm-tmp/.gitignore"} | {
        name for name in whole_folder(tmp_path) if name.endswith(".lock")
    }


def test_twenty_processes_with_temporary_folders_of_their_own_all_write(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"")
    script = (
        "import sys\nfrom btm_cli.saving import held\n"
        "with held(sys.argv[1]) as found: found.replace(found.content + sys.argv[2].encode() + b'\\n')"
    )
    writers = []
    for number in range(20):
        (tmp_path / f"tmp{number}").mkdir()
        environment = os.environ | {"TMPDIR": str(tmp_path / f"tmp{number}")}
        writers.append(subprocess.Popen([sys.executable, "-c", script, str(file), str(number)], env=environment))
    assert [writer.wait() for writer in writers] == [0] * 20
    assert sorted(file.read_text().split(), key=int) == [str(number) for number in range(20)]
    assert not (tmp_path / ".btm-tmp").exists()


@pytest.mark.skipif(not workspace.HAS_FLOCK, reason="folders can't be locked here")
def test_what_another_has_made_at_the_same_path_meanwhile_is_not_cleaned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On leaving, the shared lock is given up for an instant before it is held alone: all can happen in it."""
    place = tmp_path / workspace.NAME

    def taken_over(descriptor: int) -> bool:
        shutil.rmtree(place)
        place.mkdir(0o700)
        (place / f"{workspace.PART}theirs").write_bytes(b"being written")
        return True

    with workspace.workspace(str(tmp_path)):
        monkeypatch.setattr(workspace, "flock", taken_over)
    assert (place / f"{workspace.PART}theirs").read_bytes() == b"being written"
