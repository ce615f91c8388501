"""One problem: as blocks for people, and as one paragraph for formats that hold text.

In: a `Diagnostic`. Out: blocks or text. The first line has the form that editors and terminals jump by,
`file:line:column: error[CODE] message`, and is never broken; only an endless message is cut, with a sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.render.document.blocks import Block, Items, Paragraph, Tone, Verbatim
from btm_cli.render.document.safe import shortened, visible
from btm_cli.render.document.words import words

LONGEST_MESSAGE = 500
TONES: Mapping[Severity, Tone] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def problem_blocks(problem: Diagnostic) -> Iterator[Block]:
    """Where, what, the source line with a caret, what to do."""
    place = problem.location
    yield Paragraph(
        shortened(problem.message, LONGEST_MESSAGE),
        label=f"{place.file}:{place.where}",
        tone=TONES[problem.severity],
        mark=f"{problem.severity.value}[{problem.code}]",
        whole=True,
    )
    if place.source_line.strip():
        yield Verbatim((place.source_line,), TONES[problem.severity], numbered=(place.line, place.column, place.width))
    if problem.hint:
        yield Items(((words("problem.hint"), problem.hint),))


def problem_text(problem: Diagnostic) -> str:
    """Message and hint on one line."""
    message = visible(problem.message)
    return f"{message} ({visible(problem.hint)})" if problem.hint else message
