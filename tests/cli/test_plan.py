"""`btm plan` and `btm what-if` as users run them: what is asked for, what is wrong, what stays the same."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from btm_cli.intake.read_back import read_old_plan
from support.quick_yaml import load_yaml
from support.run import ROOT, in_process, process
from support.wire import assert_written_as_described, with_unknown_keys

MERIDIAN = "examples/meridian-insurance/2026-Q4.yaml"
HARBOR = "examples/harbor-foods/answers.yaml"
GOLDEN = ROOT / "tests" / "golden"


def plan(*arguments: object, file: object = HARBOR) -> dict[str, Any]:
    ran = in_process("plan", file, "--format", "json", *arguments)
    assert ran.code == 0, ran.complaint
    return json.loads(ran.text)


@pytest.fixture
def answers(tmp_path: Path):
    """Write a changed copy of the Harbor Foods file."""

    def write(**changes: Any) -> Path:
        data = load_yaml((ROOT / HARBOR).read_text("utf-8"))
        data["assessed_on"] = "2026-10-15"
        path = tmp_path / "answers.yaml"
        path.write_text(json.dumps(data | changes, default=str), "utf-8")
        return path

    return write


@pytest.mark.parametrize("name", ["plan-meridian", "plan-reach", "plan-against", "what-if-meridian"])
def test_the_json_keeps_its_contract(name: str) -> None:
    found = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    kind = found["schema"].removeprefix("btm-").rpartition("/")[0]
    assert_written_as_described(kind, found)


def test_a_plan_of_a_later_version_can_be_read(tmp_path: Path) -> None:
    found = json.loads((GOLDEN / "plan-meridian.json").read_text("utf-8"))
    later = with_unknown_keys(found) | {"targets": found["targets"]}  # by reference: no record, so any key counts
    for name, data in (("now.json", found), ("later.json", later)):
        (tmp_path / name).write_text(json.dumps(data), "utf-8")
    steps = read_old_plan(str(tmp_path / "now.json"))
    assert read_old_plan(str(tmp_path / "later.json")) == steps
    assert len(steps) == sum(len(each["steps"]) for each in found["iterations"]) + len(found["begun_for_later"]) > 5
    assert steps[0].end == date(2027, 2, 20)


def test_a_plan_of_the_first_contract_is_read_too(tmp_path: Path) -> None:
    """There every step was shown at the end of its iteration."""
    step = {"capability": "alpha", "dimension": "process", "from_level": 1, "to_level": 2, "part": False}
    step |= {"owner": None, "criteria": [{"reference": "alpha/process/2a", "claim": "", "evidence": []}]}
    old = {"schema": "btm-plan/1", "iterations": [{"number": 2, "end": "2027-05-20", "steps": [step], "effort": 3}]}
    (tmp_path / "old.json").write_text(json.dumps(old), "utf-8")
    [found] = read_old_plan(str(tmp_path / "old.json"))
    assert (found.iteration, found.end, found.criteria) == (2, date(2027, 5, 20), ("2a",))


@pytest.mark.parametrize("option", ["--reach", "--against"])
def test_what_has_no_rows_says_so(option: str, tmp_path: Path) -> None:
    value = "sync" if option == "--reach" else GOLDEN / "plan-meridian.json"
    ran = in_process("plan", MERIDIAN, option, value, "-f", "parquet", "-o", tmp_path / "p.parquet")
    assert (ran.code, f"{option} has no parquet" in ran.complaint) == (2, True)
    ran = in_process("plan", MERIDIAN, option, value, "-o", tmp_path / "p.csv")
    assert (ran.code, "no format of this command ends in .csv" in ran.complaint) == (2, True)
    assert not list(tmp_path.iterdir())


def test_every_iteration_keeps_the_capacity_and_carries_the_cycle() -> None:
    cycle = load_yaml((ROOT / "standard" / "cycle.yaml").read_text("utf-8"))["steps"]
    found = plan("--capacity", "20", "--iterations", "3")
    assert [each["number"] for each in found["iterations"]] == [1, 2, 3]
    for each in found["iterations"]:
        assert sum(step["effort"] for step in each["steps"]) == pytest.approx(each["effort"], abs=0.05)
        assert each["effort"] <= 20
        assert [step["id"] for step in each["cycle"]] == [step["id"] for step in cycle]
        assert len(each["cycle"]) == 5
        cells = [(step["capability"], step["dimension"]) for step in each["steps"]]
        assert len(cells) == len(set(cells))


def test_following_the_plan_and_assessing_again_gives_the_projected_scores(tmp_path: Path) -> None:
    """By the file: the levels and ratings of the plan are written into a copy, which is then assessed."""
    found = plan("--iterations", "3")
    data = load_yaml((ROOT / HARBOR).read_text("utf-8"))
    dimensions = ["process", "organization", "information", "technology"]
    cells = {name: dict.fromkeys(dimensions, level) for name, level in data["answers"].items()}
    steps = [step for each in found["iterations"] for step in each["steps"]]
    for iteration in found["iterations"]:
        for step in (each for each in steps if each["shown_in"] == iteration["number"]):
            assert cells[step["capability"]][step["dimension"]] == step["from_level"]
            cells[step["capability"]][step["dimension"]] = step["to_level"]
        followed = tmp_path / "followed.yaml"
        followed.write_text(json.dumps(data | {"answers": cells}, default=str), "utf-8")
        card = json.loads(in_process("assess", followed, "--format", "json").text)
        after = iteration["after"]
        assert (after["score"], after["level"], after["state"]) == (
            card["overall"]["score"],
            card["overall"]["level"],
            card["overall"]["state"],
        )
        projected = {each["id"]: (each["score"], each["level"]) for each in after["capabilities"]}
        assert projected == {each["id"]: (each["score"], each["level"]) for each in card["capabilities"]}


def test_what_if_the_plan_is_done_gives_its_projected_scores(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    for file in (HARBOR, MERIDIAN):
        assert in_process("plan", file, "-n", "2", "--format", "json", "--output", path).code == 0
        found = json.loads(path.read_text("utf-8"))
        for number in (1, 2):
            ran = in_process("what-if", file, "--plan", path, "--iteration", number, "--format", "json")
            then = json.loads(ran.text)["then"]
            after = found["iterations"][number - 1]["after"]
            assert (then["score"], then["level"], then["state"]) == (after["score"], after["level"], after["state"])


def test_the_same_bytes_every_time() -> None:
    runs = [process("plan", HARBOR, "--format", "json", PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert runs[0].code == 0
    assert runs[0].out == runs[1].out


def test_the_same_bytes_every_time_with_highs() -> None:
    pytest.importorskip("highspy")
    runs = [process("plan", MERIDIAN, "--exact", "--format", "json", PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert runs[0].code == 0
    assert runs[0].out == runs[1].out
    objective = json.loads(runs[0].text)["objective"]
    assert (objective["solver"], objective["share"]) == ("exact", 1)


def test_without_highs_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "highspy", None)
    ran = in_process("plan", HARBOR, "--exact")
    assert (ran.code, ran.out) == (2, b"")
    assert "pip install highspy" in ran.complaint


def test_pins_deadlines_exclusions_and_owners_are_kept(answers) -> None:
    file = answers(
        target={"level": 3, "deadlines": {"strategic-planning-and-budgeting": "2027-10-15"}},
        plan={"pin": {"organization-design-and-change-management/process": 2}, "exclude": ["asset-rationalization"]},
        owners={"organization-design-and-change-management": "HR", "strategy-and-planning": "CFO"},
        importance={"strategic-planning-and-budgeting": 1},
    )
    found = plan("--capacity", "30", file=file)
    steps = [(each["number"], step) for each in found["iterations"] for step in each["steps"]]
    assert all(step["capability"] != "asset-rationalization" for _, step in steps)
    pinned = [number for number, step in steps if step["pinned"]]
    assert pinned == [2]
    last = found["iterations"][-1]
    assert date.fromisoformat(last["end"]) == date(2027, 10, 15)
    levels = {each["id"]: each["level"] for each in last["after"]["capabilities"]}
    assert levels["strategic-planning-and-budgeting"] == 3
    owners = {step["capability"]: step["owner"] for _, step in steps}
    assert owners["organization-design-and-change-management"] == "HR"
    assert owners["strategic-planning-and-budgeting"] == "CFO"
    left = {each["reference"]: each["reason"] for each in found["left_over"]}
    assert left["asset-rationalization/process"] == "excluded"


def test_an_assumed_capacity_says_so_and_one_in_the_file_counts(answers) -> None:
    said = plan("--iterations", "1")["settings"]
    assert (said["capacity"], said["capacity_assumed"]) == (24, True)
    said = plan("--iterations", "1", file=answers(capacity=10))["settings"]
    assert (said["capacity"], said["capacity_assumed"]) == (10, False)
    brief = in_process("plan", HARBOR, "--iterations", "1").text
    assert "The pace is assumed (120 person-days an iteration)" in " ".join(brief.split())
    text = in_process("plan", HARBOR, "--iterations", "1", "--full").text
    assert "assumed, the file names none" in " ".join(text.split())


@pytest.mark.parametrize(
    ("demands", "code", "said"),
    [
        ({"plan": {"pin": {"strategic-sourcing-and-vendor-management": 1}}, "target": 3}, "pin", "is at its target"),
        (
            {"plan": {"pin": {"communication-strategy-and-management": 1}, "exclude": ["governance-and-organization"]}},
            "pin",
            "it is excluded from the plan",
        ),
        ({"plan": {"pin": {"strategy-and-planning": 1}}, "capacity": 6}, "pin", "would have to hold"),
        (
            {"target": {"level": 3, "deadlines": {"business-architecture": "2027-01-20"}}},
            "deadline",
            "take until iteration 8",
        ),
        (
            {"target": {"level": 3, "deadlines": {"business-architecture": "2026-10-16"}}},
            "deadline",
            "iteration 1 ends after 2026-10-16, on 2027-01-15",
        ),
    ],
)
def test_what_can_not_be_kept_is_named_at_its_line(answers, demands: dict[str, Any], code: str, said: str) -> None:
    ran = in_process("plan", answers(**demands))
    assert (ran.code, ran.out) == (3, b"")
    assert f"error[{code}-infeasible]" in ran.complaint
    assert said in ran.complaint
    assert "answers.yaml:1:" in ran.complaint


def test_progress_tells_done_ahead_late_and_overtaken(tmp_path: Path, answers) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan("--target", "3", "--iterations", "2")), "utf-8")
    old = json.loads(path.read_text("utf-8"))
    steps = [step for each in old["iterations"] for step in each["steps"]]
    first, second = ([step for step in steps if step["shown_in"] == number] for number in (1, 2))
    data = load_yaml((ROOT / HARBOR).read_text("utf-8"))
    dimensions = ["process", "organization", "information", "technology"]
    cells: dict[str, Any] = {name: dict.fromkeys(dimensions, level) for name, level in data["answers"].items()}
    done, ahead, gone = first[0], second[0], first[1]
    cells[done["capability"]][done["dimension"]] = done["to_level"]
    cells[ahead["capability"]][ahead["dimension"]] = ahead["to_level"]
    cells[gone["capability"]][gone["dimension"]] = {"rating": "n/a", "reason": "sold"}
    file = answers(answers=cells)
    ran = in_process("plan", file, "--against", path, "--as-of", "2027-01-31", "--format", "json")
    assert ran.code == 0, ran.complaint
    found = json.loads(ran.text)
    fates = {(each["iteration"], each["capability"], each["dimension"]): each["fate"] for each in found["steps"]}
    assert fates[1, done["capability"], done["dimension"]] == "done"
    assert fates[2, ahead["capability"], ahead["dimension"]] == "ahead"
    assert fates[1, gone["capability"], gone["dimension"]] == "overtaken"
    assert found["summary"]["late"] == len(first) - 2
    assert sum(count for fate, count in found["summary"].items() if fate != "steps") == found["summary"]["steps"]


def test_reach_says_what_is_proven() -> None:
    found = json.loads(in_process("plan", MERIDIAN, "--reach", "sync", "-n", "30", "--format", "json").text)
    every, rule = found["every_cell"], found["rule"]
    at, within = every["at_capacity"], every["in_iterations"]
    assert at["iterations"] >= at["at_least"] >= every["effort"] / at["capacity"]
    assert within["capacity"] >= within["at_least"] >= every["effort"] / within["iterations"]
    assert rule["effort_at_least"] <= rule["effort"] <= every["effort"]
    assert rule["iterations"] >= rule["at_least"] >= rule["effort"] / at["capacity"]
    iterations = [link["iteration"] for link in every["critical_chain"]]
    assert iterations == sorted(iterations)
    assert iterations[0] == 1


def test_a_level_has_no_rule_and_the_steps_of_a_state_s_rule_give_the_state() -> None:
    assert json.loads(in_process("plan", MERIDIAN, "--reach", "3", "--format", "json").text)["rule"] is None
    ran = in_process("what-if", HARBOR, "--reach", "alignment", "--format", "json")
    aimed = {move["id"]: move["gap"] for move in json.loads(ran.text)["moves"]}
    # At 3 already, and level 3 is aimed at: Alignment once reached, the next state is no new target
    assert "compliance-and-risk-management" not in aimed
    assert all(then <= today for today, then in aimed.values())
    ran = in_process("what-if", MERIDIAN, "--reach", "alignment", "--format", "json")
    then = json.loads(ran.text)["then"]
    assert (then["state"], then["provisional"]) == ("alignment", True)
    assert then["low"] <= then["score"] <= then["high"]
    ran = in_process("what-if", MERIDIAN, "--reach", "3")
    assert (ran.code, "a level has no rule of its own" in ran.complaint) == (2, True)


def test_focus_owners_and_limits_are_kept_and_told(answers) -> None:
    areas = ["governance-and-organization", "strategy-and-planning"]
    file = answers(scope=areas, owners={areas[0]: "CFO"}, capacities={"CFO": 6}, plan={"focus": 2})
    found = plan("--iterations", "2", "--limits", file=file)
    assert found["settings"]["focus"] == 2
    for each in found["iterations"]:
        assert len({step["capability"] for step in each["steps"]}) <= 2
        assert sum(step["effort"] for step in each["steps"] if step["owner"] == "CFO") <= 6
    assert {limit["kind"] for limit in found["limits"]} <= {"capacity", "focus", "owner", "requires"}
    assert plan("--iterations", "2", "--focus", "1", file=file)["limits"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plan", HARBOR, "--capacity", "0"], "not a number above 0"),
        (["plan", HARBOR, "--capacity", "many"], "not a number above 0"),
        (["plan", HARBOR, "--iterations", "0"], "--iterations"),
        (["plan", HARBOR, "--reach", "nowhere"], "neither a state nor a level"),
        (["plan", HARBOR, "--reach", "sync", "--format", "csv"], "has no csv"),
        (["plan", HARBOR, "--reach", "sync", "--exact"], "stands alone"),
        (["what-if", HARBOR], "nothing to change"),
        (["what-if", HARBOR, "--iteration", "1"], "needs --plan"),
        (["what-if", HARBOR, "--set", "approval/process"], "is not REF=VALUE"),
        (["what-if", HARBOR, "--set", "approval/process=fully"], "is not a level"),
        (["what-if", HARBOR, "--set", "approval/process=6"], "levels run from 1 to 5"),
        (["what-if", HARBOR, "--set", "approval/process/3a=fuly"], "did you mean `fully`"),
        (["what-if", HARBOR, "--set", "alignment=3"], "is a state"),
        (["what-if", HARBOR, "--set", "strateg/process=3"], "could be several"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_usage_is_2(arguments: list[str], said: str) -> None:
    ran = in_process(*arguments)
    assert (ran.code, ran.out) == (2, b"")
    assert said in ran.complaint


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": "btm-scorecard/1"}', '{"schema": "btm-plan/1"}', "\x00"])
def test_what_is_no_plan_is_3(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text, "utf-8")
    for command in (("plan", HARBOR, "--against", path), ("what-if", HARBOR, "--plan", path)):
        ran = in_process(*command)
        assert (ran.code, ran.out) == (3, b"")
        assert "plan.json:" in ran.complaint


def test_what_if_never_writes_and_shows_only_what_moves() -> None:
    before = (ROOT / HARBOR).read_bytes()
    ran = process("what-if", HARBOR, "--set", "approval/process=4", "--set", "asset=n/a", "--format", "json")
    assert ran.code == 0
    assert (ROOT / HARBOR).read_bytes() == before
    found = json.loads(ran.text)
    assert found["changes"] == ["approval-and-prioritization/process = 4", "asset-rationalization = n/a"]
    cells = [move["id"] for move in found["moves"] if move["kind"] == "cell"]
    assert cells[0] == "approval-and-prioritization/process"
    assert len(cells) == 5
    [cell] = [move for move in found["moves"] if move["id"] == cells[0]]
    assert (cell["score"], cell["level"], cell["change"]) == ([2, 4], [2, 4], 2)


def test_what_if_of_a_criterion_turns_a_claim_into_ratings() -> None:
    """2 claimed, one of three criteria of level 3 met: 2 + 1/3."""
    ran = in_process("what-if", HARBOR, "--set", "approval/process/3a=f", "--format", "json")
    [cell] = [move for move in json.loads(ran.text)["moves"] if move["kind"] == "cell"]
    assert (cell["score"], cell["level"]) == ([2, 2.33], [2, 2])
    assert "Nothing moves" in in_process("what-if", HARBOR, "--set", "approval/process=2").text
