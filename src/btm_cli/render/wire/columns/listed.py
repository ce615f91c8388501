"""The columns of lists: problems, the register of evidence and requests for it, the standard and what lies beside it.

In: nothing. Out: columns.
"""

from btm_cli.render.wire.columns.column import COUNT, LEVEL, Column

PROBLEMS = (
    Column("severity", "category", "error, warning, note"),
    Column("code", "text"),
    Column("message", "text"),
    Column("hint", "text"),
)
EVIDENCE = (
    Column("evidence_key", "text", "", "answers"),
    Column("evidence_status", "category", "holds, expires-soon, expired, future, missing, altered"),
    Column("problems", "texts"),
    Column("title", "text", "", "answers"),
    Column("path", "text", "", "answers"),
    Column("url", "text", "", "answers"),
    Column("sha256", "text", "hexadecimal", "answers"),
    Column("dated", "date", "", "answers"),
    Column("valid_until", "date", "", "answers"),
    Column("days_left", "integer", "below 0 after it"),
    Column("keeper", "text", "", "answers"),
    Column("cited_by", "ids", "references", "answers"),
    Column("proof_item", "text", "", "standard"),
    Column("proof_kind", "text", "", "standard"),
    Column("profile", "text", "", "standard"),
    Column("instead_of", "ids", "", "answers"),
)
STANDARD = (
    Column("criteria_count", "integer", COUNT, "standard"),
    Column("framework", "text", "", "standard"),
    Column("item", "text", "", "standard"),
    Column("mapped_level", "integer", LEVEL, "standard"),
    Column("confidence", "category", "read, recalled", "standard"),
    Column("reached", "boolean"),
    Column("claims", "ids", "such as `3a`", "standard"),
    Column("tags", "ids", "", "standard"),
    Column("month", "text", "YYYY-MM", "standard"),
    Column("practice", "text", "", "standard"),
    Column("profile_edition", "text", "", "standard"),
    Column("not_applicable_count", "integer", COUNT, "standard"),
    Column("skipped", "text"),
)
MIGRATION = (
    Column("happened", "category", "moved, question"),
    Column("old_reference", "text"),
    Column("question", "text"),
    Column("said", "text", "", "answers"),
    Column("asked_because", "text"),
    Column("advice", "text", "", "standard"),
)
LISTED = (*PROBLEMS, *EVIDENCE, *STANDARD, *MIGRATION)
