"""The advice on one screen: the verdict last, no more lines than a reader sees at once, and nothing left out unsaid."""

from __future__ import annotations

import json
import random

import pytest

from btm_cli.render.browse.advice_page import advice_brief
from btm_cli.render.document.terminal import written
from btm_cli.standard.advice import Bar, Lift, advise
from btm_cli.standard.companion_schema import AdvisorFile
from support.firms import STANDARD
from support.run import in_process

ADVISOR = AdvisorFile.model_validate(
    {
        "questions": [
            {
                "id": name,
                "text": f"How is {name}?",
                "why": "It decides.",
                "options": [
                    {"id": "less", "text": "Less", "points": {"alignment": 2}, "reason": f"Little {name} is enough."},
                    {"id": "more", "text": "More", "points": {"synchronization": 2}, "reason": f"Much {name} counts."},
                ],
            }
            for name in ("pace", "reach", "depth", "trust")
        ]
    }
)


def screen(chosen: dict[str, str], advisor: AdvisorFile = ADVISOR) -> list[str]:
    return written(advice_brief(advise(advisor, STANDARD, chosen), advisor, STANDARD)).splitlines()


def test_the_advice_is_the_last_thing_said() -> None:
    lines = screen({"pace": "less", "reach": "less", "depth": "less"})
    assert lines[0] == "Which state to pursue"
    # 6 of 6 points for alignment, none of 6 for synchronization
    assert " ".join(" ".join(lines).split()).endswith(
        "Advice Alignment. It leads by 100% of what could be had. 3 of 4 questions are answered. The start of a "
        "conversation: a target is a choice, and this sets none by itself."
    )


def test_of_three_reasons_two_are_told_and_one_is_counted() -> None:
    text = " ".join(" ".join(screen({"pace": "less", "reach": "less", "depth": "less"})).split())
    assert "For it Little pace is enough. Little reach is enough. And one more reason. Not answered trust. " in text
    assert "Little depth" not in text


def test_without_an_advice_the_open_questions_stand_with_what_can_be_said() -> None:
    advisor = ADVISOR.model_copy(update={"least_answers": 3})
    lines = screen({"pace": "less"}, advisor)
    assert [" ".join(line.split()) for line in lines[2:5]] == [
        "reach: less, more",
        "depth: less, more",
        "trust: less, more",
    ]
    assert " ".join(" ".join(lines).split()).endswith(
        "Advice No advice yet. 3 answers are needed at least: --answer ID=OPTION, for each. "
        "1 of 4 questions are answered."
    )


def test_what_is_ruled_out_and_what_to_aim_higher_at_is_said_before_the_advice() -> None:
    advice = advise(ADVISOR, STANDARD, {"pace": "less"})._replace(
        barred=(Bar("convergence", "reach", "less", "more is reached"),),
        lifts=tuple(
            Lift(name, 4, 5, (("pace", "less"),))
            for name in (
                "business-architecture",
                "technology-architecture",
                "asset-rationalization",
                "application-portfolio-management",
            )
        ),
    )
    text = " ".join(written(advice_brief(advice, ADVISOR, STANDARD)).split())
    assert "Ruled out Convergence is ruled out for now (“Less”), until more is reached." in text
    assert (
        "Aim higher Business Architecture: level 4, importance 5; Technology Architecture: level 4, importance 5; "
        "and 2 more."
    ) in text
    assert text.index("Ruled out") < text.index("Aim higher") < text.index("Advice Alignment.")


def chosen_by_lot(seed: int, questions: list[dict[str, object]]) -> list[str]:
    """Options of the shipped advisor, for each question one or none."""
    source = random.Random(seed)
    answers = []
    for question in questions:
        options = [option["id"] for option in question["options"]]  # type: ignore[attr-defined]  # of JSON
        if source.random() < 0.9:
            answers += ["--answer", f"{question['id']}={source.choice(options)}"]
    return answers


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_answered_fits_one_screen(seed: int) -> None:
    """Of the shipped questions, beside what each state takes an example; the open ones are those that JSON lists."""
    questions = json.loads(in_process("advise", "--format", "json").out)["open"]
    text = in_process("advise", "examples/harbor-foods/answers.yaml", *chosen_by_lot(seed, questions)).text
    assert len(text.splitlines()) <= 36, text
    assert max(map(len, text.splitlines())) <= 80
