"""What a column of a table is, and the words that stand in columns of words.

In: nothing. Out: types. The columns themselves are declared beside this module, each once for all tables; what they are
said to be is an entry of `words/` each.
"""

from __future__ import annotations

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
