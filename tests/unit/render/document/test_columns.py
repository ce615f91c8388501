"""Columns by the keys of their words."""

from __future__ import annotations

from btm_cli.render.document.blocks import Column
from btm_cli.render.document.columns import columns


def test_names_come_from_the_file_of_words_and_order_says_what_gives_way_first() -> None:
    assert columns("trend", ("", "period", "score", "state"), ("score",), ("state", "score")) == (
        Column(""),
        Column("Period"),
        Column("Score", right=True, rank=1),
        Column("State", rank=2),
    )
