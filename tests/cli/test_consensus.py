"""`btm consensus` as a command: the answers file it writes, the report, bad responses, protected people."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from support.golden import FOLDER, RESPONDENTS
from support.quick_yaml import load_yaml
from support.run import ROOT, in_process, process

PROCESS = "approval-and-prioritization"


def response(folder: Path, name: str, answers: str, head: str = "", side: str = "business") -> Path:
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "standard: btm 1.0\nenterprise: Acme\nassessed_on: 2026-11-20\n"
        f"answered_by: {{name: {name}, side: {side}}}\n{head}answers:\n{answers}",
        "utf-8",
    )
    return path


def rated(rating: str) -> str:
    return f"  {PROCESS}:\n    process:\n      2a: {rating}\n"


def scorecard(path: Path) -> dict:
    data = json.loads(in_process("assess", path, "--format", "json").text)
    del data["subject"]["digest"]
    return data


def test_the_result_is_an_ordinary_answers_file(tmp_path: Path) -> None:
    for name, rating in (("Ann", "fully"), ("Bob", "partially"), ("Cy", "largely")):
        response(tmp_path, name, rated(rating))
    ran = process("consensus", "*.yaml", "-o", "consensus.yml", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, b"")
    text = (tmp_path / "consensus.yml").read_text("utf-8")
    assert "#   from partially (Bob), largely (Cy), fully (Ann)\n      2a: largely\n" in text
    assert process("validate", "consensus.yml", cwd=tmp_path).code == 0
    assert "answered_by: {name: consensus of 3, side: business, respondents: [Ann, Bob, Cy]}" in text


@pytest.mark.parametrize(
    ("name", "begins"),
    [("c.yml", "# A consensus"), ("c", "# A consensus"), ("c.html", "<!doctype html>"), ("c.md", "# Acme")],
)
def test_the_ending_decides_what_is_written_and_an_answers_file_needs_none(
    tmp_path: Path, name: str, begins: str
) -> None:
    for person in ("Ann", "Bob"):
        response(tmp_path, person, rated("fully"))
    assert in_process("consensus", "Ann.yaml", "Bob.yaml", "-o", name, cwd=tmp_path).code == 0
    assert (tmp_path / name).read_text("utf-8").lstrip().startswith(begins)


def test_no_respondent_can_verify_the_consensus_later(tmp_path: Path) -> None:
    evidence = "evidence:\n  log: {title: Log, url: 'https://x.example', date: 2026-01-01}\n"
    backed = rated("{rating: fully, evidence: [log]}")
    for name in ("Ann", "Bob"):
        response(tmp_path, name, backed, evidence)
    in_process("consensus", "Ann.yaml", "Bob.yaml", "-o", "c.yml", cwd=tmp_path)
    text = (tmp_path / "c.yml").read_text("utf-8")
    for verifier, verified in (("bob", 1.0), ("Audit", 1.5)):
        path = tmp_path / f"{verifier}.yml"
        path.write_text(text.replace("evidence: [log]}", f"evidence: [log], verified_by: {verifier}}}"), "utf-8")
        assert scorecard(path)["overall"]["verified"] == verified
        assert ("self-verified" in in_process("validate", path).text) is (verifier == "bob")


def test_what_a_file_says_of_profiles_terms_and_cases_goes_on(tmp_path: Path) -> None:
    said = """\
        {standard: btm 1.1, enterprise: E, assessed_on: 2026-11-20, answered_by: {name: NAME, side: business},
        profiles: [single-unit], terms: {critical: our list}, answers: {strategic-and-tactical-governance: {
        information: {3c: {rating: n/a, case: none}}, organization: {3c: {rating: n/a, reason: R, profile: P}}}}}
        """
    for name in ("Ann", "Bob"):
        (tmp_path / f"{name}.yaml").write_text(said.replace("NAME", name).replace("P}", "single-unit}"))
    ran = in_process("consensus", "Ann.yaml", "Bob.yaml", "-f", "yaml", cwd=tmp_path)
    data = load_yaml(ran.out)
    assert (data["profiles"], data["terms"]) == (["single-unit"], {"critical": "our list"})
    cells = data["answers"]["strategic-and-tactical-governance"]
    assert cells["information"]["3c"]["case"] == "none"
    assert cells["organization"]["3c"] == {"rating": "n/a", "reason": "R", "profile": "single-unit"}


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_one_respondent_gives_back_his_own_file(tmp_path: Path, quarter: int) -> None:
    own = ROOT / f"examples/meridian-insurance/2026-Q{quarter}.yaml"
    assert in_process("consensus", own, "-o", tmp_path / "one.yaml").code == 0
    assert scorecard(tmp_path / "one.yaml") == scorecard(own)
    again = in_process("consensus", tmp_path / "one.yaml", "--format", "yaml", cwd=tmp_path)
    assert again.out == (tmp_path / "one.yaml").read_bytes()


def test_the_order_of_files_changes_nothing() -> None:
    files = [f"examples/harbor-foods/responses/{name}.yaml" for name in RESPONDENTS]
    for form in ("text", "json", "csv", "yaml"):
        assert (
            in_process("consensus", *files[::-1], "--format", form).out
            == (FOLDER / f"consensus.{'txt' if form == 'text' else form}").read_bytes()
        )


def test_the_harbor_by_hand() -> None:
    data = json.loads((FOLDER / "consensus.json").read_text("utf-8"))
    items = {item["reference"]: item for item in data["items"]}
    # Communication: 1 3 2 1 1: the middle is 1; variance 3.2 / 4 = 0.8, of chance (25 - 1) / 12 = 2: r_wg 0.6.
    one = items["communication-strategy-and-management"]
    assert (one["consensus"], one["r_wg"], one["disagreement"], one["standing_out"]) == (1, 0.6, 0.4, ["IT Lead"])
    assert data["agenda"][0] == {
        "reference": "communication-strategy-and-management",
        "priority": 1.2,
        "disagreement": 0.4,
        "weight": 3,
    }
    # Business (1 + 2 + 1 + 1) / 4 against 3.
    assert data["perception_gaps"][0] == {
        "capability": "communication-strategy-and-management",
        "gap": -1.75,
        "business": 1.25,
        "technology": 3,
        "business_respondents": 4,
        "technology_respondents": 1,
    }
    sourcing = items["strategic-sourcing-and-vendor-management"]
    assert (sourcing["respondents"], sourcing["consensus"]) == (4, 3)


@pytest.mark.parametrize("ending", ["txt", "json", "yaml", "html"])
def test_protected_people_are_nowhere(ending: str) -> None:
    named = (FOLDER / f"consensus.{ending}").read_text("utf-8")
    text = (FOLDER / f"consensus-anonymous.{ending}").read_text("utf-8")
    for name in ("Finance", "IT Lead", "Managing Director", "Operations", "Sales", "handhelds", "depots"):
        if name != "Sales":
            assert (name in named) or name in ("handhelds", "depots")
        assert name not in text
    # Four of five have answered on sourcing: too few.
    if ending == "json":
        assert json.loads(text)["too_few_answers"] == ["strategic-sourcing-and-vendor-management"]
        assert json.loads(text)["perception_gaps"] == []
    if ending == "yaml":
        assert "\n  strategic-sourcing-and-vendor-management:\n" in text


def test_too_few_people_to_protect(tmp_path: Path) -> None:
    for name in ("Ann", "Bob"):
        response(tmp_path, name, rated("fully"))
    ran = in_process("consensus", "Ann.yaml", "Bob.yaml", "--anonymous", cwd=tmp_path)
    assert (ran.code, ran.out, "group-too-small" in ran.complaint) == (3, b"", True)
    assert in_process("consensus", "Ann.yaml", "Bob.yaml", "--minimum-group", "2", cwd=tmp_path).code == 0


def test_every_problem_of_every_file_at_once(tmp_path: Path) -> None:
    response(tmp_path, "Ann", rated("mostly"))
    response(tmp_path, "Bob", rated("fully"))
    other = response(tmp_path, "Cy", rated("fully"))
    other.write_text(other.read_text("utf-8").replace("Acme", "Other"), "utf-8")
    nobody = response(tmp_path, "D", rated("fully"))
    nobody.write_text(nobody.read_text("utf-8").replace("answered_by:", "# answered_by:"), "utf-8")
    ran = in_process("consensus", *sorted(tmp_path.glob("*.yaml")), "-o", tmp_path / "c.yml")
    assert (ran.code, (tmp_path / "c.yml").exists()) == (3, False)
    for place, code in (
        ("Ann.yaml:8:11", "unknown-rating"),
        ("Cy.yaml:2:13", "different-subject"),
        ("D.yaml:1:1", "respondent-missing"),
    ):
        assert f"{place}: error[{code}]" in ran.complaint


def test_evidence_of_several_folders_has_one_root(tmp_path: Path) -> None:
    for name, word in (("ann", "one"), ("bob", "two")):
        head = "evidence:\n  log: {title: Log, path: proof.txt, date: 2026-01-01}\n"
        response(tmp_path / name, name, rated("{rating: fully, evidence: [log]}"), head)
        (tmp_path / name / "proof.txt").write_text(word, "utf-8")
    (tmp_path / "out").mkdir()
    ran = in_process("consensus", "ann/ann.yaml", "bob/bob.yaml", "-o", "out/c.yml", cwd=tmp_path)
    assert ran.code == 0
    text = (tmp_path / "out" / "c.yml").read_text("utf-8")
    assert "evidence_root: .." in text
    assert "log: {title: Log, path: ann/proof.txt" in text
    assert "log-2: {title: Log, path: bob/proof.txt" in text
    assert in_process("validate", tmp_path / "out" / "c.yml").text.startswith("No problems")
    assert scorecard(tmp_path / "out" / "c.yml")["overall"]["evidenced"] == 1.5


def test_names_are_data_in_every_format(tmp_path: Path) -> None:
    evil = '"=1+1 [/b] \\u202e <b> # x: y"'
    for name in (evil, "Bob"):
        response(tmp_path, "a" if name == evil else name, rated("fully")).write_text(
            (tmp_path / ("a.yaml" if name == evil else "Bob.yaml"))
            .read_text("utf-8")
            .replace("name: a,", f"name: {name},"),
            "utf-8",
        )
    for form in ("text", "json", "csv", "html", "yaml"):
        ran = in_process("consensus", "a.yaml", "Bob.yaml", "--format", form, cwd=tmp_path)
        assert ran.code == 0, ran.complaint
        # A value may hold anything that YAML may; what is only shown may not.
        shown = [
            line for line in ran.text.splitlines() if form in ("text", "csv", "html") or line.lstrip().startswith("#")
        ]
        assert not any("\u202e" in line for line in shown)
        assert form != "html" or ("&lt;b&gt;" in ran.text and "<b>" not in ran.text)
    (tmp_path / "c.yml").write_bytes(ran.out)
    assert process("validate", "c.yml", cwd=tmp_path).code == 0
    table = in_process("consensus", "a.yaml", "Bob.yaml", "--format", "csv", cwd=tmp_path).text
    assert next(csv.reader(table.splitlines()))[-2].startswith("said_by_=1+1")  # no formula: it is not the first sign


def test_what_was_asked_in_core_is_scored_in_core(tmp_path: Path) -> None:
    for name in ("Ann", "Bob"):
        path = response(tmp_path, name, rated("fully"), "depth: {default: core, asset-rationalization: full}\n")
        path.write_text(path.read_text("utf-8").replace("btm 1.0", "btm 1.1"), "utf-8")
    out = tmp_path / "out.yaml"
    assert in_process("consensus", tmp_path / "Ann.yaml", tmp_path / "Bob.yaml", "-o", out).code == 0
    assert scorecard(out)["overall"] == scorecard(tmp_path / "Ann.yaml")["overall"]
    assert load_yaml(out.read_text("utf-8"))["depth"] == {"default": "core", "asset-rationalization": "full"}


REMARKED = """\
  compliance-and-risk-management:
    note: the new head asks
    process: {note: on the cell, 2a: unknown, 2b: {note: later}}
  asset-rationalization: {rating: n/a, reason: none, note: ask again}
  approval-and-prioritization:
    process: {2a: {rating: unknown, note: asked Ann}, 2b: {note: seen twice}}
    technology: {level: 2, source: conversation}
    information: unknown
"""
SETTINGS = """\
note: before the board
plan: {focus: 3}
owners: {asset-rationalization: PMO}
capacities: {PMO: 8}
day_rate: {amount: 900, currency: EUR}
report: {prepared_for: Board, meeting: 2026-12-09}
"""


def test_nothing_that_one_respondent_says_beside_his_answers_is_lost(tmp_path: Path) -> None:
    path = response(tmp_path, "Ann", REMARKED, SETTINGS)
    ran = in_process("consensus", path.name, "-o", "consensus.yaml", cwd=tmp_path)
    assert ran.code == 0, ran.complaint
    found, said = (load_yaml((tmp_path / name).read_text("utf-8")) for name in ("consensus.yaml", path.name))
    assert _without_nothing(found) == _without_nothing(said)


def test_remarks_of_several_stand_together_and_what_one_knows_is_known(tmp_path: Path) -> None:
    """Bob rates what Ann does not know; her remark goes into the note of the answer, and so does what she noted."""
    response(tmp_path, "Ann", REMARKED, SETTINGS)
    bob = (
        "  approval-and-prioritization:\n    process: {2a: {rating: fully, note: in the file}, 2b: {note: seen once}}\n"
    )
    response(tmp_path, "Bob", bob + "    information: 3\n", "note: after the board\n")
    assert in_process("consensus", "Ann.yaml", "Bob.yaml", "-o", "consensus.yaml", cwd=tmp_path).code == 0
    found = load_yaml((tmp_path / "consensus.yaml").read_text("utf-8"))
    assert found["note"] == "before the board / after the board"
    assert _without_nothing(found["answers"]["approval-and-prioritization"]) == {
        "process": {
            "2a": {"rating": "fully", "note": "in the file / asked Ann"},
            "2b": {"note": "seen twice / seen once"},
        },
        "information": 3,
        "technology": {"level": 2, "source": "conversation"},
    }
    assert found["answers"]["compliance-and-risk-management"]["process"]["2a"] == "unknown"


def test_remarks_of_protected_people_are_not_told(tmp_path: Path) -> None:
    for number in range(5):
        response(tmp_path, f"P{number}", REMARKED, SETTINGS)
    ran = in_process("consensus", "*.yaml", "--anonymous", "-o", "consensus.yaml", cwd=tmp_path)
    assert ran.code == 0, ran.complaint
    text = (tmp_path / "consensus.yaml").read_text("utf-8")
    for secret in (
        "the new head asks",
        "on the cell",
        "unknown",
        "later",
        "asked Ann",
        "before the board",
        "ask again",
    ):
        assert secret not in text.replace("not known", "")


def _without_nothing(tree: object) -> object:
    if not isinstance(tree, dict):
        return tree
    return {key: found for key, value in tree.items() if (found := _without_nothing(value)) not in (None, {})}
