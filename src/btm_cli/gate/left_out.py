"""Rule `not_applicable`: how much is left out, and who agreed to it.

In: a `Subject`. Out: `Check`s: one for the share of all criteria in scope, one for each thing left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.gate.policy import OVERALL
from btm_cli.gate.proof import independent
from btm_cli.gate.result import Check, Outcome, Reason
from btm_cli.gate.words import ceiling_found, limit_text

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.gate.subject import Subject
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


def check_not_applicable(subject: Subject) -> Iterator[Check]:
    """`not_applicable`: its `max_share` and, with `approved`, an `approved_by` that is not who answered."""
    rule = subject.require.not_applicable
    if rule is None:
        return
    if rule.max_share is not None:
        yield _share(subject, rule.max_share)
    if rule.approved:
        for entry in subject.card.not_applicable:
            approver = entry.approved_by
            check = Check(
                "not_applicable",
                entry.reference,
                Outcome.PASSED,
                "approval by somebody who did not answer",
                f"approved by {approver}" if approver else "not approved",
                ("require", "not_applicable", "approved"),
                subject.path(entry.reference),
            )
            if not approved(subject.answers, approver):
                found = f"{check.found}, who answered" if approver else check.found
                why = (Reason(entry.reference, f"n/a: {entry.reason}"),)
                check = check._replace(outcome=Outcome.FAILED, found=found, code="left-out-unapproved", why=why)
            yield check


def _share(subject: Subject, most: Fraction) -> Check:
    value = share_left_out(subject.card, subject.standard)
    left_out, whole = subject.card.overall.not_applicable, criteria_in_scope(subject.card, subject.standard)
    check = Check(
        "not_applicable",
        OVERALL,
        Outcome.PASSED,
        f"at most {limit_text(most)} of all criteria",
        f"{ceiling_found(value, most)}, {left_out} of {whole}",
        ("require", "not_applicable", "max_share"),
        subject.path(OVERALL),
        limit=most,
        value=value,
    )
    if value <= most:
        return check
    why = tuple(Reason(entry.reference, f"n/a: {entry.reason}") for entry in subject.card.not_applicable)
    return check._replace(outcome=Outcome.FAILED, code="too-much-left-out", why=why)


def approved(answers: Answers, approver: str | None) -> bool:
    """Whether somebody approved who did not answer; where the file does not say who answered, whether anybody did."""
    return bool(approver) and (answers.answered_by is None or independent(answers, approver))


def share_left_out(card: Scorecard, standard: Standard) -> Fraction:
    """The n/a share of the criteria in scope; a cell without criteria counts as one, as it does in the scorecard."""
    whole = criteria_in_scope(card, standard)
    return Fraction(card.overall.not_applicable, whole) if whole else Fraction(0)


def criteria_in_scope(card: Scorecard, standard: Standard) -> int:
    """How many criteria there are in scope, n/a or not; a cell without criteria counts as one."""
    count = 0
    for capability in card.capabilities:
        for cell in capability.cells if capability.in_scope else ():
            written = standard.cell(capability.id, cell.dimension)
            if written is not None:
                count += max(1, sum(1 for _ in written.all_criteria()))
    return count
