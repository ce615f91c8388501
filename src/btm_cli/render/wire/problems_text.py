"""Problems as text for people: where, what, the source line with a caret, what to do.

In: diagnostics, the files that were looked at, a `Typesetter`. Out: lines. The first line of each problem has the
form that editors jump by, `file:line:column: error[CODE] message`; only an endless message is cut.
"""

from __future__ import annotations

from collections.abc import Sequence

from btm_cli.diagnostics import Diagnostic, Location, Severity
from btm_cli.render.document.safe import encodable, printable, visible
from btm_cli.render.document.typeset import Line, Typesetter, width

SHOWN = 50
LONGEST_MESSAGE = 500
CODES_LISTED = 8


def render_diagnostics(problems: Sequence[Diagnostic], files: Sequence[str], page: Typesetter) -> list[Line]:
    """The first problems by file, line and column, how many more there are, and a summary over all `files`."""
    ordered = sorted(problems, key=lambda problem: problem.sort_key)
    lines: list[Line] = []
    for problem in ordered[:SHOWN]:
        lines += [*problem_lines(problem, page), []]
    if len(ordered) > SHOWN:
        lines += [[(f"... and {len(ordered) - SHOWN} more; --format json lists them all.", "strong")], []]
    lines += [[(line, "strong")] for line in page.wrap(summary(problems, len(files)), page.columns, 2)]
    if ordered:
        codes = list(dict.fromkeys(problem.code for problem in ordered))
        more = f" (also {', '.join(codes[1:CODES_LISTED])})" if len(codes) > 1 else ""
        lines += [[(line, "")] for line in page.wrap(f"More about one: btm explain {codes[0]}{more}", page.columns, 4)]
    return lines


def summary(problems: Sequence[Diagnostic], files: int) -> str:
    """The counts over `files` files in words, such as "2 errors and 1 warning in 1 of 3 files"."""
    counts = [
        _count(sum(problem.severity is severity for problem in problems), severity.value) for severity in Severity
    ]
    said = [count for count in counts if not count.startswith("0 ")]
    if not said:
        return f"No problems in {_count(files, 'file')}."
    concerned = len({problem.location.file for problem in problems})
    return f"{' and '.join(said)} in {concerned} of {_count(max(files, concerned), 'file')}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def problem_lines(problem: Diagnostic, page: Typesetter) -> list[Line]:
    """One problem: its place, code and message, the source line with a caret, the hint."""
    place = problem.location
    where = encodable(f"{printable(place.file)}:{printable(place.where)}: ", page.encoding)
    lines: list[Line] = [
        [
            (where, "strong"),
            (f"{problem.severity.value}[{page.clean(problem.code)}]", problem.severity.value),
            (f" {page.cut(problem.message, LONGEST_MESSAGE)}", ""),
        ]
    ]
    if place.source_line.strip():
        lines += _source(place, page)
    if problem.hint:
        wrapped = page.wrap(f"hint: {problem.hint}", page.columns - 4, 4)
        lines += [[("    ", ""), (line, "")] for line in wrapped]
    return lines


def _source(place: Location, page: Typesetter) -> list[Line]:
    """The source line, or the part of it around the place where it is long, and a caret below the place."""
    gutter = f"{place.line:>4} | "
    room = page.columns - len(gutter) - 2
    begin = min(place.column - 1, len(place.source_line))
    # A source line can be megabytes long: only what can end up on the page is looked at.
    first = max(0, begin - room)
    before = [_shown(character, page) for character in place.source_line[first:begin]]
    after = [_shown(character, page) for character in place.source_line[begin : begin + room]]
    cut_before = first > 0
    while before and sum(map(width, before)) > room // 2 and sum(map(width, before + after)) > room:
        before.pop(0)
        cut_before = True
    mark = encodable("\u2026", page.encoding)
    lead = (mark if cut_before else "") + "".join(before)
    rest = page.columns - len(gutter) - width(lead)
    text = encodable(printable(place.source_line[begin : begin + room + 1]), page.encoding).rstrip()
    caret = sum(map(width, after[: max(1, place.width)])) or 1
    return [
        [(gutter, ""), (lead + _cut_raw(text, rest, mark), "")],
        [("     | ", ""), (" " * width(lead), ""), ("^" * max(1, min(caret, rest)), "caret")],
    ]


def _shown(character: str, page: Typesetter) -> str:
    return encodable(printable(character), page.encoding)


def _cut_raw(text: str, columns: int, mark: str) -> str:
    """As `Typesetter.cut`, for text that is printable already and whose spaces stay as they are."""
    if width(text) <= columns:
        return text
    while text and width(text) + width(mark) > columns:
        text = text[:-1]
    return text + mark


def problem_text(problem: Diagnostic) -> str:
    """One problem as one paragraph of plain text, for formats that hold text: message and hint."""
    message = visible(problem.message)
    return f"{message} ({visible(problem.hint)})" if problem.hint else message
