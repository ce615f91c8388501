"""The names and levels of an answers file: what they may be by its standard, and what is odd about those of people.

In: a `Standard` and names or levels with their key paths. Out: the `Problem` that one makes, or None where it is right;
warnings, each odd name once; the spelling that stands for all of a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from btm_cli.answers.schema import AnswersFile, UnitEntry
from btm_cli.diagnostics import KeyPath, Problem, Severity, short
from btm_cli.names import folded, oddities
from btm_cli.standard.model import Standard
from btm_cli.standard.references import nearest
from btm_cli.validation import did_you_mean, one_of

MOST_LISTED = 8
"""Names that a hint lists in full; longer lists are better browsed."""


class Names:
    """The areas, capabilities, dimensions, states and levels of one standard."""

    def __init__(self, standard: Standard) -> None:
        self.standard = standard
        self.capabilities = list(standard.capabilities)
        self.areas = [area.id for area in standard.areas]
        self.dimensions = [dimension.id for dimension in standard.dimensions]
        self.states = [state.id for state in standard.states]

    def capability(self, name: str, path: KeyPath) -> Problem | None:
        """A capability's id, as a key."""
        if name in self.standard.capabilities:
            return None
        problem = unknown("unknown-capability", "capability", name, self.capabilities, path, at_key=True)
        return self._otherwise_written(problem, name)

    def state(self, name: str, path: KeyPath) -> Problem | None:
        """A state's id."""
        if name in self.states:
            return None
        if not self.states:
            return Problem("unknown-state", "this standard has no states", path, hint="aim at a level")
        return unknown("unknown-state", "state", name, self.states, path)

    def profile(self, name: str, path: KeyPath) -> Problem | None:
        """The id of a profile beside the standard."""
        if name in self.standard.profiles:
            return None
        if not self.standard.profiles:
            return Problem("unknown-profile", f"{self.standard.name} has no profiles", path, hint="leave it out")
        return unknown("unknown-profile", "profile", name, self.standard.profiles, path)

    def level(self, level: int, path: KeyPath) -> Problem | None:
        """A maturity level within the standard's range."""
        base, top = self.standard.base, self.standard.top
        if base <= level <= top:
            return None
        message = f"level {level} is out of range: levels run from {base} to {top}"
        return Problem("level-out-of-range", message, path)

    def part(self, name: str, path: KeyPath) -> Problem | None:
        """An area or capability."""
        if name in self.areas or name in self.standard.capabilities:
            return None
        known = [*self.areas, *self.capabilities]
        return self._otherwise_written(unknown("unknown-reference", "area or capability", name, known, path), name)

    def reference(self, name: str, path: KeyPath, *, at_key: bool = False) -> Problem | None:
        """An area, a capability or a cell (`capability/dimension`)."""
        head, slash, dimension = name.partition("/")
        if not slash:
            known = [*self.areas, *self.capabilities]
            right = name in known
        else:
            known = [f"{capability}/{one}" for capability in self.capabilities for one in self.dimensions]
            right = head in self.standard.capabilities and dimension in self.dimensions
        if right:
            return None
        problem = unknown("unknown-reference", "area, capability or cell", name, known, path, at_key=at_key)
        return self._otherwise_written(problem, name)

    def _otherwise_written(self, problem: Problem, name: str) -> Problem:
        """`problem`, with the id for a hint where `name` is a full name, an alias or another way to write it."""
        found = nearest(name, self.standard)
        return problem if found is None else problem._replace(hint=f"did you mean `{found}`?")


def unknown(
    code: str, kind: str, name: str, known: Iterable[str], path: KeyPath, *, at_key: bool = False, otherwise: str = ""
) -> Problem:
    """The problem of a name that is not among `known`; `otherwise` is the hint where they are too many, or none."""
    names = list(known)
    listed = f"known: {one_of(names)}" if 0 < len(names) <= MOST_LISTED else otherwise or "see `btm standard list`"
    hint = did_you_mean(name, names) or listed
    return Problem(code, f"unknown {kind} `{short(name)}`", path, hint=hint, at_key=at_key)


Points = TypeVar("Points")

WORDS = {
    "invisible-character": "has the invisible character",
    "mixed-scripts": "mixes scripts whose letters look alike: it has",
}


class Spellings:
    """The names seen so far."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._looked_at: set[str] = set()

    def one(self, name: str) -> str:
        """The first spelling of `name` that was asked for, so that the same name is the same text from here on."""
        return self._first.setdefault(folded(name), name)

    def check(self, name: str, path: KeyPath, at_key: bool = False) -> Iterator[Problem]:
        """A warning for what a reader can't see in `name`, where it stands first."""
        if name.isascii() or name in self._looked_at:
            return
        self._looked_at.add(name)
        for code, words in ((odd.code, f"{WORDS[odd.code]} {odd.point}") for odd in oddities(name)):
            hint = "type the name anew; whoever reads it can't tell it from another one"
            yield Problem(code, f"the name `{short(name)}` {words}", path, hint, Severity.WARNING, at_key=at_key)


def check_names(file: AnswersFile) -> Iterator[Problem]:
    """What is odd about the names outside of `answers`."""
    spellings = Spellings()
    yield from spellings.check(file.enterprise, ("enterprise",))
    if isinstance(file.unit, UnitEntry):
        yield from spellings.check(file.unit.name, ("unit", "name"))
    elif file.unit is not None:
        yield from spellings.check(file.unit, ("unit",))
    if file.answered_by is not None:
        yield from spellings.check(file.answered_by.name, ("answered_by", "name"))
        for index, name in enumerate(file.answered_by.respondents):
            yield from spellings.check(name, ("answered_by", "respondents", index))
    for key, name in file.owners.items():
        yield from spellings.check(name, ("owners", key))
    for name in file.capacities:
        yield from spellings.check(name, ("capacities", name), at_key=True)
    for key, entry in file.evidence.items():
        if entry.owner is not None:
            yield from spellings.check(entry.owner, ("evidence", key, "owner"))


def respelled(owners: Mapping[str, str], capacities: Mapping[str, Points]) -> tuple[dict[str, str], dict[str, Points]]:
    """`owners` by reference and `capacities` by owner, with one spelling for each owner, the first."""
    spellings = Spellings()
    named = {reference: spellings.one(owner) for reference, owner in owners.items()}
    return named, {spellings.one(owner): points for owner, points in capacities.items()}
