"""What a scorecard rests on: how much is claimed, rated or not known, and of each place whether it is answered.

In: a `Standard`, `Answers`, the finished capability scores. Out: `Counts`, what is not known and the remarks, over
everything in scope. In: a `Scorecard`. Out: a `Status` by reference, of every cell and of all above cells, and where
a place is not answered why: five reasons that no empty field tells apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from btm_cli.answers.model import Claimed, CriterionAnswer, NotApplicable
from btm_cli.answers.notes import Remark, all_references, all_remarks
from btm_cli.scoring.ratings import ratings_in
from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Counts, Scorecard

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.standard.model import Standard


def count_answers(standard: Standard, answers: Answers, capabilities: Sequence[CapabilityScore]) -> Counts:
    """The counts; a cell that is n/a or outside the scope adds nothing."""
    in_scope = _in_scope(capabilities)
    cells = [cell for capability in capabilities if capability.in_scope for cell in capability.cells]
    rated = [cell for cell in cells if cell.basis == "rated"]
    said = _answers(answers, in_scope)
    cited: set[str] = set()
    cited.update(*[answer.evidence for answer in said if not isinstance(answer, NotApplicable)])
    return Counts(
        claimed=sum(cell.basis == "claimed" for cell in cells),
        rated=len(rated),
        rated_answered=sum(cell.numbers.answered for cell in rated),
        rated_applicable=sum(cell.numbers.applicable for cell in rated),
        unknown=len(list(not_known(standard, answers, capabilities))),
        no_case=sum([answer.no_case for answer in said if not isinstance(answer, Claimed)]),
        evidence_cited=len(cited),
    )


def not_known(standard: Standard, answers: Answers, capabilities: Sequence[CapabilityScore]) -> Iterator[str]:
    """The cells and criteria in scope that were asked and are not known, in the standard's order."""
    in_scope = _in_scope(capabilities)
    for reference in all_references(standard) if answers.unknown else ():
        if reference in answers.unknown and reference.partition("/")[0] in in_scope:
            yield reference


def remarks_in_scope(standard: Standard, answers: Answers, capabilities: Sequence[CapabilityScore]) -> Iterator[Remark]:
    """The remarks on the file and on everything in scope, in the standard's order."""
    return all_remarks(standard, answers, _in_scope(capabilities))


def _in_scope(capabilities: Sequence[CapabilityScore]) -> set[str]:
    return {capability.id for capability in capabilities if capability.in_scope}


def _answers(answers: Answers, in_scope: set[str]) -> list[CriterionAnswer | Claimed]:
    """Every answer that is no n/a of a whole cell."""
    found: list[CriterionAnswer | Claimed] = []
    for (capability, _), answer in answers.cells.items():
        if capability in in_scope:
            if isinstance(answer, Claimed):
                found.append(answer)
            found += ratings_in(answer).values()
    return found


Status = Literal["answered", "unanswered", "unknown", "not_applicable", "out_of_scope", "out_of_depth", "absent"]
"""`answered` where anything of it is; `unknown` where all that is open was asked and is not known; `out_of_depth` is a
criterion that does not count at the file's depth; `absent` is what the standard does not have."""

DECISIVE: Sequence[Status] = ("answered", "unanswered", "unknown", "not_applicable", "out_of_scope")
"""What a place is where any part of it is so, before those that follow."""


def statuses(card: Scorecard) -> dict[str, Status]:
    """Every cell, capability and area of the standard, and `overall`."""
    left_out = [entry.reference for entry in card.not_applicable]
    found: dict[str, Status] = {}
    areas: dict[str, list[Status]] = {}
    for capability in card.capabilities:
        cells = [
            _of_cell(cell, left_out, card.to_find_out) if capability.in_scope else "out_of_scope"
            for cell in capability.cells
        ]
        found |= zip((cell.reference for cell in capability.cells), cells, strict=True)
        found[capability.id] = status_above(cells)
        areas.setdefault(capability.area, []).append(found[capability.id])
    found |= {area: status_above(parts) for area, parts in areas.items()}
    found["overall"] = status_above(status for parts in areas.values() for status in parts)
    return found


def status_above(parts: Iterable[Status]) -> Status:
    """What a place is by what is below it: what is unknown beside what was not asked leaves it unanswered."""
    below = set(parts)
    return next((status for status in DECISIVE if status in below), "absent")


def said_of(reference: str, left_out: Iterable[str]) -> bool:
    """Whether somebody said that a cell, its capability or a criterion of it is n/a; else the standard has none."""
    above = (reference, reference.partition("/")[0])
    return any(name in above or name.startswith(f"{reference}/") for name in left_out)


def is_unknown(reference: str, open_criteria: int, asked: Collection[str]) -> bool:
    """Whether a cell without an answer was asked as a whole, or in each of its open criteria, and is not known."""
    within = sum(name.startswith(f"{reference}/") for name in asked)
    return reference in asked or 0 < open_criteria <= within


def _of_cell(cell: CellScore, left_out: Collection[str], asked: Collection[str]) -> Status:
    if cell.assessed:
        return "answered"
    if cell.basis == "n/a":
        return "not_applicable" if said_of(cell.reference, left_out) else "absent"
    return "unknown" if is_unknown(cell.reference, cell.numbers.applicable, asked) else "unanswered"
