"""A comparison's output contract, `btm-diff/1`, as plain data.

In: a `Comparison`. Out: dicts, lists, text, numbers, True, False and None in the fixed key order of the contract.
Every rounded number (half up, two decimals) has its exact fraction beside it, as text such as "809/1440".
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from btm_cli.compare.comparison import ASSURANCES, CAUSES, Change, Comparison, Fact, Movement, Part, Subject
from btm_cli.render.document.numbers import json_number

SCHEMA = "btm-diff/1"


def diff_data(comparison: Comparison) -> dict[str, Any]:
    """The whole comparison: the headline always, below it everything that moved."""
    return {
        "schema": SCHEMA,
        "old": _subject(comparison.old),
        "new": _subject(comparison.new),
        "empty": comparison.is_empty,
        "untold": {name: list(comparison.untold.get(name, ())) for name in ASSURANCES},
        "regressions": [movement.reference for movement in comparison.regressions],
        "states": [{"name": name, "old": old, "new": new} for name, old, new in comparison.states],
        "levels_lost": _levels(comparison, -1),
        "levels_gained": _levels(comparison, 1),
        "overall": _movement(comparison.overall),
        "areas": [_movement(each) for each in comparison.areas.values() if each.moved],
        "capabilities": [_movement(each) for each in comparison.capabilities.values() if each.moved],
        "cells": [_movement(each) for each in comparison.cells.values() if each.moved],
        "answers": [_part(part) for part in comparison.parts],
        "changes": None if comparison.facts is None else [_fact(fact) for fact in comparison.facts],
        "evidence": {"lapsed": list(comparison.lapsed), "arrived": list(comparison.arrived)},
    }


def _subject(subject: Subject) -> dict[str, Any]:
    return {
        "standard": {"id": subject.standard, "edition": subject.edition, "digest": subject.standard_digest},
        "enterprise": subject.enterprise,
        "unit": subject.unit,
        "period": subject.period,
        "assessed_on": subject.assessed_on.isoformat(),
        "as_of": subject.as_of.isoformat(),
        "scope": list(subject.scope),
        "digest": subject.answers_digest,
        "provisional": subject.provisional,
        "rounded": not subject.exact,
    }


def _levels(comparison: Comparison, sign: int) -> list[dict[str, Any]]:
    return [
        {"reference": movement.reference, "assurance": name, "old": change.old_level, "new": change.new_level}
        for movement in comparison.movements()
        for name, change in zip(ASSURANCES, movement.changes, strict=True)
        if change.levels * sign > 0
    ]


def _movement(movement: Movement) -> dict[str, Any]:
    return {
        "reference": movement.reference,
        "name": movement.name,
        "old_basis": movement.old_basis,
        "new_basis": movement.new_basis,
        "regressed": movement.regressed,
        **{name: _change(movement.of(name)) for name in ASSURANCES},
    }


def _change(change: Change) -> dict[str, Any]:
    causes = change.causes
    named = {} if causes is None else dict(zip(CAUSES, causes, strict=True))
    return {
        "old": json_number(change.old),
        "new": json_number(change.new),
        "delta": json_number(change.delta),
        "old_level": change.old_level,
        "new_level": change.new_level,
        "causes": None if causes is None else {name: json_number(part) for name, part in named.items()},
        "exact": {
            "old": _exact(change.old),
            "new": _exact(change.new),
            "delta": _exact(change.delta),
            "causes": None if causes is None else {name: _exact(part) for name, part in named.items()},
        },
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "reference": part.reference,
        "cell": part.cell,
        "in_order": part.in_order,
        "effects": [
            {
                "on": place,
                **{name: json_number(amount) for name, amount in zip(ASSURANCES, amounts, strict=True)},
                "exact": {name: _exact(amount) for name, amount in zip(ASSURANCES, amounts, strict=True)},
            }
            for place, amounts in part.amounts.items()
        ],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "reference": fact.reference,
        "what": fact.what,
        "old": list(fact.old) if isinstance(fact.old, tuple) else fact.old,
        "new": list(fact.new) if isinstance(fact.new, tuple) else fact.new,
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
