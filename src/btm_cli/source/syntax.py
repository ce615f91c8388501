"""The two parsers behind one face: the same events, and one plain wording for what they can't read.

In: a text. Out: a parser with `get_event`, and for its errors the place and a message for people who do not know the
terms of YAML.
"""

from __future__ import annotations

from typing import Any, Final

from btm_cli.source.library import CParser, MarkedYAMLError, Parser, Reader, ScalarToken, Scanner, ScannerError

TOO_NESTED: Final = "exceeded maximum nesting depth"
"""What libyaml says of a thousand lists and mappings inside one another."""


def open_parser(text: str, pure: bool) -> Any:
    """A parser for the text: libyaml's, or the one in Python where that is wanted or libyaml is missing."""
    return _PureParser(text) if pure or CParser is None else CParser(text)


class _PureParser(Reader, Scanner, Parser):
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
                        raise ScannerError("a plain scalar", start, "found unexpected ':'", self.get_mark())
                length += 1
            if length == 0:
                break
            self.allow_simple_key = False
            pieces += [*spaces, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(self.indent + 1, start) or []
            if not spaces:
                break
        return ScalarToken("".join(pieces), True, start, end)

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:
        """What follows `|` or `>`; a comment may follow at once."""
        header = self.prefix(3).partition("#")[0]
        try:
            return super().scan_block_scalar_indicators(start_mark)
        except ScannerError:
            if self.peek() != "#":
                raise
        digits = header.strip("+-")
        return "+" in header if header != digits else None, int(digits) if digits else None

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Any) -> list[str]:
        """A piece of a quoted scalar; an escape must stand for a character."""
        try:
            pieces: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
            "".join(pieces).encode()
        except (ValueError, OverflowError):
            problem = "found invalid Unicode character escape code"
            raise ScannerError("while scanning a quoted scalar", start_mark, problem, self.get_mark()) from None
        return pieces


def explain(error: MarkedYAMLError) -> tuple[str, Any]:
    """What is wrong, in plain words, and the mark of its place (None where the parser gave none)."""
    said = f"{error.context}: {error.problem}"
    # Of a quotation, the place to look at is where it starts.
    mark = error.context_mark if "quoted scalar:" in said else error.problem_mark or error.context_mark
    return next((plain for part, plain in _IN_PLAIN_WORDS if part in said), f"this is not YAML: {error.problem}"), mark


_BLANKS: Final = "\0 \t\r\n\x85\u2028\u2029"
_FLOW_ENDS: Final = _BLANKS + ",[]{}"
_MISPLACED: Final = "this does not go on with what is above; look at the indentation, and at the quotes before it"
# Parts of what either parser says, its context first; the first that fits counts.
_IN_PLAIN_WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("scalar: found unexpected end of stream", "the quotation that starts here is never closed"),
    ("scalar: found unexpected document", "the quotation that starts here is not closed before the document ends"),
    ("quoted scalar:", "these quotes hold an escape that YAML does not know; write \\\\ for \\, or use single quotes"),
    ("a block scalar:", "after `|` or `>` comes a new line; if it is meant as text, put it in quotes"),
    ("a tag:", "a `!` can't start a value; if it is meant as text, put it in quotes"),
    ("undefined tag handle", "a `!` can't start a value; if it is meant as text, put it in quotes"),
    ("alphabetic or numeric character", "`*` and `&` can't start a value; if it is meant as text, put it in quotes"),
    ("mapping values are not", "`: ` is out of place; put text with a colon in quotes, or look at the indentation"),
    ("mapping keys are not allowed", "`? ` is out of place; if it is meant as text, put it in quotes"),
    ("sequence entries are not allowed", "`- ` is out of place; a list starts on a line of its own"),
    ("could not find expected ':'", "a key with a `:` is due; look at the indentation, and at quotes before it"),
    ("cannot start any token", "this character can't start a value; put the text in quotes"),
    ("expected ',' or '}'", "a `,` or the closing `}` is missing before this"),
    ("expected ',' or ']'", "a `,` or the closing `]` is missing before this"),
    ("node content", "a key or a value is missing before this"),
    ("unexpected ':'", "a space is missing after the `:`"),
    ("expected key", _MISPLACED),
    ("'-' indicator", _MISPLACED),
    ("<block end>", _MISPLACED),
    ("<document start>", _MISPLACED),
)
