"""The commands and how they are run.

In: arguments. Out: an exit code. A command's module is imported only when it is asked for; adding a command is adding
its file and one line to `COMMANDS`. Whatever goes wrong becomes a message and an exit code here, never a traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from importlib import import_module
from inspect import Parameter, signature
from typing import Any, NamedTuple

import typer

from btm_cli.cli.ending import ended
from btm_cli.cli.options import QuietOption
from btm_cli.cli.terminal import following
from btm_cli.cli.terminal.printing import say
from btm_cli.errors import BtmError, ExitCode
from btm_cli.render.document.words import words
from btm_cli.validation import one_of


class Command(NamedTuple):
    """Where a command is, and its line in `btm --help`: shown, and completed, without importing it."""

    module: str
    summary: str
    hidden: bool = False


COMMANDS = {
    "init": Command("btm_cli.cli.init", "Write a starter answers file."),
    "interview": Command("btm_cli.cli.interview", "Ask what is open, level by level; save after every answer."),
    "validate": Command("btm_cli.cli.validate", "Print everything wrong with answers, policy or standard files."),
    "assess": Command("btm_cli.cli.assess", "Score an answers file: state, level, gaps, what to do next."),
    "explain": Command("btm_cli.cli.explain", "Say what something means, and how its number came about."),
    "plan": Command("btm_cli.cli.plan", "Plan the way to the target: steps, iterations, reasons."),
    "what-if": Command("btm_cli.cli.what_if", "Assess with changed answers, beside today."),
    "diff": Command("btm_cli.cli.diff", "Show what changed between two assessments, and why."),
    "trend": Command("btm_cli.cli.trend", "Show scores over time, from git or from one file a period."),
    "check": Command("btm_cli.cli.check", "Hold answers files to a policy: an audit gate for CI."),
    "evidence": Command("btm_cli.cli.evidence", "Keep the register of evidence."),
    "report": Command("btm_cli.cli.report", "Write the report for the board and the auditor."),
    "export": Command("btm_cli.cli.export", "Write a questionnaire: a workbook or CSV, blank or filled in."),
    "import": Command("btm_cli.cli.import_answers", "Read a filled-in questionnaire into an answers file."),
    "consensus": Command("btm_cli.cli.consensus", "Make one answers file of several people's."),
    "rollup": Command("btm_cli.cli.rollup", "Roll up many units of one enterprise."),
    "benchmark": Command("btm_cli.cli.benchmark", "Show where an enterprise stands among others."),
    "advise": Command("btm_cli.cli.advise", "Advise which state suits this enterprise."),
    "attest": Command("btm_cli.cli.attest", "Write an in-toto statement over a score, or verify one."),
    "profile": Command("btm_cli.cli.profile", "How a kind of enterprise reads the standard."),
    "standard": Command("btm_cli.cli.standard", "Browse the standard, check one, export JSON Schemas."),
    "migrate": Command("btm_cli.cli.migrate", "Carry answers to another edition of the standard."),
    "policy": Command("btm_cli.cli.policy", "Starter policies for the audit gate."),
    "git-setup": Command("btm_cli.cli.git_setup", "Make git's own diff show score changes."),
    "textconv": Command("btm_cli.cli.textconv", "What git's diff shows of an answers file.", hidden=True),
}
"""Command to the module whose `register(app)` adds it, in the order of `btm --help`."""

HELP = """Maturity as code: how well does an enterprise manage business and technology together, and what comes next?

Answers are text files kept in git; btm checks them strictly and scores them exactly.

Example: btm assess examples/meridian-insurance/2026-Q4.yaml
"""


def build(arguments: list[str]) -> typer.Typer:
    """The app with the command that `arguments` name, or with the names of all for help and shell completion."""
    app = typer.Typer(
        name="btm",
        help=HELP,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    words = _words_to_complete() if _completing() else arguments
    first = next((word for word in words if not word.startswith("-")), None)
    wanted = first if first in COMMANDS else None
    if wanted is not None:
        import_module(COMMANDS[wanted].module).register(app)
        _let_be_quiet(app)
        return app
    for name, command in COMMANDS.items():
        app.command(name, short_help=command.summary, hidden=command.hidden)(_nothing)
    return app


def _let_be_quiet(app: typer.Typer) -> None:
    """Give every command of `app` the option --quiet."""
    for group in [app, *(each.typer_instance for each in app.registered_groups)]:
        for each in group.registered_commands if group is not None else ():
            if each.callback is not None:
                each.callback = _quietly(each.callback)


def _quietly(command: Callable[..., None]) -> Callable[..., None]:
    """`command` with the option --quiet, which is the same for all and told to none of them."""
    own = signature(command, eval_str=True)

    def run_command(*, quiet: bool, **given: object) -> None:
        following.begin(quiet=quiet)
        command(**given)

    told = Parameter("quiet", Parameter.KEYWORD_ONLY, default=False, annotation=QuietOption)
    described: Any = wraps(command)(run_command)
    described.__signature__ = own.replace(parameters=[*own.parameters.values(), told])
    return run_command


def _nothing() -> None:
    """Stands for a command that is only named."""


def run(arguments: list[str]) -> int:
    """Run btm and return its exit code."""
    return ended(lambda: _run(_as_meant(arguments)))


def _run(arguments: list[str]) -> int:
    if _completing():
        # Typer would load rich (50 ms at every press of the tab key) to take markup out of help that has none.
        sys.modules["rich"] = None  # type: ignore[assignment]
    try:
        build(arguments)(args=arguments, prog_name="btm")
    except SystemExit as ended_by:
        if isinstance(ended_by.__context__, BrokenPipeError):
            return ExitCode.OK  # typer's own help, with nobody reading to the end
        if ended_by.code == ExitCode.USAGE:
            _say_which_files(ended_by.__context__)
        return ended_by.code if isinstance(ended_by.code, int) else ExitCode.OK
    return ExitCode.OK


def _as_meant(arguments: list[str]) -> list[str]:
    """`btm help X` is `btm X --help`; `--answers` without a file, which typer can't have, is with an empty name."""
    if arguments[:1] == ["help"]:
        return [*arguments[1:], "--help"]
    if arguments[:1] == ["explain"]:
        following_words = [*arguments[1:], "-"]
        return [
            "--answers=" if word in ("--answers", "-a") and after.startswith("-") else word
            for word, after in zip(arguments, following_words, strict=True)
        ]
    return arguments


def _say_which_files(problem: BaseException | None) -> None:
    """Where an answers file is missing that must be named, which ones there are here."""
    argument = getattr(getattr(problem, "param", None), "metavar", None)
    if argument != "FILE" and getattr(problem, "option_name", None) not in ("--into", "--from"):
        return
    from btm_cli.intake.choosing import candidates

    with suppress(BtmError):
        if found := candidates(required=False):
            say(words("choose.named-here", files=one_of(found)))


def _root(
    version: bool = typer.Option(False, "--version", help="Print the version and exit.", is_eager=True),
) -> None:
    if version:
        from btm_cli import __version__

        typer.echo(f"btm {__version__}")
        raise typer.Exit


def _completing() -> bool:
    return "_BTM_COMPLETE" in os.environ


def _words_to_complete() -> list[str]:
    """The words after `btm` on the line that the shell wants completed, the last one as far as it is typed.

    Bash passes the line in one variable of the environment, zsh and the others in another. A command's name alone is
    still being typed, so it is no command yet.
    """
    line = os.environ.get("_TYPER_COMPLETE_ARGS") or os.environ.get("COMP_WORDS", "")
    words = line.split()[1:]
    return words if len(words) > 1 or line.endswith((" ", "\n")) else []
