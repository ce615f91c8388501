"""Mistakes of the first hour, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.run import in_process, process

HEAD = "standard: btm 1.1\nenterprise: Acme\nassessed_on: 2026-11-20\n"


def said(folder: Path, *arguments: str) -> tuple[int, str]:
    ran = in_process(*arguments, cwd=folder, COLUMNS="200")
    return int(ran.code), ran.text + ran.complaint


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "answers.yaml").write_text(HEAD + "answers:\n", "utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "2026-Q4.yaml").write_text(HEAD + "answers:\n", "utf-8")
    (tmp_path / "none").mkdir()
    return tmp_path


@pytest.mark.parametrize("command", ["assess", "validate", "plan", "diff", "evidence list", "export -f csv"])
@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("anwsers.yaml", "did you mean `answers.yaml`?"),
        ("more/2026-Q3.yaml", "did you mean `more/2026-Q4.yaml`?"),
        ("none/x.yaml", "make it: btm init none/x.yaml"),
        ("-", "answers are read from a file that has a name, not from standard input"),
    ],
)
def test_a_file_that_is_not_there(folder: Path, command: str, path: str, hint: str) -> None:
    code, text = said(folder, *command.split(), path)
    assert (code, hint in text) == (4, True), text


@pytest.mark.parametrize("command", ["assess", "validate", "plan", "rollup", "diff answers.yaml"])
def test_a_folder(folder: Path, command: str) -> None:
    code, text = said(folder, *command.split(), "more")
    assert (code, "files in it: more/2026-Q4.yaml" in text) == (4, True), text
    assert "btm init none/answers.yaml" in said(folder, *command.split(), "none")[1]


@pytest.mark.parametrize("start", [b"PK\x03\x04\x14\x00\xff", b"\xd0\xcf\x11\xe0\xa1\xb1"])
def test_a_workbook(folder: Path, start: bytes) -> None:
    (folder / "q.xlsx").write_bytes(start)
    code, text = said(folder, "assess", "q.xlsx")
    assert code == 3
    assert "this is a workbook: btm import q.xlsx --into answers.yaml" in text


@pytest.mark.parametrize("text", ["", "# nothing but a comment\n"])
def test_an_empty_file(folder: Path, text: str) -> None:
    (folder / "answers.yaml").write_text(text, "utf-8")
    code, shown = said(folder, "validate", "answers.yaml")
    assert (code, "btm init FILE writes a starter" in shown) == (3, True)


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("answers:\nasset-rationalization: 2\n", "5:1", "indent it under `answers:`"),
        (
            "answers:\n  asset-rationalization: {level: 2, process: 3}\n",
            "5:37",
            "either one `level` or the dimensions: remove `level`",
        ),
        ("period: “2026-Q4”\nanswers:\n", "4:9", "curly quotes are part of the text"),
        ("period: ‘2026-Q4’\nanswers:\n", "4:9", "curly quotes are part of the text"),
        ("answers:\n  asset-rationalization: “2”\n", "5:26", "curly quotes are part of the text"),
        ("answers:\n  Asset Rationalization: 2\n", "5:3", "did you mean `asset-rationalization`?"),
    ],
)
def test_what_stands_in_the_wrong_place_or_quotes(folder: Path, text: str, place: str, hint: str) -> None:
    (folder / "answers.yaml").write_text(HEAD + text, "utf-8")
    code, shown = said(folder, "validate", "answers.yaml")
    assert code == 3
    assert f"answers.yaml:{place}: error" in shown
    assert hint in shown
    assert shown.count(": error[") == 1


def test_curly_quotes_that_are_meant_are_left_alone(folder: Path) -> None:
    text = 'note: "“Quoted” by the board"\nperiod: "“all”"\nunit: the “new” one\nanswers:\n'
    (folder / "answers.yaml").write_text(HEAD + text, "utf-8")
    assert said(folder, "validate", "answers.yaml")[0] == 0


def test_it_is_so_in_a_process(folder: Path) -> None:
    ran = process("assess", "anwsers.yaml", cwd=folder)
    assert ran.code == 4
    assert "did you mean `answers.yaml`?" in ran.complaint
