"""An assessment as Markdown (GitHub's), for a pull request or a wiki.

In: a `View`. Out: text. Whatever people wrote is escaped: it shows as it was typed and is never markup, HTML or a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from btm_cli.render.document.safe import visible
from btm_cli.render.scorecard.view import CellView, Figures, Headline, View

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!@]|:(?=\S))")

NUMBERS = ("Score", "Level", "Target", "Gap", "Evidenced", "Verified", "Coverage")


def render_markdown(view: View) -> str:
    """Headline, heat map, gaps, priorities and what a reader must know."""
    blocks = list(_headline(view.headline))
    if view.assessed:
        blocks += _body(view)
    else:
        blocks.append("Nothing is assessed yet, so there is no score.")
    blocks += _list("Not applicable", (f"**{escape(name)}**: {escape(text)}" for name, text in view.not_applicable))
    blocks += _list("Findings", (f"{found.severity}: {escape(found.message)}" for found in view.findings))
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """`text` on one line, showing every character as itself."""
    return SPECIAL.sub(r"\\\1", visible(text))


def _headline(head: Headline) -> Iterator[str]:
    yield "# " + " · ".join(escape(part) for part in (head.enterprise, head.unit, head.period) if part)
    scope = f" Only in scope: {escape(head.scope)}." if head.scope else ""
    yield f"{escape(head.standard)}. {head.dates}.{scope}"


def _body(view: View) -> Iterator[str]:
    head = view.headline
    yield f"**{escape(head.summary)}**"
    yield table(
        ["", *(each.name for each in head.assurances)],
        [
            ["Score", *(each.score for each in head.assurances)],
            ["Level", *(escape(each.level) for each in head.assurances)],
            *([["State", *(escape(each.state) for each in head.assurances)]] if head.assurances[0].state else []),
        ],
    )
    yield "\n".join(f"- {label}: {text}" for label, text in head.facts)
    yield from (escape(note) for note in head.notes)
    yield "## Heat map" + (f": {escape(view.narrowed_to)} only" if view.narrowed_to else "")
    yield _heat_map(view)
    yield from _gaps(view)
    yield from _priorities(view)
    yield from _list(
        "Not assessed yet, assess first",
        (f"**{escape(name)}**: {escape(dimensions)}" for name, dimensions in view.not_assessed),
    )


def _heat_map(view: View) -> str:
    heading = ["", *map(escape, view.dimensions), *NUMBERS]
    rows: list[list[str]] = []
    for area in view.areas:
        rows.append([f"**{escape(area.name)}**", *[""] * len(view.dimensions), *_numbers(area.figures)])
        rows += [[escape(row.name), *map(_cell, row.cells), *_numbers(row.figures)] for row in area.capabilities]
    if not view.narrowed_to:
        rows.append(["**Overall**", *[""] * len(view.dimensions), *_numbers(view.overall)])
    return table(heading, rows)


def _cell(cell: CellView) -> str:
    return escape(cell.figures.score) if cell.basis in ("rated", "claimed") else cell.basis


def _numbers(figures: Figures) -> list[str]:
    numbers = (figures.score, figures.level, figures.target, figures.gap, figures.evidenced, figures.verified)
    return [escape(number) for number in (*numbers, figures.coverage)]


def _gaps(view: View) -> Iterator[str]:
    entries = []
    for gap in view.gaps:
        lines = [f"**{escape(gap.place)}**: {escape(gap.figures.score)} → {gap.figures.target}, gap {gap.figures.gap}"]
        lines += [f"  - {criterion.id} {escape(criterion.claim)}" for criterion in gap.criteria]
        entries.append("\n".join(lines))
    yield from _list("Largest gaps, and what is still to meet", entries)
    yield from _more(view.more_gaps, "gap")


def _priorities(view: View) -> Iterator[str]:
    if not view.priorities:
        return
    names = [name.capitalize() for name, _ in view.priorities[0].factors]
    rows = [
        [
            step.rank,
            escape(step.place),
            step.step,
            step.priority,
            *(number for _, number in step.factors),
            escape("; ".join([*step.reasons, *(f"blocked: {blocker}" for blocker in step.blockers)])),
        ]
        for step in view.priorities
    ]
    yield "## Next iteration, most value for its effort first"
    yield table(["Rank", "Where", "Level", "Priority", *names, "Why"], rows)
    yield from _more(view.more_priorities, "step")


def _more(count: int, noun: str) -> Iterator[str]:
    """That a list was cut, and by how much."""
    if count:
        yield f"... and {count} more {noun}{'' if count == 1 else 's'} (`--top N` shows more)."


def _list(title: str, entries: Iterable[str]) -> Iterator[str]:
    lines = [f"- {entry}" for entry in entries]
    if lines:
        yield f"## {title}"
        yield "\n".join(lines)


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are escaped already."""
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
