"""The tab key of each shell: how it asks, in the environment, and how it is answered.

In: the environment as typer's scripts for bash, zsh, fish and PowerShell set it. Out: the answer on standard output,
or None where it is typer's to give: names of options and of commands in a group, and a few words of its own.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from btm_cli.cli.commands import COMMANDS
from btm_cli.cli.completing.table import ARGUMENTS, ELSEWHERE, OPTIONS, Kind
from btm_cli.cli.completing.values import Value, values

ASKED = "_BTM_COMPLETE"
GROUPS = ("evidence", "policy", "profile", "standard")
LONGEST = 70
"""Characters of a description."""
UNQUOTED = re.compile(r"[^\w .,;/&+%=-]+")
"""What a shell might take for something else."""


class Line(NamedTuple):
    """A command line up to the cursor: the words after `btm`, and the one being typed."""

    words: tuple[str, ...]
    typed: str


def answer(environ: Mapping[str, str]) -> int | None:
    """Answer the shell that asks. Out: the exit code, or None where typer must answer."""
    shell = environ[ASKED].removeprefix("complete_")
    if shell not in ("bash", "zsh", "fish", "powershell", "pwsh"):
        return None
    line = _line(shell, environ)
    found = _offered(line)
    if found is None:
        return None
    kind, offered = found
    if shell == "fish" and environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return 0 if offered else 1
    text = _written(shell, line, kind, offered)
    if text:
        sys.stdout.write(text + "\n")
    return 0


def _line(shell: str, environ: Mapping[str, str]) -> Line:
    if shell == "bash":
        asked = environ.get("COMP_WORDS", "")
        words = asked.split("\n") if "\n" in asked else asked.split(" ")
        here = int(environ.get("COMP_CWORD", "0"))
        words = [*words[1:here], words[here] if here < len(words) else ""]
    else:
        asked = environ.get("_TYPER_COMPLETE_ARGS", "")
        words = asked.split()[1:]
        if not words or asked.endswith(" "):
            words.append("")
    return Line(*_joined(words)) if shell == "bash" else Line(tuple(words[:-1]), words[-1])


def _joined(words: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Bash takes `REF=VALUE` apart at the sign; here it is whole again."""
    whole: list[str] = []
    for place, word in enumerate(words):
        after = place > 0 and words[place - 1] == "=" and whole
        if whole and (word == "=" or after):
            whole[-1] += word
        else:
            whole.append(word)
    return tuple(whole[:-1]), whole[-1]


def _offered(line: Line) -> tuple[Kind, list[Value]] | None:
    """What to offer; None where that is typer's."""
    if not line.words:
        if line.typed.startswith("-"):
            return None
        shown = {name: command.summary for name, command in COMMANDS.items() if not command.hidden}
        return Kind.free, [(name, about) for name, about in shown.items() if name.startswith(line.typed)]
    command, *rest = line.words
    if command in GROUPS:
        if not rest:
            return None
        command, rest = f"{command} {rest[0]}", rest[1:]
    elif command not in COMMANDS:
        return None
    option, sign, value = line.typed.partition("=")
    if sign and option.startswith("--"):  # --area=gov
        kind, arguments = _kind_of(command, option), ()
        if kind in (None, Kind.listed):
            return None
        assert kind is not None
        return kind, [(f"{option}={one}", about) for one, about in values(kind, value, command, arguments)]
    kind, given = _place(command, rest)
    if kind is Kind.listed or (line.typed.startswith("-") and kind is not Kind.free):
        return None
    return kind, values(kind, line.typed, command, given)


def _place(command: str, words: Sequence[str]) -> tuple[Kind, list[str]]:
    """What stands after `words`: the value of the option before it, else an argument, and the arguments before it."""
    given: list[str] = []
    waiting: Kind | None = None
    for word in words:
        if waiting is not None:
            waiting = None
        elif word.startswith("-"):
            waiting = _kind_of(command, word)
        else:
            given.append(word)
    if waiting is not None:
        return waiting, given
    kinds = ARGUMENTS.get(command, (Kind.answers,))
    return kinds[min(len(given), len(kinds) - 1)], given


def _kind_of(command: str, option: str) -> Kind | None:
    """What an option takes; None for a flag."""
    return ELSEWHERE.get((command, option), OPTIONS.get(option))


def _written(shell: str, line: Line, kind: Kind, offered: list[Value]) -> str:
    """The answer in the form that the shell's script takes."""
    if shell == "bash":
        # Bash replaces what stands after the last sign at which it takes words apart.
        cut = line.typed.rfind("=") + 1
        return "\n".join(value[cut:] for value, _ in offered)
    described = [(value, _described(about)) for value, about in offered]
    if shell == "zsh":
        if kind is Kind.answers:
            return "_files -g '*.yaml'"
        escaped = ((value.replace(":", r"\\:"), about) for value, about in described)
        items = (f'"{value}":"{about}"' if about else f'"{value}"' for value, about in escaped)
        return "_arguments '*: :(({}))'".format("\n".join(items)) if offered else "_files"
    if shell == "fish":
        return "\n".join(f"{value}\t{about}" if about else value for value, about in described)
    return "\n".join(f"{value}:::{about or ' '}" for value, about in described)


def _described(about: str) -> str:
    """The beginning of a description, in characters that no shell takes for anything else."""
    plain = " ".join(UNQUOTED.sub(" ", about).split())
    if len(plain) <= LONGEST:
        return plain
    return plain[:LONGEST].rpartition(" ")[0]


def answered() -> int | None:
    """Answer from this process's environment. Whatever goes wrong, nothing is printed into somebody's command line."""
    try:
        return answer(os.environ)
    except Exception:
        if os.environ.get("BTM_TRACEBACK"):
            raise
        return 1
