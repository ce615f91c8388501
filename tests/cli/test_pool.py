"""The same work for many files: order, sharing between processes, bounded memory, and an end that is none."""

from __future__ import annotations

import multiprocessing
import os
import time

import pytest

from btm_cli.errors import UnreadableFile
from btm_cli.intake import pool
from btm_cli.intake.pool import WORTH_PROCESSES, each_file
from support import work

PATHS = [f"{number:03}" for number in range(200)]


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_paths(jobs: int, method: str) -> None:
    results = list(each_file(PATHS, work.make_work, ("x",), jobs, method))
    assert [path for path, _ in results] == ["x" + path for path in PATHS]
    processes = {process for _, process in results}
    assert os.getpid() in processes
    assert (2 if jobs > 1 else 1) <= len(processes) <= jobs


def test_each_process_gets_enough_to_pay_for_its_start() -> None:
    few = PATHS[: WORTH_PROCESSES + 1]
    assert {process for _, process in each_file(few[:-1], work.make_work, ("",), 8)} == {os.getpid()}
    assert len({process for _, process in each_file(few, work.make_work, ("",), 8)}) == 2


def test_no_more_is_under_way_than_the_memory_has_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "MOST_WAITING", 40)
    work.DONE.clear()
    results = each_file(PATHS, work.make_stuck, (os.getpid(),), 2)
    next(results)  # the other process needs long for its first file, and all that is done here has to wait
    assert 0 < len(work.DONE) <= 2 * 40
    assert list(results) == PATHS[1:]


@pytest.mark.parametrize("bad", ["000", "030", "199"])
def test_what_goes_wrong_in_any_process_ends_the_work(bad: str) -> None:
    with pytest.raises(ValueError, match=bad):
        list(each_file(PATHS, work.make_fragile, (bad,), 2))


@pytest.mark.parametrize(
    ("kill", "named"), [(0, r"\(\d+\) ended with exit code 9"), (9, r"\(\d+\) was killed by SIGKILL")]
)
def test_a_process_that_dies_is_named_and_no_bug(kill: int, named: str) -> None:
    with pytest.raises(UnreadableFile, match=named):
        list(each_file(PATHS, work.make_deadly, (os.getpid(), kill), 2))


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_an_interrupt_does_not_wait_for_what_others_have_under_way(method: str) -> None:
    results = each_file(PATHS, work.make_slow, (os.getpid(),), 2, method)
    next(results)
    children = multiprocessing.active_children()
    assert children
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt)
    assert time.monotonic() - began < work.LONG / 2, "the other process sleeps on"
    assert not any(child.is_alive() for child in children)


def test_who_takes_no_more_ends_the_work() -> None:
    results = each_file(PATHS, work.make_work, ("",), 2)
    assert next(results)[0] == "000"
    results.close()
    assert multiprocessing.active_children() == []
