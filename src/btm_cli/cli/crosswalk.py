"""`btm standard crosswalk`: where other public frameworks speak of the same things, from either side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.cli.options import OneStandard, ToTable
from btm_cli.errors import UsageProblem
from btm_cli.intake.opened import Standards, assess_file
from btm_cli.render.emit import Result, Where, emit

if TYPE_CHECKING:
    from btm_cli.standard.companion_schema import CrosswalkFile

HELP = """Show where other public frameworks (COBIT, GAO ITIM and others) speak of the same things.

Informative: no score knows of it, and it claims no equivalence.

Examples:

  btm standard crosswalk approval-and-prioritization

  btm standard crosswalk --framework cobit-2019 --format markdown

  btm standard crosswalk --from dora "Article 6" --answers answers.yaml
"""


def crosswalk(
    capability: Annotated[
        list[str] | None,
        typer.Argument(metavar="CAPABILITY", help="Only these; with --from, only these items of it. Without any, all."),
    ] = None,
    framework: Annotated[
        str | None, typer.Option(metavar="ID", help="Only this framework, such as cobit-2019.")
    ] = None,
    backwards_from: Annotated[
        str | None,
        typer.Option("--from", metavar="ID", help="Backwards: this framework's items, and what speaks of each."),
    ] = None,
    answers: Annotated[
        str | None,
        typer.Option("--answers", "-a", metavar="FILE", help="With --from: what this answers file covers of it."),
    ] = None,
    *,
    where: ToTable,
    standards: OneStandard,
) -> None:
    """Show the mappings to other frameworks."""
    from btm_cli.render.browse.crosswalk import crosswalk_data, crosswalk_page, crosswalk_rows
    from btm_cli.standard.crosswalk import narrowed
    from btm_cli.standard.references import pick, resolve_only

    if framework is not None and backwards_from is not None:
        raise UsageProblem("--framework and --from are two directions", "give one of them")
    if answers is not None and backwards_from is None:
        raise UsageProblem("--answers needs --from", "as in --from dora --answers answers.yaml")
    rules, found = standards.get(), standards.companions().crosswalk
    if found is None:
        raise UsageProblem(f"{rules.name} has no crosswalk", "a standard's folder may hold one as crosswalk.yaml")
    if backwards_from is not None:
        known = pick(backwards_from.casefold(), {one.id: () for one in found.frameworks}, "framework")
        _show_items(found, known, capability or [], answers, standards, where)
        return
    if framework is not None:
        framework = pick(framework.casefold(), {one.id: () for one in found.frameworks}, "framework")
    asked = narrowed(found, rules, resolve_only(capability or [], rules, "capability"), framework)
    result = Result(
        page=lambda: crosswalk_page(asked, rules),
        wire=lambda: crosswalk_data(asked, rules),
        rows=lambda: crosswalk_rows(asked, rules),
    )
    emit(result, where)


def _show_items(
    crosswalk: CrosswalkFile,
    framework: str,
    wanted: list[str],
    answers: str | None,
    standards: Standards,
    where: Where,
) -> None:
    from btm_cli.render.browse.crosswalk import items_data, items_page, items_rows
    from btm_cli.standard.crosswalk import backwards

    rules = standards.get()
    items = backwards(crosswalk, rules, framework, wanted)
    entry = next(one for one in crosswalk.frameworks if one.id == framework)
    card = assess_file(answers, standards).card if answers is not None else None
    result = Result(
        page=lambda: items_page(items, entry, rules, card),
        wire=lambda: items_data(items, entry, rules, card),
        rows=lambda: items_rows(items, entry, card),
    )
    emit(result, where)
