"""What must hold of every comparison: random pairs of answers, editions, dates and evidence."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from btm_cli.compare import Side, compare
from btm_cli.compare.compare import COMBINATIONS, split
from btm_cli.compare.comparison import CAUSES, Change, Comparison
from btm_cli.compare.content import content_of
from btm_cli.compare.hybrid import Hybrids
from btm_cli.compare.shapley import in_both_orders, shapley
from btm_cli.scoring import assess
from btm_cli.scoring.ratings import ASSURANCES
from support.pairs import pairs
from support.profile import examples

MANY = settings(max_examples=examples(25))


@MANY
@given(pairs())
def test_causes_add_up_exactly(pair: tuple[Side, Side]) -> None:
    for movement in compare(*pair).movements():
        for change in movement.changes:
            assert (change.causes is None) == (change.delta is None)
            if change.causes is not None:
                assert sum(change.causes) == change.delta


@MANY
@given(pairs())
def test_the_other_way_round_is_the_mirror(pair: tuple[Side, Side]) -> None:
    old, new = pair
    there, back = compare(old, new), compare(new, old)
    assert (there.old, there.new) == (back.new, back.old)
    movements = {movement.reference: movement for movement in back.movements()}
    for movement in there.movements():
        mirrored = movements.pop(movement.reference)
        assert (movement.old_basis, movement.new_basis) == (mirrored.new_basis, mirrored.old_basis)
        for one, other in zip(movement.changes, mirrored.changes, strict=True):
            assert one == _mirrored(other)
    assert not movements
    assert _parts(there, 1) == _parts(back, -1)
    assert {(*fact[:3], fact.old, fact.new) for fact in there.facts or ()} == {
        (*fact[:3], fact.new, fact.old) for fact in back.facts or ()
    }
    assert (set(there.lapsed), set(there.arrived)) == (set(back.arrived), set(back.lapsed))


def _mirrored(change: Change) -> Change:
    causes = None if change.causes is None else type(change.causes)(*(-part for part in change.causes))
    return Change(change.new, change.old, change.new_level, change.old_level, causes)


def _parts(comparison: Comparison, sign: int) -> dict[str, dict[str, list[Fraction]]]:
    return {
        part.reference: {place: [sign * amount for amount in amounts] for place, amounts in part.amounts.items()}
        for part in comparison.parts
    }


@MANY
@given(pairs(), st.booleans())
def test_nothing_changed_is_nothing_to_say(pair: tuple[Side, Side], first: bool) -> None:
    side = pair[0 if first else 1]
    side = side._replace(valid_elsewhere=side.valid)
    comparison = compare(side, side)
    assert comparison.is_empty
    assert comparison.facts == comparison.parts == comparison.regressions == comparison.states == ()
    assert (comparison.lapsed, comparison.arrived) == ((), ())
    assert all(
        not any(change.causes) for movement in comparison.movements() for change in movement.changes if change.causes
    )


@MANY
@given(pairs())
def test_single_answers_add_up_to_the_cause(pair: tuple[Side, Side]) -> None:
    comparison = compare(*pair)
    for movement in comparison.movements():
        for number, assurance in enumerate(ASSURANCES):
            causes = movement.of(assurance).causes
            if causes is not None:
                amounts = [
                    part.amounts[movement.reference][number]
                    for part in comparison.parts
                    if movement.reference in part.amounts
                ]
                assert sum(amounts, Fraction(0)) == causes.answers, movement.reference


@MANY
@given(pairs())
def test_all_old_and_all_new_are_the_two_assessments(pair: tuple[Side, Side]) -> None:
    cards = [assess(side.standard, side.answers, side.valid, side.as_of) for side in pair]
    hybrids = Hybrids(
        *(content_of(side, card, number) for number, (side, card) in enumerate(zip(pair, cards, strict=True)))
    )
    for card, switches in ((cards[0], COMBINATIONS[0]), (cards[1], COMBINATIONS[-1])):
        tree = hybrids.tree(switches)
        for capability in card.capabilities:
            for cell, measure in zip(capability.cells, tree.cells[capability.id], strict=True):
                numbers = cell.numbers
                assert (measure.score, measure.evidenced, measure.verified) == (
                    numbers.score,
                    numbers.evidenced,
                    numbers.verified,
                )
        assert tree.overall.score == card.overall.numbers.score
        assert tree.overall.verified == card.overall.numbers.verified


@MANY
@given(pairs())
def test_a_cause_that_did_not_change_has_no_part(pair: tuple[Side, Side]) -> None:
    old, new = pair
    for movement in compare(old, new).movements():
        if movement.claimed.causes is not None:
            assert movement.claimed.causes.time == 0
        for change in movement.changes:
            if change.causes is None:
                continue
            if old.standard == new.standard:
                assert change.causes.standard == 0
            if old.answers.cells == new.answers.cells and old.answers.answered_by == new.answers.answered_by:
                assert (
                    change.causes.answers == 0 or old.valid != new.valid_elsewhere or old.valid_elsewhere != new.valid
                )


@MANY
@given(pairs())
def test_what_fell_is_a_regression_whatever_rose_beside_it(pair: tuple[Side, Side]) -> None:
    comparison = compare(*pair)
    listed = {movement.reference for movement in comparison.regressions}
    for movement in comparison.cells.values():
        fell = any(change.delta is not None and change.delta < 0 for change in movement.changes)
        lost = movement.claimed.old is not None and movement.claimed.new is None and movement.new_basis != "absent"
        level = any(
            change.new_level < change.old_level
            for change in movement.changes
            if change.old_level is not None and change.new_level is not None
        )
        assert (movement.reference in listed) == (fell or lost or level)


@given(st.lists(st.fractions(0, 5, max_denominator=12), min_size=16, max_size=16))
def test_shapley_shares_are_efficient_and_symmetric(worth: list[Fraction]) -> None:
    shares = shapley(worth, 4)
    assert sum(shares) == worth[-1] - worth[0]
    # The same game with players 0 and 3 exchanged: bits 1 and 8 change places.
    exchanged = [worth[(n & 6) | (n & 1) << 3 | n >> 3] for n in range(16)]
    assert shapley(exchanged, 4) == [shares[3], shares[1], shares[2], shares[0]]
    orders = in_both_orders(worth.__getitem__, 4)
    assert sum(orders) == worth[-1] - worth[0]
    # From the other end: every set stands for what is then left, and every share changes its sign.
    assert in_both_orders(lambda members: worth[15 - members], 4) == [-share for share in orders]
    assert shapley([worth[15 - members] for members in range(16)], 4) == [-share for share in shares]


@given(st.lists(st.none() | st.fractions(0, 5, max_denominator=12), min_size=14, max_size=14))
def test_the_split_is_the_mean_over_all_24_orders(between: list[Fraction | None]) -> None:
    worth = [Fraction(1), *between, Fraction(3)]
    known = [Fraction(2) if value is None else value for value in worth]
    parts = dict.fromkeys(CAUSES, Fraction(0))
    bits = dict(zip(CAUSES, (8, 4, 2, 1), strict=True))
    for order in permutations(CAUSES):
        switched = 0
        for cause in order:
            parts[cause] += (known[switched | bits[cause]] - known[switched]) / 24
            switched |= bits[cause]
    assert split(worth)._asdict() == parts


def test_one_order_and_its_reverse_count_half_each() -> None:
    # All three are needed: in their order the last one brings it about, in the reverse order the first one.
    assert in_both_orders(lambda members: Fraction(members == 7), 3) == [Fraction(1, 2), 0, Fraction(1, 2)]


@pytest.mark.parametrize("players", [1, 2, 8])
def test_a_sum_is_shared_as_it_is_made(players: int) -> None:
    parts = [Fraction(n, 7) for n in range(players)]
    worth = [sum((p for n, p in enumerate(parts) if s >> n & 1), Fraction(0)) for s in range(1 << players)]
    assert shapley(worth, players) == parts


@MANY
@given(pairs())
def test_whose_answers_are_taken_does_not_decide_whether_a_place_has_a_score(pair: tuple[Side, Side]) -> None:
    """Where all else comes from one side, so that what has a score on both sides has one next to each of them."""
    cards = [assess(side.standard, side.answers, side.valid, side.as_of) for side in pair]
    hybrids = Hybrids(*(content_of(side, card, at) for at, (side, card) in enumerate(zip(pair, cards, strict=True))))
    for own, next_to_it in ((COMBINATIONS[0], COMBINATIONS[1]), (COMBINATIONS[-1], COMBINATIONS[-2])):
        tree, other = hybrids.tree(own), hybrids.tree(next_to_it)
        assert (tree.overall.score is None) == (other.overall.score is None)
        for level in ("areas", "capabilities"):
            assert [name for name, each in getattr(tree, level).items() if each.score is None] == [
                name for name, each in getattr(other, level).items() if each.score is None
            ]
        for name, cells in tree.cells.items():
            assert [each.score is None for each in cells] == [each.score is None for each in other.cells[name]]
