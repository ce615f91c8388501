"""Rule `not_applicable`: how much is left out, and who agreed to it.

In: a `Subject`. Out: `Check`s: one for each share of all criteria in scope, one for each thing left out. What counts
without a case, or by a profile, is held to shares of its own: no line of the audited file empties the gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.answers.model import NOT_APPLICABLE, Rated
from btm_cli.gate.policy import OVERALL
from btm_cli.gate.proof import independent
from btm_cli.gate.result import Check, Outcome, Reason
from btm_cli.gate.words import ceiling_found, limit_text
from btm_cli.scoring.ratings import ratings_in

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.gate.policy import NotApplicableRule
    from btm_cli.gate.subject import Subject
    from btm_cli.scoring.scorecard import NotApplicableEntry, Scorecard
    from btm_cli.standard.model import Standard


def check_not_applicable(subject: Subject) -> Iterator[Check]:
    """`not_applicable`: its shares and, with `approved`, an `approved_by` that is not who answered."""
    rule = subject.require.not_applicable
    if rule is None:
        return
    left_out = subject.card.not_applicable
    if rule.max_share is not None:
        found = [(entry.reference, f"n/a: {entry.reason}") for entry in left_out]
        yield _share(subject, "max_share", rule.max_share, subject.card.overall.not_applicable, found)
    if rule.profile_max_share is not None:
        by_profile = [entry for entry in left_out if entry.profile is not None]
        found = [(entry.reference, f"n/a by the profile {entry.profile}") for entry in by_profile]
        count = sum(_criteria_at(subject.standard, entry.reference) for entry in by_profile)
        yield _share(subject, "profile_max_share", rule.profile_max_share, count, found)
    yield from _no_case(subject, rule)
    if rule.approved:
        for entry in left_out:
            yield from _approval(subject, entry)


def _approval(subject: Subject, entry: NotApplicableEntry) -> Iterator[Check]:
    """Whether somebody else agreed, or a profile leaves it out that the policy accepts; a note where it does not."""
    approver, profile = entry.approved_by, entry.profile
    check = Check(
        "not_applicable",
        entry.reference,
        Outcome.PASSED,
        "approval by somebody who did not answer",
        f"approved by {approver}" if approver else "not approved",
        ("require", "not_applicable", "approved"),
        subject.path(entry.reference),
    )
    why = (Reason(entry.reference, f"n/a: {entry.reason}"),)
    accepted = profile in subject.listed
    if profile is not None and accepted and entry.reference in subject.listed[profile]:
        yield check._replace(found=f"left out by the profile {profile}")
        return
    if profile is not None and accepted:
        yield check._replace(
            outcome=Outcome.WARNING,
            expected=f"the profile {profile} to leave it out",
            found="it does not, so that this is n/a like any other",
            code="not-in-profile",
            why=why,
        )
    if not approved(subject.answers, approver):
        found = f"{check.found}, who answered" if approver else check.found
        check = check._replace(outcome=Outcome.FAILED, found=found, code="left-out-unapproved", why=why)
    yield check


def _no_case(subject: Subject, rule: NotApplicableRule) -> Iterator[Check]:
    """The answers for a window without a case, by a share of their own or, where there are any, by `max_share`."""
    key = "max_share" if rule.no_case_max_share is None else "no_case_max_share"
    most = rule.max_share if rule.no_case_max_share is None else rule.no_case_max_share
    found = list(_without_case(subject))
    if most is not None and (found or rule.no_case_max_share is not None):
        yield _share(subject, "no_case_max_share", most, len(found), found, key)


def _without_case(subject: Subject) -> Iterator[tuple[str, str]]:
    """Every answer in scope that says so, in the file's order, and what it says."""
    for (capability, dimension), answer in subject.answers.cells.items():
        if subject.capabilities[capability].in_scope:
            for criterion, said in ratings_in(answer).items():
                if said.no_case:
                    word = said.rating if isinstance(said, Rated) else NOT_APPLICABLE
                    yield f"{capability}/{dimension}/{criterion}", f"{word}, case: none"


KINDS = {
    "max_share": ("", "too-much-left-out"),
    "profile_max_share": (" left out by profiles", "too-much-by-profile"),
    "no_case_max_share": (" answered for a window without a case", "too-much-without-case"),
}
"""By kind of share: what is said of the criteria that it is about, and the code of a failure."""


def _share(
    subject: Subject, kind: str, most: Fraction, count: int, found: Iterable[tuple[str, str]], key: str = ""
) -> Check:
    """`count` criteria of all that are in scope, of which `key` (else `kind`) allows a share; `found` are they."""
    what, code = KINDS[kind]
    whole = criteria_in_scope(subject.card, subject.standard)
    value = Fraction(count, whole) if whole else Fraction(0)
    check = Check(
        "not_applicable",
        OVERALL,
        Outcome.PASSED,
        f"at most {limit_text(most)} of all criteria{what}",
        f"{ceiling_found(value, most)}, {count} of {whole}",
        ("require", "not_applicable", key or kind),
        subject.path(OVERALL),
        limit=most,
        value=value,
    )
    if value <= most:
        return check
    return check._replace(outcome=Outcome.FAILED, code=code, why=tuple(Reason(*each) for each in found))


def approved(answers: Answers, approver: str | None) -> bool:
    """Whether somebody approved who did not answer; where the file does not say who answered, whether anybody did."""
    return bool(approver) and (answers.answered_by is None or independent(answers, approver))


def share_left_out(card: Scorecard, standard: Standard) -> Fraction:
    """The n/a share of the criteria in scope; a cell without criteria counts as one, as it does in the scorecard."""
    whole = criteria_in_scope(card, standard)
    return Fraction(card.overall.not_applicable, whole) if whole else Fraction(0)


def criteria_in_scope(card: Scorecard, standard: Standard) -> int:
    """How many criteria there are in scope, n/a or not; a cell without criteria counts as one."""
    return sum(
        _criteria_at(standard, cell.reference)
        for capability in card.capabilities
        if capability.in_scope
        for cell in capability.cells
    )


def _criteria_at(standard: Standard, reference: str) -> int:
    """How many criteria lie at or below a capability, cell or criterion."""
    name, *rest = reference.split("/")
    if len(rest) > 1:
        return 1
    cells = [standard.cell(name, dimension) for dimension in rest or [one.id for one in standard.dimensions]]
    return sum(max(1, sum(1 for _ in cell.all_criteria())) for cell in cells if cell is not None)
