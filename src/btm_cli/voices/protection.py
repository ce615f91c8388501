"""Answers of people who are not to be told apart, brought to the heights at which nobody stands out.

In: a `Standard`, everybody's answers, the smallest group. Out: the same files, in which every capability is answered at
one height by one group of at least that many. Whatever a protected consensus tells is computed from these files alone,
so that what is taken out here can show nowhere.

Why heights: two figures on one question over groups that differ by a few people give the few away. Six who claim a
capability, and a seventh who claims one of its cells, would be told by cell over six and over seven: the difference is
the seventh's answer (`docs/voices.md`, Protecting people).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import CellAnswer, Claimed, CriterionAnswer, NotApplicable
from btm_cli.voices.responses import scopes
from btm_cli.voices.verdict import Backing, Heard, Voices, lowest_voice

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.standard.model import Capability, Cell, Standard


class Protected(NamedTuple):
    """The files to compute from, and the places that are left open since too small a group has answered them."""

    files: list[Answers]
    too_few: list[str]


def at_equal_heights(standard: Standard, files: Sequence[Answers], minimum: int) -> Protected:
    """Every capability at the lowest height at which the same `minimum` people or more have answered everything.

    By criterion where all who speak on a cell rate the same criteria; by cell where all who speak on the capability
    answer the same cells, and nobody claims it as a whole; else as a whole, by those who answer all of it. Where fewer
    than `minimum` say n/a beside others, or the other way round, they count at no height that would show it.
    """
    heights = _Heights(standard, files, minimum)
    cells: list[dict[tuple[str, str], CellAnswer]] = [{} for _ in files]
    left_out: list[dict[str, NotApplicable]] = [{} for _ in files]
    for capability in standard.ordered_capabilities():
        for dimension, voices in heights.told(capability).items():
            for number, answer in voices.items():
                cells[number][capability.id, dimension] = answer
        for number in range(len(files)):
            said = [cells[number].get((capability.id, dimension.id)) for dimension in standard.dimensions]
            if isinstance(said[0], NotApplicable) and all(isinstance(one, NotApplicable) for one in said):
                left_out[number][capability.id] = said[0]
    scope = _scope(standard, files, minimum)
    kept = [
        one._replace(scope=scope, cells=cells[number], capability_not_applicable=left_out[number])
        for number, one in enumerate(files)
    ]
    return Protected(kept, heights.too_few)


def _scope(standard: Standard, files: Sequence[Answers], minimum: int) -> tuple[str, ...]:
    """What `minimum` people or more are about; () for the whole standard."""
    asked = Counter(name for scope in scopes(standard, files) for name in scope)
    if all(set(one.scope) == set(files[0].scope) for one in files):
        return files[0].scope
    shared = tuple(one.id for one in standard.ordered_capabilities() if asked[one.id] >= minimum)
    return () if len(shared) == len(standard.capabilities) else shared


class _Heights(Heard):
    """Chooses the height of one capability after the other, and notes what is left open."""

    def __init__(self, standard: Standard, files: Sequence[Answers], minimum: int) -> None:
        super().__init__(standard, files, [{key: key for key in one.evidence} for one in files])
        self.too_few: list[str] = []
        self._minimum = minimum

    def told(self, capability: Capability) -> dict[str, Voices]:
        """What is told of a capability, by dimension."""
        answered = {one.id: self._voices(capability.id, one.id) for one in self._standard.dimensions}
        aside = self._few_who_leave_it_out(answered.values())
        spoken: dict[str, Voices] = {}
        few: list[str] = []
        for dimension in self._standard.dimensions:
            cell = self._standard.cell(capability.id, dimension.id)
            voices = {number: one for number, one in answered[dimension.id].items() if number not in aside}
            if cell is None or not voices:
                continue
            one_height = self._at_one_height(cell, voices)
            if len(one_height) >= self._minimum:
                spoken[dimension.id] = one_height
            else:
                few.append(f"{capability.id}/{dimension.id}")
        self.too_few += [capability.id] if len(few) == len(self._standard.dimensions) else few
        if self._by_cell(spoken.values()):
            return spoken
        return self._as_a_whole(capability, spoken)

    def _few_who_leave_it_out(self, cells: Iterable[Voices]) -> set[int]:
        """Those who say n/a to all of a capability, where they are few: they count as if they were silent."""
        said: dict[int, bool] = {}
        for voices in cells:
            for number, answer in voices.items():
                said[number] = said.get(number, True) and isinstance(answer, NotApplicable)
        leaving_out = {number for number, wholly in said.items() if wholly}
        return leaving_out if len(leaving_out) < self._minimum else set()

    def _at_one_height(self, cell: Cell, voices: Voices) -> Voices:
        """By criterion if all rate the same ones, else as levels, without those whose ratings amount to none."""
        if _all_rate_the_same(voices.values(), self._minimum):
            return voices
        return {
            number: level
            for number, answer in voices.items()
            if (level := self._level(number, cell, answer)) is not None
        }

    def _level(self, number: int, cell: Cell, answer: CellAnswer) -> CellAnswer | None:
        if isinstance(answer, (Claimed, NotApplicable)):
            return answer
        said = self._as_level(number, cell, answer)
        return _claim(said) if isinstance(said, Backing) else said

    def _by_cell(self, cells: Iterable[Voices]) -> bool:
        """Whether the same people answer every cell, all by cell or all as a whole, and no few of them with n/a."""
        cells = list(cells)
        wholes = {isinstance(one, Claimed) and one.whole_capability for voices in cells for one in voices.values()}
        return (
            all(voices.keys() == cells[0].keys() for voices in cells)
            and all(_no_few(voices.values(), self._minimum) for voices in cells)
            and len(wholes) < 2
        )

    def _as_a_whole(self, capability: Capability, spoken: Mapping[str, Voices]) -> dict[str, Voices]:
        """One level, or n/a, of each who answers every cell that is told of; without the smaller of two groups."""
        said: dict[int, CellAnswer] = {}
        for number in range(len(self._files)):
            answers = [voices.get(number) for voices in spoken.values()]
            if all(answers):
                levels = [
                    self._said(number, capability.id, dimension, answer)
                    for dimension, answer in zip(spoken, answers, strict=True)
                    if answer
                ]
                voice = lowest_voice(levels)
                if voice is not None:
                    said[number] = _claim(voice, whole=True) if isinstance(voice, Backing) else voice
        if not _no_few(said.values(), self._minimum):
            most_leave_out = 2 * sum(isinstance(one, NotApplicable) for one in said.values()) > len(said)
            said = {number: one for number, one in said.items() if isinstance(one, NotApplicable) is most_leave_out}
        if len(said) < self._minimum:
            self.too_few.append(capability.id)
            return {}
        return {dimension.id: said for dimension in self._standard.dimensions}

    def _said(self, number: int, capability: str, dimension: str, answer: CellAnswer) -> Backing | NotApplicable | None:
        cell = self._standard.cell(capability, dimension)
        return self._as_level(number, cell, answer) if cell is not None else None


def _claim(voice: Backing, *, whole: bool = False) -> Claimed:
    return Claimed(voice.rank, voice.evidence, voice.verified_by, voice.note, whole)


def _all_rate_the_same(answers: Iterable[CellAnswer], minimum: int) -> bool:
    """Whether everybody rates, and the same criteria, and no few of them say n/a to one."""
    rated = [one for one in answers if not isinstance(one, (Claimed, NotApplicable))]
    if len(rated) < len(list(answers)) or any(one.keys() != rated[0].keys() for one in rated):
        return False
    return all(_no_few([one[criterion] for one in rated], minimum) for criterion in rated[0])


def _no_few(answers: Iterable[CellAnswer | CriterionAnswer], minimum: int) -> bool:
    """Whether both who say n/a and who do not are nobody, or `minimum` or more."""
    left_out = [isinstance(one, NotApplicable) for one in answers]
    return all(not group or group >= minimum for group in (sum(left_out), len(left_out) - sum(left_out)))
