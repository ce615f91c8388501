"""What people wait for against its limits, in one run: start-up, every kind of command, reading a file, memory.

In: a checkout; `python benchmarks/run.py [--repeat N] [--time] [--quick] [--check [--allow SHARE]]`. Out: a table of
today's figures beside the limits; with `--check`, exit code 1 where one is missed; with `--quick`, only those that a
change is held to (`.ci/run speed`). Processes run from a wheel installed into a temporary virtual environment with
compiled bytecode. Everything is a ratio within the run: to the imports of the
libraries that a command can't do without (its floor), to `btm assess` of the same file in the same format, to
`btm --version`, or to what a plain reader with CSafeLoader and pydantic takes. Needs `os.wait4` (so not Windows).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import ALLOWANCE, ROOT, Command, Limit, Meter, install_wheel, print_table, run

FULL_STANDARD = 500
"""Criteria from which a standard counts as full: the limits are stated for about 550."""
EXAMPLE = ROOT / "examples" / "meridian-insurance"
FLOORS = {
    "bare": "pass",
    "imports": "import typer, yaml; from pydantic import BaseModel, Field, TypeAdapter",
    "imports and rich": "import typer, yaml, rich.console, rich.table, rich.text; "
    "from pydantic import BaseModel, Field, TypeAdapter",
}
"""What a process costs that does nothing: alone, with the libraries of every command, and with what draws text."""
RATIOS = {
    ("json", "imports"): Limit("assess --format json, every criterion rated", "x its imports", 1.35),
    ("example json", "imports"): Limit("assess --format json, the example", "x its imports", 1.35),
    ("text", "imports and rich"): Limit("assess, every criterion rated", "x its imports", 1.5),
    ("example text", "imports and rich"): Limit("assess, the example", "x its imports", 1.5),
    ("check json", "example json"): Limit("check --format json", "x assess json", 1.2),
    ("diff json", "example json"): Limit("diff --format json of a quarter", "x assess json", 1.8),
    ("diff all json", "json"): Limit("diff --format json, every answer changed", "x assess json", 3),
    ("plan json", "example json"): Limit("plan --format json", "x assess json", 2),
    ("report", "example json"): Limit("report", "x assess json", 2.4),
    ("xlsx", "example json"): Limit("export to xlsx", "x assess json", 3.5),
    ("check", "example text"): Limit("check", "x assess text", 1.2),
    ("diff", "example text"): Limit("diff of a quarter", "x assess text", 1.8),
    ("diff all", "text"): Limit("diff, every answer changed", "x assess text", 3),
    ("plan", "example text"): Limit("plan", "x assess text", 2),
    ("completion", "version"): Limit("completion of a value", "x --version", 4),
    ("alone", "version"): Limit("btm alone", "x --version", 8),
    ("version", "bare"): Limit("--version", "x bare Python", 2),
    ("help", "bare"): Limit("--help", "x bare Python", 13),
}
"""What is measured, and by what it is divided."""
READING = Limit("read, validate and score a file", "x a plain reader", 0.78)
"""Nine tenths of the 0.87 that it took when the house was rebuilt; a plain reader is CSafeLoader and pydantic."""
LONGER = ("check", "diff", "diff all", "plan", "version", "help")
"""What `--quick` leaves out: the text of what it counts as JSON, and what is part of nothing but itself."""
INSIDE = ("ours", "plain", "strict", "safe", "score", "all")
MEMORY = Limit("peak memory of assess", "MB", 45)
STRICT = Limit("strict load with places", "x CSafeLoader", 0.5)
SCORING = Limit("scoring", "x load of all texts", 0.2)


def main() -> int:
    """Measure everything, print the table, and say whether the limits hold."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeat", type=int, default=21, help="runs of each process where time is taken (default 21)")
    options.add_argument("--time", action="store_true", help="take CPU time although valgrind is there")
    options.add_argument("--quick", action="store_true", help="only what a change is held to")
    options.add_argument("--check", action="store_true", help="exit with 1 if a limit is missed")
    options.add_argument("--allow", type=float, default=1, help=f"so much of a limit is allowed (CI: {ALLOWANCE})")
    chosen = options.parse_args()
    meter = Meter(chosen.repeat, count=False if chosen.time else None)
    rows = measured(meter, chosen.quick)
    missed = print_table(rows, chosen.allow)
    print(f"{missed} of {len(rows)} limits are missed")
    return 1 if chosen.check and missed else 0


def measured(meter: Meter, quick: bool) -> list[tuple[Limit, float]]:
    """The limits, or with `quick` those that a change is held to, each with today's figure."""
    ratios = {key: limit for key, limit in RATIOS.items() if not quick or key[0] not in LONGER}
    asked = {name for key in ratios for name in key}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = install_wheel(folder)
        made = write_answers(python, folder)
        costs = meter.measure({name: each for name, each in commands(python, folder, *made).items() if name in asked})
        inside = [python, ROOT / "benchmarks" / "in_process.py", made[0], ROOT / "standard"]
        calls = meter.measure_calls({each: [*inside, each] for each in (INSIDE[:2] if quick else INSIDE)})
        peak = max(run(Command([python.with_name("btm"), "assess", made[0]])).peak for _ in range(3))
    print(", ".join(f"{each} {value:.1f}" for each, value in (costs | calls).items()), f"in {meter.unit}")
    rows = [(limit, costs[what] / costs[by]) for (what, by), limit in ratios.items()]
    rows += [(READING, calls["ours"] / calls["plain"]), (MEMORY, peak)]
    if not quick:
        rows += [(STRICT, calls["strict"] / calls["safe"]), (SCORING, calls["score"] / calls["all"])]
    return rows


def write_answers(python: Path, folder: Path) -> tuple[Path, Path]:
    """Two answers files that rate every criterion of the standard, each of them otherwise in the other."""
    made = []
    for shift in range(2):
        made.append(folder / f"answers-{shift}.yaml")
        script: list[str | Path] = [python, ROOT / "benchmarks" / "make_answers.py", str(shift)]
        made[-1].write_bytes(subprocess.run(script, check=True, stdout=-1).stdout)
    criteria = made[0].read_text("utf-8").count("{rating:")
    if criteria < FULL_STANDARD:
        sys.exit(f"the limits are stated for a full standard; this one has only {criteria} criteria")
    print(f"{criteria} criteria, answers of {made[0].stat().st_size / 1000:.0f} kB")
    return made[0], made[1]


def commands(python: Path, folder: Path, answers: Path, others: Path) -> dict[str, Command]:
    """What is run, by the names in `RATIOS`."""
    btm: list[str | Path] = [python, python.with_name("btm")]
    quarter, before = EXAMPLE / "2026-Q4.yaml", EXAMPLE / "2026-Q3.yaml"
    as_json = ["--format", "json"]
    gate: list[str | Path] = ["check", quarter, "-p", EXAMPLE / "policy.yaml", "--as-of", "2026-11-24", "--exit-zero"]
    completing = {"_BTM_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "btm standard show appr"}
    return {
        **{name: Command([python, "-c", code]) for name, code in FLOORS.items()},
        "version": Command([*btm, "--version"]),
        "help": Command([*btm, "--help"]),
        "alone": Command(btm, expected=2),
        "completion": Command(btm, completing),
        "json": Command([*btm, "assess", answers, *as_json]),
        "text": Command([*btm, "assess", answers]),
        "example json": Command([*btm, "assess", quarter, *as_json]),
        "example text": Command([*btm, "assess", quarter]),
        "check json": Command([*btm, *gate, *as_json]),
        "check": Command([*btm, *gate]),
        "diff json": Command([*btm, "diff", before, quarter, *as_json]),
        "diff": Command([*btm, "diff", before, quarter]),
        "diff all json": Command([*btm, "diff", answers, others, *as_json]),
        "diff all": Command([*btm, "diff", answers, others]),
        "plan json": Command([*btm, "plan", quarter, *as_json]),
        "plan": Command([*btm, "plan", quarter]),
        "report": Command([*btm, "report", quarter, "-o", folder / "report.html"]),
        "xlsx": Command([*btm, "export", quarter, "-o", folder / "answers.xlsx", "--force"]),
    }


if __name__ == "__main__":
    sys.exit(main())
