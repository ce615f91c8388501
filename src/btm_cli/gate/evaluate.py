"""The gate: one assessment held to one policy.

In: the policy, a standard, answers checked against it, their scorecard, which evidence holds, a comparison with a
baseline or None. Out: a `GateResult`. All dates are judged by the scorecard's as-of date. A rule is one function in one
module beside this one and one line in `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from btm_cli.answers.model import NOTHING
from btm_cli.gate.breadth import check_depth, check_scope
from btm_cli.gate.completeness import check_coverage, check_settled
from btm_cli.gate.floors import check_scores, check_targets
from btm_cli.gate.left_out import check_not_applicable
from btm_cli.gate.levels import check_levels, check_state
from btm_cli.gate.proof import check_evidence, check_verification
from btm_cli.gate.regression import check_regression
from btm_cli.gate.result import Check, GateResult
from btm_cli.gate.subject import Subject
from btm_cli.gate.waivers import apply_waivers

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.compare.comparison import Comparison
    from btm_cli.evidence import EvidenceReport
    from btm_cli.gate.policy import PolicyFile
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard

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
