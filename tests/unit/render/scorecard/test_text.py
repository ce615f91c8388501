"""What `btm assess` prints, in every width and encoding."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btm_cli.answers.model import Claimed
from btm_cli.render.document.typeset import Typesetter, width
from btm_cli.render.scorecard.build import build_view
from btm_cli.render.scorecard.text import render
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Finding, Scorecard
from support import render_fixtures as fixtures

SCORECARDS = [fixtures.make_scorecard, fixtures.empty_scorecard, fixtures.hostile_scorecard]


def lines_of(card: Scorecard, columns: int = 80, encoding: str = "utf-8", **options: object) -> list[str]:
    view = build_view(card, fixtures.make_standard(), **options)  # type: ignore[arg-type]
    return ["".join(text for text, _ in line).rstrip() for line in render(view, Typesetter(columns, encoding))]


@pytest.mark.parametrize("make", SCORECARDS)
@pytest.mark.parametrize("columns", [40, 60, 80, 100, 140, 200])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_no_line_is_wider_than_the_page_or_unprintable(make: object, columns: int, encoding: str) -> None:
    for line in lines_of(make(), columns, encoding):  # type: ignore[operator]
        assert width(line) <= columns
        line.encode(encoding)
        assert "\x1b" not in line


def test_the_headline_says_who_how_good_and_how_sure() -> None:
    text = "\n".join(lines_of(fixtures.make_scorecard()))
    # By hand: capabilities 2.83, 4, 1.67, 1 -> 2.375; 4.17, 1.92 -> 3.04; the mean of both is 2.71.
    assert "Meridian Insurance · 2026-Q4" in text
    assert "Score 2.71 of 5 · Level 1 Level 1 · State Early (provisional)" in text
    assert "Provisional: 4 cells are not assessed yet." in text
    assert "3.00 (assumed, none is set), gap 0.71" in text


def row(lines: list[str], name: str) -> list[str]:
    return next(line for line in lines if line.strip().startswith(name)).split()


def test_the_heat_map_has_a_row_for_every_capability_and_a_mark_for_every_basis() -> None:
    lines = lines_of(fixtures.make_scorecard(), 140)
    communication = row(lines, "Communication Strategy And Management")
    # 2a fully, 2b partially: 1 + (1 + 1/3) / 2 = 1.67, out of order at level 3; not assessed twice; n/a
    assert communication[4:12] == ["1.67!", "-", "-", "n/a", "1.67", "1", "3.00", "1.33"]
    assert row(lines, "Organization Design")[5:9] == ["4.00c"] * 4
    # "2b largely" with 2a n/a: a(2) = 2/3; all of 3 to 5 is still open, but level 2 is answered: settled, no mark
    assert row(lines, "Strategic Sourcing")[5:9] == ["2.17?", "-", "-", "1.67"]


def test_at_80_columns_long_names_are_cut_and_figures_stay() -> None:
    lines = lines_of(fixtures.make_scorecard())
    assert row(lines, "Communication Strategy")[-4:] == ["1.67", "1", "3.00", "1.33"]
    assert "Communication Strategy And Mana…" in "\n".join(lines)


def test_where_the_dimensions_have_no_room_it_says_so() -> None:
    assert "No room for the dimensions" in " ".join(lines_of(fixtures.make_scorecard(), 40))


def test_an_empty_assessment_says_what_to_do() -> None:
    text = "\n".join(lines_of(fixtures.empty_scorecard()))
    assert "Nothing is assessed yet" in text
    assert "Heat map" not in text
    assert "Score" not in text


def test_narrowing_hides_the_rest_but_keeps_the_headline() -> None:
    text = "\n".join(lines_of(fixtures.make_scorecard(), only={"strategy-and-planning"}))
    assert "Heat map: Strategy And Planning only" in text
    assert "Score 2.71 of 5" in text
    assert "Business Driven It Strategy" in text
    assert "no channel of its own" not in text
    assert "practised above its" not in text


def test_top_limits_gaps_and_steps_and_counts_the_rest() -> None:
    view = build_view(fixtures.make_scorecard(), fixtures.make_standard(), top=2)
    # below 3.00: four cells of 2.83, four of 1, and 1.67, 2.17, 1.67 -> 11
    assert (len(view.gaps), view.more_gaps) == (2, 9)
    assert len(view.priorities) == 2
    everything = build_view(fixtures.make_scorecard(), fixtures.make_standard(), top=None)
    assert (len(everything.gaps), everything.more_gaps) == (11, 0)


def test_the_widest_gap_comes_first() -> None:
    view = build_view(fixtures.make_scorecard(), fixtures.make_standard(), top=None)
    assert [gap.figures.gap for gap in view.gaps] == ["2.00"] * 4 + ["1.33"] * 2 + ["0.83"] + ["0.17"] * 4


def test_what_holds_the_state_back_is_named_with_its_level() -> None:
    cells = {
        f"{capability}/{dimension}": Claimed(1 if capability == "compliance-and-risk-management" else 4)
        for capabilities in fixtures.AREAS.values()
        for capability in capabilities
        for dimension in fixtures.DIMENSIONS
    }
    card = assess(fixtures.make_standard(), fixtures.build.answers(cells), frozenset(), fixtures.AS_OF)
    text = " ".join(lines_of(card))
    # areas (4 + 4 + 4 + 1) / 4 = 3.25 and 4: 3.625, by score alone "steady" from 3, whose floor is 2
    assert "By score alone the state would be Steady; it needs every capability at level 2." in text
    assert "Held back by Compliance And Risk Management (1)." in text
    assert "Score 3.63 of 5" in text


def test_a_score_just_under_a_state_says_so() -> None:
    heavy = fixtures.build.dimension("process", 1), fixtures.build.dimension("people", 999)
    toy = fixtures.build.standard(
        {"area": [fixtures.build.capability("only", written=False)]}, dimensions=heavy, states=fixtures.STATES
    )
    cells = {"only/process": Claimed(2), "only/people": Claimed(3)}
    card = assess(toy, fixtures.build.answers(cells), frozenset(), fixtures.AS_OF)
    assert card.overall.numbers.score == Fraction(2999, 1000)
    lines = render(build_view(card, toy), Typesetter())
    text = " ".join("".join(part for part, _ in line) for line in lines)
    assert "Score just under 3.00 of 5" in text
    assert "The score is just under 3.00, where Steady begins." in text
    assert "Score 3.00" not in text


def test_a_finding_about_evidence_names_it() -> None:
    expired = Finding("evidence-expired", "warning", "valid until 2026-10-31", "minutes")
    whole = Finding("just-under", "note", "The overall score is just under 3.00.", "overall")
    card = fixtures.make_scorecard()._replace(findings=(expired, whole))
    found = build_view(card, fixtures.make_standard()).findings
    assert [each.message for each in found] == ["minutes: valid until 2026-10-31", whole.message]


def test_many_findings_of_one_kind_hide_no_other_kind() -> None:
    many = [Finding("imbalance", "warning", f"finding {number}", "overall") for number in range(40)]
    card = fixtures.make_scorecard()._replace(
        findings=(*many, Finding("evidence-expired", "warning", "the last one", "overall"))
    )
    text = "\n".join(lines_of(card))
    assert "... and 37 more imbalance findings" in text
    assert "the last one" in text
