"""`btm assess`: the main job. Scores an answers file and prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from btm_cli.cli.options import (
    AnyStandard,
    AnySubjectOption,
    AsOfOption,
    BaselineOption,
    TargetOption,
    check_rows,
    spare,
    writes,
)
from btm_cli.cli.terminal.following import propose_after_assessment
from btm_cli.cli.terminal.printing import say_warnings
from btm_cli.errors import UsageProblem
from btm_cli.intake.choosing import baseline_of, one_file
from btm_cli.intake.opened import Assessment, assess_file
from btm_cli.render.emit import Result, Where, emit

if TYPE_CHECKING:
    from btm_cli.compare.comparison import Comparison
    from btm_cli.render.document.blocks import Block
    from btm_cli.render.scorecard.wire import ScorecardWire
    from btm_cli.render.wire.rows import Rows
    from btm_cli.summary.entry import Entry

HELP = """Score an answers file: state, level, gaps, and what to do next.

text is one screen, its conclusion last (--full has everything); markdown and html are for people too; json and yaml are
the scorecard, made to be committed and compared; csv and parquet have one row a cell, or one a criterion, of all files;
svg is the heat map as a picture. Of several files text has a table first.

Examples:

  btm assess answers.yaml

  btm assess answers.yaml --format json --output scorecard.json

  btm assess answers.yaml --target alignment --area strategy

  btm assess answers/*.yaml --brief
"""


Format = Literal["text", "markdown", "html", "json", "yaml", "csv", "parquet", "svg"]
ToFormat = Annotated["Where", writes(Format)]


SEVERAL = ("text", "markdown", "html", "csv", "parquet")
"""The formats that take several files."""


SeveralArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE...", help="The answers file, or several, side by side. Default: the newest one here."),
]


RowsOf = Literal["cells", "criteria"]
"""What a row of a table stands for."""
RowsOption = Annotated[RowsOf, typer.Option("--rows", help="What csv and parquet have a row for.")]


def assess(
    files: SeveralArgument = None,
    *,
    where: ToFormat,
    as_of: AsOfOption = None,
    target: TargetOption = None,
    baseline: BaselineOption = None,
    full: Annotated[bool, typer.Option("--full", help="In text: everything, and then the screen.")] = False,
    brief: Annotated[bool, typer.Option("--brief", help="In text: the screen without its map.")] = False,
    top: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="How many steps a screen, gaps and steps a page shows. Default: what has room, or 5.",
        ),
    ] = None,
    area: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Show only this area (again for more). Narrows the page, never the numbers."),
    ] = None,
    capability: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Show only this capability (again for more).")
    ] = None,
    rows: RowsOption = "cells",
    standards: AnyStandard,
    any_subject: AnySubjectOption = False,
) -> None:
    """Load, score, write."""
    from btm_cli.standard.references import resolve_only

    check_rows(rows != "cells", where.format)
    named = bool(files)
    files = files or [one_file(None)]
    spare(where.output, files)
    if full and brief:
        raise UsageProblem("--full and --brief contradict each other", hint="give one of them")
    if len(files) > 1 and (where.format not in SEVERAL or baseline is not None):
        what = "--baseline" if baseline is not None else f"--format {where.format}"
        raise UsageProblem(f"{what} takes one file", hint=f"several files have {', '.join(SEVERAL)}")
    found = [assess_file(file, standards, as_of, target) for file in files]
    rules = found[0].loaded.standard
    only = [*resolve_only(area or [], rules, "area"), *resolve_only(capability or [], rules, "capability")]
    compared = None
    baseline = baseline_of(files[0], baseline) if len(files) == 1 else None
    if baseline is not None:
        from btm_cli.intake.comparing import since_baseline

        compared = since_baseline(baseline, files[0], standards, found[0].card.as_of, any_subject=any_subject)
    asked = Asked(top, only, full, brief, where.format == "text")
    several = len(found) > 1
    emit(_several(found, files, asked, rows) if several else _result(found[0], files[0], compared, asked, rows), where)
    for assessment, file in zip(found, files, strict=True):
        say_warnings(assessment.diagnostics, file)
    if len(found) == 1:
        propose_after_assessment(found[0], files[0], named=named)


class Asked(NamedTuple):
    """What a page shows: how many steps (None: what has room), which areas; all, or less."""

    top: int | None
    only: list[str]
    full: bool
    brief: bool
    screen: bool


def _several(found: Sequence[Assessment], files: Sequence[str], asked: Asked, rows: RowsOf) -> Result:
    """A table of all of them, and then each."""
    from btm_cli.intake.summing_up import summary_of
    from btm_cli.render.document.blocks import Heading
    from btm_cli.render.document.subject import who
    from btm_cli.render.scorecard.several import One, several_screen, several_table

    def page() -> Iterable[Block]:
        pairs = [(each, file, summary_of(each, plan=True, iteration=not asked.screen)) for each, file in every]
        if asked.screen and not (asked.full or asked.brief):
            ones = (One(each.card, each.loaded.standard, each.loaded.answers, said, file) for each, file, said in pairs)
            yield from several_screen(tuple(ones), asked.top)
            return
        yield several_table((each.card, each.loaded.standard) for each in found)
        for each, file, said in pairs:
            if asked.screen and not asked.full:
                yield Heading(who(each.card.enterprise, each.card.unit, each.card.period))
            yield from _page(each, file, said, asked._replace(brief=True))

    every = list(zip(found, files, strict=True))

    return Result(page=page, rows=lambda: rows_of(found, files, rows))


def _result(assessment: Assessment, file: str, compared: Comparison | None, asked: Asked, rows: RowsOf) -> Result:
    """What there is to write; each form is imported where it is asked for. A plan is made for people alone."""
    from btm_cli.intake.summing_up import summary_of

    card, standard = assessment.card, assessment.loaded.standard

    def wire() -> ScorecardWire:
        from btm_cli.render.scorecard.wire import scorecard_data

        return scorecard_data(card, assessment.digests(), summary_of(assessment, compared))

    def svg() -> str:
        from btm_cli.render.scorecard.svg import scorecard_svg

        return scorecard_svg(card, standard, asked.only)

    def page() -> Iterable[Block]:
        # A screen has a table of steps instead of the plan's next iteration.
        said = summary_of(assessment, compared, plan=True, iteration=not asked.screen)
        return _page(assessment, file, said, asked)

    return Result(page=page, wire=wire, rows=lambda: rows_of([assessment], [file], rows), own={"svg": svg})


def _page(assessment: Assessment, file: str, said: Sequence[Entry], asked: Asked) -> Iterator[Block]:
    """A screen in text, after everything else where that is asked for; elsewhere everything, the summary first."""
    from btm_cli.render.scorecard.page import scorecard_page
    from btm_cli.render.scorecard.screen import scorecard_screen

    card, loaded = assessment.card, assessment.loaded
    if asked.full or not asked.screen:
        top = 5 if asked.top is None else asked.top
        first = () if asked.screen else said
        yield from scorecard_page(
            card, loaded.standard, top=top, only=asked.only, summary=first, answers=loaded.answers
        )
    if asked.screen:
        yield scorecard_screen(
            card,
            loaded.standard,
            loaded.answers,
            said,
            top=asked.top,
            only=asked.only,
            brief=asked.brief,
            file=file,
        )


def rows_of(found: Sequence[Assessment], files: Sequence[str], rows: RowsOf = "cells") -> Rows:
    """Assessments as one table, one row a cell or one a criterion."""
    from btm_cli.render.scorecard.rows import Scored, cell_rows, criterion_rows

    scored = [
        Scored(file, each.card, each.loaded.standard, each.loaded.answers, each.evidence)
        for each, file in zip(found, files, strict=True)
    ]
    return cell_rows(scored) if rows == "cells" else criterion_rows(scored)
