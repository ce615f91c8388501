"""The summary of an assessment: at most seven things worth saying, in the order in which they are read.

In: `Given`. Out: entries (`people.md`, 2.1).
"""

from __future__ import annotations

from itertools import chain

from btm_cli.summary.doubt import expire, unknown
from btm_cli.summary.entry import Entry
from btm_cli.summary.given import Given
from btm_cli.summary.hold import hold
from btm_cli.summary.stand import stand, sure


def summarize(given: Given) -> tuple[Entry, ...]:
    """Where the enterprise stands, how sure that is, what holds it back, what is uncertain, what runs out."""
    return tuple(chain(stand(given), sure(given), hold(given), unknown(given), expire(given)))
