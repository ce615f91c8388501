"""What `btm assess` shows, in every width, encoding and format."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from rich.cells import cell_len

from btm_cli.answers.model import Claimed
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Table
from btm_cli.render.document.html import to_html
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.document.terminal import written
from btm_cli.render.scorecard.page import scorecard_page
from btm_cli.render.scorecard.shown import Shown
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Finding, Scorecard
from support import render_fixtures as fixtures

SCORECARDS = [fixtures.make_scorecard, fixtures.empty_scorecard, fixtures.hostile_scorecard]


def lines_of(card: Scorecard, columns: int = 80, encoding: str = "utf-8", **options: Any) -> list[str]:
    return written(scorecard_page(card, fixtures.make_standard(), **options), columns, encoding).splitlines()


def markdown_of(card: Scorecard, **options: Any) -> str:
    return to_markdown(scorecard_page(card, fixtures.make_standard(), **options))


def section(card: Scorecard, title: str, **options: Any) -> list[Block]:
    """The blocks below a heading, up to the next one."""
    page = list(scorecard_page(card, fixtures.make_standard(), **options))
    start = page.index(Heading(title, 2)) + 1
    following = (place for place, block in enumerate(page) if place >= start and isinstance(block, Heading))
    return page[start : next(following, len(page))]


@pytest.mark.parametrize("make", SCORECARDS)
@pytest.mark.parametrize("columns", [40, 60, 80, 100, 140, 200])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_no_line_is_wider_than_the_page_or_unprintable(make: object, columns: int, encoding: str) -> None:
    for line in lines_of(make(), columns, encoding):  # type: ignore[operator]
        assert cell_len(line) <= columns
        line.encode(encoding)
        assert "\x1b" not in line


def test_the_headline_says_who_how_good_and_how_sure() -> None:
    text = "\n".join(lines_of(fixtures.make_scorecard()))
    # By hand: capabilities 2.83, 4, 1.67, 1 -> 2.375; 4.17, 1.92 -> 3.04; the mean of both is 2.71.
    assert "Meridian Insurance · 2026-Q4" in text
    assert "Score 2.71 of 5 · State Early · weakest level 1 (Communication Strategy And" in text
    assert "Provisional: 4 cells are not assessed yet." in text
    assert "3.00 (assumed, none is set), shortfall 0.71: the mean of what each cell lacks" in " ".join(text.split())


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


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_at_80_columns_long_names_are_cut_and_figures_stay(encoding: str) -> None:
    lines = lines_of(fixtures.make_scorecard(), 80, encoding)
    assert row(lines, "Communication Strategy")[-4:] == ["1.67", "1", "3.00", "1.33"]
    cut = {"utf-8": "Communication Strategy…", "ascii": "Communication Strategy..."}[encoding]
    assert any(line.startswith(f"  {cut} ") for line in lines)


def test_what_has_no_room_is_named() -> None:
    text = " ".join(lines_of(fixtures.make_scorecard(), 40))
    assert "No room here for: Process, Organization, Information, Technology, Target, Shortfall," in text
    assert "No room" not in " ".join(lines_of(fixtures.make_scorecard(), 140))


def test_an_empty_assessment_says_what_to_do() -> None:
    text = "\n".join(lines_of(fixtures.empty_scorecard()))
    assert "Nothing is assessed yet" in text
    assert "Heat map" not in text
    assert "Score" not in text


def test_narrowing_hides_the_rest_but_keeps_the_headline() -> None:
    text = "\n".join(lines_of(fixtures.make_scorecard(), only={"strategy-and-planning"}))
    assert "Heat map: Strategy And Planning only" in text
    assert "Score 2.71 of 5" in text
    assert "Business Driven It Str…" in text
    assert "no channel of its own" not in text
    assert "practised above its" not in text


def test_top_limits_gaps_and_steps_and_counts_the_rest() -> None:
    # eleven cells lie below their target of 3 (four of 2.83, four of 1, and 1.67, 2.17, 1.67): ten shown leave one out
    card = fixtures.make_scorecard()
    card = card._replace(priorities=card.priorities[:1] * 12)
    gaps = section(card, "Largest gaps, and what is still to meet", top=10)
    assert len([block for block in gaps if isinstance(block, Paragraph) and block.label]) == 10
    assert gaps[-1] == Paragraph("... and 1 more gap (--top N shows more)", tone="quiet")
    steps = section(card, "Steps one by one, most value for its effort first", top=10)
    assert len([block for block in steps if isinstance(block, Paragraph) and block.label]) == 10
    assert steps[-1] == Paragraph("... and 2 more steps (--top N shows more)", tone="quiet")
    assert "... and" not in markdown_of(fixtures.make_scorecard(), top=None)


def test_the_widest_gap_comes_first() -> None:
    found = [str(cell.numbers.gap) for cell in Shown(fixtures.make_scorecard()).gaps()]
    # 3 less: 1 (twice two cells of it), 1 + 2/3 twice, 2 + 1/6 and 2 + 5/6
    assert found == ["2"] * 4 + ["4/3"] * 2 + ["5/6"] + ["1/6"] * 4


def test_a_gap_has_all_that_is_still_to_meet() -> None:
    for block in section(fixtures.make_scorecard(), "Largest gaps, and what is still to meet")[1::2][:4]:
        # cells claimed at level 1 with a target of 3: both criteria of levels 2 and 3
        assert isinstance(block, Items)
        assert [mark for mark, _ in block.items] == ["2a", "2b", "3a", "3b"]


def test_a_step_says_how_its_priority_comes_about_and_what_is_in_its_way() -> None:
    steps = section(fixtures.make_scorecard(), "Steps one by one, most value for its effort first", top=None)
    place = "Strategic Sourcing And Vendor Management / Process"
    first = next(n for n, block in enumerate(steps) if isinstance(block, Paragraph) and block.label.endswith(place))
    head, *rest = steps[first : first + 4]
    assert isinstance(head, Paragraph)
    # of two criteria of level 3 one is met by a third, the other open: what is missing is 1 - (1/3 + 0) / 2 = 5/6 of
    # the level, half of that in the capability with two cells assessed, and 2/3 + 1 = 5/3 in effort; the other cell is
    # below the lowest level to finish: 5/12 * 3 / (5/3) = 0.75
    assert re.fullmatch(
        r"level 2 → 3, priority 0\.75: \(\(0\.42 gain \+ .* lift \+ .* enables\) × 3 .* state\) / 1\.67 effort",
        head.text,
    )
    assert Items((("Blocked", "Compliance And Risk Management must be at level 2, is at 1"),), tone="warning") in rest


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
    text = written(scorecard_page(card, toy))
    assert "Score just under 3.00 of 5" in text
    assert "The score is just under 3.00, where Steady begins." in text
    assert "Score 3.00" not in text


def test_a_finding_about_evidence_names_it() -> None:
    expired = Finding("evidence-expired", "warning", "valid until 2026-10-31", "minutes")
    whole = Finding("just-under", "note", "The overall score is just under 3.00.", "overall")
    card = fixtures.make_scorecard()._replace(findings=(expired, whole))
    [found] = section(card, "Findings")
    assert found == Items((("warning", "minutes: valid until 2026-10-31"), ("note", whole.message)))


def test_many_findings_of_one_kind_hide_no_other_kind() -> None:
    many = [Finding("imbalance", "warning", f"finding {number}", "overall") for number in range(40)]
    card = fixtures.make_scorecard()._replace(
        findings=(*many, Finding("evidence-expired", "warning", "the last one", "overall"))
    )
    [found] = section(card, "Findings")
    assert isinstance(found, Items)
    assert [text for _, text in found.items] == [*(each.message for each in many), "the last one"]


def test_what_is_left_out_says_why_and_who_approved_it() -> None:
    [table] = section(fixtures.make_scorecard(), "Not applicable")
    assert isinstance(table, Table)
    assert table.columns == ("Where", "Reason", "Approved by")
    channel = ("Communication Strategy And Management / Technology", "no channel of its own", "Audit")
    assert channel in table.rows


def test_markdown_shows_what_people_wrote() -> None:
    text = markdown_of(fixtures.hostile_scorecard())
    assert not re.search(r"(?<!\\)<script", text)
    assert "\x1b" not in text


@pytest.mark.parametrize(("make", "tables"), list(zip(SCORECARDS, [4, 0, 4], strict=True)))
def test_markdown_tables_are_rectangular(make: Any, tables: int) -> None:
    found = re.findall(r"(?:^\|.*\n)+", markdown_of(make()), re.MULTILINE)
    for table in found:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1
    assert len(found) == tables


def test_the_web_page_shades_squares_and_lets_nothing_in() -> None:
    page = to_html(scorecard_page(fixtures.make_scorecard(), fixtures.make_standard()))
    assert len(re.findall(r'class="shade3[^>]*>4.00c</td>', page)) == 4
    hostile = to_html(scorecard_page(fixtures.hostile_scorecard(), fixtures.make_standard()))
    assert "<script" not in hostile
    assert "\x1b" not in hostile
