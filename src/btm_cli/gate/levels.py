"""Rules `level` and `state`: what is not assessed fails them, unless the policy allows provisional results.

In: a `Subject`. Out: `Check`s.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.gate.blockers import below_level
from btm_cli.gate.policy import EVERY_CAPABILITY, OVERALL
from btm_cli.gate.result import Check, Outcome, Reason
from btm_cli.gate.words import counted, floor_found, limit_text

if TYPE_CHECKING:
    from btm_cli.diagnostics import KeyPath
    from btm_cli.gate.subject import Subject


def check_levels(subject: Subject) -> Iterator[Check]:
    """Every floor of `level`; `every-capability` is one check for each capability of the standard."""
    for name, floor in subject.require.level.items():
        names = [name]
        if name == EVERY_CAPABILITY:
            names = [capability.id for capability in subject.card.capabilities]
        for each in names:
            yield _level(subject, each, floor, ("require", "level", name))


def _level(subject: Subject, name: str, floor: int, rule_path: KeyPath) -> Check:
    level = subject.level(subject.numbers(name))
    missing = sum(not cell.assessed for cell in subject.cells(name))
    allowed = subject.policy.allow_provisional
    check = Check(
        "level",
        name,
        Outcome.PASSED,
        f"at least {floor}",
        "not assessed" if level is None else str(level),
        rule_path,
        subject.path(name),
        limit=Fraction(floor),
        value=None if level is None else Fraction(level),
    )
    left_out = subject.left_out(name)
    if left_out:
        return check._replace(outcome=Outcome.SKIPPED, found=left_out)
    if missing and level is not None:
        check = check._replace(found=f"{level}, {counted(missing, 'cell')} not assessed")
    if level is None:
        if allowed and name != OVERALL:
            return check._replace(outcome=Outcome.SKIPPED, note="provisional results are allowed")
        return check._replace(outcome=Outcome.FAILED, code="not-assessed", why=below_level(subject, name, floor))
    if level >= floor and (not missing or allowed):
        return check
    code = "level-too-low" if level < floor else "not-assessed"
    return check._replace(outcome=Outcome.FAILED, code=code, why=below_level(subject, name, floor, not allowed))


def check_state(subject: Subject) -> Iterator[Check]:
    """`state`: that state or a higher one."""
    wanted = subject.require.state
    if wanted is None:
        return
    order = [state.id for state in subject.standard.states]
    asked = subject.standard.states[order.index(wanted)]
    reached = subject.state
    provisional = subject.card.overall.provisional and not subject.policy.allow_provisional
    check = Check(
        "state",
        OVERALL,
        Outcome.PASSED,
        f"{wanted} or higher" if order[-1] != wanted else wanted,
        (reached or "no state") + (" (provisional)" if subject.card.overall.provisional else ""),
        ("require", "state"),
        subject.path(OVERALL),
    )
    left_out = subject.left_out(OVERALL)
    if left_out:
        yield check._replace(outcome=Outcome.SKIPPED, found=left_out)
        return
    high_enough = reached is not None and order.index(reached) >= order.index(wanted)
    if high_enough and not provisional:
        yield check
        return
    why = []
    score = subject.score(subject.card.overall.numbers)
    if score is not None and score < asked.from_score:
        text = limit_text(asked.from_score)
        why.append(Reason(OVERALL, f"score {floor_found(score, asked.from_score, text)}, {wanted} begins at {text}"))
    unassessed = score is None or not subject.policy.allow_provisional
    blocked = below_level(subject, OVERALL, asked.floor, unassessed)
    code = "state-not-reached" if not high_enough and score is not None else "not-assessed"
    yield check._replace(outcome=Outcome.FAILED, code=code, why=(*why, *blocked))
