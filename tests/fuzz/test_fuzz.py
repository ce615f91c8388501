"""As many damaged files as the profile says; `python -m tests.fuzz --minutes N` tries as many as you like."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from random import Random

import pytest
from fuzz import mutators
from fuzz.harness import run
from fuzz.targets import Target, targets

from support.profile import examples

INPUTS = examples(3000)


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> list[Target]:
    return targets(tmp_path_factory.mktemp("fuzz"))


@pytest.mark.parametrize("seed", [1, 2])
def test_no_damaged_file_breaks_a_promise(seed: int, every: list[Target]) -> None:
    found = run(every, seed, INPUTS, inf)
    assert not found.failures, "\n".join(f"{each.target}, seed {each.seed}: {each.why}" for each in found.failures[:3])
    assert found.tried.total() == INPUTS


def test_what_is_damaged_is_whole_before(every: list[Target]) -> None:
    """Else every damaged file would end at the same first error."""
    for target in every:
        for whole in target.whole:
            target.check(whole, Random(1))


@pytest.mark.parametrize("kind", [mutators.text, mutators.structure, mutators.of_json, mutators.zip_parts])
def test_equal_chances_give_equal_damage(kind: Callable[[bytes, Random], bytes], every: list[Target]) -> None:
    whole = next(target.whole[0] for target in every if kind in target.damage)
    damaged = [kind(whole, Random(seed)) for seed in (1, 2, 3)]
    assert kind(whole, Random(1)) == damaged[0]
    assert len({whole, *damaged}) >= 3


def test_a_broken_promise_is_found_and_told(every: list[Target], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(text: bytes, file: str, **_: bool) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("fuzz.targets.parse", fails)
    found = run(every, 1, 40, inf)
    assert {each.target for each in found.failures} == {"source", "edit"}
    assert "RecursionError" in found.failures[0].why
