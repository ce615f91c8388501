"""The tab key: what is offered, in each shell's own form, in a real bash, zsh and fish, and what it leaves unloaded."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from btm_cli.cli.app import build
from btm_cli.cli.commands import COMMANDS
from btm_cli.cli.completing.shells import GROUPS, answer
from btm_cli.cli.completing.table import ARGUMENTS, ELSEWHERE, FORMATS, OPTIONS, Kind
from btm_cli.intake.glossary import code_paths, glossary
from btm_cli.standard.bundled import load_bundled
from support.commands import every_command
from support.run import LONGEST, ROOT, plain_environment, process

MERIDIAN = ROOT / "examples" / "meridian-insurance"
CAPABILITY = "approval-and-prioritization"


def offered(line: str, capsys: pytest.CaptureFixture[str]) -> list[str] | None:
    """What bash would be given; None where typer answers."""
    words = line.split(" ")
    asked = {"_BTM_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    code = answer(asked)
    return None if code is None else capsys.readouterr().out.splitlines()


def test_a_reference_comes_in_stages(capsys: pytest.CaptureFixture[str]) -> None:
    standard = load_bundled()
    capabilities = list(standard.capabilities)
    assert set(capabilities) <= set(offered("btm standard show ", capsys) or [])
    assert offered("btm standard show appr", capsys) == [
        CAPABILITY,
        *(f"{CAPABILITY}/{dimension.id}" for dimension in standard.dimensions),
    ]
    cell = f"{CAPABILITY}/process"
    criteria = [f"{cell}/{each.id}" for each in standard.capabilities[CAPABILITY].cells["process"].all_criteria()]
    assert offered(f"btm standard show {CAPABILITY}/pro", capsys) == [cell, *criteria]
    assert offered(f"btm standard show {cell}/2", capsys) == [one for one in criteria if "/2" in one]
    assert offered("btm standard show nothing", capsys) == []


def test_a_change_has_its_reference_then_levels_or_ratings(capsys: pytest.CaptureFixture[str]) -> None:
    assert offered(f"btm what-if a.yaml --set {CAPABILITY}/process=", capsys) == ["1", "2", "3", "4", "5", "n/a"]
    # Bash takes the line apart at the sign, and replaces what stands behind it.
    line = {"_BTM_COMPLETE": "complete_bash", "COMP_WORDS": f"btm\nwhat-if\n--set\n{CAPABILITY}/process/2a\n=\nf"}
    assert answer(line | {"COMP_CWORD": "5"}) == 0
    assert capsys.readouterr().out == "fully\n"
    assert offered(f"btm what-if --set {CAPABILITY}/process/2a", capsys) == [
        *(f"{CAPABILITY}/process/2a={word}" for word in ("not", "partially", "largely", "fully", "n/a")),
        f"{CAPABILITY}/process/2a",
    ]
    whole = {"_BTM_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    assert answer(whole | {"_TYPER_COMPLETE_ARGS": f"btm what-if --set {CAPABILITY}/process/2a=l"}) == 0
    assert capsys.readouterr().out == f"{CAPABILITY}/process/2a=largely\n"


@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("btm ass", {"assess"}),
        ("btm assess --area str", {"strategy-and-planning", "strategic-enterprise-architecture"}),
        ("btm assess --area=str", {"strategy-and-planning", "strategic-enterprise-architecture"}),
        ("btm assess --capability busi", {"business-driven-it-strategy", "business-architecture"}),
        ("btm init --scope strategic-e", {"strategic-enterprise-architecture"}),
        ("btm plan --target ", {"alignment", "synchronization", "convergence", "pre-alignment", *"12345"}),
        ("btm plan --reach s", {"synchronization"}),
        ("btm what-if --reach ", {"alignment", "synchronization", "convergence", "pre-alignment"}),
        ("btm assess --format s", {"svg"}),
        ("btm check -f s", {"sarif"}),
        ("btm explain evidence-e", {"evidence-expired"}),
        ("btm explain gap", {"gap"}),
        ("btm explain synchr", {"synchronization"}),
        ("btm assess 2026-Q", {f"2026-Q{number}.yaml" for number in range(1, 5)}),
        ("btm explain x --answers 2026-Q4", {"2026-Q4.yaml"}),
        ("btm check -p pol", {"policy.yaml"}),
        ("btm evidence add 2026-Q4.yaml board-", {"board-terms"}),
        ("btm report 2026-Q4.yaml --plan 2026-Q4", {"2026-Q4.yaml"}),
        ("btm plan --capacity ", set()),
        ("btm plan -o ", set()),
    ],
)
def test_what_may_stand_there_is_offered(
    line: str, some: set[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(MERIDIAN)
    assert set(offered(line, capsys) or []) == some


@pytest.mark.parametrize("line", ["btm --", "btm standard s", "btm assess --fo", "btm assess --color ", "btm nope x"])
def test_the_rest_is_typers(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert offered(line, capsys) is None


def test_explain_knows_words_and_codes(capsys: pytest.CaptureFixture[str]) -> None:
    at_once = set(offered("btm explain ", capsys) or [])
    assert set(glossary()) | {"words", "overall", "alignment", "3", "process"} <= at_once
    assert set(code_paths()) & at_once <= set(glossary())  # there are many codes: only once something is typed
    assert {code for code in code_paths() if code.startswith("e")} <= set(offered("btm explain e", capsys) or [])


def test_only_yaml_files_and_folders_are_offered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.yaml", "b.txt", ".hidden.yaml", "c$(x).yaml", "answers/q.yaml", "answers/notes.md"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("", "utf-8")
    assert offered("btm assess ", capsys) == ["a.yaml", "answers/"]
    assert offered("btm assess ans", capsys) == ["answers/q.yaml"]
    assert offered("btm assess answers/", capsys) == ["answers/q.yaml"]
    assert offered("btm assess nowhere/", capsys) == []


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_other_shells_get_descriptions(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = {"_BTM_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": "btm assess --capability business-a"}
    assert answer(asked | {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}) == 0
    assert (
        capsys.readouterr().out
        == {
            "zsh": '_arguments \'*: :(("business-architecture":"Business Architecture"))\'\n',
            "fish": "business-architecture\tBusiness Architecture\n",
            "powershell": "business-architecture:::Business Architecture\n",
        }[shell]
    )


def test_zsh_finds_files_itself_and_fish_is_told_whether_to(capsys: pytest.CaptureFixture[str]) -> None:
    zsh = {"_BTM_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "btm assess "}
    assert answer(zsh) == 0
    assert capsys.readouterr().out == "_files -g '*.yaml'\n"
    fish = {"_BTM_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert answer(fish | {"_TYPER_COMPLETE_ARGS": "btm plan -o "}) == 1
    assert answer(fish | {"_TYPER_COMPLETE_ARGS": "btm plan --target "}) == 0
    assert capsys.readouterr().out == ""


def test_no_description_holds_what_a_shell_would_run(capsys: pytest.CaptureFixture[str]) -> None:
    for line in ("btm explain ", "btm explain e", f"btm explain {CAPABILITY}/process/"):
        assert answer({"_BTM_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line}) == 0
        shown = capsys.readouterr().out.removeprefix("_arguments '*: :((").removesuffix("))'\n")
        assert not re.search(r"[$`\\!*?<>|#()']", shown)


def test_what_goes_wrong_prints_nothing(tmp_path: Path) -> None:
    ran = process(_BTM_COMPLETE="complete_bash", COMP_WORDS="btm assess ", COMP_CWORD="many", cwd=tmp_path)
    assert (ran.code, ran.out, ran.err) == (1, b"", b"")


@pytest.mark.parametrize("line", ["btm explain appr", "btm what-if --set appr", "btm assess --format ", "btm ass"])
def test_neither_typer_nor_pydantic_is_loaded(line: str) -> None:
    words = line.split(" ")
    ran = process(
        _BTM_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1), PYTHONPROFILEIMPORTTIME="1"
    )
    imported = {report.split("|")[-1].strip() for report in ran.complaint.splitlines()}
    assert ran.out
    assert "btm_cli.cli.completing.shells" in imported
    assert imported & {"typer", "rich", "btm_cli.scoring", "btm_cli.answers"} == set()


# The table is what the commands say


def parameters() -> list[tuple[str, Any]]:
    found = []
    for name in COMMANDS:
        made: Any = typer.main.get_command(build([name]))
        inner = made.commands[name]
        each = {f"{name} {key}": one for key, one in getattr(inner, "commands", {}).items()} or {name: inner}
        found += [(key, parameter) for key, one in each.items() for parameter in one.params]
    return found


def test_every_option_is_in_the_table_or_a_flag() -> None:
    known = set(OPTIONS)
    for command, parameter in parameters():
        for option in parameter.opts if parameter.param_type_name == "option" else ():
            takes = ELSEWHERE.get((command, option), OPTIONS.get(option)) is not None
            assert takes != parameter.is_flag, f"{command} {option}: tell cli/completing/table.py what it takes"
            known.discard(option)
    assert known == set(), "no command has these options"


def test_formats_arguments_and_groups_are_those_of_the_commands() -> None:
    said = {command: formats for command, formats in every_command().items() if formats}
    assert said == dict(FORMATS), "tell cli/completing/table.py the formats of each command"
    arguments = {command for command, each in parameters() if each.param_type_name == "argument"}
    assert set(ARGUMENTS) <= arguments
    assert set(GROUPS) == {command.split()[0] for command in every_command() if " " in command}
    assert Kind.format in OPTIONS.values()


# Real shells


@pytest.fixture
def path(tmp_path: Path) -> dict[str, str]:
    """An environment in which `btm` is this btm."""
    program = tmp_path / "bin" / "btm"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m btm_cli "$@"\n', "utf-8")
    program.chmod(0o755)
    return plain_environment() | {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "TERM": "dumb"}


def test_in_a_real_bash(path: dict[str, str], tmp_path: Path) -> None:
    bash, pexpect = shutil.which("bash"), pytest.importorskip("pexpect")
    if bash is None:
        pytest.skip("bash: not here")
    script = subprocess.run(["btm"], env=path | {"_BTM_COMPLETE": "source_bash"}, capture_output=True, check=True)
    (tmp_path / "rc").write_bytes(script.stdout + b"PS1='> '\nbind 'set bell-style none'\n")
    child = pexpect.spawn(bash, ["--rcfile", str(tmp_path / "rc"), "-i"], env=path, cwd=str(MERIDIAN), timeout=LONGEST)
    child.setwinsize(24, 200)
    child.expect_exact("> ")
    for typed, completed in (
        ("btm explain appr\t", "btm explain approval-and-prioritization"),
        ("btm assess --area strategy\t", "btm assess --area strategy-and-planning "),
        (f"btm what-if --set {CAPABILITY}/process/2a=f\t", "process/2a=fully "),
        ("btm check -p pol\t", "btm check -p policy.yaml "),
    ):
        child.send(typed)
        child.expect_exact(completed)
        child.send("\x15")  # the line is cleared


REAL = (
    ("btm explain appr\t", CAPABILITY),
    ("btm assess --area strategy\t", "strategy-and-planning"),
    (f"btm what-if --set {CAPABILITY}/process/2a=f\t", "process/2a=fully"),
    ("btm check -p pol\t", "policy.yaml"),
    ("btm plan 2026-Q1\t", "2026-Q1.yaml"),
    ("btm rep\t", "report"),
    (f"btm explain {CAPABILITY}/process/2\t", "A call for technology proposals"),  # what it is stands beside it
)
"""What is typed, and what then stands on the line or below it."""


def holds(child: Any) -> None:
    """Type each into the shell, and wait for what comes."""
    child.setwinsize(40, 160)
    for typed, completed in REAL:
        child.send(typed)
        child.expect_exact(completed)
        child.send("\x15")  # the line is cleared


def test_in_a_real_zsh(path: dict[str, str], tmp_path: Path) -> None:
    zsh, pexpect = shutil.which("zsh"), pytest.importorskip("pexpect")
    if zsh is None:
        pytest.skip("zsh: not here")
    script = subprocess.run(["btm"], env=path | {"_BTM_COMPLETE": "source_zsh"}, capture_output=True, check=True)
    (tmp_path / ".zshrc").write_bytes(b"autoload -U compinit; compinit -u\nPS1='> '\n" + script.stdout)
    child = pexpect.spawn(zsh, ["-i"], env=path | {"ZDOTDIR": str(tmp_path)}, cwd=str(MERIDIAN), timeout=LONGEST)
    child.expect_exact("> ")
    holds(child)


def test_in_a_real_fish(path: dict[str, str], tmp_path: Path) -> None:
    fish, pexpect = shutil.which("fish"), pytest.importorskip("pexpect")
    if fish is None:
        pytest.skip("fish: not here")
    script = subprocess.run(["btm"], env=path | {"_BTM_COMPLETE": "source_fish"}, capture_output=True, check=True)
    settings = tmp_path / "config" / "fish"
    (settings / "completions").mkdir(parents=True)
    (settings / "completions" / "btm.fish").write_bytes(script.stdout)
    (settings / "config.fish").write_text("set -g fish_greeting\nfunction fish_prompt; echo '> '; end\n", "utf-8")
    own = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data"), "TERM": "xterm"}
    child = pexpect.spawn(fish, ["-i"], env=path | own, cwd=str(MERIDIAN), timeout=LONGEST)
    child.expect_exact("> ")
    holds(child)
