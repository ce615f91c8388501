"""The register of evidence as people look after it: what backs what, and what needs a hand.

In: answers, what `examine` found on a date, how many days are soon. Out: an `Entry` a piece, in the register's order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from btm_cli.answers.model import Answers, Evidence
from btm_cli.answers.notes import citations
from btm_cli.evidence import EvidenceReport

Status = Literal["holds", "expires-soon", "future", "expired", "missing", "altered"]
"""What a piece is on a day."""
FLAWS: Mapping[str, Status] = {
    "evidence-future": "future",
    "evidence-expired": "expired",
    "evidence-missing": "missing",
    "evidence-altered": "altered",
}
"""By the code of what keeps a piece from holding."""
SOON = 30
"""Days before its end in which a piece is said to expire soon."""


class Entry(NamedTuple):
    """One piece. `status` is the worst that is true.

    `cited_by` are references of cells and criteria; `days_left` to the end of its validity, None where it has none.
    """

    key: str
    evidence: Evidence
    status: Status
    messages: tuple[str, ...]
    cited_by: tuple[str, ...]
    days_left: int | None


def register(answers: Answers, report: EvidenceReport, as_of: date, soon: int = SOON) -> tuple[Entry, ...]:
    """Every registered piece with its status on `as_of`."""
    cited = defaultdict(list)
    for reference, key in citations(answers):
        cited[key].append(reference)
    flawed = defaultdict(list)
    for problem in report.problems:
        flawed[problem.key].append(problem)
    entries = []
    for key, evidence in answers.evidence.items():
        flaws = flawed.get(key, [])
        left = (evidence.valid_until - as_of).days if evidence.valid_until is not None else None
        status = FLAWS[flaws[-1].code] if flaws else "holds"
        if not flaws and left is not None and left <= soon:
            status = "expires-soon"
        messages = tuple(problem.message for problem in flaws)
        entries.append(Entry(key, evidence, status, messages, tuple(cited[key]), left))
    return tuple(entries)
