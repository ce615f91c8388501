"""Which of many files are units that can be rolled up together, and what each weighs.

In: units as they come from their files. Out: those that count, in an order that does not depend on that of the files,
their weights, and everything a reader must know about them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from btm_cli.diagnostics import short
from btm_cli.exact import exact
from btm_cli.names import folded
from btm_cli.voices.unit import Unit


class Flag(NamedTuple):
    """Something about one unit's file. `severity` is error (it does not count) or warning."""

    code: str
    severity: Literal["error", "warning"]
    message: str
    file: str
    hint: str | None = None


class RollCall(NamedTuple):
    """The units that count, by name, with the weight of each; `weighed` is False where nobody gave weights."""

    units: tuple[Unit, ...]
    weights: tuple[Fraction, ...]
    weighed: bool
    flags: tuple[Flag, ...]


def call_roll(found: Iterable[Unit], given: Mapping[str, Fraction] | None = None) -> RollCall:
    """Sort out `found`; `given` weights (by unit's name) go before those in the files.

    A file that is there twice counts once. Of two different files of one unit the later one counts, and the other is an
    error: the user has to choose. Where some units have a weight, those without one are errors and don't count; where
    none has, all weigh the same. Another enterprise, edition or period than that of most is a warning.
    """
    ordered = sorted(found, key=lambda unit: (folded(unit.title), folded(unit.enterprise), unit.file))
    flags: list[Flag] = []
    units = _weighed_out(_once(ordered, flags), given or {}, flags)
    names = {folded(unit.title) for unit, _ in units}
    flags += [
        Flag("unknown-unit", "warning", f"`{short(name)}` has a weight, but there is no such unit", "--weights")
        for name in given or {}
        if folded(name) not in names and not any(folded(unit.title) == folded(name) for unit in ordered)
    ]
    counted = [unit for unit, _ in units]
    for code, noun, read in (
        ("enterprise-differs", "enterprise", lambda unit: unit.enterprise),
        ("edition-differs", "standard", lambda unit: unit.standard),
        ("period-differs", "period", lambda unit: unit.period or "none"),
    ):
        flags += _unlike(counted, code, noun, read)
    return RollCall(
        tuple(counted),
        tuple(weight if weight is not None else Fraction(1) for _, weight in units),
        any(weight is not None for _, weight in units),
        tuple(flags),
    )


def _once(ordered: Sequence[Unit], flags: list[Flag]) -> list[Unit]:
    """Each unit once, by its latest file."""
    latest: dict[tuple[str, str], Unit] = {}
    for unit in ordered:
        key = (folded(unit.enterprise), folded(unit.title))
        other = latest.get(key)
        if other is None:
            latest[key] = unit
            continue
        older, newer = sorted((other, unit), key=lambda one: (one.assessed_on, one.digest, one.file))
        latest[key] = newer
        if older.digest == newer.digest:
            message = f"the same content as {newer.file}: it counts once"
            flags.append(Flag("duplicate-unit", "warning", message, older.file))
        else:
            message = f"`{short(unit.title)}` is also in {newer.file}, assessed on {newer.assessed_on}, which counts"
            hint = "name one file for each unit, or give the units names of their own"
            flags.append(Flag("duplicate-unit", "error", message, older.file, hint))
    return list(latest.values())


def _weighed_out(
    units: Sequence[Unit], given: Mapping[str, Fraction], flags: list[Flag]
) -> list[tuple[Unit, Fraction | None]]:
    by_name = {folded(name): weight for name, weight in given.items()}
    own = [exact(unit.weight) if unit.weight is not None else None for unit in units]
    weighed = [(unit, by_name.get(folded(unit.title), weight)) for unit, weight in zip(units, own, strict=True)]
    if all(weight is None for _, weight in weighed):
        return weighed
    hint = "write unit: {name: ..., weight: ...}, or give --weights"
    flags += [
        Flag("weight-missing", "error", "other units have a weight, this one has none", unit.file, hint)
        for unit, weight in weighed
        if weight is None
    ]
    return [(unit, weight) for unit, weight in weighed if weight is not None]


def _unlike(units: Sequence[Unit], code: str, noun: str, read: Callable[[Unit], str]) -> list[Flag]:
    counts = Counter(folded(read(unit)) for unit in units)
    if len(counts) < 2:
        return []
    usual = min(counts, key=lambda value: (-counts[value], value))
    called = next(read(unit) for unit in units if folded(read(unit)) == usual)
    return [
        Flag(code, "warning", f"the {noun} is {read(unit)[:60]}; most units have {called[:60]}", unit.file)
        for unit in units
        if folded(read(unit)) != usual
    ]
