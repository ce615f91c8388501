"""The report as Markdown, for wikis and pull requests: the assessment, then plan, change and policy where asked for.

In: `ReportInput`. Out: Markdown put together from the pages that `btm assess`, `plan`, `diff` and `check` write.
"""

from __future__ import annotations

from btm_cli.render.diff.page import diff_page
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.gate.page import gate_page
from btm_cli.render.plan.page import plan_page
from btm_cli.render.report.build import ReportInput
from btm_cli.render.scorecard.page import scorecard_page


def render_report_markdown(given: ReportInput) -> str:
    """One document, a part below the other."""
    parts = [to_markdown(scorecard_page(given.card, given.standard, top=None))]
    if given.plan is not None:
        parts.append(to_markdown(plan_page(given.plan.roadmap, given.standard, given.plan.cycle)))
    if given.comparison is not None:
        change = diff_page(given.comparison, [given.standard], top=None, labels=given.comparison_labels)
        parts.append(to_markdown(change))
    if given.gate is not None:
        parts.append(to_markdown(gate_page(given.gate, 2)))
    return "\n".join(parts)
