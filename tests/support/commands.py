"""The commands of btm and the formats of each, taken from the program itself, so that a new one can't be forgotten.

In: nothing. Out: a command as it is typed ("evidence list") to what its --format takes.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from typing import Any, get_args

import typer

from btm_cli.cli.app import add
from btm_cli.cli.commands import COMMANDS
from btm_cli.cli.options import shared_in, spelt_out


@cache
def every_command() -> dict[str, tuple[str, ...]]:
    """All of them, hidden ones included; () for a command without formats."""
    found: dict[str, tuple[str, ...]] = {}
    for name in COMMANDS:
        app = typer.Typer()
        add(app, name)
        inner = [each for group in app.registered_groups for each in group.typer_instance.registered_commands]
        for each in inner or app.registered_commands:
            words = f"{name} {each.name}" if inner else name
            found[words] = tuple(_formats(each.callback)) if each.callback is not None else ()
    return found


def _formats(callback: Callable[..., Any]) -> Iterator[str]:
    own = inspect.signature(callback, eval_str=True)
    for said in spelt_out(own, shared_in(own)):
        if said.name == "format":
            yield from _choices(said.annotation)


def _choices(kind: Any) -> Iterator[str]:
    """The words of a Literal or an enumeration, wherever in a type they are."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        yield from (each.value for each in kind)
    for each in get_args(kind):
        if isinstance(each, str):
            yield each
        elif each is not type(None):
            yield from _choices(each)
