"""The page of a comparison made by hand: order, names, what is cut, and how single differences read."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from btm_cli.compare.comparison import Causes, Change, Comparison, Fact, Movement
from btm_cli.render.diff.moves import moved_kinds, status
from btm_cli.render.diff.page import diff_page
from btm_cli.render.diff.said import Said, phrase
from btm_cli.render.document.html import to_html
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.document.terminal import written
from support import build
from support.comparisons import CAME, SAME, comparison, subject


def lines(compared: Comparison, top: int | None = 10) -> list[str]:
    return written(diff_page(compared, top=top, labels=("old.yaml", "new.yaml")), 100).splitlines()


def test_the_whole_page() -> None:
    assert lines(comparison()) == [
        "E · Unit: Q1 → Q2",
        "",
        "  Old: old.yaml, tiny 1, assessed on 2026-03-31, evidence as of 2026-03-31",
        "  New: new.yaml, tiny 1, assessed on 2026-06-30, evidence as of 2026-06-30",
        "",
        "2 cells moved: claim down 1, newly assessed 1. 2 answers changed.",
        "",
        "            Old   New  Change  Standard   Time  Scope  Answers  Lowest level",
        "────────────────────────────────────────────────────────────────────────────",
        "Claimed    2.00  1.60   -0.40      0.00  -0.20   0.00    -0.20  2 → 1",
        "Evidenced  1.00  1.00    0.00      0.00   0.00   0.00     0.00  1",
        "Verified   1.00  1.00    0.00      0.00   0.00   0.00     0.00  1",
        "",
        "  State: aligned",
        "",
        "What fell",
        "",
        # 3 to 11/6 is -1.17: -0.50 by time and -0.67 by answers.
        "  Alpha / process: claimed 3.00 → 1.83 (-1.17 by time -0.50, answers -0.67, level 3 → 1); verified",
        "  1.00 → 1.33 (+0.33 by answers)",
        "     2b rating fully → not (claimed -0.67, verified +0.33)",
        "",
        "Levels lost",
        "",
        "  Overall: claimed 2 → 1",
        "  North: claimed 2 → 1",
        "  Alpha: claimed 2 → 1",
        "  Alpha / process: claimed 3 → 1",
        "",
        "What moved",
        "",
        "Areas that moved",
        "",
        "        Old   New  Change  Evid.  Verif.  Why",
        "───────────────────────────────────────────────────────",
        "North  2.00  1.60   -0.40   0.00    0.00  time, answers",
        "",
        "Capabilities that moved",
        "",
        "        Old   New  Change  Evid.  Verif.  Why",
        "───────────────────────────────────────────────────────",
        "Alpha  2.00  1.60   -0.40   0.00    0.00  time, answers",
        "",
        "Other cells that moved, largest first",
        "",
        "  Alpha / people: newly assessed; claimed - → 2.00; evidenced - → 2.00; verified - → 2.00",
        "",
        "What was said differently",
        "",
        "Answers that changed, largest effect on the whole first",
        "",
        "  alpha/process/2b: rating fully → not (claimed -0.67, verified +0.33)",
        "  alpha/people: claim 2 (new)",
        "",
        "Targets, importance and plan",
        "",
        "  Alpha: owner Ada (new)",
        "  capacity 20 → 30",
    ]


def test_what_is_cut_is_said_to_be_cut_and_regressions_never_are() -> None:
    compared = comparison()
    cells = dict(compared.cells)
    cells["beta/people"] = cells["alpha/people"]._replace(reference="beta/people")
    cells["beta/process"] = cells["alpha/process"]._replace(reference="beta/process")
    shown = lines(compared._replace(cells=cells), top=1)
    assert "... and 1 more cell (--top N shows more, --format json all)." in shown
    assert "... and 1 more answer (--top N shows more, --format json all)." in shown
    assert sum("claimed 3.00 → 1.83" in line for line in shown) == 2
    assert not any(line.startswith("...") for line in lines(compared._replace(cells=cells), top=None))


def test_nothing_changed() -> None:
    same = comparison().old
    still = {name: each._replace(claimed=SAME, verified=SAME) for name, each in comparison().areas.items()}
    compared = comparison()._replace(
        old=same, new=same, areas=still, capabilities={}, cells={}, facts=(), parts=(), overall=still["north"]
    )
    assert lines(compared)[-1] == "Nothing changed."


def test_the_causes_that_nobody_can_tell_are_question_marks() -> None:
    untold = comparison().overall._replace(
        claimed=Change(F(2), F(1), 2, 1, Causes(answers=F(-1))), evidenced=Change(F(2), F(1), 2, 1)
    )
    row = next(line for line in lines(comparison()._replace(overall=untold)) if line.startswith("Evidenced"))
    assert row.split() == ["Evidenced", "2.00", "1.00", "-1.00", "?", "?", "?", "?", "2", "→", "1"]


def test_what_is_long_is_folded_and_replaced_where_a_comment_has_no_room() -> None:
    page = list(diff_page(comparison()))
    whole = to_markdown(page, "too long here")
    assert [part.partition("</summary>")[0] for part in whole.split("<summary>")[1:]] == [
        "What moved",
        "What was said differently",
    ]
    cut = to_markdown(page, "too long here", limit=len(whole) - 1)
    assert cut.endswith("\nWhat was said differently: too long here\n")
    assert "<summary>What moved" in cut
    assert to_html(page).count("<details") == 2


@pytest.mark.parametrize(
    ("what", "old", "new", "text"),
    [
        ("rating", "largely", "fully", "rating largely → fully"),
        ("rating", None, "fully", "rating fully (new)"),
        ("rating", "fully", None, "rating fully (no longer said)"),
        ("note", None, "long", "note added"),
        ("note", "long", None, "note removed"),
        ("title", "long", "longer", "title changed"),
        ("sha256", "a", "b", "file changed"),
        ("sha256", None, "b", "sha256 added"),
        ("sha256", "a", None, "sha256 removed"),
        ("n/a", None, "no subsidiaries", "n/a: no subsidiaries"),
        ("n/a", "no subsidiaries", None, "no longer n/a"),
        ("n/a", "one", "two", "n/a for another reason: two"),
        ("evidence", ("a", "b"), ("b", "c"), "evidence +c, -a"),
        ("evidence", ("a", "b"), ("b", "a"), "evidence in another order"),
        ("evidence", None, ("a",), "evidence +a"),
        ("scope", ("a",), None, "scope -a"),
        ("owner", "{x}", "{y}", "owner {x} → {y}"),  # braces of people are no places of a template
    ],
)
def test_how_a_difference_reads(what: str, old: str, new: str, text: str) -> None:
    assert phrase(Fact("answers", "alpha", what, old, new)) == text


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ([("title", None, "Minutes")], "registered: Minutes"),
        ([("title", None, "Log"), ("valid until", None, "2027-01-31")], "registered: Log, valid until 2027-01-31"),
        ([("title", "Minutes", None), ("date", "2026-01-01", None)], "no longer registered: Minutes"),
        ([("date", "2026-01-01", "2026-02-01")], "date 2026-01-01 → 2026-02-01"),
    ],
)
def test_how_the_register_reads(facts: list[tuple[str, str, str]], text: str) -> None:
    compared = comparison()._replace(facts=tuple(Fact("evidence", "key", *fact) for fact in facts), parts=())
    assert Said(compared).about("evidence") == [("key", text)]


def test_answers_that_moved_a_cell_without_being_said_differently() -> None:
    parts = (comparison().parts[0]._replace(reference="alpha/process"),)
    for facts, text in (
        ((), "what backs it changed: evidence in the register, or who answered"),
        ((("alpha/process/2a", "rating", "no"),), "now by criterion: 1 answer"),
        ((("alpha", "claim", "3"),), "claim 3 (new), as the whole capability"),
    ):
        said = tuple(Fact("answers", reference, what, None, new) for reference, what, new in facts)
        found = Said(comparison()._replace(facts=said, parts=parts)).in_cell("alpha/process")
        assert [answer.text for answer in found] == [text]


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("not-assessed", "claimed", "newly assessed"),
        ("n/a", "claimed", "newly assessed: was not applicable"),
        ("out-of-scope", "claimed", "newly assessed: was out of scope"),
        ("absent", "claimed", "newly assessed: not in the old edition"),
        ("claimed", "not-assessed", "no longer assessed"),
        ("claimed", "n/a", "no longer assessed: now not applicable"),
        ("claimed", "out-of-scope", "no longer assessed: now out of scope"),
        ("claimed", "absent", "no longer assessed: not in the new edition"),
        ("claimed", "rated", "claimed → rated"),
        ("rated", "rated", ""),
    ],
)
def test_what_came_and_what_went(before: str, after: str, text: str) -> None:
    known = ("claimed", "rated")
    gone = CAME._replace(old=CAME.new, new=None)
    claimed = SAME if before in known and after in known else CAME if after in known else gone
    movement = comparison().cells["alpha/people"]._replace(claimed=claimed, old_basis=before, new_basis=after)
    assert status(movement) == text


def test_without_two_periods_the_title_has_dates_and_a_scorecard_says_that_it_is_rounded() -> None:
    compared = comparison()._replace(new=subject("2026-06-30", "Q1", exact=False, answers_digest="b"))
    shown = lines(compared)
    assert shown[0] == "E · Unit: 2026-03-31 → 2026-06-30"
    assert " ".join(" ".join(shown).split()).count("evidence as of 2026-06-30, a scorecard: numbers are rounded") == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scope": ("alpha",)}, "The two are about different parts of the standard: "),
        ({"depth": "core"}, "The two look at a different depth: "),
        ({"depths": {"alpha": "core"}}, "The two look at a different depth: "),
        ({"profiles": ("bank",)}, "The two were read by different profiles: that moves no number"),
    ],
)
def test_a_change_of_method_is_named(change: dict[str, object], said: str) -> None:
    made = comparison()
    for one in (made._replace(new=made.new._replace(**change)), made._replace(old=made.old._replace(**change))):
        assert said in " ".join(lines(one))
    both = made._replace(old=made.old._replace(**change), new=made.new._replace(**change))
    assert said not in " ".join(lines(both))


def test_every_cell_that_moved_is_counted_once() -> None:
    """Six kinds beside the two of the comparison; a claim that rose while its evidence fell is one of its own."""
    compared = comparison()
    fell, rose = Change(F(3), F(2), 3, 2, Causes(time=F(-1))), Change(F(2), F(3), 2, 3, Causes(answers=F(1)))
    gone = Change(F(2), None, 2, None)

    def cell(name: str, *changes: Change, basis: str = "rated") -> Movement:
        return Movement(name, "cell", name, *changes, "rated", basis)

    more = [
        cell("a/1", rose, fell, SAME),  # the claim rose, the evidence behind it ran out
        cell("a/2", rose, rose, rose),
        cell("a/3", SAME, fell, rose),  # of evidence that went both ways the fall counts
        cell("a/4", SAME, SAME, rose),
        cell("a/5", gone, gone, gone, basis="not-assessed"),
        cell("a/6", SAME, SAME, SAME, basis="claimed"),
    ]
    cells = {**compared.cells, **{each.reference: each for each in more}}
    kinds = moved_kinds(compared._replace(cells=cells))
    assert kinds == {
        "claim-up": 1, "claim-up-lost": 1, "claim-down": 1, "came": 1, "gone": 1, "evidence-up": 1, "evidence-down": 1,
        "alike": 1,
    }  # fmt: skip
    assert kinds.total() == sum(each.moved for each in cells.values()) == 8


@pytest.mark.parametrize(
    ("old", "new", "evidenced"),
    [
        (0, 0, "Evidenced - - - - - - - -"),
        (0, 3, "Evidenced - 2.00 - - - - - - → 2"),
        (3, 0, "Evidenced 1.00 - - - - - - 1 → -"),
        (3, 3, "Evidenced 1.00 2.00 +1.00 0.00 0.00 0.00 +1.00 1 → 2"),
        (None, None, "Evidenced 1.00 2.00 +1.00 0.00 0.00 0.00 +1.00 1 → 2"),  # an old scorecard does not say
    ],
)
def test_a_side_that_cites_nothing_has_no_score_with_evidence(old: int | None, new: int | None, evidenced: str) -> None:
    """The lowest level is 1: what nobody checked stays there by itself and is no finding either."""
    made = comparison()
    rose = Change(F(1), F(2), 1, 2, Causes(answers=F(1)))
    compared = made._replace(
        overall=made.overall._replace(evidenced=rose),
        old=made.old._replace(evidence_cited=old),
        new=made.new._replace(evidence_cited=new),
    )
    said = [" ".join(line.split()) for line in written(diff_page(compared, [build.standard({})]), 100).splitlines()]
    assert evidenced in said
    assert "Verified - - - - - - - -" in said
    assert "-: nothing cited, or nothing checked independently." in said
