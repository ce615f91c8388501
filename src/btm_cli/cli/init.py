"""`btm init`: a starter answers file, every question in it above its open key, nothing pre-answered."""

from __future__ import annotations

import os
from typing import Annotated, Any, Literal

import typer

from btm_cli.answers.depth import Depth
from btm_cli.cli.beginning import (
    GUIDED,
    WAYS,
    Begun,
    Way,
    agreed,
    ask_start,
    at_terminal,
    carried,
    say_stale,
    target_of,
    text_of,
)
from btm_cli.cli.options import OneStandard
from btm_cli.cli.terminal.following import propose
from btm_cli.cli.terminal.printing import say
from btm_cli.diagnostics import short
from btm_cli.errors import ExitCode, UsageProblem
from btm_cli.intake.opened import Standards, parse_day
from btm_cli.render.document.words import words
from btm_cli.render.emit import Where, put

HELP = """Write a starter answers file: every question above its open key, nothing pre-answered.

At a terminal it asks what it needs to know, writes the file (answers.yaml, without FILE) and goes on to the interview.
New to it? --guided asks twelve questions, a quarter of an hour, and has a first guess for half of the standard. --yes
asks nothing. Elsewhere the file goes to standard output without FILE. An answer goes behind its key.
--from carries the last period over with its comments and layout (with --depth, in a new layout), marked where
something must be looked at again. --example writes two enterprises to try everything on.

Examples:

  btm init

  btm init --guided

  btm init --example tour

  btm init answers.yaml --enterprise "Example Mutual" --period 2026-Q4

  btm init answers.yaml --depth criteria

  btm init 2027-Q1.yaml --from 2026-Q4.yaml --period 2027-Q1
"""

ANSWERS = "answers.yaml"
"""What a first file is called."""
EXAMPLE = "meridian-insurance/2026-Q4.yaml"
"""The example to look at first."""


def init(
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="The file to write.")] = None,
    depth: Annotated[
        Depth | None,
        typer.Option(help="A level for each capability or cell, ratings of core claims, or of all. Default: cell."),
    ] = None,
    old: Annotated[str | None, typer.Option("--from", metavar="OLD", help="Carry this answers file over.")] = None,
    enterprise: Annotated[str | None, typer.Option(help="Whose answers these are.")] = None,
    unit: Annotated[str | None, typer.Option(help="The part of the enterprise they are about.")] = None,
    period: Annotated[str | None, typer.Option(help="Such as 2026-Q4.")] = None,
    assessed_on: Annotated[
        str | None, typer.Option(metavar="DATE|today", help="The day of the assessment; else left open.")
    ] = None,
    answered_by: Annotated[str | None, typer.Option(metavar="NAME", help="Who answers.")] = None,
    side: Annotated[
        Literal["business", "technology", "independent"] | None, typer.Option(help="Whose view that is.")
    ] = None,
    scope: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this area or capability (again for more).")
    ] = None,
    target: Annotated[str | None, typer.Option(metavar="STATE|LEVEL", help="What to aim at.")] = None,
    profile: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="How it reads the standard: a profile of `btm profile list` (again for more)."),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE|today", help="With --from: the day evidence is judged on. Default: today."
        ),
    ] = None,
    guided: Annotated[
        bool,
        typer.Option("--guided", help="Twelve questions in a conversation, for a first level of half the standard."),
    ] = False,
    example: Annotated[
        str | None, typer.Option("--example", metavar="DIR", help="Write the example enterprises into this new folder.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: defaults, and the date left open.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it is there.")] = False,
    *,
    standards: OneStandard,
) -> None:
    """Take the headline from options, the old file or the terminal; write the questions; go on where somebody sits."""
    if example is not None:
        if file is not None or old is not None or depth is not None or guided:
            raise UsageProblem("--example writes the examples and no other file", "leave the rest out")
        _write_examples(example)
        return
    if guided and (depth is not None or old is not None):
        raise UsageProblem("--guided asks its own questions of a new file", "leave out --depth and --from")
    if guided and yes:
        raise UsageProblem("--guided asks twelve questions, and --yes asks nothing", "leave one of them out")
    asking = old is None and not yes and at_terminal()
    if file is None and (asking or yes or guided):
        file = ANSWERS
    if file is not None and not force and os.path.lexists(file):  # before anything is asked
        raise _there_already(file, old, guided)
    given: dict[str, Any] = {
        "enterprise": enterprise,
        "unit": unit,
        "period": period,
        "scope": _scope(scope, standards),
        "profiles": _profiles(profile, standards),
    }
    given["target"] = target_of(target, standards.get()) if target is not None else None
    if answered_by is not None:
        given["answered_by"] = {"name": answered_by} | ({"side": side} if side else {})
    day = parse_day(assessed_on, "--assessed-on")
    given["assessed_on"] = day.isoformat() if day else None
    begun = Begun({name: value for name, value in given.items() if value is not None})
    if old is not None:
        begun = carried(old, standards, as_of, os.path.dirname(file or "") or ".", begun.head)
    way = None
    if asking:
        chosen = GUIDED if guided else Way(depth.value, depth) if depth is not None else None
        way = ask_start(begun.head, chosen, standards.get(), standards.profiles)
        depth = way.depth
    elif yes and old is None:
        depth = depth or WAYS[0].depth
    text = text_of(begun, depth, standards)
    if file is None:
        put(text, None, "yaml")
        return
    try:
        _write(file, text, force, standards)
    except FileExistsError:
        raise _there_already(file, old, guided) from None
    if guided and not asking:
        say(words("init.nobody-to-ask", file=file))
    if begun.notes:
        say(words("init.marked", n=len(begun.notes), file=file))
    if old is not None and begun.head.get("assessed_on") is not None:
        propose("diff", old, file)
    else:
        propose("interview", file, *(["--guided"] if guided else []))
    if way is not None and agreed(words("init.ask.now")):
        _answer(file, way, standards)


def _scope(scope: list[str] | None, standards: Standards) -> list[str] | None:
    from btm_cli.standard.references import resolve

    if not scope:
        return None
    named = [resolve(text, standards.get()) for text in scope]
    for text, found in zip(scope, named, strict=True):
        if found.kind not in ("area", "capability"):
            raise UsageProblem(f"--scope: `{short(text)}` is no area and no capability")
    return [found.id for found in named]


def _profiles(profiles: list[str] | None, standards: Standards) -> list[str] | None:
    from btm_cli.standard.references import pick

    if not profiles:
        return None
    known: dict[str, tuple[str, ...]] = dict.fromkeys(standards.get().profiles, ())
    return list(dict.fromkeys(pick(name.casefold(), known, "profile") for name in profiles))


def _there_already(file: str, old: str | None, guided: bool) -> UsageProblem:
    """What is said of a file that nobody asked to replace."""
    key = "there-guided" if guided else "there-from" if old is None else "there-other"
    return UsageProblem(words("init.there", file=file), words(f"init.{key}", file=file))


def _write(file: str, text: str, force: bool, standards: Standards) -> None:
    """The answers file, and beside it the schema that editors complete by, unless one is there.

    Raises UnreadableFile, and FileExistsError where somebody made the file while this one was asked for.
    """
    from btm_cli.intake.editor import schema_text
    from btm_cli.render.starter.file import SCHEMA
    from btm_cli.saving import write_new

    write_new(file, text, force=force)
    beside = os.path.join(os.path.dirname(file), SCHEMA)
    try:
        write_new(beside, schema_text(standards.get()))
    except FileExistsError:
        say(words("emit.wrote", file=file))
        say_stale(file, standards)
        return
    say(words("init.wrote-both", file=file, schema=beside))


def _answer(file: str, way: Way, standards: Standards) -> None:
    """The interview in the way that was chosen, then what came of it."""
    from btm_cli.cli.assess import assess
    from btm_cli.cli.interview import hold, hold_guided

    if way is GUIDED:
        hold_guided(file, standards, lambda: assess([file], where=Where("text"), standards=standards))
        return
    if (code := hold(file, standards, way.depth)) is not ExitCode.OK:
        raise typer.Exit(code)
    assess([file], where=Where("text"), standards=standards)


def _write_examples(folder: str) -> None:
    """The example enterprises in a folder that is not there yet, or empty. Raises UsageProblem, UnreadableFile."""
    from btm_cli.saving.folder import copy_new
    from btm_cli.standard.bundled import data_folder

    if not copy_new(data_folder("examples"), folder):
        raise UsageProblem(words("init.there", file=folder), words("init.example-elsewhere"))
    say(words("init.example", folder=folder))
    propose("assess", os.path.join(folder, EXAMPLE))
