"""The columns of what was assessed: whose it is, which place, how it was answered, what it is worth.

In: nothing. Out: columns.
"""

from btm_cli.render.wire.columns.column import ASSURANCE, BASIS, COUNT, LEVEL, LEVELS, SHARE, STATUS, Column

WHO = (
    Column("file", "text", "", "asked"),
    Column("enterprise", "text", "", "answers"),
    Column("unit", "text", "", "answers"),
    Column("period", "text", "", "answers"),
    Column("assessed_on", "date", "", "answers"),
    Column("as_of", "date", "", "asked"),
    Column("standard", "text", "", "answers"),
    Column("edition", "text", "", "answers"),
    Column("scope", "text", "ids of areas and capabilities, or `all`", "answers"),
    Column("depth", "text", "core or full, then `capability=depth`", "answers"),
    Column("profiles", "text", "ids; nothing for none", "answers"),
)
PLACE = (
    Column("height", "category", "overall, area, capability, cell, criterion"),
    Column("reference", "text", "", "standard"),
    Column("area", "text", "", "standard"),
    Column("capability", "text", "", "standard"),
    Column("dimension", "text", "", "standard"),
    Column("criterion", "text", "", "standard"),
    Column("name", "text", "", "standard"),
    Column("claim", "text", "", "standard"),
    Column("criterion_level", "integer", LEVEL, "standard"),
)
SAID = (
    Column("status", "category", STATUS),
    Column("basis", "category", BASIS),
    Column("rating", "text", "", "answers"),
    Column("assurance", "category", ASSURANCE),
    Column("evidence", "ids", "", "answers"),
    Column("valid_evidence", "ids", "keys"),
    Column("verified_by", "text", "", "answers"),
    Column("note", "text", "", "answers"),
    Column("cell_note", "text", "", "answers"),
    Column("capability_note", "text", "", "answers"),
    Column("reason", "text", "", "answers"),
    Column("approved_by", "text", "", "answers"),
    Column("owner", "text", "", "answers"),
    Column("importance", "integer", "1 to 5", "answers"),
)
NUMBERS = (
    Column("score", "decimal", LEVELS),
    Column("level", "integer", LEVEL),
    Column("low", "decimal", LEVELS),
    Column("high", "decimal", LEVELS),
    Column("evidenced", "decimal", LEVELS),
    Column("evidenced_level", "integer", LEVEL),
    Column("verified", "decimal", LEVELS),
    Column("verified_level", "integer", LEVEL),
    Column("coverage", "decimal", SHARE),
    Column("answered", "integer", COUNT),
    Column("applicable", "integer", COUNT),
    Column("settled", "decimal", SHARE),
    Column("target", "decimal", LEVELS),
    Column("gap", "decimal", "levels, 0 or more"),
)
BESIDE = (
    Column("target_assumed", "boolean"),
    Column("out_of_order", "ids", "references"),
    Column("to_reach_target", "ids", "references"),
    Column("state", "text"),
    Column("weight", "decimal", "above 0", "answers"),
    Column("assessed_units", "integer", COUNT),
    Column("units", "integer", "1 or more"),
)
ASSESSED = (*WHO, *PLACE, *SAID, *NUMBERS, *BESIDE)
