"""The commands and how they are run.

In: arguments. Out: an exit code. A command's module is imported only when it is asked for. Whatever goes wrong becomes
a message and an exit code, never a traceback.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from importlib import import_module
from inspect import Parameter, signature
from typing import Any

import typer
from typer.exceptions import TyperException

from btm_cli.cli.commands import COMMANDS
from btm_cli.cli.ending import ended
from btm_cli.cli.options import QuietOption, made_of, shared_in, spelt_out
from btm_cli.cli.terminal import following
from btm_cli.cli.terminal.printing import say
from btm_cli.errors import BtmError, ExitCode
from btm_cli.render.document.words import words
from btm_cli.validation import one_of

HELP = """Maturity as code: how well does an enterprise manage business and technology together, and what comes next?

Answers are text files kept in git; btm checks them strictly and scores them exactly. To begin with twelve questions:
btm init --guided

Example: btm assess examples/meridian-insurance/2026-Q4.yaml
"""


def build(arguments: list[str]) -> typer.Typer:
    """The app with the command that `arguments` name, or with the names of all for help and shell completion."""
    words = _words_to_complete() if _completing() else arguments
    first = next((word for word in words if not word.startswith("-")), None)
    wanted = first if first in COMMANDS else None
    app = typer.Typer(
        name="btm",
        help=HELP,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        add_completion=wanted is None or _completing() or any(word.endswith("-completion") for word in arguments),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    if wanted is not None:
        add(app, wanted)
        _let_be_quiet(app)
        return app
    for name, command in COMMANDS.items():
        app.command(name, short_help=command.summary, hidden=command.hidden)(_nothing)
    return app


def add(app: typer.Typer, name: str) -> None:
    """Add the command `name` to `app`: the function that its module is called after, or the group that it has."""
    command = COMMANDS[name]
    module = import_module(command.module)
    if hasattr(module, "group"):
        app.add_typer(module.group(), name=name, help=module.HELP, short_help=command.summary, no_args_is_help=True)
        return
    made = getattr(module, command.module.rpartition(".")[2])
    app.command(name, help=module.HELP, short_help=command.summary, hidden=command.hidden)(made)


def _let_be_quiet(app: typer.Typer) -> None:
    """Give every command of `app` the options that its parameters stand for, and --quiet."""
    for group in [app, *(each.typer_instance for each in app.registered_groups)]:
        for each in group.registered_commands if group is not None else ():
            if each.callback is not None:
                each.callback = _quietly(each.callback)


def _quietly(command: Callable[..., None]) -> Callable[..., None]:
    """`command` with the option --quiet, which is the same for all and told to none of them."""
    own = signature(command, eval_str=True)
    shared = shared_in(own)

    def run_command(*, quiet: bool, **given: object) -> None:
        following.begin(quiet=quiet)
        command(**made_of(given, shared))

    told = Parameter("quiet", Parameter.KEYWORD_ONLY, default=False, annotation=QuietOption)
    described: Any = wraps(command)(run_command)
    described.__signature__ = own.replace(parameters=[*spelt_out(own, shared), told])
    # Typer asks for the annotations several times over, and works out each that is text anew.
    described.__annotations__ = {each.name: each.annotation for each in described.__signature__.parameters.values()}
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
        code = build(arguments)(args=arguments, prog_name="btm", standalone_mode=False)
    except TyperException as problem:
        _pass_on(problem)
        _say_which_files(problem)
        return problem.exit_code
    except typer.Abort:  # its prompts make this of Ctrl-C and Ctrl-D
        return ExitCode.INTERRUPTED
    except SystemExit as ended_by:
        if isinstance(ended_by.__context__, BrokenPipeError):
            return ExitCode.OK  # typer's own help, with nobody reading to the end
        code = ended_by.code
    return code if isinstance(code, int) else ExitCode.OK


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


def _pass_on(problem: TyperException) -> None:
    """What typer says of a wrong command line, which quotes words of it and does not make all of them harmless."""
    from btm_cli.render.document.console import pass_on

    said = io.StringIO()
    problem.show(said) if hasattr(problem, "show") else said.write(f"Error: {problem.format_message()}")
    pass_on(said.getvalue().replace(": Value error, ", ": ", 1))  # words of pydantic's, which say nothing


def _say_which_files(problem: TyperException) -> None:
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
