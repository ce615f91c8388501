"""Each mutant in a process of its own, which runs the tests that ran its lines: the quickest first, until one fails.

Takes the place of pytest's loop, so that modules are imported and tests collected once. In: mutants of one room. Out:
for each whether a test notices it. Needs fork.
"""

from __future__ import annotations

import functools
import gc
import json
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import _pytest.main
import coverage
import pytest

from btm_cli.standard.once import forget
from tests.mutation.mutants import Mutant

OURS = ("btm_cli", "support", "tests", "unit", "properties")
"""What these remember is forgotten before a test, lest it be what the code without the fault had found."""

LONGEST = 300
"""Seconds of the clock that one process may take, whatever else the machine is doing."""


class Loop:
    """pytest's loop over the tests, once for each mutant. `noticed` says by name whether a test failed or ran on."""

    def __init__(self, faults: Sequence[Mutant], package: Path, until: float, jobs: int, seconds: float) -> None:
        self._faults = faults
        self._package = package
        self._until = until
        self._seconds = seconds
        self._jobs = jobs
        self.noticed: dict[str, bool] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        recorder = _Recorder({str(self._package / fault.path) for fault in self._faults})
        with _Processes(1, LONGEST * 12) as alone:
            recorded = alone.told(lambda: recorder.of(session))
        tests = _Tests(recorded, session, self._seconds)
        gc.freeze()  # a process that only reads shares its memory
        with _Processes(self._jobs, LONGEST) as processes:
            for fault in self._faults:
                if time.monotonic() > self._until:
                    break
                items, seconds = tests.of(fault, str(self._package / fault.path))
                if items:
                    processes.start(fault.name, lambda f=fault, i=items, s=seconds: _tried(f, i, s, session))  # type: ignore[misc]  # bound now
                else:
                    self._ended(fault.name, False)
                for name, noticed in processes.ended():
                    self._ended(name, noticed)
            for name, noticed in processes.ended(wait=True):
                self._ended(name, noticed)
        return True

    def _ended(self, name: str, noticed: bool) -> None:
        self.noticed[name] = noticed
        if not noticed:
            print(f"survived: {name}", file=sys.__stderr__, flush=True)


class _Tests:
    """Which tests ran a line, and how long each took."""

    def __init__(self, recorded: dict[str, Any], session: pytest.Session, most: float) -> None:
        self._most = most
        self._lines: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._seconds: dict[str, float] = recorded["seconds"]
        for test, lines in recorded["lines"].items():
            for file, line in lines:
                self._lines[file, line].append(test)
        self._items = {item.nodeid: item for item in session.items}

    def of(self, fault: Mutant, file: str) -> tuple[list[pytest.Item], float]:
        """The tests that ran what the fault changes, quickest first, while they take at most `most` seconds in sum."""
        found = {test for line in fault.lines for test in self._lines.get((file, line), ())}
        ordered = sorted(found, key=lambda test: (self._seconds[test], test))
        sums = accumulate(self._seconds[test] for test in ordered)
        chosen = [
            test for test, so_far in zip(ordered, sums, strict=True) if so_far <= self._most or test == ordered[0]
        ]
        return [self._items[test] for test in chosen], sum(self._seconds[test] for test in chosen)


class _Recorder:
    """Runs every test once without a fault, and writes down the lines of `files` that each ran.

    By coverage's tracer in C: the solvers take fifty times as long under one in Python.
    """

    def __init__(self, files: set[str]) -> None:
        self._files = files

    def of(self, session: pytest.Session) -> dict[str, Any]:
        """`lines` by test, and `seconds` by test; what a fixture ran counts for every test of its file."""
        recorded = coverage.Coverage(data_file=None, config_file=False, include=sorted(self._files))
        seconds: dict[str, float] = {}

        class Watch:
            @pytest.hookimpl(wrapper=True)
            def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
                recorded.switch_context(str(item.path))
                return (yield)

            @pytest.hookimpl(wrapper=True)
            def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
                recorded.switch_context(item.nodeid)
                return (yield)

            @pytest.hookimpl(wrapper=True)
            def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[object]:
                forget()
                begun = time.process_time()
                result = yield
                seconds[item.nodeid] = time.process_time() - begun
                return result

        forget = _forgetting()
        session.config.pluginmanager.register(Watch())
        recorded.start()
        _pytest.main.pytest_runtestloop(session)
        recorded.stop()
        if session.testsfailed:
            raise RuntimeError("a test fails without any fault")
        return {"lines": self._lines(recorded.get_data(), session.items), "seconds": seconds}

    def _lines(self, data: coverage.CoverageData, items: Sequence[pytest.Item]) -> dict[str, list[tuple[str, int]]]:
        ran: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for file in self._files & data.measured_files():
            for line, contexts in data.contexts_by_lineno(file).items():
                for context in contexts:
                    ran[context].add((file, line))
        return {item.nodeid: sorted(ran[item.nodeid] | ran[str(item.path)]) for item in items}


class _Processes:
    """At most so many forked processes at a time, each with an exit code: 0 where what it did is well."""

    def __init__(self, most: int, longest: float) -> None:
        self._most = most
        self._longest = longest
        self._running: dict[int, tuple[str, float]] = {}

    def __enter__(self) -> _Processes:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._running:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)

    def start(self, name: str, what: Callable[[], int]) -> None:
        process = os.fork()
        if process == 0:
            try:
                os._exit(what())
            finally:
                os._exit(1)
        self._running[process] = (name, time.monotonic() + self._longest)

    def ended(self, wait: bool = False) -> Iterator[tuple[str, bool]]:
        """Name, and whether it ended otherwise than well; waits where as many run as may, or until all have ended."""
        while self._running and (wait or len(self._running) >= self._most):
            for process, (name, end) in list(self._running.items()):
                found, status = os.waitpid(process, os.WNOHANG)
                if found:
                    del self._running[process]
                    yield name, os.waitstatus_to_exitcode(status) != 0
                elif time.monotonic() > end:
                    os.kill(process, signal.SIGKILL)
            time.sleep(0.002)

    def told(self, what: Callable[[], object]) -> Any:
        """What a process has to tell."""
        reading, writing = os.pipe()

        def tell() -> int:
            os.close(reading)
            with os.fdopen(writing, "w") as told:
                json.dump(what(), told)
            return 0

        self.start("told", tell)
        os.close(writing)
        with os.fdopen(reading) as told:
            text = told.read()
        if any(failed for _, failed in self.ended(wait=True)):
            raise RuntimeError("the tests do not run through without any fault")
        return json.loads(text)


def _tried(fault: Mutant, items: Iterable[pytest.Item], seconds: float, session: pytest.Session) -> int:
    """1 where a test notices."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    most = int(5 + 5 * seconds)  # of the processor, whatever else runs; beyond it the fault is noticed by its waste
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    try:
        _put_in(fault)
        session.items = list(items)
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
    found.__code__ = fault.code  # type: ignore[attr-defined]  # it is a function now
    _forgetting()()


def _forgetting() -> Callable[[], None]:
    caches = [
        each
        for each in gc.get_objects()
        if isinstance(each, functools._lru_cache_wrapper) and each.__module__.partition(".")[0] in OURS
    ]

    def forgotten() -> None:
        for cache in caches:
            cache.cache_clear()
        forget()

    return forgotten
