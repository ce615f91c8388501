"""Every remark of an answers file, in the standard's order.

In: `Answers`, checked against a `Standard`. Out: references with what was noted there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.standard.model import by_id

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


def all_remarks(standard: Standard, answers: Answers, within: Collection[str] | None = None) -> Iterator[Remark]:
    """The remark on the file, then every other one, each at the highest place that has it.

    With `within`, of these capabilities only.
    """
    if answers.note is not None:
        yield Remark("", answers.note)
    dimensions = [dimension.id for dimension in standard.dimensions]
    wholes = _noted_wholes(answers)
    for capability in standard.ordered_capabilities():
        name = capability.id
        if within is not None and name not in within:
            continue
        of_capability = answers.remark_at(name, name) if name in wholes else None
        if of_capability is not None:
            yield Remark(name, of_capability)
        for dimension in dimensions:
            cell = standard.cell(name, dimension)
            if cell is not None:
                reference = f"{name}/{dimension}"
                of_cell = answers.remark_at(reference, name, dimension)
                if of_cell is not None and of_cell != of_capability:
                    yield Remark(reference, of_cell)
                noted = _noted(answers, name, dimension, reference)
                for criterion in by_id(cell) if noted else ():
                    text = noted.get(criterion)
                    if text is not None and text != of_cell:
                        yield Remark(f"{reference}/{criterion}", text)


def _noted_wholes(answers: Answers) -> set[str]:
    """The ids of the capabilities that may have a remark: most have none."""
    claimed = [
        capability
        for (capability, _), said in answers.cells.items()
        if isinstance(said, Claimed) and said.whole_capability
    ]
    return {*answers.remarks, *answers.capability_not_applicable, *claimed}


def _noted(answers: Answers, capability: str, dimension: str, reference: str) -> dict[str, str]:
    """The remarks on the criteria of a cell by id: what is noted beside an answer, and what on an open one."""
    said = answers.cells.get((capability, dimension))
    ratings = {} if said is None or isinstance(said, (Claimed, NotApplicable)) else said
    noted = {name: note for name, answer in ratings.items() if (note := answer.note) is not None}
    if answers.remarks:
        inside = f"{reference}/"
        noted |= {name.removeprefix(inside): text for name, text in answers.remarks.items() if name.startswith(inside)}
    return noted
