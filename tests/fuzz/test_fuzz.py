"""Some thousand damaged files in a bounded time; `python -m tests.fuzz --minutes N` tries as many as you like."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz import mutators
from fuzz.harness import run
from fuzz.targets import targets

from support.profile import PROFILE

INPUTS = 4000 if PROFILE == "ci" else 40_000
SECONDS = 45 if PROFILE == "ci" else 1200


@pytest.mark.parametrize("seed", [1, 2])
def test_no_damaged_file_breaks_a_promise(seed: int, tmp_path: Path) -> None:
    found = run(tmp_path, seed, INPUTS // 2, SECONDS / 2)
    assert not found.failures, "\n".join(f"{each.target}, seed {each.seed}: {each.why}" for each in found.failures[:3])
    assert found.tried.total() > 100


def test_what_is_damaged_is_whole_before(tmp_path: Path) -> None:
    """Else every damaged file would end at the same first error."""
    from random import Random

    for target in targets(tmp_path):
        for whole in target.whole:
            target.check(whole, Random(1))


@pytest.mark.parametrize("kind", [mutators.text, mutators.structure, mutators.of_json, mutators.zip_parts])
def test_equal_chances_give_equal_damage(kind: object, tmp_path: Path) -> None:
    from random import Random

    whole = {each.name: each.whole[0] for each in targets(tmp_path)}
    content = {mutators.of_json: whole["card"], mutators.zip_parts: whole["xlsx"]}.get(kind, whole["answers"])
    damaged = [kind(content, Random(seed)) for seed in (1, 1, 2, 3)]  # type: ignore[operator]  # one of the mutators
    assert damaged[0] == damaged[1]
    assert len({content, *damaged}) >= 3


def test_a_broken_promise_is_found_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(text: bytes, file: str, **_: bool) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("fuzz.targets.parse", fails)
    found = run(tmp_path, 1, 40, 30)
    assert {each.target for each in found.failures} <= {"source", "edit"}
    assert "RecursionError" in found.failures[0].why
