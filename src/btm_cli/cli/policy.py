"""`btm policy`: starter policies for `btm check`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from btm_cli.cli.options import AnyStandard, OutputOption
from btm_cli.cli.terminal.following import propose
from btm_cli.cli.terminal.printing import say
from btm_cli.diagnostics import short
from btm_cli.errors import UsageProblem
from btm_cli.intake.opened import assess_file, begun_by
from btm_cli.render.document.words import words
from btm_cli.render.emit import put
from btm_cli.validation import did_you_mean, one_of

HELP = """Policies for `btm check`.

Example: btm policy init policy.yaml --from answers.yaml
"""

INIT_HELP = """Write a commented starter policy: from today's scores, so that nothing may get worse (it passes today,
rounded down where needed), or from what a state asks for. Without FILE it goes to the terminal.

Examples:

  btm policy init policy.yaml --from answers.yaml

  btm policy init policy.yaml --state alignment
"""


def group() -> typer.Typer:
    """The commands of `btm policy`."""
    group = typer.Typer()
    group.command("init", help=INIT_HELP, short_help="Write a commented starter policy.")(init)
    return group


def init(
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="The policy to write.")] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="ANSWERS", help="Hold on to what these answers reach.")
    ] = None,
    state: Annotated[str | None, typer.Option(metavar="STATE", help="Ask for this state.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
    output: OutputOption = None,
    *,
    standards: AnyStandard,
) -> None:
    """Make the policy, write it where there is nothing yet."""
    from btm_cli.render.gate.starter import ratchet, state_policy

    if (from_ is None) == (state is None):
        raise UsageProblem(
            "give either --from ANSWERS or --state STATE", hint="as in --from answers.yaml, or --state alignment"
        )
    if file is not None and output is not None:
        raise UsageProblem("the file is named twice", hint="give FILE or --output")
    target = file if file is not None else output
    if target not in (None, "-") and not force and os.path.lexists(str(target)):
        raise UsageProblem(f"{target} is there already", hint="--force overwrites it")
    if from_ is not None:
        assessment = assess_file(from_, standards)
        if assessment.card.overall.numbers.score is None:
            raise UsageProblem(f"{from_}: nothing is assessed yet", hint="--state makes a policy without scores")
        text = ratchet(assessment.card, assessment.loaded.standard, assessment.loaded.answers)
    else:
        rules = standards.get()
        text = state_policy(_state(str(state), [each.id for each in rules.states]), rules)
    if target is None or target == "-":
        put(text, None, "yaml")
    else:
        _write(target, text, force=force)
        propose("check", from_ or "answers.yaml", "--policy", str(target))


def _write(path: str, text: str, *, force: bool) -> None:
    """Write the policy; in place of another only by force, one that came while this one was made included."""
    from btm_cli.saving import write_new

    if force:
        put(text, path, "yaml")
        return
    try:
        write_new(path, text)
        say(words("emit.wrote", file=path))
    except FileExistsError:
        raise UsageProblem(f"{path} is there already", hint="--force overwrites it") from None


def _state(text: str, known: list[str]) -> str:
    """The state that `text` names or begins. Raises UsageProblem."""
    if (state := begun_by(text.casefold(), known)) is not None:
        return state
    hint = did_you_mean(text, known) or (f"one of {one_of(known)}" if known else "this standard has no states")
    raise UsageProblem(f"--state: `{short(text)}` is not a state", hint)
