"""`--standard DIR` scores no file of another edition without a word; `--any-edition` says that it is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.editions import write_editions
from support.run import in_process

ANSWERS = """\
# our answers
standard: tiny 1
enterprise: Acme
assessed_on: 2026-11-20
answered_by: {name: EA, side: technology}
answers: {alpha: {process: {2a: yes}}}
"""
POLICY = "policy: 1\nrequire: {score: {overall: '1'}}\n"
COMMANDS = {
    "assess": ("assess", "a.yaml"),
    "attest": ("attest", "a.yaml"),
    "benchmark": ("benchmark", "a.yaml"),
    "check": ("check", "a.yaml", "-p", "policy.yaml"),
    "check against": ("check", "new.yaml", "-p", "policy.yaml", "--baseline", "a.yaml"),
    "consensus": ("consensus", "a.yaml"),
    "diff": ("diff", "a.yaml", "new.yaml"),
    "evidence list": ("evidence", "list", "a.yaml"),
    "evidence verify": ("evidence", "verify", "a.yaml"),
    "evidence add": ("evidence", "add", "a.yaml", "k", "--title", "T", "--url", "https://e.example/"),
    "explain": ("explain", "alpha", "--answers", "a.yaml"),
    "export": ("export", "a.yaml", "-o", "x.csv"),
    "interview": ("interview", "a.yaml", "--plain"),
    "plan": ("plan", "a.yaml"),
    "policy init": ("policy", "init", "--from", "a.yaml"),
    "report": ("report", "a.yaml", "-o", "report.md"),
    "rollup": ("rollup", "a.yaml"),
    "trend": ("trend", "a.yaml", "new.yaml"),
    "validate": ("validate", "a.yaml"),
    "what-if": ("what-if", "a.yaml", "--set", "alpha/process/2c=yes"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_editions(tmp_path / "standard")
    (tmp_path / "a.yaml").write_text(ANSWERS)
    (tmp_path / "new.yaml").write_text(ANSWERS.replace("tiny 1", "tiny 2").replace("11-20", "11-21"))
    (tmp_path / "policy.yaml").write_text(POLICY)
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_of_another_edition_is_an_error_unless_it_is_meant(folder: Path, name: str) -> None:
    command = (*COMMANDS[name], "--standard", "standard")
    refused = in_process(*command, cwd=folder)
    said = (refused.out + refused.err).decode()
    assert refused.code == 3, said
    assert "a.yaml:2:11: error[edition-differs] this file is of `tiny 1`, and --standard is tiny 2" in said
    assert (folder / "a.yaml").read_text() == ANSWERS
    meant = in_process(*command, "--any-edition", cwd=folder)
    assert meant.code == 0, meant.complaint


def test_another_standard_is_one_as_well(folder: Path) -> None:
    (folder / "a.yaml").write_text(ANSWERS.replace("tiny 1", "btm 1.1"))
    refused = in_process("assess", "a.yaml", "--standard", "standard", cwd=folder)
    assert (refused.code, b"edition-differs" in refused.err) == (3, True)


def test_the_old_side_of_a_difference_may_have_a_folder_of_its_own(folder: Path) -> None:
    sides = ("diff", "a.yaml", "new.yaml", "--standard", "standard")
    ran = in_process(*sides, "--old-standard", "standard/editions/1", cwd=folder)
    assert ran.code == 0, ran.complaint
    wrong = in_process(*sides, "--old-standard", "standard", cwd=folder)
    assert (wrong.code, b"edition-differs" in wrong.err) == (3, True)


def test_git_sees_a_file_as_it_is_where_it_can_not_be_scored(folder: Path) -> None:
    ran = in_process("textconv", "a.yaml", "--standard", "standard", cwd=folder)
    assert ran.out.decode() == ANSWERS
    assert in_process("textconv", "a.yaml", "--standard", "standard", "--any-edition", cwd=folder).out != ran.out
