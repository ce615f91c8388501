"""The program as a whole: exit codes by the table of docs/exit-codes.md, streams, signals, completion."""

from __future__ import annotations

import fcntl
import json
import os
import re
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest
import typer

from btm_cli.cli.app import add
from btm_cli.cli.commands import COMMANDS, Command
from support.run import LONGEST, ROOT, in_process, plain_environment, process

MERIDIAN = "examples/meridian-insurance/2026-Q4.yaml"
HARBOR = "examples/harbor-foods/answers.yaml"
BROKEN = "tests/golden/broken.yaml"
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX pipes and signals")

LISTED = set(COMMANDS) - {"textconv"}
"""What people type; git alone runs the rest."""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["-h"],
        ["assess", HARBOR],
        ["assess", MERIDIAN, "--format", "json", "--as-of", "2026-12-31", "--target", "sync"],
        ["assess", MERIDIAN, "--top", "1", "--area", "governance", "--capability", "asset", "--as-of", "today"],
        ["validate", MERIDIAN, HARBOR, "standard", "examples/meridian-insurance/policy.yaml"],
        ["explain", "approval/process"],
        ["explain", "overall", "--answers", HARBOR],
        ["standard", "list"],
        ["standard", "show"],
        ["standard", "validate"],
        ["standard", "schema", "answers"],
        ["assess", HARBOR, "--standard", "standard/"],
    ],
    ids=" ".join,
)
def test_fine(arguments: list[str]) -> None:
    # `__main__` answers `--version` by itself, before there is an app.
    ran = process(*arguments) if arguments == ["--version"] else in_process(*arguments)
    assert (ran.code, ran.complaint) == (0, "") or (ran.code == 0 and "warning" in ran.complaint)
    assert ran.text.strip()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Usage: btm"),
        (["nonsense"], "nonsense"),
        (["asses", HARBOR], "Did you mean 'assess'"),
        (["assess"], "no answers file here"),
        (["assess", HARBOR, "--nonsense"], "--nonsense"),
        (["assess", HARBOR, "--format", "pdf"], "pdf"),
        (["assess", HARBOR, "--top", "0"], "--top"),
        (["assess", HARBOR, "--color", "pink"], "pink"),
        (["assess", HARBOR, "--target", "alinment"], "did you mean `alignment`?"),
        (["assess", HARBOR, "--target", "6"], "1 to 5"),
        (["assess", HARBOR, "--target", ""], "neither a state nor a level"),
        (["assess", HARBOR, "--target", "9" * 5000], "neither a state nor a level"),
        (["assess", HARBOR, "--as-of", "yesterday"], "write YYYY-MM-DD, or today"),
        (["assess", HARBOR, "--as-of", "2026-02-29"], "is not a date"),
        (["assess", HARBOR, "--as-of", "2026-W01-1"], "is not a date"),
        (["assess", "missing.yaml", "--as-of", "soon"], "is not a date"),
        (["assess", HARBOR, "--area", "nowhere"], "unknown area"),
        (["assess", HARBOR, "--format", "json", "--capability", "strateg"], "could be several"),
        (["validate"], "no answers file here"),
        (["explain", "no-such-thing"], "no-such-thing"),
        (["standard", "show", "no/such/thing"], "unknown capability"),
        (["standard", "schema", "novel"], "novel"),
        (["standard", "show", "\x1b[31m"], "\\x1b[31m"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else None,
)
def test_wrong_usage_is_2(arguments: list[str], said: str) -> None:
    ran = in_process(*arguments)
    assert (ran.code, ran.out) == (2, b"")
    assert said in ran.complaint
    assert "\x1b" not in ran.complaint


def test_wrong_usage_is_2_in_a_process() -> None:
    ran = process("assess", HARBOR, "--nonsense")
    assert (ran.code, ran.out) == (2, b"")
    assert "Try 'btm assess -h' for help." in ran.complaint


def test_an_invalid_file_is_3_and_every_mistake_is_told() -> None:
    for command, stream in (("validate", "out"), ("assess", "err")):
        ran = in_process(command, BROKEN)
        assert ran.code == 3
        text = getattr(ran, stream).decode("utf-8")
        for place in ("4:14", "6:3", "9:11", "11:7", "12:17"):
            assert f"{BROKEN}:{place}: error[" in text
        other = ran.out if stream == "err" else ran.err
        assert other == b""


@pytest.mark.parametrize(
    "arguments",
    [
        ["assess", "missing.yaml"],
        ["assess", "examples"],
        ["assess", f"{HARBOR}/inside"],
        ["assess", HARBOR, "--standard", "missing"],
        ["assess", HARBOR, "--output", "examples"],
        ["assess", HARBOR, "--output", "missing/folder/x.txt"],
        ["validate", "missing.yaml"],
        ["validate", "standard/missing.yaml"],
        ["validate", "examples"],
        ["validate", BROKEN, "missing.yaml"],
        ["explain", "overall", "--answers", "missing.yaml"],
        ["standard", "validate", "missing"],
        ["standard", "list", "--standard", "missing"],
    ],
    ids=" ".join,
)
def test_what_can_not_be_read_or_written_is_4(arguments: list[str]) -> None:
    ran = in_process(*arguments)
    assert ran.code == 4
    assert "can't be " in ran.text + ran.complaint or "is a folder" in ran.text + ran.complaint


def test_of_several_files_the_highest_code_counts() -> None:
    assert in_process("validate", HARBOR, BROKEN).code == 3
    ran = in_process("validate", "missing.yaml", BROKEN, HARBOR)
    assert ran.code == 4
    assert "6 errors in 2 of 3 files." in ran.text


def test_a_file_named_twice_and_files_of_one_standard_are_told_once(tmp_path: Path) -> None:
    assert in_process("validate", BROKEN, BROKEN).text == in_process("validate", BROKEN).text
    for name in ("standard.yaml", "advisor.yaml"):
        (tmp_path / name).write_text("id: [", "utf-8")
    ran = in_process("validate", "standard.yaml", "advisor.yaml", "--format", "json", cwd=tmp_path)
    problems = [json.dumps(problem) for problem in json.loads(ran.text)["problems"]]
    assert ran.code == 3
    assert len(problems) == len(set(problems)) > 0


def test_answers_beside_a_standard_are_answers(tmp_path: Path) -> None:
    (tmp_path / "standard.yaml").write_text("id: [", "utf-8")
    (tmp_path / "answers.yaml").write_bytes((ROOT / HARBOR).read_bytes())
    assert in_process("validate", "answers.yaml", cwd=tmp_path).code == 0


def test_output_goes_to_the_file_whole(tmp_path: Path) -> None:
    printed = in_process("assess", HARBOR, "--format", "json")
    written = in_process("assess", HARBOR, "--format", "json", "--output", tmp_path / "card.json")
    assert (written.code, written.out) == (0, b"")
    assert (tmp_path / "card.json").read_bytes() == printed.out
    assert [path.name for path in tmp_path.iterdir()] == ["card.json"]


@pytest.mark.parametrize("arguments", [["assess", BROKEN], ["assess", HARBOR, "--area", "nowhere"]], ids=" ".join)
def test_what_fails_leaves_the_old_output_alone(arguments: list[str], tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text("as it was", "utf-8")
    assert in_process(*arguments, "--output", old).code in (2, 3)
    assert old.read_text("utf-8") == "as it was"


def test_a_disk_that_fills_up_leaves_the_old_output_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    old = tmp_path / "old.txt"
    old.write_text("as it was", "utf-8")
    monkeypatch.setattr(os, "fsync", full)
    ran = in_process("assess", HARBOR, "--output", old)
    assert ran.code == 4
    assert "can't be written: No space left on device" in ran.complaint
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == ["as it was"]


def test_evidence_that_expired_is_a_warning_and_stops_nothing() -> None:
    ran = in_process("validate", MERIDIAN, "--as-of", "2030-01-01")
    assert ran.code == 0
    assert "warning[" in ran.text
    assert "error[" not in ran.text


@posix
@pytest.mark.parametrize(
    "arguments", [["assess", HARBOR], ["assess", HARBOR, "--format", "json"], ["--help"], ["--version"]], ids=" ".join
)
def test_a_closed_pipe_is_quiet(arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        result = subprocess.run(
            [sys.executable, "-m", "btm_cli", *arguments],
            cwd=ROOT,
            env=plain_environment(),
            stdout=writer,
            stderr=subprocess.PIPE,
            timeout=LONGEST,
        )
    finally:
        os.close(writer)
    assert (result.returncode, result.stderr) == (0, b"")


@posix
def test_a_failing_check_keeps_its_code_when_nobody_reads() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "btm_cli", "validate", BROKEN]
    result = subprocess.run(command, cwd=ROOT, env=plain_environment(), stdout=writer, stderr=writer, timeout=LONGEST)
    os.close(writer)
    assert result.returncode == 3


@posix
@pytest.mark.parametrize("arguments", [["assess", HARBOR], ["--help"], ["--version"]], ids=" ".join)
def test_a_full_disk_behind_stdout_is_4(arguments: list[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "btm_cli", *arguments]
        result = subprocess.run(command, cwd=ROOT, env=plain_environment(), stdout=full, stderr=subprocess.PIPE)
    assert result.returncode == 4
    assert b"Traceback" not in result.stderr
    assert b"Exception ignored" not in result.stderr


@posix
def test_without_any_stream_it_still_ends_well() -> None:
    script = '"$0" -m btm_cli assess "$1" >&- 2>&-'
    result = subprocess.run(["sh", "-c", script, sys.executable, HARBOR], cwd=ROOT, env=plain_environment())
    assert result.returncode == 0


@posix
def test_ctrl_c_is_130_and_quiet(tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_bytes((ROOT / HARBOR).read_bytes())
    with open(answers, "rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        child = subprocess.Popen(
            [sys.executable, "-m", "btm_cli", "evidence", "add", str(answers), "x", "--title", "t", "--url", "u:x"],
            cwd=ROOT,
            env=plain_environment(),
            # A shell starts what runs in its background with Ctrl-C ignored, and children inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert child.stderr is not None
        assert b"waiting" in child.stderr.readline()
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=LONGEST)
    assert (child.returncode, out, err) == (130, b"", b"")


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for children in /proc")
@pytest.mark.parametrize(
    ("sent", "code"),
    [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, -signal.SIGHUP), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_a_signal_ends_a_roll_up_and_its_children(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    """The last two leave it no time to end them: they see that it is gone."""
    content = (ROOT / HARBOR).read_text("utf-8")
    for number in range(600):
        (tmp_path / f"{number}.yaml").write_text(content.replace("enterprise:", f"unit: u{number}\nenterprise:", 1))
    child = subprocess.Popen(
        [sys.executable, "-m", "btm_cli", "rollup", f"{tmp_path}/*.yaml", "--no-cache", "--jobs", "2"],
        cwd=ROOT,
        env=plain_environment(),
        preexec_fn=_as_from_a_terminal,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    below = Path(f"/proc/{child.pid}/task/{child.pid}/children")
    while not (children := below.read_text().split()):
        assert child.poll() is None
        time.sleep(0.005)
    child.send_signal(sent)
    assert child.wait(timeout=LONGEST) == code
    if code > 0:
        assert not any(Path(f"/proc/{each}").exists() for each in children)
    began = time.monotonic()
    while any(map(_runs, children)):
        assert time.monotonic() - began < LONGEST
        time.sleep(0.01)


def test_sigterm_counts_where_python_drops_what_it_raises() -> None:
    """It came while an object was deleted: the work went on to its end, and the code tells all the same."""
    script = """
import os, signal, sys
import btm_cli.__main__ as program
import btm_cli.cli.app as app

class Deleted:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        sum(range(1000))

def run(arguments):
    Deleted()
    return 0

app.run = run
sys.argv = ["btm", "validate"]
sys.exit(program.main())
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=LONGEST)
    assert (ran.returncode, b"Exception ignored" in ran.stderr) == (143, True)


def _as_from_a_terminal() -> None:
    """What starts the tests may ignore these, as nohup does, and then every process below it does too."""
    for each in (signal.SIGINT, signal.SIGHUP):
        signal.signal(each, signal.SIG_DFL)


def _runs(process: str) -> bool:
    """Whether it is there and no zombie, which it stays where nobody takes in orphans."""
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_with_its_input_closed_nothing_is_typed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes((ROOT / HARBOR).read_bytes())
    script = '"$0" -m btm_cli interview "$1" --plain <&-'
    command = ["sh", "-c", script, sys.executable, str(tmp_path / "a.yaml")]
    result = subprocess.run(command, cwd=ROOT, env=plain_environment(), capture_output=True)
    assert result.returncode == 0, result.stderr
    assert b"0 answers saved" in result.stdout


def test_a_bug_is_70_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "assess", Command("btm_cli.cli.app", "x"))  # a module without a command
    ran = in_process("assess", HARBOR, BTM_TRACEBACK="")
    assert (ran.code, ran.out) == (70, b"")
    assert ran.complaint.startswith("btm: this is a bug in btm: AttributeError")
    assert "BTM_TRACEBACK=1" in ran.complaint


def test_help_lists_every_command() -> None:
    listed = in_process("--help").text
    for name in LISTED:
        assert f"\n  {name} " in listed
    assert "textconv" not in listed


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("btm ", LISTED),
        ("btm a", {name for name in LISTED if name.startswith("a")}),
        ("btm assess --fo", {"--format"}),
        ("btm assess --format m", {"markdown"}),
        ("btm standard s", {"show", "schema"}),
    ],
)
def test_the_shell_completes(line: str, offered: set[str]) -> None:
    words = line.split(" ")
    ran = process(
        _BTM_COMPLETE="complete_bash",
        COMP_WORDS=line,
        COMP_CWORD=str(len(words) - 1),
        PYTHONPROFILEIMPORTTIME="1",
    )
    assert ran.code == 0
    assert set(ran.text.split()) == offered
    imported = {report.split("|")[-1].strip() for report in ran.complaint.splitlines()}
    assert "typing" in imported
    assert imported & {"yaml", "rich", "btm_cli.scoring"} == set()


@pytest.mark.parametrize(
    ("line", "offered"), [("btm as", {"assess"}), ("btm assess", {"assess"}), ("btm assess --fo", {"--format"})]
)
def test_zsh_completes_with_help_and_without_rich(line: str, offered: set[str]) -> None:
    """It shows help beside each word, for which typer would load rich."""
    ran = process(_BTM_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line, PYTHONPROFILEIMPORTTIME="1")
    assert ran.code == 0
    assert set(re.findall(r'"([a-z-]+)":"', ran.text)) == offered
    imported = {report.split("|")[-1].strip() for report in ran.complaint.splitlines()}
    assert "typing" in imported
    assert imported & {"yaml", "rich"} == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_listed_command_is_what_its_own_module_has(name: str) -> None:
    """One entry a name, told by that module's help; a single command is done by the module's own function."""
    app = typer.Typer()
    add(app, name)
    module = import_module(COMMANDS[name].module)
    [own] = [*app.registered_commands, *app.registered_groups]
    assert (own.name, own.help) == (name, module.HELP)
    for command in app.registered_commands:
        assert getattr(command.callback, "__module__", None) == module.__name__


def test_a_command_behind_two_dashes_is_the_command() -> None:
    ran = process("--", "standard", "list")
    assert ran.code in (0, 2)
    assert ran.text or ran.complaint


@pytest.mark.parametrize(
    ("arguments", "lost"),
    [
        (("assess", "answers.yaml", "-o", "answers.yaml"), "answers.yaml"),
        (("assess", "-o", "answers.yaml"), "answers.yaml"),  # chosen by btm itself
        (("assess", "answers.yaml", "-o", "link.yaml"), "answers.yaml"),
        (("consensus", "answers.yaml", "other.yaml", "-o", "./other.yaml"), "other.yaml"),
        (("consensus", "*r*.yaml", "-o", "other.yaml"), "other.yaml"),  # found by btm itself
        (("benchmark", "answers.yaml", "--population", "others.csv", "-o", "others.csv"), "others.csv"),
        (("benchmark", "answers.yaml", "--population", "o*.json", "-o", "others.json"), "others.json"),
        (("rollup", "[ao]*", "-o", "others.csv"), "others.csv"),
    ],
)
def test_a_result_never_replaces_what_it_is_made_of(tmp_path: Path, arguments: tuple[str, ...], lost: str) -> None:
    (tmp_path / "answers.yaml").write_bytes((ROOT / HARBOR).read_bytes())
    folder = "elsewhere" if arguments[1] == "-o" else "."
    (tmp_path / folder).mkdir(exist_ok=True)
    for name in ("other.yaml", "others.csv", "others.json"):
        (tmp_path / folder / name).write_bytes((ROOT / HARBOR).read_bytes())
    (tmp_path / "link.yaml").hardlink_to(tmp_path / "answers.yaml") if "link.yaml" in arguments else None
    ran = in_process(*arguments, cwd=tmp_path)
    assert (ran.code, "which is read for it" in ran.complaint) == (2, True), ran.complaint
    assert (tmp_path / lost).read_bytes() == (ROOT / HARBOR).read_bytes()


@pytest.mark.parametrize("arguments", [("assess", HARBOR), ("report", HARBOR), ("plan", HARBOR)])
def test_an_empty_name_is_no_output(arguments: tuple[str, ...]) -> None:
    ran = in_process(*arguments, "-o", "")
    assert (ran.code, "names no file" in ran.complaint) == (2, True)
