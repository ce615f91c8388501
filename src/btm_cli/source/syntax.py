"""The two parsers behind one face: the same events, and one plain wording for what they can't read.

In: a text. Out: a parser with `get_event`, and for its errors the place and a message for people who do not know YAML's terms.
"""

from __future__ import annotations

from typing import Any, Final

from yaml.error import MarkedYAMLError
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml
    CParser = None  # type: ignore[misc, assignment]


def open_parser(text: str, pure: bool) -> Any:
    """A parser for the text: libyaml's, or the one in Python where that is wanted or libyaml is missing."""
    return _PureParser(text) if pure or CParser is None else CParser(text)


class _PureParser(Reader, Scanner, Parser):  # type: ignore[misc]
    """PyYAML's parser in Python, with the one rule in which libyaml has moved on."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_plain(self) -> ScalarToken:
        """A plain scalar as in libyaml 0.2.5: inside brackets `why? so` is text, and `a:]` an error."""
        if not self.flow_level:
            return super().scan_plain()
        pieces: list[str] = []
        spaces: list[str] = []
        start = end = self.get_mark()
        while self.peek() != "#":
            length = 0
            while (character := self.peek(length)) not in _FLOW_ENDS:
                if character == ":":
                    if self.peek(length + 1) in _BLANKS:
                        break
                    if self.peek(length + 1) in ",?[]{}":
                        self.forward(length)
                        raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", self.get_mark())
                length += 1
            if length == 0:
                break
            self.allow_simple_key = False
            pieces += [*spaces, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(self.indent + 1, start)
            if not spaces:
                break
        return ScalarToken("".join(pieces), True, start, end)


def explain(error: MarkedYAMLError) -> tuple[str, Any]:
    """What is wrong, in plain words, and the mark of its place (None where the parser gave none)."""
    said, context = error.problem or "", error.context or ""
    if "quoted" in context:  # the place to look at is where the quotation starts
        said, mark = f"{said} in quotes", error.context_mark
    else:
        mark = error.problem_mark or error.context_mark
    return next((plain for part, plain in _IN_PLAIN_WORDS if part in said), f"this is not YAML: {said}"), mark


_BLANKS: Final = "\0 \t\r\n\x85\u2028\u2029"
_FLOW_ENDS: Final = _BLANKS + ",[]{}"
_BLOCK_ENDS: Final = "this line does not continue what is above it; look at how far it is indented, and at quotes before it"
# Parts of what libyaml or the parser in Python says; the first that fits counts.
_IN_PLAIN_WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("end of stream in quotes", "the quotation that starts here is never closed"),
    ("document indicator in quotes", "the quotation that starts here runs into the line of a document mark"),
    ("document separator in quotes", "the quotation that starts here runs into the line of a document mark"),
    ("in quotes", "this quotation has an escape that YAML does not know; write \\\\ for a backslash, or use single quotes"),
    ("mapping values are not allowed", "a `: ` has no place here; put text with a colon in quotes, or look at the indentation"),
    ("mapping keys are not allowed", "a `? ` has no place here; put the text in quotes"),
    ("sequence entries are not allowed", "a `- ` has no place here; start the list on a line of its own"),
    ("could not find expected ':'", "a key without its `:`; look also at the indentation, and at quotes in the lines above"),
    ("cannot start any token", "this character can't start a value; put the text in quotes"),
    ("expected ',' or '}'", "a `,` or the closing `}` is missing before this"),
    ("expected ',' or ']'", "a `,` or the closing `]` is missing before this"),
    ("node content", "a value is missing before this"),
    ("alphabetic or numeric character", "a `*` or `&` needs a name; if text is meant, put it in quotes"),
    ("undefined tag handle", "this tag is not known; if text is meant, put it in quotes"),
    ("unexpected ':'", "a space is missing after the `:`"),
    ("expected key", _BLOCK_ENDS),
    ("'-' indicator", _BLOCK_ENDS),
    ("<block end>", _BLOCK_ENDS),
    ("<document start>", _BLOCK_ENDS),
)
