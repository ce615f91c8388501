"""The advisor counts points by hand-made questions; alignment can win, and a tie is said to be one."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from btm_cli.files import DiskFiles
from btm_cli.standard.advice import Bar, Lift, advise, worded
from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.companion_schema import AdvisorFile
from btm_cli.standard.companions import load_companions
from btm_cli.standard.model import Standard


def option(name: str, calm: int, lively: int) -> dict:
    return {"id": name, "text": name, "points": {"calm": calm, "lively": lively}, "reason": f"because {name}"}


ADVISOR = AdvisorFile.model_validate(
    {
        "questions": [
            {"id": "pace", "text": "Pace?", "why": "w", "options": [option("slow", 3, 0), option("fast", 0, 2)]},
            {"id": "money", "text": "Money?", "why": "w", "options": [option("little", 2, 1), option("much", 0, 2)]},
        ]
    }
)


@pytest.fixture
def tiny(tmp_path: Path) -> Standard:
    from btm_cli.standard.load import load_standard
    from support.small_standard import write_standard

    standard, _ = load_standard(write_standard(tmp_path))
    assert standard is not None
    return standard


def test_points_add_up_and_reasons_are_sorted_by_lead(tiny: Standard) -> None:
    advice = advise(ADVISOR, tiny, {"pace": "slow", "money": "much"})
    assert (advice.recommended, advice.ahead) == ("calm", Fraction(1, 10))  # 3 + 0 of 5 against 0 + 2 of 4
    assert dict(advice.points) == {"calm": 3, "lively": 2}
    assert dict(advice.most) == {"calm": 5, "lively": 4}
    assert [reason.option for reason in advice.for_it] == ["slow"]
    assert [reason.option for reason in advice.against_it] == ["much"]
    assert advice.open == ()


def test_a_tie_names_both_and_puts_the_lower_state_first(tiny: Standard) -> None:
    advice = advise(ADVISOR, tiny, {"money": "much"})
    assert advice.tied == ()
    tied = AdvisorFile.model_validate(
        {"questions": [{"id": "q", "text": "Q?", "why": "w", "options": [option("even", 1, 1), option("other", 0, 0)]}]}
    )
    advice = advise(tied, tiny, {"q": "even"})
    assert (advice.recommended, advice.tied, advice.ahead) == ("calm", ("calm", "lively"), 0)


def changed(**more: object) -> AdvisorFile:
    return AdvisorFile.model_validate(ADVISOR.model_dump() | more)


def test_shares_decide_and_not_points(tiny: Standard) -> None:
    """little gives calm 2 of at most 2 and lively 1 of 2; the points of slow and little differ from their shares."""
    advice = advise(ADVISOR, tiny, {"pace": "fast", "money": "little"})  # calm 0 + 2 of 5, lively 2 + 1 of 4
    assert (dict(advice.shares), advice.recommended) == ({"calm": Fraction(2, 5), "lively": Fraction(3, 4)}, "lively")


def test_what_is_little_behind_is_close_and_no_tie(tiny: Standard) -> None:
    """As above the lead of calm is a tenth: not less than 0.10, and less than 0.11."""
    chosen = {"pace": "slow", "money": "much"}
    assert advise(changed(close_below="0.10"), tiny, chosen).close == ()
    assert advise(changed(close_below="0.11"), tiny, chosen).close == ("lively",)


def test_a_bar_takes_the_lead_away_and_says_what_lifts_it(tiny: Standard) -> None:
    bar = {"question": "money", "option": "much", "states": ["lively"], "until": "there is less"}
    advice = advise(changed(rules_out=[bar]), tiny, {"pace": "fast", "money": "much"})
    assert (advice.recommended, advice.tied, advice.close) == ("calm", (), ())
    assert advice.barred == (Bar("lively", "money", "much", "there is less"),)
    assert advise(changed(rules_out=[bar]), tiny, {"pace": "fast", "money": "little"}).barred == ()


def test_too_few_answers_are_no_advice(tiny: Standard) -> None:
    advice = advise(changed(least_answers=2), tiny, {"pace": "slow"})
    assert (advice.recommended, advice.for_it, advice.lifts) == (None, (), ())
    assert advise(changed(least_answers=2), tiny, {"pace": "slow", "money": "much"}).recommended == "calm"


def test_a_lift_is_one_level_up_at_most_to_the_one_below_the_top(tiny: Standard) -> None:
    """Three levels: lively aims at 3, the top, so nothing is above it."""
    lifts = [{"question": "pace", "option": "fast", "capabilities": ["beta", "alpha"]}]
    found = advise(changed(lifts=lifts), tiny, {"pace": "fast"})
    assert found.lifts == (Lift("alpha", 3, 5, (("pace", "fast"),)), Lift("beta", 3, 5, (("pace", "fast"),)))
    assert advise(changed(lifts=lifts), tiny, {"pace": "slow"}).lifts == ()


def test_a_profile_words_questions_and_options_and_nothing_else() -> None:
    told = worded(changed(wording={"public": {"pace": "How soon?", "pace/slow": "By law"}}), ["other", "public"])
    first, second = told.questions
    assert (first.text, [each.text for each in first.options]) == ("How soon?", ["By law", "fast"])
    assert second == ADVISOR.questions[1]
    assert [each.points for each in first.options] == [each.points for each in ADVISOR.questions[0].options]


PLATFORM = {
    "technology-revenue": "over-four-fifths", "market-pace": "under-six-months", "information-intensity": "information",
    "role-of-technology": "be-the-business", "cost-of-delay": "lost-customers", "cost-pressure": "growth-first",
    "regulation": "light", "unit-autonomy": "one-business", "partners": "platform", "new-ventures": "constant",
}  # fmt: skip
AGENCY = {
    "technology-revenue": "a-half-to-four-fifths", "market-pace": "six-months-to-two-years",
    "information-intensity": "goods-with-information", "role-of-technology": "open-new-business",
    "cost-of-delay": "lost-opening", "cost-pressure": "not-free", "regulation": "moving-rules",
    "unit-autonomy": "customers-or-data",
}  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "by_points", "advised"),
    [
        # Convergence has every point it could have had in ten questions, and none where leadership delegates.
        (PLATFORM | {"leadership-attention": "delegate", "cost-pressure": "not-free"}, "convergence", "alignment"),
        (PLATFORM | {"leadership-attention": "merge"}, "convergence", "convergence"),
        (PLATFORM | {"leadership-attention": "delegate"}, "convergence", "synchronization"),
        # Synchronization has 3 points in seven of eight questions, and is out while nothing may be spent ahead.
        (AGENCY, "synchronization", "alignment"),
        (AGENCY | {"cost-pressure": "case-by-case"}, "synchronization", "synchronization"),
    ],
)
def test_archetypes(root: Path, chosen: dict[str, str], by_points: str, advised: str) -> None:
    """A platform without a leadership for it, and a tax agency while costs must fall (edition.md 8 of edition 1.1)."""
    standard = load_bundled()
    companions, _ = load_companions(str(root / "standard"), DiskFiles(), standard)
    assert companions is not None
    assert companions.advisor is not None
    advice = advise(companions.advisor, standard, chosen)
    assert max(advice.shares, key=lambda state: advice.shares[state]) == by_points
    assert advice.recommended == advised


def test_nothing_answered_is_no_advice(tiny: Standard) -> None:
    advice = advise(ADVISOR, tiny, {})
    assert advice.recommended is None
    assert advice.open == ("pace", "money")


def test_each_state_of_the_shipped_advisor_can_win(root: Path) -> None:
    standard = load_bundled()
    companions, _ = load_companions(str(root / "standard"), DiskFiles(), standard)
    assert companions is not None
    assert companions.advisor is not None
    for state in ("alignment", "synchronization", "convergence"):
        best = {
            question.id: max(
                question.options,
                key=lambda one: (
                    one.points.get(state, 0)
                    - max((points for name, points in one.points.items() if name != state), default=0)
                ),
            ).id
            for question in companions.advisor.questions
        }
        assert advise(companions.advisor, standard, best).recommended == state
