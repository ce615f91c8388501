"""The evidence register of the report.

In: `Answers` and what is known of their evidence. Out: a row a piece, and a sentence on the whole.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from btm_cli.answers.model import Answers
from btm_cli.evidence import EvidenceReport
from btm_cli.evidence.register import Entry, register
from btm_cli.render.document.labels import Labels
from btm_cli.render.files.register_page import status_words, summary


class EvidenceRow(NamedTuple):
    """One piece of the register; `cited` has the cells that cite it, as (reference, place)."""

    key: str
    title: str
    where: str
    date: str
    valid_until: str
    owner: str
    digest: str
    holds: bool
    problems: tuple[str, ...]
    cited: tuple[tuple[str, str], ...]


def evidence_rows(
    answers: Answers, evidence: EvidenceReport, as_of: date, labels: Labels
) -> tuple[tuple[EvidenceRow, ...], str]:
    """The register in its order, and how much of it holds."""
    entries = register(answers, evidence, as_of)
    return tuple(_row(entry, labels) for entry in entries), summary(entries, as_of) if entries else ""


def _row(entry: Entry, labels: Labels) -> EvidenceRow:
    piece = entry.evidence
    return EvidenceRow(
        key=entry.key,
        title=piece.title,
        where=piece.path or piece.url or "",
        date=piece.date.isoformat(),
        valid_until=piece.valid_until.isoformat() if piece.valid_until else "",
        owner=piece.owner or "",
        digest=piece.sha256 or "",
        holds=entry.status in ("holds", "expires-soon"),
        problems=(status_words(entry.status), *entry.messages),
        cited=tuple((reference, labels.place(reference)) for reference in entry.cited_by),
    )
