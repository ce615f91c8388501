"""What holds for every standard and all answers (`scoring.md`, Properties); agreement with a second implementation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from btm_cli.answers.model import Answers, Claimed, NotApplicable, Rated
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import CellScore, Numbers, Scorecard
from btm_cli.standard.model import Standard
from support import build, strategies
from support.profile import examples
from support.reference import Reference

many = settings(deadline=None, max_examples=examples(60))


def every_numbers(card: Scorecard) -> Iterator[tuple[str, Numbers]]:
    """The numbers of every height with the reference they belong to."""
    yield "overall", card.overall.numbers
    for area in card.areas:
        yield area.id, area.numbers
    for capability in card.capabilities:
        yield capability.id, capability.numbers
        for cell in capability.cells:
            yield cell.reference, cell.numbers


def state_rank(standard: Standard, name: str | None) -> int:
    return -1 if name is None else [state.id for state in standard.states].index(name)


def agrees_with_the_reference(cell: CellScore, slow: Reference) -> None:
    """Assert that every number of one cell is the slow one's."""
    place = (cell.capability, cell.dimension)
    numbers = cell.numbers
    assert cell.basis == slow.basis(place)
    assert (numbers.score, numbers.level) == (slow.score(place, slow.claimed) or (None, None))
    assert (numbers.evidenced, numbers.evidenced_level) == (slow.score(place, slow.evidenced) or (None, None))
    assert (numbers.verified, numbers.verified_level) == (slow.score(place, slow.verified) or (None, None))
    assert (numbers.low, numbers.high) == (slow.low(place), slow.high(place))
    assert numbers.answered == slow.answered(place)
    assert numbers.applicable == slow.applicable_count(place)
    assert numbers.settled == slow.settled([place])
    assert list(cell.out_of_order) == slow.out_of_order(place)
    assert numbers.target == (slow.target(place) if cell.assessed else None)
    assert numbers.gap == slow.gap(place)


@many
@given(st.data())
def test_engine_agrees_with_the_reference_on_every_number(data: st.DataObject) -> None:
    standard = data.draw(strategies.standards(asking=True))
    answers = data.draw(strategies.answers(standard))
    valid = data.draw(strategies.valid_evidence)
    card = assess(standard, answers, valid, build.DAY)
    slow = Reference(standard, answers, valid)

    heights = [(card.overall, slow.capability_ids)]
    heights += [(area, list(standard.area(area.id).capabilities)) for area in card.areas]
    heights += [(capability, [capability.id]) for capability in card.capabilities]
    for found, below in heights:
        numbers = found.numbers
        assert numbers.level == slow.lowest_level(below, slow.claimed)
        assert numbers.evidenced_level == slow.lowest_level(below, slow.evidenced)
        assert numbers.verified_level == slow.lowest_level(below, slow.verified)
        places = slow.places(below)
        assert numbers.answered == sum(map(slow.answered, places))
        assert numbers.applicable == sum(map(slow.applicable_count, places))
        assert numbers.settled == slow.settled(places)
        assert found.not_applicable == sum(map(slow.left_out, places))
    for capability in card.capabilities:
        for cell in capability.cells:
            agrees_with_the_reference(cell, slow)

    def aimed(place: tuple[str, str]) -> Fraction | None:
        return Fraction(slow.target(place)) if slow.score(place, slow.claimed) else None

    wanted = {
        "score": slow.score_only(slow.claimed),
        "evidenced": slow.score_only(slow.evidenced),
        "verified": slow.score_only(slow.verified),
        "low": slow.low,
        "high": slow.high,
        "target": aimed,
        "gap": slow.gap,
    }
    for name, of in wanted.items():
        assert getattr(card.overall.numbers, name) == slow.in_all(of), name
        for area in card.areas:
            assert getattr(area.numbers, name) == slow.in_area(area.id, of), (area.id, name)
        for capability in card.capabilities:
            assert getattr(capability.numbers, name) == slow.in_capability(capability.id, of), (capability.id, name)

    for counts, state in (
        (slow.claimed, card.overall.state),
        (slow.evidenced, card.overall.evidenced_state),
        (slow.verified, card.overall.verified_state),
    ):
        assert state == slow.state(slow.in_all(slow.score_only(counts)), slow.capability_levels(counts), counts)
    asks = [ask for each in standard.states for ask in each.asks]
    assert [(each.share, each.evidenced_share, each.verified_share, each.met) for each in card.overall.asks] == [
        (
            *(slow.share(ask, counts) for counts in (slow.claimed, slow.evidenced, slow.verified)),
            slow.met(ask, slow.claimed),
        )
        for ask in asks
    ]
    assert card.overall.state_by_score == slow.state(slow.in_all(slow.score_only(slow.claimed)), [])


@many
@given(st.data())
def test_cells_nearly_met_climb_as_far_as_the_reference_lets_them(data: st.DataObject) -> None:
    scale = data.draw(st.sampled_from(strategies.SCALES))
    cells = {name: data.draw(strategies.cells(0, 3, fewest=1)) for name in "xyz"}
    standard = build.standard(
        {"area": [build.capability("only", cells)]},
        dimensions=cells,
        levels=range(4),
        rating_scale=scale,
        achieved_above=data.draw(st.sampled_from((Fraction(0), Fraction("0.5"), Fraction("0.85")))),
        every_at_least=data.draw(st.sampled_from((*list(scale)[1:], None))),
    )
    given = {f"only/{name}": data.draw(strategies.nearly_met(standard, cell)) for name, cell in cells.items()}
    answers, valid = build.answers(given), frozenset(strategies.EVIDENCE)
    slow = Reference(standard, answers, valid)
    for cell in assess(standard, answers, valid, build.DAY).capabilities[0].cells:
        agrees_with_the_reference(cell, slow)


def raise_one_rating(draw: Any, standard: Standard, answers: Answers) -> Answers:
    """The same answers with one rating a word higher."""
    words = list(standard.rating_scale)
    liftable = [
        (place, name)
        for place, said in answers.cells.items()
        if isinstance(said, Mapping)
        for name, rating in said.items()
        if isinstance(rating, Rated) and rating.rating != words[-1]
    ]
    assume(liftable)
    place, name = draw(st.sampled_from(liftable))
    cell = answers.cells[place]
    assert isinstance(cell, Mapping)
    rated = cell[name]
    assert isinstance(rated, Rated)
    higher = rated._replace(rating=words[words.index(rated.rating) + 1])
    return answers._replace(cells={**answers.cells, place: {**cell, name: higher}})


@many
@given(st.data())
def test_raising_a_rating_never_lowers_anything(data: st.DataObject) -> None:
    standard = data.draw(strategies.standards(asking=True))
    answers = data.draw(strategies.answers(standard, complete=data.draw(st.booleans())))
    valid = data.draw(strategies.valid_evidence)
    before = assess(standard, answers, valid, build.DAY)
    after = assess(standard, raise_one_rating(data.draw, standard, answers), valid, build.DAY)

    names = ("score", "level", "low", "high", "evidenced", "evidenced_level", "verified", "verified_level")
    for (reference, old), (_, new) in zip(every_numbers(before), every_numbers(after), strict=True):
        for name in names:
            was, now = getattr(old, name), getattr(new, name)
            assert (was is None) == (now is None)
            assert was is None or now >= was, (reference, name)
    for name in ("state", "state_by_score", "evidenced_state", "verified_state"):
        assert state_rank(standard, getattr(after.overall, name)) >= state_rank(standard, getattr(before.overall, name))
    for was, now in zip(before.overall.asks, after.overall.asks, strict=True):
        for name in ("share", "evidenced_share", "verified_share"):
            assert (getattr(now, name) or 0) >= (getattr(was, name) or 0), (now.theme, name)
        assert now.met >= was.met


@many
@given(st.data())
def test_score_lies_between_low_and_high(data: st.DataObject) -> None:
    standard = data.draw(strategies.standards())
    answers = data.draw(strategies.answers(standard))
    for reference, numbers in every_numbers(assess(standard, answers, frozenset(), build.DAY)):
        if numbers.low is None or numbers.high is None:
            assert numbers.score is None, reference
            continue
        assert standard.base <= numbers.low <= numbers.high <= standard.top, reference
        if numbers.score is not None:
            assert numbers.low <= numbers.score <= numbers.high, reference
            assert numbers.level is not None
            assert standard.base <= numbers.level <= numbers.score, reference


@many
@given(st.data())
def test_bounds_meet_when_everything_is_answered(data: st.DataObject) -> None:
    standard = data.draw(strategies.standards())
    answers = data.draw(strategies.answers(standard, complete=True))
    card = assess(standard, answers, frozenset(), build.DAY)
    assert not card.overall.provisional
    for reference, numbers in every_numbers(card):
        assert numbers.low == numbers.score == numbers.high, reference
        assert numbers.settled in (None, 1), reference
        assert numbers.coverage in (None, 1), reference


@many
@given(st.data())
def test_more_assurance_never_gives_more(data: st.DataObject) -> None:
    standard = data.draw(strategies.standards(asking=True))
    answers = data.draw(strategies.answers(standard))
    card = assess(standard, answers, data.draw(strategies.valid_evidence), build.DAY)
    for reference, numbers in every_numbers(card):
        if numbers.score is None:
            assert numbers.evidenced is None and numbers.verified is None, reference  # noqa: PT018
            continue
        assert numbers.verified <= numbers.evidenced <= numbers.score, reference  # type: ignore[operator]
        assert numbers.verified_level <= numbers.evidenced_level <= numbers.level, reference  # type: ignore[operator]
    states = (card.overall.verified_state, card.overall.evidenced_state, card.overall.state)
    ranks = [state_rank(standard, name) for name in states]
    assert ranks == sorted(ranks)
    for ask in card.overall.asks:
        shares = (ask.verified_share, ask.evidenced_share, ask.share)
        assert None not in shares or set(shares) == {None}
        assert list(shares) == sorted(shares, key=lambda share: share or 0)


@many
@given(st.data())
def test_the_order_of_keys_changes_nothing(data: st.DataObject) -> None:
    standard = data.draw(strategies.standards())
    answers = data.draw(strategies.answers(standard))
    valid = data.draw(strategies.valid_evidence)

    def turned(mapping: Mapping[Any, Any]) -> dict[Any, Any]:
        return dict(reversed(list(mapping.items())))

    other_standard = standard._replace(
        capabilities={
            name: capability._replace(
                cells={
                    dimension: cell._replace(criteria=turned(cell.criteria))
                    for dimension, cell in turned(capability.cells).items()
                },
            )
            for name, capability in turned(standard.capabilities).items()
        },
    )
    other_answers = answers._replace(
        cells={
            place: turned(said) if isinstance(said, Mapping) else said for place, said in turned(answers.cells).items()
        },
        importance=turned(answers.importance),
        capability_not_applicable=turned(answers.capability_not_applicable),
    )
    assert assess(other_standard, other_answers, valid, build.DAY) == assess(standard, answers, valid, build.DAY)


@many
@given(st.data())
def test_what_is_not_applicable_is_listed_and_counted(data: st.DataObject) -> None:
    standard = data.draw(strategies.standards())
    answers = data.draw(strategies.answers(standard))
    card = assess(standard, answers, frozenset(), build.DAY)
    in_scope = {capability.id for capability in card.capabilities if capability.in_scope}

    def size(place: tuple[str, str]) -> int:
        cell = standard.cell(*place)
        return 0 if cell is None else max(1, len(list(cell.all_criteria())))

    expected: dict[str, int] = {}
    for (capability, dimension), said in answers.cells.items():
        if capability not in in_scope:
            continue
        if capability in answers.capability_not_applicable:
            expected[capability] = expected.get(capability, 0) + size((capability, dimension))
        elif isinstance(said, NotApplicable):
            expected[f"{capability}/{dimension}"] = size((capability, dimension))
        elif not isinstance(said, Claimed):
            for name, each in said.items():
                if isinstance(each, NotApplicable):
                    expected[f"{capability}/{dimension}/{name}"] = 1
    without_cells = {name for name in answers.capability_not_applicable if name in in_scope} - set(expected)
    listed = [entry.reference for entry in card.not_applicable]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(expected) | without_cells
    assert all(entry.reason for entry in card.not_applicable)
    assert card.overall.not_applicable == sum(expected.values())
    assert card.overall.not_applicable == sum(area.not_applicable for area in card.areas)


@many
@given(st.data())
def test_a_score_that_only_looks_like_the_next_level_says_just_under(data: st.DataObject) -> None:
    standard = data.draw(strategies.standards())
    answers = data.draw(strategies.answers(standard))
    card = assess(standard, answers, data.draw(strategies.valid_evidence), build.DAY)
    told = {finding.reference for finding in card.findings if finding.code == "just-under"}
    half_a_hundredth = Fraction(1, 200)
    for capability in card.capabilities:
        for cell in capability.cells:
            if cell.numbers.score is not None and cell.numbers.level is not None:
                missing = cell.numbers.level + 1 - cell.numbers.score
                assert missing > half_a_hundredth or cell.reference in told
    score = card.overall.numbers.score
    for state in standard.states:
        if score is not None and 0 < state.from_score - score <= half_a_hundredth:
            assert "overall" in told


@many
@given(st.data())
def test_meeting_what_is_listed_reaches_the_target(data: st.DataObject) -> None:
    standard = data.draw(strategies.standards())
    answers = data.draw(strategies.answers(standard))
    card = assess(standard, answers, frozenset(), build.DAY)
    best = standard.top_rating
    raised = dict(answers.cells)
    aims: dict[str, Fraction | None] = {}
    for capability in card.capabilities:
        for cell in capability.cells:
            if cell.basis == "rated":
                said = answers.cells[capability.id, cell.dimension]
                raised[capability.id, cell.dimension] = {**said, **dict.fromkeys(cell.to_reach_target, Rated(best))}  # type: ignore[dict-item]
                aims[cell.reference] = cell.numbers.target
    after = dict(every_numbers(assess(standard, answers._replace(cells=raised), frozenset(), build.DAY)))
    for reference, target in aims.items():
        score = after[reference].score
        assert score is not None
        assert target is not None
        assert score >= target, reference


@many
@given(st.data())
def test_taking_a_step_raises_its_cell_by_one_level(data: st.DataObject) -> None:
    standard = data.draw(strategies.standards())
    answers = data.draw(strategies.answers(standard))
    card = assess(standard, answers, frozenset(), build.DAY)
    best = standard.top_rating
    for step in card.priorities:
        place = (step.capability, step.dimension)
        said = answers.cells[place]
        assert 0 < step.gain <= 1
        assert step.effort >= standard.least_effort
        if isinstance(said, Mapping):
            done = {**said, **dict.fromkeys(step.criteria, Rated(best))}
            after = assess(standard, answers._replace(cells={**answers.cells, place: done}), frozenset(), build.DAY)
            level = dict(every_numbers(after))[step.reference].level
            assert level is not None
            assert level >= step.to_level


@many
@given(st.data())
def test_free_steps_come_first_and_each_kind_by_priority(data: st.DataObject) -> None:
    standard = data.draw(strategies.standards())
    card = assess(standard, data.draw(strategies.answers(standard)), frozenset(), build.DAY)
    keys = [(bool(step.blocked_by), -step.priority) for step in card.priorities]
    assert keys == sorted(keys)
    assert [step.rank for step in card.priorities] == list(range(1, len(keys) + 1))
