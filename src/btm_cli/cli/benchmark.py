"""`btm benchmark`: where an enterprise stands among others."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from btm_cli.cli.options import AsOfOption, Color, ColorOption, OutputOption, StandardOption
from btm_cli.cli.terminal.printing import write_result
from btm_cli.errors import UsageProblem
from btm_cli.intake.opened import Standards, assess_file

HELP = """Show where an enterprise stands: in published bands, with their caveats, and among scorecards of your own.

A population is made of scorecards (`btm assess --format json`), lists of them, or a roll-up (`btm rollup --format
json`). What others score says nothing about what a score earns.

Examples:

  btm benchmark answers.yaml

  btm benchmark answers.yaml --population 'scorecards/*.json'
"""


class Format(StrEnum):
    """How the comparison is written."""

    text = "text"
    json = "json"
    html = "html"


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("benchmark", help=HELP, short_help="Show where an enterprise stands among others.")(benchmark)


def benchmark(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The answers file.")],
    more: Annotated[
        list[str] | None,
        typer.Argument(metavar="SCORECARD", help="More of the population: what a shell makes of --population *.json."),
    ] = None,
    population: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE|PATTERN", help="Scorecards or a roll-up to compare with (again for more)."),
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to write it.")] = Format.text,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    standard: StandardOption = None,
    color: ColorOption = Color.auto,
) -> None:
    """Score the file, place it, render."""
    from btm_cli.voices.benchmark import among_population, among_published, profile_of

    if more and not population:
        raise UsageProblem(f"what is `{more[0]}` for?", hint="to compare with scorecards, name them with --population")
    standards = Standards(standard)
    assessed = assess_file(file, standards, as_of)
    card, rules = assessed.card, assessed.loaded.standard
    published = [among_published(card.overall.numbers.score, one) for one in standards.companions().benchmarks]
    compared = None
    if population:
        from btm_cli.intake.bulk import expand
        from btm_cli.intake.population import load_population

        compared = among_population(profile_of(card, file), load_population(expand([*population, *(more or [])])))
    if format is Format.json:
        from btm_cli.render.voices.benchmark_data import benchmark_data
        from btm_cli.render.wire.json import render_json

        write_result(render_json(benchmark_data(card, published, compared)), output)
        return
    from btm_cli.render.voices.benchmark_page import benchmark_page

    if format is Format.html:
        from btm_cli.render.document.html import to_html

        write_result(to_html(benchmark_page(card, rules, published, compared)), output)
        return
    from btm_cli.cli.terminal.printing import print_page

    print_page(benchmark_page(card, rules, published, compared), output, color)
