"""Standards that are not BTM, as pure data: loaded, scored and printed by the same code.

Every expected number is worked out by hand from the files in cases/standards and the rules of the scoring contract.
"""

from __future__ import annotations

import json
from fractions import Fraction as F
from pathlib import Path

import pytest

from btm_cli.answers.load import load_answers
from btm_cli.evidence import examine
from btm_cli.files import DiskFiles
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Scorecard
from btm_cli.standard.load import load_standard

CASES = Path(__file__).parent / "cases" / "standards"


def scored(name: str) -> Scorecard:
    folder = (CASES / name).as_posix()
    standard, problems = load_standard(f"{folder}/standard")
    assert standard is not None, problems
    assert problems == []
    loaded, problems = load_answers(f"{folder}/answers.yaml", DiskFiles(), {standard.name: standard}.get, [])
    assert loaded is not None, problems
    assert problems == []
    day = loaded.answers.assessed_on
    return assess(standard, loaded.answers, examine(loaded.answers, folder, DiskFiles(), day).valid, day)


def capability(card: Scorecard, name: str) -> CapabilityScore:
    return next(each for each in card.capabilities if each.id == name)


def cell(card: Scorecard, reference: str) -> CellScore:
    return next(each for one in card.capabilities for each in one.cells if each.reference == reference)


@pytest.fixture(scope="module")
def workshop() -> Scorecard:
    return scored("workshop")


@pytest.fixture(scope="module")
def dockyard() -> Scorecard:
    return scored("dockyard")


@pytest.mark.parametrize(
    ("reference", "basis", "score", "level", "high"),
    [
        # most 1 + half 1/2 + some 1/4, everything answered
        ("code-review/routine", "rated", F(7, 4), 1, F(7, 4)),
        # level 1: (some 1/4 x 1 + half 1/2 x 3) / 4 = 7/16; 2a none; 3a open, so at best 1 more
        ("code-review/proof", "rated", F(7, 16), 0, F(23, 16)),
        # most 1; the only criterion of level 2 is n/a: 1; none 0
        ("build-chain/routine", "rated", F(2), 2, F(2)),
        ("build-chain/proof", "claimed", F(1), 1, F(1)),
        # most 1 + mean of half and some 3/8; 3a open
        ("incident-care/routine", "rated", F(11, 8), 1, F(19, 8)),
        # this standard has nothing there
        ("incident-care/proof", "n/a", None, None, None),
    ],
)
def test_levels_that_add_up(
    workshop: Scorecard, reference: str, basis: str, score: F | None, level: int | None, high: F | None
) -> None:
    found = cell(workshop, reference)
    assert (found.basis, found.numbers.score, found.numbers.level) == (basis, score, level)
    assert (found.numbers.low, found.numbers.high) == (score, high)
    assert found.out_of_order == ()


def test_weights_of_dimensions_capabilities_and_areas(workshop: Scorecard) -> None:
    # routine weighs 2, proof 1: (2 x 28/16 + 7/16) / 3 = 63/48; (2 x 2 + 1) / 3; one cell only
    by_capability = {each.id: (each.numbers.score, each.numbers.level) for each in workshop.capabilities}
    assert by_capability == {"code-review": (F(21, 16), 1), "build-chain": (F(5, 3), 1), "incident-care": (F(11, 8), 1)}
    # build-chain weighs 3: (21/16 + 3 x 5/3) / 4 = 101/64
    assert {each.id: each.numbers.score for each in workshop.areas} == {"making": F(101, 64), "running": F(11, 8)}
    # running weighs 2: (101/64 + 2 x 88/64) / 3 = 277/192
    assert (workshop.overall.numbers.score, workshop.overall.numbers.level) == (F(277, 192), 1)


def test_what_is_open_evidenced_and_verified(workshop: Scorecard) -> None:
    numbers = workshop.overall.numbers
    # criteria: 3 of 3, 3 of 4, 2 of 2 (one n/a), 3 of 3 (claimed), 3 of 4
    assert (numbers.answered, numbers.applicable) == (14, 16)
    assert numbers.settled == F(3, 5)
    # evidenced cells: 1, 0; 1 (its n/a level), 1; 0. So 2/3 and 1, making (2/3 + 3) / 4 = 11/12, overall 11/12 / 3
    assert numbers.evidenced == F(11, 36)
    # verified: the claim falls to the base, so build-chain (2 x 1 + 0) / 3; making (2/3 + 3 x 2/3) / 4 = 2/3
    assert numbers.verified == F(2, 9)
    assert workshop.overall.state is None


def test_gaps_to_a_level(workshop: Scorecard) -> None:
    # cells: 1/4, 25/16; 0, 1; 5/8. Capabilities: (2 x 4/16 + 25/16) / 3 = 33/48; 1/3; 5/8
    assert [each.numbers.gap for each in workshop.capabilities] == [F(11, 16), F(1, 3), F(5, 8)]
    # making (11/16 + 3 x 1/3) / 4 = 27/64; overall (27/64 + 2 x 40/64) / 3
    assert workshop.overall.numbers.gap == F(107, 192)
    # a step's gain is its dimension's share of its capability: routine 2/3 and proof 1/3, but all of incident-care's
    assert {step.reference: step.gain for step in workshop.priorities} == {
        "code-review/routine": F(2, 3) * F(1, 4),
        "code-review/proof": F(1, 3) * F(9, 16),
        "build-chain/proof": F(1, 3),
        "incident-care/routine": F(5, 8),
    }


@pytest.mark.parametrize(
    ("reference", "basis", "score", "level", "out_of_order"),
    [
        # 1a largely, 1b complete; 2a largely; 3a started is too little for level 3
        ("roster/practice", "rated", F(7, 3), 2, ()),
        ("roster/management", "rated", F(4, 3), 1, ("3a",)),
        ("inspection/practice", "claimed", F(2), 2, ()),
        ("repair/practice", "rated", F(1), 1, ()),
        ("repair/management", "not-assessed", None, None, ()),
        ("stowage/practice", "n/a", None, None, ()),
    ],
)
def test_every_practice_at_least_largely(
    dockyard: Scorecard, reference: str, basis: str, score: F | None, level: int | None, out_of_order: tuple[str, ...]
) -> None:
    found = cell(dockyard, reference)
    assert (found.basis, found.numbers.score, found.numbers.level) == (basis, score, level)
    assert found.out_of_order == out_of_order


def test_the_weakest_link_and_one_state(dockyard: Scorecard) -> None:
    assert [(each.numbers.score, each.numbers.level) for each in dockyard.capabilities] == [
        (F(11, 6), 1),  # (7/3 + 4/3) / 2
        (F(2), 2),
        (F(1), 1),
        (None, None),
    ]
    # crew 11/6; hull (2 + 1) / 2; cargo is n/a
    overall = dockyard.overall
    assert (overall.numbers.score, overall.numbers.level) == (F(5, 3), 1)
    assert (overall.state, overall.state_by_score, overall.held_back_by) == ("seaworthy", "seaworthy", ())
    assert overall.provisional
    # no state above: the target is the top level
    assert dockyard.target_assumed
    assert overall.numbers.target == 3
    assert capability(dockyard, "roster").limited_by == ("management",)


def test_between_low_and_high(dockyard: Scorecard) -> None:
    numbers = dockyard.overall.numbers
    # repair: practice settled at 1 (2a is absent, whatever 3a will be), management 0 to 3: 1/2 to 2
    # hull (2 + 1/2) / 2 = 5/4 to 2; overall (11/6 + 5/4) / 2 to (11/6 + 2) / 2
    assert (numbers.low, numbers.high) == (F(37, 24), F(23, 12))
    assert (numbers.answered, numbers.applicable) == (15, 19)
    assert numbers.settled == F(5, 6)
    assert dockyard.assess_first == ("repair/management",)


def test_steps_and_what_blocks_them(dockyard: Scorecard) -> None:
    blocked = {step.reference: [each.capability for each in step.blocked_by] for step in dockyard.priorities}
    # inspection needs roster at 2 for its level 3, and roster is at 1; repair's need (inspection at 1) is met
    assert blocked == {
        "roster/practice": [],
        "roster/management": [],
        "inspection/practice": ["roster"],
        "inspection/management": ["roster"],
        "repair/practice": [],
    }
    first = dockyard.priorities[0]
    # gain (2 - 4/3) / 2, lift 1 (the only cell that keeps roster below level 2), enables 1 (inspection waits for this
    # cell alone), importance 3, effort 1 x (1 - 1/3): 3 x 7/3 / (2/3)
    assert (first.reference, first.priority) == ("roster/management", F(21, 2))


@pytest.mark.parametrize("output", ["text", "json", "yaml", "csv", "markdown", "svg"])
@pytest.mark.parametrize(("name", "shown"), [("workshop", "1.44"), ("dockyard", "1.67")])
def test_every_format_of_the_command(name, shown, output, run_btm):
    result = run_btm("assess", CASES / name / "answers.yaml", "--standard", CASES / name / "standard", "-f", output)
    assert (result.returncode, result.stderr) == (0, "")
    if output == "csv":
        assert all(each in result.stdout for each in ("routine", "proof") if name == "workshop")
    else:
        assert shown in result.stdout


def test_the_scorecard_names_the_standard(run_btm):
    folder = CASES / "dockyard"
    result = run_btm("assess", folder / "answers.yaml", "--standard", folder / "standard", "--format", "json")
    card = json.loads(result.stdout)
    assert (card["standard"]["id"], card["standard"]["edition"]) == ("dockyard", "2026-a")
    assert card["overall"]["state"] == "seaworthy"


def test_without_its_standard_an_answers_file_is_refused(run_btm):
    result = run_btm("assess", CASES / "workshop" / "answers.yaml")
    assert result.returncode == 3
    assert "unknown-edition" in result.stderr


@pytest.mark.parametrize("name", ["workshop", "dockyard"])
def test_a_foreign_standard_can_be_browsed(name, run_btm):
    folder = CASES / name / "standard"
    assert run_btm("standard", "validate", folder).returncode == 0
    shown = run_btm("standard", "show", "--standard", folder, "--format", "markdown")
    assert (shown.returncode, shown.stderr) == (0, "")
    listed = run_btm("standard", "list", "--standard", folder).stdout
    assert ("5 cells" if name == "workshop" else "8 cells") in " ".join(listed.split())
