"""How git is run: the same in Python and in the scripts for CI, and nowhere else."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import btm_cli
from btm_cli.errors import UnreadableFile
from btm_cli.git.process import ENVIRONMENT, KEPT, OF_A_REPOSITORY, SETTINGS, Git, as_typed
from support.run import ROOT

SOURCE = Path(btm_cli.__file__).parent
SCRIPTS = [*sorted((ROOT / "ci").iterdir()), ROOT / "action.yml", ROOT / ".pre-commit-hooks.yaml"]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs sh and bash")
RUNS_PROGRAMS = {"subprocess", "pty", "multiprocessing.popen_fork", "asyncio.subprocess"}
MAY_RUN = r"subprocess|pty|popen|os\s*\.\s*(system|exec|spawn|posix)"
"""What stands in the text of a module that runs a program, and in few others."""


@pytest.fixture
def stub(tmp_path, monkeypatch):
    """A `git` that writes down what it is given: arguments, an empty line, variables; each ends with a NUL."""
    tools = tmp_path / "tools"
    tools.mkdir()
    log = tmp_path / "log"
    git = tools / "git"
    git.write_text(f"#!/bin/sh\nexec > {shlex.quote(str(log))}\nprintf '%s\\0' \"$@\" ''\nexec env -0\n", "utf-8")
    git.chmod(0o755)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    return log


def noted(log: Path) -> tuple[list[str], dict[str, str]]:
    """Arguments and those variables that git heeds."""
    arguments, _, variables = log.read_text("utf-8").partition("\0\0")
    pairs = dict(variable.split("=", 1) for variable in variables.split("\0")[:-1])
    kept = {name: value for name, value in pairs.items() if name.startswith("GIT_") or name in ENVIRONMENT}
    return arguments.split("\0"), kept


def script(*arguments: str) -> None:
    """The same by `ci/github-common.sh`."""
    command = '. "$0"; safe_git "$@"'
    subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command, ROOT / "ci" / "github-common.sh", *arguments], check=True
    )


def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every variable that is kept, and some of those that name a program or a setting."""
    for name in KEPT:
        monkeypatch.setenv(name, f"/{name}")
    for name in ("SSH_COMMAND", "EXTERNAL_DIFF", "ASKPASS", "EXEC_PATH", "TRACE", "EDITOR", "PAGER", "INDEX_FILE"):
        monkeypatch.setenv(f"GIT_{name}", "evil")
    for name in ("GIT_CONFIG_PARAMETERS", "GIT_ALLOW_PROTOCOL", "GIT_NO_LAZY_FETCH", "LC_ALL"):
        monkeypatch.setenv(name, "evil")
    items = [("core.fsmonitor", "evil"), ("Safe.Directory", "/some where"), ("safe.directory", "*")]
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(items)))
    for number, (name, value) in enumerate(items):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", name)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", value)


@posix
def test_python_and_the_scripts_run_git_alike(stub, monkeypatch):
    hostile(monkeypatch)
    assert Git.at(".").run("status", "-s")[0] == 0
    arguments, variables = noted(stub)
    expected = [*SETTINGS.items(), ("safe.directory", "/some where"), ("safe.directory", "*")]
    assert arguments == [
        "--no-pager",
        *(part for name, value in expected for part in ("-c", f"{name}={value}")),
        "status",
        "-s",
    ]
    assert variables == ENVIRONMENT | {name: f"/{name}" for name in KEPT}
    stub.unlink()
    script("status", "-s")
    assert noted(stub) == (arguments, variables)


@posix
def test_only_a_fetch_of_the_scripts_reaches_out(stub, monkeypatch):
    monkeypatch.setenv("GIT_SSH_COMMAND", "ssh -i key")
    Git.at(".").run("fetch", "origin")
    assert noted(stub)[1] == ENVIRONMENT
    arguments, _ = noted(stub)
    script("fetch", "origin")
    opened = {"GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh", "GIT_SSH_COMMAND": "ssh -i key"}
    assert noted(stub) == (arguments, ENVIRONMENT | opened)


@posix
def test_git_in_another_repository_than_the_one_of_the_environment(stub, monkeypatch):
    hostile(monkeypatch)
    Git.at(".", inherit=False).run("status")
    assert noted(stub)[1] == ENVIRONMENT | {name: f"/{name}" for name in KEPT if name not in OF_A_REPOSITORY}


@posix
def test_git_is_never_taken_from_the_folder_it_runs_in(stub, tmp_path, monkeypatch):
    repository = tmp_path / "repository"
    (repository / "bin").mkdir(parents=True)
    for place in ("git", "bin/git"):
        (repository / place).write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\n", "utf-8")
        (repository / place).chmod(0o755)
    monkeypatch.chdir(repository)
    tools = os.environ["PATH"]
    for path in (f".:{tools}", f":{tools}", f"bin:{tools}"):
        monkeypatch.setenv("PATH", path)
        Git.at(str(repository)).run("status")
        assert dict(each.split("=", 1) for each in stub.read_text("utf-8").split("\0") if "=" in each)["PATH"] == tools
    monkeypatch.setenv("PATH", ".:bin:")
    with pytest.raises(UnreadableFile, match="no such program"):
        Git.at(str(repository)).run("status")
    assert not (tmp_path / "sprung").exists()


def test_no_other_module_runs_git():
    runs = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if re.search(MAY_RUN, text) else ():
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if isinstance(node, ast.Attribute) and re.fullmatch(
                r"system|popen|exec[lv]p?e?|(posix_)?spawn\w*", node.attr
            ):
                names = ["subprocess"] if isinstance(node.value, ast.Name) and node.value.id == "os" else []
            if RUNS_PROGRAMS & set(names):
                runs.add(path.relative_to(SOURCE).as_posix())
    # The second one only closes what the first one started; a browser is another program.
    assert runs == {"git/process.py", "git/objects.py", "cli/terminal/browser.py"}


def test_no_script_runs_git_another_way():
    found = []
    for path in SCRIPTS:
        for line in path.read_text("utf-8").splitlines():
            code = re.sub(r"(^|\s)#.*", "", line)
            found += [(path.name, code[match.end() :]) for match in re.finditer(r"(?<![\w./-])git(?=\s)", code)]
    assert [(name, text.split()[0]) for name, text in found] == [
        ("github-common.sh", "--no-pager"),
        ("gitlab.yml", "-c"),
    ]
    # GitLab takes that one file alone: all it does with git is to fetch, from the server that cloned.
    assert " fetch --quiet --no-tags --no-recurse-submodules " in found[1][1]
    assert found[1][1].startswith(" -c core.hooksPath=/dev/null -c core.fsmonitor=false fetch ")


def test_no_script_takes_modules_from_the_checkout():
    """`python3 -c`, `python3 -` and `python3 -m` look for modules in the working directory first; -I does not."""
    for path in SCRIPTS:
        for call in re.findall(r"(?:python3|/python\"?) (\S+)", path.read_text("utf-8")):
            assert call == "-I", path


@posix
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("fatal: '{here}' is not a repository", "fatal: '.' is not a repository"),
        ("fatal: {here}/.git: no such file", "fatal: ./.git: no such file"),
        ("fatal: {here}", "fatal: ."),
        ("fatal: {here}-old/.git is gone", "fatal: {here}-old/.git is gone"),
        ("fatal: /mnt{here}/.git is gone", "fatal: /mnt{here}/.git is gone"),
    ],
)
def test_the_folder_is_told_as_it_was_typed_and_no_other(said, shown, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    here = os.path.realpath(tmp_path)
    assert as_typed(said.format(here=here), ".") == shown.format(here=here)


@posix
def test_at_the_top_of_the_file_system_no_path_loses_its_slashes(monkeypatch):
    monkeypatch.chdir("/")
    assert as_typed("fatal: /a/b is gone", ".") == "fatal: /a/b is gone"
