"""Inputs that grow in one dimension each, to see that what a command costs grows no faster.

In: a folder and a size. Out: files in it and the arguments of `btm` that read them. The same size gives the same files.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from support.gitrepo import Repo
from support.units import CAPABILITIES, answers_text, write_units

DAY = ("--as-of", "2026-11-20")
DIMENSIONS = ("process", "organization", "information", "technology")
LETTERS = "abcdefghij"

Write = Callable[[Path, int], list[str]]


class Growing(NamedTuple):
    """A dimension: how its inputs are written, a size from which doubling is told from the start, and the exit code."""

    write: Write
    size: int
    expected: int = 0


def _files(folder: Path, size: int) -> list[str]:
    paths = [folder / f"{number:05}.yaml" for number in range(size)]
    for number, path in enumerate(paths):
        path.write_text(answers_text(number), "utf-8")
    return ["validate", *map(str, paths)]


def _units(folder: Path, size: int) -> list[str]:
    return ["rollup", *map(str, write_units(folder, size)), "--jobs", "1", "--no-cache", "--format", "json"]


def _respondents(folder: Path, size: int) -> list[str]:
    paths = []
    for number in range(size):
        paths.append(folder / f"person-{number:03}.yaml")
        text = answers_text(number).replace(
            f"unit: {{name: Unit {number}, weight: 1}}", f"answered_by: {{name: Person {number}}}"
        )
        paths[-1].write_text(text, "utf-8")
    return ["consensus", *map(str, paths), "--format", "json"]


def _commits(folder: Path, size: int) -> list[str]:
    repo = Repo(folder / "repository")
    for number in range(size):
        repo.commit(f"Assessment {number}", {"answers.yaml": answers_text(number)})
    return ["trend", str(repo.path / "answers.yaml"), "--format", "json"]


def _register(folder: Path, entries: list[str], more: str = "") -> Path:
    path = folder / "answers.yaml"
    lines = "".join(f"  {entry}\n" for entry in entries)
    text = answers_text(1).replace("answers:", f"{more}evidence:\n{lines}answers:" if entries else f"{more}answers:")
    path.write_text(text, "utf-8")
    return path


def _evidence(folder: Path, size: int) -> list[str]:
    made = [
        f"e-{number}: {{title: Minutes, url: https://x.example/{number}, date: 2026-09-01}}" for number in range(size)
    ]
    return ["evidence", "list", str(_register(folder, made)), *DAY]


def _missing_evidence(folder: Path, size: int) -> list[str]:
    made = [f"e-{number}: {{title: Minutes, path: gone/{number}.txt, date: 2026-09-01}}" for number in range(size)]
    return ["validate", str(_register(folder, made)), *DAY]


def _problems(folder: Path, size: int) -> list[str]:
    made = [f"e-{number}: {{title: Minutes, url: https://x.example, date: 2026-09-99}}" for number in range(size)]
    return ["validate", str(_register(folder, made))]


def _owners(folder: Path, size: int) -> list[str]:
    unknown = "".join(f"  nobody-knows-{number}: Somebody {number}\n" for number in range(size))
    return ["validate", str(_register(folder, [], f"owners:\n{unknown}"))]


def _rules(folder: Path, size: int) -> list[str]:
    """A policy with a waiver for each of many places."""
    answers = _register(folder, [])
    waivers = "".join(
        f"  - {{rule: level, where: {CAPABILITIES[number % 4]}, until: 2027-{1 + number % 12:02}-01, reason: Known,"
        " approved_by: Committee}\n"
        for number in range(size)
    )
    policy = folder / "policy.yaml"
    policy.write_text(f"policy: 1\nrequire:\n  level: {{every-capability: 1}}\nwaivers:\n{waivers}", "utf-8")
    return ["check", str(answers), "-p", str(policy), *DAY, "--exit-zero"]


def _standard(folder: Path, capabilities: int, criteria: int) -> Path:
    """A standard of its own, one area, with so many capabilities and so many criteria at each level of a cell."""
    place = folder / "standard"
    (place / "all").mkdir(parents=True)
    names = [f"ability-{number:04}" for number in range(capabilities)]
    levels = "".join(f"  - {{level: {level}, name: Level {level}, meaning: As it says.}}\n" for level in range(1, 4))
    dimensions = "".join(f"  - {{id: {name}, name: {name.title()}, meaning: As it says.}}\n" for name in DIMENSIONS)
    (place / "standard.yaml").write_text(
        f'id: grown\nedition: "1"\ntitle: Grown\nlevels:\n{levels}dimensions:\n{dimensions}'
        f"areas:\n  - {{id: all, name: All, capabilities: [{', '.join(names)}]}}\n"
        "rating_scale: {no: 0, half: 1/2, yes: 1}\nevery_at_least: half\n"
        "states:\n  - {id: calm, name: Calm, from: 1, floor: 1, meaning: Quiet.}\n",
        "utf-8",
    )
    for number, name in enumerate(names):
        claims = {
            level: {
                "statement": f"How {name} is at {level}.",
                "criteria": {
                    _letter(each): {"claim": f"Record {number}-{level}-{each} is kept."} for each in range(criteria)
                },
            }
            for level in (2, 3)
        }
        entry = {
            "id": name,
            "name": f"Ability {number}",
            "purpose": "To grow.",
            "dimensions": dict.fromkeys(DIMENSIONS, claims),
        }
        (place / "all" / f"{name}.yaml").write_text(json.dumps(entry), "utf-8")
    answers = "".join(f"  {name}: {{process: {{2a: yes}}, technology: 2}}\n" for name in names)
    (folder / "answers.yaml").write_text(
        f"standard: grown 1\nenterprise: Acme\nassessed_on: 2026-11-20\nanswers:\n{answers}".replace("yes}", '"yes"}'),
        "utf-8",
    )
    return place


def _letter(number: int) -> str:
    return LETTERS[number]


def _cells(folder: Path, size: int) -> list[str]:
    place = _standard(folder, size, 1)
    return ["assess", str(folder / "answers.yaml"), "--standard", str(place), "--format", "json"]


def _criteria(folder: Path, size: int) -> list[str]:
    place = _standard(folder, 12, size)
    return ["assess", str(folder / "answers.yaml"), "--standard", str(place), "--format", "json"]


def _remarks(folder: Path, size: int) -> list[str]:
    place = _standard(folder, size, 1)
    path = folder / "answers.yaml"
    path.write_text(path.read_text("utf-8").replace("{2a:", "{3a: {note: To be asked again}, 2a:"), "utf-8")
    return ["assess", str(path), "--standard", str(place)]


GROWING: dict[str, Growing] = {
    "files": Growing(_files, 20),
    "cells": Growing(_cells, 20),
    "criteria": Growing(_criteria, 2),
    "evidence": Growing(_evidence, 100),
    "missing evidence": Growing(_missing_evidence, 100),
    "problems": Growing(_problems, 100, 3),
    "unknown owners": Growing(_owners, 100, 3),
    "respondents": Growing(_respondents, 10),
    "commits": Growing(_commits, 10),
    "units": Growing(_units, 40),
    "rules": Growing(_rules, 40),
    "remarks": Growing(_remarks, 20),
}
"""Every dimension; `btm` is called with sizes of one, two and four times `size`."""
