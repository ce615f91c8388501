"""Many files: what a file of a roll-up costs, what a second process brings, memory, and validating beside another tool.

In: a checkout; `python benchmarks/rollup.py [--files N] [--repeat N] [--check]`. Out: a table; with `--check`, exit
code 1 where a limit is broken. "Raw" is `CParser.raw_parse()` of the same audit-depth files (about 74 kB each) in one
process; times are the smallest of several runs in turn, so that a busy machine says as little as possible. The
comparison with check-jsonschema installs it, with ruamel.yaml.clib, into a temporary virtual environment. Needs
`os.wait4` (so not Windows).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from measure import ROOT, Command, Limit, Sample, install_wheel, print_table, run

FILE = Limit("a file of btm rollup (read, validate, score), 1 process", "x raw", 12)
COMMAND = Limit("the whole command by file, 1 process", "x raw", 16)
TWO = Limit("time of two processes by that of one", "x one", 1 / 1.8)
AGAIN = Limit("the second run, from the cache", "x first", 0.5)
VALIDATE = Limit("btm validate of 50 files by check-jsonschema", "x theirs", 0.25)
MEMORY = Limit("growth of peak memory from 1,000 to 10,000 units", "MB", 60)
IN_PROCESS = """
import gc, json, sys, time
from yaml._yaml import CParser
from btm_cli.intake.pool import collect_seldom
from btm_cli.intake.units import Source, UnitReader
from btm_cli.standard.bundled import load_bundled
paths = sys.argv[2:]
texts = [open(path, "rb").read() for path in paths]
read = UnitReader(Source(load_bundled(), False, None, None)).read
collect_seldom()
def timed(call, items):
    start = time.perf_counter()
    for item in items:
        call(item)
    return (time.perf_counter() - start) / len(items)
turns = [(timed(lambda text: CParser(text).raw_parse(), texts), timed(read, paths)) for _ in range(int(sys.argv[1]))]
json.dump([min(raw for raw, _ in turns), min(one for _, one in turns)], sys.stdout)
"""


def main() -> int:
    """Measure everything, print the table, and say whether the limits hold."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=100, help="audit-depth files (default 100)")
    options.add_argument("--repeat", type=int, default=5, help="runs of each process (default 5)")
    options.add_argument("--without-theirs", action="store_true", help="leave check-jsonschema out")
    options.add_argument("--check", action="store_true", help="exit with 1 if a limit is broken")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        python = install_wheel(folder)
        files = write_audit_files(python, folder / "audit", chosen.files)
        print(f"{len(files)} files of {files[0].stat().st_size / 1000:.0f} kB, smallest of {chosen.repeat} runs")
        rows = [*rollups(python, files, chosen.repeat), memory(python, folder)]
        if not chosen.without_theirs:
            rows.append(validation(python, folder, files[:50], chosen.repeat))
    missed = print_table(rows)
    return 1 if chosen.check and missed else 0


def write_audit_files(python: Path, folder: Path, count: int) -> list[Path]:
    """`count` units, every criterion rated with evidence."""
    folder.mkdir()
    text = subprocess.run([python, ROOT / "benchmarks/make_answers.py"], check=True, stdout=-1).stdout.decode()
    paths = []
    for number in range(count):
        paths.append(folder / f"unit-{number:04}.yaml")
        unit = f"unit: {{name: Unit {number}, weight: {number % 7 + 1}}}\nperiod:"
        paths[-1].write_text(text.replace("period:", unit, 1), "utf-8")
    return paths


def rollups(python: Path, files: list[Path], repeat: int) -> list[tuple[Limit, float]]:
    """A file inside one process; whole commands with one and two processes, and from the cache.

    What two processes can bring is the machine's affair as well: two commands at once, each with half of the files,
    show it.
    """

    def rollup(these: list[Path], jobs: int, *more: str) -> list[str | Path]:
        return [python.with_name("btm"), "rollup", *these, "--format", "csv", "--jobs", str(jobs), *more]

    commands = {
        "one": rollup(files, 1, "--no-cache"),
        "two": rollup(files, 2, "--no-cache"),
        "again": rollup(files, 1),
    }
    halves = [rollup(half, 1, "--no-cache") for half in (files[::2], files[1::2])]
    run(Command(commands["again"]))  # fills the cache
    samples: dict[str, list[Sample]] = {name: [] for name in commands}
    waited: dict[str, list[float]] = {"one": [], "two": []}
    apart = []
    for _ in range(repeat):
        for name, command in commands.items():
            samples[name].append(run(Command(command)))
        for name, times in waited.items():  # CPU time is the sum over all processes, and says nothing of two at once
            times.append(seconds_at_once([commands[name]]))
        apart.append(seconds_at_once(halves))
    best = {name: min(sample.seconds for sample in taken) for name, taken in samples.items()}
    inside = subprocess.run([python, "-c", IN_PROCESS, str(repeat), *files], check=True, stdout=-1)
    raw, one = json.loads(inside.stdout)
    alone, together = min(waited["one"]), min(waited["two"])
    print(f"raw {raw * 1000:.2f} ms, a file {one * 1000:.2f} ms; one {alone:.2f} s, two {together:.2f} s")
    print(f"two commands at once with half of the files each: {min(apart):.2f} s, {alone / min(apart):.2f} x faster")
    return [
        (FILE, one / raw),
        (COMMAND, best["one"] / len(files) / raw),
        (TWO, together / alone),
        (AGAIN, best["again"] / best["one"]),
    ]


def seconds_at_once(commands: list[list[str | Path]]) -> float:
    """From the start of all to the end of the last."""
    with ThreadPoolExecutor(len(commands)) as threads:
        start = time.perf_counter()
        list(threads.map(lambda command: run(Command(command)), commands))
        return time.perf_counter() - start


def memory(python: Path, folder: Path) -> tuple[Limit, float]:
    """Peak memory with 1,000 and 10,000 small units, corrupt, empty, huge and duplicate ones among them."""
    write = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); "
        "from support.units import write_units; write_units(Path(sys.argv[2]), int(sys.argv[3]), bad=True)"
    )
    peaks = []
    for count in (1_000, 10_000):
        place = folder / f"units-{count}"
        subprocess.run([python, "-c", write, ROOT / "tests", place, str(count)], check=True)
        command: list[str | Path] = [
            python.with_name("btm"),
            "rollup",
            f"{place}/**/*.yaml",
            "--keep-going",
            "--no-cache",
        ]
        sample = run(Command(command, expected=3))
        peaks.append(sample.peak)
        print(f"{count:,} small units: {sample.seconds:.1f} s, peak {sample.peak:.0f} MB")
    return MEMORY, peaks[1] - peaks[0]


def validation(python: Path, folder: Path, files: list[Path], repeat: int) -> tuple[Limit, float]:
    """Our whole command against check-jsonschema with our own schema, on the same files."""
    venv.create(folder / "theirs", with_pip=True)
    theirs = folder / "theirs" / "bin"
    packages = ["check-jsonschema", "ruamel.yaml.clib"]
    subprocess.run([theirs / "python", "-m", "pip", "install", "-q", *packages], check=True)
    schema = ROOT / "standard" / "schema" / "answers.schema.json"
    commands: dict[str, list[str | Path]] = {
        "ours": [python.with_name("btm"), "validate", *files],
        "theirs": [theirs / "check-jsonschema", "--schemafile", schema, *files],
    }
    seconds = {
        name: min(run(Command(command)).seconds for _ in range(repeat if name == "ours" else 2))
        for name, command in commands.items()
    }
    print(f"validating {len(files)} files: ours {seconds['ours']:.2f} s, theirs {seconds['theirs']:.2f} s")
    return VALIDATE, seconds["ours"] / seconds["theirs"]


if __name__ == "__main__":
    sys.exit(main())
