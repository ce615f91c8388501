"""Twenty processes at once, by every kind of command that writes: all succeed, and nothing of any of them is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

from btm_cli.standard.bundled import load_bundled
from support.gitrepo import Repo
from support.golden import ADVISE
from support.run import LONGEST, in_process, plain_environment
from support.sheets import edit_csv

HEAD = "standard: {edition}\nenterprise: Acme # ours\nassessed_on: 2026-11-20\nprofiles: [single-unit]\nanswers:\n"
OLD = "standard: btm 1.0\nenterprise: Acme\nassessed_on: 2026-11-20\nanswers:\n  approval-and-prioritization: 2\n"
OUTPUTS = {
    "east.csv": ("export", "east/b.yaml", "--depth", "capability", "-o"),
    "east.json": ("attest", "east/b.yaml", "-o"),
}
"""What is written by several at once, and by which command."""


class Running:
    """Processes of btm in a folder, all of them started before any is waited for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: list[tuple[tuple[str, ...], subprocess.Popen[bytes]]] = []

    def start(self, *arguments: str, typed: str = "") -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "btm_cli", *arguments],
            cwd=self._folder,
            env=plain_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert process.stdin is not None
        process.stdin.write(typed.encode())
        process.stdin.close()
        process.stdin = None
        self._started.append((arguments, process))

    def ended(self) -> dict[tuple[str, ...], tuple[int, str]]:
        return {
            arguments: (process.returncode, said.decode())
            for arguments, process in self._started
            for said in [process.communicate(timeout=LONGEST)[1]]
        }


def evidence(file: str, key: str) -> tuple[str, ...]:
    return ("evidence", "add", file, key, "--title", key, "--url", "https://e.example")


def test_twenty_by_every_command_that_writes(tmp_path: Path) -> None:
    """Twelve on one file, three on one that is migrated meanwhile, three on one list of git's, and six for files that
    are not there yet, each for two."""
    capabilities = list(load_bundled().capabilities)
    asked, imported = capabilities[:2], capabilities[2:5]
    (tmp_path / "a.yaml").write_text(HEAD.format(edition="btm 1.1") + f"  {capabilities[6]}: 2 # theirs\n", "utf-8")
    (tmp_path / "old.yaml").write_text(OLD, "utf-8")
    Repo(tmp_path)
    folders = ("east", "north", "west")
    for name in folders:
        (tmp_path / name).mkdir()
        (tmp_path / name / "b.yaml").write_text(OLD, "utf-8")
    running = Running(tmp_path)
    for number, name in enumerate(imported):
        sheet = tmp_path / f"{number}.csv"
        assert in_process("export", "a.yaml", "--depth", "capability", "-o", sheet.name, cwd=tmp_path).code == 0
        edit_csv(sheet, {("questions", name, "answer"): "5"})
        running.start("import", sheet.name, "--into", "a.yaml")
    for number in range(4):
        running.start(*evidence("a.yaml", f"k{number}"))
    for name in asked:
        running.start("interview", "a.yaml", "--plain", "--depth", "capability", "--capability", name, typed="4\n")
    running.start(*ADVISE, "--into", "a.yaml")
    running.start(*ADVISE, "--into", "a.yaml", "--quiet")
    running.start("profile", "apply", "a.yaml")
    running.start("migrate", "old.yaml", "--to", "1.1")
    running.start(*evidence("old.yaml", "k0"))
    running.start(*evidence("old.yaml", "k1"))
    for name in folders:
        running.start("git-setup", f"{name}/b.yaml", "--yes")
    for out, command in OUTPUTS.items():
        running.start(*command, out)
        running.start(*command, out, "--quiet")
    for state in ("alignment", "optimization"):
        running.start("policy", "init", "p.yaml", "--state", state)
    for unit in ("one", "two"):
        running.start("init", "new.yaml", "--yes", "--enterprise", unit, "--assessed-on", "2026-11-20")
    ended = running.ended()
    for kind in ("init", "policy"):
        made = [code for arguments, (code, _) in ended.items() if arguments[0] == kind]
        assert sorted(made) == [0, 2], ended  # one of them finds it there, before it begins or when it writes
    failed = {command: end for command, end in ended.items() if command[0] not in ("init", "policy") and end[0] != 0}
    assert not failed

    text = (tmp_path / "a.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    assert {name: data["answers"][name] for name in (*imported, *asked)} == {
        **dict.fromkeys(imported, 5),
        **dict.fromkeys(asked, 4),
    }
    assert data["evidence"].keys() == {f"k{number}" for number in range(4)}
    assert "state" in data["target"]
    assert "n/a" in str(data["answers"])  # of what the profile leaves out
    assert "enterprise: Acme # ours" in text
    assert f"{capabilities[6]}: 2 # theirs" in text
    old = yaml.safe_load((tmp_path / "old.yaml").read_text("utf-8"))
    assert (old["standard"], old["evidence"].keys()) == ("btm 1.1", {"k0", "k1"})
    listed = (tmp_path / ".gitattributes").read_text("utf-8").splitlines()
    assert sorted(listed) == [f"/{name}/*.yaml diff=btm" for name in folders]
    for out, command in OUTPUTS.items():
        assert in_process(*command, f"alone-{out}", cwd=tmp_path).code == 0
        assert (tmp_path / out).read_bytes() == (tmp_path / f"alone-{out}").read_bytes()
    assert in_process("check", "east/b.yaml", "--policy", "p.yaml", cwd=tmp_path).code in (0, 1)  # it can be read
    for name in ("a.yaml", "old.yaml", "new.yaml"):
        assert in_process("validate", name, cwd=tmp_path).code == 0, name
    assert not (tmp_path / ".btm-tmp").exists()
