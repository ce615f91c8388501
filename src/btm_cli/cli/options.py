"""Options that several commands share, so that each has one name and one line of help.

In: nothing. Out: types for the parameters of commands; what their values mean together, such as a `Where`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_args

import typer

from btm_cli.diagnostics import short
from btm_cli.errors import UsageProblem

if TYPE_CHECKING:
    from btm_cli.intake.opened import Standards
    from btm_cli.render.emit import Where


StandardOption = Annotated[
    str | None,
    typer.Option("--standard", metavar="DIR", help="Use the standard in this folder instead of the shipped one."),
]
AnyEditionOption = Annotated[
    bool,
    typer.Option("--any-edition", help="With --standard: score files that name another edition or standard by it too."),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE|today", help="The date evidence is judged on. Default: the file's assessed_on."
    ),
]
OutputOption = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result to a file, whole or not at all.")
]
ColorOption = Annotated[
    Literal["auto", "always", "never"],
    typer.Option("--color", help="Colour the text. auto: in a terminal, unless NO_COLOR is set."),
]
FileArgument = Annotated[
    str | None, typer.Argument(metavar="FILE", help="The answers file. Default: the newest one here.")
]
TargetOption = Annotated[
    str | None, typer.Option(metavar="STATE|LEVEL", help="Aim at this instead of the file's own target.")
]
BaselineOption = Annotated[
    str | None, typer.Option(metavar="FILE|REV:FILE", help="Tell what changed since these answers or this scorecard.")
]
TopOption = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=1, help="How many entries of a list to show. Default: what has room, all with --full."
    ),
]
ReportOption = Annotated[
    list[str] | None,
    typer.Option("--report", metavar="FORMAT=FILE", help="Write it to a file in this format too (again for more)."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Leave out the line that says what comes next.")]

MOST = 10
"""Entries of a long list that Markdown shows, where nobody asks for more."""
FullOption = Annotated[bool, typer.Option("--full", help="In text: everything, not what fits one screen.")]

AnySubjectOption = Annotated[
    bool, typer.Option("--any-subject", help="Compare assessments of different enterprises or units.")
]

PageFormat = Literal["text", "markdown", "html", "json"]
ReportFormat = Literal[PageFormat, "csv"]
"""Of a report on standard output, beside a file that is written."""
TableFormat = Literal[ReportFormat, "parquet"]
ProblemFormat = Literal[TableFormat, "junit", "sarif", "github", "gitlab"]
"""Of what is wrong in files."""

PAGE_FORMATS, PROBLEM_FORMATS = get_args(PageFormat), get_args(ProblemFormat)
"""The same as values."""


class Shared(NamedTuple):
    """What one parameter of a command stands for: options by their names, each with its default, and what they make."""

    options: Mapping[str, tuple[Any, object]]
    make: Callable[..., object]


def writes(formats: Any, default: str = "text", *, in_file: str | None = None) -> Shared:
    """--format (one of a `Literal`), --output and --color: the `Where` of a result; `in_file` is a file's default."""
    usual = default if in_file is None else f"{in_file} with --output and {default} without"
    help = f"How to write it. Default: as the output's ending says, else {usual}."

    def where(format: str | None, output: str | None, color: str) -> Where:
        to_file = output is not None and output != "-"
        return destination(format, output, color, get_args(formats), (in_file if to_file else None) or default)

    options = {"format": (Annotated[formats | None, typer.Option("--format", "-f", help=help)], None)}
    return Shared({**options, "output": (OutputOption, None), "color": (ColorOption, "auto")}, where)


ToPage = Annotated["Where", writes(PageFormat)]
ToTable = Annotated["Where", writes(TableFormat)]
ToProblems = Annotated["Where", writes(ProblemFormat)]


def _standards(standard: str | None, any_edition: bool = False) -> Standards:
    from btm_cli.intake.opened import Standards

    return Standards(standard, any_edition=any_edition)


OneStandard = Annotated["Standards", Shared({"standard": (StandardOption, None)}, _standards)]
"""For a command that scores nothing."""
AnyStandard = Annotated[
    "Standards", Shared({"standard": (StandardOption, None), "any_edition": (AnyEditionOption, False)}, _standards)
]


def shared_in(own: Signature) -> dict[str, Shared]:
    """The parameters of a command that stand for several options."""
    found = {
        name: [part for part in getattr(each.annotation, "__metadata__", ()) if isinstance(part, Shared)]
        for name, each in own.parameters.items()
    }
    return {name: parts[0] for name, parts in found.items() if parts}


def spelt_out(own: Signature, shared: Mapping[str, Shared]) -> list[Parameter]:
    """The parameters of the command line, each option in the place of what it makes; --color comes last."""
    told: list[Parameter] = []
    for name, each in own.parameters.items():
        options = shared[name].options.items() if name in shared else ()
        told += [Parameter(key, each.kind, default=usual, annotation=kind) for key, (kind, usual) in options] or [each]
    return sorted(told, key=lambda each: each.name == "color")


def made_of(given: dict[str, Any], shared: Mapping[str, Shared]) -> dict[str, Any]:
    """What the command is called with. Raises UsageProblem where options contradict each other."""
    _spare_what_is_read(given)
    made = {name: each.make(*(given.pop(key) for key in each.options)) for name, each in shared.items()}
    return {**given, **made}


def _spare_what_is_read(given: Mapping[str, Any]) -> None:
    """Raises UsageProblem where --output names nothing, or one of the files that the command line names."""
    output = given.get("output")
    if output == "":
        raise UsageProblem("--output names no file", hint="name one, or leave --output out")
    for value in (value for name, value in given.items() if name != "output"):
        spare(output, value if isinstance(value, (list, tuple)) else [value])


def spare(output: str | None, read: Iterable[object]) -> None:
    """Raises UsageProblem where --output is one of the files that are read: the result would take its place."""
    if output is not None and any(isinstance(path, str) and _same_file(path, output) for path in read):
        raise UsageProblem(f"--output names `{output}`, which is read for it", hint="name another file")


def _same_file(path: str, other: str) -> bool:
    """Whether both are the one file, by whatever names. What is no file (a device, a pipe) loses nothing."""
    try:
        return os.path.isfile(other) and os.path.samefile(path, other)
    except (OSError, ValueError):  # one is not there, or is no path
        return False


def most_listed(top: int | None, *, full: bool) -> int | None:
    """How many entries of a long list a page shows; None for all of them."""
    return top or (None if full else MOST)


def destination(
    format: str | None, output: str | None, color: str, offered: Sequence[str], default: str = "text"
) -> Where:
    """How and where to write a result. Raises UsageProblem where format and output contradict each other."""
    from btm_cli.render.emit import Where, choose

    return Where(choose(format, output, offered, default), output, color)


def check_rows(asked: bool, format: str) -> None:
    """Raises UsageProblem where rows of another kind were asked for and the format has none."""
    if asked and format not in ("csv", "parquet"):
        raise UsageProblem("--rows is for csv and parquet", hint="add --format csv")


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
