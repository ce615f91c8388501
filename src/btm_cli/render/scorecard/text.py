"""An assessment as text for a terminal: read in seconds from the top, checked line by line to the end.

In: a `View` and the `Typesetter` of the terminal. Out: lines of styled text, for `console` to print.
"""

from __future__ import annotations

from btm_cli.render.document.typeset import Line, Typesetter
from btm_cli.render.scorecard.heatmap import heat_map
from btm_cli.render.scorecard.text_headline import headline
from btm_cli.render.scorecard.text_lists import findings, gaps, left_out, not_assessed, priorities
from btm_cli.render.scorecard.view import View


def render(view: View, page: Typesetter) -> list[Line]:
    """The whole assessment, section by section; a section with nothing to say is left out."""
    sections = [headline(view, page)]
    if view.assessed:
        map_title = f"Heat map: {view.narrowed_to} only" if view.narrowed_to else "Heat map"
        sections += [
            _titled(map_title, heat_map(view, page), page),
            _titled("Largest gaps, and what is still to meet", gaps(view, page), page),
            _titled("Next iteration, most value for its effort first", priorities(view, page), page),
            _titled("Not assessed yet, assess first", not_assessed(view, page), page),
        ]
    sections += [
        _titled("Not applicable", left_out(view, page), page),
        _titled("Findings", findings(view, page), page),
    ]
    lines: list[Line] = []
    for section in filter(None, sections):
        lines += [*([[]] if lines else []), *section]
    return lines


def _titled(title: str, lines: list[Line], page: Typesetter) -> list[Line]:
    return [[(page.cut(title, page.columns), "heading")], *lines] if lines else []
