"""What is worth doing after an assessment, wherever one was shown.

In: an `Assessment`. Out: a proposal, printed at the end of the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from btm_cli.cli.terminal.following import propose

if TYPE_CHECKING:
    from btm_cli.intake.opened import Assessment


def propose_after_assessment(assessment: Assessment, file: str, *, named: bool) -> None:
    """To answer, to look again at what was heard, to answer what is open, to renew evidence, or to show it.

    `named`: the file must be named again, since nothing would choose it.
    """
    from btm_cli.intake.summing_up import given_by
    from btm_cli.summary.doubt import unknown

    if assessment.card.overall.numbers.score is None:
        propose("interview", file)
    elif any(entry.id == "unknown.heard" for entry in unknown(given_by(assessment))):
        propose("interview", file, "--review")
    elif assessment.card.assess_first:
        propose("interview", file, "--unanswered")
    elif any(problem.code == "evidence-expired" for problem in assessment.evidence.problems):
        propose("evidence", "list", file)
    else:
        propose("report", *([file] if named else []), "-o", "board.html")
