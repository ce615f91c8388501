"""A migration, shown: what moved and what is left to decide, in every format."""

from __future__ import annotations

from btm_cli.answers.migration import Migration, Moved, Question
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.files.migration import migration_data, migration_page, migration_rows
from btm_cli.render.wire.rows import to_csv
from support.wire import assert_written_as_described

AGAIN = Question(
    "a/process/3c", "its claim has changed", "half", "reworded", "a/process/3a", "no year", ("log",), "A year counts."
)
LEVEL = Question("a/people", "the statement of level 2 has changed", "2", "statement")
QUESTIONS = (
    Question("b", "no such capability", "2"),
    Question("a/process/2c", "new", kind="new"),
    AGAIN,
    Question("a/people/2b", "split", kind="split"),
    Question("d/process/2b", "changed", "n/a", "still-na", "d/process/2a", "no such thing"),
    LEVEL,
)
MOVED = Migration((), (Moved("a/process/2b", "a/process/3b"),), QUESTIONS, 7)


def test_the_page_says_what_moved_and_what_is_open() -> None:
    assert to_markdown(migration_page(MOVED, "tiny 1", "tiny 2")) == (
        "# From tiny 1 to tiny 2\n\n7 answers stay, 1 go on under a new id, 6 need a look.\n\n"
        "## Same claim, new id\n\n- **a/process/2b:** a/process/3b\n\n"
        "## Reworded (1): the old answer is gone from the file, rate the new claim\n\n"
        "- **a/process/3c:** was half (a/process/3a); note: no year; evidence: log; look again: A year counts.\n\n"
        "## Split (1): rate each part\n\n- **a/people/2b:** not answered before\n\n"
        "## Still n/a? (1): the claim has changed, the reason has been carried over\n\n"
        "- **d/process/2b:** was n/a (d/process/2a); note: no such thing\n\n"
        "## Claimed levels (1): still true by the new statement?\n\n"
        "- **a/people:** the statement of level 2 has changed; was 2\n\n"
        "## New (1): not answered yet\n\n- a/process/2c\n\n"
        "## Not in the new edition (1)\n\n- **b:** no such capability; was 2\n"
    )


def test_data_and_rows() -> None:
    data = migration_data(MOVED, "a.yaml", "tiny 1", "tiny 2", written=True)
    assert_written_as_described("migration", data)
    assert data["questions"][2] == {
        "reference": "a/process/3c",
        "reason": "its claim has changed",
        "said": "half",
        "kind": "reworded",
        "was": "a/process/3a",
        "note": "no year",
        "evidence": ["log"],
        "advice": "A year counts.",
    }
    assert to_csv(migration_rows(MOVED, "a.yaml")).splitlines()[:4] == [
        "file,happened,reference,old_reference,question,said,asked_because,note,evidence,advice",
        "a.yaml,moved,a/process/3b,a/process/2b,,,,,,",
        "a.yaml,question,b,,no such capability,2,gone,,,",
        "a.yaml,question,a/process/2c,,new,,new,,,",
    ]
