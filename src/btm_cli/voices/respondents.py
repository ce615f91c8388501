"""The people who answered, asked question by question.

In: a `Standard` and everybody's answers. Out: the consensus on every capability, cell and criterion, and the `Item`s
it was made from (`formats.md`, Responses): the lower median, n/a only by majority, mixed depths at the level of cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from btm_cli.answers.model import CellAnswer, Claimed, CriterionAnswer, NotApplicable, Rated
from btm_cli.scoring import DEFAULT_IMPORTANCE
from btm_cli.voices.agreement import Item, Voice, make_item
from btm_cli.voices.verdict import (
    Backing,
    Heard,
    House,
    Said,
    Voices,
    claimed,
    left_out,
    lowest_voice,
    majority,
    rated,
    rating_voice,
)

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.standard.model import Capability, Cell, Criterion, Standard

Answer = TypeVar("Answer", Rated, Claimed)


class Respondents(Heard):
    """Collects the consensus on `files`; `keys` has, for each of them, the names of its evidence in the register."""

    def __init__(
        self,
        standard: Standard,
        files: Sequence[Answers],
        keys: Sequence[Mapping[str, str]],
        house: House,
        importance: Mapping[str, int],
    ) -> None:
        super().__init__(standard, files, keys)
        self.cells: dict[tuple[str, str], CellAnswer] = {}
        self.not_applicable: dict[str, NotApplicable] = {}
        self.items: list[Item] = []
        self.too_few: list[str] = []
        self._house = house
        self._importance = importance
        self._words = list(standard.rating_scale)
        self._area_weights = {area.id: area.weight for area in standard.areas}

    def ask(self, capability: Capability) -> None:
        """Settle everything about one capability."""
        cells = {
            dimension.id: self._voices(capability.id, dimension.id)
            for dimension in self._standard.dimensions
            if self._standard.cell(capability.id, dimension.id) is not None
        }
        wholly = [
            index
            for index, one in enumerate(self._files)
            if capability.id in self._scopes[index] and capability.id in one.capability_not_applicable
        ]
        speakers = sorted({index for said in cells.values() for index in said}.union(wholly))
        as_a_whole = _whole_claims(cells)
        # Who leaves out the whole of it has one voice on it, not one on each of its cells.
        if speakers and (
            majority(len(wholly), len(speakers)) or all(index in wholly or as_a_whole(index) for index in speakers)
        ):
            self._settle_capability(capability, cells, speakers)
            return
        for dimension in self._standard.dimensions:
            cell = self._standard.cell(capability.id, dimension.id)
            said = cells.get(dimension.id)
            if cell is None or not said:
                continue
            weight = self._weight(capability) * dimension.weight
            reference = f"{capability.id}/{dimension.id}"
            answer = self._settle_cell(reference, cell, said, weight)
            if answer:
                self.cells[capability.id, dimension.id] = answer

    def _settle_capability(self, capability: Capability, cells: Mapping[str, Voices], speakers: Sequence[int]) -> None:
        """A capability of which most say n/a as a whole, or everybody claims one level for all of it."""
        said: dict[int, Said] = {}
        for index in speakers:
            nothing = self._files[index].capability_not_applicable.get(capability.id)
            levels = [nothing] if nothing else [self._level_voice(capability.id, name, index, cells) for name in cells]
            voice = lowest_voice(levels)
            if voice is not None:
                said[index] = voice
        answer = self._settle(
            capability.id,
            "level",
            said,
            lambda backings: claimed(backings, self._house, whole=True),
            self._weight(capability),
        )
        if answer is not None:
            self.cells.update({(capability.id, dimension): answer for dimension in cells})
        if isinstance(answer, NotApplicable):
            self.not_applicable[capability.id] = answer
            self.cells.update({(capability.id, one.id): answer for one in self._standard.dimensions})

    def _level_voice(self, capability: str, dimension: str, index: int, cells: Mapping[str, Voices]) -> Said | None:
        cell = self._standard.cell(capability, dimension)
        answer = cells[dimension].get(index)
        return self._as_level(index, cell, answer) if cell is not None and answer is not None else None

    def _settle_cell(self, reference: str, cell: Cell, said: Voices, weight: Fraction) -> CellAnswer | None:
        """At the level of criteria where nobody claims one for the cell, and it is not n/a to most."""
        nothing = [answer for answer in said.values() if isinstance(answer, NotApplicable)]
        if majority(len(nothing), len(said)) or any(isinstance(answer, Claimed) for answer in said.values()):
            levels = {index: self._as_level(index, cell, answer) for index, answer in said.items()}
            voices = {index: voice for index, voice in levels.items() if voice is not None}
            return self._settle(reference, "level", voices, lambda backings: claimed(backings, self._house), weight)
        answers: dict[str, CriterionAnswer] = {}
        for criterion in cell.all_criteria():
            answer = self._settle_criterion(f"{reference}/{criterion.id}", criterion, cell, said, weight)
            if answer is not None:
                answers[criterion.id] = answer
        return answers

    def _settle_criterion(
        self, reference: str, criterion: Criterion, cell: Cell, said: Voices, weight: Fraction
    ) -> CriterionAnswer | None:
        voices: dict[int, Said] = {}
        spoken = False
        for index, answer in said.items():
            one = answer if isinstance(answer, (NotApplicable, Claimed)) else answer.get(criterion.id)
            if one is not None and not isinstance(one, Claimed):
                voices[index] = rating_voice(one, self._words, self._keys[index])
                spoken = spoken or one is not answer
        if not spoken:  # who leaves out the whole cell, against most, does not settle a criterion that is open to them
            return None
        share = criterion.weight / sum(other.weight for other in cell.criteria[criterion.level])
        return self._settle(
            reference, "rating", voices, lambda backings: rated(backings, self._words, self._house), weight * share
        )

    def _settle(
        self,
        reference: str,
        scale: str,
        said: Mapping[int, Said],
        median: Callable[[list[Backing]], Answer],
        weight: Fraction,
    ) -> Answer | NotApplicable | None:
        """The verdict on one question, noted as an item; None where nobody, or too small a group, has spoken."""
        if not said:
            return None
        nothing = [one for one in said.values() if isinstance(one, NotApplicable)]
        backings = [one for one in said.values() if isinstance(one, Backing)]
        answer = left_out(nothing, self._house) if majority(len(nothing), len(said)) else median(backings)
        group = len(said) if isinstance(answer, NotApplicable) else len(backings)
        if group < self._house.minimum:
            self.too_few.append(reference)
            return None
        voices = tuple(Voice(i, one.rank if isinstance(one, Backing) else None) for i, one in sorted(said.items()))
        outcome = None
        if isinstance(answer, Claimed):
            outcome = answer.level
        elif isinstance(answer, Rated):
            outcome = self._words.index(answer.rating)
        options = len(self._words) if scale == "rating" else self._standard.top - self._standard.base + 1
        self.items.append(make_item(reference, scale, options, voices, outcome, weight))
        return answer

    def _weight(self, capability: Capability) -> Fraction:
        importance = self._importance.get(capability.id, DEFAULT_IMPORTANCE)
        return importance * capability.weight * self._area_weights[capability.area]


def _whole_claims(cells: Mapping[str, Voices]) -> Callable[[int], bool]:
    """Whether a respondent claims one level for the whole capability."""

    def claims(index: int) -> bool:
        said = [voices.get(index) for voices in cells.values()]
        return all(isinstance(answer, Claimed) and answer.whole_capability for answer in said)

    return claims
