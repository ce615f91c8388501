"""The same work for thousands of files, on every core, in bounded memory.

In: paths and what makes a worker. Out: one result a path, in the order of the paths. Few files are done in this
process: starting others pays from about sixteen.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from btm_cli.errors import UnreadableFile

WORTH_PROCESSES = 16
MOST_CHUNK = 32
"""Files that another process gets at once."""
PARTS = 4
"""Another process gets at most this part of its share of what is left: chunks shrink, and all end together."""
AHEAD = 2
"""Chunks for each other process: the one under way, and one to go on with."""
MOST_WAITING = 128
"""Files a process that may be under way, or done before their turn: what bounds the memory."""

Result = TypeVar("Result")
Work = Callable[[str], Result]

_work: Callable[[str], Any] | None = None  # a worker process's own


def cores() -> int:
    """How many processes can run at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each_file(
    paths: Sequence[str],
    make: Callable[..., Work[Result]],
    arguments: tuple[Any, ...],
    jobs: int,
    method: str | None = None,
) -> Generator[Result, None, None]:
    """What `make(*arguments)` returns for every path, in their order.

    `jobs` is how many processes may work; `method` is how they start (fork, where the system has it and Python trusts
    it, else spawn), which `make` and `arguments` must stand. Raises UnreadableFile when a process is killed.
    """
    jobs = min(jobs, -(-len(paths) // WORTH_PROCESSES))
    if jobs < 2:
        work = make(*arguments)
        collect_seldom()
        yield from map(work, paths)
        return
    context = multiprocessing.get_context(method or _best_method())
    with ProcessPoolExecutor(jobs - 1, context, _begin, (make, arguments)) as pool:
        try:
            yield from _together(pool, paths, jobs, lambda: make(*arguments))
        except BrokenProcessPool as error:
            raise UnreadableFile(
                "a process that was reading files was killed before it had read them",
                "perhaps memory ran out; --jobs 1 needs the least",
            ) from error
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _together(
    pool: ProcessPoolExecutor, paths: Sequence[str], jobs: int, start: Callable[[], Work[Any]]
) -> Generator[Any, None, None]:
    """Share `paths` between the pool's processes, in chunks, and this one, which takes a file whenever it is free."""
    waiting: deque[Future[list[Any]]] = deque()
    others: list[Future[list[Any]]] = []
    work: Work[Any] | None = None
    most = MOST_WAITING * jobs
    given = taken = 0
    while taken < len(paths):
        others = [future for future in others if not future.done()]
        while given < min(len(paths), taken + most) and len(others) < AHEAD * (jobs - 1):
            if len(others) >= jobs - 1 and given == len(paths) - 1:
                break  # the last file is done sooner here than by another that is still busy
            size = max(1, min(MOST_CHUNK, (len(paths) - given) // (PARTS * jobs)))
            others.append(pool.submit(_work_through, paths[given : given + size]))
            waiting.append(others[-1])
            given += size
        if work is None:
            work = start()  # not before the others were started: what it opens is its own
            collect_seldom()
        if given < min(len(paths), taken + most):
            own: Future[list[Any]] = Future()
            own.set_result([work(paths[given])])
            waiting.append(own)
            given += 1
        elif not waiting[0].done():
            waiting[0].exception()  # waits
        while waiting and waiting[0].done():
            results = waiting.popleft().result()
            taken += len(results)
            yield from results


def _best_method() -> str:
    usable = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return "fork" if usable else "spawn"


def _begin(make: Callable[..., Callable[[str], Any]], arguments: tuple[Any, ...]) -> None:
    global _work
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends the others
    _work = make(*arguments)
    collect_seldom()


def _work_through(paths: Sequence[str]) -> list[Any]:
    assert _work is not None
    return [_work(path) for path in paths]


def collect_seldom() -> None:
    """Collect garbage, which is switched off at the start of a process that has one file to read (`__main__`).

    What is loaded by now stays, and need not be looked at again. Nearly everything else goes without a collector: it is
    there for the few cycles, such as those of exceptions, and need not run after every hundred answers.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()
