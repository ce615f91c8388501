"""A composed file says exactly what it was given, asks everything else, and is filled in place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from btm_cli.answers.depth import Depth
from btm_cli.answers.edit import Change, edit
from btm_cli.answers.template import compose, order_of
from btm_cli.source import parse
from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.model import Standard
from support.profile import examples


@pytest.fixture(scope="module")
def standard() -> Standard:
    return load_bundled()


def read(text: str) -> Any:
    document, problems = parse(text.encode(), "x.yaml")
    assert problems == []
    assert document is not None
    return document.data


def pruned(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    parts = {name: pruned(part) for name, part in data.items()}
    return {name: part for name, part in parts.items() if part not in (None, {})}


TEXTS = st.sampled_from(
    ["a", "no", "x: y # z", "= 1+1", "\U0001f600 ok", "\u0645\u0631\u062d\u0628\u0627", "two\nlines", "[/b]"]
)
RATINGS = st.sampled_from(["fully", "largely", "not"])
HEAD = {"standard": "btm 1.0", "enterprise": "E", "assessed_on": None}


@settings(max_examples=examples(40))
@given(st.data())
def test_a_composed_file_is_read_back_as_it_was_given(data: st.DataObject) -> None:
    standard = load_bundled()
    answers: dict[str, Any] = {}
    for capability in standard.ordered_capabilities():
        kind = data.draw(st.integers(0, 4))
        if kind == 0:
            answers[capability.id] = data.draw(st.integers(1, 5))
        elif kind == 1:
            answers[capability.id] = {"rating": "n/a", "reason": data.draw(TEXTS)}
        elif kind == 2:
            cells: dict[str, Any] = {}
            for dimension, cell in capability.cells.items():
                ids = [criterion.id for criterion in cell.all_criteria()]
                chosen = data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=3))
                cells[dimension] = {one: data.draw(RATINGS) for one in ids if one in chosen}
            answers[capability.id] = cells
    head = HEAD | {"period": data.draw(TEXTS), "target": {"state": "alignment", "levels": {"asset-rationalization": 2}}}
    note = data.draw(TEXTS)
    text = compose(
        standard, head, answers, depth=data.draw(st.sampled_from(Depth)), notes={"asset-rationalization": [note]}
    )
    assert pruned(read(text)) == pruned(head | {"answers": answers})


@pytest.mark.parametrize(
    ("depth", "path", "value"),
    [
        (Depth.capability, ("asset-rationalization",), 2),
        (Depth.cell, ("asset-rationalization", "process"), 3),
        (Depth.criteria, ("asset-rationalization", "process", "2b"), "fully"),
    ],
)
def test_an_answer_takes_the_place_of_its_commented_line(
    standard: Standard, depth: Depth, path: tuple[str, ...], value: Any
) -> None:
    before = compose(standard, HEAD, {}, depth=depth)
    after = edit(before, [Change(("answers", *path), value)], order=order_of(standard))
    changed = [(old, new) for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new]
    assert [(old.strip(), new.strip()) for old, new in changed] == [(f"# {path[-1]}:", f"{path[-1]}: {value}")]


def test_every_question_is_there_once(standard: Standard) -> None:
    text = compose(standard, HEAD, {}, depth=Depth.criteria)
    waiting = [line for line in text.splitlines() if line.strip().startswith("# ") and line.rstrip().endswith(":")]
    count = sum(
        1
        for capability in standard.ordered_capabilities()
        for cell in capability.cells.values()
        for _ in cell.all_criteria()
    )
    assert len(waiting) == count


def test_a_new_key_goes_where_the_standard_has_it(standard: Standard) -> None:
    text = "standard: btm 1.0\nanswers:\n  asset-rationalization: 2\n  strategic-and-tactical-governance: 3\n"
    # Between none that are in order: before the first that comes later.
    changed = edit(
        text, [Change(("answers", "business-architecture"), 4), Change(("target",), 3)], order=order_of(standard)
    )
    assert changed == (
        "standard: btm 1.0\ntarget: 3\nanswers:\n  business-architecture: 4\n  asset-rationalization: 2\n"
        "  strategic-and-tactical-governance: 3\n"
    )
