"""Current practice: what may be wrong in its files, and what the shipped ones promise."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.files import DiskFiles
from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.companion_schema import PracticeTag
from btm_cli.standard.practice import Example, load_practice
from support.build import capability, cell, standard

TOY = standard({"finance": [capability("loans", {"process": cell("3a", "3b", "4a")}), capability("cards")]})
TEXT = " ".join(["word"] * 25)
FILE = f"""\
today: 1
as_of: 2026-11
cells:
  process/4a: {{text: {TEXT}, for: [4a], tags: []}}
  process/3: {{text: {TEXT}, for: [3a, 3b], tags: [ai, dora]}}
"""


def load(
    folder: Path, text: str, *, name: str = "loans", on: date | None = None
) -> tuple[list[Example], list[Diagnostic]]:
    (folder / "today").mkdir()
    (folder / "today" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_practice(str(folder), DiskFiles(), TOY, on)


def test_a_file_becomes_examples_in_its_order(tmp_path: Path) -> None:
    examples, problems = load(tmp_path, FILE)
    assert problems == []
    assert [each.reference for each in examples] == ["loans/process/4a", "loans/process/3"]
    assert examples[1] == Example(
        "loans/process/3",
        "loans",
        "process",
        3,
        TEXT,
        ("loans/process/3a", "loans/process/3b"),
        ("ai", "dora"),
        "2026-11",
    )


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("for: [4a]", "for: [4b]", "unknown-criterion", "4b"),
        ("for: [4a]", "for: [3a]", "unknown-criterion", "3a"),
        ("for: [3a, 3b]", "for: [3a, 4a]", "unknown-criterion", "4a"),
        ("process/3:", "proces/3:", "unknown-dimension", "proces/3"),
        ("process/3:", "process:", "unknown-reference", "process"),
        ("[ai, dora]", "[ai, dorra]", "wrong-value", "dorra"),
        ("2026-11", "2026-13", "wrong-value", "2026-13"),
        ("for: [4a]", "for: []", "wrong-value", "["),
    ],
)
def test_what_is_wrong_is_shown_where_it_stands(tmp_path: Path, old: str, new: str, code: str, place: str) -> None:
    examples, (problem,) = load(tmp_path, FILE.replace(old, new))
    assert examples == []
    shown = problem.location.source_line[problem.location.column - 1 :][: problem.location.width]
    assert (problem.code, shown) == (code, place)


def test_a_file_is_named_after_a_capability(tmp_path: Path) -> None:
    _, (problem,) = load(tmp_path, FILE, name="loan")
    assert (problem.code, problem.hint) == ("unknown-capability", "did you mean `loans`?")


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        (" ".join(["word"] * 24), False),
        (" ".join(["word"] * 45), True),
        (" ".join(["word"] * 46), False),
        (" ".join(["word"] * 24) + " " + "x" * 130, True),  # 24 x 5 + 130 = 250 characters
        (" ".join(["word"] * 24) + " " + "x" * 131, False),
    ],
)
def test_a_text_can_be_read_in_one_look(tmp_path: Path, text: str, *, fits: bool) -> None:
    examples, problems = load(tmp_path, FILE.replace(f"{TEXT}, for: [4a]", f"{text}, for: [4a]"))
    assert len(examples) == 2
    assert [(each.code, each.severity) for each in problems] == [("practice-length", Severity.WARNING)] * (not fits)


@pytest.mark.parametrize(("on", "old"), [(date(2028, 11, 30), False), (date(2028, 12, 1), True), (None, False)])
def test_practice_is_old_after_two_years(tmp_path: Path, on: date | None, *, old: bool) -> None:
    examples, problems = load(tmp_path, FILE, on=on)
    assert len(examples) == 2
    assert [(each.code, each.severity) for each in problems] == [("practice-outdated", Severity.WARNING)] * old


def test_only_the_capabilities_asked_for_are_read(tmp_path: Path) -> None:
    load(tmp_path, FILE)
    (tmp_path / "today" / "cards.yaml").write_text("not: what is expected", encoding="utf-8")
    assert len(load_practice(str(tmp_path), DiskFiles(), TOY, only={"loans"})[0]) == 2
    assert load_practice(str(tmp_path), DiskFiles(), TOY)[0] == []


def test_the_shipped_practice_covers_levels_3_and_4(root: Path) -> None:
    shipped = load_bundled()
    examples, problems = load_practice(str(root / "standard"), DiskFiles(), shipped)
    assert problems == []
    wanted = {
        f"{one.id}/{dimension}/{level}"
        for one in shipped.ordered_capabilities()
        for dimension in one.cells
        for level in (3, 4)
    }
    assert len(wanted) == 136
    assert wanted - {each.reference for each in examples} == set()
    assert {tag for each in examples for tag in each.tags} == set(get_args(PracticeTag))
    assert sum(len(each.text.split()) for each in examples) <= 10_000
