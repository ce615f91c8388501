"""Every remark of an answers file, in the standard's order.

In: `Answers`, checked against a `Standard`. Out: references with what was noted there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Claimed, NotApplicable

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.standard.model import Standard


class Remark(NamedTuple):
    """What was noted at a reference: of a capability, a cell or a criterion; "" for the file as a whole."""

    reference: str
    text: str


def all_references(standard: Standard) -> Iterator[str]:
    """Every capability, followed by each of its cells with its criteria."""
    for capability in standard.ordered_capabilities():
        yield capability.id
        for dimension in standard.dimensions:
            cell = standard.cell(capability.id, dimension.id)
            if cell is not None:
                reference = f"{capability.id}/{dimension.id}"
                yield reference
                yield from (f"{reference}/{criterion.id}" for criterion in cell.all_criteria())


def all_remarks(standard: Standard, answers: Answers) -> Iterator[Remark]:
    """The remark on the file, then every other one, each at the highest place that has it."""
    if answers.note is not None:
        yield Remark("", answers.note)
    for capability in standard.ordered_capabilities():
        of_capability = answers.remark_at(capability.id, capability.id)
        if of_capability is not None:
            yield Remark(capability.id, of_capability)
        for dimension in standard.dimensions:
            cell = standard.cell(capability.id, dimension.id)
            if cell is not None:
                place = (capability.id, dimension.id)
                reference = "/".join(place)
                of_cell = answers.remark_at(reference, *place)
                if of_cell is not None and of_cell != of_capability:
                    yield Remark(reference, of_cell)
                for criterion in cell.all_criteria() if _may_have_remarks(answers, place, reference) else ():
                    own = f"{reference}/{criterion.id}"
                    text = answers.remark_at(own, *place, criterion.id)
                    if text is not None and text != of_cell:
                        yield Remark(own, text)


def _may_have_remarks(answers: Answers, place: tuple[str, str], reference: str) -> bool:
    """Whether any criterion of a cell may have one, without asking each of them."""
    said = answers.cells.get(place)
    ratings = {} if said is None or isinstance(said, (Claimed, NotApplicable)) else said
    return any(answer.note is not None for answer in ratings.values()) or any(
        name.startswith(f"{reference}/") for name in answers.remarks
    )
