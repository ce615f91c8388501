"""What a headline rests on: claims, ratings, what is not known, windows without a case, evidence cited.

In: a `Standard`, `Answers`, the finished capability scores. Out: `Counts` over everything in scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from btm_cli.answers.model import Claimed, CriterionAnswer, NotApplicable
from btm_cli.answers.notes import Remark, all_references, all_remarks
from btm_cli.scoring.ratings import ratings_in
from btm_cli.scoring.scorecard import CapabilityScore, Counts

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.standard.model import Standard


def count_answers(standard: Standard, answers: Answers, capabilities: Sequence[CapabilityScore]) -> Counts:
    """The counts; a cell that is n/a or outside the scope adds nothing."""
    in_scope = _in_scope(capabilities)
    cells = [cell for capability in capabilities if capability.in_scope for cell in capability.cells]
    rated = [cell for cell in cells if cell.basis == "rated"]
    said = _answers(answers, in_scope)
    cited: set[str] = set()
    cited.update(*[answer.evidence for answer in said if not isinstance(answer, NotApplicable)])
    return Counts(
        claimed=sum(cell.basis == "claimed" for cell in cells),
        rated=len(rated),
        rated_answered=sum(cell.numbers.answered for cell in rated),
        rated_applicable=sum(cell.numbers.applicable for cell in rated),
        unknown=len(list(not_known(standard, answers, capabilities))),
        no_case=sum([answer.no_case for answer in said if not isinstance(answer, Claimed)]),
        evidence_cited=len(cited),
    )


def not_known(standard: Standard, answers: Answers, capabilities: Sequence[CapabilityScore]) -> Iterator[str]:
    """The cells and criteria in scope that were asked and are not known, in the standard's order."""
    in_scope = _in_scope(capabilities)
    for reference in all_references(standard) if answers.unknown else ():
        if reference in answers.unknown and reference.partition("/")[0] in in_scope:
            yield reference


def remarks_in_scope(standard: Standard, answers: Answers, capabilities: Sequence[CapabilityScore]) -> Iterator[Remark]:
    """The remarks on the file and on everything in scope, in the standard's order."""
    return all_remarks(standard, answers, _in_scope(capabilities))


def _in_scope(capabilities: Sequence[CapabilityScore]) -> set[str]:
    return {capability.id for capability in capabilities if capability.in_scope}


def _answers(answers: Answers, in_scope: set[str]) -> list[CriterionAnswer | Claimed]:
    """Every answer that is no n/a of a whole cell."""
    found: list[CriterionAnswer | Claimed] = []
    for (capability, _), answer in answers.cells.items():
        if capability in in_scope:
            if isinstance(answer, Claimed):
                found.append(answer)
            found += ratings_in(answer).values()
    return found
