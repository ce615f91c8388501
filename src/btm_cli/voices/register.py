"""The evidence of several files in one register.

In: each file's register, in the order of respondents, paths already leading from one common root. Out: one register,
and for each file how its keys are called there: equal keys with different content are told apart by a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from btm_cli.answers.model import Evidence


def unite(registers: Sequence[Mapping[str, Evidence]]) -> tuple[dict[str, Evidence], list[dict[str, str]]]:
    """The united register, and for each of `registers` its keys' names there."""
    taken = {key for register in registers for key in register}
    united: dict[str, Evidence] = {}
    renamed: list[dict[str, str]] = []
    variants: dict[str, list[str]] = {}
    for register in registers:
        names: dict[str, str] = {}
        for key, entry in register.items():
            same = next((name for name in variants.get(key, ()) if united[name].same(entry)), None)
            if same is None:
                same = key if key not in united else _free(key, taken)
                taken.add(same)
                united[same] = entry
                variants.setdefault(key, []).append(same)
            names[key] = same
        renamed.append(names)
    return united, renamed


def _free(key: str, taken: set[str]) -> str:
    """`key` with the first number from 2 that makes it a name nobody uses."""
    number = 2
    while f"{key}-{number}" in taken:
        number += 1
    return f"{key}-{number}"
