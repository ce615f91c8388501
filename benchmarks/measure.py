"""How a benchmark measures: counted instructions where valgrind is there, CPU time otherwise; ratios within one run.

In: commands. Out: amounts of one unit, and a table of limits with what was measured. Instructions are the same in every
run (to a thousandth) and leave the kernel's work out; CPU time is the median of processes that ran in turn.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
ALLOWANCE = 1.1
"""CI allows this much of a limit (`--allow`): other machines, libraries and versions of Python."""

Arguments = Sequence[str | Path]


class Limit(NamedTuple):
    """A stated measure: at most so much of `unit`."""

    name: str
    unit: str
    at_most: float


class Sample(NamedTuple):
    """One process: seconds of CPU that it took, and its peak memory in MB."""

    seconds: float
    peak: float


class Command(NamedTuple):
    """A process, and the exit code that it must end with."""

    arguments: Arguments
    environment: Mapping[str, str] = {}
    expected: int = 0


def install_wheel(folder: Path, extras: str = "") -> Path:
    """A virtual environment with the wheel of this checkout, compiled to bytecode; the path of its Python."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.pop("PYTHONPATH", None)
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", f"{ROOT}{extras}"], check=True)
    subprocess.run([python, "-m", "compileall", "-q", folder / "venv" / "lib"], stdout=subprocess.DEVNULL)
    return python


class Meter:
    """Measures commands, all in one unit."""

    def __init__(self, repeat: int, count: bool | None = None) -> None:
        self._repeat = repeat
        self.counts = shutil.which("valgrind") is not None if count is None else count
        self.unit = "million instructions" if self.counts else "ms of CPU"

    def measure(self, commands: Mapping[str, Command]) -> dict[str, float]:
        """What each command costs; the first turn fills the caches and does not count."""
        if self.counts:
            with ThreadPoolExecutor(os.cpu_count()) as several:  # what else runs changes no count
                counted = several.map(_counted, commands.values())
                return {name: count / 1e6 for name, count in zip(commands, counted, strict=True)}
        samples: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(self._repeat + 1):
            for name, command in commands.items():
                seconds = run(command).seconds
                if turn:
                    samples[name].append(seconds * 1000)
        return {name: statistics.median(taken) for name, taken in samples.items()}

    def measure_calls(self, commands: Mapping[str, Arguments]) -> dict[str, float]:
        """What one call costs inside each command, which does as many as the argument says that is added to it."""
        calls = 2 if self.counts else 5
        several = {(name, count): Command([*each, count]) for name, each in commands.items() for count in _both(calls)}
        costs = self.measure({" ".join(key): command for key, command in several.items()})
        once, more = _both(calls)
        return {name: (costs[f"{name} {more}"] - costs[f"{name} {once}"]) / calls for name in commands}


def _both(calls: int) -> tuple[str, str]:
    """How many calls are made in two processes that differ by `calls`."""
    return "1", str(1 + calls)


def _counted(command: Command) -> int:
    """The instructions of a command that ends as it should: the run before fills the caches and does not count."""
    run(command)
    return instructions(command)


def run(command: Command) -> Sample:
    """Run one process to its end. Exits where it does not do what it should."""
    process = subprocess.Popen(
        command.arguments,
        env=os.environ | command.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != command.expected:
        said = " ".join(map(str, command.arguments))
        sys.exit(f"{said} ended with {process.returncode} instead of {command.expected}")
    bytes_per_unit = 1 if sys.platform == "darwin" else 1024
    return Sample(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * bytes_per_unit / 1_000_000)


def instructions(command: Command) -> int:
    """The instructions that one process takes, those of its children left out."""
    counted = subprocess.run(
        ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", *command.arguments],
        env=os.environ | command.environment | {"PYTHONHASHSEED": "0"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    found = re.findall(r"I\s+refs:\s+([0-9,]+)", counted.stderr)
    if not found:
        sys.exit(f"valgrind counted nothing: {counted.stderr[-500:]}")
    return int(found[-1].replace(",", ""))


def print_table(rows: Sequence[tuple[Limit, float]], allow: float = 1) -> int:
    """One line a measure: today's figure, the limit, the verdict. Out: how many are missed."""
    print(f"\n{'what':<58} {'today':>7} {'at most':>8}  unit")
    missed = 0
    for limit, value in rows:
        missed += value > limit.at_most * allow
        verdict = ""
        if value > limit.at_most:
            verdict = "MISSED" if value > limit.at_most * allow else "within the allowance"
        print(f"{limit.name:<58} {value:>7.2f} {limit.at_most:>8g}  {limit.unit:<16} {verdict}".rstrip())
    return missed
