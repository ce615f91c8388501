"""`btm rollup`: many units of one enterprise as one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from btm_cli.cli.options import AnyStandard, AsOfOption, FullOption, TopOption, ToTable, check_rows, most_listed, spare
from btm_cli.cli.terminal.printing import say, show_problems
from btm_cli.diagnostics import Diagnostic, Location, Severity
from btm_cli.errors import ExitCode, InvalidFiles
from btm_cli.intake.opened import parse_day
from btm_cli.render.emit import Result, emit

if TYPE_CHECKING:
    from btm_cli.render.document.blocks import Block

HELP = """Roll up the answers of many units into one enterprise: scores by unit weight, floor, spread, outliers, and
practice to copy.

Units are averaged cell by cell, so that one that is about a part of the standard counts there alone. There is no state
while a capability is covered by fewer than all units. Weights are those of the files (`unit: {name: ..., weight: ...}`)
or of --weights. Patterns may be quoted: btm expands them itself. What has been read before, and has not changed, comes
from a cache.

Examples:

  btm rollup 'units/**/*.yaml'

  btm rollup units/*.yaml --keep-going --output enterprise.html

  btm rollup units/*.yaml --rows cells --output cells.parquet
"""


def rollup(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Answers files, one a unit, or patterns.")],
    *,
    where: ToTable,
    weights: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="What units weigh, as YAML (`Claims: 1200`) or CSV (`unit,weight`)."),
    ] = None,
    keep_going: Annotated[
        bool,
        typer.Option("--keep-going", help="Leave bad files out instead of giving no result; the exit code says so."),
    ] = False,
    partial: Annotated[
        bool,
        typer.Option("--partial", help="Show a state even where not every unit covers every capability, marked so."),
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="How many processes. Default: one for each core.")
    ] = None,
    cache: Annotated[bool, typer.Option("--cache/--no-cache", help="Whether to use the cache.")] = True,
    top: TopOption = None,
    rows: Annotated[
        Literal["capabilities", "cells", "places"],
        typer.Option("--rows", help="What csv and parquet have a row for: in each unit, or over all of them."),
    ] = "capabilities",
    full: FullOption = False,
    as_of: AsOfOption = None,
    standards: AnyStandard,
) -> None:
    """Read every unit, roll up, write it; exit 3 or 4 where a file was left out."""
    from btm_cli.intake.bulk import expand, load_units
    from btm_cli.intake.pool import cores
    from btm_cli.intake.unit_cache import cache_path
    from btm_cli.intake.units import Source, UnitReader, common_standard
    from btm_cli.intake.weights import load_weights
    from btm_cli.render.voices.rollup_page import rollup_brief, rollup_page
    from btm_cli.render.voices.rollup_rows import capability_rows, cell_rows, place_rows
    from btm_cli.render.voices.rollup_wire import rollup_data
    from btm_cli.voices.roll_call import call_roll
    from btm_cli.voices.rollup import roll_up, with_evidence

    check_rows(rows != "capabilities", where.format)
    day = parse_day(as_of)
    rules = standards.get()
    weighed = load_weights(weights) if weights is not None else None
    if weighed is not None and weighed.warnings:
        show_problems(list(weighed.warnings))
    source = Source(rules, standards.folder is not None, day, cache_path() if cache else None, standards.any_edition)
    named = expand(files)
    spare(where.output, named)
    loaded = load_units(named, source, jobs or cores())
    call = call_roll(loaded.units, weighed.by_unit if weighed is not None else None)
    wrong = [flag for flag in call.flags if flag.severity == "error"]
    flags = (Diagnostic(one.code, Severity.ERROR, one.message, Location(one.file), one.hint) for one in wrong)
    problems = sorted([*loaded.problems, *flags], key=lambda problem: problem.sort_key)
    code = ExitCode.UNREADABLE if loaded.unreadable else ExitCode.INVALID
    if problems and (not keep_going or not call.units):
        error = InvalidFiles(problems)
        error.exit_code = code
        raise error
    rules = common_standard(call.units, standards)
    result = roll_up(rules, call, partial=partial)
    if where.format not in ("csv", "parquet"):  # a table has no room for the evidence of the best
        result = with_evidence(result, lambda unit: UnitReader(source).evidence(unit.file))

    tables = {"capabilities": capability_rows, "cells": cell_rows, "places": place_rows}

    def page() -> Iterator[Block]:
        if where.format == "text" and not full:
            return rollup_brief(result, rules, call.flags, top)
        return rollup_page(result, rules, call.flags, None if where.format == "html" else most_listed(top, full=full))

    written = Result(
        page=page,
        wire=lambda: rollup_data(result, rules, call.flags),
        rows=lambda: tables[rows](result, rules),
    )
    emit(written, where)
    warned = sum(1 for unit in loaded.units if unit.warnings)
    if warned:
        say(f"{warned} {'file has' if warned == 1 else 'files have'} warnings: see `btm validate FILE`")
    if problems:
        show_problems(problems)
        count = loaded.bad + len(wrong)
        say(f"{count} {'file was' if count == 1 else 'files were'} left out of the roll-up")
        raise typer.Exit(code)
