"""The report as Markdown (GitHub's), for a wiki or a pull request.

In: a `ReportView`. Out: text: the assessment as `btm assess --format markdown` has it, then path, policy, roadmap,
change and evidence. Whatever people wrote is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.blocks import to_markdown
from btm_cli.render.diff_page import render_diff_markdown
from btm_cli.render.markdown import escape, render_markdown, table
from btm_cli.render.plan_page import plan_page
from btm_cli.render.report_view import GatePart, GateRow, ReportView


def render_report_markdown(view: ReportView) -> str:
    """The whole report; what was not asked for is left out."""
    parts = [render_markdown(view.view).rstrip("\n"), *_path(view)]
    if view.gate is not None:
        parts += _gate(view.gate)
    if view.plan is not None:
        parts.append(_nested(to_markdown(plan_page(view.plan))))
    if view.diff is not None:
        parts.append(_nested(render_diff_markdown(view.diff)))
    parts += [*_evidence(view), *_method(view)]
    return "\n\n".join(parts) + "\n"


def _nested(text: str) -> str:
    """A document as a part of this one: its headings one step lower. Escaped text never begins with `#`."""
    lines = (f"#{line}" if line.startswith("#") else line for line in text.rstrip("\n").split("\n"))
    return "\n".join(lines)


def _path(view: ReportView) -> Iterator[str]:
    if not view.path:
        return
    yield "## Where the enterprise stands and wants to stand"
    if view.path_note:
        yield escape(view.path_note)
    rows = [[escape(step.name), escape(", ".join(step.marks)), escape(step.needs)] for step in view.path]
    yield table(["State", "Mark", "Needs"], rows)


def _gate(gate: GatePart) -> Iterator[str]:
    yield "## Policy: findings and waivers"
    yield f"**{escape(gate.summary)}**. {escape(gate.held_to)}."
    if gate.rows:
        rows = [
            [
                row.outcome,
                *map(escape, (row.what, row.expected, row.found, "; ".join(filter(None, (*row.why, row.waiver))))),
            ]
            for row in gate.rows
        ]
        yield table(["Outcome", "What", "Expected", "Found", "Why"], rows)


def _why(row: GateRow) -> str:
    return "; ".join(filter(None, (*row.why, row.waiver)))


def _evidence(view: ReportView) -> Iterator[str]:
    if view.evidence:
        yield "## Evidence"
        yield escape(view.evidence_summary)
        rows = [
            [*map(escape, (row.key, row.title, row.where)), row.date, row.valid_until, escape(": ".join(row.problems))]
            for row in view.evidence
        ]
        yield table(["Key", "Title", "Where", "Date", "Valid until", "Standing"], rows)


def _method(view: ReportView) -> Iterator[str]:
    yield "## Method and sources"
    yield "\n".join(f"- **{escape(name)}**: {escape(text)}" for name, text in (*view.method, *view.identity))
    if view.sources:
        yield "\n".join(f"- {escape(text)}" for text in view.sources)
    if view.notice:
        yield escape(view.notice)
