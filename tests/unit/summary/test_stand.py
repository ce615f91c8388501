"""What opens the report: ids and values of its sentences, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btm_cli.answers.model import Evidence
from btm_cli.summary.stand import lead
from support import build
from support.firms import STANDARD, firm, given

LAPSED = {"minutes": Evidence("Minutes", build.DAY, url="https://example.org")}


def ids(answers, valid=()):
    return [entry.id for entry in lead(given(answers, valid=valid))]


def test_one_decision_is_named_where_the_engine_gives_the_state():
    # Three areas at 4, the fourth (4 + 4 + 4 + 4 + 1) / 5 = 3.4: 3.85 is Alignment but for the floor of level 2.
    claims, way, rest = lead(given(firm(4, {"asset-rationalization": 1})))
    assert claims.id == "lead.unproved"
    assert claims.values["score"] == Fraction(385, 100)
    assert way.id == "lead.step"
    assert (way.values["state"], way.values["next"], way.values["level"]) == ("pre-alignment", "alignment", 2)
    cells = tuple(f"asset-rationalization/{dimension.id}" for dimension in STANDARD.dimensions)
    assert way.values["what"] == cells
    assert rest.values == {"claimed": 68, "assessed": 68}  # each given for its cell


def test_levels_of_whole_capabilities_count_once():
    rest = list(lead(given(firm(4, whole_capability=True))))[-1]
    assert (rest.id, dict(rest.values)) == ("lead.claims.whole", {"claims": 17, "assessed": 68})


def test_who_checked_is_named_with_what_is_left_of_the_score():
    answers = firm(3, evidence=("minutes",))._replace(evidence=LAPSED)
    place = ("business-architecture", "process")
    cells = {**answers.cells, place: answers.cells[place]._replace(verified_by="Audit")}
    proved, *_ = lead(given(answers._replace(cells=cells), valid=("minutes",)))
    assert proved.id == "lead.whole"  # documents show all of it
    other = answers.cells["business-architecture", "technology"]._replace(evidence=())
    cells["business-architecture", "technology"] = other
    proved, *_ = lead(given(answers._replace(cells=cells), valid=("minutes",)))
    assert (proved.id, proved.values["by"]) == ("lead.proved.checked", ("Audit",))
    # One of 68 cells at 3, the others at 1: 1.5 in its capability, 5.5 / 5 in its area, 4.1 / 4 in all.
    assert proved.values["verified"] == Fraction(41, 40)
    del cells[place]
    cells[place] = answers.cells[place]
    proved, *_ = lead(given(answers._replace(cells=cells), valid=("minutes",)))
    assert proved.id == "lead.proved"


@pytest.mark.parametrize(
    ("answers", "way"),
    [
        (firm(2), "lead.score"),  # 2.00 is below 3.00, and every capability is at level 2
        (firm(2, {"asset-rationalization": 1}), "lead.both"),
        (firm(5), "lead.top"),
    ],
)
def test_what_is_missing_is_said_where_no_step_alone_gives_the_state(answers, way):
    assert ids(answers)[1] == way


@pytest.mark.parametrize(("valid", "first"), [(("minutes",), "lead.whole"), ((), "lead.lapsed")])
def test_what_can_be_proven_follows_from_the_evidence(valid, first):
    answers = firm(3, evidence=("minutes",))._replace(evidence=LAPSED)
    assert ids(answers, valid)[0] == first


def test_a_file_without_answers_says_so_and_nothing_else():
    assert ids(build.answers({})) == ["lead.none"]
