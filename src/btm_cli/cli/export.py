"""`btm export`: an answers file, or a blank questionnaire, in the form of another program."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Final, Literal, NamedTuple

import typer

from btm_cli.answers.depth import Depth
from btm_cli.cli.options import AnyStandard, AsOfOption, OutputOption
from btm_cli.cli.terminal.printing import say, say_warnings
from btm_cli.errors import UnreadableFile, UsageProblem
from btm_cli.intake.choosing import candidates, one_file
from btm_cli.intake.opened import load_file, parse_day
from btm_cli.render.emit import put
from btm_cli.validation import one_of

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.exchange.cutting import Cut
    from btm_cli.standard.model import Standard

HELP = """Write a questionnaire to fill in: a workbook, or the same questions as CSV. Or OSCAL for GRC tools: the
results, the assessment plan that they rest on, the standard as a catalog.

What the answers file says already is filled in; where there is none, or with --blank, the questionnaire is blank.
btm import reads it back, also several that were cut for owners or parts.

Examples:

  btm export -o questionnaire.xlsx

  btm export answers.yaml -o questionnaire.xlsx

  btm export answers.yaml --owner PMO --depth criteria -o pmo.xlsx

  btm export answers.yaml --format csv

  btm export answers.yaml --format oscal -o assessment-results.oscal.json

  btm export answers.yaml --format oscal --policy policy.yaml -o assessment-results.oscal.json

  btm export answers.yaml --format oscal-assessment-plan -o assessment-plan.oscal.json

  btm export --format oscal-catalog -o catalog.oscal.json
"""


class Form(NamedTuple):
    """One format: who writes it, and the ending of its files.

    `function` ("module:name") takes a Standard and a LoadedAnswers or None, and returns bytes or text. `fill_in`:
    people fill it in, so answers may lack their date, a file that says something else is not overwritten, and the
    function takes what part is asked as a third. `needs_file`: there is no blank one. `dated`: it depends on a day, and
    the function takes `--as-of` as a third. `judged`: it says what a policy makes of it, which comes as a fourth.
    """

    function: str
    ending: str
    fill_in: bool = False
    needs_file: bool = False
    dated: bool = False
    judged: bool = False


FORMS: Final = {
    "xlsx": Form("btm_cli.exchange.export:to_xlsx", ".xlsx", fill_in=True),
    "csv": Form("btm_cli.exchange.export:to_csv", ".csv", fill_in=True),
    "oscal": Form("btm_cli.cli.export_oscal:to_results", ".oscal.json", needs_file=True, dated=True, judged=True),
    "oscal-assessment-plan": Form(
        "btm_cli.cli.export_oscal:to_assessment_plan", ".oscal.json", needs_file=True, dated=True
    ),
    "oscal-catalog": Form("btm_cli.cli.export_oscal:to_catalog", ".oscal.json", dated=True),
}
"""Adding a format is adding its line here, and its name to `Format`."""
Format = Literal["xlsx", "csv", "oscal", "oscal-assessment-plan", "oscal-catalog"]


def export(
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="The answers file. Default: the newest one here, else a blank.")
    ] = None,
    blank: Annotated[bool, typer.Option("--blank", help="Fill in nothing, whichever files are here.")] = False,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="How to write it. Default: by the ending of --output.")
    ] = None,
    output: OutputOption = None,
    depth: Annotated[
        Depth | None,
        typer.Option(help="How deep the questionnaire asks. Default: as deep as FILE answers; capability where blank."),
    ] = None,
    scope: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Ask only this area or capability (again for more).")
    ] = None,
    owner: Annotated[
        str | None, typer.Option(metavar="NAME", help="Ask only what FILE's `owners` give to NAME.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a questionnaire that says something else.")] = False,
    policy: Annotated[
        str | None, typer.Option("--policy", "-p", metavar="FILE", help="In oscal: also its failures and waivers.")
    ] = None,
    as_of: AsOfOption = None,
    *,
    standards: AnyStandard,
) -> None:
    """Load, map, write."""
    form = FORMS[_format(format, output)]
    if as_of is not None and not form.dated:
        raise UsageProblem("--as-of goes with OSCAL: a questionnaire has no scores")
    if not form.fill_in and (depth, scope, owner) != (None, None, None):
        raise UsageProblem("--depth, --scope and --owner cut a questionnaire: they go with xlsx and csv")
    if policy is not None and not form.judged:
        raise UsageProblem("--policy goes with --format oscal: only results fail or pass")
    if blank and (file is not None or form.needs_file):
        raise UsageProblem("--blank goes without an answers file, and not with OSCAL about one")
    if not blank and (file is not None or candidates(required=form.needs_file)):
        file = one_file(file)
    loaded = load_file(file, standards, date_may_be_open=not form.needs_file) if file is not None else None
    rules = loaded.standard if loaded is not None else standards.get()
    module, name = form.function.split(":")
    more: list[object] = [_cut(depth, scope, owner, rules, loaded)] if form.fill_in else []
    more += [parse_day(as_of)] if form.dated else []
    if policy is not None:
        from btm_cli.intake.gating import load_policy

        judged_by = load_policy(policy, standards)
        say_warnings(judged_by.warnings, policy)
        more.append(judged_by)
    result: bytes | str = getattr(import_module(module), name)(rules, loaded, *more)
    if output is None or output == "-":
        if isinstance(result, bytes):
            if sys.stdout.isatty():
                raise UsageProblem("a workbook is nothing for a terminal", hint=f"add -o questionnaire{form.ending}")
            sys.stdout.buffer.write(result)
            sys.stdout.flush()
        else:
            put(result.removeprefix("\ufeff"), None, _format(format, output))
        return
    content = result if isinstance(result, bytes) else result.encode("utf-8")
    _write(output, content, force=force or not form.fill_in)
    say(f"wrote {output}")


def _cut(
    depth: Depth | None,
    scope: list[str] | None,
    owner: str | None,
    standard: Standard,
    loaded: LoadedAnswers | None,
) -> Cut:
    """What part of the questionnaire is asked for. Raises UsageProblem where that is nothing."""
    from btm_cli.exchange.cutting import Cut, depth_used, owned_by
    from btm_cli.standard.references import resolve_parts

    data = loaded.document.data if loaded is not None else {}
    used = depth_used(data)
    if depth is Depth.core and not standard.has_core:
        raise UsageProblem(f"{standard.name} has no core criteria", hint="--depth cell or criteria")
    if depth is not None and list(Depth).index(depth) < list(Depth).index(used):
        say(f"deeper answers than --depth {depth} are not in it; `btm import --into` leaves them as they are")
    asked = resolve_parts(scope, standard) if scope else None
    if owner is not None:
        owned = owned_by(owner, data, standard)
        if not owned:
            known = dict.fromkeys(data.get("owners", {}).values())
            hint = f"owners: {one_of(known)}" if known else "name them in the answers file, under `owners`"
            raise UsageProblem(f"nothing is owned by {owner}", hint=hint)
        asked = [name for name in owned if asked is None or name in asked]
    if asked is not None and not asked:
        raise UsageProblem(f"{owner} owns nothing of that scope")
    return Cut(depth or used, asked)


def _format(format: Format | None, output: str | None) -> str:
    """The format that is asked for, by name or by the ending of the file to write."""
    if format is not None:
        return format
    for name, form in FORMS.items():
        if (output or "").casefold().endswith(form.ending):
            return name
    endings = " or ".join(f"-o questionnaire{form.ending}" for form in FORMS.values() if form.fill_in)
    raise UsageProblem("which format?", hint=f"add --format, or {endings}")


def _write(path: str, content: bytes, *, force: bool) -> None:
    """Write the export; a questionnaire that somebody may have filled in only by force."""
    from btm_cli.saving import held, write_atomic, write_new

    if force or (os.path.exists(path) and not os.path.isfile(path)):
        write_atomic(path, content)
        return
    try:
        write_new(path, content)
    except FileExistsError:
        with held(path) as found:
            if found.content != content:
                raise UnreadableFile(
                    f"{path} is already there and says something else", hint="--force overwrites it"
                ) from None
