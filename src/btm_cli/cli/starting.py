"""A first answers file at a terminal: four questions, the file, the interview if there is time, and what came of it.

In: what the options of `btm init` said already. Out: what was typed, as the head of the file and a way to answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from btm_cli.answers.depth import Depth
from btm_cli.cli.terminal.asking import ask
from btm_cli.cli.terminal.printing import say
from btm_cli.errors import UsageProblem
from btm_cli.intake.opened import parse_day, parse_target
from btm_cli.render.document.words import words
from btm_cli.standard.criteria import criteria_by_reference

if TYPE_CHECKING:
    from btm_cli.standard.model import Standard
    from btm_cli.standard.profile_schema import ProfileFile


class Way(NamedTuple):
    """A way to answer: the last part of its entry in `init.way`, and the depth of the file."""

    key: str
    depth: Depth


GUIDED: Final = Way("guided", Depth.cell)
"""Questions to be asked aloud, for a first level of half the cells."""
WAYS: Final = (
    Way("capability", Depth.capability),
    Way("core", Depth.core),
    Way("cell", Depth.cell),
    Way("criteria", Depth.criteria),
    GUIDED,
)
"""As they are offered; the first one is meant by an empty line."""


def ask_start(
    head: dict[str, Any], way: Way | None, standard: Standard, profiles: Callable[[], Sequence[ProfileFile]]
) -> Way:
    """Ask what the options left open: enterprise, date, how deep, target, or profiles if guided, which go into `head`.

    Raises KeyboardInterrupt where nobody answers to the end.
    """
    if head.get("enterprise") is None:
        head["enterprise"] = ask(words("init.ask.enterprise"), lambda said: said or None)
    if head.get("assessed_on") is None:
        today = date.today().isoformat()
        head["assessed_on"] = ask(words("init.ask.date", today=today), lambda said: _day(said or today))
    if way is None:
        way = _ask_way(standard)
    if way is GUIDED and "profiles" not in head and standard.profiles:
        fitting = _ask_profiles(profiles())
        head |= {"profiles": fitting} if fitting else {}
    states = ", ".join(state.id for state in standard.states)
    if "target" not in head and states and way is not GUIDED:  # who begins can't know yet
        say(words("init.ask.aims", states=states))
        target = ask(words("init.ask.target"), lambda said: _target(said, standard))
        if target is not None:
            head["target"] = target
    return way


def _ask_way(standard: Standard) -> Way:
    core = sum(each.core for each in criteria_by_reference(standard).values())
    counts = {"capabilities": len(standard.capabilities), "cells": _cells(standard), "core": core}
    say(words("init.ask.way"))
    for number, way in enumerate(WAYS, start=1):
        say(words("init.ask.choice", n=number, way=words(f"init.way.{way.key}", **counts)))
    return ask(words("init.ask.number"), _chosen)


def _ask_profiles(found: Sequence[ProfileFile]) -> list[str]:
    """The profiles that fit, in the order they were named; none for an empty line."""
    say(words("init.ask.reading"))
    for number, profile in enumerate(found, start=1):
        named = words("init.ask.profile", name=profile.id, text=profile.title)
        say(words("init.ask.choice", n=number, way=named))
    names = [profile.id for profile in found]
    return ask(words("init.ask.profiles"), lambda said: _picked(said, names))


def _picked(said: str, names: list[str]) -> list[str]:
    """The names of these numbers or beginnings. Raises UsageProblem, after which it is asked again."""
    picked: dict[str, None] = {}
    for word in filter(None, (part.strip().casefold() for part in said.split(","))):
        found = [name for number, name in enumerate(names, start=1) if word == str(number) or name.startswith(word)]
        if len(found) != 1:
            raise UsageProblem(words("init.ask.not-a-number", n=len(names)))
        picked[found[0]] = None
    return list(picked)


def _chosen(said: str) -> Way:
    """The way of a number or of a depth's name; the first one for an empty line."""
    if not said:
        return WAYS[0]
    for number, way in enumerate(WAYS, start=1):
        if said.casefold() in (str(number), way.key):
            return way
    raise UsageProblem(words("init.ask.not-a-number", n=len(WAYS)))


def _target(said: str, standard: Standard) -> str | int | None:
    """As `target_of`; `?` says what it is about. Raises UsageProblem, after which it is asked again."""
    if said == "?":
        raise UsageProblem(words("init.ask.about-target"))
    return target_of(said, standard)


def _cells(standard: Standard) -> int:
    return sum(len(capability.cells) for capability in standard.ordered_capabilities())


def _day(said: str) -> str:
    day = parse_day(said, words("init.ask.date-name"))
    assert day is not None
    return day.isoformat()


def target_of(said: str, standard: Standard) -> str | int | None:
    """The target that a word names, as files have it; None for nothing or `none`. Raises UsageProblem."""
    if said.casefold() in ("", "none"):
        return None
    aim = parse_target(said, standard)
    return aim.state if aim.state is not None else aim.level
