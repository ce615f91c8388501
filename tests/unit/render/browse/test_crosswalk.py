"""The crosswalk in the standard's order, narrowed as asked, and never without saying that it is informative."""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli.render.browse.crosswalk import crosswalk_data, crosswalk_page, crosswalk_rows, items_data, items_rows
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.wire.rows import to_csv
from btm_cli.standard.companion_schema import CrosswalkFile
from btm_cli.standard.crosswalk import backwards, narrowed
from btm_cli.standard.load import load_standard
from btm_cli.standard.model import Standard
from support.small_standard import write_standard
from support.wire import assert_written_as_described

CROSSWALK = CrosswalkFile.model_validate(
    {
        "frameworks": [
            {"id": "first", "title": "The First", "publisher": "A"},
            {"id": "second", "title": "The Second", "publisher": "B", "note": "Old."},
        ],
        "mappings": [
            {"capability": "gamma", "framework": "first", "id": "G1", "confidence": "read"},
            {"capability": "alpha", "level": 2, "framework": "second", "id": "[b]S|7", "confidence": "recalled"},
            {"capability": "alpha", "framework": "first", "id": "A1", "confidence": "read"},
        ],
    }
)


@pytest.fixture
def tiny(tmp_path: Path) -> Standard:
    standard, _ = load_standard(write_standard(tmp_path))
    assert standard is not None
    return standard


def listed(found: CrosswalkFile) -> list[str]:
    return [mapping.id for mapping in found.mappings]


def test_mappings_follow_the_standard_and_then_the_file(tiny: Standard) -> None:
    assert listed(narrowed(CROSSWALK, tiny)) == ["[b]S|7", "A1", "G1"]


def test_it_narrows_to_capabilities_and_a_framework(tiny: Standard) -> None:
    assert listed(narrowed(CROSSWALK, tiny, ["gamma"])) == ["G1"]
    found = narrowed(CROSSWALK, tiny, ["alpha"], "second")
    assert listed(found) == ["[b]S|7"]
    assert [framework.id for framework in found.frameworks] == ["second"]


def test_as_data_and_as_rows(tiny: Standard) -> None:
    found = narrowed(CROSSWALK, tiny)
    data = crosswalk_data(found, tiny)
    assert_written_as_described("crosswalk", data)
    assert data["mappings"][0] == {
        "capability": "alpha",
        "level": 2,
        "framework": "second",
        "id": "[b]S|7",
        "confidence": "recalled",
    }
    assert to_csv(crosswalk_rows(found, tiny)).splitlines() == [
        "standard,edition,capability,mapped_level,framework,item,confidence",
        "tiny,1,alpha,2,second,[b]S|7,recalled",
        "tiny,1,alpha,,first,A1,read",
        "tiny,1,gamma,,first,G1,read",
    ]


def test_the_page_says_what_it_is_and_escapes_what_it_quotes(tiny: Standard) -> None:
    page = to_markdown(crosswalk_page(narrowed(CROSSWALK, tiny), tiny))
    assert "No score knows of it, and it is no claim of equivalence or certification." in page
    assert page.index("## Alpha") < page.index("## Gamma")
    assert "## Beta" not in page
    assert r"\[b\]S\|7 (mostly level 2, recalled)" in page


def test_items_are_written_as_described(tiny: Standard) -> None:
    (item,) = backwards(CROSSWALK, tiny, "second")
    found = items_data([item], CROSSWALK.frameworks[1], tiny)
    assert_written_as_described("crosswalk-items", found)
    assert found["items"][0]["mappings"][0]["capability"] == "alpha"
    row = to_csv(items_rows([item], CROSSWALK.frameworks[1])).splitlines()[1]
    assert row == ",,,,,,,,,,second,[b]S|7,alpha,2,recalled,,"  # nobody, and so no level either
