"""Every shade can be read, by WCAG 2's contrast of text to background."""

from __future__ import annotations

import pytest

from btm_cli.render.document.blocks import Cell, Column, Table
from btm_cli.render.document.palette import DARK_SHADES, PAPER_SHADES, SHADES, shade_of
from btm_cli.render.document.terminal import written


def luminance(color: str) -> float:
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("background", "text"), [*SHADES, *PAPER_SHADES, *DARK_SHADES])
def test_text_stands_out_from_its_shade(background: str, text: str) -> None:
    darker, lighter = sorted((luminance(background), luminance(text)))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_shades_spread_over_any_number_of_levels() -> None:
    assert [shade_of(level, 1, 5) for level in range(1, 6)] == [0, 1, 2, 3, 4]
    assert [shade_of(level, 0, 3) for level in range(4)] == [0, 1, 3, 4]
    assert [shade_of(level, 0, 1) for level in range(2)] == [0, 4]
    assert shade_of(None, 1, 5) is None


def test_shades_on_paper_keep_their_order_without_colour() -> None:
    paper = [luminance(background) for background, _ in PAPER_SHADES]
    dark = [luminance(background) for background, _ in DARK_SHADES]
    assert paper == sorted(paper)  # the higher the level the lighter
    assert dark == sorted(dark, reverse=True)  # on a dark page the lowest is what is seen


@pytest.mark.parametrize("term", ["linux", "screen", "dumb"])
def test_with_sixteen_colours_every_level_still_has_its_own(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.delenv("COLORTERM", raising=False)
    table = Table((Column("Level"),), tuple((Cell(f"level {index}", shade=index),) for index in range(5)))
    text = written([table], 80, color=True)
    found = [text.partition(f"level {index}")[0].rpartition("\x1b[")[2] for index in range(5)]
    assert found == ["97;41m", "30;43m", "39m", "30;46m", "97;44m"]
