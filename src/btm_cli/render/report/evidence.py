"""The evidence register of the report.

In: `ReportInput`. Out: blocks; each piece can be led to by its key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from btm_cli.evidence.register import Entry, register
from btm_cli.render.document.blocks import Block, Cell, Column, Paragraph, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.files.register_page import failing, status_words, summary
from btm_cli.render.report.given import ReportInput

NAMES = ("key", "title", "date", "valid-until", "status", "owner", "cited-by")
CRITERION = 2
"""So many signs part the reference of a criterion."""


def evidence_part(given: ReportInput) -> Iterator[Block]:
    """The register in its order, and how much of it holds; nothing where nothing is registered."""
    entries = register(given.answers, given.evidence, given.card.as_of)
    if not entries:
        return
    labels, bad = Labels(given.standard), failing(entries)
    yield Paragraph(summary(entries, given.card.as_of))
    columns = tuple(Column(words(f"report.column.{name}")) for name in NAMES)
    yield Table(columns, tuple(_row(entry, labels, entry in bad) for entry in entries))


def _row(entry: Entry, labels: Labels, bad: bool) -> tuple[str | Cell, ...]:
    piece = entry.evidence
    digest = words("report.evidence.digest", digest=piece.sha256) if piece.sha256 else ""
    places = "; ".join(_places(entry.cited_by, labels)) or words("report.evidence.unused")
    return (
        entry.key,
        " · ".join(filter(None, (piece.title, piece.path or piece.url, digest))),
        piece.date.isoformat(),
        piece.valid_until.isoformat() if piece.valid_until else "-",
        Cell(": ".join((status_words(entry.status), *entry.messages)), "error" if bad else ""),
        piece.owner or "",
        places,
    )


def _places(cited_by: Sequence[str], labels: Labels) -> Iterator[str]:
    """Each place once, with all of its criteria behind it."""
    for cell, found in groupby(cited_by, lambda reference: "/".join(reference.split("/")[:2])):
        criteria = [reference.rpartition("/")[2] for reference in found if reference.count("/") == CRITERION]
        place = labels.place(cell)
        yield words("report.evidence.criteria", place=place, names=", ".join(criteria)) if criteria else place
