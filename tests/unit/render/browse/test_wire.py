"""A standard as plain data: everything it says, exact numbers as text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from btm_cli.render.browse.wire import list_data, list_rows, named_data
from btm_cli.render.wire.rows import to_csv
from btm_cli.standard.load import load_standard
from btm_cli.standard.model import Standard
from btm_cli.standard.references import resolve
from support.small_standard import write_standard
from support.wire import assert_written_as_described


@pytest.fixture
def tiny(tmp_path: Path) -> Standard:
    standard, _ = load_standard(write_standard(tmp_path))
    assert standard is not None
    return standard


def test_the_list(tiny: Standard) -> None:
    data = list_data(tiny)
    assert [(area["id"], [(one["id"], one["criteria"]) for one in area["capabilities"]]) for area in data["areas"]] == [
        ("north", [("alpha", 4), ("beta", 1)]),
        ("south", [("gamma", 0)]),
    ]
    assert data["states"][1] == {"id": "lively", "name": "Lively", "from": "5/2", "floor": 2}
    assert data["digest"] == tiny.digest
    assert_written_as_described("standard-list", data)
    assert to_csv(list_rows(tiny)).splitlines() == [
        "standard,edition,area,capability,name,criteria_count",
        "tiny,1,north,alpha,Alpha,4",
        "tiny,1,north,beta,Beta,1",
        "tiny,1,south,gamma,Gamma,0",
    ]


@pytest.mark.parametrize(
    ("reference", "kind", "part"),
    [
        ("alpha", "capability", {"name": "Alpha", "area": "north"}),
        ("north", "area", {"weight": "1", "capabilities": ["alpha", "beta"]}),
        ("lively", "state", {"from_score": "5/2", "target_level": 3}),
        ("people", "dimension", {"weight": "2"}),
        ("3", "level", {"level": 3, "name": "Three"}),
        ("alpha/process/2a", "criterion", {"id": "2a", "evidence": ["the list"], "effort": "2", "weight": "1"}),
        ("beta/people", "cell", {"levels": []}),
        ("gamma/people", "cell", {"levels": []}),
    ],
)
def test_everything_that_has_a_name(reference: str, kind: str, part: dict[str, object], tiny: Standard) -> None:
    data = named_data(resolve(reference, tiny), tiny)
    assert data["kind"] == kind
    assert_written_as_described("standard-entry", data)
    assert data | part == data
    assert json.loads(json.dumps(data)) == data


def test_a_cell_by_level(tiny: Standard) -> None:
    levels = named_data(resolve("alpha/process", tiny), tiny)["levels"]
    assert [(one["level"], [each["id"] for each in one["criteria"]]) for one in levels] == [
        (1, []),
        (2, ["2a", "2b"]),
        (3, ["3a"]),
    ]
