"""Which criterion of one edition stands for one of the other: by its id, or by what it says that it replaces."""

from __future__ import annotations

import pytest

from btm_cli.compare.content import Criteria
from btm_cli.standard.model import Criterion
from support import build


def new(replaces: tuple[str, ...] = (), split_from: str | None = None) -> Criterion:
    return build.criterion("2c")._replace(replaces=replaces, split_from=split_from)


@pytest.mark.parametrize(
    ("criterion", "old", "back"),
    [
        (new(("2b",)), "2b", "2c"),
        (new(("a/process/2b",)), "2b", "2c"),
        (new(("b/process/2b",)), None, None),  # another cell's
        (new(("a/people/2b",)), None, None),
        (new(("2a", "2b")), None, "2c"),  # it stands for two, so for neither
        (new((), "2b"), "2b", None),
        (new((), "b/process/2b"), None, None),
        (new(), None, None),
        (new(("2z",)), None, None),
    ],
)
def test_a_counterpart_in_the_same_cell(criterion: Criterion, old: str | None, back: str | None) -> None:
    found = Criteria("a/process", (build.cell("2a", "2b"), build.cell("2a", criterion)))
    assert found.counterpart("2a", 0, 1) == found.counterpart("2a", 1, 0) == "2a"
    assert found.counterpart("2c", 1, 0) == old
    assert found.counterpart("2b", 0, 1) == back
    assert found.unit("2a", 0) == "2a"


def test_both_go_by_the_name_of_the_one_that_replaces() -> None:
    found = Criteria("a/process", (build.cell("2a", "2b"), build.cell("2a", new(("2b",)))))
    assert (found.unit("2b", 0), found.unit("2c", 1)) == ("2c", "2c")
    split = Criteria("a/process", (build.cell("2b"), build.cell("2b", new((), "2b"))))
    assert (split.unit("2b", 0), split.unit("2c", 1)) == ("2b", "2c")
