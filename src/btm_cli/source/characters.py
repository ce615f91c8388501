"""What is looked at before any parser: encoding, forbidden characters, tabs.

In: bytes or text. Out: text that both parsers read alike, and a diagnostic for each thing put right for that.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from btm_cli.diagnostics import Diagnostic, Location, Severity
from btm_cli.source.document import Lines

WORKBOOK: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How xlsx and ods begin, and xls."""
MOST_SHOWN: Final = 200
"""Of one kind: a binary file has millions."""

_FINE_ASCII: Final = bytes([0x09, 0x0A, 0x0D, *range(0x20, 0x7F)])
_DIRECTIVE: Final = r"(?<![^\r\n])%"
_VERSION: Final = r"(?:[ ]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*%YAML +1\.2 *(?: #[^\r\n]*)?(?=[\r\n])"


def decode(raw: bytes, file: str) -> tuple[str, Diagnostic | None]:
    """The text of UTF-8 bytes without their byte order mark, or the diagnostic of the first byte that is not UTF-8."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError as problem:
        if raw.startswith(WORKBOOK):
            hint = f"this is a workbook: btm import {file} --into answers.yaml"
            return "", Diagnostic("not-utf8", Severity.ERROR, "this is no text", Location(file), hint)
        index = len(raw[: problem.start].decode("utf-8"))
        place = Lines(file, raw.decode("utf-8", "replace")).place(index)
        utf16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
        hint = "this looks like UTF-16; save the file as UTF-8" if utf16 else "save the file as UTF-8"
        message = f"the byte 0x{raw[problem.start]:02X} is not UTF-8 here"
        return "", Diagnostic("not-utf8", Severity.ERROR, message, place, hint)


@cache
def _forbidden() -> re.Pattern[str]:
    """YAML's own list, and the three line ends that only YAML 1.1 knows: they would make lines that no editor shows.

    Made when it is needed, which a file of plain ASCII never does: 3 ms of every start.
    """
    return re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def clean(text: str, lines: Lines) -> tuple[str, list[Diagnostic]]:
    """The text with forbidden characters and forbidden tabs replaced, and what was found of them, once a line.

    Every replacement is one character for one, so places stay true, and reading goes on to what else is wrong.
    """
    problems: list[Diagnostic] = []
    # Most of a text is deleted in C; searching the little that is left is ten times faster than searching the text.
    rest = text.encode().translate(None, _FINE_ASCII).decode()
    if rest and _forbidden().search(rest):
        found = (match.start() for match in _forbidden().finditer(text))
        for index, place in lines.firsts(found, MOST_SHOWN):
            message = f"the character U+{ord(text[index]):04X} is not allowed in a file"
            problems.append(Diagnostic("control-character", Severity.ERROR, message, place))
        text = _forbidden().sub("\ufffd", text)
    if text.startswith("%") or "\n%" in text or "\r%" in text:
        # The parsers treat directives differently. The only one let through is the version these files are written in;
        # the others become comments.
        version = re.match(_VERSION, text)
        allowed = version.end() if version else 0
        found = (match.start() for match in re.compile(_DIRECTIVE).finditer(text, allowed))
        for _, place in lines.firsts(found, MOST_SHOWN):
            message = "a line can't start with `%`; if it is meant as text, put it in quotes"
            problems.append(Diagnostic("yaml-syntax", Severity.ERROR, message, place))
        text = text[:allowed] + re.sub(_DIRECTIVE, "#", text[allowed:])
    if "\t" in text:
        from btm_cli.source.outline import misplaced_tabs  # few files need it

        tabs = misplaced_tabs(text)
        for _, place in lines.firsts(tabs, MOST_SHOWN):
            problems.append(Diagnostic("tab", Severity.ERROR, "a tab stands here; use spaces", place))
        characters = list(text)
        for index in tabs:
            characters[index] = " "
        text = "".join(characters)
    return text, problems
