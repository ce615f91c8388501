"""What `btm explain` says of a number: every printed calculation can be done again and comes out the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import pytest
from rich.cells import cell_len

from btm_cli.answers.model import Answers, Claimed, Evidence, NotApplicable, Rated, Target
from btm_cli.render.document.terminal import written
from btm_cli.render.document.words import series
from btm_cli.render.explain.page import code_page, explain_page
from btm_cli.render.explain.phrases import equation, exactly, mean
from btm_cli.render.explain.wire import code_data, explain_data
from btm_cli.render.wire.code_page import read_page
from btm_cli.render.wire.json import render_json
from btm_cli.scoring import assess
from btm_cli.scoring.explanation import Explainer
from btm_cli.scoring.explanation_cell import Term
from btm_cli.standard.model import Standard
from btm_cli.standard.references import Named
from support import build, render_fixtures
from support.wire import assert_written_as_described

WEIGHTED = build.cell(build.criterion("2a", weight=2), "2b", "3a", "3b", "4a")
CALCULATION = re.compile(r"(?<![\w(/])([\d(][-\d/+×() ]*[-+×/][-\d/+×() ]*?) = (\d+(?:/\d+)?)(?!\d|/|\.\d)")
STATES = (build.state("early", "1", 1), build.state("steady", "3", 2, 3), build.state("joined", "4", 3, 4))


def named(reference: str, kind: str = "") -> Named:
    parts = reference.split("/")
    if kind:
        return Named(kind, reference)
    kinds = ("capability", "cell", "criterion")
    return Named(kinds[len(parts) - 1], reference, *parts)


def explained(
    what: Named,
    standard: Standard,
    answers: Answers,
    valid: frozenset[str] = frozenset(),
    columns: int = 2_000,
    encoding: str = "utf-8",
) -> str:
    """The page; wide enough, unless told otherwise, that every calculation stands on one line."""
    [page] = all_explained([what], standard, answers, valid, columns, encoding)
    return page


def all_explained(
    names: Iterable[Named],
    standard: Standard,
    answers: Answers,
    valid: frozenset[str] = frozenset(),
    columns: int = 2_000,
    encoding: str = "utf-8",
) -> Iterator[str]:
    """The page of each name, all from one scorecard."""
    card = assess(standard, answers, valid, build.DAY)
    explainer = Explainer(standard, answers, card, valid)
    for what in names:
        page = explain_page(what, standard, explainer.explain(what), card)
        yield written(page, columns, encoding).rstrip("\n")


def one_cell(text: str, **changes: Any) -> str:
    standard = build.one_cell(WEIGHTED, **changes)
    return explained(named("only/process"), standard, build.answers({"only/process": build.ratings(text)}))


def test_exact_numbers_are_shown_whole_and_rounded_once() -> None:
    assert exactly(Fraction(3)) == "3"
    assert exactly(Fraction(17, 6)) == "17/6 = 2.83"
    assert exactly(Fraction(749, 250), [Fraction(3)]) == "749/250 = just under 3.00"
    assert exactly(None) == "-"
    assert equation("5/6", Fraction(5, 6)) == "5/6 = 0.83"


def test_means_show_their_weights_only_where_these_differ() -> None:
    one, two = Term("a", Fraction(1), Fraction(1)), Term("b", Fraction(1), Fraction(2, 3))
    assert mean([one]) == "1"
    assert mean([one, two]) == "(1 + 2/3) / 2"
    assert mean([one, Term("b", Fraction(2), Fraction(2, 3))]) == "(1 × 1 + 2 × 2/3) / (1 + 2)"
    assert [series("a"), series("ab"), series("abc")] == ["a", "a and b", "a, b and c"]


def test_a_cell_is_explained_level_by_level() -> None:
    text = one_cell("2a:f 2b:l 3a:f 3b:l 4a:f")
    # By hand: (2 x 1 + 1 x 2/3) / 3 = 8/9, above 0.85; then (1 + 2/3) / 2 = 5/6, not above it.
    assert "a(2) = (2 × 1 + 1 × 2/3) / (2 + 1) = 8/9 = 0.89. It is above 0.85 and everything is largely" in text
    assert "a(3) = (1 + 2/3) / 2 = 5/6 = 0.83. It is not above 0.85: not achieved." in text
    assert "4a: adds nothing until level 3 is achieved" in text
    assert "2 + a(3) = 2 + 5/6 = 17/6 = 2.83" in text
    assert "5 of 5 criteria answered = 100%" in text
    assert "5, assumed, as the file names none: the highest level" in text
    assert "5 - 17/6 = 13/6 = 2.17" in text
    assert "what is open cannot raise it" in text


def test_a_level_blocked_by_one_criterion_names_it() -> None:
    text = one_cell("2a:f 2b:p", achieved_above=Fraction(1, 2))
    # (2 x 1 + 1 x 1/3) / 3 = 7/9
    assert "= 7/9 = 0.78. It is above 0.50, but with 2b below largely: not achieved." in text


def test_open_criteria_show_how_high_the_cell_could_be() -> None:
    text = one_cell("2a:f 2b:f 3a:f")
    assert "2 + a(3) = 2 + 1/2 = 5/2 = 2.50" in text
    assert "Level by level, with what is open fully met:" in text
    assert "5, the highest level, with what is open fully met" in text
    assert "3b Not answered, counts 0, weight 1." in text


def test_a_cumulative_cell_adds_up() -> None:
    text = one_cell("2a:f 2b:l 3a:f 3b:l 4a:p", level_rule="cumulative")
    # 1 + 8/9 + 5/6 + 1/3 + 1 (level 5 has no criteria) = 73/18
    assert "1 + 8/9 + 5/6 + 1/3 + 1 = 73/18 = 4.06" in text
    assert "the score 73/18, rounded down" in text
    assert "achieved." not in text.partition("Level by level")[2].partition("Numbers:")[0]


def said_of(answer: Any, reference: str = "only/process", valid: frozenset[str] = frozenset(), **changes: Any) -> str:
    answers = build.answers({"only/process": answer} if answer is not None else {}, **changes)
    return explained(named(reference), build.one_cell(WEIGHTED, states=STATES), answers, valid)


def test_cells_without_a_score_say_why() -> None:
    assert "Not assessed: nothing here is answered" in said_of(None)
    assert "It could be anything from 1 to 5." in said_of(None)
    assert "left out of every calculation: no need (approved by nobody)." in said_of(NotApplicable("no need"))
    assert "does not apply here" in said_of(build.ratings("2a:- 2b:- 3a:- 3b:- 4a:-"))
    elsewhere = build.standard({"area": [build.capability("only", {"process": WEIGHTED}), build.capability("other")]})
    out = build.answers({"only/process": Claimed(2)}, scope=("other",))
    for reference in ("only", "only/process", "only/process/2a"):
        assert "scope leaves this out" in explained(named(reference), elsewhere, out)


def test_a_claim_says_what_it_counts_for() -> None:
    text = said_of(Claimed(3, whole_capability=True))
    assert "Level 3 is claimed outright for the whole capability, not rated: score, low and high are the claim." in text
    assert "Evidenced     1, the lowest level: it cites no evidence" in text
    assert "Verified      1, the lowest level: it is not evidenced" in text
    assert "its cell states a level outright" in said_of(Claimed(3), "only/process/2a").lower()


def test_a_criterion_says_under_which_calculations_it_counts() -> None:
    evidence = {"minutes": Evidence("Minutes of May", build.DAY, url="https://example.org")}
    said = {"2a": Rated("largely", ("minutes",), None, "half of it")}
    text = said_of(said, "only/process/2a", frozenset({"minutes"}), evidence=evidence)
    assert "Rating    rated largely, counts 2/3, weight 2" in text
    assert "Evidenced counts 2/3: evidence it cites is valid" in text
    assert "Verified  counts 0: nobody has verified it" in text
    assert "Note      half of it" in text
    assert "minutes Minutes of May; valid" in text
    assert "a(2) = (2 × 2/3 + 1 × 0) / (2 + 1) = 4/9 = 0.44" in text


def test_a_criterion_far_above_says_that_it_adds_nothing_or_is_not_looked_at() -> None:
    said = build.ratings("2a:f 2b:n 4a:f")
    assert "Out of order: It adds nothing until level 2 is achieved" in said_of(said, "only/process/4a")
    assert "Level 3 is not looked at while level 2 is not achieved" in said_of(said, "only/process/3a")


def test_states_say_score_and_floor() -> None:
    standard = render_fixtures.make_standard(states=STATES)
    weak = "compliance-and-risk-management"
    places = [(name, dimension) for name in standard.capabilities for dimension in render_fixtures.DIMENSIONS]
    answers = build.answers({f"{name}/{dimension}": Claimed(2 if name == weak else 4) for name, dimension in places})
    # By hand: areas (4 + 4 + 4 + 2) / 4 = 7/2 and 4; the mean is 15/4.
    steady = explained(named("steady", "state"), standard, answers)
    assert "Reached: the score 15/4 = 3.75 is not below 3, and no assessed capability is below level 2." in steady
    overall = explained(named("overall", "overall"), standard, answers)
    assert "(7/2 + 4) / 2 = 15/4 = 3.75" in overall
    assert "the score 15/4 = 3.75 is below 4, and below level 3: Compliance And Risk Management (2)." in overall


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target(levels={"only/process": 4}), "4, which the file names for this cell"),
        (Target(levels={"only": 4}), "4, which the file names for Only"),
        (Target(level=4), "4, the file's target for everything"),
        (Target(state="joined"), "4, the target level of Joined, the state the file aims at"),
        (None, "3, assumed, as the file names none: the target level of Steady, the next state"),
    ],
)
def test_the_target_says_where_it_comes_from(target: Target | None, words: str) -> None:
    assert words in said_of(Claimed(2), target=target)


def everything(standard: Standard, *parts: str) -> Iterator[Named]:
    """All that can be explained; of capabilities only those whose name has one of `parts`, "" for all."""
    yield named("overall", "overall")
    yield from (named(state.id, "state") for state in standard.states)
    yield from (named(area.id, "area") for area in standard.areas)
    yield from (named(str(level.level), "level") for level in standard.levels)
    yield from (named(dimension.id, "dimension") for dimension in standard.dimensions)
    for capability in standard.ordered_capabilities():
        if not any(part in capability.id for part in parts or ("",)):
            continue
        yield named(capability.id)
        for dimension, cell in capability.cells.items():
            yield named(f"{capability.id}/{dimension}")
            yield from (named(f"{capability.id}/{dimension}/{each.id}") for each in cell.all_criteria())


def calculated(text: str) -> Fraction:
    """The value of a printed calculation, by Python's own precedence."""
    exact = re.sub(r"\d+", lambda found: f"Fraction({found[0]})", text.replace("×", "*"))
    return Fraction(eval(exact, {"Fraction": Fraction}))


@pytest.mark.parametrize("rule", ["staged", "cumulative"])
@pytest.mark.parametrize("level", ["weakest", "mean"])
def test_every_calculation_printed_comes_out_as_printed(rule: str, level: str) -> None:
    weights = zip(render_fixtures.DIMENSIONS, (1, 2, 1, "1/2"), strict=True)
    dimensions = [build.dimension(name, weight) for name, weight in weights]
    standard = render_fixtures.make_standard(dimensions=dimensions, level_rule=rule, capability_level=level)
    answers = render_fixtures.make_answers()
    checked = 0
    for page in all_explained(everything(standard), standard, answers, frozenset({"minutes"})):
        for line in page.splitlines():
            for calculation, result in CALCULATION.findall(line.replace("(gain + lift + enables) / effort", "")):
                assert calculated(calculation) == Fraction(result), line
                checked += 1
    assert checked > 100  # so that no change of wording makes this test look at nothing


@pytest.mark.parametrize("columns", [60, 80, 140])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_no_line_is_wider_than_the_page_or_unprintable(columns: int, encoding: str) -> None:
    hostile = render_fixtures.HOSTILE
    cells = {
        "strategic-and-tactical-governance/process": {"2a": Rated("fully", ("minutes",), hostile, hostile)},
        "strategic-and-tactical-governance/organization": Claimed(2, ("minutes",), hostile, hostile),
        "strategic-and-tactical-governance/information": NotApplicable(hostile, hostile),
        "strategic-and-tactical-governance/technology": {"2a": NotApplicable(hostile, hostile)},
    }
    evidence = {"minutes": Evidence(hostile, build.DAY, url="https://example.org")}
    answers = build.answers(cells, enterprise=hostile, period=hostile, evidence=evidence)
    standard = render_fixtures.make_standard()
    # One capability has the hostile texts and one requires another; the rest are made like the second without that.
    names = everything(standard, "tactical", "sourcing")
    for page in all_explained(names, standard, answers, frozenset({"minutes"}), columns, encoding):
        for line in page.splitlines():
            assert cell_len(line) <= columns
            line.encode(encoding)
            assert line.isprintable()


def test_meaning_without_answers_ends_before_any_assessment() -> None:
    standard = render_fixtures.make_standard()
    for what in everything(standard):
        text = str(list(explain_page(what, standard)))
        assert "How it came about" not in text


def test_json_has_stable_keys_and_exact_numbers() -> None:
    standard = build.one_cell(WEIGHTED, states=STATES)
    answers = build.answers({"only/process": build.ratings("2a:f 2b:l 3a:f 3b:l 4a:f")})
    card = assess(standard, answers, frozenset(), build.DAY)
    what = named("only/process")
    account = Explainer(standard, answers, card, frozenset()).explain(what)
    data = json.loads(render_json(explain_data(what, standard, account, card)))
    assert list(data) == ["schema", "kind", "reference", "standard", "meaning", "assessment", "beside"]
    assert data["schema"] == "btm-explanation/1"
    cell = data["assessment"]["account"]
    assert cell["numbers"]["score"] == {"exact": "17/6", "rounded": 2.83}
    second, third = cell["calculations"]["claimed"]["levels"]
    assert second["terms"][0] == {"criterion": "2a", "weight": "2", "points": {"exact": "1", "rounded": 1.0}}
    assert (second["achieved"], third["achieved"], third["above_threshold"]) == (True, False, False)
    assert cell["target_rule"] == {"source": "assumed", "name": "steady"}
    assert_written_as_described("explanation", data)


def test_json_of_everything_is_plain_data() -> None:
    standard = render_fixtures.make_standard()
    answers = render_fixtures.make_answers()
    card = assess(standard, answers, frozenset({"minutes"}), build.DAY)
    found = Explainer(standard, answers, card, frozenset({"minutes"}))
    for what in everything(standard):
        without = json.loads(render_json(explain_data(what, standard)))
        assert without["assessment"] is None
        assert_written_as_described("explanation", without)
        data = json.loads(render_json(explain_data(what, standard, found.explain(what), card)))
        assert (data["kind"], data["reference"]) == (what.kind, what.id)
        assert_written_as_described("explanation", data)
        assert data["assessment"]["as_of"] == "2026-11-20"


PAGE = """# some-code

What it means. Over
two lines.

## Example

```yaml
# a comment
a:
  b: 1
```

## What to do

Mend it.
"""


def test_a_codes_page_keeps_the_shape_of_its_example() -> None:
    found = read_page("some-code", PAGE)
    assert found.summary == "What it means. Over two lines."
    assert found.example == ("# a comment", "a:", "  b: 1")
    lines = written(code_page(found)).splitlines()
    assert "  b: 1" in lines
    assert lines[-1] == "Mend it."
    assert_written_as_described("explanation", code_data(found))
