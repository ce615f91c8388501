"""`answers.entries` and `answers.schema` must accept exactly the same files (ADR 7).

Right files are mutated at random: nodes deleted, replaced by values of every kind, keys renamed.
"""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from btm_cli.answers.entries import read_entries
from btm_cli.answers.schema import AnswersFile
from btm_cli.source import parse
from btm_cli.validation import validate_model

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


def accepted_by_schema(tree: Any) -> bool:
    model, problems = validate_model(AnswersFile, tree)
    assert (model is None) == bool(problems)
    return model is not None


@settings(max_examples=400)
@given(mutated())
@example(FULL)
@example({})
@example(None)
@example([])
def test_both_give_the_same_verdict(tree: Any) -> None:
    assert (read_entries(tree) is not None) == accepted_by_schema(tree)


@settings(max_examples=200)
@given(
    st.sampled_from(["unit", "target", "plan", "answers", "answered_by", "period", "capacity"]),
    values | st.sampled_from(SHORT),
)
def test_both_give_the_same_verdict_on_each_key(key: str, value: Any) -> None:
    tree = FULL | {key: value}
    assert (read_entries(tree) is not None) == accepted_by_schema(tree)


def test_a_right_file_is_read_whole() -> None:
    entry = read_entries(FULL)
    assert entry is not None
    schema = AnswersFile.model_validate(FULL)
    for name in entry._fields:
        read, said = getattr(entry, name), getattr(schema, name)
        if isinstance(said, str | int | None.__class__):
            assert read == said, name
    assert entry.evidence["charter"].sha256 == "ab" * 32
    assert entry.answers is not None
    assert entry.answers["a"]["process"]["3a"].reason == "none"
    assert entry.answers["a"]["information"].evidence == ("minutes",)
    assert entry.unit.weight == schema.unit.weight  # type: ignore[union-attr]


def test_every_example_is_accepted_by_both() -> None:
    files = [path for path in sorted(ROOT.glob("examples/*/*.yaml")) if path.name != "policy.yaml"]
    assert len(files) >= 5
    for path in files:
        document, problems = parse(path.read_bytes(), path.name)
        assert document is not None
        assert not problems
        assert read_entries(document.data) is not None
        assert accepted_by_schema(document.data)


def test_every_case_with_a_wrong_form_is_refused_by_both() -> None:
    for folder in sorted((ROOT / "tests" / "cases" / "invalid").iterdir()):
        document, _ = parse((folder / "answers.yaml").read_bytes(), folder.name)
        if document is not None:
            assert (read_entries(document.data) is not None) == accepted_by_schema(document.data), folder.name
