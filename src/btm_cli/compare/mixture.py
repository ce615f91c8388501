"""What is said of a cell when each cause is taken from the old side or from the new.

In: the `Content` of both sides, `Switches`. Out: an answer in the words of one edition, ready to be measured. The rule
behind all of it: what only one side can say, that side says in every mixture (docs/diff.md has it in words).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from btm_cli.answers.model import CORE, CellAnswer, Claimed, CriterionAnswer, NotApplicable, Rated
from btm_cli.compare.content import SKIPPED, Content, Criteria, Place, Said, Skipped, Stated
from btm_cli.scoring.depth import core_of
from btm_cli.scoring.ratings import EVIDENCED, VERIFIED
from btm_cli.standard.model import EMPTY_CELL, Cell

LEFT_OUT = NotApplicable("")
SOMEBODY, PROOF = "b", "e"
"""Who verifies, and what proves, every answer that has that assurance."""


class Switches(NamedTuple):
    """From which side, 0 or 1, each cause is taken."""

    standard: int
    time: int
    scope: int
    answers: int


Choice = tuple[str, tuple[CriterionAnswer | None, CriterionAnswer | None]]
"""A criterion's unit name, and what either side says to it."""
Pick = Callable[[str], int]
"""Side, 0 or 1, from which a criterion's answer is taken, by its unit name."""


class _Criterion(NamedTuple):
    """One criterion of a cell in an edition: whether it is n/a as either side sees it, and what either side rates it.

    `unit` is its name and its counterpart's (`Criteria.unit`). A rating is there twice, as it counts in each time.
    """

    name: str
    unit: str
    skipped: tuple[bool, bool]
    rated: tuple[tuple[Rated, Rated] | None, tuple[Rated, Rated] | None]

    def rated_at(self, time: int) -> tuple[Rated | None, Rated | None]:
        """What either side rates it, as that counts at one time."""
        old, new = self.rated
        return old and old[time], new and new[time]


class Mixture:
    """Says what lies between two sides."""

    def __init__(self, old: Content, new: Content) -> None:
        self.sides = (old, new)
        self.same_standard = (old.standard, old.depth, old.depths) == (new.standard, new.depth, new.depths)
        """Whether nothing of the cause standard differs: neither the edition nor how deep it is looked at."""
        self._criteria: dict[Place, Criteria] = {}
        self._seen: dict[tuple[Place, int, int], Cell] = {}
        self._choices: dict[tuple[Place, int, int, int], dict[str, Choice]] = {}
        self._rows: dict[tuple[Place, int], tuple[_Criterion, ...]] = {}
        self._plains: dict[Place, tuple[bool, bool]] = {}
        self._wholes: dict[tuple[Place, Switches], CellAnswer | None] = {}

    def criteria(self, place: Place) -> Criteria:
        """The criteria of a cell in both editions."""
        if place not in self._criteria:
            old, new = (side.standard.cell(*place) if place in side.known else None for side in self.sides)
            self._criteria[place] = Criteria("/".join(place), (old, new))
        return self._criteria[place]

    def rating(self, place: Place, name: str, edition: int, side: int) -> Said | None:
        """What `side` says to criterion `name` of `edition`; None where it leaves it open.

        Where it can't say anything (its edition has no such criterion, or there it is n/a) the other side's rating
        stands: it is the only one there is.
        """
        for one in (side, 1 - side):
            said = self._said(place, name, edition, one)
            if said is None or isinstance(said, Said):
                return said
        return None

    def both_rate(self, place: Place) -> bool:
        """Whether both sides assess the cell, and by its criteria."""
        return all(place in side.assessed and not isinstance(side.cells[place], Stated) for side in self.sides)

    def whole(self, place: Place, switches: Switches) -> CellAnswer | None:
        """What is said of a cell when all of it comes from the same side; asked once for what differs in nothing."""
        if self.same_standard and self._same(place):
            switches = switches._replace(scope=0, answers=0)
        key = (place, self.plain(place, switches))
        if key not in self._wholes:
            self._wholes[key] = self.answer(place, switches, _always(switches.answers))
        return self._wholes[key]

    def plain(self, place: Place, switches: Switches) -> Switches:
        """The combination that stands for all in which just the same is said of the cell for given answers."""
        if place not in self._plains:
            self._plains[place] = self._timeless(place), self.same_standard and self._same_scope(place)
        timeless, same_scope = self._plains[place]
        return Switches(
            0 if self.same_standard else switches.standard,
            0 if timeless else switches.time,
            0 if same_scope else switches.scope,
            switches.answers,
        )

    def _same_scope(self, place: Place) -> bool:
        """Whether both sides assess the cell and, where both rate its criteria, without the same ones."""
        if not all(place in side.assessed for side in self.sides):
            return False
        if not self.both_rate(place):
            return True
        skipped = [
            {name for name, said in content.items() if said is SKIPPED}
            for side in self.sides
            if not isinstance(content := side.cells[place], Stated)
        ]
        return skipped[0] == skipped[1]

    def _same(self, place: Place) -> bool:
        old, new = self.sides
        return (place in old.assessed) == (place in new.assessed) and old.cells.get(place) == new.cells.get(place)

    def _timeless(self, place: Place) -> bool:
        said = [side.cells.get(place, {}) for side in self.sides]
        backed = [each for content in said for each in ([content] if isinstance(content, Stated) else content.values())]
        return all(isinstance(each, Skipped) or each.standings[0] == each.standings[1] for each in backed)

    def answer(self, place: Place, switches: Switches, pick: Pick) -> CellAnswer | None:
        """What is said of a cell in one combination; None where it is left out or not assessed."""
        edition = switches.standard
        if place not in self.sides[1 - edition].known:  # what only one edition has, only one side can speak of
            return self._expressed(place, switches, edition, edition, _always(edition))
        if place not in self.sides[switches.scope].assessed:
            return None
        speaking = [number for number in (0, 1) if place in self.sides[number].assessed]
        if len(speaking) == 1:
            only = speaking[0]
            return self._expressed(place, switches, only, only, _always(only))
        if self.both_rate(place):
            return self._expressed(place, switches, switches.answers, switches.scope, pick)
        side = pick("")
        for one in (side, 1 - side):  # ratings that this edition has no criteria for give way to the other's claim
            answer = self._expressed(place, switches, one, one, _always(one))
            if answer is not None:
                return answer
        return None

    def _expressed(self, place: Place, switches: Switches, side: int, scope: int, pick: Pick) -> CellAnswer | None:
        """The answer of `side` in the words of the combination's edition; what is n/a is taken from `scope`."""
        if place not in self.sides[side].assessed:
            return None
        content = self.sides[side].cells[place]
        standard = self.sides[switches.standard].standard
        if isinstance(content, Stated):
            level = min(max(content.level, standard.base), standard.top)
            return Claimed(level, *_backing(content.standings[switches.time]))
        return self._ratings(place, switches, scope, pick)

    def _ratings(self, place: Place, switches: Switches, scope: int, pick: Pick) -> CellAnswer | None:
        edition = switches.standard
        choices = self.choices(place, edition, scope, switches.time)
        ratings = {name: said for name, (unit, both) in choices.items() if (said := both[pick(unit)]) is not None}
        seen = self.seen(place, edition, scope)
        looked_at = [one.id for one in seen.all_criteria() if choices[one.id][1][0] is not LEFT_OUT]
        if not looked_at:
            return None
        if not any(name in ratings for name in looked_at):
            # Assessed, but of what was rated nothing is looked at here: everything counts 0, as what is open does.
            ratings[looked_at[0]] = Rated(next(iter(self.sides[edition].standard.rating_scale)))
        return ratings

    def choices(self, place: Place, edition: int, scope: int, time: int) -> dict[str, Choice]:
        """What either side says to each criterion of an edition, as it counts at one of both times."""
        key = (place, edition, scope, time)
        if key not in self._choices:
            self._choices[key] = {
                row.name: (row.unit, (LEFT_OUT, LEFT_OUT) if row.skipped[scope] else row.rated_at(time))
                for row in self._rows_of(place, edition)
            }
        return self._choices[key]

    def seen(self, place: Place, edition: int, scope: int) -> Cell:
        """The criteria that are looked at in one combination: at depth core one a level that is not n/a."""
        key = (place, edition, scope)
        if key not in self._seen:
            side = self.sides[edition]
            cell = side.standard.cell(*place) or EMPTY_CELL
            if side.depth_of(place[0]) == CORE:
                rows = self._rows_of(place, edition)
                cell = core_of(cell, {row.name: LEFT_OUT for row in rows if row.skipped[scope]})
            self._seen[key] = cell
        return self._seen[key]

    def _rows_of(self, place: Place, edition: int) -> tuple[_Criterion, ...]:
        """The cell's criteria in an edition; what is said of them is looked up once for all combinations."""
        if (place, edition) not in self._rows:
            criteria = self.criteria(place)
            self._rows[place, edition] = tuple(
                _Criterion(
                    name,
                    criteria.unit(name, edition),
                    (self._skipped(place, name, edition, 0), self._skipped(place, name, edition, 1)),
                    (
                        _in_both_times(self.rating(place, name, edition, 0)),
                        _in_both_times(self.rating(place, name, edition, 1)),
                    ),
                )
                for name in criteria.by_id[edition]
            )
        return self._rows[place, edition]

    def _skipped(self, place: Place, name: str, edition: int, scope: int) -> bool:
        """Whether the criterion is n/a: as `scope` says; as the other side does where `scope` has no such criterion."""
        known = self.criteria(place).counterpart(name, edition, scope) is not None
        return self._said(place, name, edition, scope if known else 1 - scope) is SKIPPED

    def _said(self, place: Place, name: str, edition: int, side: int) -> Said | Skipped | None:
        """The side's own word; SKIPPED also where it can have none."""
        own = self.criteria(place).counterpart(name, edition, side)
        if own is None:
            return SKIPPED
        content = self.sides[side].cells.get(place, {})
        return None if isinstance(content, Stated) else content.get(own)


def _in_both_times(said: Said | None) -> tuple[Rated, Rated] | None:
    if said is None:
        return None
    old, new = (Rated(said.rating, *_backing(standing)) for standing in said.standings)
    return old, new


def _always(side: int) -> Pick:
    return lambda _: side


def _backing(standing: int) -> tuple[tuple[str, ...], str | None]:
    """Evidence and verifier that give just this assurance."""
    return (PROOF,) if standing >= EVIDENCED else (), SOMEBODY if standing == VERIFIED else None
