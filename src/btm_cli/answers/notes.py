"""Every remark of an answers file, in the standard's order.

In: `Answers`, checked against a `Standard`. Out: references with what was noted there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

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
    said: dict[str, str] = {}
    for reference in all_references(standard):
        text = answers.remark_on(reference)
        if text is not None and said.get(reference.rpartition("/")[0]) != text:
            yield Remark(reference, text)
        if text is not None:
            said[reference] = text
