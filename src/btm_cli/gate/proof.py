"""Rules `evidence` and `verification`: what answers from a level on must be backed by.

In: a `Subject`. Out: `Check`s, one for each answer that claims something at such a level: a criterion of that level
rated above the lowest rating, or a level claimed outright. The base level and the lowest rating claim nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Claimed, NotApplicable, Rated
from btm_cli.diagnostics import short
from btm_cli.gate.result import Check, Outcome, Reason
from btm_cli.gate.words import counted
from btm_cli.scoring.ratings import VERIFIED, Assurance

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.gate.subject import Subject

PROOF = "proof"


class Statement(NamedTuple):
    """One answer that claims something; `where` is a criterion, a cell, or a capability claimed as a whole."""

    where: str
    level: int
    said: str
    answer: Rated | Claimed


def statements(subject: Subject, from_level: int) -> Iterator[Statement]:
    """What is claimed at `from_level` or above, in the standard's order; a whole capability's claim comes once."""
    told = set()
    for cell in (cell for capability in subject.card.capabilities for cell in capability.cells if cell.assessed):
        answer = subject.answers.cells[cell.capability, cell.dimension]
        if isinstance(answer, Claimed):
            where = cell.capability if answer.whole_capability else cell.reference
            if answer.level >= max(from_level, subject.rules.base + 1) and where not in told:
                told.add(where)
                yield Statement(where, answer.level, f"claimed at level {answer.level}", answer)
        elif not isinstance(answer, NotApplicable):
            written = subject.standard.cell(cell.capability, cell.dimension)
            for criterion in written.all_criteria() if written else ():
                said = answer.get(criterion.id)
                if criterion.level >= from_level and isinstance(said, Rated) and subject.rules.points[said.rating] > 0:
                    where = f"{cell.reference}/{criterion.id}"
                    yield Statement(where, criterion.level, f"rated {said.rating}", said)


def check_evidence(subject: Subject) -> Iterator[Check]:
    """`evidence`: at least one piece that holds on the as-of date and is not older than `max_age_days`.

    What is cited beside it and does not hold is a warning, once a piece.
    """
    rule = subject.require.evidence
    if rule is None:
        return
    flawed: dict[str, str] = {}
    for statement in statements(subject, rule.from_level):
        check = _evidence(subject, statement, rule.max_age_days)
        if check.outcome is Outcome.PASSED:
            flawed |= {key: statement.where for key in statement.answer.evidence if key not in flawed}
        yield check
    for problem in subject.evidence.problems:
        if problem.key in flawed:
            yield Check(
                "evidence",
                flawed[problem.key],
                Outcome.WARNING,
                f"cited evidence `{short(problem.key)}` to hold",
                problem.message,
                ("require", "evidence"),
                ("evidence", problem.key),
                problem.code,
            )


def _evidence(subject: Subject, statement: Statement, most: int | None) -> Check:
    expected = "evidence that holds"
    if most is not None:
        expected += f" and is at most {counted(most, 'day')} old"
    check = Check(
        "evidence",
        statement.where,
        Outcome.PASSED,
        expected,
        f"{statement.said} with no evidence",
        ("require", "evidence", "from_level"),
        subject.path(statement.where),
        "evidence-not-cited",
    )
    cited = statement.answer.evidence
    if not cited:
        return check._replace(outcome=Outcome.FAILED)
    holding = [key for key in cited if key in subject.evidence.valid]
    if not holding:
        why = tuple(_flaw(subject, key) for key in cited)
        found = f"{statement.said} with no evidence that holds"
        return check._replace(outcome=Outcome.FAILED, found=found, code="evidence-not-valid", why=why)
    age, key = min(((subject.as_of - subject.answers.evidence[key].date).days, key) for key in holding)
    found = f"{statement.said} with `{short(key)}`, {counted(age, 'day')} old"
    if most is None or age <= most:
        return check._replace(found=found, code="")
    why = tuple(Reason(each, f"dated {subject.answers.evidence[each].date.isoformat()}") for each in holding)
    return check._replace(
        outcome=Outcome.FAILED,
        found=found,
        code="evidence-too-old",
        rule_path=("require", "evidence", "max_age_days"),
        why=why,
    )


def _flaw(subject: Subject, key: str) -> Reason:
    said = [problem.message for problem in subject.evidence.problems if problem.key == key]
    return Reason(key, "; ".join(said) or "does not hold")


def check_verification(subject: Subject) -> Iterator[Check]:
    """`verification`: `verified_by` is somebody, and nobody who answered. The evidence is the other rule's matter."""
    rule = subject.require.verification
    if rule is None:
        return
    for statement in statements(subject, rule.from_level):
        check = Check(
            "verification",
            statement.where,
            Outcome.PASSED,
            "verification by somebody who did not answer",
            f"{statement.said}, {_verified(subject.answers, statement.answer)}",
            ("require", "verification", "from_level"),
            subject.path(statement.where),
        )
        if not independent(subject.answers, statement.answer.verified_by):
            check = check._replace(outcome=Outcome.FAILED, code="not-verified")
        yield check


def _verified(answers: Answers, answer: Rated | Claimed) -> str:
    if answer.verified_by is None:
        return "not verified"
    if answers.answered_by is None:
        return f"verified by {answer.verified_by}, but the file does not say who answered"
    if independent(answers, answer.verified_by):
        return f"verified by {answer.verified_by}"
    return f"verified by {answer.verified_by}, who answered"


def independent(answers: Answers, name: str | None) -> bool:
    """Whether `name` is somebody other than who answered, by the rule of the verified score (`scoring.md`)."""
    proved = Rated("", (PROOF,), name)
    return Assurance(answers, frozenset({PROOF})).of(proved) == VERIFIED
