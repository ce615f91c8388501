"""The heat map as a picture."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from btm_cli.render.scorecard.svg import scorecard_svg
from btm_cli.scoring.scorecard import Scorecard
from support import render_fixtures as fixtures

SCORECARDS = {
    "full": fixtures.make_scorecard(),
    "empty": fixtures.empty_scorecard(),
    "hostile": fixtures.hostile_scorecard(),
}


@pytest.fixture(params=SCORECARDS)
def card(request: pytest.FixtureRequest) -> Scorecard:
    return SCORECARDS[request.param]


def test_the_picture_is_well_formed_and_has_a_square_for_every_cell(card: Scorecard) -> None:
    svg = "{http://www.w3.org/2000/svg}"
    root = ElementTree.fromstring(scorecard_svg(card, fixtures.make_standard()))
    title, description = root.find(f"{svg}title"), root.find(f"{svg}desc")
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert len(root.findall(f"{svg}rect")) == 1 + 24
    assert root.find(f".//{svg}script") is None


def test_the_picture_shows_figures_beside_colours() -> None:
    text = scorecard_svg(SCORECARDS["full"], fixtures.make_standard())
    assert text.count(">2.83</text>") == 5  # four cells and their capability
    assert text.count(">not assessed</text>") == 4
