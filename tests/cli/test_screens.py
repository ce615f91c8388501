"""What stands on one screen: how many lines a command takes at 80 columns, and that its conclusion stands last."""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli.render.document.blocks import Screen
from btm_cli.render.document.terminal import written
from btm_cli.standard.bundled import load_bundled
from support.run import ROOT, in_process

MERIDIAN = "examples/meridian-insurance"
QUARTERS = [f"{MERIDIAN}/2026-Q{number}.yaml" for number in range(1, 5)]
POLICY = f"{MERIDIAN}/policy.yaml"
HARBOR = "examples/harbor-foods/answers.yaml"
RESPONSES = [
    f"examples/harbor-foods/responses/{name}.yaml"
    for name in ("finance", "it-lead", "managing-director", "operations", "sales")
]
UNITS = ("north-quay", "old-harbor", "south-dock")
COMMANDS = {
    **{f"assess-q{number}": ("assess", file) for number, file in enumerate(QUARTERS, start=1)},
    "assess-harbor": ("assess", HARBOR),
    "assess-since": ("assess", QUARTERS[3], "--baseline", QUARTERS[2]),
    "assess-since-q1": ("assess", QUARTERS[2], "--baseline", QUARTERS[1]),
    "check": ("check", QUARTERS[3], "-p", POLICY, "--as-of", "2026-11-24"),
    "check-since": ("check", QUARTERS[3], "-p", POLICY, "--as-of", "2026-11-24", "--baseline", QUARTERS[2]),
    "check-q3": ("check", QUARTERS[2], "-p", POLICY, "--as-of", "2026-08-21"),
    **{f"diff-q{n}": ("diff", QUARTERS[n - 2], QUARTERS[n - 1]) for n in (2, 3, 4)},
    "diff-nothing": ("diff", HARBOR, HARBOR),
    "trend": ("trend", *QUARTERS),
    "plan": ("plan", QUARTERS[3]),
    "plan-harbor": ("plan", HARBOR),
    "plan-reach": ("plan", QUARTERS[3], "--reach", "alignment"),
    "plan-against": ("plan", QUARTERS[3], "--against", "tests/golden/plan-meridian.json", "--as-of", "2027-03-31"),
    "several-units": ("assess", *(f"examples/harbor-foods/units/{name}.yaml" for name in UNITS)),
    "several-quarters": ("assess", *QUARTERS),
    "consensus": ("consensus", *RESPONSES),
    "consensus-anonymous": ("consensus", *RESPONSES, "--anonymous"),
    "benchmark": ("benchmark", HARBOR),
    "benchmark-among": ("benchmark", QUARTERS[3], "--population", "tests/golden/rollup.json"),
    "what-if": ("what-if", QUARTERS[3], "--set", "asset/technology=2"),
    "rollup": ("rollup", *(f"examples/harbor-foods/units/{name}.yaml" for name in UNITS), "--no-cache"),
}
VERDICTS = {
    "diff-q4": "In all 55 cells moved: claim up 45, claim up but evidence down 5, only evidence up 4, ",
    "plan": "Left over Resources and demand / Technology stays below its target",
    "rollup": "Copy Compliance and risk: North Quay, evidenced 3.00.",
    "trend": "Score From 2026-Q1 to 2026-Q4 it went from 2.10 to 3.01 as claimed, with evidence from 1.15 to 2.09.",
    "several-units": "North Quay Alignment begins at 3.00",
    "several-quarters": "2026-Q1 Alignment begins at 3.00",
    "consensus": "Two sides Business and technology see 15 capabilities differently: Communication (business 1.25, ",
    "benchmark": "With care The bands are fixed thresholds, although the source calls them quartiles.",
    "check": "Gate failed: examples/meridian-insurance/2026-Q4.yaml: ",
}
"""What the last lines of a command begin with."""
LEVELS = load_bundled().capabilities
MOST_LINES, SCREEN = 36, 24


@pytest.mark.parametrize("name", COMMANDS)
def test_a_screen_is_enough_at_80_columns(name: str) -> None:
    lines = in_process(*COMMANDS[name]).text.splitlines()
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("name", VERDICTS)
def test_the_verdict_stands_last(name: str) -> None:
    last = " ".join(" ".join(in_process(*COMMANDS[name]).text.split("\n\n")[-1:]).split())
    assert last.startswith(VERDICTS[name])


EACH = "Each on a screen of its own: --brief; everything: --full"
PROMISE = "Where others stand says nothing about what a score earns; nothing here is a forecast or a promise."
ENDS = {
    "several-units": f"Scores from 1.25 (South Dock) to 1.84 (North Quay; Old Harbor). {EACH}",
    "several-quarters": f"Scores from 2.10 (2026-Q1) to 3.01 (2026-Q4). {EACH}",
    "consensus": "Talk about the above, then write the answers file: the same command with --output answers.yaml.",
    "benchmark": f"Pre-alignment of Baseline/BTM 500, 2008, in which 17% stood; 0% stood lower. {PROMISE}",
    "benchmark-among": f"alignment of Baseline/BTM 500, 2008, in which 24% stood; 17% stood lower. {PROMISE}",
}
"""What the last lines end with."""


@pytest.mark.parametrize("name", ENDS)
def test_the_last_words_are_the_verdict(name: str) -> None:
    assert " ".join(in_process(*COMMANDS[name]).text.split()).endswith(ENDS[name])


@pytest.mark.parametrize("name", ["consensus", "benchmark", "several-units"])
def test_full_has_what_the_screen_leaves_out(name: str) -> None:
    full, screen = (" ".join(in_process(*COMMANDS[name], *more).text.split()) for more in (["--full"], []))
    left_out = {
        "consensus": ["Krippendorff", "Governance & Organization", "Enterprise Architecture Standards: 2"],
        "benchmark": ["The publishers also related bands to financial results.", "Fortune 500"],
        "several-units": ["Largest gaps"],
    }[name]
    assert all(text in full for text in left_out)
    assert not any(text in screen for text in left_out)
    assert "--full" in screen


def test_of_several_each_has_a_screen_of_its_own_where_that_is_asked_for() -> None:
    text = in_process(*COMMANDS["several-units"], "--brief").text
    assert text.count("[Pre-alignment] › Alignment") == 3
    assert text.splitlines()[0].startswith("Assessment")


@pytest.mark.parametrize("name", [name for name in COMMANDS if name.startswith("assess")])
@pytest.mark.parametrize("columns", [80, 100])
def test_the_last_lines_stand_alone(name: str, columns: int) -> None:
    """Everything from where it stands to what to do is on the smallest screen, with who, when and as of which day."""
    lines = in_process(*COMMANDS[name], COLUMNS=str(columns)).text.splitlines()
    last = lines[-SCREEN:]
    now = next(index for index, line in enumerate(last) if line.startswith("Now"))
    assert "as of 2026" in " ".join(" ".join(last[now : now + 3]).split())
    assert any(line.startswith("Do next") for line in last)
    assert last[-1].startswith("Below target: ")


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 123, 124, 140, 240])
def test_nothing_is_wider_than_the_page_and_nothing_is_cut(columns: int) -> None:
    text = in_process("assess", QUARTERS[3], COLUMNS=str(columns)).text
    assert max(map(len, text.splitlines())) <= columns
    assert "…" not in text
    flat = " ".join(text.split())
    assert flat.endswith("All of it: --full")
    assert "against what it found running." in flat  # the first criterion of the first step, to its end


def test_brief_is_the_end_of_the_whole_and_full_has_everything_above_it() -> None:
    whole = in_process("assess", HARBOR).text
    full = in_process("assess", HARBOR, "--full").text
    brief = in_process("assess", HARBOR, "--brief").text
    rule = whole.index("[Pre-alignment]")
    assert brief.splitlines()[:9] == whole[rule:].splitlines()[:9]
    assert full.endswith(f"\n{whole}")
    assert "Largest gaps" in full


def test_brief_and_full_contradict_each_other() -> None:
    assert in_process("assess", HARBOR, "--brief", "--full").code == 2


def test_colour_and_encoding_change_no_word() -> None:
    plain = in_process("assess", QUARTERS[3]).text
    import re

    coloured = in_process("assess", QUARTERS[3], "--color", "always").text
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured).split() == plain.split()
    ascii_only = in_process("assess", QUARTERS[3], PYTHONIOENCODING="ascii").out.decode("ascii")
    assert len(ascii_only.splitlines()) == len(plain.splitlines())
    assert "2<" in ascii_only
    assert in_process("assess", QUARTERS[3], PYTHONIOENCODING="cp1252").out.decode("cp1252").count("2<") == 10


def test_the_map_marks_what_is_below_target_open_and_left_out() -> None:
    """Fifteen cells are below their target, two are not assessed, one does not apply (see the scorecard)."""
    lines = in_process("assess", QUARTERS[3]).text.splitlines()[5:16]
    text = "\n".join(lines)
    assert (text.count("▼"), text.count("?"), text.count("–"), text.count("*")) == (15, 2, 1, 1)
    assert "*Asset rationalization 1.75 2  2  2  1▼" in text


def test_the_legend_says_what_the_target_is() -> None:
    """Harbor names none, so every level 3 is assumed; Meridian's file has 3 by its state and three of its own."""
    assert (
        "▼ below target (level 3, assumed: none is set), * holds back Alignment." in in_process("assess", HARBOR).text
    )
    narrow, wide = (" ".join(in_process("assess", QUARTERS[3], COLUMNS=each).text.split()) for each in ("80", "140"))
    assert "▼ below its target (15 cells; targets differ: --full)," in narrow
    others = "Compliance and Risk Management 4, Approval and Prioritization / Information 4, Asset Rationalization 2"
    assert f"▼ below target (level 3; {others})," in wide


def test_a_brief_one_says_what_it_is_of() -> None:
    [first, *_] = in_process("assess", QUARTERS[3], "--brief").text.splitlines()
    assert first == "Questions are worded for single-unit (a profile): same answers, same score."


def test_a_wide_page_has_decimals_in_the_squares() -> None:
    text = in_process("assess", QUARTERS[3], COLUMNS="140").text
    assert " Compliance and Risk Management            3.44 3.8▼ 3.5▼ 3.7▼ 2.8▼" in text


def test_a_low_screen_shows_what_needs_attention() -> None:
    """Twelve of the seventeen have a mark; the legend says that the others are not there."""
    from btm_cli.intake.opened import Standards, assess_file
    from btm_cli.intake.summing_up import summary_of
    from btm_cli.render.scorecard.screen import scorecard_screen

    found = assess_file(str(ROOT / QUARTERS[3]), Standards())
    screen = scorecard_screen(found.card, found.loaded.standard, found.loaded.answers, summary_of(found))
    assert isinstance(screen, Screen)
    low, high = (written([screen], 80, lines=lines) for lines in (24, 50))
    assert "only rows with" in " ".join(low.split())
    assert "Portfolio, programs" in high
    assert "Portfolio, programs" not in low


def test_a_narrow_page_has_one_column_of_what_needs_attention() -> None:
    text = in_process("assess", QUARTERS[3], COLUMNS="60").text
    assert "only rows with" in " ".join(text.split())
    assert "Portfolio, programs" not in text
    assert "Compliance and risk   3.44 3▼ 3▼ 3▼ 2▼" in text


def test_where_nothing_needs_attention_the_whole_map_is_shown(tmp_path: Path) -> None:
    names = [line.split(":")[0].strip() for line in (ROOT / HARBOR).read_text().splitlines() if line.startswith("  ")]
    claims = "".join(f"  {name}: 4\n" for name in names if name in LEVELS)
    head = "standard: btm 1.1\nenterprise: Good\nassessed_on: 2026-11-20\ntarget: 3\nanswers:\n"
    (tmp_path / "good.yaml").write_text(head + claims)
    text = in_process("assess", "good.yaml", cwd=tmp_path, COLUMNS="60").text
    assert text.count(" 4 4 4 4") == 17
    assert "▼" not in text


def test_as_many_steps_as_are_asked_for() -> None:
    text = in_process("assess", QUARTERS[3], "--top", "4").text
    assert "More steps: 11." in text
    assert text.count(" → ") == 4


def test_several_files_have_a_table_first() -> None:
    lines = in_process("assess", HARBOR, QUARTERS[3]).text.splitlines()
    assert lines[0] == "2 assessments"
    assert lines[2].split() == ["Assessment", "State", "Score", "Evidenced", "Verified", "Below", "target"]
    assert any(line.startswith("Harbor Foods") and "60 of 68" in line for line in lines[:8])
    assert any(line.startswith("Meridian Insurance  Pre-alignment") for line in lines[:8])  # told apart by its name
    refused = in_process("assess", HARBOR, QUARTERS[3], "--format", "json")
    assert (refused.code, "takes one file" in refused.complaint) == (2, True)


def test_a_fresh_file_says_what_to_type(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    file.write_text("standard: btm 1.1\nenterprise: New\nassessed_on: 2026-11-20\nanswers: {}\n")
    text = " ".join(in_process("assess", "new.yaml", cwd=tmp_path).text.split())
    assert "Nothing is assessed yet: New has answered none of 68 cells." in text
    assert "btm interview new.yaml" in text


def test_what_fell_is_all_that_is_shown_of_it() -> None:
    """A claim that rose in a cell that lost its evidence is no part of what fell."""
    text = in_process("diff", QUARTERS[2], QUARTERS[3]).text
    fallen = text[text.index("What fell") : text.index("What raised the score most")]
    assert "evidenced" in fallen
    assert "claimed" not in fallen
    assert "+" not in fallen


def test_all_three_curves_are_in_sight() -> None:
    """In the first quarter 1.15 with evidence and 1.00 checked lie on one row, and so they do for a while after."""
    rows = [line for line in in_process("trend", *QUARTERS).text.splitlines() if line[2:3] in ("┤", "│")]
    picture = "\n".join(rows)
    assert min(picture.count(mark) for mark in "cev") > 20
    first_row, last_column = rows[-1], max(map(len, rows)) - 1
    assert {"e", "v"} <= set(first_row)
    assert {row[last_column] for row in rows if len(row) > last_column} == {"c", "e", "v"}


def test_ratings_without_evidence_are_no_levels_that_were_claimed(tmp_path: Path) -> None:
    answers = "answers:\n  approval-and-prioritization: {process: {2a: fully, 2b: partially}}\n"
    (tmp_path / "a.yaml").write_text(f"standard: btm 1.0\nenterprise: Acme\nassessed_on: 2026-11-20\n{answers}")
    shown = in_process("assess", "a.yaml", cwd=tmp_path).text
    assert "Cite evidence for what was claimed" in shown
    assert "0 levels" not in shown
