"""The columns of what follows from assessments: comparison, trend, gate, plan, consensus, roll-up.

In: nothing. Out: columns. What a comparison says of its older side has `old_` before the name that it has elsewhere.
"""

from btm_cli.render.wire.columns.assessed import WHO
from btm_cli.render.wire.columns.column import BASIS, COUNT, LEVEL, LEVELS, OLD, SHARE, STATUS, Column

OLD_WHO = tuple(one._replace(name=f"{OLD}{one.name}", like=one.name) for one in WHO if one.name != "file")
CAUSE = "levels; the four causes add up to score_change"
COMPARED = (
    *OLD_WHO,
    Column("old_status", "category", STATUS),
    Column("new_status", "category", STATUS),
    Column("old_basis", "category", BASIS),
    Column("new_basis", "category", BASIS),
    Column("old_score", "decimal", LEVELS),
    Column("new_score", "decimal", LEVELS),
    Column("score_change", "decimal", "levels"),
    Column("change_by_standard", "decimal", CAUSE),
    Column("change_by_time", "decimal", CAUSE),
    Column("change_by_scope", "decimal", CAUSE),
    Column("change_by_answers", "decimal", CAUSE),
    Column("old_level", "integer", LEVEL),
    Column("new_level", "integer", LEVEL),
)
TREND = (
    Column("label", "text"),
    Column("day", "date"),
    Column("revision", "text", "SHA", "git"),
    Column("breaks", "ids", "subject, edition, scope, depth, profiles, gap"),
)
GATE = (
    Column("rule", "text", "", "policy"),
    Column("outcome", "category", "failed, waived, warning, open, skipped, passed, not-checked"),
    Column("expected", "text", "", "policy"),
    Column("found", "text"),
    Column("expected_value", "decimal", "", "policy"),
    Column("found_value", "decimal"),
    Column("remark", "text"),
    Column("why", "texts"),
    Column("waived_until", "date", "", "policy"),
    Column("waived_by", "text", "", "policy"),
    Column("waived_because", "text", "", "policy"),
    Column("place_file", "text"),
    Column("line_number", "integer", "1 or more"),
    Column("column_number", "integer", "1 or more"),
    Column("rule_line_number", "integer", "1 or more", "policy"),
    Column("rule_column_number", "integer", "1 or more", "policy"),
)
PLAN = (
    Column("step", "text"),
    Column("iteration", "integer", "1 or more"),
    Column("starts_on", "date"),
    Column("due", "date"),
    Column("from_level", "integer", LEVEL),
    Column("to_level", "integer", LEVEL),
    Column("step_effort", "decimal", "points", "standard"),
    Column("step_person_days", "decimal", "days"),
    Column("step_money", "decimal", "the currency of `day_rate`", "answers"),
    Column("pinned", "boolean", "", "answers"),
    Column("proof", "texts", "", "standard"),
    Column("unlocks", "texts"),
)
VOICES = (
    Column("scale", "category", "rating, level"),
    Column("consensus", "text", "a rating, a level or `not_applicable`"),
    Column("respondents", "integer", "1 or more"),
    Column("lowest", "text", "a rating or a level"),
    Column("highest", "text", "a rating or a level"),
    Column("said_not_applicable", "integer", COUNT),
    Column("r_wg", "decimal", SHARE),
    Column("strength", "category", "strong, moderate, weak"),
    Column("disagreement", "decimal", COUNT),
    Column("standing_out", "texts", "names"),
    Column("said_by_*", "text", "a rating, a level or `not_applicable`", "answers"),
)
ROLLED = (
    Column("units_at_level", "integer", COUNT),
    Column("lowest_unit", "text"),
    Column("unit_lowest", "decimal", LEVELS),
    Column("unit_lower", "decimal", LEVELS),
    Column("unit_median", "decimal", LEVELS),
    Column("unit_upper", "decimal", LEVELS),
    Column("unit_highest", "decimal", LEVELS),
)
FOLLOWED = (*COMPARED, *TREND, *GATE, *PLAN, *VOICES, *ROLLED)
