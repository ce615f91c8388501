"""A standard as pages to browse."""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli.render.browse.page import list_page, whole_page
from btm_cli.render.document.entries import named_page
from btm_cli.render.document.markdown import to_markdown
from btm_cli.standard.load import load_standard
from btm_cli.standard.model import Standard
from btm_cli.standard.references import resolve
from support.small_standard import write_standard


@pytest.fixture
def tiny(tmp_path: Path) -> Standard:
    standard, _ = load_standard(write_standard(tmp_path))
    assert standard is not None
    return standard


def test_the_list_counts_what_is_there(tiny: Standard) -> None:
    page = to_markdown(list_page(tiny))
    assert "| beta | 1 | Beta |" in page
    assert "| gamma | - | Gamma |" in page
    # alpha has two cells and beta one; gamma, not written yet, can be claimed in both
    assert page.endswith("3 capabilities in 2 areas, 5 cells, 3 levels, 5 criteria.\n")


def test_the_whole_standard_is_on_its_page(tiny: Standard) -> None:
    page = to_markdown(whole_page(tiny))
    for capability in tiny.ordered_capabilities():
        assert f"\n### {capability.name}\n" in page
        for cell in capability.cells.values():
            assert all(statement in page for statement in cell.statements.values())
            assert all(criterion.claim in page for criterion in cell.all_criteria())
    assert "- **level 3:** Beta at level 2. Beta feeds alpha. (derived)" in page


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("lively", "# Lively\n\nNot quiet.\n\nFrom an overall score of 2.50, with no capability below level 2.\n"),
        ("3", "# Level 3: Three\n\nThird.\n"),
        ("people", "# People\n\nWho does it.\n"),
        ("south", "# South\n\n- Gamma\n"),
        ("beta/people", "# Beta: People\n\nThis standard has nothing here; the cell counts as n/a.\n"),
        (
            "gamma/people",
            "# Gamma: People\n\nNothing is written here yet; a level can be claimed all the same.\n",
        ),
        (
            "alpha/process/2a",
            "# alpha/process/2a\n\nA list of those who know is kept.\n\n- the list\n\n**Effort:** 2\n",
        ),
        ("alpha/process/3a", "# alpha/process/3a\n\nNobody is missing from the list.\n\n**Effort:** 1.50\n"),
        (
            "alpha/people",
            "# Alpha: People\n\n**Level 2, Two:** One knows.\n  - **2a** One person answers for the list. Effort 1.\n",
        ),
    ],
)
def test_one_thing(reference: str, expected: str, tiny: Standard) -> None:
    assert to_markdown(named_page(resolve(reference, tiny), tiny)) == expected
