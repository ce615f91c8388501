"""Nothing that stands in a file makes btm fail: every content ends in diagnostics or in a result.

Files are random bytes, random text, and valid files of every kind with random damage, as text and as trees.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from btm_cli.diagnostics import Diagnostic, has_errors
from btm_cli.errors import InvalidFiles
from btm_cli.intake.checking import check_file
from btm_cli.intake.opened import Standards, assess_file
from btm_cli.standard.load import load_standard
from support.profile import examples
from support.quick_yaml import load_yaml
from support.run import ROOT, in_process

SHIPPED = Standards()
KINDS = {
    "answers": (ROOT / "examples/meridian-insurance/2026-Q1.yaml").read_text("utf-8"),
    "policy": (ROOT / "examples/meridian-insurance/policy.yaml").read_text("utf-8"),
}
ANSWERS = """
standard: btm 1.0
enterprise: Toy Works
unit: {name: Group, weight: 12}
period: 2026-Q4
assessed_on: 2026-11-20
answered_by: {name: Architecture, side: technology}
scope: [managing-technology-investments, asset-rationalization]
target: {state: alignment, levels: {asset-rationalization: 4, approval-and-prioritization/process: 3},
  deadlines: {asset-rationalization: 2027-06-30}}
importance: {approval-and-prioritization: 5}
capacity: 24
plan: {pin: {approval-and-prioritization/process: 1}, exclude: [asset-rationalization]}
owners: {approval-and-prioritization: PMO}
evidence_root: .
evidence:
  minutes: {title: Minutes, url: 'https://example.org', date: 2026-10-30, valid_until: 2027-10-30, owner: Secretary}
  charter: {title: Charter, path: evidence/charter.pdf, date: 2026-03-01,
    sha256: '0000000000000000000000000000000000000000000000000000000000000000'}
answers:
  approval-and-prioritization:
    process:
      2a: fully
      2b: {rating: largely, evidence: [minutes], note: nearly, verified_by: Audit}
      3a: {rating: n/a, reason: none here, approved_by: Audit}
    organization: 3
    information: {level: 2, evidence: [minutes, charter]}
    technology: {rating: n/a, reason: none}
  asset-rationalization: 2
"""
STANDARD = """
id: toy
edition: "1.0"
title: Toy
levels: [{level: 0, name: None, meaning: m}, {level: 1, name: Some, meaning: m}, {level: 2, name: All, meaning: m}]
dimensions: [{id: process, name: Process, weight: 1, aliases: [p], meaning: m}, {id: people, name: People, meaning: m}]
areas: [{id: north, name: North, weight: 1/2, audience: [board], capabilities: [mining]}]
rating_scale: {no: 0, half: 1/2, yes: 1}
level_rule: staged
achieved_above: "0.85"
every_at_least: half
capability_level: weakest
imbalance_at: "1.5"
least_effort: "0.5"
states: [{id: low, name: Low, from: "0", floor: 0, meaning: m},
  {id: high, name: High, from: "1", floor: 1, target_level: 2, meaning: m}]
sources: [{id: book, title: Book, year: 2008, note: n}]
notice: independent
"""
CAPABILITY = """
id: mining
name: Mining
aliases: [dig]
purpose: Dig.
decisions: [where]
bodies: [{name: Council, kind: participative, role: decides}]
concerns: [board]
metrics: [tons]
weight: 1
requires: []
references: [{framework: cobit-2019, id: EDM01, confidence: read}]
dimensions:
  process:
    0: {statement: nothing}
    1: {statement: some, criteria: {a: {claim: Holes exist., evidence: [photo], effort: 2, weight: 1/3}}}
    2: {statement: all, criteria: {a: {claim: Holes are deep., evidence: [photo], effort: 1}}}
"""
TOY_ANSWERS = """
standard: toy 1.0
enterprise: Toy Works
assessed_on: 2026-11-20
target: 2
answers: {mining: {process: {1a: "yes", 2a: half}}}
"""
POOL = [
    None,
    True,
    0,
    -1,
    1,
    3,
    7,
    10**30,
    2.5,
    "",
    " ",
    "x",
    "n/a",
    "fully",
    "1/0",
    "-1/3",
    "1e999",
    "minutes",
    "mining",
    "../../etc/passwd",
    "\0",
    "é\u202e\U0001f600",
    datetime.date(1, 1, 1),
    "2026-02-30",
    [],
    {},
    [[]],
    [1, "a", None],
    {"": None},
    {"rating": "n/a"},
    {"level": 3},
    {"level": 3, "2a": "fully"},
    {"a": {"claim": 1}},
]

NodePath = tuple[Any, ...]


def places(tree: Any, path: NodePath = ()) -> Iterator[NodePath]:
    """The path of every node below the root."""
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in parts:
        yield (*path, key)
        yield from places(value, (*path, key))


@st.composite
def damaged(draw: st.DrawFn, text: str) -> Any:
    """The tree of a file with one to four nodes deleted, duplicated, renamed, moved or replaced."""
    tree = copy.deepcopy(load_yaml(text))
    for _ in range(draw(st.integers(1, 4))):
        found = list(places(tree))
        if not found:
            break
        *above, last = draw(st.sampled_from(found))
        parent = tree
        for part in above:
            parent = parent[part]
        how = draw(st.sampled_from(["delete", "replace", "replace", "duplicate", "rename", "move"]))
        if how == "delete":
            del parent[last]
        elif how == "replace":
            parent[last] = copy.deepcopy(draw(st.sampled_from(POOL)))
        elif how == "duplicate" and isinstance(parent, list):
            parent.append(copy.deepcopy(parent[last]))
        elif how == "duplicate":
            parent[f"{last}-2"] = copy.deepcopy(parent[last])
        elif how == "rename" and isinstance(parent, dict):
            parent[draw(st.sampled_from(["x", "", "level", 2, None, "2a", "process", "overall"]))] = parent.pop(last)
        else:
            tree["moved"] = copy.deepcopy(parent[last])
    return tree


@st.composite
def damaged_lines(draw: st.DrawFn, text: str) -> str:
    """A file's text with lines lost, doubled, shifted and cut, or with odd characters put in."""
    lines = text.splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        odd = draw(
            st.sampled_from(
                ["\t", ":", "- ", "{", "]", "'", '"', "#", "&a ", "*a ", "!!x ", "|", "\x1b", "\r", "? ", "%"]
            )
        )
        cut = draw(st.integers(0, len(line)))
        choices = ["", line + line, "  " + line, line[2:], line[:cut], line[:cut] + odd + line[cut:], "---\n" + line]
        lines[at] = draw(st.sampled_from(choices))
    return "".join(lines)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


def dump(tree: Any) -> str:
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


def check(path: Path, standards: Standards = SHIPPED) -> list[Diagnostic]:
    """What `validate` finds; what it says of places is true of the file."""
    problems = check_file(str(path), standards, None)
    for problem in problems:
        place = problem.location
        assert place.line >= 1
        assert place.column >= 1
        assert place.width >= 1
        assert problem.message.strip()
        assert "\n" not in problem.message
    return problems


def assess_or_refuse(path: Path, problems: list[Diagnostic], standards: Standards = SHIPPED) -> None:
    """A file without errors is scored, one with errors is refused: never both, never neither."""
    try:
        card = assess_file(str(path), standards).card
    except InvalidFiles as error:
        refused = error.diagnostics
    else:
        refused = []
        assert card.overall is not None
    assert has_errors(refused) == has_errors(problems)


@settings(max_examples=examples(60))
@given(content=st.binary(max_size=300))
def test_any_bytes(content: bytes, folder: Path) -> None:
    path = folder / "bytes.yaml"
    path.write_bytes(content)
    assess_or_refuse(path, check(path))


@settings(max_examples=examples(60))
@given(content=st.text("ab2:-{}[],&*!|>'\"%@`#?\n\t ~.\ufeff\u2028é\0", max_size=80) | st.text(max_size=80))
def test_any_text(content: str, folder: Path) -> None:
    path = folder / "text.yaml"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    assess_or_refuse(path, check(path))


@settings(max_examples=examples(120))
@given(data=st.data())
def test_answers_with_any_damage(data: st.DataObject, folder: Path) -> None:
    path = folder / "answers.yaml"
    path.write_text(dump(data.draw(damaged(ANSWERS))), "utf-8")
    assess_or_refuse(path, check(path))


@settings(max_examples=examples(30))
@given(data=st.data(), kind=st.sampled_from(sorted(KINDS)))
def test_files_with_damaged_lines(data: st.DataObject, kind: str, folder: Path) -> None:
    path = folder / f"{kind}-lines.yaml"
    path.write_bytes(data.draw(damaged_lines(KINDS[kind])).encode("utf-8"))
    problems = check(path)
    if kind == "answers":
        # Evidence lies beside the example, not here: what is missing is a warning and never an error.
        assess_or_refuse(path, problems)


@settings(max_examples=examples(80))
@given(data=st.data())
def test_policies_with_any_damage(data: st.DataObject, folder: Path) -> None:
    path = folder / "policy.yaml"
    path.write_text(dump(data.draw(damaged(KINDS["policy"]))), "utf-8")
    check(path)


@settings(max_examples=examples(120))
@given(data=st.data(), which=st.sampled_from(["standard", "capability", "both"]))
def test_standards_with_any_damage(data: st.DataObject, which: str, folder: Path) -> None:
    root = folder / "standard"
    (root / "north").mkdir(parents=True, exist_ok=True)
    damage_standard, damage_capability = which != "capability", which != "standard"
    standard = dump(data.draw(damaged(STANDARD))) if damage_standard else STANDARD
    capability = dump(data.draw(damaged(CAPABILITY))) if damage_capability else CAPABILITY
    (root / "standard.yaml").write_text(standard, "utf-8")
    (root / "north" / "mining.yaml").write_text(capability, "utf-8")
    problems = check(root)
    loaded, found = load_standard(str(root))
    assert (loaded is None) == has_errors(found)
    if has_errors(found):
        assert has_errors(problems)
    if loaded is not None:
        answers = folder / "toy.yaml"
        answers.write_text(TOY_ANSWERS, "utf-8")
        standards = Standards(str(root))
        assess_or_refuse(answers, check(answers, standards), standards)


def test_what_is_damaged_is_whole_before(folder: Path) -> None:
    """Else every example above would end at the same first error."""
    root = folder / "whole"
    (root / "north").mkdir(parents=True)
    (root / "standard.yaml").write_text(STANDARD, "utf-8")
    (root / "north" / "mining.yaml").write_text(CAPABILITY, "utf-8")
    loaded, problems = load_standard(str(root))
    assert loaded is not None, problems
    for text, standards in ((ANSWERS, SHIPPED), (TOY_ANSWERS, Standards(str(root))), (KINDS["policy"], SHIPPED)):
        path = folder / "whole.yaml"
        path.write_text(text, "utf-8")
        assert not has_errors(check(path, standards))
        path.write_text(dump(load_yaml(text)), "utf-8")
        assert not has_errors(check(path, standards))


@settings(max_examples=examples(40))
@given(data=st.data(), form=st.sampled_from(["text", "json", "yaml", "csv", "markdown", "svg"]))
def test_the_command_line_never_calls_a_file_a_bug(data: st.DataObject, form: str, folder: Path) -> None:
    path = folder / "run.yaml"
    path.write_text(dump(data.draw(damaged(ANSWERS))), "utf-8")
    ran = in_process("assess", path, "--format", form, BTM_TRACEBACK="")
    assert ran.code in (0, 3), ran.complaint
    assert bool(ran.out) == (ran.code == 0)
