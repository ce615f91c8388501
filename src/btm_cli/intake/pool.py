"""The same work for thousands of files, on every core, in bounded memory.

In: paths and what makes a worker. Out: one result a path, in the order of the paths. Few files are done in this
process: starting others pays from about sixteen.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar, cast

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

ENDING = (signal.SIGINT, signal.SIGTERM)

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
    context = _Recording(multiprocessing.get_context(method or _best_method()))
    with ProcessPoolExecutor(jobs - 1, cast(Any, context), _begin, (make, arguments)) as pool:
        try:
            yield from _together(pool, paths, jobs, lambda: make(*arguments))
        except BrokenProcessPool as error:
            pool.shutdown()  # its thread waits for the processes too: whoever asks meanwhile may find no exit code
            raise UnreadableFile(
                f"a process that was reading files {_how_it_ended(context.started())} before it had read them",
                "perhaps memory ran out; --jobs 1 needs the least",
            ) from error
        except BaseException:
            for process in context.started():
                process.terminate()  # or the end would wait for what is under way
            pool.shutdown(cancel_futures=True)
            raise


class _Recording:
    """A context of multiprocessing that knows which processes were made in it, those that are dead included."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._made: list[multiprocessing.process.BaseProcess] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def Process(self, *arguments: Any, **options: Any) -> multiprocessing.process.BaseProcess:
        """See `multiprocessing.Process`."""
        self._made.append(self._context.Process(*arguments, **options))
        return self._made[-1]

    def started(self) -> list[multiprocessing.process.BaseProcess]:
        """Those that run or have run."""
        return [process for process in self._made if process.pid is not None]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Signals wait: one that came while a process is started could leave it running without anybody who knows."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    old = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old)


def _how_it_ended(started: Sequence[multiprocessing.process.BaseProcess]) -> str:
    """Which process died, all having ended, and of what: "(12345) was killed by SIGKILL"; the others followed."""
    codes = [(process.pid, process.exitcode) for process in started if process.exitcode]
    pid, code = next((each for each in codes if each[1] != -signal.SIGTERM), codes[0] if codes else (None, None))
    if pid is None or code is None:
        return "was killed"
    if code > 0:
        return f"({pid}) ended with exit code {code}"
    return f"({pid}) was killed by {signal.Signals(-code).name}"


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
            with _undisturbed():
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
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # which is how it does that
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)  # it was born while they had to wait
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work = make(*arguments)
    collect_seldom()


def _end_with_parent() -> None:
    """A parent that is killed outright tells nobody, and its pool would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


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
