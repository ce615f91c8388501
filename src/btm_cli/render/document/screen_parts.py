"""A screen as blocks one below the other, for a page that is none.

In: a `Screen`. Out: blocks.
"""

from __future__ import annotations

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Screen


def parts_of(screen: Screen) -> tuple[Block, ...]:
    """All of it, in its widest wording."""
    wording = screen.wide
    steps = (*wording.steps[: screen.top], *wording.besides)
    found: list[Block | None] = [Heading(screen.title), Paragraph(screen.extent) if screen.extent else None]
    found += [Paragraph(screen.aside), wording.heat, screen.path, wording.said[0]]
    if steps:
        lines = [(each.level, each.effort, each.shown, each.owner, each.why, each.first) for each in steps]
        items = [(each.place, ", ".join(filter(None, line))) for each, line in zip(steps, lines, strict=True)]
        found += [Heading(screen.do_next, 2), Items(tuple(items))]
    if screen.counts:
        found.append(Paragraph(screen.counts[min(len(screen.counts) - 1, len(wording.steps[: screen.top]))]))
    return tuple(block for block in found if block is not None)
