"""What is uncertain and what runs out (`people.md`, 2.1: unknown, expire).

In: `Given`. Out: entries.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.planning.dates import months_after
from btm_cli.summary.entry import Entry, Value
from btm_cli.summary.given import Given

SOON_MONTHS = 3


def unknown(given: Given) -> Iterator[Entry]:
    """The cells that are not assessed, and how many levels were stated outright beside some that are rated."""
    numbers, counts = given.card.overall.numbers, given.card.overall.counts
    if numbers.score is None:
        return
    opened = given.card.assess_first
    cells = len(given.cells())
    if opened:
        ends: dict[str, Value] = {"low": numbers.low, "high": numbers.high}
        yield Entry("unknown.cells", {"open": len(opened), "cells": cells, "which": opened, **ends})
    if counts.claimed and counts.evidence_cited:
        yield Entry("unknown.depth", {"claimed": counts.claimed, "assessed": cells - len(opened)})


def expire(given: Given) -> Iterator[Entry]:
    """Evidence in use that has run out, and what does within three months."""
    if given.card.overall.numbers.score is None:
        return
    today, soon = given.card.as_of, months_after(given.card.as_of, SOON_MONTHS)
    until = {key: given.answers.evidence[key].valid_until for key in given.cited()}
    gone = [key for key, day in until.items() if day is not None and day < today]
    ending = [key for key, day in until.items() if day is not None and today <= day < soon]
    titles = {key: given.answers.evidence[key].title for key in until}
    if gone:
        yield Entry("expire.gone", {"n": len(gone), "which": tuple(titles[key] for key in gone)})
    if ending:
        values: dict[str, Value] = {"n": len(ending), "which": tuple(titles[key] for key in ending), "date": soon}
        yield Entry("expire.soon", values)
