"""Days as people write them.

In: dates. Out: text in the words of the page's language.
"""

from __future__ import annotations

from datetime import date

from btm_cli.render.document.words import words


def written_day(day: date) -> str:
    """A day in words, such as "20 February 2027"."""
    return words("document.day", day=day.day, month=words(f"document.month.m{day.month}"), year=day.year)
