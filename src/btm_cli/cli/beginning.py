"""What a new answers file says and looks like: what is asked for it, and a starter, or the last period's file.

In: what options said, perhaps an old file. Out: what was typed, as the head of the file and a way to answer it; text.
It is asked on standard error and answered on standard input; the end of the input counts as Ctrl-C. The clock is read
for a day that nobody gave.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from btm_cli.answers.depth import Depth
from btm_cli.cli.terminal.printing import say
from btm_cli.errors import InvalidFiles, UsageProblem
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import Standards, parse_day, parse_target
from btm_cli.render.document.words import words

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.standard.model import Standard
    from btm_cli.standard.profile_schema import ProfileFile

Meant = TypeVar("Meant")
LONGEST_LINE = 10_000
"""Characters of an answer that are read."""


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
        head["assessed_on"] = ask(
            words("init.ask.date", today=today), lambda said: str(parse_day(said or today, words("init.ask.date-name")))
        )
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
    from btm_cli.standard.criteria import criteria_by_reference

    core = sum(each.core for each in criteria_by_reference(standard).values())
    cells = sum(len(capability.cells) for capability in standard.ordered_capabilities())
    counts = {"capabilities": len(standard.capabilities), "cells": cells, "core": core}
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


def target_of(said: str, standard: Standard) -> str | int | None:
    """The target that a word names, as files have it; None for nothing or `none`. Raises UsageProblem."""
    if said.casefold() in ("", "none"):
        return None
    aim = parse_target(said, standard)
    return aim.state if aim.state is not None else aim.level


def at_terminal() -> bool:
    """Whether somebody sits there: what is asked is read, and what is printed is no file or pipe."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def ask(question: str, read: Callable[[str], Meant]) -> Meant:
    """What `read` makes of the answer; asked again where it raises UsageProblem.

    Raises KeyboardInterrupt at the end of the input: nobody wants to go on.
    """
    while True:
        sys.stderr.write(f"{question}: ")
        sys.stderr.flush()
        line = sys.stdin.readline(LONGEST_LINE)
        if not line:
            sys.stderr.write("\n")
            raise KeyboardInterrupt
        try:
            return read(line.strip())
        except UsageProblem as problem:
            say(problem.message, problem.hint)


def agreed(question: str) -> bool:
    """Whether the answer is yes, which an empty line is too. Raises KeyboardInterrupt as `ask` does."""

    def read(said: str) -> bool:
        if said.casefold() not in ("", "y", "yes", "n", "no"):
            raise UsageProblem("y or n")
        return not said.casefold().startswith("n")

    return ask(question, read)


class Begun(NamedTuple):
    """What the file begins with: its head, and from an old file answers, notes by reference, and that file itself."""

    head: dict[str, Any]
    answers: Mapping[str, Any] = {}
    notes: Mapping[str, Sequence[str]] = {}
    old: LoadedAnswers | None = None


def text_of(begun: Begun, depth: Depth | None, standards: Standards) -> str:
    """A starter, or the old file in its own layout where no other depth is asked for."""
    from btm_cli.answers.template import depth_of
    from btm_cli.render.starter.file import Asked, starter

    standard = standards.get()
    head = {"standard": standard.name, "enterprise": None, "assessed_on": None} | begun.head
    if depth is Depth.core:
        head["depth"] = Depth.core.value
    answers, asked = begun.answers, depth or depth_of(begun.answers, head.get("depth"))
    if asked in (Depth.core, Depth.criteria) and head.get("profiles"):
        answers = _left_out(head, answers, standards)
    elif head.get("profiles"):
        say(words("browse.profile.later"))
    if begun.old is not None and depth is None:
        kept = _in_place(begun.old, standard, head | {"answers": answers}, begun.notes)
        if kept is not None:
            return kept
    readings = standards.readings_of(head.get("profiles") or (), standard, head.get("terms") or {})
    return starter(Asked(standard, asked, begun.notes, readings), head, answers)


def _in_place(
    old: LoadedAnswers, standard: Standard, data: Mapping[str, Any], notes: Mapping[str, Sequence[str]]
) -> str | None:
    """The old file saying `data`; None, with a word about it, where its text can't be changed so."""
    from btm_cli.answers.carry import carried_text
    from btm_cli.answers.edit import EditRefused
    from btm_cli.source.document import harmless

    text = DiskFiles().read(old.document.file).decode("utf-8")
    if any(harmless(line) != line.replace("\t", " ") for line in text.removeprefix("\ufeff").splitlines()):
        say(words("init.anew", why=words("init.invisible")))
        return None
    try:
        return carried_text(text, old, standard, data, notes)
    except EditRefused as refused:
        say(words("init.anew", why=refused.message))
        return None


def say_stale(file: str, standards: Standards) -> None:
    """Say where the schema that a file just written names for editors is of another edition, and what renews it."""
    from btm_cli.intake.editor import stale_beside

    for problem in stale_beside(file, standards):
        say(problem.message, problem.hint)


def carried(old: str, standards: Standards, as_of: str | None, folder: str, given: Mapping[str, Any]) -> Begun:
    """What the old file gives to one in `folder`, in the edition in use; `given` takes the place of its head.

    Raises InvalidFiles where the old file is not right.
    """
    from btm_cli.answers.carry import carry_over
    from btm_cli.answers.load import load_answers
    from btm_cli.answers.migrate import migrate
    from btm_cli.evidence import examine

    files = DiskFiles()
    loaded, problems = load_answers(old, files, standards.edition, standards.names())
    if loaded is None:
        raise InvalidFiles(problems)
    flaws = examine(loaded.answers, loaded.folder, files, parse_day(as_of) or date.today()).problems
    newer, rules = None, standards.get()
    if loaded.standard.name != rules.name:
        said = standards.migration_notes(loaded.standard, rules)
        newer = migrate(loaded.document.data, loaded.standard, rules, said)
    found = carry_over(loaded, flaws, folder=folder, migration=newer)
    head = dict(found.head) | {"standard": rules.name, "assessed_on": None}
    return Begun(head | dict(given), found.answers, found.notes, loaded)


def _left_out(head: Mapping[str, Any], answers: Mapping[str, Any], standards: Standards) -> dict[str, Any]:
    """The answers with n/a wherever the profiles of `head` say so and nothing is answered.

    A level claims a cell as a whole, so this is for ratings: in a cell with an n/a no level can be claimed.
    """
    from btm_cli.answers.profile import filled_in

    known = {one.id: one for one in standards.profiles()}
    data = {"enterprise": "-", "assessed_on": date.today().isoformat()}
    data |= {name: value for name, value in head.items() if value is not None} | {"answers": answers}
    return filled_in(data, [known[name] for name in head["profiles"] if name in known], standards.get())
