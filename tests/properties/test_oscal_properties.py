"""What must hold of OSCAL, whatever the standard and the answers: references resolve, ids are ids, UUIDs unique."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from btm_cli.planning.model import Settings
from btm_cli.planning.roadmap import make_roadmap
from btm_cli.planning.solve import solve
from btm_cli.render.oscal.assessed import Assessed
from btm_cli.render.oscal.assessment_plan import assessment_plan_data
from btm_cli.render.oscal.catalog import catalog_data
from btm_cli.render.oscal.poam import poam_data
from btm_cli.render.oscal.results import results_data
from btm_cli.scoring import assess
from support import build, strategies
from support.oscal import CHECK, DOCUMENTS, broken_references, ill_formed
from support.planning import random_case
from support.profile import examples

MANY = settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def assessments(draw: st.DrawFn) -> Assessed:
    """Any standard and any answers; half of them from a generator that makes more steps than Hypothesis would."""
    if draw(st.booleans()):
        standard, answers = random_case(draw(st.integers(0, 10**6)))
    else:
        standard = draw(strategies.standards())
        answers = draw(strategies.answers(standard))
    card = assess(standard, answers, frozenset(answers.evidence), build.DAY)
    return Assessed(standard, answers, card, ())


def documents_of(assessed: Assessed) -> dict[str, dict[str, Any]]:
    standard, answers, card, _ = assessed
    asked = Settings(2, Fraction(6), False, build.DAY, 3)
    solved = solve(standard, answers, card, asked)
    roadmap = make_roadmap(standard, answers, card, asked, solved, "fast")
    made = (
        catalog_data(standard),
        assessment_plan_data(assessed),
        results_data(assessed),
        poam_data(roadmap, assessed),
    )
    found = {}
    for name, document in zip(DOCUMENTS, made, strict=True):
        data = json.loads(json.dumps(document))
        assert CHECK.faults(data) == []
        [found[name]] = data.values()
    return found


@MANY
@given(assessments())
def test_documents_hold_together(assessed: Assessed) -> None:
    documents = documents_of(assessed)
    assert broken_references(documents) == []
    assert [found for each in documents.values() for found in ill_formed(each)] == []
    assert documents == documents_of(assessed)


@MANY
@given(assessments())
def test_a_finding_says_what_the_scorecard_says(assessed: Assessed) -> None:
    """Counted cell by cell: at its target, below it, not assessed; each gap is a risk, and the gap exact."""
    [result] = results_data(assessed)["assessment-results"]["results"]
    cells = [cell for capability in assessed.card.capabilities for cell in capability.cells if capability.in_scope]
    wanted = {
        cell.reference.replace("/", "."): "other" if not cell.assessed else "fail" if cell.numbers.gap else "pass"
        for cell in cells
        if cell.basis != "n/a" and (not cell.assessed or cell.numbers.target is not None)
    }
    findings = result.get("findings", [])
    assert {each["target"]["target-id"]: each["target"]["status"]["reason"] for each in findings} == wanted
    gaps = [each["value"] for risk in result.get("risks", []) for each in risk["props"] if each["name"] == "gap-exact"]
    assert gaps == [str(cell.numbers.gap) for cell in cells if cell.assessed and cell.numbers.gap]
