"""`btm consensus`: several respondents on one enterprise."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.cli.options import Color, ColorOption, OutputOption, StandardOption
from btm_cli.cli.terminal.printing import say, write_result
from btm_cli.errors import InvalidFiles
from btm_cli.intake.opened import Standards

if TYPE_CHECKING:
    from btm_cli.intake.responses import Responses
    from btm_cli.standard.model import Standard
    from btm_cli.voices.consensus import Consensus

HELP = """Make one answers file of several people's, and show how far they agree and what to talk about.

With --output the consensus is written as an answers file, and the rest is a line on stderr; without, or with --format
text, it is the report for the meeting.

Examples:

  btm consensus responses/*.yaml

  btm consensus responses/*.yaml --output answers.yaml

  btm consensus responses/*.yaml --format html --output meeting.html

  btm consensus 'responses/*.yaml' --anonymous --format json
"""


class Format(StrEnum):
    """What is written: the report (text, json, csv, html) or the answers file (yaml)."""

    text = "text"
    json = "json"
    csv = "csv"
    html = "html"
    yaml = "yaml"


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("consensus", help=HELP, short_help="Make one answers file of several people's.")(consensus)


def consensus(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Answers files, one a respondent, or patterns.")],
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="How to write it. Default: text; yaml with --output.")
    ] = None,
    output: OutputOption = None,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Name nobody, and tell nothing of groups smaller than --minimum-group.")
    ] = False,
    minimum_group: Annotated[
        int | None, typer.Option(min=2, help="The smallest group that --anonymous tells of. Default: 5.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="How many entries of a list the text shows.")] = 10,
    standard: StandardOption = None,
    color: ColorOption = Color.auto,
) -> None:
    """Load, find the consensus, render."""
    from btm_cli.intake.bulk import expand
    from btm_cli.intake.responses import load_responses
    from btm_cli.voices.consensus import MINIMUM_GROUP, find_consensus

    minimum = (minimum_group or MINIMUM_GROUP) if anonymous or minimum_group else 1
    to_file = output is not None and output != "-"
    folder = os.path.dirname(str(output)) if to_file else "."
    responses = load_responses(expand(files), Standards(standard), folder or ".")
    if len(responses.files) < minimum:
        raise _too_few(len(responses.files), minimum, files)
    found = find_consensus(responses.standard, responses.files, minimum)
    _show(found, responses.standard, format or (Format.yaml if to_file else Format.text), output, color, top)
    _mention(found, responses, to_file)


def _show(found: Consensus, standard: Standard, format: Format, output: str | None, color: Color, top: int) -> None:
    if format is Format.yaml:
        from btm_cli.render.voices.consensus_yaml import render_consensus_yaml

        write_result(render_consensus_yaml(found, standard), output)
    elif format is Format.json:
        from btm_cli.render.voices.consensus_data import consensus_data
        from btm_cli.render.wire.json import render_json

        write_result(render_json(consensus_data(found, standard)), output)
    elif format is Format.csv:
        from btm_cli.render.voices.consensus_csv import render_consensus_csv

        write_result(render_consensus_csv(found, standard), output)
    elif format is Format.html:
        from btm_cli.render.document.html import to_html
        from btm_cli.render.voices.consensus_page import consensus_page

        write_result(to_html(consensus_page(found, standard, sys.maxsize)), output)
    else:
        from btm_cli.cli.terminal.printing import print_page
        from btm_cli.render.voices.consensus_page import consensus_page

        print_page(consensus_page(found, standard, top), output, color)


def _too_few(count: int, minimum: int, files: list[str]) -> InvalidFiles:
    """An error without a name in it."""
    from btm_cli.diagnostics import Diagnostic, Location, Severity

    message = f"{count} {'respondent is' if count == 1 else 'respondents are'} too few to protect; {minimum} are needed"
    hint = "ask more people, or leave --anonymous out if everybody agrees to be named"
    return InvalidFiles([Diagnostic("group-too-small", Severity.ERROR, message, Location(files[0]), hint)])


def _mention(found: Consensus, responses: Responses, to_file: bool) -> None:
    """What a user must know beside the result, on stderr; nothing of single people where they are protected."""
    from btm_cli.render.document.numbers import number

    if to_file:
        alpha = number(found.agreement[0].levels)
        say(f"consensus of {found.voices} on {len(found.items)} items, alpha of levels {alpha}; report: --format text")
    if responses.warnings:
        count = len(responses.warnings)
        say(f"{count} {'warning' if count == 1 else 'warnings'}: see `btm validate FILE...`")
