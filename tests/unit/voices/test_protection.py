"""What somebody who sees everything that a protected consensus gives can find out about one person.

The attacker knows how many there are and who answered what at which height, and sees the consensus in every form and
the scorecard of the file it makes. A lone answer is safe if nothing seen depends on it; where it has to count, if what
is seen fits several answers of everybody.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction as F
from itertools import combinations_with_replacement, product

import pytest

from btm_cli.answers.model import Answers, Assessor, CellAnswer, Claimed, Evidence, NotApplicable, Rated
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.voices.consensus_page import consensus_page
from btm_cli.render.voices.consensus_rows import consensus_rows
from btm_cli.render.voices.consensus_wire import consensus_data
from btm_cli.render.voices.consensus_yaml import render_consensus_yaml
from btm_cli.scoring import assess
from btm_cli.voices.consensus import find_consensus
from support import build

CELLS = {"process": build.full_cell(), "people": build.full_cell()}
STANDARD = build.standard({"north": [build.capability("alpha", CELLS), build.capability("beta", CELLS)]})
LEVELS = range(1, 6)
NO = NotApplicable("none here")
Said = dict[str, CellAnswer]


def whole(level: int, capability: str = "alpha") -> Said:
    return {f"{capability}/{dimension}": Claimed(level, whole_capability=True) for dimension in CELLS}


def cells(process: CellAnswer | None, people: CellAnswer | None = None) -> Said:
    said = {"alpha/process": process, "alpha/people": people}
    return {place: answer for place, answer in said.items() if answer is not None}


def nothing() -> Said:
    return {f"alpha/{dimension}": NO for dimension in CELLS}


def people(said: Sequence[Said]) -> list[Answers]:
    """Files as the loader leaves them: what is n/a in every cell of a capability is so as a whole."""
    files = []
    for number, one in enumerate(said):
        left_out = {"alpha": NO} if all(one.get(f"alpha/{dimension}") is NO for dimension in CELLS) else {}
        by = Assessor(str(number), "business")
        files.append(build.answers(one, answered_by=by, capability_not_applicable=left_out))
    return files


def seen(files: list[Answers]) -> tuple[str, ...]:
    """Everything that is given away."""
    found = find_consensus(STANDARD, files, 5)
    card = assess(STANDARD, found.answers, frozenset(), date(2026, 11, 28))
    return (
        json.dumps(consensus_data(found, STANDARD)),
        render_consensus_yaml(found, STANDARD),
        to_markdown(consensus_page(found, STANDARD, None)),
        str(list(consensus_rows(found, STANDARD).rows)),
        str([(one.id, one.numbers) for one in card.capabilities]),
        str(found),
    )


SIX = [whole(level) for level in (2, 3, 3, 4, 4, 5)]
SIX_BY_CELL = [
    cells(Claimed(level), Claimed(other)) for level, other in ((2, 1), (3, 3), (3, 4), (4, 2), (4, 5), (5, 5))
]
SIX_BY_CRITERION = [cells(build.ratings(f"2a:{letter} 2b:{letter} 3a:p"), Claimed(2)) for letter in "nplfff"]


@pytest.mark.parametrize("panel", [SIX, SIX_BY_CELL, SIX_BY_CRITERION], ids=["whole", "cell", "criterion"])
@pytest.mark.parametrize(
    "alone",
    [
        lambda level: cells(Claimed(level)),
        lambda level: cells(None, Claimed(level)),
        lambda level: cells(build.ratings(f"2a:{'nplff'[level - 1]}")),
    ],
    ids=["one cell", "the other cell", "one criterion"],
)
def test_nothing_shows_of_a_seventh_who_answers_only_a_part(panel: list[Said], alone: Callable[[int], Said]) -> None:
    given = {seen(people([*panel, alone(level)])) for level in LEVELS}
    assert len(given) == 1


def test_nothing_shows_of_which_of_two_parts_was_left_out() -> None:
    assert seen(people([*SIX, cells(Claimed(1))])) == seen(people([*SIX, cells(None, Claimed(5))]))


@pytest.mark.parametrize("panel", [SIX, SIX_BY_CELL, SIX_BY_CRITERION], ids=["whole", "cell", "criterion"])
def test_one_who_says_not_applicable_is_as_one_who_says_nothing(panel: list[Said]) -> None:
    assert seen(people([*panel, nothing()])) == seen(people([*panel, {}]))


@pytest.mark.parametrize("panel", [SIX, SIX_BY_CELL], ids=["whole", "cell"])
def test_what_few_say_is_told_at_the_height_of_all(panel: list[Said]) -> None:
    found = find_consensus(STANDARD, people([*panel, cells(Claimed(5))]), 5)
    assert [item.reference for item in found.items] == ["alpha"]
    # The lowest levels of the six: 2 3 3 4 4 5, or of (2 1) (3 3) (3 4) (4 2) (4 5) (5 5) 1 3 3 2 4 5; lower middle 3.
    assert found.answers.cells["alpha", "process"] == Claimed(3, whole_capability=True)


def test_the_same_people_on_every_cell_are_told_by_cell() -> None:
    found = find_consensus(STANDARD, people(SIX_BY_CELL), 5)
    # 2 3 3 4 4 5 and 1 3 4 2 5 5, in order 1 2 3 4 5 5: the lower of two middles is 3, and 3.
    assert {item.reference: item.outcome for item in found.items} == {"alpha/process": 3, "alpha/people": 3}


def test_the_same_criteria_are_told_by_criterion() -> None:
    found = find_consensus(STANDARD, people(SIX_BY_CRITERION), 5)
    # n p l f f f: the lower middle is l.
    answer = found.answers.cells["alpha", "process"]
    assert answer == {"2a": Rated("largely"), "2b": Rated("largely"), "3a": Rated("partially")}


def test_a_cell_that_few_answered_is_left_open_and_the_rest_is_told() -> None:
    panel = [cells(Claimed(level)) for level in (1, 2, 3)] + [whole(level) for level in (3, 4)]
    found = find_consensus(STANDARD, people(panel), 5)
    assert found.too_few == ("alpha/people",)
    # Two claim the whole and three the one cell: as a whole, over what all five have answered.
    assert [(item.reference, item.outcome) for item in found.items] == [("alpha", 3)]


def test_whatever_is_seen_of_five_fits_several_answers_of_theirs() -> None:
    fits: dict[tuple[str, ...], list[tuple[int, ...]]] = {}
    for levels in combinations_with_replacement(LEVELS, 5):
        fits.setdefault(seen(people([whole(level) for level in levels])), []).append(levels)
    assert sum(map(len, fits.values())) == 126
    for panels in fits.values():
        assert len(panels) > 1
        assert any(len(set(levels)) > 1 for levels in panels)  # that all said the same is never certain


def test_nor_do_two_questions_together_tell_what_was_said_to_one() -> None:
    fits: dict[str, list[tuple[tuple[int, ...], ...]]] = {}
    others = [(1, 1, 1, 1, 1), (1, 1, 3, 5, 5), (2, 3, 3, 3, 4), (3, 4, 5, 5, 5)]
    for process, other in product(combinations_with_replacement(LEVELS, 5), others):
        said = [cells(Claimed(one), Claimed(two)) for one, two in zip(process, other, strict=True)]
        fits.setdefault(str(find_consensus(STANDARD, people(said), 5)), []).append((process, other))
    for pairs in fits.values():
        assert len({process for process, _ in pairs}) > 1


def test_nobody_is_singled_out_by_what_is_seen_of_six_and_one_beside_them() -> None:
    """Six claim the whole, one claims a cell: whatever the six say, the lone one may have said anything."""
    for low, high in product(LEVELS, LEVELS):
        panel = [whole(low)] * 3 + [whole(high)] * 3
        assert len({seen(people([*panel, cells(Claimed(level))])) for level in LEVELS}) == 1


def test_one_persons_period_date_and_scope_do_not_stand_in_the_result() -> None:
    files = people([whole(3)] * 6)
    files[0] = files[0]._replace(period="2026-Q1", assessed_on=date(2026, 11, 27), scope=("alpha",))
    found = find_consensus(STANDARD, files, 5).answers
    assert (found.period, found.assessed_on, found.scope) == (None, build.DAY, ())


def test_dates_that_nobody_shares_come_to_the_lower_median() -> None:
    files = [one._replace(assessed_on=date(2026, 11, day)) for day, one in enumerate(people([whole(3)] * 6), 1)]
    assert find_consensus(STANDARD, files, 5).answers.assessed_on == date(2026, 11, 3)


@pytest.mark.parametrize("owners", [1, 5])
def test_evidence_and_verification_of_few_are_not_told(owners: int) -> None:
    proof = {"minutes": Evidence("Minutes", date(2026, 1, 1), url="https://x.example")}
    proven = {place: Claimed(4, ("minutes",), "Auditor", None, True) for place in whole(4)}
    files = [one._replace(evidence=proof) for one in people([proven] * owners + [whole(4)] * (6 - owners))]
    found = find_consensus(STANDARD, files, 5).answers
    answer = found.cells["alpha", "process"]
    told = owners >= 5
    assert isinstance(answer, Claimed)
    assert (answer.evidence, answer.verified_by) == ((("minutes",), "Auditor") if told else ((), None))
    assert list(found.evidence) == (["minutes"] if told else [])


def test_the_perception_gap_is_told_by_halves() -> None:
    files = people([whole(level) for level in (3, 3, 3, 3, 4, 2, 2, 2, 2, 2)])
    sides = [
        one._replace(answered_by=Assessor(str(n), "business" if n < 5 else "technology")) for n, one in enumerate(files)
    ]
    # Means 16/5 and 2: a gap of 1.2, which is nearest to 1.
    [gap] = find_consensus(STANDARD, sides, 5).gaps
    assert (float(gap.gap), gap.business, gap.technology, gap.business_voices) == (1.0, None, None, None)


@pytest.mark.parametrize(("more", "gap"), [(1, F(0)), (2, F(1, 2)), (6, F(1)), (-2, F(-1, 2)), (-6, F(-1))])
def test_a_gap_between_two_halves_is_told_as_the_larger_one(more: int, gap: F) -> None:
    """Eight of each side; `more` of them one level apart from the others: an eighth of a level for each."""
    apart = [4 if number < abs(more) else 3 for number in range(8)]
    levels = [*apart, *[3] * 8] if more > 0 else [*[3] * 8, *apart]
    sides = [
        one._replace(answered_by=Assessor(str(number), "business" if number < 8 else "technology"))
        for number, one in enumerate(people([whole(level) for level in levels]))
    ]
    assert [one.gap for one in find_consensus(STANDARD, sides, 5).gaps] == [gap]


def test_one_who_leaves_out_a_capability_that_all_claim_as_a_whole_does_not_multiply_it() -> None:
    files = people([*SIX, nothing()])
    found = find_consensus(STANDARD, files)
    assert [item.reference for item in found.items] == ["alpha"]
    assert [item.reference for item in found.agenda] == ["alpha"]
    assert found.items[0].not_applicable == 1
