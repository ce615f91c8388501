"""The summary of an assessment: at most seven things worth saying, in the order in which they are read.

In: `Given`. Out: entries.
"""

from __future__ import annotations

from itertools import chain

from btm_cli.summary.ask import asked
from btm_cli.summary.doubt import expire, unknown
from btm_cli.summary.entry import Entry
from btm_cli.summary.given import Given, no_plan
from btm_cli.summary.hold import floor_alone, held
from btm_cli.summary.stand import stand, sure


def summarize(given: Given, *, iteration: bool = True) -> tuple[Entry, ...]:
    """Where it stands, how sure that is, what changed, what holds it back, what is asked, uncertain, running out.

    Without `iteration` what is asked leaves out the plan's next iteration and its dates.
    """
    floor = floor_alone(given)
    asking = given if iteration else given._replace(planned=no_plan)
    said = [stand(given), sure(given), held(given, floor), asked(asking, floor), unknown(given), expire(given)]
    if given.comparison is not None:  # imported only where there is something to compare
        from btm_cli.summary.change import change

        said.insert(2, change(given))
    return tuple(chain.from_iterable(said))
