"""What the golden outputs hold as JSON is what the schemas describe, key for key."""

from __future__ import annotations

import json

import pytest

from support.golden import FOLDER
from support.wire import assert_written_as_described


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("gate", "check.json"),
        ("diagnostics", "validate.json"),
        ("evidence", "evidence-list.json"),
        ("evidence", "evidence-verify.json"),
        ("migration", "migrate.json"),
    ],
)
def test_nothing_is_written_that_is_not_described(name: str, kept: str) -> None:
    assert_written_as_described(name, json.loads((FOLDER / kept).read_text("utf-8")))
