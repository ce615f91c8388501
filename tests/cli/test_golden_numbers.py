"""The numbers of the examples' scorecards by another route: by hand, and by the slow reference scorer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from hashlib import sha256
from math import floor

import pytest

from btm_cli.answers.load import load_answers
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import Standards
from btm_cli.standard.model import Criterion, Standard
from support.golden import EXAMPLES, FOLDER
from support.quick_yaml import load_yaml
from support.reference import Place, Reference
from support.run import ROOT, in_process


def rounded(number: Fraction | int | None) -> float | None:
    """Two decimals, half up."""
    return None if number is None else floor(Fraction(number) * 100 + Fraction(1, 2)) / 100


def holding_evidence(path: str) -> frozenset[str]:
    """The keys of evidence that holds on the day of the assessment, by the text of scoring.md."""
    data = load_yaml((ROOT / path).read_text("utf-8"))
    day: date = data["assessed_on"]
    root = (ROOT / path).parent / data.get("evidence_root", ".")
    holding = set()
    for key, piece in data.get("evidence", {}).items():
        file = root / piece["path"] if "path" in piece else None
        there = file is None or (
            file.is_file() and piece.get("sha256") in (None, sha256(file.read_bytes()).hexdigest())
        )
        if there and piece["date"] <= day <= piece.get("valid_until", day):
            holding.add(key)
    return frozenset(holding)


@pytest.fixture(scope="module", params=EXAMPLES)
def both(request: pytest.FixtureRequest) -> tuple[dict, Reference]:
    """The kept scorecard of an example, and the reference for the same file."""
    path = EXAMPLES[request.param]
    standards = Standards()
    loaded, _ = load_answers(str(ROOT / path), DiskFiles(), standards.find, [])
    assert loaded is not None
    card = json.loads((FOLDER / f"assess-{request.param}.json").read_text("utf-8"))
    return card, Reference(loaded.standard, loaded.answers, holding_evidence(path))


def test_harbor_by_hand() -> None:
    """Seventeen whole numbers, each area the mean of its capabilities, the whole the mean of the areas."""
    card = json.loads((FOLDER / "assess-harbor.json").read_text("utf-8"))
    areas = [Fraction(2 + 2 + 1 + 3, 4), Fraction(1 + 2 + 2 + 1, 4), Fraction(2 + 2 + 3 + 2, 4), Fraction(8, 5)]
    assert [area["score"] for area in card["areas"]] == [2.0, 1.5, 2.25, 1.6]
    assert card["overall"]["score"] == rounded(sum(areas) / 4) == 1.84
    assert (card["overall"]["level"], card["overall"]["state"]) == (1, "pre-alignment")
    assert (card["overall"]["evidenced"], card["overall"]["verified"]) == (1.0, 1.0)
    assert card["overall"]["coverage"] == 1.0


def test_the_headline(both: tuple[dict, Reference]) -> None:
    card, reference = both
    overall = card["overall"]
    for counts, score, level, state in (
        (reference.claimed, "score", "level", "state"),
        (reference.evidenced, "evidenced", "evidenced_level", "evidenced_state"),
        (reference.verified, "verified", "verified_level", "verified_state"),
    ):
        expected = reference.overall(counts)
        assert expected is not None
        assert (overall[score], overall[level]) == (rounded(expected[0]), expected[1])
        assert overall[state] == reference.state(expected[0], reference.capability_levels(counts))
    assert overall["low"] == rounded(reference.in_all(reference.low))
    assert overall["high"] == rounded(reference.in_all(reference.high))
    assert overall["gap"] == rounded(reference.in_all(reference.gap))
    places = [
        (capability, dimension) for capability in reference.capability_ids for dimension in reference.dimension_ids
    ]
    applicable = sum(len(reference.applicable(place)) for place in places if reference.basis(place) != "n/a")
    answered = sum(map(reference.answered, places))
    assert (overall["answered"], overall["applicable"]) == (answered, applicable)
    assert overall["coverage"] == rounded(Fraction(answered, applicable))
    assert overall["not_applicable"] == sum(map(reference.left_out, places))


def test_areas_and_capabilities(both: tuple[dict, Reference]) -> None:
    card, reference = both
    numbers: dict[str, Callable[[Place], Fraction | None]] = {
        "score": reference.score_only(reference.claimed),
        "evidenced": reference.score_only(reference.evidenced),
        "verified": reference.score_only(reference.verified),
        "low": reference.low,
        "high": reference.high,
        "gap": reference.gap,
    }
    for name, of in numbers.items():
        for area in card["areas"]:
            assert area[name] == rounded(reference.in_area(area["id"], of)), (area["id"], name)
        for capability in card["capabilities"]:
            expected = rounded(reference.in_capability(capability["id"], of))
            assert capability[name] == expected, (capability["id"], name)
    for capability in card["capabilities"]:
        assert capability["level"] == reference.capability_level(capability["id"], reference.claimed)


def test_every_cell(both: tuple[dict, Reference]) -> None:
    card, reference = both
    for capability in card["capabilities"]:
        for cell in capability["dimensions"]:
            place = (capability["id"], cell["id"])
            assert cell["basis"] == reference.basis(place)
            for name, counts in (
                ("score", reference.claimed),
                ("evidenced", reference.evidenced),
                ("verified", reference.verified),
            ):
                found = reference.score(place, counts)
                assert cell[name] == (rounded(found[0]) if found else None), (place, name)
            assert (cell["low"], cell["high"]) == (rounded(reference.low(place)), rounded(reference.high(place)))
            assert cell["gap"] == rounded(reference.gap(place))
            assert cell["out_of_order"] == [f"{'/'.join(place)}/{name}" for name in reference.out_of_order(place)]


def test_the_part_of_the_standard_where_a_file_moves_to_another_edition() -> None:
    """The Shapley value by its definition, from four assessments by the reference.

    A claim counts as what its replacement says; what only one side can say, it says in all four (docs/diff.md). Scope
    is the same and time never touches what is claimed, so only the standard and the answers can change the score.
    """
    files = ["examples/meridian-insurance/2026-Q3.yaml", "examples/meridian-insurance/2026-Q4.yaml"]
    ran = in_process("diff", *files, "--format", "json", cwd=ROOT)
    loaded = [load_answers(str(ROOT / path), DiskFiles(), Standards().find, [])[0] for path in files]
    sides = [(one.answers, one.standard) for one in loaded if one is not None]

    def score(edition: int, side: int) -> Fraction:
        standard = sides[edition][1]
        cells = {}
        for place, answer in sides[side][0].cells.items():
            if isinstance(answer, dict):
                said = [
                    (one.id, sides[speaker][0].cells[place].get(name))
                    for one in standard.cell(*place).all_criteria()
                    for speaker, name in [_who_can_say(place, one, sides[side][1], side, sides[1 - side][1])]
                ]
                answer = {name: word for name, word in said if word is not None}
            cells[place] = answer
        reference = Reference(standard, sides[side][0]._replace(cells=cells), frozenset())
        found = reference.overall(reference.claimed)
        assert found is not None
        return found[0]

    expected = (score(1, 0) - score(0, 0) + score(1, 1) - score(0, 1)) / 2
    causes = json.loads(ran.out)["overall"]["claimed"]["exact"]["causes"]
    assert Fraction(causes["standard"]) == expected == Fraction(-1, 1152)
    assert Fraction(causes["answers"]) == score(1, 1) - score(0, 0) - expected


def _who_can_say(place: Place, one: Criterion, own: Standard, side: int, other: Standard) -> tuple[int, str]:
    """Which side speaks of a criterion, and under which id: `side` where its edition has it or its counterpart."""
    name = _counterpart(place, one, own)
    if name is not None:
        return side, name
    name = _counterpart(place, one, other)
    assert name is not None
    return 1 - side, name


def _counterpart(place: Place, one: Criterion, edition: Standard) -> str | None:
    known = {each.id: each for each in edition.cell(*place).all_criteria()}
    if one.id in known:
        return one.id
    former = [name for name in (*one.replaces, one.split_from) if name in known]
    later = [each.id for each in known.values() if one.id in each.replaces]
    return next(iter(former + later), None)
