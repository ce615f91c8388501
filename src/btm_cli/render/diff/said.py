"""What two files say differently, in words: the answers that changed and what each adds, plans, evidence, the file.

In: a `Comparison`. Out: a line for each thing, with the exact effect of an answer where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from btm_cli.compare.comparison import CAUSES, OVERALL, Comparison, Fact, Part
from btm_cli.render.diff.moves import shown_causes, signed
from btm_cli.render.document.numbers import apportion
from btm_cli.render.document.words import words
from btm_cli.scoring.ratings import ASSURANCES

QUIET = ("note", "title")
"""What is long: that it changed is enough in a line."""
NONE = (Fraction(0),) * 3


class Answer(NamedTuple):
    """One answer that changed: how, and what it adds to claimed, evidenced and verified.

    The effects are those on its cell, or on its capability where the answer is one for all of that one's cells; there
    are none where no score moved by it.
    """

    reference: str
    text: str
    effects: tuple[Fraction, ...]
    shown: tuple[int, ...] = ()
    """The same in hundredths: all answers of a cell add up to what its answers did, as that is shown."""


class Said:
    """Looks up what changed in one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._parts = comparison.parts
        self._facts: dict[tuple[str, str], list[Fact]] = {}
        for fact in comparison.facts or ():
            self._facts.setdefault((fact.kind, fact.reference), []).append(fact)

    def in_cell(self, cell: str) -> list[Answer]:
        """The answers that moved a cell, the largest effect first: by claimed, then evidenced, then verified."""
        parts = sorted((part for part in self._parts if part.cell == cell), key=lambda part: _falling(_at(part, cell)))
        shown = self._shown(cell, parts)
        return [self._answer(part.reference, _at(part, cell), shown[part.reference]) for part in parts]

    def answers(self) -> list[Answer]:
        """Every answer that changed: first what moved the whole, the largest effect first, then the rest."""
        grouped: dict[str, list[Part]] = {}
        for part in self._parts:
            capability = part.cell.partition("/")[0]
            whole = part.reference == part.cell and ("answers", capability) in self._facts
            grouped.setdefault(capability if whole else part.reference, []).append(part)
        found = []
        for name, parts in sorted(grouped.items(), key=lambda item: _falling(_sum(item[1], OVERALL))):
            [first, *_] = parts
            own = first.reference == name
            place = first.cell if own else name
            here = [part for part in self._parts if place in (part.cell, part.cell.partition("/")[0])]
            shown = self._shown(place, here)
            together = tuple(map(sum, zip(*(shown[part.reference] for part in parts), strict=True)))
            found.append(self._answer(name, _sum(parts, place), together))
        rest = [reference for kind, reference in self._facts if kind == "answers" and reference not in grouped]
        return found + [self._answer(reference, ()) for reference in rest]

    def about(self, kind: str) -> list[tuple[str, str]]:
        """What else is said differently, as (reference, line); `kind` is plan, evidence (the register) or file."""
        told = _registered if kind == "evidence" else line
        return [(reference, told(facts)) for (one, reference), facts in self._facts.items() if one == kind]

    def _answer(self, reference: str, effects: tuple[Fraction, ...], shown: tuple[int, ...] = ()) -> Answer:
        return Answer(reference, self._text(reference), effects, shown)

    def _shown(self, place: str, parts: Sequence[Part]) -> dict[str, tuple[int, ...]]:
        """By its reference what each of all the parts of a cell or capability adds to it, as it is shown."""
        movement = self._comparison.cells.get(place) or self._comparison.capabilities[place]
        columns = []
        for number, change in enumerate(movement.changes):
            causes = shown_causes(change)
            whole = causes[CAUSES.index("answers")] if causes else None
            columns.append(apportion([_at(part, place)[number] for part in parts], whole))
        return {part.reference: shown for part, shown in zip(parts, zip(*columns, strict=True), strict=True)}

    def _text(self, reference: str) -> str:
        facts = self._facts.get(("answers", reference))
        if facts is not None:
            return line(facts)
        capability, slash, rest = reference.partition("/")
        if slash and "/" not in rest and ("answers", capability) in self._facts:
            return words("diff.as-whole", text=line(self._facts["answers", capability]))
        inner = sum(kind == "answers" and name.startswith(f"{reference}/") for kind, name in self._facts)
        return words("diff.by-criterion", n=inner) if inner else words("diff.backed")


def effects(answer: Answer) -> list[str]:
    """What an answer adds, such as "claimed +0.33"; nothing for a calculation that did not move by it."""
    return [
        f"{words(f'diff.name.{name}')} {signed(amount, shown)}"
        for name, amount, shown in zip(ASSURANCES, answer.effects, answer.shown, strict=False)
        if amount != 0
    ]


def line(facts: Iterable[Fact]) -> str:
    """All that differs of one thing."""
    return "; ".join(map(phrase, facts))


def phrase(fact: Fact) -> str:
    """One difference, such as "rating largely → fully", "evidence +minutes", "n/a: no subsidiaries"."""
    if isinstance(fact.old, tuple) or isinstance(fact.new, tuple):
        return _lists(fact)
    way = "added" if fact.old is None else "removed" if fact.new is None else "changed"
    if fact.what in QUIET:
        return words(f"diff.fact.{way}", what=fact.what)
    if fact.what == "sha256":
        return words(f"diff.fact.{way}", what=fact.what) if way != "changed" else words("diff.fact.file")
    kind = "na" if fact.what == "n/a" else "said"
    return words(f"diff.fact.{kind}-{way}", what=fact.what, old=fact.old, new=fact.new)


def _registered(facts: Sequence[Fact]) -> str:
    """What differs of one piece of evidence: new in the register, gone from it, or how it changed."""
    title = next((fact for fact in facts if fact.what == "title"), None)
    if title is not None and title.old is None:
        until = next((fact.new for fact in facts if fact.what == "valid until"), None)
        key = "diff.fact.registered" if until is None else "diff.fact.registered-until"
        return words(key, title=title.new, until=until)
    if title is not None and title.new is None:
        return words("diff.fact.unregistered", title=title.old)
    return line(facts)


def _lists(fact: Fact) -> str:
    old, new = (_tuple(value) for value in (fact.old, fact.new))
    changed = [f"+{each}" for each in new if each not in old] + [f"-{each}" for each in old if each not in new]
    if not changed:
        return words("diff.fact.order", what=fact.what)
    return words("diff.fact.list", what=fact.what, changed=", ".join(changed))


def _tuple(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else value


def _at(part: Part, place: str) -> tuple[Fraction, ...]:
    return part.amounts.get(place, NONE)


def _sum(parts: Sequence[Part], place: str) -> tuple[Fraction, ...]:
    """What several parts add to one place."""
    return tuple(sum(each, Fraction(0)) for each in zip(*(_at(part, place) for part in parts), strict=True))


def _falling(amounts: Sequence[Fraction]) -> tuple[Fraction, ...]:
    return tuple(-abs(amount) for amount in amounts)
