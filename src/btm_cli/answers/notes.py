"""Every remark of an answers file, in the standard's order.

In: `Answers`, checked against a `Standard`. Out: references with what was noted there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Claimed, NotApplicable

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.standard.model import Cell, Standard


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
                for name in _noted(answers, cell, place, reference):
                    own = f"{reference}/{name}"
                    text = answers.remark_at(own, *place, name)
                    if text is not None and text != of_cell:
                        yield Remark(own, text)


def _noted(answers: Answers, cell: Cell, place: tuple[str, str], reference: str) -> list[str]:
    """The ids of the criteria of a cell that may have a remark, in the standard's order: most have none."""
    said = answers.cells.get(place)
    ratings = {} if said is None or isinstance(said, (Claimed, NotApplicable)) else said
    noted = {name for name, answer in ratings.items() if answer.note is not None}
    if answers.remarks:
        inside = f"{reference}/"
        noted.update(name.removeprefix(inside) for name in answers.remarks if name.startswith(inside))
    return [criterion.id for criterion in cell.all_criteria() if criterion.id in noted] if noted else []
