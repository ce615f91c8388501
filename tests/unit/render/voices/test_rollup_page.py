"""A roll-up as a page: the heat map both ways round, lists shown in part, what is said of the enterprise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

import pytest

from btm_cli.render.document.blocks import Block, Heading, Table
from btm_cli.render.document.html import to_html
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.document.terminal import written
from btm_cli.render.voices.rollup_page import rollup_brief, rollup_page
from btm_cli.voices.roll_call import Flag, call_roll
from btm_cli.voices.rollup import roll_up, with_evidence
from btm_cli.voices.unit import Unit
from support import build
from support.voices import scores, unit

STATES = [build.state("early", "1", 1), build.state("steady", "3", 2)]
STANDARD = build.standard({"north": [build.capability("alpha"), build.capability("beta")]}, states=STATES)
TWO = (
    unit("Strong", scores(4), scores(5), overall=scores("4.5")),
    unit("Weak", scores(2), scores(1), overall=scores("1.5")),
)


def page(*units: Unit, top: int | None = 10, flags: Sequence[Flag] = ()) -> list[Block]:
    return list(rollup_page(roll_up(STANDARD, call_roll(units)), STANDARD, flags, top))


def table_after(blocks: list[Block], heading: str) -> Table:
    place = next(i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.text.startswith(heading))
    found = blocks[place + 1]
    assert isinstance(found, Table)
    return found


def squares(table: Table) -> list[list[tuple[str, int | None]]]:
    """The text and shade of every cell."""
    return [[(cell.text, cell.shade) for cell in cells] for cells, _ in table.squares()]


def test_a_few_units_stand_across_by_number_the_weakest_first() -> None:
    table = table_after(page(*TWO), "Heat map")
    assert [column.name for column in table.named()] == ["Capability", "1", "2", "All"]
    # Levels 1 to 5 have the shades 0 to 4; a capability's level over all units is the lowest of theirs.
    assert squares(table) == [
        [("Alpha", None), ("2.00", 1), ("4.00", 3), ("3.00", 1)],
        [("Beta", None), ("1.00", 0), ("5.00", 4), ("3.00", 0)],
        [("Overall", None), ("1.50", 0), ("4.50", 3), ("3.00", 0)],
    ]


def test_all_units_run_down_the_page_by_name() -> None:
    blocks = page(*TWO, top=None)
    table = table_after(blocks, "Heat map")
    assert [column.name for column in table.named()] == ["Unit", "Overall", "Alpha", "Beta"]
    assert squares(table) == [
        [("Weak", None), ("1.50", 0), ("2.00", 1), ("1.00", 0)],
        [("Strong", None), ("4.50", 3), ("4.00", 3), ("5.00", 4)],
        [("All", None), ("3.00", 0), ("3.00", 1), ("3.00", 0)],
    ]
    assert re.search(r'<td class="number shade4"[^>]*>5.00</td>', to_html(blocks))


def test_the_terminal_shows_the_shades_in_colour_alone() -> None:
    blocks = page(*TWO)
    # How rich writes a colour depends on the terminal; that levels 2 and 5 have two different ones does not.
    two, five = (
        re.findall(rf"\x1b\[([0-9;]+)m *{score}", written(blocks, 80, "utf-8", True))[0]
        for score in (r"2\.00", r"5\.00")
    )
    assert two != five
    assert "\x1b" not in written(blocks)


def test_what_is_not_assessed_has_no_shade() -> None:
    table = table_after(page(unit("a", scores(None), scores(2))), "Heat map")
    assert squares(table)[0] == [("Alpha", None), ("-", None), ("-", None)]


def test_a_list_shown_in_part_says_so_and_where_the_rest_is() -> None:
    units = [unit(f"u{number}", scores(1 + number % 5), scores(2)) for number in range(7)]
    flags = [Flag(f"code-{number}", "warning", "odd", f"{number}.yaml") for number in range(4)]
    shown = to_markdown(page(*units, top=3, flags=flags))
    assert "## Units, weakest first (3 of 7; all with --format csv)" in shown
    assert "## Heat map: scores by unit (3 of 7; all with --format csv)" in shown
    assert "## To be aware of (3 of 4; all with --format json)" in shown
    assert "3.yaml" not in shown
    whole = to_markdown(page(*units, top=None, flags=flags))
    assert all(f"| u{number} |" in whole for number in range(7))
    assert "3.yaml" in whole
    assert "--format" not in whole


def headline(*units: Unit) -> str:
    return to_markdown(page(*units)).split("\n\n")[1]


def test_the_headline_says_what_holds_the_enterprise_back() -> None:
    # (5 + 3/2) / 2 = 13/4 is steady by score, but one unit is at level 1 in a capability.
    held = headline(unit("a", scores(5), scores(5)), unit("b", scores(2), scores(1), overall=scores("1.5")))
    assert (
        held == "Score 3.25 of 5, level 1, Early (by score alone Steady; a floor, or what it asks for, holds it back)."
    )
    assert headline(unit("a", scores(4), scores(4))) == "Score 4.00 of 5, level 4, Steady."
    assert headline(unit("a", scores(None), scores(None))) == "Nothing is assessed yet, so there is no score."


def test_without_states_the_headline_names_none() -> None:
    stateless = STANDARD._replace(states=())
    found = roll_up(stateless, call_roll([unit("a", scores(4), scores(4))]))
    assert "Score 4.00 of 5, level 4." in to_markdown(rollup_page(found, stateless, (), 10))


def test_outliers_say_on_which_side() -> None:
    # alpha: 2 2 2 2 3: beyond both fences; so is the overall score.
    units = [unit(name, scores(2), scores(None)) for name in "abcd"]
    shown = to_markdown(page(*units, unit("e", scores(3), scores(None))))
    assert "- **3.00** e: overall, above the others\n- **3.00** e: Alpha, above the others\n" in shown


def test_practice_to_copy_names_its_evidence() -> None:
    units = [unit("a", scores(3, evidenced=3), scores(2)), unit("b", scores(3, evidenced=1), scores(2))]
    found = with_evidence(roll_up(STANDARD, call_roll(units)), lambda one: [["Charter", "Minutes"], []])
    shown = to_markdown(rollup_page(found, STANDARD, (), 10))
    assert "- Alpha: a, evidenced 3.00. Charter; Minutes.\n" in shown


def test_nothing_of_a_units_name_is_markup() -> None:
    evil = unit("<b>[red]x[/red]\x1b[31m", scores(2), scores(2))
    for top in (10, None):
        assert "<b>" not in to_html(page(evil, top=top))
    assert "\x1b" not in written(page(evil))
    assert "<b>[red]x[/red]\\x1b[31m" in written(page(evil), 140)


PART = unit(
    "Part",
    scores(5),
    scores(None),
    scope=("alpha",),
    cells=(scores(5), scores(5), None, None),
    standings=("assessed", "out-of-scope"),
)


def texts(partial: bool, brief: bool) -> str:
    """Two whole units and one about alpha alone, as a terminal shows them."""
    rolled = roll_up(STANDARD, call_roll([*TWO, PART]), partial=partial)
    made = rollup_brief(rolled, STANDARD, ()) if brief else rollup_page(rolled, STANDARD, (), 10)
    return " ".join(written(made, 160).split())


@pytest.mark.parametrize("brief", [True, False])
def test_coverage_is_said_and_a_state_withheld_while_it_lacks(brief: bool) -> None:
    said = texts(partial=False, brief=brief)
    # alpha (4 + 2 + 5) / 3, beta (5 + 1) / 2; the whole their mean, 10/3
    assert "Score 3.33 of 5, level 1. No state: 1 of 2 capabilities is covered by fewer than all units" in said
    assert "1 of 2 capabilities by all 3 units; fewest: Beta, by 2" in said
    assert "Scope: everything (2), Alpha (1)" in said
    assert "Part (1 of 2 capabilities)" in said
    assert "Alpha 3 of 3" in said
    assert "Beta 2 of 3" in said


@pytest.mark.parametrize("brief", [True, False])
def test_the_state_of_a_part_is_marked(brief: bool) -> None:
    said = texts(partial=True, brief=brief)
    assert (
        "Partial: the state is that of what is covered; 1 of 2 capabilities is covered by fewer than all units." in said
    )
    assert "No state" not in said


def test_where_all_is_covered_no_column_says_so() -> None:
    assert "Covered 2 of 2 capabilities by all 2 units" in " ".join(written(page(*TWO), 160).split())
    assert "2 of 2 2" not in " ".join(written(page(*TWO), 160).split())


@pytest.mark.parametrize("brief", [True, False])
def test_no_unit_is_the_weakest_where_all_are_at_one_score(brief: bool) -> None:
    same = (unit("First", scores(2), scores(3)), unit("Second", scores(2), scores("3.5")))
    rolled = roll_up(STANDARD, call_roll(same))
    made = rollup_brief(rolled, STANDARD, ()) if brief else rollup_page(rolled, STANDARD, (), 10)
    [spread] = [one for one in made if isinstance(one, Table) and one.named()[-1].name == "Weakest unit"]
    found = {cells[0].text: cells[-1].text for cells, _ in spread.squares()}
    assert found == {"Alpha": "-", "Beta": "First"}


CITING = unit("Strong", scores(4, evidenced=3), scores(5), overall=scores("4.5", evidenced=3), evidence_cited=2)
CHECKED = CITING._replace(
    overall=CITING.overall._replace(verified=Fraction(2)),
    cells=tuple(one and one._replace(verified=Fraction(2)) for one in CITING.cells),
)


@pytest.mark.parametrize(
    ("first", "whole", "fact", "figures"),
    [
        (TWO[0], "No evidence is cited yet.", "Evidenced no evidence cited yet", ["-", "-"]),
        # Alpha is evidenced at 3 in one unit and at 1 in the other, beta at 1 in both: 2 and 1.
        (
            CITING,
            "With evidence 1.50; nothing was checked independently.",
            "Evidenced 1.50; nothing was checked independently",
            ["-", "3.00"],
        ),
        # Checked at 2 in all cells of one unit and at 1 in those of the other.
        (CHECKED, "With evidence 1.50, checked 1.50.", "Evidenced 1.50, verified 1.50", ["-", "3.00"]),
    ],
)
def test_what_nobody_cites_or_checks_has_no_score(first: Unit, whole: str, fact: str, figures: list[str]) -> None:
    rolled = roll_up(STANDARD, call_roll((first, TWO[1])))
    brief, full = list(rollup_brief(rolled, STANDARD, ())), list(rollup_page(rolled, STANDARD, (), 10))
    assert whole in " ".join(written(brief, 200).split())
    assert fact in " ".join(written(full, 200).split())
    for blocks in (brief, full):
        heads = [one for one in blocks if isinstance(one, Table) and "Evid." in [column.name for column in one.named()]]
        place = [column.name for column in heads[0].named()].index("Evid.")
        assert [cells[place].text for cells, _ in heads[0].squares()] == figures
        assert heads[0].caption == "-: no evidence cited."
    both = roll_up(STANDARD, call_roll((CITING, CHECKED._replace(name="Also", digest="another"))))
    assert "no evidence cited" not in " ".join(written(rollup_brief(both, STANDARD, ()), 200).split())
