"""How deep a side looks belongs to the cause standard: by hand, on one cell whose core criteria are 2a and 3b."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest

from btm_cli.compare import compare
from btm_cli.compare.compare import compare_snapshots
from btm_cli.compare.comparison import Causes, Comparison
from btm_cli.compare.side import Side
from btm_cli.compare.snapshot import snapshot_of
from btm_cli.scoring import assess
from support import build

CELL = build.cell("2a", "2b", "3a", "3b")
STANDARD = build.one_cell(
    CELL._replace(
        criteria={
            2: (CELL.criteria[2][0]._replace(core=True), CELL.criteria[2][1]),
            3: (CELL.criteria[3][0], CELL.criteria[3][1]._replace(core=True)),
        }
    )
)


def diff(old: tuple[str, str], new: tuple[str, str], **more: Any) -> Comparison:
    """Two files, each a depth and its ratings."""
    answers = [
        build.answers({"only/process": build.ratings(said)}, depth=depth, digest=f"{depth} {said}")
        for depth, said in (old, new)
    ]
    answers[1] = answers[1]._replace(**more)
    sides = [Side(STANDARD, each, build.DAY, frozenset(), frozenset()) for each in answers]
    return compare(*sides)


@pytest.mark.parametrize(
    ("old", "new", "scores", "causes"),
    [
        # core: 2a is all of level 2, so level 2; in full (1 + 0) / 2 of it
        (("core", "2a:f 2b:n"), ("full", "2a:f 2b:n"), (F(2), F(3, 2)), Causes(standard=F(-1, 2))),
        # depth first: -1/2 and +1/2; answers first: 0 and 0
        (("core", "2a:f 2b:n"), ("full", "2a:f 2b:f"), (F(2), F(2)), Causes(standard=F(-1, 4), answers=F(1, 4))),
        # 2b does not count at core
        (("core", "2a:f 2b:n"), ("core", "2a:f 2b:f"), (F(2), F(2)), Causes()),
        (("core", "2a:f"), ("core", "2a:p"), (F(2), F(4, 3)), Causes(answers=F(-2, 3))),
        # 2a is n/a: 2b stands in for it
        (("core", "2a:f 2b:n"), ("core", "2a:- 2b:n"), (F(2), F(1)), Causes(scope=F(-1))),
    ],
)
def test_what_depth_moves_is_standard(
    old: tuple[str, str], new: tuple[str, str], scores: tuple[F, F], causes: Causes
) -> None:
    overall = diff(old, new).overall.claimed
    assert (overall.old, overall.new) == scores
    assert overall.causes == causes


def test_a_capability_may_be_looked_at_deeper_than_its_file() -> None:
    """Its own depth counts in every mixture: core 2, in full 3/2."""
    compared = diff(("core", "2a:f 2b:n"), ("core", "2a:f 2b:n"), depths={"only": "full"})
    assert (compared.overall.claimed.old, compared.overall.claimed.new) == (2, F(3, 2))
    assert compared.overall.causes == Causes(standard=F(-1, 2))


def parts(compared: Comparison) -> dict[str, F]:
    """What each answer moved of the overall score."""
    return {each.reference: each.amounts["overall"][0] for each in compared.parts}


def test_where_nothing_that_is_looked_at_is_rated_in_a_mixture_it_counts_as_open() -> None:
    """In full 2b makes 3/2, and so does 2a; at core 2a makes 2, and 2b alone nothing: 1.

    Answer by answer, in full: 3/2 before, 2 with both, 1 with neither, 3/2 in the end: a half more for 2a, a half less
    without 2b. At core: 1 before, 2 with 2a, whatever 2b is. Each depth is half of it.
    """
    compared = diff(("full", "2b:f"), ("core", "2a:f"))
    assert (compared.overall.claimed.old, compared.overall.claimed.new) == (F(3, 2), 2)
    assert compared.overall.claimed.causes == Causes(answers=F(1, 2))
    assert parts(compared) == {"only/process/2a": (F(1, 2) + 1) / 2, "only/process/2b": F(-1, 2) / 2}


def test_an_answer_moves_what_the_depth_of_its_capability_lets_it() -> None:
    """Both files are full, but for this capability: 2b, which falls, is not looked at."""
    sides = [
        build.answers({"only/process": build.ratings(said)}, depths={"only": "core"}, digest=said)
        for said in ("2a:n 2b:f", "2a:f 2b:n")
    ]
    compared = compare(*(Side(STANDARD, each, build.DAY, frozenset(), frozenset()) for each in sides))
    assert (compared.overall.claimed.old, compared.overall.claimed.new) == (1, 2)
    assert {name: moved for name, moved in parts(compared).items() if moved} == {"only/process/2a": 1}


def test_between_scorecards_a_depth_may_have_moved_the_score() -> None:
    said = build.ratings("2a:f 2b:n")
    core, full = (
        snapshot_of(
            assess(
                STANDARD,
                build.answers({"only/process": said}, depth=depth, digest=depth),
                frozenset(),
                build.DAY,
            )
        )
        for depth in ("core", "full")
    )
    assert compare_snapshots(core, full).untold["claimed"] == ("standard", "answers")


def test_what_is_rated_beside_the_core_alone_counts_nothing_there() -> None:
    # 3a is not looked at, so at core nothing of the cell is assessed: no score, no cause
    compared = diff(("core", "3a:f"), ("full", "3a:f 2a:f 2b:f"))
    assert compared.overall.claimed.old is None
    assert compared.cells["only/process"].old_basis == "not-assessed"


def test_depth_and_profiles_are_facts_of_the_file() -> None:
    compared = diff(("core", "2a:f"), ("full", "2a:f"), depths={"only": "core"}, profiles=("bank",))
    facts = {(fact.reference, fact.what): (fact.old, fact.new) for fact in compared.facts or () if fact.kind == "file"}
    assert facts == {
        ("overall", "depth"): ("core", "full"),
        ("only", "depth"): (None, "core"),
        ("overall", "profiles"): (None, ("bank",)),
    }
