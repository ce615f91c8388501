"""Rules `score` and `target_by`: floors for scores, some of them only from a day on.

In: a `Subject`. Out: `Check`s. A dated floor must hold on its day and after it; before, it is open, and behind where a
baseline shows that the straight line from there to the target has been left.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.gate.blockers import below_score
from btm_cli.gate.policy import OVERALL
from btm_cli.gate.result import Check, Outcome, Reason
from btm_cli.gate.words import counted, floor_found, limit_text
from btm_cli.scoring.exact import shown

if TYPE_CHECKING:
    from btm_cli.diagnostics import KeyPath
    from btm_cli.gate.subject import Subject


def check_scores(subject: Subject) -> Iterator[Check]:
    """Every floor of `score`. What is not assessed has no score and does not reach a floor, provisional or not."""
    for name, floor in subject.require.score.items():
        yield _held("score", subject, name, floor, ("require", "score", name))


def check_targets(subject: Subject) -> Iterator[Check]:
    """Every dated floor of `target_by`: due from its day on, open until then."""
    for day, floors in sorted(subject.require.target_by.items()):
        for name, floor in floors.items():
            check = _held("target_by", subject, name, floor, ("require", "target_by", day.isoformat(), name))
            left = (day - subject.as_of).days
            check = check._replace(expected=f"{check.expected} by {day.isoformat()}", note=_when(left))
            if check.outcome is Outcome.FAILED:
                check = check._replace(code="target-overdue") if left <= 0 else _not_due(subject, check, floor, day)
            yield check


def _held(rule: str, subject: Subject, name: str, floor: Fraction, rule_path: KeyPath) -> Check:
    numbers = subject.numbers(name)
    value = subject.score(numbers)
    text = limit_text(floor)
    check = Check(
        rule,
        name,
        Outcome.PASSED,
        f"at least {text}",
        "not assessed" if value is None else floor_found(value, floor, text),
        rule_path,
        subject.path(name),
        limit=floor,
        value=value,
    )
    if value is None:
        left_out = subject.left_out(name)
        if left_out:
            return check._replace(outcome=Outcome.SKIPPED, found=left_out)
    elif value >= floor:
        return check
    code = "not-assessed" if value is None else "score-too-low"
    return check._replace(outcome=Outcome.FAILED, code=code, why=below_score(subject, name, floor))


def _when(left: int) -> str:
    if left > 0:
        return f"due in {counted(left, 'day')}"
    return "due today" if left == 0 else f"overdue by {counted(-left, 'day')}"


def _not_due(subject: Subject, check: Check, floor: Fraction, day: date) -> Check:
    """Open; behind where the baseline's straight line to the target runs above the present score."""
    check = check._replace(outcome=Outcome.OPEN, code="target-open")
    needed = _needed_today(subject, check.where, floor, day)
    if needed is None:
        return check
    if check.value is not None and check.value >= needed:
        return check._replace(note=f"{check.note}, on track")
    found = Reason(check.where, f"a straight line from the baseline would be at {shown(needed)} today")
    return check._replace(
        outcome=Outcome.WARNING, code="target-behind", note=f"{check.note}, behind", why=(found, *check.why)
    )


def _needed_today(subject: Subject, name: str, floor: Fraction, day: date) -> Fraction | None:
    """Where the score would be on a straight line from the baseline to the target; None without an earlier baseline."""
    comparison = subject.comparison
    if comparison is None or not comparison.old.assessed_on < subject.as_of:
        return None
    movements = {OVERALL: comparison.overall, **comparison.areas, **comparison.capabilities, **comparison.cells}
    movement = movements.get(name)
    begin = movement.of(subject.policy.assurance).old if movement else None
    if begin is None:
        return None
    start = comparison.old.assessed_on
    return begin + (floor - begin) * Fraction((subject.as_of - start).days, (day - start).days)
