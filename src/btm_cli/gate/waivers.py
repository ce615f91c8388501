"""Waivers: failures that are accepted until a day, by somebody, for a reason.

In: the checks of a gate and the policy's waivers. Out: the checks, covered failures as WAIVED, and a check for every
waiver that has expired (it fails) or covers nothing (a warning). A waiver holds on its `until` day, not after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from btm_cli.gate.policy import EVERY_CAPABILITY
from btm_cli.gate.result import Check, Outcome
from btm_cli.gate.words import counted

if TYPE_CHECKING:
    from btm_cli.gate.policy import Waiver
    from btm_cli.gate.subject import Subject

REACHING_DOWN = frozenset({"evidence", "verification", "not_applicable", "no_regression", "scope", "depth"})
"""Rules held to single answers and cells: a waiver for a place covers what lies below it. Floors are waived exactly."""


def apply_waivers(subject: Subject, checks: list[Check]) -> Iterator[Check]:
    """The checks in their order, then what is to be said about waivers."""
    waivers = subject.policy.waivers
    used: set[int] = set()
    for check in checks:
        if check.outcome is not Outcome.FAILED:
            yield check
            continue
        covering = [index for index, waiver in enumerate(waivers) if _covers(subject, waiver, check)]
        used.update(covering)
        holding = next((index for index in covering if waivers[index].until >= subject.as_of), None)
        if holding is not None:
            yield check._replace(outcome=Outcome.WAIVED, waiver=waivers[holding])
        elif covering:
            yield check._replace(waiver=waivers[covering[-1]])
        else:
            yield check
    for index, waiver in enumerate(waivers):
        yield from _waiver(subject, waiver, index, index in used)


def _covers(subject: Subject, waiver: Waiver, check: Check) -> bool:
    if waiver.rule != check.rule:
        return False
    if waiver.where == EVERY_CAPABILITY:
        return check.rule_path[-1] == EVERY_CAPABILITY
    return waiver.where == check.where or (waiver.rule in REACHING_DOWN and subject.within(check.where, waiver.where))


def _waiver(subject: Subject, waiver: Waiver, index: int, used: bool) -> Iterator[Check]:
    left = (waiver.until - subject.as_of).days
    check = Check(
        "waivers",
        f"{waiver.rule} {waiver.where}",
        Outcome.FAILED,
        f"a waiver that holds on {subject.as_of.isoformat()}",
        f"ended on {waiver.until.isoformat()}, {counted(-left, 'day')} ago",
        ("waivers", index),
        code="waiver-expired",
        waiver=waiver,
    )
    if left < 0:
        yield check if used else check._replace(found=f"{check.found}, and nothing fails here any more")
    elif not used:
        yield check._replace(
            outcome=Outcome.WARNING, expected="a failure to waive", found="nothing fails here", code="waiver-unused"
        )
