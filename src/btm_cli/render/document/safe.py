"""What makes text harmless: on one line, with control characters in sight, in characters that a console has.

In: any text, be it a standard's or a user's. Out: text that a terminal, a page or a spreadsheet only shows, and a code
host or the log of a CI job too. Rich lets ESC, OSC 8 and C1 through and reads "[bold]" in plain strings: whatever it
prints has been here before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

JOINED = "(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
"""Where an emoji is joined to the next: one terminal shows one, another all of them, and a line might not fit."""
MARKS = ("Mn", "Me")
"""The categories of what is set on the character before it."""
JOINERS = "\u200c\u200d"
"""Invisible, but emoji and some scripts need them; every other format character is shown as an escape."""
CHARACTERS_A_COLUMN = 5
"""More characters than this in a column (combining marks, joiners) are an attack on the reader, not a language."""
SUBSTITUTES = {
    "\u2026": "...",
    "\u203a": ">",
    "\u2192": "->",
    "\u00b7": "-",
    "\u2500": "-",
    "\u2588": "#",
    # A sparkline's blocks as the eighths they stand for, and the frame of a plot.
    **{block: str(eighths) for eighths, block in enumerate("▁▂▃▄▅▆▇", start=1)},
    **dict.fromkeys("│┊┤├", "|"),
    **dict.fromkeys("┌┐└┘┬┴┼", "+"),
    "\u2591": ".",
    "\u25be": "<",
    "\u25bc": "<",
    "\u2013": "-",
    "\u2014": "-",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u00d7": "x",
    "\u2265": ">=",
    "\u2264": "<=",
    "\u00a0": " ",
}

MARKDOWN = r"""(?xi)
    (?P<host>
        [@](?=\S) | [$] | [#!&](?=[0-9]) | [%~](?=[\w"])   # somebody, math, numbers of issues, milestones, labels
        |(?<=www)[.] | (?<=gh)-(?=[0-9]) | :(?=//)         # www.x, GH-12, ftp://
        |:(?=(?![0-9]+:)[\w+-]+: | 100: | 1234:)           # an emoji's name
    )
    |[\\`*_{}\[\]<>\#|~&]
    """
"""What Markdown reads as markup, and what code hosts make links, mentions, formulas and pictures of."""
BEGINNING = r"^(?:[-+=](?=[-+=\s]|$)|:(?=:)|[0-9]{1,9}(?=[.)](?:\s|$)))"
"""What would begin a list, underline what stands above, or command a CI job."""
JOB_COMMAND = r"(?m)(?P<before>(?:^|\r)(?:[^\S\r\n]|\x1b\[[0-9;]*m)*):(?=:)|#(?=#(?:vso|teamcity)?\[)"
"""Where GitHub's, Azure's and TeamCity's runners take a line of a log for a command: "::" in front, "##[" anywhere."""


def visible(text: str) -> str:
    """`text` on one line: white space as single spaces, control and invisible characters as escapes."""
    return printable(" ".join(text.split()))


def shortened(text: str, most: int, sign: str = "\u2026") -> str:
    """`text` on one line, visible; one of more than `most` characters ends in `sign` where it was cut."""
    looked_at = most * CHARACTERS_A_COLUMN  # a text can be megabytes long
    shown = visible(text[:looked_at])
    if len(shown) <= most and len(text) <= looked_at:
        return shown
    return shown[: most - len(sign)].rstrip() + sign


def printable(text: str) -> str:
    """`text` with tabs as spaces and control and invisible characters as escapes."""
    if text.isprintable():
        return text
    return "".join(map(_printable_character, text))


def _printable_character(character: str) -> str:
    if character == "\t":
        return " "
    if character in JOINERS or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def measurable(text: str) -> str:
    """`text` as every terminal sets it in the same columns: emoji one by one, few marks on a character.

    Where a character carries more marks than a language has, an ellipsis stands for the rest of them.
    """
    if text.isascii() or not any(unicodedata.category(each) in MARKS or each == "\u200d" for each in set(text)):
        return text
    shown: list[str] = []
    marks = 0
    for character in re.sub(JOINED, "", text):
        marks = marks + 1 if unicodedata.category(character) in MARKS else 0
        if marks < CHARACTERS_A_COLUMN:
            shown.append(character)
        elif marks == CHARACTERS_A_COLUMN:
            shown.append("\u2026")
    return "".join(shown)


def encodable(text: str, encoding: str) -> str:
    """`text` with a substitute for each character that `encoding` lacks: "->" for an arrow, else "?"."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_encodable_character(character, encoding) for character in text)
    return text


def _encodable_character(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        if unicodedata.combining(character) or character in JOINERS:
            return ""
        wide = unicodedata.east_asian_width(character) in "WF"
        return SUBSTITUTES.get(character, "??" if wide else "?")
    return character


def can_encode(encoding: str, text: str) -> bool:
    """Whether a console of that encoding has every character of `text`; none has where there is no such encoding."""
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def markdown(text: str, *, begins: bool = True) -> str:
    """`text` on one line of Markdown, each character as itself: no markup, and nothing for a code host to act upon.

    It may begin a line, unless it is known not to.

    A backslash is enough for Markdown. Hosts look for what they act upon when the backslashes are gone, one piece of
    text at a time: a `span` around a sign parts it from what follows, and nobody who reads or copies sees it.
    """

    def written(found: re.Match[str]) -> str:
        sign = found[0]
        if found["host"]:
            return f"<span>\\{sign}</span>" if sign in "$#&~" else f"<span>{sign}</span>"
        return f"\\{sign}"

    text = visible(text)
    first = re.match(BEGINNING, text) if begins else None
    if first is None:
        return re.sub(MARKDOWN, written, text)
    sign = f"{first[0]}\\" if first[0].isdigit() else f"\\{first[0]}"
    return sign + re.sub(MARKDOWN, written, text[first.end() :])


def markdown_html(text: str) -> str:
    """As `markdown`, for the lines of HTML in Markdown, in which a backslash means nothing."""
    from html import escape

    def written(found: re.Match[str]) -> str:
        return f"<span>{escape(found[0])}</span>" if found["host"] else escape(found[0])

    return re.sub(MARKDOWN, written, visible(text))


def uncommanding(text: str, character: Callable[[str], str]) -> str:
    """Lines of a log in which no CI job finds a command: a sign of it is written as `character` writes it."""
    return re.sub(JOB_COMMAND, lambda found: (found["before"] or "") + character(found[0][-1]), text)
