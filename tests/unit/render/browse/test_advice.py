"""An advice as a page and as data: recommended, tied, or not answered at all."""

from __future__ import annotations

from btm_cli.render.browse.advice_page import advice_page
from btm_cli.render.browse.advice_wire import advice_data
from btm_cli.render.document.markdown import to_markdown
from btm_cli.standard.advice import advise
from btm_cli.standard.companion_schema import AdvisorFile
from support import build
from support.wire import assert_written_as_described

STANDARD = build.standard(
    {"north": [build.capability("alpha")]}, states=[build.state("low", "1", 1), build.state("high", "3", 2)]
)
ADVISOR = AdvisorFile.model_validate(
    {
        "questions": [
            {
                "id": "pace",
                "text": "How fast?",
                "why": "It decides.",
                "options": [
                    {"id": "slow", "text": "Slowly", "points": {"low": 2}, "reason": "There is time."},
                    {"id": "fast", "text": "Fast", "points": {"high": 2, "low": 1}, "reason": "There is none."},
                ],
            },
            {
                "id": "partners",
                "text": "With whom?",
                "why": "It matters.",
                "options": [
                    {"id": "none", "text": "Nobody", "points": {"low": 1}, "reason": "Alone."},
                    {"id": "many", "text": "Many", "points": {"high": 1}, "reason": "Together."},
                ],
            },
        ]
    }
)


def page(**chosen: str) -> str:
    advice = advise(ADVISOR, STANDARD, chosen)
    assert_written_as_described("advice", advice_data(advice, ADVISOR, STANDARD))
    return to_markdown(advice_page(advice, ADVISOR, STANDARD))


def test_the_leading_state_with_its_reasons_and_what_is_open() -> None:
    text = page(pace="slow")
    # 2 points of at most 2 for low, 0 of 2 for high.
    assert text.startswith("# Low\n\nIt leads by 100% of what could be had.\n\n1 of 2 questions are answered.\n")
    assert "- **Low:** 2 of 2 points, 100%\n- **High:** 0 of 2 points, 0%\n" in text
    assert "## For Low\n\n- There is time. (How fast? Slowly.)\n" in text
    assert "## Against" not in text
    assert "## Not answered\n\n**partners:** With whom?\n\n- **none:** Nobody\n- **many:** Many\n" in text


def test_a_lead_of_a_third_and_what_speaks_against_it() -> None:
    text = page(pace="slow", partners="many")  # low 2 of 3, high 1 of 3
    assert text.startswith("# Low\n\nIt leads by 33% of what could be had.\n\n2 of 2 questions are answered.\n")
    assert "## Against Low\n\n- Together. (With whom? Many.)\n" in text
    assert "## Not answered" not in text


def test_a_tie_is_said_to_be_one() -> None:
    text = page(pace="fast", partners="none")  # low 1 + 1, high 2
    assert text.startswith("# Between Low and High\n\nThey are tied. Low comes first because it costs less to reach;")


def test_nothing_answered_is_no_advice() -> None:
    text = page()
    assert text.startswith("# No advice yet\n\nAn answer is needed: --answer ID=OPTION.\n")
    assert "points" not in text
