"""The advisor counts points by hand-made questions; alignment can win, and a tie is said to be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli.files import DiskFiles
from btm_cli.standard.advice import advise
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
    assert (advice.recommended, advice.ahead) == ("calm", 1)  # 3 + 0 against 0 + 2
    assert dict(advice.points) == {"calm": 3, "lively": 2}
    assert dict(advice.most) == {"calm": 5, "lively": 4}
    assert [reason.option for reason in advice.for_it] == ["slow"]
    assert [reason.option for reason in advice.against_it] == ["much"]
    assert advice.open == ()


def test_a_tie_names_both_and_puts_the_lower_state_first(tiny: Standard) -> None:
    advice = advise(ADVISOR, tiny, {"money": "much"})
    assert advice.tied == ()
    tied = AdvisorFile.model_validate(
        {"questions": [{"id": "q", "text": "Q?", "why": "w", "options": [option("even", 1, 1), option("other", 0, 1)]}]}
    )
    advice = advise(tied, tiny, {"q": "even"})
    assert (advice.recommended, advice.tied, advice.ahead) == ("calm", ("calm", "lively"), 0)


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
