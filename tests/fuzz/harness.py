"""Feeds the targets with damaged files: so many inputs, or for so long.

In: a seed, a number, a time. Out: how many inputs each target had, and what failed, with how to get it again.
"""

from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from fuzz.targets import Target


class Failure(NamedTuple):
    """An input that broke a promise."""

    target: str
    seed: str
    content: bytes
    why: str


class Found(NamedTuple):
    """What a run has seen."""

    tried: Counter[str]
    failures: list[Failure]


def run(every: Sequence[Target], seed: int, inputs: int, seconds: float, most_failures: int = 20) -> Found:
    """Feed `inputs` files at most, for `seconds` at most; input N of a seed is always the same."""
    until = time.monotonic() + seconds
    tried: Counter[str] = Counter()
    failures: list[Failure] = []
    shares = [target.share for target in every]
    for number in range(inputs):
        if time.monotonic() > until or len(failures) >= most_failures:
            break
        chance = Random(f"{seed} {number}")
        target = chance.choices(every, shares)[0]
        tried[target.name] += 1
        failure = _fed(target, chance, f"{seed} {number}")
        if failure is not None:
            failures.append(failure)
    return Found(tried, failures)


def _fed(target: Target, chance: Random, seed: str) -> Failure | None:
    content = chance.choice(target.damage)(chance.choice(target.whole), chance)
    try:
        target.check(content, chance)
    except Exception:  # whatever it is: nothing may come through
        return Failure(target.name, seed, content, traceback.format_exc(limit=-4))
    return None
