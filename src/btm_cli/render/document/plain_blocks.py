"""Heat maps and screens as the plainer blocks they come down to, for writers and readers of pages that have neither.

In: a `HeatMap`, a `Screen`. Out: a `Table`, blocks one below the other.
"""

from __future__ import annotations

from btm_cli.render.document import blocks as b


def as_table(heat: b.HeatMap, *, short_names: bool = False) -> b.Table:
    """A heat map as the table it is: name, squares, figures. Squares have rank 1 among the figures' ranks.

    Where short names are asked for and no row has any, names take several lines rather than the place of a square.
    """

    def row(band: b.Band, inside: bool) -> b.Row:
        name = band.short if short_names else band.name
        squares = band.squares or (b.Cell(""),) * len(heat.dimensions)
        note = f" ({band.note})" if band.note and not short_names else ""
        return b.Row((b.Cell(f"  {name}" if inside else name, mark=note), *squares, *band.figures), band.tone)

    rows = [
        row(band, inside)
        for group, members in heat.groups
        for band, inside in [(group, False), *((m, True) for m in members)]
    ]
    if heat.total is not None:
        rows.append(row(heat.total, False))
    squares = (b.Column(name, whole=True, rank=1, short=_abbreviated(name)) for name in heat.dimensions)
    members = [band for _, members in heat.groups for band in members]
    whole = not short_names or any(band.short != band.name for band in members)
    return b.Table((b.Column("", whole=whole), *squares, *heat.figures), tuple(rows), heat.legend)


def _abbreviated(name: str) -> str:
    return name if len(name) <= 5 else f"{name[:4]}."


def parts_of(screen: b.Screen) -> tuple[b.Block, ...]:
    """All of a screen, in its widest wording."""
    wording = screen.wide
    steps = (*wording.steps[: screen.top], *wording.besides)
    found: list[b.Block | None] = [b.Heading(screen.title), b.Paragraph(screen.extent) if screen.extent else None]
    found += [b.Paragraph(screen.aside), wording.heat, screen.path, wording.said[0]]
    if steps:
        lines = [(each.level, each.effort, each.shown, each.owner, each.why, each.first) for each in steps]
        items = [(each.place, ", ".join(filter(None, line))) for each, line in zip(steps, lines, strict=True)]
        found += [b.Heading(screen.do_next, 2), b.Items(tuple(items))]
    if screen.counts:
        found.append(b.Paragraph(screen.counts[min(len(screen.counts) - 1, len(wording.steps[: screen.top]))]))
    return tuple(block for block in found if block is not None)
