"""Start-up, loading, scoring and memory against their limits, in one run.

In: a checkout; `python benchmarks/run.py [--repeat N] [--check]`. Out: a table; with `--check`, exit code 1 where a
limit is broken. Whole processes run in turn, from a wheel installed into a temporary virtual environment with compiled
bytecode. Their CPU time is given as a ratio to that of a floor in the same run: `python -c pass` of that interpreter
(bare), or the imports of the libraries that a command can't do without. Needs `os.wait4` (so not Windows).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FULL_STANDARD = 500
"""Criteria from which a standard counts as full: the limits are stated for about 550."""


@dataclass(frozen=True)
class Limit:
    """A stated measure: `at_most` must hold, `aim` is what we want."""

    name: str
    unit: str
    at_most: float
    aim: float


@dataclass(frozen=True)
class Sample:
    """One process: seconds of CPU that it took, and its peak memory in MB."""

    seconds: float
    peak: float


FLOORS = {
    "bare": "pass",
    "imports": "import typer, yaml; from pydantic import BaseModel, Field, TypeAdapter",
    "imports and rich": "import typer, yaml, rich.console, rich.table, rich.text; "
    "from pydantic import BaseModel, Field, TypeAdapter",
}
"""What a process costs that does nothing: alone, with the libraries of every command, and with what draws text."""
PROCESS_LIMITS = {
    "version": (Limit("btm --version", "x bare", 6, 2), "bare"),
    "help": (Limit("btm --help", "x bare", 16, 13), "bare"),
    "trivial": (Limit("a trivial command (btm explain, usage error)", "x bare", 16, 13), "bare"),
    "completion": (Limit("shell completion", "x bare", 16, 13), "bare"),
    "text": (Limit("btm assess, every criterion rated, text", "x its imports", 1.5, 1.5), "imports and rich"),
    "json": (Limit("the same with --format json", "x its imports", 1.35, 1.35), "imports"),
    "example": (Limit("btm assess of the example, json", "x its imports", 1.35, 1.35), "imports"),
}
MEMORY = Limit("peak memory of btm assess", "MB", 45, 35)
STRICT = Limit("strict load with places", "x CSafeLoader", 0.5, 0.4)
SCORING = Limit("scoring", "x parse", 0.2, 0.2)


def main() -> int:
    """Measure everything, print the table, and say whether the limits hold."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeat", type=int, default=21, help="runs of each process (default 21)")
    options.add_argument("--check", action="store_true", help="exit with 1 if a limit is broken")
    chosen = options.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.pop("PYTHONPATH", None)
    with tempfile.TemporaryDirectory() as folder:
        python = install_wheel(Path(folder))
        answers = Path(folder) / "answers.yaml"
        answers.write_bytes(subprocess.run([python, ROOT / "benchmarks/make_answers.py"], check=True, stdout=-1).stdout)
        criteria = answers.read_text("utf-8").count("{rating:")
        if criteria < FULL_STANDARD:
            sys.exit(f"the limits are stated for a full standard; this one has only {criteria} criteria")
        print(f"{criteria} criteria, answers of {answers.stat().st_size / 1000:.0f} kB, {chosen.repeat} runs each")
        rows = measure(python, answers, chosen.repeat)
    broken = [limit for limit, value in rows if value > limit.at_most]
    print_table(rows)
    return 1 if chosen.check and broken else 0


def install_wheel(folder: Path) -> Path:
    """A virtual environment with the wheel of this checkout; the path of its Python."""
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", ROOT], check=True)
    return python


def measure(python: Path, answers: Path, repeat: int) -> list[tuple[Limit, float]]:
    """Every limit with its measured value."""
    btm = python.with_name("btm")
    commands: dict[str, list[str | Path]] = {
        **{name: [python, "-c", code] for name, code in FLOORS.items()},
        "version": [btm, "--version"],
        "help": [btm, "--help"],
        "trivial": [btm, "explain"],
        "completion": [btm],
        "text": [btm, "assess", answers],
        "json": [btm, "assess", answers, "--format", "json"],
        "example": [btm, "assess", ROOT / "examples/meridian-insurance/2026-Q4.yaml", "--format", "json"],
    }
    completing = {"_BTM_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "btm a"}
    samples: dict[str, list[Sample]] = {name: [] for name in commands}
    for turn in range(repeat + 1):
        for name, command in commands.items():
            sample = run(command, completing if name == "completion" else {}, expected=2 if name == "trivial" else 0)
            if turn:  # the first turn fills the caches
                samples[name].append(sample)
    floors = {name: median_seconds(samples[name]) for name in FLOORS}
    inside = subprocess.run(
        [python, ROOT / "benchmarks/in_process.py", answers, ROOT / "standard", str(repeat)], check=True, stdout=-1
    )
    seconds = json.loads(inside.stdout)
    print(", ".join(f"{name} {value * 1000:.1f} ms" for name, value in floors.items()), "of CPU")
    return [
        *((limit, median_seconds(samples[name]) / floors[floor]) for name, (limit, floor) in PROCESS_LIMITS.items()),
        (MEMORY, max(sample.peak for sample in samples["text"])),
        (STRICT, seconds["strict"] / seconds["safe"]),
        (SCORING, seconds["score"] / seconds["parse"]),
    ]


def run(command: list[str | Path], environment: dict[str, str], expected: int) -> Sample:
    """Run one process to its end. Exits where it does not do what it should."""
    process = subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != expected:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode} instead of {expected}")
    bytes_per_unit = 1 if sys.platform == "darwin" else 1024
    return Sample(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * bytes_per_unit / 1_000_000)


def median_seconds(samples: list[Sample]) -> float:
    """The median CPU time."""
    return statistics.median(sample.seconds for sample in samples)


def print_table(rows: list[tuple[Limit, float]]) -> None:
    """One line a measure: value, limit, aim, verdict."""
    print(f"\n{'what':<46} {'measured':>9} {'at most':>8} {'aim':>6}  unit")
    for limit, value in rows:
        verdict = "BROKEN" if value > limit.at_most else "aim met" if value <= limit.aim else ""
        figures = f"{value:>9.2f} {limit.at_most:>8g} {limit.aim:>6g}"
        print(f"{limit.name:<46} {figures}  {limit.unit:<13} {verdict}".rstrip())


if __name__ == "__main__":
    sys.exit(main())
