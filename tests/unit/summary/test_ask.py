"""What is asked for: decisions that share no step and add up to the iteration."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F
from pathlib import Path

import pytest

from btm_cli.answers.model import Answers, Claimed, DayRate, Evidence, ReportFacts, Target
from btm_cli.intake.opened import Standards, assess_file
from btm_cli.intake.summing_up import given_by
from btm_cli.render.document.labels import Labels
from btm_cli.render.scorecard.in_short import in_short
from btm_cli.summary.ask import ask
from btm_cli.summary.entry import Entry
from btm_cli.summary.given import Given
from support import build
from support.firms import STANDARD, firm, given, summed_up

ASSET = "asset-rationalization"


def kinds(found: dict[str, Entry]) -> list[str]:
    return [name for name in found if name.startswith("ask")]


def lagging(level: int = 1) -> Answers:
    """At 4 but for one cell: by score above Alignment, held by one step. What is asked for then can be worked out."""
    answers = firm(4)
    return answers._replace(
        cells={**answers.cells, (ASSET, "technology"): Claimed(level)},
        target=Target(level=4),
        owners={ASSET: "CTO office"},
        day_rate=DayRate("900", "EUR"),
        report=ReportFacts(meeting=date(2026, 12, 9)),
    )


@pytest.mark.parametrize("name", ["meridian-insurance/2026-Q4.yaml", "harbor-foods/answers.yaml"])
def test_decisions_are_disjoint_and_add_up_to_the_iteration(root: Path, name: str) -> None:
    found = given_by(assess_file(str(root / "examples" / name), Standards()), plan=True)
    assert found.roadmap is not None
    first = found.roadmap.iterations[0]
    spent = [entry for entry in ask(found) if isinstance(entry.values.get("effort"), F)]
    assert sum(entry.values["effort"] for entry in spent) == first.effort  # type: ignore[misc]  # all are fractions
    assert sum(entry.values["days"] for entry in spent) == 5 * first.effort  # type: ignore[misc]  # five days a point
    named = [place for entry in spent for place in entry.values["what"]]  # type: ignore[union-attr]  # all are lists
    assert len(named) == len(set(named)) == len(first.steps)


def test_meridian_is_asked_in_order(root: Path) -> None:
    found = given_by(assess_file(str(root / "examples/meridian-insurance/2026-Q4.yaml"), Standards()), plan=True)
    entries = list(ask(found))
    order = ["ask", "ask.state.open", "ask.iteration.rest", "ask.evidence.both", "ask.assess", "ask.owner"]
    assert [entry.id for entry in entries] == order
    state = entries[1].values
    assert (state["what"], state["owners"]) == (("asset-rationalization/technology",), ("CTO office",))
    assert (state["effort"], state["days"], state["iteration"]) == (4, 20, 1)
    # Asset Rationalization has its deadline on 2027-09-30; the iteration ends before it.
    assert (state["decide_by"], state["done_by"]) == (None, date(2027, 2, 20))


def test_money_and_the_day_of_the_decision() -> None:
    found = summed_up(lagging())
    state = found["ask.state"].values
    assert state["effort"] * 5 * 900 == state["money"]  # type: ignore[operator]  # an amount
    assert (state["currency"], state["decide_by"]) == ("EUR", date(2026, 12, 9))
    # A quarter of 3 off a capability of an area of five: 4 - 3/4/5/4 = 3.96, by score Alignment, whose floor is 2.
    assert (state["next"], state["level"]) == ("alignment", 2)


def test_a_nearer_deadline_wins(root: Path) -> None:
    """One step of the rest takes the year that its claims look back; a deadline of another one lies before that."""
    found = given_by(assess_file(str(root / "examples/meridian-insurance/2026-Q4.yaml"), Standards()), plan=True)
    assert rest(found)["done_by"] == date(2027, 11, 20)
    target = Target(state="alignment", deadlines={"business-driven-it-strategy": date(2027, 3, 31)})
    assert rest(found._replace(answers=found.answers._replace(target=target)))["done_by"] == date(2027, 3, 31)


def rest(found: Given) -> dict[str, object]:
    return {entry.id: dict(entry.values) for entry in ask(found)}["ask.iteration.rest"]


def test_what_fell_comes_first_and_takes_its_own_steps() -> None:
    answers = firm(3, {"business-architecture": 2})._replace(target=Target(level=3))
    found = given(answers, firm(3))
    entries = {entry.id: entry.values for entry in ask(found)}
    assert kinds({entry.id: entry for entry in ask(found)})[:2] == ["ask", "ask.fell"]
    assert len(entries["ask.fell"]["what"]) == 4  # type: ignore[arg-type]  # a list
    assert found.roadmap is not None
    first = found.roadmap.iterations[0]
    others = entries.get("ask.iteration.rest", {}).get("effort", F(0))
    assert entries["ask.fell"]["effort"] + others == first.effort  # type: ignore[operator]  # amounts


def test_evidence_that_ran_out_is_to_be_renewed_and_none_at_all_to_be_cited() -> None:
    old = {"m": Evidence("Minutes", date(2026, 1, 1), url="https://x", valid_until=date(2026, 6, 30), owner="Ada")}
    expired = summed_up(firm(3, evidence=("m",))._replace(evidence=old))["ask.evidence"].values
    assert (expired["n"], expired["what"], expired["owners"]) == (1, ("Minutes",), ("Ada",))
    assert summed_up(firm(3))["ask.proof"].values["claims"] == 68


def test_what_runs_out_within_the_iteration_is_to_be_renewed_before_it_does() -> None:
    ends = {"m": date(2027, 1, 31), "n": date(2026, 12, 31)}
    cited = {key: Evidence(key, date(2026, 1, 1), url="https://x", valid_until=end) for key, end in ends.items()}
    renewed = summed_up(firm(3, evidence=("m", "n"))._replace(evidence=cited))["ask.evidence.soon"].values
    assert renewed["done_by"] == date(2026, 12, 31)  # the iteration ends on 20 February 2027


def test_without_a_plan_nothing_is_said_that_rests_on_one() -> None:
    found = kinds(summed_up(lagging(), plan=False))
    assert "ask.state" in found
    assert not {"ask.iteration", "ask.iteration.rest", "ask.owner"} & set(found)


def test_at_most_five(root: Path) -> None:
    meridian = given_by(assess_file(str(root / "examples/meridian-insurance/2026-Q4.yaml"), Standards()), plan=True)
    before = {**meridian.answers.cells, ("communication-strategy-and-management", "process"): Claimed(5)}
    fell = given_since(meridian, meridian.answers._replace(cells=before))
    entries = list(ask(fell))
    assert entries[0].values == {"n": 5}
    assert [entry.id for entry in entries[1:3]] == ["ask.fell", "ask.state.open"]
    assert "ask.owner" not in {entry.id for entry in entries}  # the last gives way


def given_since(found: Given, before: Answers) -> Given:
    from btm_cli.compare import compare
    from btm_cli.compare.side import Side

    old, new = (
        Side(found.standard, answers, build.DAY, found.valid, found.valid) for answers in (before, found.answers)
    )
    return found._replace(comparison=compare(old, new))


def test_a_plan_that_moves_nothing_is_not_said_to_reach_the_score_there_is() -> None:
    """Level 2 everywhere and aiming at 2: there is nothing to plan."""
    found = summed_up(firm(2)._replace(target=Target(level=2)))
    assert "hold.reach.nothing" in found
    assert "hold.reach.score" not in found


def test_a_firm_that_lacks_score_is_told_whether_the_plan_gets_there() -> None:
    """Level 2 everywhere, aiming at 3: four iterations of 24 points are far from enough."""
    found = summed_up(firm(2)._replace(target=Target(level=3)))
    short = found["hold.reach.score"].values
    assert (short["n"], short["capacity"]) == (4, 24)
    assert "hold.reach.assumed" in found
    # One capability at 2 among threes: 4 steps are missing, and the plan has room for them.
    near = summed_up(firm(3, {ASSET: 2})._replace(target=Target(level=3)))
    assert near["hold.reach.by"].values["n"] >= 1  # type: ignore[operator]  # a count


@pytest.mark.parametrize(
    ("rate", "money", "takes"),
    [
        # Three steps of 40/3, 40/3 and 35/3 days, together 38.33: each is shown rounded, as 13, 13 and 12.
        (DayRate("900", "EUR"), F(34500), " 38 person-days (EUR 34 200), by 9 March 2027."),
        (None, None, " 38 person-days, by 9 March 2027."),
    ],
)
def test_what_is_asked_for_says_its_work_its_cost_and_its_day(
    rate: DayRate | None, money: F | None, takes: str
) -> None:
    made = given(lagging()._replace(day_rate=rate), plan=False)
    spent = {"effort": F(23, 3), "days": F(115, 3), "money": money, "currency": rate and rate.currency}
    spent |= {"whole_days": 38, "whole_money": rate and 34200}
    asked = {"n": 2, "caps": (ASSET,), "what": (), "owners": (), "done_by": date(2027, 3, 9), "decide_by": None}
    entries = [Entry("ask", {"n": 1}), Entry("ask.iteration", {**asked, **spent})]
    [(_, text)] = in_short(entries, made.card, Labels(STANDARD), 1).entries
    assert text == f"Asked for: one decision. (1) Approve the next iteration: 2 steps (Asset Rationalization).{takes}"
    # What takes no step, or is in no plan, has neither.
    entries[1] = Entry("ask.iteration", {**asked, **spent, "done_by": None})
    assert in_short(entries, made.card, Labels(STANDARD), 1).entries[0][1].endswith("(Asset Rationalization).")
