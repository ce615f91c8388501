"""Comment lines of an answers file: wrapped, and with nothing in them that an editor would not show.

In: a text, where it stands. Out: lines that begin with `#`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from btm_cli.source.document import harmless

WIDTH = 96
"""Columns of a line; a longer word stands on a line of its own."""


def comment(indent: str, text: str, hang: int = 0, lead: int = 0) -> Iterator[str]:
    """`text` as comment lines, its lines indented by `lead` and those after the first by `hang` more columns."""
    clean = harmless(" ".join(text.split()))
    lines = textwrap.wrap(
        clean,
        WIDTH - len(indent) - 2,
        initial_indent=" " * lead,
        subsequent_indent=" " * (lead + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield from (f"{indent}# {line}" for line in lines)
