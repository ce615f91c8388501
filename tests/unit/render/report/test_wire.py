"""The report's wire form: what the board's pages hold, exactly as its schema says."""

from __future__ import annotations

import json

import pytest

from btm_cli.render.wire.schemas import schema
from support.run import ROOT, in_process
from support.schemas import Checker

MERIDIAN = "examples/meridian-insurance/2026-Q4.yaml"


def written(*arguments: str) -> dict:
    ran = in_process("report", *arguments, "--format", "json", cwd=ROOT)
    assert ran.code == 0, ran.complaint
    return json.loads(ran.out)


@pytest.fixture(scope="module")
def meridian() -> dict:
    return written(MERIDIAN, "--baseline", "examples/meridian-insurance/2026-Q3.yaml")


@pytest.mark.parametrize("file", [MERIDIAN, "examples/harbor-foods/answers.yaml"])
def test_it_is_as_its_schema_says(file):
    assert Checker(schema("report")).faults(written(file)) == []


def test_decisions_add_up_to_the_iteration(meridian):
    steps = meridian["iteration"]["steps"]
    efforts = [each["effort"] for each in meridian["decisions"] if each["effort"] is not None]
    assert sum(efforts) == pytest.approx(sum(step["effort"] for step in steps), abs=0.02)  # rounded one by one
    days = [each["person_days"] for each in meridian["decisions"] if each["person_days"] is not None]
    assert sum(days) == sum(round(step["person_days"]) for step in steps)  # each step's, as everywhere; none ends in .5


def test_each_choice_is_what_the_engine_says(meridian):
    nothing, first, every = meridian["options"]
    assert nothing["score"] == meridian["exhibit"][0]["now"]
    assert (nothing["state"], first["state"], every["state"]) == ("pre-alignment", "alignment", "alignment")
    [step] = first["steps"]
    changed = in_process("what-if", MERIDIAN, "--set", step.rpartition("/")[0] + "=2", "--format", "json", cwd=ROOT)
    assert changed.code == 0, changed.complaint
    after = json.loads(changed.out)["then"]
    assert (after["score"], after["state"]) == (first["score"], first["state"])
    assert (every["score"], every["state"]) == (
        meridian["iteration"]["score_after"],
        meridian["iteration"]["state_after"],
    )


def test_the_exhibit_has_now_before_and_the_target(meridian):
    card = json.loads(in_process("assess", MERIDIAN, "--format", "json", cwd=ROOT).out)["overall"]
    before = in_process("assess", "examples/meridian-insurance/2026-Q3.yaml", "--format", "json", cwd=ROOT)
    old = json.loads(before.out)["overall"]
    for row, name in zip(meridian["exhibit"], ("score", "evidenced", "verified"), strict=True):
        assert (row["now"], row["was"], row["target"]) == (card[name], old[name], card["target"])
