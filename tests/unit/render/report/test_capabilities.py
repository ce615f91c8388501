"""The page of capabilities: squares with one decimal, marks, and what holds the state back."""

from __future__ import annotations

from btm_cli.answers.model import Claimed
from btm_cli.render.document.blocks import HeatMap, Table
from btm_cli.render.report.capabilities import capabilities_part
from btm_cli.scoring import assess
from support import build, firms
from support import render_fixtures as fixtures

STANDARD = fixtures.make_standard()


def heat_and_key() -> tuple[HeatMap, Table]:
    heat, key = capabilities_part(fixtures.make_scorecard(), STANDARD)
    assert isinstance(heat, HeatMap)
    assert isinstance(key, Table)
    return heat, key


def test_squares_agree_with_their_cells() -> None:
    heat, _ = heat_and_key()
    card = fixtures.make_scorecard()
    bands = {band.name: band for _, rows in heat.groups for band in rows}
    for row in card.capabilities:
        for square, cell in zip(bands[row.name].squares, row.cells, strict=True):
            if cell.assessed:
                assert square.text.startswith(f"{cell.numbers.level}.")
                assert square.mark.strip() == ("▾" if cell.numbers.gap else "")
            else:
                assert square.text == ("n/a" if cell.basis == "n/a" else "?")
        below = sum(bool(cell.numbers.gap) for cell in row.cells)
        assert bands[row.name].figures[-1] == (str(below) if below else "-")


def test_the_one_below_the_floor_is_said_to_hold_the_state_back() -> None:
    cells = {
        f"{capability}/{dimension}": Claimed(1 if capability == "compliance-and-risk-management" else 4)
        for capabilities in fixtures.AREAS.values()
        for capability in capabilities
        for dimension in fixtures.DIMENSIONS
    }
    card = assess(STANDARD, build.answers(cells), frozenset(), fixtures.AS_OF)
    heat = next(block for block in capabilities_part(card, STANDARD) if isinstance(block, HeatMap))
    notes = {band.name: band.note for _, rows in heat.groups for band in rows if band.note}
    assert notes == {"Compliance And Risk Management": "holds back Steady"}  # 3.63, but its floor is level 2


def test_where_many_hold_the_state_back_each_has_a_sign_that_the_legend_explains() -> None:
    card = assess(firms.STANDARD, firms.firm(1), frozenset(), build.DAY)
    heat = next(block for block in capabilities_part(card, firms.STANDARD) if isinstance(block, HeatMap))
    assert {band.note for _, rows in heat.groups for band in rows} == {"*"}
    assert "* holds back Alignment: below level 2." in heat.legend


def test_the_key_has_a_shade_for_every_level() -> None:
    _, key = heat_and_key()
    [(cells, _)] = key.squares()
    assert [cell.text for cell in cells[1:]] == [
        *(f"{level.level}.0 to {level.level}.9" for level in STANDARD.levels[:-1]),
        f"{STANDARD.top}.0",
    ]
