"""What is wrong with files, as a page: the first problems, each at its place, and a count of all.

In: diagnostics and the files that were looked at. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.render.document.blocks import Block, Paragraph
from btm_cli.render.document.problem import problem_blocks
from btm_cli.render.document.words import words

SHOWN = 50
CODES_LISTED = 8


def problems_page(problems: Sequence[Diagnostic], files: Sequence[str]) -> Iterator[Block]:
    """By file, line and column, how many more there are, and a summary over all `files`."""
    ordered = sorted(problems, key=lambda problem: problem.sort_key)
    for problem in ordered[:SHOWN]:
        yield from problem_blocks(problem)
    if len(ordered) > SHOWN:
        yield Paragraph(words("problem.more", n=len(ordered) - SHOWN), tone="strong")
    yield Paragraph(summary(problems, len(files)), tone="strong")
    codes = list(dict.fromkeys(problem.code for problem in ordered))
    if len(codes) > 1:
        yield Paragraph(words("problem.about-several", code=codes[0], others=", ".join(codes[1:CODES_LISTED])))
    elif codes:
        yield Paragraph(words("problem.about", code=codes[0]))


def summary(problems: Sequence[Diagnostic], files: int) -> str:
    """The counts over `files` files in words, such as "2 errors and 1 warning in 1 of 3 files"."""
    if not problems:
        return words("problem.none", files=files)
    counts = [(severity, sum(problem.severity is severity for problem in problems)) for severity in Severity]
    said = [words(f"problem.count.{severity.value}", n=count) for severity, count in counts if count]
    concerned = len({problem.location.file for problem in problems})
    both = said[0]
    for each in said[1:]:
        both = words("problem.and", first=both, second=each)
    return words("problem.summary", counts=both, concerned=concerned, files=max(files, concerned))
