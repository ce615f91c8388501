"""The pages of plans, and what they say of special cases; plans of Harbor Foods with parts replaced by hand."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from fractions import Fraction as F
from pathlib import Path

import pytest

from btm_cli.intake.opened import Assessment, Standards, assess_file
from btm_cli.intake.planning import make_plan, plan_settings
from btm_cli.planning.against import FATES, OldStep, Progress, StepProgress
from btm_cli.planning.costs import Cost
from btm_cli.planning.left_over import LeftOver
from btm_cli.planning.outlook import Beyond
from btm_cli.planning.reach import Link, Reach
from btm_cli.planning.roadmap import Roadmap
from btm_cli.planning.what_if import Move
from btm_cli.render.document.blocks import Block
from btm_cli.render.document.html import to_html
from btm_cli.render.document.terminal import written
from btm_cli.render.plan.brief import plan_brief
from btm_cli.render.plan.page import plan_page
from btm_cli.render.plan.progress import progress_page
from btm_cli.render.plan.reach_page import reach_page
from btm_cli.render.plan.rows import plan_rows
from btm_cli.render.plan.what_if import what_if_page
from btm_cli.render.wire.parquet import to_parquet
from btm_cli.scoring.scorecard import Scorecard
from support.run import ROOT, in_process

CELL = "asset-rationalization/technology"


@pytest.fixture(scope="module")
def harbor() -> Assessment:
    return assess_file(str(ROOT / "examples/harbor-foods/answers.yaml"), Standards(None), None)


@pytest.fixture(scope="module")
def roadmap(harbor: Assessment) -> Roadmap:
    return make_plan(harbor, plan_settings(harbor, 2, None))


def said(page: Iterable[Block]) -> str:
    return " ".join(written(page, 200).split())


def planned(roadmap: Roadmap, harbor: Assessment) -> str:
    return said(plan_page(roadmap, harbor.loaded.standard, ()))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("capacity", "one more point an iteration would buy 0.25 (planned again with it)"),
        ("focus", "the focus on asset-rationalization/technology capabilities: 0.25 could be won without it"),
        ("owner", "the capacity of asset-rationalization/technology: 0.25 could be won without it"),
        ("pin", "the pin of Asset Rationalization / Technology: 0.25 could be won without it"),
        ("deadline", "the deadline of Asset Rationalization / Technology: 0.25 could be won without it"),
        ("exclude", "leaving out Asset Rationalization / Technology: 0.25 could be won without it"),
        ("requires", "that others require Asset Rationalization / Technology: 0.25 could be won without it"),
    ],
)
def test_what_a_limit_costs(roadmap: Roadmap, harbor: Assessment, kind: str, text: str) -> None:
    changed = roadmap._replace(costs=(Cost(kind, CELL, F(1, 4)),))
    shown = planned(changed, harbor)
    assert f"Limit {text}" in shown
    assert "Limit" not in planned(roadmap, harbor)  # nobody asked


def test_a_step_says_what_is_special_about_it(roadmap: Roadmap, harbor: Assessment) -> None:
    first, *rest = roadmap.iterations
    step = first.steps[0]._replace(
        pinned=True, part=True, level_after=9, owner="Ada", unlocks=(("asset-rationalization", 3),)
    )
    shown = planned(roadmap._replace(iterations=(first._replace(steps=(step,)), *rest)), harbor)
    assert (
        ", Ada (pinned here; part of a step that is too large for one iteration; "
        "reaches level 9, by what is met already)" in shown
    )
    assert "Unlocks Asset Rationalization to level 3" in shown


def test_what_does_not_fit_is_grouped_by_its_reason(roadmap: Roadmap, harbor: Assessment) -> None:
    left = (
        LeftOver(CELL, 1, 3, F(7, 2), "capacity", "other steps win more for their effort"),
        LeftOver("asset-rationalization/process", 2, 3, F(0), "excluded", "it is excluded from the plan"),
        LeftOver("asset-rationalization/information", 2, 3, F(1), "capacity", "other steps win more for their effort"),
    )
    shown = planned(roadmap._replace(left_over=left), harbor)
    assert shown.endswith(
        "What does not fit, and why "
        "Other steps win more for their effort: "
        "Asset Rationalization / Technology: level 1 → 3, effort 3.50 "
        "Asset Rationalization / Information: level 2 → 3, effort 1 "
        "It is excluded from the plan: "
        "Asset Rationalization / Process: level 2 → 3, effort -"
    )


def test_nothing_to_do(roadmap: Roadmap, harbor: Assessment) -> None:
    idle = tuple(
        each._replace(steps=(), shown=(), finished=(), effort=F(0), card=roadmap.card) for each in roadmap.iterations
    )
    shown = planned(roadmap._replace(iterations=idle, left_over=(), later=()), harbor)
    assert "There is no step to take" in shown
    assert "At a glance" not in shown
    one = planned(roadmap._replace(iterations=(idle[0], roadmap.iterations[1])), harbor)
    assert "Iteration 1, 2026-10-15 to 2027-01-15: no step." in one
    third = roadmap.iterations[1]._replace(number=3)
    two = planned(roadmap._replace(iterations=(*idle, third)), harbor)
    assert "Iterations 1 to 2, 2026-10-15 to 2027-04-15: no step." in two


def test_what_is_shown_later_than_begun_says_when(roadmap: Roadmap, harbor: Assessment) -> None:
    first, second = roadmap.iterations
    slow = first.steps[0]._replace(shown_in=2, due=date(2027, 4, 15))
    later = second._replace(shown=(slow,), finished=(("asset-rationalization", 3),))
    shown = planned(roadmap._replace(iterations=(first._replace(steps=(slow,)), later)), harbor)
    assert "begun now, shown from 2027-04-15" in shown
    assert "Begun earlier, shown at the end of this iteration: " in shown
    purpose = harbor.loaded.standard.capabilities["asset-rationalization"].purpose
    assert f"Finished: Asset Rationalization at level 3: {purpose}" in shown


def test_the_headline_is_in_words(roadmap: Roadmap, harbor: Assessment) -> None:
    first, second = (each._replace(states=()) for each in roadmap.iterations)
    said = roadmap._replace(iterations=(first, second._replace(states=("alignment",))), complete=("a", "b"))
    # the score there is below 3.00, so that the state hangs on it
    assert (
        "Alignment in iteration 2, unless open cells take the score below 3.00; "
        "2 capabilities come to their targets by iteration 2."
    ) in planned(said, harbor)
    plain = roadmap._replace(iterations=(first, second), complete=("a",))
    assert " 1 capability comes to its targets by iteration 2." in planned(plain, harbor)


def test_the_picture_says_from_when_the_steps_are_shown(roadmap: Roadmap, harbor: Assessment) -> None:
    """Two steps of one cell: both days, where they are two."""
    first, second = roadmap.iterations
    step = first.steps[0]._replace(due=date(2031, 5, 6))

    def row(other: date) -> str:
        again = step._replace(from_level=2, to_level=3, due=other)
        two = (first._replace(steps=(step,)), second._replace(steps=(again,)))
        shown = planned(roadmap._replace(iterations=two), harbor)
        head, _, rest = shown.partition("At a glance ")[2].partition(" The numbers are iterations; ")
        assert head.startswith("Cell 1 2 Shown from Owner ─")
        assert rest.startswith("a step stands in the one in which it begins.")
        return head.rpartition(f" / {step.dimension.capitalize()} ")[2]

    assert row(date(2031, 8, 6)) == "1→2 2→3 2031-05-06, 2031-08-06"
    assert row(date(2031, 5, 6)) == "1→2 2→3 2031-05-06"


@pytest.mark.parametrize(
    ("iterations", "day", "said"),
    [
        (23, date(2032, 7, 15), "At this pace no plan reaches it before 2032-07-15 (iteration 23)."),
        (2, date(2027, 4, 15), ""),
        (None, None, "At this pace no plan reaches it, however long: "),
    ],
    ids=["later", "a-plan-might", "never"],
)
def test_a_state_that_the_plan_does_not_reach_is_said_with_the_soonest_day(
    iterations: int | None, day: date | None, said: str, roadmap: Roadmap, harbor: Assessment
) -> None:
    standard = harbor.loaded.standard
    found = roadmap._replace(beyond=Beyond(standard.state("alignment"), iterations, day))
    pages = (planned(found, harbor), " ".join(written(plan_brief(found, standard), 200).split()))
    for page in pages:
        assert "It does not reach Alignment, which begins at 3.00 with every capability at level 2; " in page
        assert said in page
        assert ("At this pace" in page) == bool(said)
    assert "What Alignment takes: --reach alignment." in pages[1]
    assert "--reach" not in "".join(written(plan_brief(found._replace(beyond=None), standard), 200))


def test_harbor_is_told_how_long_alignment_takes_at_the_least(roadmap: Roadmap) -> None:
    """HiGHS proves 556 points (`btm plan --reach alignment`), 24 iterations of 24: no limit may be above that."""
    found = roadmap.beyond
    assert found is not None
    assert found.state.id == "alignment"
    assert found.iterations is not None
    assert 2 < found.iterations <= -(-556 // 24)


def test_one_of_each_is_no_plural(roadmap: Roadmap, harbor: Assessment) -> None:
    settings = roadmap.settings._replace(iterations=1, months=1, capacity_assumed=False)
    assert "1 iteration of 1 month from 20" in planned(roadmap._replace(settings=settings), harbor)


def test_a_plan_as_a_file_of_rows_has_dates(roadmap: Roadmap, harbor: Assessment) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(to_parquet(plan_rows(roadmap, harbor.loaded.standard))))
    steps = roadmap.steps
    assert table.num_rows == sum(len(step.criteria) for step in steps)
    row = table.to_pylist()[0]
    assert (row["iteration"], row["starts_on"], row["pinned"]) == (1, roadmap.card.as_of, False)
    assert row["reference"] == f"{steps[0].reference}/{row['criterion']}"


def reached(harbor: Assessment, **more: object) -> str:
    found = Reach(3, 2, F(9, 2), 3, 2, F(5), F(5), (Link(CELL, 1, 2, 1, F(2)),), (), ())._replace(**more)
    settings = plan_settings(harbor, 4, None)
    return said(reach_page(found, "alignment", harbor.card, settings, harbor.loaded.standard))


def test_what_is_proven_of_a_target(harbor: Assessment) -> None:
    shown = reached(harbor)
    assert shown.startswith("What it takes to reach Alignment: ")
    assert "Effort 4.50 points in 2 steps" in shown
    assert "at 24 points each, assumed: 3; fewer than 2 can't do" in shown
    assert "for 4 iterations: 5 points an iteration, and no fewer" in shown
    assert "1 Asset Rationalization / Technology 1 → 2 2" in shown
    assert "What no such plan reaches" not in shown


def test_what_no_plan_reaches(harbor: Assessment) -> None:
    shown = reached(harbor, iterations=None, capacity=None, unreachable=((CELL, "it is not written"),))
    assert "at 24 points each, assumed: more than can be planned" in shown
    assert "no capacity is enough: one step an iteration and what it requires take 1 iteration" in shown
    assert "What no such plan reaches Asset Rationalization / Technology: it is not written" in shown
    assert "1 cell is not assessed and not counted here" in reached(harbor, assess_first=(CELL,))


def test_every_fate_has_its_heading(harbor: Assessment) -> None:
    day = date(2027, 3, 31)
    step = OldStep(1, day, "asset-rationalization", "technology", 1, 2, False, ("2a",), None)
    steps = tuple(StepProgress(step, fate, 1, 0, 1, f"because of {fate}") for fate in FATES)
    page = list(progress_page(Progress(day, steps), harbor.card, harbor.loaded.standard))
    shown = said(page)
    assert "5 steps: 1 late, 1 open, 1 done, 1 ahead, 1 overtaken." in shown
    places = [shown.index(f"because of {fate}") for fate in FATES]
    assert places == sorted(places)
    for heading in ("Late: its", "Open: its", "Done ahead of time", "Overtaken: not needed any more"):
        assert heading in shown
    assert to_html(page).count("<table ") == 4  # what is overtaken has nothing to follow, and is a list
    assert said(progress_page(Progress(day, ()), harbor.card, harbor.loaded.standard)).endswith(
        "The old plan has no steps."
    )


def test_the_screen_says_of_how_many_cells_it_tells_the_reason(roadmap: Roadmap, harbor: Assessment) -> None:
    def left(*reasons: str) -> str:
        cells = tuple(LeftOver(CELL, 1, 2, F(1), "capacity", reason) for reason in reasons)
        owners = ("portfolio-and-program-management", "asset-rationalization", "business-architecture")
        changed = roadmap._replace(left_over=cells, owners_missing=owners)
        return said(plan_brief(changed, harbor.loaded.standard))

    place = "Asset rationalization / Technology"
    assert f"Left over {place} stays below its target: others win more. To know" in left("others win more")
    shown = left(*["others win more"] * 2)
    assert f"Left over 2 cells stay below their targets ({place}; {place}): others win more. To know" in shown
    shown = left("others win more", "requires level 2", "requires level 2")
    assert (
        f"Left over 3 cells stay below their targets. {place}: others win more. {place}; {place}: requires level 2. "
    ) in shown
    shown = left("others win more", "requires level 2", "requires level 2", "runs too long")
    assert "Left over 4 cells stay below their targets; 2 of them because of this: requires level 2. To know" in shown
    names = "Portfolio, programs; Asset rationalization; Business architecture"
    assert f"No owner Nobody answers yet for steps of {names}." in shown


def test_the_screen_says_how_much_another_plan_could_win_at_most(roadmap: Roadmap, harbor: Assessment) -> None:
    def shown(value: F, bound: F) -> str:
        return said(plan_brief(roadmap._replace(value=value, bound=bound), harbor.loaded.standard))

    assert "By the plan's own measure no other plan at this pace is over 6% better." in shown(
        F(95), F(100)
    )  # 5 of 95 are 5.26%
    assert "By the plan's own measure no other plan at this pace is over 25% better." in shown(F(4), F(5))
    assert "By the plan's own measure no other plan at this pace is better." in shown(F(4), F(4))
    assert "No plan at" not in shown(F(0), F(0))


def test_what_would_move(harbor: Assessment) -> None:
    card = harbor.card
    numbers = card.overall.numbers._replace(score=F(2), level=2, evidenced=None, gap=F(1))
    tiny = numbers._replace(score=F(2) + F(1, 1000))
    rows = (
        Move("overall", "overall", numbers, numbers._replace(score=F(5, 2), gap=F(1, 2))),
        Move("cell", CELL, numbers, tiny),
        Move("cell", CELL, tiny, numbers),
        Move("capability", "asset-rationalization", numbers, numbers._replace(score=None, level=None)),
    )
    shown = said(what_if_page(card, card, rows, [f"{CELL} = 3"], harbor.loaded.standard))
    assert f"Nothing is written. {CELL} = 3 Score" in shown
    assert "Overall 2.00 → 2.50 2 - 1.00 → 0.50 +0.50" in shown
    assert "Technology 2.00 2 - 1.00 +<0.01" in shown
    assert "Technology 2.00 2 - 1.00 -<0.01" in shown
    assert "Asset Rationalization 2.00 → - 2 → - - 1.00 -" in shown
    assert said(what_if_page(card, card, (), ["x = 3"], harbor.loaded.standard)).endswith("x = 3 Nothing moves.")


@pytest.mark.parametrize(
    ("low", "provisional", "sentence"),
    [
        (F(29, 10), True, "Provisional: with all that is then open the score can end between 2.90 and 3.00; today"),
        (F(29, 10), False, "With all that is then open the score can end between 2.90 and 3.00; today"),
        (F(3), False, "Nothing open can then change the score; today it can end"),
    ],
)
def test_where_the_score_can_end_is_said_beside_today_even_where_nothing_moves(
    harbor: Assessment, low: F, provisional: bool, sentence: str
) -> None:
    def ending(low: F, high: F, provisional: bool) -> Scorecard:
        overall = harbor.card.overall
        numbers = overall.numbers._replace(low=low, high=high)
        return harbor.card._replace(overall=overall._replace(numbers=numbers, provisional=provisional))

    today, then = ending(F(28, 10), F(32, 10), True), ending(low, F(3), provisional)
    shown = said(what_if_page(today, then, (), ["x = 3"], harbor.loaded.standard))
    assert f"x = 3 Nothing moves. {sentence}" in shown
    assert shown.endswith("between 2.80 and 3.20.")


def test_a_move_stands_on_one_line_of_80_columns_by_its_short_name(harbor: Assessment) -> None:
    old, new = (harbor.card.overall.numbers._replace(score=F(n), evidenced=F(n), level=n, gap=F(5 - n)) for n in (1, 3))
    place = "organization-design-and-change-management/organization"
    rules, moves = harbor.loaded.standard, [Move("cell", place, old, new)]
    shown = written(what_if_page(harbor.card, harbor.card, moves, ["x = 3"], rules, short=True), 80).splitlines()
    row = "Organization, change / Organization  1.00 → 3.00  1 → 3  1.00 → 3.00   +2.00"
    assert row in [line.rstrip() for line in shown]
    assert any("No room here for: Gap" in line for line in shown)  # the first to give way


def test_a_screen_of_what_would_move_leaves_cells_out_first_and_counts_them(harbor: Assessment) -> None:
    """Of 3 capabilities with 5 cells each, 18 in all, the capabilities; of 6 changes 4."""
    numbers = harbor.card.overall.numbers._replace(score=F(2))
    names = ("asset-rationalization", "business-architecture", "technology-architecture")
    cells = ("process", "organization", "information", "technology", "process")
    moves = [
        Move(kind, place, numbers, numbers._replace(score=F(3)))
        for name in names
        for kind, place in (("capability", name), *(("cell", f"{name}/{each}") for each in cells))
    ]
    changes = [f"change {number}" for number in range(1, 7)]
    page = what_if_page(harbor.card, harbor.card, moves, changes, harbor.loaded.standard, short=True, brief=True)
    lines = [line.strip() for line in written(page, 80).splitlines()]
    assert "change 4" in lines
    assert "change 5" not in lines
    assert "and 2 more changes: --full" in lines
    rows = [line for line in lines if line.endswith("+1.00")]
    assert [row.split("  ")[0] for row in rows] == [
        "Asset rationalization",
        "Business architecture",
        "Tech architecture",
    ]
    assert "And 15 more that move, cells among them: --full." in lines
    assert len(lines) <= 36
    whole = what_if_page(harbor.card, harbor.card, moves, changes, harbor.loaded.standard, short=True)
    assert written(whole, 80).count("+1.00") == 18


def test_what_became_of_a_plan_ends_with_how_many_where_it_is_read_from_below(harbor: Assessment) -> None:
    """Nine late steps: seven and a count on a screen, all of them in full; on a page the sum comes first."""
    day = date(2027, 3, 31)
    step = OldStep(1, day, "asset-rationalization", "technology", 1, 2, False, ("2a",), None)
    found = Progress(day, tuple(StepProgress(step, "late", 1, 0, 1, "level 1") for _ in range(9)))
    summary = "9 steps: 9 late, 0 open, 0 done, 0 ahead, 0 overtaken."

    def lines(**how: bool) -> list[str]:
        return written(progress_page(found, harbor.card, harbor.loaded.standard, **how), 80).splitlines()

    brief, full, page = lines(screen=True, brief=True), lines(screen=True), lines()
    assert (brief[-1], full[-1], page[4]) == (summary, summary, summary)
    assert sum("Asset rationalization / Technology" in line for line in brief) == 7
    assert brief[-5:-1] == ["And 2 more steps.", "", "All of it: --full", ""]
    assert sum("Asset rationalization / Technology" in line for line in full) == 9
    assert not any("--full" in line for line in (*full, *page))


def test_where_nothing_is_assessed_no_figure_stands(tmp_path: Path) -> None:
    file = tmp_path / "fresh.yaml"
    file.write_text("standard: btm 1.1\nenterprise: Fresh\nassessed_on: 2026-11-20\nanswers: {}\n", "utf-8")
    for more in ((), ("--full",)):
        text = " ".join(in_process("plan", str(file), *more).text.split())
        assert "There is no step to take" in text
        assert "68 cells are not assessed: nothing is planned for them until they are." in text
        assert "Score" not in text
        assert "0.00" not in text
        assert "come to their targets" not in text
