"""The model of an answers file under random mistakes: every verdict has a reason at a place, and editors give the same.

Right files are mutated at random: nodes deleted, replaced by values of every kind, keys renamed. What the published
JSON Schema says of them, by an implementation that is not ours, is the second opinion.
"""

from __future__ import annotations

import copy
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from btm_cli.answers.load import check_data
from btm_cli.answers.schema import AnswersFile, AssessorEntry, TargetEntry, UnitEntry
from btm_cli.diagnostics import Problem
from btm_cli.files import DiskFiles
from btm_cli.source import parse
from btm_cli.validation import validate_model
from support.answers_files import tiny
from support.profile import examples
from support.schemas import Checker

ROOT = Path(__file__).resolve().parents[2]
FULL: dict[str, Any] = {
    "$schema": "answers.schema.json",
    "standard": "btm 1.0",
    "enterprise": "Acme",
    "unit": {"name": "Group", "weight": "1/3"},
    "period": "2026-Q4",
    "assessed_on": "2026-11-20",
    "answered_by": {"name": "Architecture", "side": "business", "respondents": ["A", "B"]},
    "scope": ["strategy-and-planning"],
    "target": {"state": "alignment", "levels": {"a": 3}, "deadlines": {"a": "2027-06-30"}},
    "importance": {"a": 5},
    "capacity": Decimal("24.5"),
    "plan": {"pin": {"a/process": 1}, "exclude": ["b"]},
    "owners": {"a": "PMO"},
    "evidence_root": "..",
    "evidence": {
        "charter": {
            "title": "Charter",
            "path": "c.pdf",
            "sha256": "ab" * 32,
            "date": "2026-03-01",
            "owner": "Secretary",
        },
        "minutes": {"title": "Minutes", "url": "https://x.example", "date": "2026-03-01", "valid_until": "2026-03-01"},
    },
    "answers": {
        "a": {
            "process": {"2a": "fully", "2b": None, "3a": {"rating": "n/a", "reason": "none", "approved_by": "Audit"}},
            "organization": 3,
            "information": {"level": 2, "evidence": ["minutes"], "note": "so", "verified_by": "Audit"},
            "technology": {"rating": "n/a", "reason": "none"},
            "more": None,
        },
        "b": 2,
        "c": {"level": 2},
        "d": {"rating": "n/a", "reason": "none"},
        "e": None,
    },
}
SHORT: list[Any] = ["alignment", 3, None, "Group", "", {}, [], {"name": "Group"}]

values = st.sampled_from(
    [
        None,
        True,
        False,
        0,
        1,
        3,
        6,
        99,
        100,
        -1,
        Decimal("3.0"),
        Decimal("0"),
        "",
        "x",
        "fully",
        "n/a",
        "3",
        "1/2",
        "a-b",
        "A b",
        "2026-11-20",
        "2026-02-30",
        "20261120",
        "ab" * 32,
        "business",
        [],
        ["x"],
        [""],
        [3],
        [None],
        {},
        {"x": 1},
        {"level": 2},
        {"level": "2"},
        {"rating": "fully"},
        {"rating": "n/a", "2a": "fully"},
        {"level": 3, "2a": "not"},
        {"state": "a", "level": 3},
        {"name": "x"},
        {"title": "x", "date": "2026-01-01"},
    ]
)


def places(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    found = [(*path, key) for key, _ in children]
    return found + [place for place in found for place in places(_at(tree, place[len(path) :]), place)]


def _at(tree: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        tree = tree[part]
    return tree


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    tree = copy.deepcopy(FULL)
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.sampled_from(places(tree)))
        parent, last = _at(tree, place[:-1]), place[-1]
        change = draw(st.sampled_from(["replace", "delete", "rename", "add"]))
        if change == "replace":
            parent[last] = copy.deepcopy(draw(values))  # the next change may reach into it
        elif change == "delete":
            del parent[last]
        elif isinstance(parent, dict):
            value = parent.pop(last) if change == "rename" else copy.deepcopy(draw(values))
            parent[
                draw(st.sampled_from(["x", "", "rating", "level", "note", "2a", "title", "schema_", "evidence"]))
            ] = value
        if not places(tree):
            break
    return tree


def reasons(tree: Any) -> list[Problem]:
    """What is wrong with it; there is a model exactly where that is nothing."""
    model, problems = validate_model(AnswersFile, tree)
    assert (model is None) == bool(problems)
    return problems


PUBLISHED = json.loads((ROOT / "standard" / "schema" / "answers.schema.json").read_text("utf-8"))
EDITOR = Checker(PUBLISHED)


def as_json(tree: Any) -> Any:
    """The same with JSON's numbers, in which an editor checks it."""
    return json.loads(json.dumps(tree, default=float))


def an_editor_accepts(tree: Any) -> bool:
    return EDITOR.accepts(as_json(tree))


@settings(max_examples=examples(400))
@given(mutated())
@example(FULL)
@example({})
@example(None)
@example([])
def test_every_refusal_says_what_and_where(tree: Any) -> None:
    for problem in reasons(tree):
        _at(tree, problem.path)  # raises where there is nothing
        assert problem.message
        assert "nput should" not in problem.message  # the engine's own words


@settings(max_examples=examples(400))
@given(mutated())
def test_an_editor_finds_nothing_in_what_is_accepted(tree: Any) -> None:
    if not reasons(tree):
        assert an_editor_accepts(tree)


BETWEEN_KEYS = {
    "claim-and-ratings": "a cell has either",
    "path-or-url": "",
    "wrong-value": ("a target names a state or a level, not both", "`valid_until` is before `date`"),
}
"""The rules between two keys, which the published schema leaves to btm: code and beginning of the message."""


@settings(max_examples=examples(400))
@given(mutated())
def test_what_no_editor_finds_is_a_rule_between_two_keys(tree: Any) -> None:
    if an_editor_accepts(tree):
        for problem in reasons(tree):
            whole_in_json = isinstance(_at(tree, problem.path), Decimal)  # 3.0 is, 3.5 an editor would find
            assert whole_in_json or problem.message.startswith(BETWEEN_KEYS.get(problem.code, "-")), problem


@settings(max_examples=examples(200))
@given(
    st.sampled_from(["unit", "target", "plan", "answers", "answered_by", "period", "capacity"]),
    values | st.sampled_from(SHORT),
)
def test_what_is_wrong_with_one_key_is_said_there(key: str, value: Any) -> None:
    problems = reasons(FULL | {key: value})
    assert {problem.path[0] for problem in problems} <= {key}
    if not problems:
        assert an_editor_accepts(FULL | {key: value})


@settings(max_examples=examples(400))
@given(mutated())
def test_one_mistake_hides_no_other(tree: Any) -> None:
    """What the model refuses is taken out, and the rest is still held to the standard."""
    checked, problems = check_data(tree, ".", DiskFiles(), lambda name: tiny() if name == "btm 1.0" else None, [])
    assert checked is not None or problems
    assert {problem.path for problem in reasons(tree)} <= {problem.path for problem in problems}
    if isinstance(tree, dict) and tree.get("standard") == "btm 1.0":
        assert checked is not None


def test_a_right_file_is_read_whole() -> None:
    file = AnswersFile.model_validate(FULL)
    assert (file.schema_, file.standard, file.enterprise) == ("answers.schema.json", "btm 1.0", "Acme")
    assert (file.period, file.assessed_on, file.evidence_root) == ("2026-Q4", date(2026, 11, 20), "..")
    assert file.unit == UnitEntry.model_construct(name="Group", weight=Fraction(1, 3))
    assert file.answered_by == AssessorEntry(name="Architecture", side="business", respondents=("A", "B"))
    deadlines = {"a": date(2027, 6, 30)}
    assert file.target == TargetEntry.model_construct(
        state="alignment", level=None, levels={"a": 3}, deadlines=deadlines
    )
    assert (file.scope, file.importance, file.capacity) == (("strategy-and-planning",), {"a": 5}, Fraction(49, 2))
    assert file.plan is not None
    assert (file.plan.pin, file.plan.exclude, file.owners) == ({"a/process": 1}, ("b",), {"a": "PMO"})
    charter, minutes = file.evidence["charter"], file.evidence["minutes"]
    assert (charter.title, charter.path, charter.url, charter.owner) == ("Charter", "c.pdf", None, "Secretary")
    assert (charter.sha256, charter.date, charter.valid_until) == ("ab" * 32, date(2026, 3, 1), None)
    assert (minutes.path, minutes.url, minutes.valid_until) == (None, "https://x.example", date(2026, 3, 1))
    assert file.answers is not None
    one: Any = file.answers["a"].cells  # type: ignore[union-attr]
    rated, information = one["process"]["3a"], one["information"]
    assert (one["process"]["2a"], one["process"]["2b"], one["organization"]) == ("fully", None, 3)
    assert (rated.rating, rated.reason, rated.approved_by, rated.evidence) == ("n/a", "none", "Audit", ())
    assert (information.level, information.evidence, information.note) == (2, ("minutes",), "so")
    assert (information.verified_by, one["technology"].reason, one["more"]) == ("Audit", "none", None)
    rest = file.answers
    assert (rest["b"], rest["c"].level, rest["d"].rating, rest["e"]) == (2, 2, "n/a", None)  # type: ignore[union-attr]


def test_every_example_is_accepted() -> None:
    files = [path for path in sorted(ROOT.glob("examples/*/*.yaml")) if path.name != "policy.yaml"]
    assert len(files) >= 5
    for path in files:
        document, problems = parse(path.read_bytes(), path.name)
        assert document is not None
        assert not problems
        assert reasons(document.data) == [], path
