"""A heat map as the table it is, for writers of pages that draw no squares, and for readers that hear none.

In: a `HeatMap`. Out: a `Table`.
"""

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
