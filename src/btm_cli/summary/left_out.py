"""What it does to the score that something is left out without anybody's approval.

In: `Given`. Out: an entry, with the engine's score for the same answers where all of that counts as not met.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from btm_cli.answers.model import Answers, CellAnswer, Claimed, NotApplicable, Rated
from btm_cli.scoring.ratings import Assurance, Rules
from btm_cli.scoring.rollup import measure_tree
from btm_cli.summary.entry import Entry

if TYPE_CHECKING:
    from btm_cli.standard.model import Standard
    from btm_cli.summary.given import Given


def left_out(given: Given) -> Iterator[Entry]:
    """Nothing where all that is left out has been approved."""
    which = tuple(entry.reference for entry in given.card.not_applicable if not entry.approved_by)
    if not which or given.card.overall.numbers.score is None:
        return
    counted = counting(given.standard, given.answers)
    rules = Rules(given.standard)
    tree = measure_tree(given.standard, counted, rules, Assurance(counted, given.valid))
    yield Entry("unknown.unapproved", {"n": len(which), "which": which, "score": tree.overall.score})


def counting(standard: Standard, answers: Answers) -> Answers:
    """The same answers, where what is left out without approval is not met: the lowest rating, the lowest level."""
    cells = {place: _counted(standard, answer) for place, answer in answers.cells.items()}
    whole = {name: said for name, said in answers.capability_not_applicable.items() if said.approved_by}
    return answers._replace(cells=cells, capability_not_applicable=whole)


def _counted(standard: Standard, answer: CellAnswer) -> CellAnswer:
    if isinstance(answer, NotApplicable):
        return answer if answer.approved_by else Claimed(standard.base)
    if isinstance(answer, Claimed):
        return answer
    lowest = Rated(min(standard.rating_scale, key=lambda word: standard.rating_scale[word]))
    return {
        name: lowest if isinstance(said, NotApplicable) and not said.approved_by else said
        for name, said in answer.items()
    }
