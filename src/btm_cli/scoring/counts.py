"""What a headline rests on: claims, ratings, what is not known, windows without a case, evidence cited.

In: a `Standard`, `Answers`, the finished capability scores. Out: `Counts` over everything in scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from btm_cli.answers.model import Claimed, CriterionAnswer, NotApplicable
from btm_cli.scoring.ratings import ratings_in
from btm_cli.scoring.scorecard import CapabilityScore, Counts

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.standard.model import Standard


def count_answers(standard: Standard, answers: Answers, capabilities: Sequence[CapabilityScore]) -> Counts:
    """The counts; a cell that is n/a or outside the scope adds nothing."""
    in_scope = {capability.id for capability in capabilities if capability.in_scope}
    cells = [cell for capability in capabilities if capability.in_scope for cell in capability.cells]
    rated = [cell for cell in cells if cell.basis == "rated"]
    said = list(_answers(answers, in_scope))
    cited = {key for answer in said if not isinstance(answer, NotApplicable) for key in answer.evidence}
    return Counts(
        claimed=sum(cell.basis == "claimed" for cell in cells),
        rated=len(rated),
        rated_answered=sum(cell.numbers.answered for cell in rated),
        rated_applicable=sum(cell.numbers.applicable for cell in rated),
        unknown=sum(reference.partition("/")[0] in in_scope for reference in answers.unknown),
        no_case=sum(not isinstance(answer, Claimed) and answer.no_case for answer in said),
        evidence_cited=len(cited),
    )


def _answers(answers: Answers, in_scope: set[str]) -> Iterator[CriterionAnswer | Claimed]:
    """Every answer that is no n/a of a whole cell."""
    for (capability, _), answer in answers.cells.items():
        if capability in in_scope:
            if isinstance(answer, Claimed):
                yield answer
            yield from ratings_in(answer).values()
