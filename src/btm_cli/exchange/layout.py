"""What the tables of a questionnaire look like: kinds, columns, and the fields of the headline.

In: nothing. Out: constants that the mapping, the writers and the readers share.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from btm_cli.exchange.tables import Column

FORMAT: Final = "btm-questionnaire/1"
MARK: Final = "Exported as"
"""The last, hidden column: a short digest of the row as it was exported, so that import can tell who changed what."""

_MARK = Column("exported_as", MARK, 14)


class Kind(NamedTuple):
    """One kind of table: a sheet of it is recognised by the headings of its columns, of which some are printed."""

    columns: tuple[Column, ...]
    printed: int = 0


_REFERENCE = Column("reference", "Reference", 30)
_KIND = Column("kind", "Kind", 11)

KINDS: Final = {
    "headline": Kind(
        (
            Column("name", "What it is", 28),
            Column("answer", "Value", 40, True),
            Column("statement", "How to fill it in", 56),
            Column("reference", "Field", 18),
            _MARK,
        ),
        printed=3,
    ),
    "questions": Kind(
        (
            Column("name", "Question", 17),
            Column("statement", "What it looks like", 50),
            Column("answer", "Answer", 11, True, "answer"),
            Column("evidence", "Evidence", 15, True, "keys"),
            Column("note", "Note", 25, True),
            Column("reason", "Reason for n/a", 15, True),
            Column("verified_by", "Verified by", 18, True),
            Column("approved_by", "Approved by", 18, True),
            _KIND,
            _REFERENCE,
            _MARK,
        ),
        printed=6,
    ),
    "aims": Kind(
        (
            Column("name", "What it is", 40),
            Column("in_scope", "In scope", 10, True, "yes"),
            Column("importance", "Importance", 12, True, "whole"),
            Column("owner", "Owner", 22, True),
            Column("target_level", "Target level", 12, True, "whole"),
            Column("deadline", "Deadline", 12, True, "date"),
            Column("iteration", "Iteration", 10, True, "whole"),
            Column("left_out", "Left out of plan", 13, True, "yes"),
            _KIND,
            _REFERENCE,
            _MARK,
        ),
        printed=8,
    ),
    "evidence": Kind(
        (
            Column("reference", "Key", 17, True),
            Column("title", "Title", 34, True),
            Column("date", "Date", 11, True, "date"),
            Column("path", "Path", 26, True),
            Column("url", "URL", 22, True),
            Column("valid_until", "Valid until", 11, True, "date"),
            Column("owner", "Owner", 12, True),
            Column("sha256", "SHA-256", 20, True),
            _MARK,
        ),
        printed=7,
    ),
    "kept": Kind((Column("statement", "Kept exactly", 100), Column("reference", "Part", 8))),
}

TITLES: Final = {"headline": "Headline", "aims": "Targets and plan", "evidence": "Evidence", "kept": "Kept"}
UNREAD: Final = ("Start", "Instructions", "Lists", "Figures")
"""Sheets that say something and hold nothing."""


class Field(NamedTuple):
    """One row of the headline. `form` is as of a column; `locked` fields are not for editing."""

    reference: str
    name: str
    help: str
    form: str = "text"
    choices: str = ""
    locked: bool = False


SHEETS: Final = "sheets"
"""The field that names every sheet that was exported."""

FIELDS: Final = (
    Field("format", "Form of this questionnaire", "Leave as it is.", locked=True),
    Field("questions", "Whose questions these are", "Leave as it is: import takes them for no other.", locked=True),
    Field("standard", "Standard", "The standard that the answers file names.", locked=True),
    Field("enterprise", "Enterprise", "Its name. Needed."),
    Field("unit", "Unit", "The part of the enterprise these answers are about. Leave empty for the whole."),
    Field("unit/weight", "Weight of the unit", "For roll-ups, such as headcount: a number or a ratio.", "number"),
    Field("period", "Period", "Such as 2026-Q4."),
    Field("assessed_on", "Assessed on", "The day the answers hold for: YYYY-MM-DD. Needed before scoring.", "date"),
    Field("answered_by", "Answered by", "Who gives these answers: a person, a team or a department."),
    Field("answered_by/side", "Side", "Business, technology or independent.", "word", "sides"),
    Field("target", "Target", "A state or a level to reach. Exceptions are on the sheet of targets.", "aim", "aims"),
    Field("capacity", "Capacity", "Effort points for one iteration of the plan.", "number"),
    Field("depth", "Depth", "How deep the file is looked at: core (a few criteria a level) or full.", "word", "depths"),
    Field("note", "Remark", "One remark on the file as a whole."),
    Field("evidence_root", "Evidence root", "The folder that evidence paths start from; empty: the file's own."),
    Field("$schema", "Schema", "For editors; leave as it is."),
    Field(SHEETS, "Sheets of this questionnaire", "Leave as it is: import looks for each of them.", locked=True),
)
