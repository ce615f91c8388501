"""The advisor, the crosswalk and the benchmarks: what may be wrong in them, and what the shipped ones promise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.diagnostics import Diagnostic
from btm_cli.files import DiskFiles
from btm_cli.standard.companion_check import can_win
from btm_cli.standard.companion_schema import AdvisorFile
from btm_cli.standard.companions import Companions, load_companions, load_cycle
from btm_cli.standard.lint import lint_content
from btm_cli.standard.load import load_standard
from btm_cli.standard.model import Standard
from support.build import capability, standard, state

SHIPPED = Path(__file__).parents[3] / "standard"
STATES = ("alignment", "synchronization", "convergence")

TOY = standard(
    {"finance": [capability("loans"), capability("cards")]},
    states=[state("start", "1", 1), state("slow", "3", 2, 3), state("fast", "4", 3, 4)],
)

ADVISOR = """\
questions:
  - id: pace
    text: How fast?
    why: Pace decides.
    options:
      - {id: years, text: Years, points: {slow: 2, fast: 0}, reason: There is time.}
      - {id: weeks, text: Weeks, points: {fast: 2}, reason: There is none.}
"""
CROSSWALK = """\
frameworks:
  - {id: cobit-2019, title: COBIT 2019, publisher: ISACA}
mappings:
  - {capability: loans, level: 3, framework: cobit-2019, id: EDM01, confidence: read}
"""
BENCHMARK = """\
id: survey
title: A survey
source: A magazine
year: 2008
population: Large companies
caveats: [It was a survey.]
bands:
  - {name: Low, from: "1", below: "3", share: "0.4"}
  - {name: High, from: "3", below: "5", share: "0.6"}
  - {name: Top, from: "5", share_below: "0.01"}
"""


def load(folder: Path, files: Mapping[str, str]) -> tuple[Companions | None, list[Diagnostic]]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_companions(str(folder), DiskFiles(), TOY)


def complaint(folder: Path, name: str, text: str) -> tuple[str, str]:
    """Code of the one thing wrong with a file, and the text its place points at."""
    companions, problems = load(folder, {name: text})
    assert companions is None
    (problem,) = problems
    place = problem.location
    assert Path(place.file) == folder / name
    return problem.code, place.source_line[place.column - 1 :][: place.width]


# ------------------------------------------------------------------------------------------------------------ loading


def test_a_standard_needs_no_companions(tmp_path: Path) -> None:
    assert load(tmp_path, {}) == (Companions(), [])


def test_all_companions_are_read_and_nothing_else_is(tmp_path: Path) -> None:
    files = {
        "advisor.yaml": ADVISOR,
        "crosswalk.yaml": CROSSWALK,
        "benchmarks/survey.yaml": BENCHMARK,
        "benchmarks/later.yaml": BENCHMARK.replace("id: survey", "id: later"),
        "finance/loans.yaml": "not: [a, companion",
        "standard.yaml": "not: [a, companion",
    }
    companions, problems = load(tmp_path, files)
    assert problems == []
    assert companions is not None
    assert companions.advisor is not None
    assert companions.advisor.questions[0].options[1].points == {"fast": 2}
    assert companions.crosswalk is not None
    assert companions.crosswalk.mappings[0].level == 3
    assert [benchmark.id for benchmark in companions.benchmarks] == ["later", "survey"]
    low, _, top = companions.benchmarks[1].bands
    assert (low.from_score, low.below, low.share) == (1, 3, Fraction(2, 5))
    assert (top.from_score, top.below, top.share, top.share_below) == (5, None, None, Fraction(1, 100))


def test_every_problem_of_every_file_comes_in_one_run(tmp_path: Path) -> None:
    files = {
        "advisor.yaml": ADVISOR.replace("why:", "because:"),
        "crosswalk.yaml": CROSSWALK.replace("read}", "guessed}"),
        "benchmarks/survey.yaml": "id: [survey",
    }
    companions, problems = load(tmp_path, files)
    assert companions is None
    found = [(Path(problem.location.file).name, problem.code) for problem in problems]
    assert sorted(found) == [
        ("advisor.yaml", "missing-key"),
        ("advisor.yaml", "unknown-key"),
        ("crosswalk.yaml", "wrong-value"),
        ("survey.yaml", "yaml-syntax"),
    ]


# ------------------------------------------------------------------------------------------------------------ advisor


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("slow: 2, fast: 0", "slo: 2, slow: 2", "unknown-state", "slo"),
        ("slow: 2, fast: 0", "start: 1, slow: 2", "unknown-state", "start"),  # it has no target level
        ("fast: 2", "fast: 11", "wrong-value", "11"),
        ("fast: 2", "fast: -1", "wrong-value", "-1"),
        ("id: weeks", "id: years", "duplicate-id", "years"),
        ("{fast: 2}", "{slow: 2, fast: 2}", "unwinnable-state", "questions"),  # level at best
    ],
)
def test_what_may_be_wrong_in_an_advisor(tmp_path: Path, old: str, new: str, code: str, at: str) -> None:
    assert complaint(tmp_path, "advisor.yaml", ADVISOR.replace(old, new)) == (code, at)


def test_a_question_is_asked_once(tmp_path: Path) -> None:
    twice = ADVISOR + ADVISOR.removeprefix("questions:\n")
    assert complaint(tmp_path, "advisor.yaml", twice) == ("duplicate-id", "pace")


def test_a_state_that_leads_one_rival_at_a_time_cannot_win() -> None:
    # b beats a only by an answer that puts c ahead of it, and the other way round.
    even = {"a": 3, "b": 3, "c": 3}  # each could have had 3 points
    advisor = advise([[{"a": 3, "b": 2, "c": 0}, {"a": 0, "b": 2, "c": 3}, even]])
    assert [can_win(advisor, name, "abc") for name in "abc"] == [True, False, True]


def test_two_answers_together_can_make_a_winner_that_neither_makes_alone() -> None:
    question = [{"a": 3, "b": 2, "c": 0}, {"a": 0, "b": 2, "c": 3}, {"a": 3, "b": 3, "c": 3}]
    advisor = advise([question, question])  # one of each of the first two: a 3, b 4, c 3, of 6
    assert can_win(advisor, "b", "abc")


def test_a_state_that_its_own_best_answers_rule_out_cannot_win() -> None:
    advisor = advise([[{"a": 0, "b": 3}, {"a": 3, "b": 0}]])
    bar = {"question": "q0", "option": "o0", "states": ["b"], "until": "it is so"}
    ruled = AdvisorFile.model_validate(advisor.model_dump() | {"rules_out": [bar]})
    assert (can_win(advisor, "b", "ab"), can_win(ruled, "b", "ab"), can_win(ruled, "a", "ab")) == (True, False, True)


@pytest.mark.parametrize(
    ("more", "code", "at"),
    [
        ("rules_out: [{question: pace, option: day, states: [fast], until: so}]", "unknown-reference", "day"),
        ("rules_out: [{question: pac, option: weeks, states: [fast], until: so}]", "unknown-reference", "pac"),
        ("rules_out: [{question: pace, option: years, states: [fas], until: so}]", "unknown-state", "fas"),
        ("rules_out: [{question: pace, option: weeks, states: [slow], until: so}]", "unwinnable-state", "slow"),
        ("rules_out: [{question: pace, option: weeks, states: [fast], until: so}]", "unwinnable-state", "questions"),
        ("lifts: [{question: pace, option: weeks, capabilities: [loan]}]", "unknown-capability", "loan"),
        ("wording: {public: {pace: How soon?}}", "unknown-profile", "public"),
        ("least_answers: 0", "wrong-value", "0"),
    ],
)
def test_rules_speak_of_what_there_is(tmp_path: Path, more: str, code: str, at: str) -> None:
    assert complaint(tmp_path, "advisor.yaml", f"{ADVISOR}{more}\n") == (code, at)


def advise(questions: list[list[dict[str, int]]]) -> AdvisorFile:
    entries = [
        {
            "id": f"q{q}",
            "text": "?",
            "why": ".",
            "options": [{"id": f"o{o}", "text": ".", "points": each, "reason": "."} for o, each in enumerate(options)],
        }
        for q, options in enumerate(questions)
    ]
    return AdvisorFile.model_validate({"questions": entries})


def winners(advisor: AdvisorFile, states: tuple[str, ...]) -> Counter[str]:
    """How many ways of answering put each state's share alone ahead: all are tried, equal sums counted together."""
    most = [sum(max(one.points.get(name, 0) for one in each.options) for each in advisor.questions) for name in states]
    ways: Counter[tuple[int, ...]] = Counter({(0,) * len(states): 1})
    for question in advisor.questions:
        longer: Counter[tuple[int, ...]] = Counter()
        for (sums, count), option in product(ways.items(), question.options):
            longer[tuple(s + option.points.get(name, 0) for s, name in zip(sums, states, strict=True))] += count
        ways = longer
    won: Counter[str] = Counter()
    for sums, count in ways.items():
        shares = [Fraction(total, all_) if all_ else Fraction(0) for total, all_ in zip(sums, most, strict=True)]
        ahead = [name for name, share in zip(states, shares, strict=True) if share == max(shares)]
        won["tie" if len(ahead) > 1 else ahead[0]] += count
    return won


POINTS = st.fixed_dictionaries({name: st.integers(0, 3) for name in "abc"})
QUESTIONS = st.lists(st.lists(POINTS, min_size=2, max_size=3), min_size=1, max_size=4)


@given(QUESTIONS)
def test_can_win_agrees_with_trying_every_answer(questions: list[list[dict[str, int]]]) -> None:
    advisor = advise(questions)
    won = winners(advisor, ("a", "b", "c"))
    assert {name: can_win(advisor, name, "abc") for name in "abc"} == {name: won[name] > 0 for name in "abc"}


# ---------------------------------------------------------------------------------------------- crosswalk, benchmarks


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("capability: loans", "capability: loan", "unknown-capability", "loan"),
        ("framework: cobit-2019", "framework: cobit", "unknown-framework", "cobit"),
        ("level: 3", "level: 6", "level-out-of-range", "6"),
        ("confidence: read", "confidence: heard", "wrong-value", "heard"),
    ],
)
def test_what_may_be_wrong_in_a_crosswalk(tmp_path: Path, old: str, new: str, code: str, at: str) -> None:
    assert complaint(tmp_path, "crosswalk.yaml", CROSSWALK.replace(old, new)) == (code, at)


def test_an_item_is_mapped_once_to_a_capability(tmp_path: Path) -> None:
    again = CROSSWALK + CROSSWALK.splitlines(keepends=True)[-1]
    assert complaint(tmp_path, "crosswalk.yaml", again) == ("duplicate-id", "EDM01")


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("id: survey", "id: poll", "wrong-value", "poll"),
        ('from: "3"', 'from: "3.5"', "wrong-order", '"3.5"'),  # a gap
        ('from: "3"', 'from: "2.5"', "wrong-order", '"2.5"'),  # an overlap
        ('from: "1", below: "3"', 'from: "3", below: "3"', "wrong-order", '"3"'),  # empty
        ('from: "1"', 'from: "0"', "level-out-of-range", '"0"'),
        ('share: "0.4"', 'share: "1.4"', "wrong-value", None),
        ('share: "0.4"', 'share: "0.42"', "wrong-value", "bands"),  # 1.02, and three rounded shares may be 0.015 off
        ("[It was a survey.]", "[]", "wrong-value", "["),
    ],
)
def test_what_may_be_wrong_in_a_benchmark(tmp_path: Path, old: str, new: str, code: str, at: str | None) -> None:
    if at is not None:
        assert complaint(tmp_path, "benchmarks/survey.yaml", BENCHMARK.replace(old, new)) == (code, at)
    else:
        _, problems = load(tmp_path, {"benchmarks/survey.yaml": BENCHMARK.replace(old, new)})
        assert {problem.message for problem in problems} == {
            "the shares add up to more than 1",
            "`share` must be from 0 to 1",
        }


def test_rounded_shares_may_add_up_to_a_little_more_than_one(tmp_path: Path) -> None:
    companions, _ = load(tmp_path, {"benchmarks/survey.yaml": BENCHMARK.replace('share: "0.4"', 'share: "0.41"')})
    assert companions is not None


def test_only_the_last_band_is_open(tmp_path: Path) -> None:
    _, problems = load(tmp_path, {"benchmarks/survey.yaml": BENCHMARK.replace(', below: "5"', "")})
    assert {problem.code for problem in problems} == {"missing-key", "wrong-order"}


# -------------------------------------------------------------------------------------------------------- the cycle

CYCLE = """\
steps:
  - {id: look, name: Look, does: See what is there., artifacts: [a list]}
  - {id: act, name: Act, does: Change it., artifacts: [a log, a note]}
"""


def test_the_cycle_is_read_alone_and_with_the_others(tmp_path: Path) -> None:
    companions, problems = load(tmp_path, {"cycle.yaml": CYCLE})
    assert problems == []
    assert companions is not None
    cycle, problems = load_cycle(str(tmp_path), DiskFiles())
    assert problems == []
    assert companions.cycle == cycle
    assert cycle is not None
    assert [step.artifacts for step in cycle.steps] == [["a list"], ["a log", "a note"]]
    assert load_cycle(str(tmp_path / "none"), DiskFiles()) == (None, [])


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("id: act", "id: look", "duplicate-id", "look"),
        ("[a list]", "[]", "wrong-value", ""),
        ("does: Change it., ", "", "missing-key", ""),
    ],
)
def test_a_wrong_cycle_is_told_at_its_place(tmp_path: Path, old: str, new: str, code: str, at: str) -> None:
    found, place = complaint(tmp_path, "cycle.yaml", CYCLE.replace(old, new))
    assert found == code
    assert at in place
    assert load_cycle(str(tmp_path), DiskFiles())[0] is None


def test_the_shipped_cycle_has_five_steps_with_artifacts(shipped: tuple[Standard, Companions]) -> None:
    cycle = shipped[1].cycle
    assert cycle is not None
    assert len(cycle.steps) == 5
    assert all(len(step.artifacts) >= 2 for step in cycle.steps)


# ------------------------------------------------------------------------------------------- what ships with the tool


@pytest.fixture(scope="module")
def shipped() -> tuple[Standard, Companions]:
    loaded, problems = load_standard(str(SHIPPED))
    assert loaded is not None, problems
    companions, problems = load_companions(str(SHIPPED), DiskFiles(), loaded)
    assert companions is not None, problems
    assert problems == []
    return loaded, companions


def test_each_state_is_the_only_winner_for_some_answers(shipped: tuple[Standard, Companions]) -> None:
    advisor = shipped[1].advisor
    assert advisor is not None
    assert 8 <= len(advisor.questions) <= 12
    won = winners(advisor, STATES)
    answers = sum(won.values())
    assert answers == prod(len(question.options) for question in advisor.questions)
    assert all(won[name] > answers / 20 for name in STATES), "each state deserves more than a corner"


PORTRAITS: dict[str, dict[str, str]] = {
    "alignment": {  # a maker of building materials with independent regional works
        "technology-revenue": "under-a-fifth",
        "market-pace": "over-five-years",
        "information-intensity": "things-or-presence",
        "role-of-technology": "improve-today",
        "cost-of-delay": "missed-plan",
        "cost-pressure": "not-free",
        "regulation": "stable-rules",
        "unit-autonomy": "some-services",
        "partners": "suppliers",
        "new-ventures": "one-or-two",
        "leadership-attention": "delegate",
    },
    "synchronization": {  # an insurer that grows by joint products and takeovers
        "technology-revenue": "a-half-to-four-fifths",
        "market-pace": "two-to-five-years",
        "information-intensity": "information",
        "role-of-technology": "improve-today",
        "cost-of-delay": "lost-opening",
        "cost-pressure": "case-by-case",
        "regulation": "moving-rules",
        "unit-autonomy": "customers-or-data",
        "partners": "joint-offers",
        "new-ventures": "three-or-more",
        "leadership-attention": "share",
    },
    "convergence": {  # an online marketplace
        "technology-revenue": "over-four-fifths",
        "market-pace": "six-months-to-two-years",
        "information-intensity": "information",
        "role-of-technology": "be-the-business",
        "cost-of-delay": "lost-customers",
        "cost-pressure": "a-reserve",
        "regulation": "light",
        "unit-autonomy": "one-business",
        "partners": "platform",
        "new-ventures": "three-or-more",
        "leadership-attention": "merge",
    },
}


@pytest.mark.parametrize("expected", STATES)
def test_a_plain_case_is_advised_as_a_practitioner_would(shipped: tuple[Standard, Companions], expected: str) -> None:
    advisor = shipped[1].advisor
    assert advisor is not None
    portrait = PORTRAITS[expected]
    totals: Counter[str] = Counter()
    for question in advisor.questions:
        (chosen,) = [option for option in question.options if option.id == portrait[question.id]]
        totals.update(chosen.points)
    (first, most), (_, second) = totals.most_common(2)
    assert first == expected
    assert most >= second + 3, "a plain case is no close call"


def test_every_option_gives_a_reason_of_one_sentence(shipped: tuple[Standard, Companions]) -> None:
    advisor = shipped[1].advisor
    assert advisor is not None
    options = [option for question in advisor.questions for option in question.options]
    assert all(option.reason.endswith(".") and option.reason.count(". ") == 0 for option in options)
    assert len({option.reason for option in options}) == len(options)
    assert all(set(option.points) == set(STATES) for option in options)


def test_the_crosswalk_reaches_every_capability_and_agrees_with_their_references(
    shipped: tuple[Standard, Companions],
) -> None:
    loaded, companions = shipped
    crosswalk = companions.crosswalk
    assert crosswalk is not None
    mapped: dict[tuple[str, str, str], Any] = {
        (entry.capability, entry.framework, entry.id): entry.confidence for entry in crosswalk.mappings
    }
    assert {name for name, _, _ in mapped} == set(loaded.capabilities)
    assert {framework for _, framework, _ in mapped} == {entry.id for entry in crosswalk.frameworks}
    referred = {
        (each.id, reference.framework, reference.id): reference.confidence
        for each in loaded.capabilities.values()
        for reference in each.references
    }
    assert {key: mapped.get(key) for key in referred} == referred
    codes = {problem.code for _, problem in lint_content(loaded, crosswalk)}
    assert "unresolved-reference" not in codes


def test_what_was_not_read_again_says_so(shipped: tuple[Standard, Companions]) -> None:
    crosswalk = shipped[1].crosswalk
    assert crosswalk is not None
    bought = ("cobit-2019", "it-cmf", "iso-38500", "iso-42001", "itil-4")
    recalled = [entry for entry in crosswalk.mappings if entry.framework in bought]
    assert {entry.framework for entry in recalled} == set(bought)
    assert {entry.confidence for entry in recalled} == {"recalled"}


def test_mappings_stand_by_capability_and_then_by_framework(shipped: tuple[Standard, Companions]) -> None:
    loaded, companions = shipped
    crosswalk = companions.crosswalk
    assert crosswalk is not None
    capabilities = [capability.id for capability in loaded.ordered_capabilities()]
    frameworks = [framework.id for framework in crosswalk.frameworks]
    places = [(capabilities.index(entry.capability), frameworks.index(entry.framework)) for entry in crosswalk.mappings]
    assert places == sorted(places)


def test_the_articles_of_the_european_acts_are_mapped(shipped: tuple[Standard, Companions]) -> None:
    """Each article and point that binds those who run technology has a place; listed from the acts' own contents."""
    crosswalk = shipped[1].crosswalk
    assert crosswalk is not None
    found = {(entry.framework, entry.id) for entry in crosswalk.mappings}
    articles = [*range(5, 15), *range(17, 20), *range(24, 31), 45]
    assert {("dora", f"Article {number}") for number in articles} <= found
    points = {f"Article 21(2)({letter})" for letter in "abcdefghij"} | {"Article 20", "Article 23"}
    assert {("nis2", point) for point in points} <= found


def test_the_bands_are_those_that_were_published(shipped: tuple[Standard, Companions]) -> None:
    (benchmark,) = shipped[1].benchmarks
    assert [(band.from_score, band.below) for band in benchmark.bands] == [
        (1, 3),
        (3, Fraction(7, 2)),
        (Fraction(7, 2), 4),
        (4, 5),
        (5, None),
    ]
    assert [band.share and band.share * 100 for band in benchmark.bands] == [17, 24, 29, 29, None]
    assert sum(band.share or 0 for band in benchmark.bands) == Fraction(99, 100)
