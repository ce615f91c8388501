"""The scoring rules a second time: slow, obvious, written from `scoring.md` alone, sharing no code with the engine.

In: a Standard, Answers, the valid evidence. Out: plain dictionaries of fractions. Tests compare the engine with it.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import Any

from btm_cli.answers.model import Answers, Claimed, NotApplicable, Rated
from btm_cli.standard.model import Ask, Cell, Criterion, Standard

Place = tuple[str, str]
Counts = Callable[[Any], bool]


class Reference:
    """Every number of one assessment, worked out anew at each question."""

    def __init__(self, standard: Standard, answers: Answers, valid: frozenset[str]) -> None:
        self.standard = standard
        self.answers = answers
        self.valid = valid
        self.base, self.top = standard.levels[0].level, standard.levels[-1].level
        self.capability_ids = [name for area in standard.areas for name in area.capabilities]
        self.dimension_ids = [dimension.id for dimension in standard.dimensions]

    # Which answers count

    def claimed(self, answer: Rated | Claimed) -> bool:
        return True

    def evidenced(self, answer: Rated | Claimed) -> bool:
        return any(key in self.valid for key in answer.evidence)

    def verified(self, answer: Rated | Claimed) -> bool:
        if not self.evidenced(answer) or self.answers.answered_by is None or answer.verified_by is None:
            return False

        def fold(name: str) -> str:
            return " ".join(name.split()).casefold()

        assessors = [self.answers.answered_by.name, *self.answers.answered_by.respondents]
        return fold(answer.verified_by) not in ["", *map(fold, assessors)]

    # One cell

    def cell(self, place: Place) -> Cell | None:
        capability = self.standard.capabilities[place[0]]
        if self.answers.scope and place[0] not in self.answers.scope and capability.area not in self.answers.scope:
            return None
        return self.standard.cell(*place)

    def answer(self, place: Place) -> Any:
        return self.answers.capability_not_applicable.get(place[0]) or self.answers.cells.get(place)

    def criteria(self, place: Place) -> list[Criterion]:
        cell = self.cell(place)
        return [] if cell is None else [each for level in self.levels() for each in cell.criteria.get(level, ())]

    def levels(self) -> range:
        return range(self.base + 1, self.top + 1)

    def applicable(self, place: Place) -> list[Criterion]:
        said = self.answer(place)
        if isinstance(said, Claimed) or not said:
            return self.criteria(place)
        return [each for each in self.criteria(place) if not isinstance(said.get(each.id), NotApplicable)]

    def basis(self, place: Place) -> str:
        said = self.answer(place)
        if self.cell(place) is None or isinstance(said, NotApplicable):
            return "n/a"
        if isinstance(said, Claimed):
            return "claimed"
        if self.criteria(place) and not self.applicable(place):
            return "n/a"
        if said and any(isinstance(each, Rated) for each in said.values()):
            return "rated"
        return "not-assessed"

    def points(self, place: Place, criterion: Criterion, counts: Counts, unanswered: Fraction) -> Fraction:
        said = self.answer(place).get(criterion.id)
        if said is None:
            return unanswered
        return self.standard.rating_scale[said.rating] if counts(said) else Fraction(0)

    def achievement(self, place: Place, level: int, counts: Counts, unanswered: Fraction = Fraction(0)) -> Fraction:
        criteria = [each for each in self.applicable(place) if each.level == level]
        if not criteria:
            return Fraction(1)
        points = sum(each.weight * self.points(place, each, counts, unanswered) for each in criteria)
        return Fraction(points) / sum(each.weight for each in criteria)

    def achieved(self, place: Place, level: int, counts: Counts, unanswered: Fraction) -> bool:
        criteria = [each for each in self.applicable(place) if each.level == level]
        if not criteria:
            return True
        every = self.standard.every_at_least
        least = self.standard.rating_scale[every] if every else Fraction(0)
        return self.achievement(place, level, counts, unanswered) > self.standard.achieved_above and all(
            self.points(place, each, counts, unanswered) >= least for each in criteria
        )

    def score(self, place: Place, counts: Counts, unanswered: Fraction = Fraction(0)) -> tuple[Fraction, int] | None:
        """Score and level of an assessed cell."""
        if self.basis(place) == "claimed":
            level = self.answer(place).level if counts(self.answer(place)) else self.base
            return Fraction(level), level
        if self.basis(place) != "rated":
            return None
        if self.standard.level_rule == "cumulative":
            gained = sum(self.achievement(place, level, counts, unanswered) for level in self.levels())
            return self.base + gained, floor(self.base + gained)
        level = self.base
        while level < self.top and self.achieved(place, level + 1, counts, unanswered):
            level += 1
        if level == self.top:
            return Fraction(level), level
        return level + self.achievement(place, level + 1, counts, unanswered), level

    def low(self, place: Place) -> Fraction | None:
        if self.basis(place) == "n/a":
            return None
        found = self.score(place, self.claimed)
        return found[0] if found else Fraction(self.base)

    def high(self, place: Place) -> Fraction | None:
        if self.basis(place) == "n/a":
            return None
        found = self.score(place, self.claimed, unanswered=Fraction(1))
        return found[0] if found else Fraction(self.top)

    def answered(self, place: Place) -> int:
        if self.basis(place) == "claimed":
            return len(self.criteria(place))
        if self.basis(place) != "rated":
            return 0
        return sum(each.id in self.answer(place) for each in self.applicable(place))

    def applicable_count(self, place: Place) -> int:
        return 0 if self.basis(place) == "n/a" else len(self.applicable(place))

    def left_out(self, place: Place) -> int:
        """How many criteria were said to be n/a (a whole cell: at least one)."""
        if self.cell(place) is None:
            return 0
        if isinstance(self.answer(place), NotApplicable):
            return max(1, len(self.criteria(place)))
        return len(self.criteria(place)) - len(self.applicable(place))

    def out_of_order(self, place: Place) -> list[str]:
        if self.basis(place) != "rated" or self.standard.level_rule == "cumulative":
            return []
        _, level = self.score(place, self.claimed)  # type: ignore[misc]
        every = self.standard.every_at_least
        practised = self.standard.rating_scale[every] if every else Fraction(1)
        said = self.answer(place)
        return [
            each.id
            for each in self.applicable(place)
            if each.level > level + 1
            and each.id in said
            and self.standard.rating_scale[said[each.id].rating] >= practised
        ]

    # Targets

    def state(self, score: Fraction | None, levels: list[int | None], counts: Counts | None = None) -> str | None:
        """The highest state of which score, floor and, with `counts`, asks hold, with those of every one below."""
        reached = None
        for state in self.standard.states:
            high_enough = score is not None and state.from_score <= score
            on_floor = all(level >= state.floor for level in levels if level is not None)
            if (
                not high_enough
                or not on_floor
                or (counts is not None and not all(self.met(each, counts) for each in state.asks))
            ):
                break
            reached = state.id
        return reached

    def asked_for(self, ask: Ask) -> list[tuple[Place, Criterion]]:
        """What an ask names in scope, n/a or not."""
        return [
            (place, each)
            for place in self.places(self.capability_ids)
            for each in self.criteria(place)
            if ask.theme in each.themes and each.level in ask.levels
        ]

    def share(self, ask: Ask, counts: Counts) -> Fraction | None:
        """Points over weights of what an ask names and is not n/a; None where nothing is."""
        total = weights = Fraction(0)
        for place, criterion in self.asked_for(ask):
            said = self.answer(place)
            one = said.get(criterion.id) if isinstance(said, dict) else said
            if isinstance(one, NotApplicable):
                continue
            weights += criterion.weight
            if isinstance(one, Claimed):
                total += criterion.weight * (counts(one) and criterion.level <= one.level)
            elif one is not None and counts(one):
                total += criterion.weight * self.standard.rating_scale[one.rating]
        return total / weights if weights else None

    def met(self, ask: Ask, counts: Counts) -> bool:
        """Whether the share is reached, with no more than a third of what is named n/a."""
        named = self.asked_for(ask)
        applicable = [each for place, each in named if not self.is_left_out(place, each)]
        share = self.share(ask, counts)
        return share is not None and 3 * (len(named) - len(applicable)) <= len(named) and share >= ask.share

    def is_left_out(self, place: Place, criterion: Criterion) -> bool:
        """Whether a criterion is n/a by itself or by what it belongs to."""
        said = self.answer(place)
        return isinstance(said.get(criterion.id) if isinstance(said, dict) else said, NotApplicable)

    def state_level(self, name: str | None) -> int:
        for state in self.standard.states:
            if state.id == name and state.target_level is not None:
                return state.target_level
        return self.top

    def target(self, place: Place) -> int:
        wanted = self.answers.target
        area = self.standard.capabilities[place[0]].area
        for reference in (f"{place[0]}/{place[1]}", place[0], area):
            if wanted and reference in wanted.levels:
                return wanted.levels[reference]
        if wanted and wanted.level is not None:
            return wanted.level
        if wanted and wanted.state is not None:
            return self.state_level(wanted.state)
        names = [state.id for state in self.standard.states]
        current = self.overall(self.claimed)
        here = self.state(current[0] if current else None, self.capability_levels(self.claimed), self.claimed)
        above = names if here is None else names[names.index(here) + 1 :]
        return self.state_level(above[0]) if above else self.top

    def gap(self, place: Place) -> Fraction | None:
        found = self.score(place, self.claimed)
        return None if found is None else max(Fraction(0), self.target(place) - found[0])

    # Upwards

    @staticmethod
    def mean(parts: list[tuple[Fraction, Fraction | None]]) -> Fraction | None:
        known = [(weight, value) for weight, value in parts if value is not None]
        if not known:
            return None
        return Fraction(sum(weight * value for weight, value in known)) / sum(weight for weight, _ in known)

    def in_capability(self, name: str, of: Callable[[Place], Fraction | None]) -> Fraction | None:
        return self.mean([(dimension.weight, of((name, dimension.id))) for dimension in self.standard.dimensions])

    def in_area(self, name: str, of: Callable[[Place], Fraction | None]) -> Fraction | None:
        members = self.standard.area(name).capabilities
        return self.mean([(self.standard.capabilities[part].weight, self.in_capability(part, of)) for part in members])

    def in_all(self, of: Callable[[Place], Fraction | None]) -> Fraction | None:
        return self.mean([(area.weight, self.in_area(area.id, of)) for area in self.standard.areas])

    def score_only(self, counts: Counts) -> Callable[[Place], Fraction | None]:
        def of(place: Place) -> Fraction | None:
            found = self.score(place, counts)
            return found[0] if found else None

        return of

    def capability_level(self, name: str, counts: Counts) -> int | None:
        found = [self.score((name, dimension), counts) for dimension in self.dimension_ids]
        levels = [each[1] for each in found if each]
        if not levels:
            return None
        if self.standard.capability_level == "mean":
            mean = self.in_capability(name, self.score_only(counts))
            assert mean is not None
            return floor(mean)
        return min(levels)

    def lowest_level(self, capability_ids: list[str], counts: Counts) -> int | None:
        """The level above these capabilities; of one of them, its own."""
        levels = [self.capability_level(name, counts) for name in capability_ids]
        return min((level for level in levels if level is not None), default=None)

    def places(self, capability_ids: list[str]) -> list[Place]:
        return [(name, dimension) for name in capability_ids for dimension in self.dimension_ids]

    def settled(self, places: list[Place]) -> Fraction | None:
        """The share of the cells that are not n/a in which no open answer can change the score."""
        counted = [place for place in places if self.basis(place) != "n/a"]
        if not counted:
            return None
        return Fraction(sum(self.low(place) == self.high(place) for place in counted), len(counted))

    def capability_levels(self, counts: Counts) -> list[int | None]:
        return [self.capability_level(name, counts) for name in self.capability_ids]

    def overall(self, counts: Counts) -> tuple[Fraction, int] | None:
        score = self.in_all(self.score_only(counts))
        level = self.lowest_level(self.capability_ids, counts)
        return None if score is None or level is None else (score, level)
