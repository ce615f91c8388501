"""What styles look like: colours that read on light and dark backgrounds and for the colour-blind.

In: a style's name. Out: rich's words for it, and the hexadecimal colours that pictures use. Each shade sets text and
background, at a contrast of 4.5 or more; figures carry the same meaning without colour.
"""

from __future__ import annotations

SHADES = (
    ("#b2182b", "#ffffff"),
    ("#fdae61", "#000000"),
    ("#ffffbf", "#000000"),
    ("#abd9e9", "#000000"),
    ("#1f5f99", "#ffffff"),
)
"""Background and text, from the weakest to the strongest level (after ColorBrewer's RdYlBu)."""

TERMINAL_SHADES = (
    ("#b2182b", "#ffffff"),
    ("#fdae61", "#000000"),
    ("#b9b48f", "#000000"),
    ("#8fbfd8", "#000000"),
    ("#1f5f99", "#ffffff"),
)
"""The same where the page may be white or black: what is ordinary is muted, and has an edge on both."""
FEW_COLORS = ("bright_white on red", "black on yellow", "default", "black on cyan", "bright_white on blue")
"""The same where there are 16 colours: each level another one, the ordinary level none. No black is bold: it is grey
there on many a terminal.
"""
PAPER_SHADES = (
    ("#8c1d1d", "#ffffff"),
    ("#e0703c", "#000000"),
    ("#f6c06b", "#000000"),
    ("#dcebc9", "#000000"),
    ("#f2fbf7", "#000000"),
)
"""The same for what is printed: each is lighter than the one before, so that grey paper keeps their order."""
DARK_SHADES = (
    ("#ffb3a1", "#000000"),
    ("#d98a55", "#000000"),
    ("#75592c", "#ffffff"),
    ("#3f5138", "#ffffff"),
    ("#22352f", "#ffffff"),
)
"""The same on a dark page, where the weakest level is the brightest."""

STYLES = {
    "": "",
    "title": "bold",
    "heading": "bold underline",
    "strong": "bold",
    "error": "bold red",
    "warning": "bold magenta",
    "note": "bold",
    "quiet": "",  # a dim text is below 4.5 to 1 on many a dark page
    **{f"shade{index}": f"{text} on {background}" for index, (background, text) in enumerate(TERMINAL_SHADES)},
}


def with_few_colors() -> dict[str, str]:
    """The style for each shade, plain or bold, where a terminal has 16 colours."""
    found: dict[str, str] = {}
    for index, few in enumerate(FEW_COLORS):
        shade = STYLES[f"shade{index}"]
        found |= {shade: few, f"bold {shade}": few if few.startswith("black") else f"bold {few}"}
    return found


def shade_of(level: int | None, base: int, top: int) -> int | None:
    """Which of `SHADES` stands for a level between `base` and `top`; None for no level."""
    if level is None:
        return None
    last = len(SHADES) - 1
    return (2 * (level - base) * last + (top - base)) // (2 * (top - base))
