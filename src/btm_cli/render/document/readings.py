"""One reading of a claim in a line, for pages, the interview and the starter.

In: a `Reading`. Out: text.
"""

from __future__ import annotations

from btm_cli.render.document.words import words
from btm_cli.standard.readings import Reading


def reading_text(reading: Reading) -> str:
    """What it says and whose it is: "council: the technology round (small-firm)"."""
    by = reading.profile if reading.profile is not None else words("explain.reading.own")
    return words(f"explain.reading.{reading.kind}", text=reading.text, of=reading.of, by=by)
