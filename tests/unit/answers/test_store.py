"""Writing: nothing of anybody else's is lost, and a kill leaves the old file or the new one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from btm_cli.answers.edit import Change, EditRefused
from btm_cli.answers.store import Session, update, write_new
from btm_cli.errors import InvalidFiles, UnreadableFile
from btm_cli.saving import FileChanged

TEXT = "standard: btm 1.0\r\n# ours\r\nanswers:\r\n  a: 2 # why\r\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_bytes(TEXT.encode())
    return path


def change(file: Path, changes: list[Change]) -> None:
    update(str(file), lambda _: (changes, ()))


def test_an_update_changes_one_line_and_keeps_crlf_and_bom(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    change(file, [Change(("answers", "a"), 3)])
    assert file.read_bytes() == b"\xef\xbb\xbf" + TEXT.replace("a: 2 #", "a: 3 #").encode()


def test_a_file_that_somebody_else_changed_is_not_written(file: Path) -> None:
    session = Session(str(file))
    session.save([Change(("answers", "a"), 3)])
    file.write_text("answers: {a: 5}\n")
    with pytest.raises(FileChanged, match="another program"):
        session.save([Change(("answers", "a"), 4)])
    assert file.read_text() == "answers: {a: 5}\n"


def test_the_lock_of_a_killed_writer_is_free(file: Path) -> None:
    script = (
        "import sys, time; from btm_cli.saving import held\n"
        "with held(sys.argv[1]): print('locked', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "locked\n"
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    change(file, [Change(("answers", "a"), 4)])
    assert b"a: 4 # why" in file.read_bytes()


def test_a_kill_at_any_moment_leaves_a_whole_file(file: Path) -> None:
    script = (
        "import sys, itertools; from btm_cli.answers.store import Session; from btm_cli.answers.edit import Change\n"
        "session = Session(sys.argv[1]); print('on', flush=True)\n"
        "for number in itertools.count(): session.save([Change(('answers', 'a'), number % 3 + 1)])"
    )
    whole = {TEXT.replace("a: 2", f"a: {level}").encode() for level in range(1, 4)} | {TEXT.encode()}
    for wait in (0.0, 0.003, 0.007, 0.013, 0.02):
        writer = subprocess.Popen([sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "on\n"
        time.sleep(wait)
        writer.kill()
        writer.wait()
        writer.stdout.close()
        assert file.read_bytes() in whole
    # Never the writer's own value: a change that changes nothing writes nothing, so it cleans nothing either.
    change(file, [Change(("answers", "a"), 4)])
    assert os.listdir(file.parent) == [file.name]


def test_a_new_file_never_replaces_one_without_force(file: Path) -> None:
    with pytest.raises(UnreadableFile, match="is there already"):
        write_new(str(file), "new\n")
    assert file.read_bytes() == TEXT.encode()
    write_new(str(file), "new\n", force=True)
    assert file.read_text() == "new\n"


def test_what_is_not_utf8_or_not_yaml_is_refused_untouched(file: Path) -> None:
    file.write_bytes(b"answers: \xff\n")
    with pytest.raises(InvalidFiles):
        change(file, [Change(("answers", "a"), 3)])
    file.write_bytes(b"answers: {a: 1\n")
    with pytest.raises(EditRefused):
        change(file, [Change(("answers", "a"), 3)])
    assert file.read_bytes() == b"answers: {a: 1\n"


def test_what_an_alias_stands_for_is_never_changed_with_it(file: Path) -> None:
    file.write_text("x: &one {a: 1}\nanswers: *one\n")
    change(file, [Change(("answers", "a"), 3)])
    assert file.read_text() == "x: &one {a: 1}\nanswers:\n  a: 3\n"


def test_an_anchor_that_an_alias_needs_stays(file: Path) -> None:
    text = "x: &one {a: 1}\nanswers: *one\n"
    file.write_text(text)
    with pytest.raises(EditRefused):
        change(file, [Change(("x",), 3)])
    assert file.read_text() == text
