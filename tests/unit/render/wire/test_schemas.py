"""The JSON Schemas: valid, fresh, and in agreement with the loaders about the shipped files."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from btm_cli.render.wire.json import render_json
from btm_cli.render.wire.schemas import SCHEMAS
from btm_cli.source import parse
from support.schemas import Checker
from support.wire import schema_of


def data(path: Path) -> Any:
    document, problems = parse(path.read_bytes(), path.name)
    assert document is not None
    assert problems == []
    return document.data


def errors(name: str, found: Any) -> list[str]:
    return checker(name).faults(json.loads(json.dumps(found, default=float)))


@cache
def checker(name: str) -> Checker:
    return Checker(schema_of(name))


def files(root: Path) -> list[tuple[str, Path]]:
    """Every file under examples/ and standard/ that a schema is about."""
    answers = [path for path in root.glob("examples/*/*.yaml") if path.name != "policy.yaml"]
    frame = root / "standard" / "standard.yaml"
    areas = [area["id"] for area in data(frame)["areas"]]
    capabilities = [path for area in areas for path in (root / "standard" / area).glob("*.yaml")]
    policies = list(root.glob("examples/*/policy.yaml"))
    assert len(answers) >= 5
    assert len(capabilities) == 17
    assert policies
    today, profiles = ([*(root / "standard" / name).glob("*.yaml")] for name in ("today", "profiles"))
    assert len(today) == 17
    assert len(profiles) == 5
    by_name = {
        "answers": answers,
        "capability": capabilities,
        "policy": policies,
        "standard": [frame],
        "today": today,
        "profile": profiles,
    }
    return [(name, path) for name, paths in by_name.items() for path in paths]


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_a_schema(name: str) -> None:
    jsonschema_rs.meta.validate(schema_of(name))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_one_is_fresh(name: str, root: Path) -> None:
    path = f"standard/schema/{name}.schema.json"
    text = (root / path).read_text("utf-8")
    again = f"stale: run `btm standard schema {name} --output {path}`"
    assert json.loads(text) == schema_of(name), again
    assert text == render_json(schema_of(name)), again


def test_no_schema_is_forgotten(root: Path) -> None:
    assert {path.name for path in (root / "standard" / "schema").iterdir()} == {
        f"{name}.schema.json" for name in SCHEMAS
    }


def test_the_shipped_files_agree_with_them(root: Path) -> None:
    assert {path.name: found for name, path in files(root) if (found := errors(name, data(path)))} == {}


HEAD = {"standard": "btm 1.0", "enterprise": "X", "assessed_on": "2026-01-31"}


@pytest.mark.parametrize(
    "answers",
    [
        {"a": {"process": {"rating": "n/a", "reason": "none here"}}},  # also has the shape of two word answers
        {"a": {"rating": "n/a", "reason": "none here"}},
        {"a": {"level": 2}, "b": 3, "c": None, "d": {"process": None, "people": {"2a": "f", "2b": None}}},
        {"a": {"process": {"2a": {"rating": "largely", "evidence": ["minutes"]}}}},
        None,
    ],
)
def test_answers_in_every_form_agree(answers: Any) -> None:
    assert errors("answers", HEAD | {"answers": answers}) == []


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("answers", HEAD),
        ("answers", HEAD | {"answers": {}, "extra": 1}),
        ("answers", HEAD | {"answers": {"a": {"level": 2, "2a": "fully"}}}),
        ("answers", HEAD | {"answers": {"a": "3"}}),
        ("answers", HEAD | {"answers": {}, "capacity": 0}),
        ("answers", HEAD | {"answers": {}, "assessed_on": "2026-02-30"}),
        ("policy", {"policy": 1, "require": {"coverage": 80}}),
        ("capability", {"id": "a", "name": "A"}),
        ("capability", {"id": "A b", "name": "A", "purpose": "p"}),
    ],
)
def test_what_is_wrong_is_wrong_for_editors_too(name: str, broken: Any) -> None:
    assert errors(name, broken)
