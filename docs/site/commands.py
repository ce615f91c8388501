"""The reference of the commands: what `--help` says of each, read from the program.

In: the commands. Out: a page for each command, its subcommands below it, and a list of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer

from btm_cli.cli.app import build
from btm_cli.cli.commands import COMMANDS
from btm_cli.render.document.safe import markdown as escape

HEAD = """# Commands

Every command with its arguments, options and examples, as `btm COMMAND --help` shows them. Results go to standard
output, everything else to standard error; [exit codes](../docs/exit-codes.md) are the same for all.

| command | does |
|---|---|
"""


def command_pages() -> dict[str, str]:
    """The pages by their path: `reference/commands.md` and one for every command that `btm --help` names."""
    shown = {name: command for name, command in COMMANDS.items() if not command.hidden}
    rows = [f"| [btm {name}](commands/{name}.md) | {escape(command.summary)} |" for name, command in shown.items()]
    trees = [f"btm {name} <commands/{name}>" for name in shown]
    index = HEAD + "\n".join([*rows, "", "```{toctree}", ":hidden:", "", *trees, "```", ""])
    return {
        "reference/commands.md": index,
        **{f"reference/commands/{name}.md": _page(name) for name in shown},
    }


def _page(name: str) -> str:
    app = typer.main.get_command(build([name]))
    command: Any = app if not hasattr(app, "commands") else app.commands.get(name, app)
    return "\n".join(_described(command, f"btm {name}", 1))


def _described(command: Any, path: str, depth: int) -> Iterator[str]:
    """The lines on one command, called as `path` says, and then on those below it."""
    context = command.make_context(path, [], resilient_parsing=True)
    yield f"{'#' * depth} {path}\n"
    yield from _help_text(command.help or "")
    yield f"```{{program}} {path}\n```\n"
    yield f"```text\n{command.get_usage(context).removeprefix('Usage: ')}\n```\n"
    for each in command.params:
        if (record := each.get_help_record(context)) is not None:
            name, meaning = record
            yield f"````{{option}} {name}\n{escape(meaning)}\n````\n"
    for name, below in getattr(command, "commands", {}).items():
        yield from _described(below, f"{path} {name}", depth + 1)


def _help_text(text: str) -> Iterator[str]:
    """Help as it is typed: paragraphs, and after "Example:" or "Examples:" commands."""
    words, *examples = re.split(r"^Examples?:", text, maxsplit=1, flags=re.MULTILINE)
    for paragraph in words.strip().split("\n\n"):
        yield escape(" ".join(paragraph.split())) + "\n"
    calls = [" ".join(call.split()) for call in re.split(r"\n\s*\n", "".join(examples)) if call.strip()]
    if calls:
        yield "\n".join(["```console", *(f"$ {call}" for call in calls), "```\n"])
