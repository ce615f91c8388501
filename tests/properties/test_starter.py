"""A file that btm writes anew says exactly what it was given, asks everything else, and is filled in place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from btm_cli.answers.depth import Depth
from btm_cli.answers.edit import Change, edit
from btm_cli.answers.template import order_of
from btm_cli.render.starter.file import Asked, answers_file, starter
from btm_cli.source import parse
from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.model import Standard
from support.profile import examples
from support.run import in_process


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
    asked = Asked(standard, data.draw(st.sampled_from(Depth)), {"asset-rationalization": [note]})
    text = data.draw(st.sampled_from([starter, answers_file]))(asked, head, answers)
    assert pruned(read(text)) == pruned(head | {"answers": answers})


@pytest.mark.parametrize(
    ("depth", "path", "value"),
    [
        (Depth.capability, ("asset-rationalization",), 2),
        (Depth.cell, ("asset-rationalization", "process"), 3),
        (Depth.core, ("asset-rationalization", "process", "2b"), "fully"),
        (Depth.criteria, ("asset-rationalization", "process", "2b"), "fully"),
    ],
)
def test_an_answer_goes_behind_its_open_key_and_can_be_taken_back(
    standard: Standard, depth: Depth, path: tuple[str, ...], value: Any
) -> None:
    before = starter(Asked(standard, depth), HEAD, {})
    after = edit(before, [Change(("answers", *path), value)], order=order_of(standard))
    changed = [(old, new) for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new]
    assert [(old.strip(), new.strip()) for old, new in changed] == [(f"{path[-1]}:", f"{path[-1]}: {value}")]
    assert edit(after, [Change(("answers", *path), None)], order=order_of(standard)) == before


@pytest.mark.parametrize(("depth", "questions"), [("capability", 17), ("cell", 68), ("core", 272), ("criteria", 610)])
def test_every_question_is_open_once(standard: Standard, depth: str, questions: int) -> None:
    """17 capabilities of 4 dimensions with 4 levels above the base; edition 1.1 has 610 claims (its changelog)."""

    def opened(part: Any) -> int:
        return 1 if part is None else sum(map(opened, part.values()))

    text = starter(Asked(standard, Depth(depth)), HEAD, {})
    assert opened(read(text)["answers"]) == questions
    assert f"# {questions} " in text


@pytest.mark.parametrize("depth", Depth)
def test_a_starter_with_name_and_date_is_valid_and_assesses_as_nothing(depth: Depth, tmp_path: Path) -> None:
    """What is behind `#` is valid too, once the `#` is taken away."""
    file = tmp_path / "answers.yaml"
    made = in_process("init", file, "--depth", depth, cwd=tmp_path)
    assert made.code == 0
    text = file.read_text("utf-8")
    text = re.sub("^enterprise: +#", "enterprise: Acme  #", text, flags=re.MULTILINE)
    text = re.sub("^assessed_on: +#", "assessed_on: 2026-11-20  #", text, flags=re.MULTILINE)
    optional = re.search("^# Optional.*?\n((?:#.*\n)+)", text, flags=re.MULTILINE)
    assert optional is not None
    for said in (text, text.replace(optional[1], re.sub("^# ", "", optional[1], flags=re.MULTILINE))):
        file.write_text(said, "utf-8")
        assert (in_process("validate", file).code, in_process("assess", file).code) == (0, 0)
        card = json.loads(in_process("assess", file, "--format", "json").out)["overall"]
        assert (card["score"], card["claimed_cells"], card["rated"]) == (None, 0, 0)


def test_no_line_is_wider_than_a_page_and_levels_are_told_where_they_are_asked_for(standard: Standard) -> None:
    """The 17-key path has a sentence a level for each capability; whole examples of keys may be longer."""
    text = starter(Asked(standard, Depth.capability), HEAD, {})
    said = " ".join(line.strip().removeprefix("# ").strip() for line in text.splitlines())
    sentences = [one for each in standard.ordered_capabilities() for one in each.levels.values()]
    assert len(sentences) == 85
    assert [one for one in sentences if one not in said] == []
    assert [line for line in text.partition("answers:")[2].splitlines() if len(line) > 96] == []


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
