"""The report as a page of blocks, for a terminal, a wiki or a pull request.

In: `ReportInput`. Out: the pages of `btm assess`, `plan`, `diff` and `check`, one below the other, nothing left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.diff.page import diff_page
from btm_cli.render.document.blocks import Block
from btm_cli.render.gate.page import gate_page
from btm_cli.render.plan.page import plan_page
from btm_cli.render.report.given import ReportInput
from btm_cli.render.scorecard.page import scorecard_page


def report_page(given: ReportInput) -> Iterator[Block]:
    """The assessment, then plan, change and policy where asked for."""
    yield from scorecard_page(given.card, given.standard, top=None)
    if given.plan is not None:
        yield from plan_page(given.plan.roadmap, given.standard, given.plan.cycle)
    if given.comparison is not None:
        yield from diff_page(given.comparison, [given.standard], top=None, labels=given.comparison_labels)
    if given.gate is not None:
        yield from gate_page(given.gate)
