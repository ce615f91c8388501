"""Mutation testing: `python -m tests.mutation [ROOM|MODULE ...] [--sample N] [--seed N] [--minutes N] [--write]`.

Each small fault (`mutants`) is put into a process of its own, which then runs the unit and property tests of the room;
the tests are collected once. A fault that no test notices survives. Survivors that are known stand in `survivors.txt`,
a line each, with why: equivalent, or what test is missing. Another one is printed, and the exit code is 1. Needs fork.
"""

from __future__ import annotations

import argparse
import functools
import gc
import os
import random
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import _pytest.main
import pytest

from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "btm_cli"
ROOMS = ("scoring", "gate", "compare", "planning")
LISTED = Path(__file__).with_name("survivors.txt")
LONGEST = 120
"""Seconds that the tests may take with a fault in: one that makes them run on is noticed too."""


class Loop:
    """Takes the place of pytest's loop over the tests: one run for each mutant."""

    def __init__(self, faults: Sequence[Mutant], until: float) -> None:
        self._faults = faults
        self._until = until
        self.survived: list[str] = []
        self.done = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for fault in self._faults:
            if time.monotonic() > self._until:
                break
            self.done += 1
            if self._survives(fault, session):
                self.survived.append(fault.name)
                print(f"survived: {fault.name}", file=sys.__stderr__, flush=True)
        return True

    def _survives(self, fault: Mutant, session: pytest.Session) -> bool:
        child = os.fork()
        if child == 0:
            os._exit(_tried(fault, session))
        ended = time.monotonic() + LONGEST
        while time.monotonic() < ended:
            found, status = os.waitpid(child, os.WNOHANG)
            if found:
                return os.waitstatus_to_exitcode(status) == 0
            time.sleep(0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return False


def _tried(fault: Mutant, session: pytest.Session) -> int:
    """1 where a test notices."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    try:
        _put_in(fault)
        _pytest.main.pytest_runtestloop(session)
    except BaseException:
        return 1
    return 1 if session.testsfailed else 0


def _put_in(fault: Mutant) -> None:
    """Give the function the mutant's code, wherever it was imported to, and forget what was remembered."""
    module = sys.modules["btm_cli." + fault.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")]
    found = functools.reduce(lambda place, name: vars(place)[name], fault.function.split("."), module)
    for inner in ("__func__", "fget", "__wrapped__", "func"):  # static and class methods, properties, caches
        found = getattr(found, inner, found)
    found.__code__ = fault.code
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            each.cache_clear()


def _tests(room: str) -> list[str]:
    """Quick ones first: most faults are noticed by them."""
    return [f"tests/unit/{room}", *(str(each) for each in [ROOT / f"tests/properties/test_{room}_properties.py"])]


def _listed() -> dict[str, str]:
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


def main() -> int:
    """Try what was asked for; 1 where something survived that is not listed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("what", nargs="*", default=ROOMS, help=f"a room ({', '.join(ROOMS)}) or a module of one")
    parser.add_argument("--listed", action="store_true", help="only those in survivors.txt: do they still survive?")
    parser.add_argument("--sample", type=int, help="so many of each, chosen by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600)
    asked = parser.parse_args()
    until = time.monotonic() + asked.minutes * 60
    known = _listed()
    survived: list[str] = []
    tried: list[str] = []
    for room, every in _chosen(asked.what, asked.sample, asked.seed).items():
        faults = [fault for fault in every if fault.name in known or not asked.listed]
        loop = Loop(faults, until)
        os.chdir(ROOT)
        plugins = [part for name in ("cacheprovider", "xdist", "terminal") for part in ("-p", f"no:{name}")]
        options = ["-x", "-o", "addopts=", "--import-mode=importlib", *plugins]
        pytest.main([*options, *_tests(room)], plugins=[loop])
        survived += loop.survived
        tried += [fault.name for fault in faults[: loop.done]]
    new = [name for name in survived if name not in known]
    noticed = len(tried) - len(survived)
    print(f"{len(tried)} tried, {noticed} noticed, {len(survived)} survived, {len(new)} of them not listed")
    print(*new, *(f"noticed by now: {name}" for name in tried if name in known and name not in survived), sep="\n")
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
