"""What blocks: the criteria that keep cells below a level, each with what is the matter.

In: a `Subject` and a level or score. Out: `Reason`s, the lowest cells first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from btm_cli.answers.model import Claimed, NotApplicable, Rated
from btm_cli.gate.result import Reason
from btm_cli.scoring.ratings import EVIDENCED

if TYPE_CHECKING:
    from btm_cli.gate.subject import Subject
    from btm_cli.scoring.scorecard import CellScore


def below_score(subject: Subject, name: str, floor: Fraction) -> tuple[Reason, ...]:
    """What keeps the cells at or below `name` from a score of `floor`; what is not assessed, where nothing is."""
    cells = list(subject.cells(name))
    assessed = [(score, cell) for cell in cells if (score := subject.score(cell.numbers)) is not None]
    low = sorted((entry for entry in assessed if entry[0] < floor), key=lambda entry: entry[0])
    return tuple(_all(subject, [cell for _, cell in low] if assessed else cells, ceil(floor)))


def below_level(subject: Subject, name: str, floor: int, unassessed: bool = True) -> tuple[Reason, ...]:
    """What keeps the cells at or below `name` from level `floor`; with `unassessed`, those not assessed as well."""
    low = []
    for cell in subject.cells(name):
        level = subject.level(cell.numbers)
        if level is None:
            if unassessed:
                low.append((-1, cell))
        elif level < floor:
            low.append((level, cell))
    low.sort(key=lambda entry: entry[0])
    return tuple(_all(subject, (cell for _, cell in low), floor))


def _all(subject: Subject, cells: Iterable[CellScore], floor: int) -> Iterator[Reason]:
    for cell in cells:
        yield from _cell(subject, cell, floor)


def _cell(subject: Subject, cell: CellScore, floor: int) -> Iterator[Reason]:
    """The criteria between the cell's level and `floor` that are neither n/a nor fully counted."""
    if not cell.assessed:
        yield Reason(cell.reference, "not assessed")
        return
    answer = subject.answers.cells[cell.capability, cell.dimension]
    if isinstance(answer, Claimed):
        yield Reason(cell.reference, f"claimed at level {answer.level}{_lacks(subject, answer)}")
        return
    written = subject.standard.cell(cell.capability, cell.dimension)
    if written is None or isinstance(answer, NotApplicable):
        return
    reached = subject.level(cell.numbers)
    first = subject.rules.base if reached is None or not subject.rules.staged else reached
    for level in range(first + 1, min(floor, subject.rules.top) + 1):
        for criterion in written.criteria.get(level, ()):
            said = answer.get(criterion.id)
            reference = f"{cell.reference}/{criterion.id}"
            if said is None:
                yield Reason(reference, "not answered")
            elif isinstance(said, Rated):
                lacks = _lacks(subject, said)
                if lacks or subject.rules.points[said.rating] < subject.rules.full:
                    yield Reason(reference, f"rated {said.rating}{lacks}")


def _lacks(subject: Subject, answer: Rated | Claimed) -> str:
    """What keeps an answer from counting under the policy's assurance."""
    standing = subject.assurance.of(answer)
    if standing >= subject.standing:
        return ""
    if standing < EVIDENCED:
        return ", no evidence that holds" if answer.evidence else ", no evidence"
    return ", not verified by somebody else"
