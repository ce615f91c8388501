"""A standard's files and their content, checked in one go."""

from __future__ import annotations

from pathlib import Path

from btm_cli.diagnostics import Severity
from btm_cli.files import DiskFiles
from btm_cli.standard.validate import validate_standard
from support.small_standard import FILES, changed, write_standard


def test_the_files_looked_at_are_named(tmp_path: Path) -> None:
    folder = write_standard(tmp_path)
    files, _ = validate_standard(folder, DiskFiles())
    assert files == [f"{folder}/{name}" for name in sorted(FILES)]


def test_content_is_warned_about_at_its_place(tmp_path: Path) -> None:
    folder = write_standard(tmp_path, changed("north/beta.yaml", "One trial is on record", "It is robust"))
    _, problems = validate_standard(folder, DiskFiles())
    found = {(each.code, each.location.file, each.location.line) for each in problems}
    assert ("banned-word", f"{folder}/north/beta.yaml", 7) in found
    assert {each.severity for each in problems} == {Severity.WARNING}
    assert problems == sorted(problems, key=lambda each: each.sort_key)


def test_content_waits_until_the_files_are_right(tmp_path: Path) -> None:
    files = changed("north/beta.yaml", "One trial is on record", "It is robust")
    files = changed("south/gamma.yaml", "name: Gamma", "nmae: Gamma", files)
    _, problems = validate_standard(write_standard(tmp_path, files), DiskFiles())
    assert [each.code for each in problems] == ["missing-key", "unknown-key"]
