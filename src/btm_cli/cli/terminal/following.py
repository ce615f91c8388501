"""The one line that says what comes next: the last one on standard error, and only where somebody reads it.

In: a command to type, proposed by whatever command has run, or an assessment that it showed. Out: `next: ...`, printed
once that command has ended.
"""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from btm_cli.render.document.console import note
from btm_cli.render.document.words import words

if TYPE_CHECKING:
    from btm_cli.intake.opened import Assessment

_proposed: list[tuple[str, str | None]] = []
"""The command line, and why."""
_quiet: list[bool] = []


def begin(*, quiet: bool) -> None:
    """Forget what was proposed; `quiet` for a run that must not propose anything."""
    _proposed.clear()
    _quiet[:] = [quiet]


def propose(*command: str, why: str | None = None) -> None:
    """Propose to type `btm` with these words next, `why` in a few words; what was proposed before is forgotten."""
    _proposed[:] = [(shlex.join(("btm", *command)), why)]


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


def end() -> None:
    """Print what was proposed, where standard error is a terminal and nobody asked for quiet."""
    if _proposed and not any(_quiet) and sys.stderr.isatty() and _wanted():
        command, why = _proposed[0]
        line = words("next.line", command=command)
        note(line if why is None else words("next.why", line=line, why=why))
    _proposed.clear()


def _wanted() -> bool:
    """Whether `btm.toml` lets it; one that is wrong says nothing here."""
    from btm_cli.errors import BtmError
    from btm_cli.intake.settings import settings

    try:
        return settings().hints
    except BtmError:
        return False
