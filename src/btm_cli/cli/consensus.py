"""`btm consensus`: several respondents on one enterprise."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from btm_cli.cli.options import AnyStandard, FullOption, TableFormat, TopOption, most_listed, spare, writes
from btm_cli.cli.terminal.printing import say, say_warnings
from btm_cli.diagnostics import Diagnostic, Location, Severity
from btm_cli.errors import InvalidFiles
from btm_cli.render.emit import Result, Where, emit

if TYPE_CHECKING:
    from btm_cli.render.document.blocks import Block

HELP = """Make one answers file of several people's, and show how far they agree and what to talk about.

The answers file is --format yaml, or an output that ends so or in nothing; the other formats are the report for the
meeting.

Examples:

  btm consensus responses/*.yaml

  btm consensus responses/*.yaml --output answers.yaml

  btm consensus responses/*.yaml --output meeting.html

  btm consensus 'responses/*.yaml' --anonymous --format json
"""
ToFormat = Annotated["Where", writes(Literal[TableFormat, "yaml"], in_file="yaml")]


def consensus(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Answers files, one a respondent, or patterns.")],
    *,
    where: ToFormat,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Name nobody, and tell nothing of groups smaller than --minimum-group.")
    ] = False,
    minimum_group: Annotated[
        int | None, typer.Option(metavar="N", min=2, help="The smallest group that --anonymous tells of. Default: 5.")
    ] = None,
    top: TopOption = None,
    full: FullOption = False,
    standards: AnyStandard,
) -> None:
    """Load, find the consensus, write it."""
    from btm_cli.intake.bulk import expand
    from btm_cli.intake.responses import load_responses
    from btm_cli.render.document.numbers import number
    from btm_cli.render.voices.consensus_page import consensus_brief, consensus_page
    from btm_cli.render.voices.consensus_rows import consensus_rows
    from btm_cli.render.voices.consensus_wire import consensus_data
    from btm_cli.render.voices.consensus_yaml import render_consensus_yaml
    from btm_cli.voices.consensus import MINIMUM_GROUP, find_consensus

    to_file = where.output is not None and where.output != "-"
    minimum = (minimum_group or MINIMUM_GROUP) if anonymous or minimum_group else 1
    folder = os.path.dirname(str(where.output)) if to_file else "."
    named = expand(files)
    spare(where.output, named)
    responses = load_responses(named, standards, folder or ".")
    if len(responses.files) < minimum:
        raise _too_few(len(responses.files), minimum, files)
    rules = responses.standard
    found = find_consensus(rules, responses.files, minimum)

    def page() -> Iterable[Block]:
        if where.format == "text" and not full:
            return consensus_brief(found, rules, top)
        return consensus_page(found, rules, None if where.format == "html" else most_listed(top, full=full))

    result = Result(
        page=page,
        wire=lambda: consensus_data(found, rules),
        rows=lambda: consensus_rows(found, rules),
        own={"yaml": lambda: render_consensus_yaml(found, rules)},
    )
    emit(result, where)
    if to_file:
        overall = found.agreement[0]
        alpha = overall.strengths[0] or "not told" if found.minimum > 1 else number(overall.levels)
        say(f"consensus of {found.voices} on {len(found.items)} items, alpha of levels {alpha}; report: --format text")
    say_warnings(responses.warnings, "FILE...")


def _too_few(count: int, minimum: int, files: list[str]) -> InvalidFiles:
    """An error without a name in it."""
    message = f"{count} {'respondent is' if count == 1 else 'respondents are'} too few to protect; {minimum} are needed"
    hint = "ask more people, or leave --anonymous out if everybody agrees to be named"
    return InvalidFiles([Diagnostic("group-too-small", Severity.ERROR, message, Location(files[0]), hint)])
