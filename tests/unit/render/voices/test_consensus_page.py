"""A consensus as a page: who is named, what is shown in part, what there is to say where people agree."""

from __future__ import annotations

from btm_cli.answers.model import Answers, Assessor, CellAnswer, Claimed
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.voices.consensus_page import consensus_page
from btm_cli.voices.consensus import find_consensus
from support import build

CELLS = {"process": build.full_cell(), "people": build.full_cell()}
STANDARD = build.standard({"north": [build.capability("alpha", CELLS), build.capability("beta", CELLS)]})


def person(name: str, side: str | None, *levels: int) -> Answers:
    places = ("alpha/process", "alpha/people", "beta/process", "beta/people")
    cells: dict[str, CellAnswer] = dict(zip(places, map(Claimed, levels), strict=False))
    return build.answers(cells, answered_by=Assessor(name, side))


def page(*files: Answers, top: int | None = 10, minimum: int = 1) -> str:
    return to_markdown(consensus_page(find_consensus(STANDARD, files, minimum), STANDARD, top))


def test_both_sides_by_hand() -> None:
    text = page(person("Ann", "business", 2, 2, 3, 3), person("Bob", "technology", 4, 4, 3, 1))
    # Alpha: (2 + 2) / 2 against 4; beta: 3 against (3 + 1) / 2, and who is higher sees it in a better light.
    assert "| Alpha | 2.00 (1) | 4.00 (1) | -2.00 | technology |" in text
    assert "| Beta | 3.00 (1) | 2.00 (1) | 1.00 | business |" in text
    assert "Alpha / Process: 2, from 2 (Ann), 4 (Bob)" in text
    # Bob is two steps from the consensus (the lower answer) in both cells of alpha.
    assert "| Bob | 3.00 | 4 | 2 |" in text


def test_a_list_shown_in_part_says_so() -> None:
    files = (person("Ann", "business", 1, 1, 1, 1), person("Bob", "technology", 2, 3, 4, 5))
    assert "## Agenda: what to talk about first (2 of 4; all with --format json)" in page(*files, top=2)
    assert "## Perception gap: business minus technology (1 of 2; all with --format json)" in page(*files, top=1)
    assert "--format" not in page(*files, top=None)


def test_people_who_are_protected_are_nowhere() -> None:
    files = [person(f"Name{number}", None, number, 2) for number in (1, 2, 3)]
    text = page(*files, minimum=3)
    assert "Nobody is named, and nothing is told of fewer than 3 people." in text
    assert "Name" not in text
    # 1, 2 and 3: a variance of 1 beside 2 by chance leaves an r_wg of 1/2.
    assert "**moderate** Alpha / Process: 2" in text


def test_one_respondent_has_nothing_to_settle() -> None:
    text = page(person("Ann", None, 2, 2))
    assert "Consensus of 1 respondent on 2 items." in text
    assert "Everybody says the same of everything: there is nothing to settle." in text


def test_settings_that_differ_say_what_becomes_of_them() -> None:
    other = person("Bob", None, 2)._replace(period="2026-Q3", assessed_on=build.DAY.replace(day=1))
    text = page(person("Ann", None, 2), other)
    assert "- **assessed\\_on:** the latest date is taken" in text
