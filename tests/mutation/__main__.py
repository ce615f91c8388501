"""Mutation testing: `python -m tests.mutation [ROOM|MODULE ...] [--sample N] [--seed N] [--minutes N] [--write]`.

Each small fault (`mutants`) is put into a process of its own, which runs those unit and property tests of the room
that run its lines (`trial`). A fault that no test notices survives. Survivors that are known stand in `survivors.txt`,
a line each, with why: equivalent, or what test is missing. Another one is printed, and the exit code is 1. `--write`
keeps the figures of modules tried in full in README.md.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "btm_cli"
ROOMS = ("scoring", "gate", "compare", "planning")
LISTED = Path(__file__).with_name("survivors.txt")
FIGURES = Path(__file__).with_name("README.md")


READERS = {
    "scoring": ["tests/test_states.py", "tests/unit/render/explain/test_above_asks.py", "tests/unit/summary"],
    "gate": [],
    "compare": ["tests/unit/render/diff"],
    "planning": ["tests/unit/render/plan"],
}
"""Tests of what says the numbers of a room, beside its own."""


def known_survivors() -> dict[str, str]:
    """By name: why nothing notices it."""
    lines = [line for line in LISTED.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return dict(line.rsplit(" | ", 1) for line in lines)


def _chosen(names: Iterable[str], sample: int | None, seed: int) -> dict[str, list[Mutant]]:
    chosen: dict[str, list[Mutant]] = {}
    for name in names:
        place = PACKAGE / name
        files = [place] if place.suffix == ".py" else sorted(place.glob("*.py"))
        faults = [fault for file in files for fault in mutants(file, PACKAGE)]
        if sample is not None and sample < len(faults):
            faults = random.Random(seed).sample(faults, sample)
        chosen.setdefault(name.partition("/")[0], []).extend(faults)
    return chosen


def _tried(
    room: str, faults: list[Mutant], until: float, jobs: int, seconds: float, only: list[str]
) -> dict[str, bool]:
    import pytest  # only now: the profile of Hypothesis is chosen

    from tests.mutation.trial import Loop

    loop = Loop(faults, PACKAGE, until, jobs, seconds)
    tests = only or [f"tests/unit/{room}", f"tests/properties/test_{room}_properties.py", *READERS[room]]
    plugins = [part for name in ("cacheprovider", "xdist", "terminal") for part in ("-p", f"no:{name}")]
    pytest.main(["-x", "-o", "addopts=", "--import-mode=importlib", *plugins, *tests], plugins=[loop])
    return loop.noticed


def _write(noticed: dict[str, bool], known: dict[str, str]) -> None:
    """A row for each module that was tried in full, in the place of the one before."""
    lines = FIGURES.read_text("utf-8").splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("| module")) + 2
    rows = lines[start:]
    kept = {row.split("|")[1].strip(): row for row in rows if row.strip()}
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    for module in sorted({name.partition(" ")[0] for name in noticed}):
        every = [fault.name for fault in mutants(PACKAGE / module, PACKAGE)]
        if set(every) <= set(noticed):
            survived = [name for name in every if not noticed[name]]
            same = sum(known.get(name, "").startswith("equivalent") for name in survived)
            counts = (len(every), len(every) - len(survived), same, len(survived) - same)
            cells = [module, *map(str, counts), time.strftime("%Y-%m-%d"), commit.stdout.strip()]
            kept[module] = f"| {' | '.join(cells)} |"
    order = sorted(kept, key=lambda module: (ROOMS.index(module.partition("/")[0]), module))
    FIGURES.write_text("\n".join([*lines[:start], *(kept[module] for module in order), ""]), "utf-8")


def main() -> int:
    """Try what was asked for; 1 where something survived that is not listed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("what", nargs="*", default=ROOMS, help=f"a room ({', '.join(ROOMS)}) or a module of one")
    parser.add_argument("--listed", action="store_true", help="only those in survivors.txt: do they still survive?")
    parser.add_argument("--sample", type=int, help="so many of each, chosen by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--jobs", type=int, default=2, help="so many at a time")
    parser.add_argument("--seconds", type=float, default=10, help="of tests a fault, the quickest first")
    parser.add_argument("--tests", nargs="+", default=[], help="only these: what they notice, all tests do")
    parser.add_argument("--write", action="store_true", help="keep the figures in README.md")
    asked = parser.parse_args()
    os.environ["HYPOTHESIS_PROFILE"] = "faults"
    os.chdir(ROOT)
    until = time.monotonic() + asked.minutes * 60
    known = known_survivors()
    noticed: dict[str, bool] = {}
    for room, every in _chosen(asked.what, asked.sample, asked.seed).items():
        faults = [fault for fault in every if fault.name in known or not asked.listed]
        noticed |= _tried(room, faults, until, asked.jobs, asked.seconds, asked.tests)
    survived = [name for name, seen in noticed.items() if not seen]
    new = [name for name in survived if name not in known]
    print(
        f"{len(noticed)} tried, {len(noticed) - len(survived)} noticed, {len(survived)} survived, {len(new)} not listed"
    )
    print(*new, *(f"noticed by now: {name}" for name in known if noticed.get(name)), sep="\n")
    if asked.write:
        _write(noticed, known)
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
