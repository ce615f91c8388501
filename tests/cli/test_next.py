"""The line that says what comes next, and `btm` alone: seen at a terminal, never elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.golden import ADVISE
from support.run import ROOT, in_process, process
from support.typed import typed

EXAMPLES = ROOT / "examples"
HEAD = "standard: btm 1.1\nenterprise: Acme\nassessed_on: 2026-11-20\n"
ALL_ANSWERED = "".join(
    f"  {path.stem}: 3\n" for path in sorted((ROOT / "standard").glob("*/*.yaml")) if path.parent.name.count("-") > 1
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES / "meridian-insurance", tmp_path / "m")
    return tmp_path / "m"


def last(shown: str) -> str:
    return shown.rstrip("\n").splitlines()[-1]


NEXT = {
    "validate": (("validate",), 0, "next: btm assess"),
    "validate FILE": (("validate", "2026-Q3.yaml"), 0, "next: btm assess 2026-Q3.yaml"),
    "validate, wrong": (("validate", "broken.yaml"), 3, "next: btm explain unknown-capability"),
    "assess, open cells": (("assess",), 0, "next: btm interview 2026-Q4.yaml --unanswered"),
    "assess, heard": (("assess", "heard.yml"), 0, "next: btm interview heard.yml --review"),
    "assess, nothing": (("assess", "empty.yml"), 0, "next: btm interview empty.yml"),
    "assess, expired": (("assess", "expired.yml"), 0, "next: btm evidence list expired.yml"),
    "assess, whole": (("assess", "whole.yml"), 0, "next: btm report whole.yml -o board.html"),
    "plan": (("plan",), 0, "next: btm plan -f json -o plan.json (to compare with next quarter)"),
    "what-if": (
        ("what-if", "--set", "asset/technology=2"),
        0,
        "next: btm interview 2026-Q4.yaml --capability asset-rationalization",
    ),
    "check": (("check", "-p", "policy.yaml", "--as-of", "2026-11-24"), 1, "next: btm explain evidence-not-cited"),
    "import": (("import", "q.csv", "--into", "2026-Q4.yaml"), 0, "next: btm diff 2026-Q4.yaml"),
    "init --from": (
        ("init", "new.yml", "--from", "2026-Q4.yaml", "--assessed-on", "2027-02-20"),
        0,
        "next: btm diff 2026-Q4.yaml new.yml",
    ),
    "advise": (
        (*ADVISE, "--into", "2026-Q4.yaml"),
        0,
        "next: btm plan 2026-Q4.yaml",
    ),
}


@pytest.mark.parametrize("case", NEXT)
def test_the_last_line_at_a_terminal_says_what_comes_next(case: str, folder: Path) -> None:
    arguments, code, line = NEXT[case]
    answers = ALL_ANSWERED + "evidence: {x: {title: T, url: 'https://x', date: 2026-01-01, valid_until: 2026-02-01}}\n"
    if "broken.yaml" in arguments:
        (folder / "broken.yaml").write_text(HEAD + "answers:\n  nowhere: 2\n", "utf-8")
    (folder / "empty.yml").write_text(HEAD + "answers:\n", "utf-8")
    (folder / "whole.yml").write_text(HEAD + "answers:\n" + ALL_ANSWERED, "utf-8")
    heard = "  asset-rationalization: {process: {level: 2, source: conversation}}\n"
    (folder / "heard.yml").write_text(HEAD + "answers:\n" + heard, "utf-8")
    (folder / "expired.yml").write_text(HEAD + "answers:\n" + answers, "utf-8")
    if "q.csv" in arguments:
        assert in_process("export", "2026-Q4.yaml", "-o", "q.csv", cwd=folder).code == 0
    assert ALL_ANSWERED.count("\n") == 17
    found, shown = typed(*arguments, cwd=folder, columns=200)
    assert (found, last(shown)) == (code, line), shown[-2000:]


@pytest.mark.parametrize("quiet", ["-q", "--quiet", "hints = false"])
def test_whoever_wants_no_hints_gets_none(quiet: str, folder: Path) -> None:
    options = [quiet] if quiet.startswith("-") else []
    if not options:
        (folder / "btm.toml").write_text(quiet, "utf-8")
    code, shown = typed("validate", *options, cwd=folder)
    assert code == 0
    assert "next:" not in shown


def test_a_pipe_or_a_file_never_gets_it(folder: Path) -> None:
    ran = process("assess", "whole.yml", cwd=folder)
    assert "next:" not in ran.text + ran.complaint


def test_a_report_says_its_size(folder: Path) -> None:
    said = in_process("report", "-o", "r.html", cwd=folder).complaint
    kilobytes = round((folder / "r.html").stat().st_size / 1000)
    assert f"wrote r.html, {kilobytes} KB\n" in said


# `btm` alone


def test_btm_alone_says_how_things_stand(folder: Path) -> None:
    code, shown = typed(cwd=folder, columns=200, anew=True)
    lines = shown.splitlines()
    assert code == 0
    assert lines[0] == "using 2026-Q4.yaml (newest of 4)"
    assert lines[1] == "Meridian Insurance · Group · 2026-Q4 · btm 1.1, as of 2026-11-20"
    assert "Pre-alignment: 3.01 of 5" in lines[2]
    assert "level 2 in every capability; one step is missing for that: Asset Rationalization / Technology" in lines[3]
    assert lines[4] == "Not assessed: 2 of 67 cells. The score can end between 2.95 and 3.13."
    assert lines[5:] == [
        "Documents in use that have expired: 3.",
        "Documents in use that expire by 2027-02-20: 2.",
        "next: btm interview 2026-Q4.yaml --unanswered",
    ]


def test_btm_alone_says_how_to_begin(tmp_path: Path) -> None:
    code, shown = typed(cwd=tmp_path)
    assert code == 0
    for command in ("btm init\n", "btm init --example tour\n", "btm -h\n"):
        assert command in shown


def test_btm_alone_does_not_choose_among_several_enterprises(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "harbor-foods" / "answers.yaml", tmp_path / "a.yaml")
    shutil.copy(EXAMPLES / "meridian-insurance" / "2026-Q4.yaml", tmp_path / "b.yaml")
    code, shown = typed(cwd=tmp_path)
    assert code == 2
    assert "a.yaml (Harbor Foods), b.yaml (Meridian Insurance, Group)" in shown.replace("\n", " ")


def test_btm_alone_elsewhere_is_help_and_2(folder: Path) -> None:
    ran = process(cwd=folder)
    assert (ran.code, ran.out) == (2, b"")
    assert ran.complaint.startswith("Usage: btm")


def test_help_of_a_command_by_its_name() -> None:
    assert in_process("help", "assess") == in_process("assess", "--help")
    assert in_process("help") == in_process("--help")
