"""What stands beside answers: the evidence they cite, and every remark, in the standard's order.

In: `Answers`, checked against a `Standard`. Out: references with keys of the register or with what was noted there;
these keys, or what may cite them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from btm_cli.answers.model import Answers, Claimed, NotApplicable, Rated
from btm_cli.standard.model import Standard, by_id


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


def cited(answers: Answers) -> list[str]:
    """The keys of the register that any answer cites, sorted."""
    return sorted({key for said in backed(answers) for key in said.evidence} & answers.evidence.keys())


def backed(answers: Answers) -> Iterator[Claimed | Rated]:
    """Every level and rating, which evidence and somebody's check may back, in the order of the answers."""
    for answer in answers.cells.values():
        for said in (answer,) if isinstance(answer, (Claimed, NotApplicable)) else answer.values():
            if isinstance(said, (Claimed, Rated)):
                yield said


def citations(answers: Answers) -> Iterator[tuple[str, str]]:
    """Every (reference, key); what is claimed for a whole capability counts once, as the capability's."""
    whole = set()
    for (capability, dimension), answer in answers.cells.items():
        if isinstance(answer, Claimed):
            if answer.whole_capability and capability in whole:
                continue
            whole.add(capability if answer.whole_capability else "")
            reference = capability if answer.whole_capability else f"{capability}/{dimension}"
            yield from ((reference, key) for key in answer.evidence)
        elif not isinstance(answer, NotApplicable):
            for criterion, said in answer.items():
                if isinstance(said, Rated):
                    yield from ((f"{capability}/{dimension}/{criterion}", key) for key in said.evidence)
