"""What must hold of every consensus and roll-up, whatever people say and by whatever standard."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from btm_cli.answers.model import Answers, Assessor, Claimed, Evidence, NotApplicable
from btm_cli.scoring import assess, measure
from btm_cli.scoring.ratings import CLAIMED, Assurance
from btm_cli.standard.model import Standard
from btm_cli.voices.consensus import find_consensus
from btm_cli.voices.responses import in_order
from btm_cli.voices.roll_call import call_roll
from btm_cli.voices.rollup import roll_up
from btm_cli.voices.unit import make_unit
from support import strategies
from support.profile import examples

REGISTER = {
    key: Evidence(key, build_day, url="https://x.example")
    for key in strategies.EVIDENCE
    for build_day in [date(2026, 1, 1)]
}
SIDES = st.sampled_from(["business", "technology", "independent", None])


@st.composite
def panels(draw: st.DrawFn, most: int = 5) -> tuple[Standard, list[Answers]]:
    """A standard and a few people's answers, with a register each."""
    standard = draw(strategies.standards())
    files = []
    for number in range(draw(st.integers(1, most))):
        said = draw(strategies.answers(standard))
        by = Assessor(f"Person {number}", draw(SIDES))
        files.append(spread(standard, said)._replace(answered_by=by, evidence=REGISTER, digest=str(number)))
    return standard, files


def spread(standard: Standard, said: Answers) -> Answers:
    """As the loader leaves them: what is n/a as a whole is so in every cell; a cell without answers is none."""
    cells = {place: answer for place, answer in said.cells.items() if answer}
    for name, left_out in said.capability_not_applicable.items():
        cells.update({(name, dimension.id): left_out for dimension in standard.dimensions})
    return said._replace(cells=cells)


@given(panels(most=1))
@settings(max_examples=examples(60))
def test_one_respondent_gives_back_his_own_answers(respondents: tuple[Standard, list[Answers]]) -> None:
    standard, [own] = respondents
    found = find_consensus(standard, [own]).answers
    assert found == own._replace(digest="")
    valid, day = frozenset(REGISTER), own.assessed_on
    assert assess(standard, found._replace(digest=own.digest), valid, day) == assess(standard, own, valid, day)


@given(panels(), st.randoms())
@settings(max_examples=examples(25))
def test_the_order_of_files_changes_nothing(respondents: tuple[Standard, list[Answers]], random: object) -> None:
    standard, files = respondents
    files = [one._replace(enterprise="Toy Works", scope=files[0].scope) for one in files]
    shuffled = list(files)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = ([given[index] for index in in_order(given)[0]] for given in (files, shuffled))
    assert find_consensus(standard, first) == find_consensus(standard, second)


@given(panels())
@settings(max_examples=examples(25))
def test_no_value_is_above_or_below_what_anybody_said(respondents: tuple[Standard, list[Answers]]) -> None:
    standard, files = respondents
    for item in find_consensus(standard, files).items:
        if item.outcome is not None:
            assert item.outcome in item.ranks
            assert 2 * item.not_applicable <= len(item.voices)
            assert 2 * sum(rank <= item.outcome for rank in item.ranks) >= len(item.ranks)
        else:
            assert 2 * item.not_applicable > len(item.voices)


@given(panels())
@settings(max_examples=examples(25))
def test_the_consensus_is_never_better_backed_than_its_best_voice(respondents: tuple[Standard, list[Answers]]) -> None:
    standard, files = respondents
    answers = find_consensus(standard, files).answers
    valid = frozenset(REGISTER)
    together = Assurance(answers, valid)
    for place, said in answers.cells.items():
        if not isinstance(said, Claimed | NotApplicable):
            for criterion, one in said.items():
                if not isinstance(one, NotApplicable) and together.of(one) > CLAIMED:
                    voices = [file.cells.get(place) for file in files]
                    ratings = [
                        voice.get(criterion)
                        for voice in voices
                        if voice and not isinstance(voice, Claimed | NotApplicable)
                    ]
                    assert any(
                        rating is not None
                        and not isinstance(rating, NotApplicable)
                        and rating.evidence
                        and list(standard.rating_scale).index(rating.rating)
                        >= list(standard.rating_scale).index(one.rating)
                        for rating in ratings
                    )
                    assert one.verified_by not in {f"Person {number}" for number in range(len(files))}


@given(panels(most=7), st.integers(2, 4))
@settings(max_examples=examples(25))
def test_where_people_are_protected_a_single_one_can_not_be_seen(
    respondents: tuple[Standard, list[Answers]], minimum: int
) -> None:
    standard, files = respondents
    assume(len(files) >= minimum)
    found = find_consensus(standard, files, minimum)
    text = repr(found)
    assert "Person" not in text
    assert found.respondents == ()
    for item in (*found.items, *found.agenda):
        assert item.voices == ()
        assert (item.speakers, item.agreement, item.disagreement) == (None, None, None)
    for gap in found.gaps:
        assert (gap.business, gap.technology, gap.business_voices, gap.technology_voices) == (None,) * 4
        assert (2 * gap.gap).denominator == 1
    for one in found.agreement:
        assert (one.levels, one.ratings, one.r_wg) == (None, None, None)


@given(panels(), st.data())
@settings(max_examples=examples(25))
def test_a_rollup_of_one_is_that_one_and_many_stay_within_their_cells(
    respondents: tuple[Standard, list[Answers]], data: st.DataObject
) -> None:
    standard, files = respondents
    valid = frozenset(REGISTER)
    units = [
        make_unit(standard, one, measure(standard, one, valid), digest=str(number), as_of="")._replace(
            file=str(number), weight=str(data.draw(st.integers(1, 9)))
        )
        for number, one in enumerate(files)
    ]
    single = roll_up(standard, call_roll(units[:1]), partial=True)
    assert single.overall.scores == units[0].overall
    assert tuple(part.scores for part in single.capabilities) == units[0].capabilities
    assert single.state == units[0].state or units[0].is_part
    every = roll_up(standard, call_roll(units))
    assert every == roll_up(standard, call_roll(units[::-1]))
    cells = [cell.score for unit in units for cell in unit.cells if cell is not None and cell.score is not None]
    if every.overall.scores.score is not None:
        assert min(cells) <= every.overall.scores.score <= max(cells)
    assert (every.state is None) or not every.partial


@given(panels(), st.data())
@settings(max_examples=examples(25))
def test_where_all_units_assess_the_same_cells_the_whole_is_their_mean(
    respondents: tuple[Standard, list[Answers]], data: st.DataObject
) -> None:
    standard, files = respondents
    levels = st.integers(standard.base, standard.top)
    places = [
        (capability, dimension.id)
        for capability in standard.capabilities
        for dimension in standard.dimensions
        if standard.cell(capability, dimension.id) is not None
    ]
    asked = [place for place in places if data.draw(st.booleans())]
    units, weights = [], []
    for number, one in enumerate(files):
        said = one._replace(
            cells={place: Claimed(data.draw(levels)) for place in asked}, scope=(), capability_not_applicable={}
        )
        weights.append(data.draw(st.integers(1, 9)))
        made = make_unit(standard, said, measure(standard, said, frozenset(REGISTER)), digest=str(number), as_of="")
        units.append(made._replace(file=str(number), weight=str(weights[-1])))
    score = roll_up(standard, call_roll(units)).overall.scores.score
    if not asked:
        assert score is None
        return
    own = [unit.overall.score or Fraction(0) for unit in units]
    assert score == sum((weight * each for weight, each in zip(weights, own, strict=True)), Fraction(0)) / sum(weights)
