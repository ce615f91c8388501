"""`btm benchmark`: where an enterprise stands among others."""

from __future__ import annotations

from typing import Annotated

import typer

from btm_cli.cli.options import AnyStandard, AsOfOption, FullOption, ToPage, spare
from btm_cli.diagnostics import short
from btm_cli.errors import UsageProblem
from btm_cli.intake.opened import assess_file
from btm_cli.render.emit import Result, emit

HELP = """Show where an enterprise stands: in published bands, with their caveats, and among scorecards of your own.

A population is made of scorecards (`btm assess --format json`), lists of them, or a roll-up (`btm rollup --format
json`). What others score says nothing about what a score earns.

Examples:

  btm benchmark answers.yaml

  btm benchmark answers.yaml --population 'scorecards/*.json'
"""


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
    *,
    where: ToPage,
    full: FullOption = False,
    as_of: AsOfOption = None,
    standards: AnyStandard,
) -> None:
    """Score the file, place it, write it."""
    from btm_cli.render.voices.benchmark_page import benchmark_brief, benchmark_page
    from btm_cli.render.voices.benchmark_wire import benchmark_data
    from btm_cli.voices.benchmark import among_population, among_published, profile_of

    if more and not population:
        raise UsageProblem(
            f"what is `{short(more[0])}` for?", hint="to compare with scorecards, name them with --population"
        )
    assessed = assess_file(file, standards, as_of)
    card, rules = assessed.card, assessed.loaded.standard
    whole = None if card.is_part else card.overall.numbers.score  # published figures are about wholes
    published = [among_published(whole, one) for one in standards.companions().benchmarks]
    compared = None
    if population:
        from btm_cli.intake.bulk import expand
        from btm_cli.intake.population import load_population

        named = expand([*population, *(more or [])])
        spare(where.output, named)
        compared = among_population(profile_of(card, file), load_population(named))
    write = benchmark_brief if where.format == "text" and not full else benchmark_page
    result = Result(
        page=lambda: write(card, rules, published, compared),
        wire=lambda: benchmark_data(card, published, compared),
    )
    emit(result, where)
