"""A migration, shown: what moved and what is left to decide, in every format."""

from __future__ import annotations

from btm_cli.answers.migrate import Migration, Moved, Question
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.files.migration_page import migration_page
from btm_cli.render.files.migration_wire import migration_data, migration_rows
from btm_cli.render.wire.rows import to_csv
from support.wire import assert_written_as_described

MOVED = Migration(
    (), (Moved("a/process/2b", "a/process/3b"),), (Question("b", "no such capability", "2"), Question("c", "new")), 7
)


def test_the_page_says_what_moved_and_what_is_open() -> None:
    assert to_markdown(migration_page(MOVED, "tiny 1", "tiny 2")) == (
        "# From tiny 1 to tiny 2\n\n7 answers stay, 1 go on under a new id, 2 need a look.\n\n"
        "## Same claim, new id\n\n- **a/process/2b:** a/process/3b\n\n"
        "## Needs a look\n\n- **b:** no such capability (was: 2)\n- **c:** new\n"
    )


def test_data_and_rows() -> None:
    data = migration_data(MOVED, "a.yaml", "tiny 1", "tiny 2", written=True)
    assert_written_as_described("migration", data)
    assert data["questions"][1] == {"reference": "c", "reason": "new", "said": ""}
    assert to_csv(migration_rows(MOVED)) == (
        "kind,reference,new_reference,reason,said\n"
        "moved,a/process/2b,a/process/3b,,\nquestion,b,,no such capability,2\nquestion,c,,new,\n"
    )
