"""The commands and how they are run.

In: arguments. Out: an exit code. A command's module is imported only when it is asked for; adding a command is adding its file and
one line to `COMMANDS`. Whatever goes wrong becomes a message and an exit code here, never a traceback.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import typer

from btm_cli.errors import BtmError, ExitCode, InvalidFiles

COMMANDS = {
    "assess": "btm_cli.cli.assess",
    "validate": "btm_cli.cli.validate",
    "explain": "btm_cli.cli.explain",
    "standard": "btm_cli.cli.standard",
}
"""Command to the module whose `register(app)` adds it, in the order of `btm --help`."""

HELP = """Maturity as code: how well does an enterprise manage business and technology together, and what comes next?

Answers are text files kept in git; btm checks them strictly and scores them exactly.

Example: btm assess examples/meridian-insurance/2026-Q4.yaml
"""


def build(arguments: list[str]) -> typer.Typer:
    """The app with the command that `arguments` name, or with all of them for help and shell completion."""
    app = typer.Typer(
        name="btm",
        help=HELP,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    wanted = arguments[0] if arguments and arguments[0] in COMMANDS and not _completing() else None
    for name, module in COMMANDS.items():
        if wanted in (None, name):
            import_module(module).register(app)
    return app


def run(arguments: list[str]) -> int:
    """Run btm and return its exit code."""
    try:
        build(arguments)(args=arguments, prog_name="btm")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else ExitCode.OK
    except InvalidFiles as error:
        _show_diagnostics(error)
        return error.exit_code
    except BtmError as error:
        _say(f"btm: error: {error.message}" + (f"\n  hint: {error.hint}" if error.hint else ""))
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception as error:
        if os.environ.get("BTM_TRACEBACK"):
            raise
        _say(
            f"btm: this is a bug in btm: {type(error).__name__}: {error}\n"
            "  hint: run it again with BTM_TRACEBACK=1 and report what it prints"
        )
        return ExitCode.BUG
    return ExitCode.OK


def _root(
    version: bool = typer.Option(False, "--version", help="Print the version and exit.", is_eager=True),
) -> None:
    if version:
        from btm_cli import __version__

        typer.echo(f"btm {__version__}")
        raise typer.Exit


def _completing() -> bool:
    return "_BTM_COMPLETE" in os.environ


def _say(text: str) -> None:
    """Text on stderr, with what a terminal could take as a command made visible."""
    from btm_cli.render.console import write_document
    from btm_cli.render.typeset import visible

    write_document("\n".join(visible(line) for line in text.split("\n")) + "\n", sys.stderr)


def _show_diagnostics(error: InvalidFiles) -> None:
    from btm_cli.render.console import open_console
    from btm_cli.render.diagnostics_text import render_diagnostics

    console = open_console(sys.stderr)
    files = sorted({problem.location.file for problem in error.diagnostics})
    console.print(render_diagnostics(error.diagnostics, files, console.page))
