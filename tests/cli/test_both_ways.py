"""Every command as a process of its own and in this process: the same exit code, bytes and files.

Most tests run `btm` in their own process and look at what it printed; this is why they may.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.commands import every_command
from support.gitrepo import Repo
from support.golden import CASES
from support.profile import PROFILE
from support.run import ROOT, in_process, process

MERIDIAN, EARLIER = "meridian-insurance/2026-Q4.yaml", "meridian-insurance/2026-Q3.yaml"
HARBOR = "harbor-foods/answers.yaml"
POLICY = "meridian-insurance/policy.yaml"
DAY = ("--as-of", "2026-11-24")
CELL = "approval-and-prioritization/process"
RUNS: dict[str, tuple[str, ...]] = {
    "init": ("new.yaml", "--enterprise", "Acme", "--depth", "criteria"),
    "interview": (HARBOR, "--plain", "--capability", "asset", "--depth", "criteria"),
    "validate": ("broken.yaml", MERIDIAN, POLICY),
    "assess": (MERIDIAN,),
    "explain": (CELL, "--answers", MERIDIAN),
    "plan": (MERIDIAN, "--reach", "sync"),
    "what-if": (MERIDIAN, "--set", f"{CELL}=4"),
    "diff": (EARLIER, MERIDIAN),
    "trend": (EARLIER, MERIDIAN),
    "check": (MERIDIAN, "--policy", POLICY, "--baseline", EARLIER, *DAY),
    "evidence add": (
        HARBOR,
        "minutes",
        "--title",
        "Minutes",
        "--url",
        "https://intranet.example",
        "--date",
        "2026-01-02",
    ),
    "evidence list": (MERIDIAN, *DAY),
    "evidence verify": (MERIDIAN, *DAY),
    "evidence request": (MERIDIAN, *DAY),
    "report": (MERIDIAN, "--policy", POLICY, "-o", "report.html"),
    "export": (MERIDIAN, "-o", "questionnaire.csv"),
    "import": ("filled-in.csv", "-o", "imported.yaml"),
    "consensus": ("harbor-foods/responses/*.yaml", "-o", "consensus.yaml"),
    "rollup": ("harbor-foods/units/*.yaml", "--no-cache"),
    "benchmark": (MERIDIAN,),
    "advise": ("--answer", "market-pace=over"),
    "attest": (MERIDIAN,),
    "profile list": (),
    "profile show": ("single-unit",),
    "profile apply": ("profiled.yaml", "--dry-run"),
    "standard list": (),
    "standard show": (CELL,),
    "standard validate": (),
    "standard init": ("our-standard",),
    "standard schema": ("answers",),
    "standard crosswalk": ("approval-and-prioritization",),
    "migrate": (HARBOR, "--dry-run"),
    "policy init": ("ours.yaml", "--from", MERIDIAN),
    "git-setup": (MERIDIAN, "--yes"),
    "textconv": (HARBOR,),
}
"""A command to what follows it."""
PROFILED = """\
standard: btm 1.1
enterprise: One Firm
assessed_on: 2026-11-20
profiles: [single-unit]
answers:
"""
TYPED = {"interview": "f\nnote so\nl\n"}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two repositories with the same files."""
    one, other = (tmp_path_factory.mktemp(name) / "here" for name in ("process", "in-process"))
    shutil.copytree(ROOT / "examples", one)
    shutil.copy(ROOT / "tests" / "golden" / "broken.yaml", one)
    (one / "profiled.yaml").write_text(PROFILED, "utf-8")
    Repo(one)
    assert in_process("export", MERIDIAN, "-o", "filled-in.csv", cwd=one).code == 0
    shutil.copytree(one, other)
    return one, other


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, but for what git keeps in a database of its own."""
    paths = [path for path in folder.rglob("*") if path.is_file() and ".git/objects" not in path.as_posix()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("command", RUNS)
def test_a_process_does_what_is_done_here(command: str, folders: tuple[Path, Path]) -> None:
    one, other = folders
    arguments, typed = (*command.split(), *RUNS[command]), TYPED.get(command, "")
    apart = process(*arguments, cwd=one, stdin=typed)
    assert apart == in_process(*arguments, cwd=other, stdin=typed)
    assert apart.code in (0, 1, 3)
    assert apart.out or apart.err or "-o" in arguments
    assert files(one) == files(other)


def test_every_command_runs_as_a_process() -> None:
    assert set(RUNS) == set(every_command())


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize(
    "arguments", [("assess", MERIDIAN), ("assess", MERIDIAN, "-f", "json"), ("--help",)], ids=" ".join
)
def test_a_console_of_another_encoding_gets_the_same(arguments: tuple[str, ...], encoding: str) -> None:
    apart = process(*arguments, cwd=ROOT / "examples", PYTHONIOENCODING=encoding)
    assert apart == in_process(*arguments, cwd=ROOT / "examples", PYTHONIOENCODING=encoding)


@pytest.mark.skipif(PROFILE != "thorough", reason="thorough: every golden output as a process, not one a command")
def test_a_process_prints_every_golden_output() -> None:
    for case in CASES:
        apart = process(*case.arguments, cwd=case.cwd, COLUMNS=str(case.columns))
        assert apart == in_process(*case.arguments, cwd=case.cwd, COLUMNS=str(case.columns)), case.name
