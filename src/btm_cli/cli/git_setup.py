"""`btm git-setup`: makes git's own diff of answers files show scores."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from typing import Annotated

import typer

from btm_cli.cli.terminal.printing import say
from btm_cli.errors import UsageProblem
from btm_cli.files import DiskFiles
from btm_cli.render.document.safe import printable

HELP = """Make plain `git diff` and `git log -p` show score changes of answers files.

It adds a line for their folder to .gitattributes (commit it: it is everyone's) and sets a textconv in this clone's
configuration (each clone has its own). Shown first; written with --yes, or when you agree at the terminal.

Examples:

  btm git-setup answers.yaml

  btm git-setup assessments/*.yaml --yes
"""


def git_setup(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Answers files; their folders are set up.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
) -> None:
    """Say what is missing and write it with consent."""
    from btm_cli.git.repository import Repository
    from btm_cli.git.setup import ATTRIBUTES, KEY, pattern_of, plan_setup, write_setup

    places = []
    for file in files:
        DiskFiles().read(file)
        places.append(Repository.of_file(file))
    if len({repository.top for repository, _ in places}) > 1:
        raise UsageProblem("these files belong to several repositories", "set up one at a time")
    folders = dict.fromkeys(path.rpartition("/")[0] for _, path in places)
    setup = plan_setup(places[0][0], [pattern_of(folder) for folder in folders], _command())
    if setup.done:
        typer.echo("nothing to do: git already shows score changes here")
        return
    shown = [*(f"{ATTRIBUTES}: {line}" for line in setup.lines)]
    if not setup.configured:
        shown.append(f"git config --local {KEY} {shlex.quote(setup.command)}")
    typer.echo("\n".join(map(printable, shown)))
    somebody = sys.stdin.isatty() and sys.stderr.isatty()
    if not yes and not (somebody and typer.confirm("Write this?", default=True, err=True)):
        say("nothing written; --yes writes it")
        return
    write_setup(setup)
    say("written; try `git log -p` on one of the files")


def _command() -> str:
    """How git, which runs it in a shell at the top of the repository (hence -P), can start this program again."""
    if shutil.which("btm"):
        return "btm textconv"
    return f"{shlex.quote(sys.executable.replace(os.sep, '/'))} -P -m btm_cli textconv"
