"""`btm trend`: scores over time, from a file's git history or from one file a period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from btm_cli.cli.options import AnyStandard, AnySubjectOption, AsOfOption, FullOption, ToTable
from btm_cli.cli.terminal.printing import say
from btm_cli.errors import UsageProblem
from btm_cli.intake.choosing import all_files
from btm_cli.intake.opened import parse_day
from btm_cli.render.emit import Result, emit

if TYPE_CHECKING:
    from btm_cli.render.document.blocks import Block

HELP = """Show scores over time: score, state, coverage and assurance, by area or capability.

One file is followed through its git history, renames included; several files are one assessment each. Each unit has
lines of its own. A change of the standard's edition, of scope or depth and a long time without an assessment are
marked, never drawn over.

Examples:

  btm trend answers.yaml --every quarter

  btm trend 2026-Q1.yaml 2026-Q2.yaml 2026-Q3.yaml 2026-Q4.yaml

  btm trend answers.yaml --capability approval-and-prioritization --format csv
"""


def trend(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            help="One answers file with a git history, or one a period. Default: the answers files here.",
        ),
    ] = None,
    every: Annotated[
        Literal["commit", "month", "quarter", "tag"] | None,
        typer.Option(
            help="Of a git history: every commit, the last of each month or quarter, or tags. Default: commit."
        ),
    ] = None,
    assurance: Annotated[
        Literal["claimed", "evidenced", "verified"], typer.Option(help="Which score the lines by place show.")
    ] = "claimed",
    area: Annotated[list[str] | None, typer.Option(metavar="ID", help="Show this area (again for more).")] = None,
    capability: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Show this capability (again for more).")
    ] = None,
    *,
    where: ToTable,
    full: FullOption = False,
    as_of: AsOfOption = None,
    any_subject: AnySubjectOption = False,
    standards: AnyStandard,
) -> None:
    """Collect the assessments, put them in order, write them."""
    from btm_cli.compare.trend import narrowed, trend_of
    from btm_cli.intake.samples import samples_of_files, samples_of_history
    from btm_cli.render.trend.page import trend_brief, trend_page
    from btm_cli.render.trend.wire import trend_data, trend_rows
    from btm_cli.standard.references import resolve_only

    day = parse_day(as_of)
    files = all_files(files)
    if len(files) > 1:
        if every is not None:
            raise UsageProblem("--every goes with the git history of one file", "several files are one assessment each")
        samples, skipped, newest = samples_of_files(files, standards, day, any_subject)
    else:
        samples, skipped, newest = samples_of_history(files[0], standards, day, every or "commit", any_subject)
    named = [*resolve_only(area or [], newest, "area"), *resolve_only(capability or [], newest, "capability")]
    whole = trend_of(samples)

    def page() -> Iterator[Block]:
        if where.format == "text" and not full:
            return trend_brief(narrowed(whole, named), newest, assurance, named=bool(named))
        return trend_page(narrowed(whole, named), newest, assurance)

    result = Result(
        page=page,
        wire=lambda: trend_data(whole, skipped),
        rows=lambda: trend_rows(whole),
    )
    emit(result, where)
    for source, reason in skipped:  # left out of the lines, but not silently
        say(f"left out {source}: {reason}")
