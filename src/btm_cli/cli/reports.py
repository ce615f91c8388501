"""`--report FORMAT=FILE`: the same result in further formats, each in a file of its own.

In: the option's values. Out: where each goes, and in which format.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.diagnostics import short
from btm_cli.errors import UsageProblem

if TYPE_CHECKING:
    from btm_cli.render.emit import Where

ReportOption = Annotated[
    list[str] | None,
    typer.Option("--report", metavar="FORMAT=FILE", help="Write it to a file in this format too (again for more)."),
]


def parse_reports(texts: Sequence[str], output: str | None, formats: Sequence[str]) -> list[Where]:
    """What `--report` asks for, in one of `formats`, beside what goes to `output`. Raises UsageProblem."""
    from btm_cli.render.emit import Where

    reports = []
    taken = {output} - {None, "-"}
    for text in texts:
        name, equals, path = text.partition("=")
        if name not in formats or not equals or not path:
            raise UsageProblem(
                f"--report: `{short(text)}` is not FORMAT=FILE", hint=f"the formats are {', '.join(formats)}"
            )
        if path in taken:
            raise UsageProblem(f"--report: {path} would be written twice")
        taken.add(path)
        reports.append(Where(name, path))
    return reports
