"""The gate: one assessment held to one policy.

In: the policy, a standard, answers checked against it, their scorecard, which evidence holds, a comparison with a
baseline or None. Out: a `GateResult`. All dates are judged by the scorecard's as-of date. A rule is one function in one
module beside this one and one line in `RULES`; waivers are for failures that are accepted until a day, by somebody, for
a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from btm_cli.answers.model import NOTHING
from btm_cli.gate.breadth import check_coverage, check_depth, check_scope, check_settled
from btm_cli.gate.floors import check_levels, check_scores, check_state, check_targets
from btm_cli.gate.left_out import check_not_applicable
from btm_cli.gate.policy import EVERY_CAPABILITY
from btm_cli.gate.proof import check_evidence, check_verification
from btm_cli.gate.regression import check_regression
from btm_cli.gate.result import Check, GateResult, Outcome
from btm_cli.gate.subject import Subject
from btm_cli.gate.words import counted

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.compare.comparison import Comparison
    from btm_cli.evidence import EvidenceReport
    from btm_cli.gate.policy import PolicyFile, Waiver
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard

REACHING_DOWN = frozenset({"evidence", "verification", "not_applicable", "no_regression", "scope", "depth"})
"""Rules held to single answers and cells: a waiver for a place covers what lies below it. Floors are waived exactly."""


def apply_waivers(subject: Subject, checks: list[Check]) -> Iterator[Check]:
    """The checks in their order, covered failures as WAIVED; then the waivers that have expired or cover nothing.

    An expired one fails, an unused one is a warning. A waiver holds on its `until` day, not after it.
    """
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


RULES: dict[str, Callable[[Subject], Iterator[Check]]] = {
    "score": check_scores,
    "level": check_levels,
    "state": check_state,
    "scope": check_scope,
    "depth": check_depth,
    "settled": check_settled,
    "coverage": check_coverage,
    "evidence": check_evidence,
    "verification": check_verification,
    "not_applicable": check_not_applicable,
    "no_regression": check_regression,
    "target_by": check_targets,
}
"""Every key of a policy's `require`, in the order of the verdict; a test holds it equal to the model's."""


def evaluate(
    policy: PolicyFile,
    standard: Standard,
    answers: Answers,
    card: Scorecard,
    evidence: EvidenceReport,
    comparison: Comparison | None = None,
    listed: Mapping[str, Collection[str]] = NOTHING,
) -> GateResult:
    """Hold an assessment to a policy that has been checked against `standard` (`gate.policy.check_policy`).

    `listed` are the criteria that the profiles leave out whose n/a the policy accepts, by the profile's id.
    """
    subject = Subject(policy, standard, answers, card, evidence, comparison, listed)
    checks = [check for rule in RULES.values() for check in rule(subject)]
    return GateResult(policy.assurance, card.as_of, tuple(apply_waivers(subject, checks)))
