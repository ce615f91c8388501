"""Twice as much of anything takes at most 2.6 times the work: nothing grows by the square.

Work is counted, not timed: calls of functions, Python's and C's, so that a busy machine changes nothing.
"""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from btm_cli.answers.notes import all_references
from btm_cli.standard.bundled import load_bundled
from support import everywhere
from support.gitrepo import Repo
from support.run import in_process, plan_of

MOST = 2.6
TODAY = "2026-11-20"
STANDARD = load_bundled()


def answers(**more: Any) -> dict[str, Any]:
    base = {"standard": "btm 1.1", "enterprise": "Acme", "assessed_on": TODAY}
    return base | {"answers": {"approval-and-prioritization": {"process": {"2a": "fully"}}}} | more


def write(path: Path, data: Any) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, indent=1), "utf-8")
    return path.name


def evidence(folder: Path, number: int) -> list[str]:
    pieces = {f"piece-{n}": {"title": "t", "url": "https://x.example", "date": "2026-01-01"} for n in range(number)}
    cells = {"process": {"2a": {"rating": "fully", "evidence": [*pieces]}}}
    data = answers(evidence=pieces) | {"answers": {"approval-and-prioritization": cells}}
    return ["evidence", "list", write(folder / "a.yaml", data)]


def unknown_keys(folder: Path, number: int) -> list[str]:
    return ["validate", write(folder / "a.yaml", answers() | {f"key-{n}": n for n in range(number)}), "-f", "json"]


def wrong_values(folder: Path, number: int) -> list[str]:
    return [
        "validate",
        write(folder / "a.yaml", answers(owners={f"key-{n}": "Ann" for n in range(number)})),
        "-f",
        "json",
    ]


def remarks(folder: Path, number: int) -> list[str]:
    # Everything is rated, and at the top, where nothing is left to plan: only remarks are more or fewer.
    said: dict[str, Any] = {}
    for reference in [each for each in all_references(STANDARD) if each.count("/") == 2]:
        capability, dimension, criterion = reference.split("/")
        rated = {"rating": STANDARD.top_rating} | ({"note": f"what {reference} says"} if number > 0 else {})
        said.setdefault(capability, {}).setdefault(dimension, {})[criterion] = rated
        number -= 1
    return ["assess", write(folder / "a.yaml", answers() | {"answers": said}), "-f", "markdown"]


def files(folder: Path, number: int) -> list[str]:
    return ["validate", *(write(folder / f"{n}.yaml", answers()) for n in range(number))]


def tiny(folder: Path, capabilities: int, criteria: int) -> list[str]:
    """A standard of so many capabilities, each with a cell of so many criteria, and answers to all of it."""
    parts = copy.deepcopy(everywhere.standard("x"))
    alpha, frame = parts["north/alpha.yaml"], parts["standard.yaml"]
    del alpha["requires"], alpha["aliases"], parts["north/beta.yaml"], parts["south/gamma.yaml"]
    names = [f"alpha-{n}" for n in range(capabilities)]
    frame["areas"] = [{"id": "north", "name": "North", "capabilities": names}]
    letters = "abcdefghijklmnopqrstuvwxyz"[:criteria]
    claims = {name: {"claim": "A claim."} for name in letters}
    alpha["dimensions"] = {"process": {1: {"statement": "x"}, 2: {"statement": "x", "criteria": claims}}}
    for name in names:
        parts[f"north/{name}.yaml"] = alpha | {"id": name, "name": name.title()}
    del parts["north/alpha.yaml"]
    for name, data in parts.items():
        (folder / "tiny" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "tiny" / name).write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")
    said = {name: {"process": {f"2{letter}": "yes" for letter in letters}} for name in names}
    data = {"standard": "tiny 1", "enterprise": "Acme", "assessed_on": TODAY, "target": 2, "answers": said}
    return ["assess", write(folder / "a.yaml", data), "--standard", "tiny", "-f", "json"]


def cells(folder: Path, number: int) -> list[str]:
    return tiny(folder, number, 2)


def criteria(folder: Path, number: int) -> list[str]:
    return tiny(folder, 4, number)


def respondents(folder: Path, number: int) -> list[str]:
    given = [answers(answered_by={"name": f"Person {n}", "side": "business"}) for n in range(number)]
    return ["consensus", *(write(folder / f"{n}.yaml", data) for n, data in enumerate(given)), "-f", "json"]


def units(folder: Path, number: int) -> list[str]:
    given = [answers(unit={"name": f"Unit {n}", "weight": n + 1}) for n in range(number)]
    names = [write(folder / f"{n}.yaml", data) for n, data in enumerate(given)]
    return ["rollup", *names, "--no-cache", "--jobs", "1", "-f", "json"]


def rules(folder: Path, number: int) -> list[str]:
    waiver = {"rule": "score", "where": "overall", "until": "2027-01-01", "reason": "r", "approved_by": "x"}
    policy = {"policy": 1, "require": {"score": {"overall": 3}}, "waivers": [waiver] * number}
    write(folder / "policy.yaml", policy)
    return ["check", write(folder / "a.yaml", answers()), "--policy", "policy.yaml", "--as-of", TODAY, "-f", "json"]


def commits(folder: Path, number: int) -> list[str]:
    repo = Repo(folder)
    for n in range(number):
        data = answers(note=f"version {n}")
        repo.commit(f"version {n}", {"a.yaml": json.dumps(data)})
    return ["trend", "a.yaml", "-f", "json"]


DIMENSIONS: list[tuple[Callable[[Path, int], list[str]], int]] = [
    (evidence, 300),
    (unknown_keys, 300),
    (wrong_values, 300),
    (remarks, 300),
    (files, 12),
    (cells, 12),
    (criteria, 13),
    (respondents, 8),
    (units, 12),
    (rules, 200),
    (commits, 8),
]
EXPECTED = {unknown_keys: 3, wrong_values: 3}
"""Exit codes of what is about problems."""


def work(make: Callable[[Path, int], list[str]], folder: Path, number: int, *, first: bool) -> int:
    """How many calls the command takes; what is loaded once is loaded before the `first` is counted."""
    folder.mkdir()
    arguments = make(folder, number)
    if first:
        in_process(*arguments, cwd=folder)
    plan_of.cache_clear()
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        ran = in_process(*arguments, cwd=folder)
    finally:
        sys.setprofile(None)
    assert ran.code == EXPECTED.get(make, 0), ran.complaint
    return calls


@pytest.mark.parametrize(("make", "number"), DIMENSIONS, ids=lambda each: getattr(each, "__name__", ""))
def test_twice_as_much_is_no_more_than_twice_the_work(
    make: Callable[[Path, int], list[str]], number: int, tmp_path: Path
) -> None:
    once, twice = (work(make, tmp_path / str(times), times * number, first=times == 1) for times in (1, 2))
    assert twice <= MOST * once, f"{twice / once:.2f} times the calls"
    assert twice > 1.02 * once, "nothing grew: this measures something else"
