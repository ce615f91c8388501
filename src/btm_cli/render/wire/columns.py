"""Every column of every table, declared once: whoever writes rows takes theirs from here, by name.

In: names. Out: columns. What a column is said to be is an entry of `words/`; docs/data-dictionary.md is made of both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from btm_cli.render.document.words import words

Kind = Literal["text", "category", "integer", "decimal", "boolean", "date", "ids", "texts"]
"""What a column holds; `category` is one of a few words, `ids` and `texts` are lists, `decimal` has an exact twin."""

Source = Literal["answers", "standard", "policy", "git", "asked", "worked out"]
"""Where a value comes from: a file, git, what was asked for on the command line, or btm's own working out."""

EXACT = "_exact"
"""The end of the name of a decimal's twin."""
OLD = "old_"
"""The beginning of the name of what is told of the older side."""
EACH = "_*"
"""The end of the name of a column that there is once for each of several people."""


class Column(NamedTuple):
    """A column of any table: the same name means the same everywhere.

    `range` says unit and bounds, or has the words of a category. A `decimal` is a fraction: it is written rounded half
    up to two decimals, and once more, as text such as "809/1440", in the column behind it. `like` is the declared
    column that it stands for: what one respondent said, or what is told of the older side of a comparison.
    """

    name: str
    kind: Kind
    range: str = ""
    source: Source = "worked out"
    like: str = ""

    @property
    def about(self) -> str:
        """What it is, in one sentence."""
        if self.name == f"{OLD}{self.like}":
            return words("table.column.older", name=self.like)
        return words(f"table.column.{(self.like or self.name).removesuffix(EACH)}")

    @property
    def names(self) -> tuple[str, ...]:
        """As they stand in a heading: two for a decimal."""
        return (self.name, f"{self.name}{EXACT}") if self.kind == "decimal" else (self.name,)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of a category; none for any other kind."""
        return tuple(self.range.split(", ")) if self.kind == "category" else ()


STATUS = "answered, unanswered, unknown, not_applicable, out_of_scope, out_of_depth, absent"
BASIS = "claimed, rated"
ASSURANCE = "claimed, evidenced, verified"
LEVEL = "a level of the standard"
LEVELS = "between the standard's lowest and highest level"
SHARE = "0 to 1"
COUNT = "0 or more"

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

ASSESSED = (*WHO, *PLACE, *SAID, *NUMBERS, *BESIDE)
FOLLOWED = (*COMPARED, *TREND, *GATE, *PLAN, *VOICES, *ROLLED)
LISTED = (*PROBLEMS, *EVIDENCE, *STANDARD, *MIGRATION)
COLUMNS: Mapping[str, Column] = {one.name: one for one in (*ASSESSED, *FOLLOWED, *LISTED)}
HEAD = tuple(one.name for one in WHO if one.name != "file")
"""Whose an assessment is and how much of the standard it is about: stands first in a row."""
OLD_HEAD = tuple(one.name for one in OLD_WHO)
"""The same of the older side of a comparison."""
NUMBER_NAMES = tuple(one.name for one in NUMBERS)
"""The numbers that exist at every height, in the order of the JSON."""


def columns(*names: str) -> tuple[Column, ...]:
    """The columns of these names, in this order. Raises KeyError for one that is not declared."""
    return tuple(COLUMNS[name] for name in names)
