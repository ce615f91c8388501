"""The names of people and parts in an answers file: what is odd about them, and one spelling for each.

In: names with their key paths. Out: warnings, each odd name once; the spelling that stands for all of a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from btm_cli.answers.schema import AnswersFile, UnitEntry
from btm_cli.diagnostics import KeyPath, Problem, Severity, short
from btm_cli.names import folded, oddities

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
