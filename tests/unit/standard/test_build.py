"""The domain model says what the files say."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

from btm_cli.standard.build import build_standard
from btm_cli.standard.load import compile_standard, load_standard
from support.small_standard import write_standard


def test_a_standard_from_its_compiled_text_equals_the_one_from_yaml(tmp_path: Path) -> None:
    folder = write_standard(tmp_path)
    assert build_standard(json.loads(compile_standard(folder))) == load_standard(folder)[0]


def test_numbers_are_exact_and_defaults_filled_in(tmp_path: Path) -> None:
    standard = build_standard(json.loads(compile_standard(write_standard(tmp_path))))
    assert (standard.name, standard.base, standard.top, standard.top_rating) == ("tiny 1", 1, 3, "yes")
    assert list(standard.rating_scale.items()) == [("no", 0), ("half", Fraction(1, 2)), ("yes", 1)]
    assert (standard.achieved_above, standard.imbalance_at) == (Fraction(17, 20), Fraction(3, 2))
    assert [dimension.weight for dimension in standard.dimensions] == [1, 2]
    assert standard.capabilities["beta"].weight == Fraction(1, 3)
    assert [(state.from_score, state.target_level) for state in standard.states] == [(1, None), (Fraction(5, 2), 3)]


def test_cells_with_their_criteria_in_order(tmp_path: Path) -> None:
    standard = build_standard(json.loads(compile_standard(write_standard(tmp_path))))
    cell = standard.cell("alpha", "process")
    assert cell is not None
    assert list(cell.statements) == [1, 2, 3]
    assert [(one.id, one.effort, one.weight) for one in cell.all_criteria()] == [
        ("2a", 2, 1),
        ("2b", 1, Fraction(1, 2)),
        ("3a", Fraction(3, 2), 1),
    ]
    assert standard.cell("beta", "people") is None
    unwritten = standard.cell("gamma", "people")
    assert unwritten is not None
    assert not unwritten.criteria
