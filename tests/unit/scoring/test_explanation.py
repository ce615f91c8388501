"""Accounts of numbers: their parts are the ones the scorecard's numbers were made of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from btm_cli.answers.model import Answers, Claimed, Evidence, NotApplicable, Rated, Target
from btm_cli.evidence import EvidenceProblem
from btm_cli.scoring import assess
from btm_cli.scoring.explanation import Explainer
from btm_cli.scoring.explanation_accounts import CellAccount, OverallAccount, RollUp, ThemeAccount
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Capability, Standard
from btm_cli.standard.references import Named
from btm_cli.standard.vocabulary import Theme
from support import build, strategies
from support.profile import examples

WORKED = build.cell("2a", "2b", "3a", "3b", "4a")


def explainer(standard: Standard, answers: Answers, valid: frozenset[str] = frozenset(), **more: Any) -> Explainer:
    return Explainer(standard, answers, assess(standard, answers, valid, build.DAY), valid, **more)


def cell_account(standard: Standard, said: Any, valid: frozenset[str] = frozenset(), **changes: Any) -> CellAccount:
    answers = build.answers({"only/process": said}, **changes)
    account = explainer(standard, answers, valid).explain(Named("cell", "only/process", "only", "process"))
    assert isinstance(account, CellAccount)
    return account


def test_the_worked_cell_of_the_scoring_rules() -> None:
    account = cell_account(build.one_cell(WORKED), build.ratings("2a:f 2b:f 3a:f 3b:l 4a:f"))
    assert account.climbs is not None
    two, three = account.climbs.claimed.levels
    assert [(term.name, term.value) for term in three.terms] == [("3a", 1), ("3b", Fraction(2, 3))]
    assert (two.achievement, two.achieved) == (1, True)
    # 5/6 is not above 0.85, though everything is at least largely
    assert (three.achievement, three.above, three.short, three.achieved) == (Fraction(5, 6), False, (), False)
    assert (account.climbs.claimed.level, account.climbs.claimed.score) == (2, Fraction(17, 6))


def test_one_criterion_too_low_blocks_a_level_that_is_above_the_threshold() -> None:
    written = build.cell(build.criterion("2a", weight=9), "2b")
    account = cell_account(build.one_cell(written), build.ratings("2a:f 2b:p"))
    assert account.climbs is not None
    (two,) = account.climbs.claimed.levels
    # (9 x 1 + 1 x 1/3) / 10 = 14/15, above 0.85, but 2b is only partially met
    assert (two.achievement, two.above, two.short, two.achieved) == (Fraction(14, 15), True, ("2b",), False)


def test_each_calculation_counts_only_what_it_may() -> None:
    said = {
        "2a": Rated("fully", ("minutes",), "Internal Audit"),
        "2b": Rated("fully", ("minutes",)),
        "3a": Rated("fully", ("old",), "Internal Audit"),
    }
    account = cell_account(build.one_cell(build.cell("2a", "2b", "3a", "3b")), said, frozenset({"minutes"}))
    climbs = account.climbs
    assert climbs is not None
    # claimed: 2 + (1 + 0) / 2; evidenced: 3a does not count: 2 + 0; verified: 2b does not either: 1 + 1/2
    assert climbs.claimed.score == Fraction(5, 2)
    assert climbs.evidenced.score == 2
    assert climbs.verified.score == Fraction(3, 2)
    # 3b is open: fully met it would achieve level 3, and levels 4 and 5 have no criteria
    assert climbs.highest.score == 5


@pytest.mark.parametrize(
    ("rating", "answered_by", "missing"),
    [
        (Rated("fully"), "Architecture", "it cites no evidence"),
        (Rated("fully", ("old",), "Audit"), "Architecture", "none of the evidence it cites is valid"),
        (Rated("fully", ("minutes",)), "Architecture", "nobody has verified it"),
        (Rated("fully", ("minutes",), "Audit"), None, "the file does not say who answered"),
        (Rated("fully", ("minutes",), "ARCHITECTURE "), "Architecture", "whoever verified it also answered"),
        (Rated("fully", ("minutes",), " "), "Architecture", "its verified_by is empty"),
        (Rated("fully", ("old", "minutes"), "Audit"), "Architecture", ""),
    ],
)
def test_what_an_answer_lacks(rating: Rated, answered_by: str | None, missing: str) -> None:
    from btm_cli.answers.model import Assessor

    assessor = Assessor(answered_by) if answered_by else None
    account = cell_account(build.one_cell(WORKED), {"2a": rating}, frozenset({"minutes"}), answered_by=assessor)
    support = account.criteria[0].support
    assert support is not None
    assert support.missing == missing
    assert support.verified == (missing == "")


def test_cited_evidence_says_why_it_is_not_valid() -> None:
    answers = build.answers(
        {"only/process": {"2a": Rated("fully", ("old", "new"))}},
        evidence={
            "old": Evidence("Old minutes", build.DAY, url="https://example.org/old"),
            "new": Evidence("New minutes", build.DAY, url="https://example.org/new"),
        },
    )
    problems = (EvidenceProblem("evidence-expired", "valid until 2025", "old"),)
    found = explainer(build.one_cell(WORKED), answers, frozenset({"new"}), evidence_problems=problems)
    account = found.explain(Named("cell", "only/process", "only", "process"))
    assert isinstance(account, CellAccount)
    support = account.criteria[0].support
    assert support is not None
    assert [(each.title, each.valid, each.flaws) for each in support.evidence] == [
        ("Old minutes", False, ("valid until 2025",)),
        ("New minutes", True, ()),
    ]


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        (Target(level=3, levels={"only/process": 2, "only": 3, "area": 4}), ("cell", "only/process")),
        (Target(level=3, levels={"only": 3, "area": 4}), ("capability", "only")),
        (Target(level=3, levels={"area": 4}), ("area", "area")),
        (Target(level=3), ("level", "")),
        (Target(state="steady"), ("state", "steady")),
        (None, ("assumed", "steady")),
    ],
)
def test_the_rule_that_gave_the_target(target: Target | None, rule: tuple[str, str]) -> None:
    states = (build.state("early", "1", 1), build.state("steady", "3", 2, 3))
    account = cell_account(build.one_cell(WORKED, states=states), Claimed(1), target=target)
    assert (account.target_rule.source, account.target_rule.name) == rule


def test_above_the_last_state_a_target_is_assumed_without_a_name() -> None:
    account = cell_account(build.one_cell(WORKED, states=(build.state("early", "1", 1),)), Claimed(2))
    assert (account.target_rule.source, account.target_rule.name) == ("assumed", "")


def test_a_cell_without_a_score_has_no_calculation() -> None:
    standard = build.one_cell(WORKED)
    assert cell_account(standard, NotApplicable("no need")).not_applicable == NotApplicable("no need")
    for said in (None, NotApplicable("no need"), Claimed(3), build.ratings("2a:-")):
        assert cell_account(standard, said).climbs is None


def everything(standard: Standard, found: Explainer) -> Iterator[Any]:
    for capability in standard.ordered_capabilities():
        yield found.explain(Named("capability", capability.id, capability.id))
    for area in standard.areas:
        yield found.explain(Named("area", area.id))
    yield found.explain(Named("overall", "overall"))


def mean_of(roll_up: RollUp, field: str) -> Fraction | None:
    """By hand: the sum of weight times value, over the sum of the weights."""
    terms = roll_up.terms(field)
    if not terms:
        return None
    weighted = sum((term.weight * term.value for term in terms), Fraction(0))
    return weighted / sum((term.weight for term in terms), Fraction(0))


def drawn(data: st.DataObject) -> tuple[Standard, Answers, frozenset[str], Scorecard]:
    standard = data.draw(strategies.standards())
    answers = data.draw(strategies.answers(standard))
    valid = data.draw(strategies.valid_evidence)
    return standard, answers, valid, assess(standard, answers, valid, build.DAY)


@settings(deadline=None, max_examples=examples(60))
@given(st.data())
def test_every_step_shown_leads_to_the_scorecards_number(data: st.DataObject) -> None:
    """No second scorer: for any standard and answers an account ends where the scorecard does."""
    standard, answers, valid, card = drawn(data)
    found = Explainer(standard, answers, card, valid)
    for capability in card.capabilities:
        for cell in capability.cells:
            account = found.explain(Named("cell", cell.reference, cell.capability, cell.dimension))
            assert isinstance(account, CellAccount)
            numbers = cell.numbers
            assert (account.climbs is not None) == (cell.basis == "rated")
            if account.climbs is None:
                continue
            climbs = account.climbs
            assert (climbs.claimed.score, climbs.claimed.level) == (numbers.score, numbers.level)
            assert (climbs.evidenced.score, climbs.evidenced.level) == (numbers.evidenced, numbers.evidenced_level)
            assert (climbs.verified.score, climbs.verified.level) == (numbers.verified, numbers.verified_level)
            assert climbs.highest.score == numbers.high
            for level in climbs.claimed.levels:
                assert level.achievement == cell.achievement[level.level]
    for account in everything(standard, found):
        for field in ("score", "low", "high", "evidenced", "verified", "target", "gap"):
            assert mean_of(account.roll_up, field) == getattr(account.roll_up.numbers, field)


@settings(deadline=None, max_examples=examples(60))
@given(st.data())
def test_states_targets_and_prerequisites_agree_with_the_scorecard(data: st.DataObject) -> None:
    standard, answers, valid, card = drawn(data)
    found = Explainer(standard, answers, card, valid)
    overall = found.explain(Named("overall", "overall"))
    assert isinstance(overall, OverallAccount)
    reached = [account.state.id for account in overall.states if account.reached]
    assert card.overall.state == (reached[-1] if reached else None)
    by_score = [account for account in overall.states if account.score_reached]
    held = tuple(name for name, _ in by_score[-1].below_floor) if by_score else ()
    assert card.overall.held_back_by == held
    for step in card.priorities:
        account: Any = found.explain(Named("capability", step.capability, step.capability))
        unmet = [
            (each.requirement.capability, each.requirement.needs, each.has)
            for each in account.requirements
            if not each.met and each.requirement.for_level <= step.to_level
        ]
        assert unmet == [(blocker.capability, blocker.needs, blocker.has) for blocker in step.blocked_by]


def test_what_is_named_is_what_is_accounted_for() -> None:
    ahead, other = (build.criterion(name, themes=[theme]) for name, theme in (("3a", "ahead"), ("3b", "other")))
    cells = {"process": build.cell("2a", ahead, other), "people": build.cell("2a", "3a")}
    asks = [("ahead", "0.5"), ("other", "0.5")]
    standard = build.standard(
        {
            "north": [build.capability("a", cells), build.capability("b", cells)],
            "south": [build.capability("c", cells)],
        },
        states=[build.state("low", "1", 1, 3, asks=asks)],
        themes=(Theme("ahead", "Ahead", ""), Theme("other", "Other", "")),
    )
    said = {"a/process": Claimed(2), "a/people": Claimed(3), "b/process": Claimed(3), "b/people": Claimed(3)}
    found = explainer(standard, build.answers(said, scope=("north",), unknown=frozenset({"b/people"})))

    def account(kind: str, name: str) -> Any:
        return found.explain(Named(kind, name, *name.split("/") if "/" in name else ()))

    assert [part.reference for part in account("dimension", "people").parts] == ["a/people", "b/people", "c/people"]
    assert [part.reference for part in account("level", "2").parts] == ["a"]
    assert [part.reference for part in account("level", "3").parts] == ["b"]
    assert [ask.theme for ask in account("theme", "ahead").asks] == ["ahead"]
    assert account("criterion", "a/process/3b").account.criterion.id == "3b"
    assert account("criterion", "b/people/2a").cell.score.reference == "b/people"
    assert account("cell", "a/process").step.reference == "a/process"
    assert account("cell", "b/process").step is None
    assert [account("cell", name).unknown for name in ("b/people", "b/process")] == [True, False]
    assert [each.id for each in (account("area", "north"), account("area", "south"))] == ["north", "south"]
    assert account("area", "north").roll_up.numbers.score == Fraction(11, 4)
    assert account("area", "south").roll_up.numbers.score is None


def test_an_assumed_target_is_that_of_the_state_above_the_present_one() -> None:
    """A single cell at 3 is "steady": what comes next is "ahead", not what comes after the first state."""
    states = (build.state("early", "1", 1), build.state("steady", "3", 2, 3), build.state("ahead", "4", 3, 4))
    account = cell_account(build.one_cell(WORKED, states=states), Claimed(3))
    assert (account.target_rule.source, account.target_rule.name) == ("assumed", "ahead")


def test_claims_of_a_theme_are_listed_by_what_they_are_before_what_they_cost() -> None:
    """In the standard's order: out of scope, n/a, met, open; listed the other way round, the cheap and open first."""

    def bearing(name: str, *efforts: int) -> Capability:
        criteria = [
            build.criterion(f"2{letter}", effort=effort, themes=["joint"])
            for letter, effort in zip("abc", efforts, strict=False)
        ]
        return build.capability(name, {"process": build.cell(*criteria)})

    standard = build.standard(
        {"north": [bearing("away", 1), bearing("never", 1), bearing("done", 1), bearing("some", 3, 2, 4)]},
        dimensions=("process",),
        themes=(Theme("joint", "Joint", ""),),
    )
    answers = build.answers(
        {
            "never/process": NotApplicable("no need"),
            "done/process": build.ratings("2a:f"),
            "some/process": build.ratings("2a:n 2b:n 2c:l"),
        },
        scope=("never", "done", "some"),
    )
    account = explainer(standard, answers).explain(Named("theme", "joint"))
    assert isinstance(account, ThemeAccount)
    # left: 4 x 1/3, 2, 3; nothing; and what does not count has no effort at all
    assert [(each.reference, each.standing, each.left) for each in account.criteria] == [
        ("some/process/2c", "open", Fraction(4, 3)),
        ("some/process/2b", "open", 2),
        ("some/process/2a", "open", 3),
        ("done/process/2a", "met", 0),
        ("never/process/2a", "n/a", None),
        ("away/process/2a", "out-of-scope", None),
    ]


def test_what_is_said_of_a_criterion_at_its_limits() -> None:
    """Evidenced though nobody verified it; asked and not known; a level that comes to its threshold and no further."""
    written = build.cell(build.criterion("2a", weight=17), build.criterion("2b", weight=3), "2c")
    said = {"2a": Rated("fully", ("minutes",)), "2b": Rated("not"), "2c": NotApplicable("no need")}
    account = cell_account(
        build.one_cell(written), said, frozenset({"minutes"}), unknown=frozenset({"only/process/3a"})
    )
    support = account.criteria[0].support
    assert support is not None
    assert (support.evidenced, support.verified) == (True, False)
    assert account.climbs is not None
    (two,) = account.climbs.claimed.levels
    assert (two.achievement, two.above) == (Fraction(17, 20), False)  # 0.85 is not above 0.85
    open_ones = cell_account(build.one_cell(written), {"2a": Rated("not")}, unknown=frozenset({"only/process/2b"}))
    assert [each.unknown for each in open_ones.criteria] == [False, True, False]
