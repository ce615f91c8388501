"""What a headline rests on, counted by hand: only what is in scope, and nothing that is not applicable."""

from __future__ import annotations

from btm_cli.answers.model import Claimed, NotApplicable, Rated
from btm_cli.answers.notes import Remark
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Counts
from support import build

STANDARD = build.standard(
    {
        "north": [build.capability(name, {"process": build.cell("2a", "2b", "3a"), "people": build.cell("2a")})
                  for name in ("a", "b")],
        "south": [build.capability("c", {"process": build.cell("2a"), "people": build.cell("2a")})],
    }
)  # fmt: skip
ANSWERS = build.answers(
    {
        "a/process": {
            "2a": Rated("fully", ("x", "y")),
            "2b": NotApplicable("none"),
            "3a": Rated("fully", no_case=True),
        },
        "a/people": Claimed(2, ("y",)),
        "b/process": {"2a": Rated("not")},
        "b/people": NotApplicable("none"),
        "c/process": {"2a": Rated("fully", ("z",), no_case=True)},
        "c/people": Claimed(3, ("w",)),
    },
    unknown=frozenset({"a/process", "b/process/3a", "c", "c/people/2a"}),
    note="of all",
    remarks={"a": "of a", "c/people": "of c"},
)


def test_everything_counts_where_everything_is_in_scope() -> None:
    card = assess(STANDARD, ANSWERS, frozenset(), build.DAY)
    # rated: three cells with 2 + 1 + 1 answers of 2 + 3 + 1 that apply
    assert card.overall.counts == Counts(2, 3, 4, 6, unknown=4, no_case=2, evidence_cited=4)
    assert card.to_find_out == ("a/process", "b/process/3a", "c", "c/people/2a")
    assert card.remarks == (Remark("", "of all"), Remark("a", "of a"), Remark("c/people", "of c"))
    assert not card.is_part


def test_out_of_scope_nothing_counts() -> None:
    card = assess(STANDARD, ANSWERS._replace(scope=("north",)), frozenset(), build.DAY)
    assert card.overall.counts == Counts(1, 2, 3, 5, unknown=2, no_case=1, evidence_cited=2)
    assert card.to_find_out == ("a/process", "b/process/3a")
    assert card.remarks == (Remark("", "of all"), Remark("a", "of a"))
    assert card.is_part
