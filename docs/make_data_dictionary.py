"""Write docs/data-dictionary.md from the columns that tables are written by: `python docs/make_data_dictionary.py`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from btm_cli import render  # noqa: E402 - the path comes first
from btm_cli.render.wire.columns import COLUMNS, HEAD, NUMBER_NAMES, OLD_HEAD  # noqa: E402 - as above
from btm_cli.render.wire.rows import Layout  # noqa: E402 - as above

PAGE = ROOT / "docs" / "data-dictionary.md"
OPENING = """\
# Data dictionary

<!-- Made by docs/make_data_dictionary.py: edit the columns and their words instead. -->

Every table that btm writes as `csv` or `parquet`, and every column of them. One name means the same in all tables, and
one thing has one name. Parquet needs `pip install pyarrow`. [Recipes](recipes.md) show what to do with them,
[at scale](at-scale.md) how many files are read as one.

- **Nothing is not zero.** An empty field (null in Parquet) is what does not exist. Why a place has no score stands in
  `status`, in words that neither pandas nor SQL takes for null: `unanswered` (nobody answered), `unknown` (asked, and
  not known), `not_applicable`, `out_of_scope` (the file is not about it), `out_of_depth` (a criterion that does not
  count at the file's depth) and `absent` (the standard has no such cell).
- **Decimals are there twice.** `score` is rounded half up to two decimals, as in the JSON; `score_exact` behind it is
  the fraction itself as text, such as `31/9` or `3`: add, compare and average with that one. It is text since no
  integer column holds every numerator: those of a roll-up grow with its units.
- **Types.** In Parquet a `date` is date32, a `decimal` a double, an `integer` an int64, a `category` a dictionary of
  words, `ids` and `texts` are lists of strings (never null). In CSV dates are `YYYY-MM-DD`, booleans `true` and
  `false`, ids stand apart by blanks, texts by "; ", and text that a spreadsheet would run has an apostrophe in front.
- **Where a table is from.** A Parquet file carries, under the metadata key `btm`, JSON with the table's name and
  version, btm's version and the standards (id, edition, digest) that were scored by; each column carries its sentence
  from below. The version behind a table's name grows when a column goes, or means something else.
"""


def layouts() -> list[Layout]:
    """Every kind of table that there is, by the command that writes it."""
    modules = [import_module(each.name) for each in walk_packages(render.__path__, "btm_cli.render.")]
    found = {each.schema: each for module in modules for each in vars(module).values() if isinstance(each, Layout)}
    return sorted(found.values(), key=lambda each: each.command)


def text() -> str:
    """The page as it must be."""
    return "\n".join((OPENING, "## Tables", "", *_tables(), "", "## Columns", "", *_columns(), ""))


def _tables() -> Iterator[str]:
    yield f"The *subject* of an assessment is {_quoted(HEAD)}; the *old subject* has `old_` before each of them, the"
    yield f"*numbers* are {_quoted(NUMBER_NAMES)}. `btm report` writes what `btm assess` writes."
    yield ""
    yield "| table | written by | a row is | its columns |"
    yield "|---|---|---|---|"
    for each in layouts():
        shown = _quoted(column.name for column in each.columns)
        for names, said in ((OLD_HEAD, "old subject"), (HEAD, "subject"), (NUMBER_NAMES, "numbers")):
            shown = shown.replace(_quoted(names), f"*{said}*")
        yield f"| `{each.schema}` | `btm {each.command}` | {each.about} | {shown} |"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _columns() -> Iterator[str]:
    yield "| column | type | what it is | unit, range or words | from |"
    yield "|---|---|---|---|---|"
    for each in COLUMNS.values():
        words = _quoted(each.words) or each.range
        yield f"| `{each.name}` | {each.kind} | {each.about} | {words} | {each.source} |"


if __name__ == "__main__":
    PAGE.write_text(text(), "utf-8")
