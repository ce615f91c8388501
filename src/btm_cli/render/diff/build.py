"""From a comparison to what people read: rounding, names, phrases, order.

In: a `Comparison`, the standards it was made with (for names), how many entries a list may have. Out: a `DiffView`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from btm_cli.compare.comparison import ASSURANCES, OVERALL, Change, Comparison, Fact, Movement, Part, Subject
from btm_cli.render.diff.facts import line, registered
from btm_cli.render.diff.notes import notes
from btm_cli.render.diff.numbers import apportion, signed
from btm_cli.render.diff.view import AnswerView, ChangeView, DiffView, FactView, MovementView
from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.standard.model import Standard

NAMES = ("Claimed", "Evidenced", "Verified")
STATES = {
    "state": "State",
    "state_by_score": "State by score alone",
    "evidenced_state": "Evidenced state",
    "verified_state": "Verified state",
}
GONE = {"n/a": "now not applicable", "out-of-scope": "now out of scope", "absent": "not in the new edition"}
CAME = {"n/a": "was not applicable", "out-of-scope": "was out of scope", "absent": "not in the old edition"}


def build_diff_view(
    comparison: Comparison,
    standards: Sequence[Standard] = (),
    *,
    top: int | None = 10,
    labels: tuple[str, str] = ("", ""),
) -> DiffView:
    """What to show of `comparison`.

    `standards` lend their names, the new one first; without any, ids stand for themselves. `top` limits the lists of
    cells and answers (None: all); `labels` are what the user called the two files.
    """
    return _Builder(comparison, standards, labels).view(top)


class _Builder:
    """Holds what every part of one view needs."""

    def __init__(self, comparison: Comparison, standards: Sequence[Standard], labels: tuple[str, str]) -> None:
        self._comparison = comparison
        self._names = [Labels(standard) for standard in standards]
        self._labels = labels
        self._parts: dict[str, list[Part]] = {}
        for part in comparison.parts:
            self._parts.setdefault(part.cell, []).append(part)
        self._facts: dict[tuple[str, str], list[Fact]] = {}
        for fact in comparison.facts or ():
            self._facts.setdefault((fact.kind, fact.reference), []).append(fact)

    def view(self, top: int | None) -> DiffView:
        compared = self._comparison
        regressions = compared.regressions
        fallen = {movement.reference for movement in regressions}
        moved = [each for each in compared.cells.values() if each.moved and each.reference not in fallen]
        moved.sort(key=lambda movement: -_size(movement))
        answers = self._changed_answers()
        gained = self._levels(1)
        places = list(dict.fromkeys(place for place, *_ in gained))[:top]
        most_gained = sum(place in places for place, *_ in gained)
        return DiffView(
            title=self._title(),
            subjects=tuple(
                (name, self._subject(subject, label))
                for name, subject, label in zip(("Old", "New"), (compared.old, compared.new), self._labels, strict=True)
            ),
            empty=compared.is_empty,
            summary=self._summary(len(regressions), len(moved), len(answers)),
            overall=self._changes(compared.overall),
            states=tuple(self._states()),
            notes=notes(compared),
            regressions=tuple(map(self._movement, regressions)),
            levels_lost=self._levels(-1),
            levels_gained=gained[:most_gained],
            more_gained=len({place for place, *_ in gained[most_gained:]}),
            areas=tuple(self._movement(each) for each in compared.areas.values() if each.moved),
            capabilities=tuple(self._movement(each) for each in compared.capabilities.values() if each.moved),
            cells=tuple(map(self._movement, moved[:top])),
            more_cells=max(0, len(moved) - top) if top is not None else 0,
            answers=tuple(answers[:top]),
            more_answers=max(0, len(answers) - top) if top is not None else 0,
            plans=self._grouped("plan"),
            evidence=self._register(),
            file=self._grouped("file"),
        )

    def _title(self) -> str:
        old, new = self._comparison.old, self._comparison.new
        who = " · ".join(part for part in (new.enterprise, new.unit) if part)
        if old.period and new.period and old.period != new.period:
            return f"{who}: {old.period} → {new.period}"
        return f"{who}: {old.as_of.isoformat()} → {new.as_of.isoformat()}"

    def _subject(self, subject: Subject, label: str) -> str:
        what = f"{label}, " if label else ""
        kind = "" if subject.exact else ", a scorecard: numbers are rounded"
        return (
            f"{what}{subject.standard} {subject.edition}, assessed on {subject.assessed_on.isoformat()}, "
            f"evidence as of {subject.as_of.isoformat()}{kind}"
        )

    def _summary(self, fallen: int, others: int, answers: int) -> tuple[str, ...]:
        compared = self._comparison
        if compared.is_empty:
            return ("Nothing changed.",)
        parts = [f"{fallen} {'cell' if fallen == 1 else 'cells'} fell" if fallen else "No cell fell"]
        parts.append(f"{others} other {'cell' if others == 1 else 'cells'} moved" if others else "no other cell moved")
        if compared.facts is not None:
            parts.append(f"{answers} {'answer' if answers == 1 else 'answers'} changed")
        return (", ".join(parts) + ".",)

    def _states(self) -> Iterator[tuple[str, str, str]]:
        old, new = self._comparison.old.states, self._comparison.new.states
        for name, label in STATES.items():
            if old.get(name) != new.get(name) or (name == "state" and new.get(name) is not None):
                yield label, self._state(old.get(name)), self._state(new.get(name))

    def _levels(self, sign: int) -> tuple[tuple[str, str, str], ...]:
        return tuple(
            (self._place(movement), name, f"{change.old_level} → {change.new_level}")
            for movement in self._comparison.movements()
            for name, change in zip(ASSURANCES, movement.changes, strict=True)
            if change.levels * sign > 0
        )

    def _movement(self, movement: Movement) -> MovementView:
        return MovementView(
            movement.reference,
            self._place(movement),
            _status(movement),
            self._changes(movement),
            tuple(
                self._answer(part)._replace(id="") if part.reference == part.cell else self._answer(part)
                for part in self._by_effect(self._parts.get(movement.reference, ()))
            ),
        )

    def _changes(self, movement: Movement) -> tuple[ChangeView, ...]:
        return tuple(_change(name, change) for name, change in zip(NAMES, movement.changes, strict=True))

    def _by_effect(self, parts: Sequence[Part]) -> list[Part]:
        """A cell's largest first: by claimed, then evidenced, then verified; else in the standard's order."""
        return sorted(parts, key=lambda part: tuple(-abs(amount) for amount in _amounts(part, part.cell)))

    def _changed_answers(self) -> list[AnswerView]:
        """What changed among the answers: first what moved a score, largest first, then the rest."""
        grouped: dict[str, list[Part]] = {}
        for part in self._comparison.parts:
            capability = part.cell.partition("/")[0]
            whole = part.reference == part.cell and ("answers", capability) in self._facts
            grouped.setdefault(capability if whole else part.reference, []).append(part)
        ordered = sorted(grouped, key=lambda name: tuple(-abs(amount) for amount in _sums(grouped[name], OVERALL)))
        found = [
            self._answer(grouped[name][0])
            if grouped[name][0].reference == name
            else self._view_of(name, _sums(grouped[name], name))
            for name in ordered
        ]
        rest = [reference for kind, reference in self._facts if kind == "answers" and reference not in grouped]
        return found + [self._view_of(reference, ()) for reference in rest]

    def _answer(self, part: Part) -> AnswerView:
        return self._view_of(part.reference, _amounts(part, part.cell))

    def _view_of(self, reference: str, effects: Sequence[Fraction]) -> AnswerView:
        text = self._text(reference)
        return AnswerView(
            reference, reference.rpartition("/")[2], self._name(reference), text, tuple(map(signed, effects))
        )

    def _text(self, reference: str) -> str:
        facts = self._facts.get(("answers", reference))
        if facts is None:
            capability, slash, rest = reference.partition("/")
            if slash and "/" not in rest and ("answers", capability) in self._facts:
                return f"{line(self._facts['answers', capability])}, as the whole capability"
            inner = [name for kind, name in self._facts if kind == "answers" and name.startswith(f"{reference}/")]
            if inner:
                return f"now by criterion: {len(inner)} answers"
            return "what backs it changed: evidence in the register, or who answered"
        return line(facts)

    def _grouped(self, kind: str) -> tuple[FactView, ...]:
        return tuple(
            FactView(self._name(reference) if reference != OVERALL else "", line(facts))
            for (one, reference), facts in self._facts.items()
            if one == kind
        )

    def _register(self) -> tuple[FactView, ...]:
        return tuple(
            FactView(key, registered(facts)) for (kind, key), facts in self._facts.items() if kind == "evidence"
        )

    def _place(self, movement: Movement) -> str:
        return self._name(movement.reference) if movement.reference != OVERALL else "Overall"

    def _name(self, reference: str) -> str:
        head, *rest = reference.split("/")
        known = self._comparison.capabilities.get(head) or self._comparison.areas.get(head)
        if rest:
            dimensions = [names.dimension(rest[0]) for names in self._names]
            rest[0] = next((name for name in dimensions if name != rest[0]), rest[0])
        return " / ".join([known.name if known else head, *rest])

    def _state(self, state: str | None) -> str:
        found = [names.state(state) for names in self._names]
        return next((name for name in found if name != state), state or write.NOTHING)


def _amounts(part: Part, at: str) -> tuple[Fraction, ...]:
    return part.amounts.get(at, (Fraction(0),) * 3)


def _sums(parts: Sequence[Part], at: str) -> tuple[Fraction, ...]:
    """What several parts add to one place."""
    return tuple(sum(each, Fraction(0)) for each in zip(*(_amounts(part, at) for part in parts), strict=True))


def _size(movement: Movement) -> Fraction:
    """How far a place moved, in the calculation where it moved most; what came or went moved furthest."""
    deltas = [change.delta for change in movement.changes]
    return max(Fraction(1000) if delta is None else abs(delta) for delta in deltas)


def _status(movement: Movement) -> str:
    """What happened to a place that has a score on one side only."""
    if movement.claimed.old is None and movement.claimed.new is not None:
        return f"newly assessed{_because(CAME.get(movement.old_basis))}"
    if movement.claimed.old is not None and movement.claimed.new is None:
        return f"no longer assessed{_because(GONE.get(movement.new_basis))}"
    if movement.old_basis != movement.new_basis:
        return f"{movement.old_basis} → {movement.new_basis}"
    return ""


def _because(reason: str | None) -> str:
    return f": {reason}" if reason else ""


def _change(name: str, change: Change) -> ChangeView:
    causes: tuple[str, ...] = ()
    if change.causes is not None:
        causes = tuple(map(signed, change.causes, apportion(change.causes)))
    delta = change.delta
    return ChangeView(
        name,
        write.number(change.old),
        write.number(change.new),
        signed(delta),
        causes,
        write.NOTHING if change.old_level is None else str(change.old_level),
        write.NOTHING if change.new_level is None else str(change.new_level),
        0 if delta is None else (delta > 0) - (delta < 0),
        change.moved,
    )
