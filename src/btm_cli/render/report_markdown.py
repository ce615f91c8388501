"""The report as Markdown, for wikis and pull requests: the assessment, then plan, change and policy where asked for.

In: `ReportInput`. Out: Markdown put together from the pages that `btm assess`, `plan`, `diff` and `check` write.
"""

from __future__ import annotations

from btm_cli.render.blocks import to_markdown
from btm_cli.render.build_report_view import ReportInput, diff_view
from btm_cli.render.build_view import build_view
from btm_cli.render.diff_page import render_diff_markdown
from btm_cli.render.gate_markdown import render_gate_markdown
from btm_cli.render.markdown import render_markdown
from btm_cli.render.plan_page import plan_page


def render_report_markdown(given: ReportInput) -> str:
    """One document, a part below the other."""
    parts = [render_markdown(build_view(given.card, given.standard, top=None))]
    if given.plan is not None:
        parts.append(to_markdown(list(plan_page(given.plan))))
    change = diff_view(given)
    if change is not None:
        parts.append(render_diff_markdown(change))
    if given.gate is not None:
        parts.append(render_gate_markdown(given.gate))
    return "\n".join(parts)
