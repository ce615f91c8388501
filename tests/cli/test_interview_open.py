"""What an interview puts down without an answer: `unknown`, and notes on what stays open."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from btm_cli.answers.depth import Depth
from btm_cli.answers.interview.replies import Kind, Reply
from btm_cli.standard.bundled import load_bundled
from btm_cli.tui.saver import FileSaver
from btm_cli.tui.session import Interview
from support.quick_yaml import load_yaml
from support.run import Ran, in_process

HEAD = "standard: btm 1.1\nenterprise: Acme\nassessed_on: 2026-11-20\n"
FIRST = "strategic-and-tactical-governance"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.yaml"


def wrote(file: Path, answers: str) -> None:
    file.write_text(f"{HEAD}answers:\n{answers}", "utf-8")


def asked(file: Path, lines: str, depth: str) -> Ran:
    return in_process("interview", file, "--plain", "--depth", depth, "--capability", FIRST, stdin=lines)


def said(file: Path) -> dict:
    assert in_process("validate", file).code == 0
    return load_yaml(file.read_text("utf-8"))["answers"] or {}


def session(file: Path, depth: Depth) -> Interview:
    standard = load_bundled()
    saver = FileSaver(str(file), lambda name: standard if name == standard.name else None, [standard.name])
    return Interview(saver.open(lambda key: None), saver, depth, [FIRST], False)


@pytest.mark.parametrize(
    ("depth", "lines", "expected"),
    [
        ("cell", "unknown\n3\n", {"process": "unknown", "organization": 3}),
        (
            "cell",
            "Unknown ask the PMO\n3\n",
            {"process": {"rating": "unknown", "note": "ask the PMO"}, "organization": 3},
        ),
        ("cell", "note so\nunknown\n", {"process": {"rating": "unknown", "note": "so"}}),
        ("cell", "note so\nskip\n2\n", {"process": {"note": "so"}, "organization": 2}),
        ("cell", "note so\nnote thus\n2\n", {"process": {"level": 2, "note": "thus"}}),
        ("criteria", "unknown\nf\n", {"process": {"2a": "unknown", "2b": "fully"}}),
        ("criteria", "note so\nskip\nf\n", {"process": {"2a": {"note": "so"}, "2b": "fully"}}),
        ("criteria", "note so\nl\n", {"process": {"2a": {"rating": "largely", "note": "so"}}}),
        ("capability", "unknown\n", dict.fromkeys(("process", "organization", "information", "technology"), "unknown")),
        ("capability", "note so\n", {"note": "so"}),
        ("capability", "note so\n3\n", {"level": 3, "note": "so"}),
    ],
)
def test_it_is_saved_at_its_place(file: Path, depth: str, lines: str, expected: dict) -> None:
    wrote(file, "")
    ran = asked(file, lines, depth)
    assert (ran.code, ran.complaint) == (0, "")
    assert said(file) == {FIRST: expected}


def test_what_is_unknown_is_not_asked_again_here_and_is_the_next_time(file: Path) -> None:
    wrote(file, "")
    ran = asked(file, "unknown\n" * 4, "cell")
    assert "Saved: unknown. 0 of 4 cells answered" in " ".join(ran.text.split())
    assert "4 places still open" in ran.text
    again = asked(file, "3\n", "cell")
    assert "Now: unknown" in again.text
    assert said(file)[FIRST]["process"] == 3


def test_a_note_goes_into_a_cell_in_parts_and_leaves_them_and_their_comments(file: Path) -> None:
    wrote(file, f"  {FIRST}:\n    process:\n      2a: fully  # seen\n      2b: largely\n")
    assert asked(file, f"go {FIRST}/process\nnote so\n", "cell").code == 0
    assert said(file) == {FIRST: {"process": {"note": "so", "2a": "fully", "2b": "largely"}}}
    assert "2a: fully  # seen" in file.read_text("utf-8")


def test_a_claim_is_not_lost_to_what_is_unknown_or_only_noted(file: Path) -> None:
    wrote(file, f"  {FIRST}: {{process: 3}}\n")
    noted = asked(file, "note so\n", "criteria")
    assert "Kept; it is saved with the answer." in noted.text
    refused = asked(file, "unknown\n", "criteria")
    assert (refused.code, "would replace what is said of the whole cell" in refused.complaint) == (2, True)
    assert said(file) == {FIRST: {"process": 3}}
    assert asked(file, "note so\nf\n", "criteria").code == 0
    assert said(file) == {FIRST: {"process": {"2a": {"rating": "fully", "note": "so"}}}}


def test_evidence_waits_for_an_answer_that_unknown_is_not(file: Path) -> None:
    file.write_text(
        f"{HEAD}evidence: {{log: {{title: Log, url: https://e.example, date: 2026-11-01}}}}\nanswers:\n", "utf-8"
    )
    ran = asked(file, "evidence log\nunknown\nback\nevidence log\nquit\n", "cell")
    assert ran.text.count("Kept; it is saved with the answer.") == 2
    assert f"Not saved, because it has no answer: the note or evidence for {FIRST}/process" in " ".join(
        ran.text.split()
    )
    assert said(file) == {FIRST: {"process": "unknown"}}


@pytest.mark.parametrize(
    ("depth", "emptied"),
    [
        (Depth.capability, None),
        (Depth.cell, {"process": None}),
        (Depth.criteria, {"process": {"2a": None}}),
    ],
)
def test_undo_takes_both_back(file: Path, depth: Depth, emptied: dict | None) -> None:
    wrote(file, f"  {FIRST}:\n")
    before = file.read_text("utf-8")
    interview = session(file, depth)
    question = interview.question
    interview.note("so")
    interview.answer(Reply(Kind.unknown))
    assert interview.question != question
    interview.undo()
    assert interview.question == question
    interview.note("")
    assert said(file)[FIRST] == emptied
    interview.undo()
    interview.undo()
    assert file.read_text("utf-8") == before


def test_a_level_asks_before_it_takes_the_place_of_notes(file: Path) -> None:
    wrote(file, f"  {FIRST}: {{process: {{2a: {{note: so}}}}}}\n")
    assert asked(file, "3\n", "cell").code == 2
    wrote(file, f"  {FIRST}: {{process: {{2a: unknown}}}}\n")
    assert asked(file, "3\n", "cell").code == 0
    assert said(file) == {FIRST: {"process": 3}}


def test_the_screen_has_a_key_for_it_and_says_what_was_passed_over(file: Path) -> None:
    from btm_cli.tui.app import InterviewApp

    wrote(file, "")
    app = InterviewApp(session(file, Depth.cell), "a.yaml")

    async def drive() -> None:
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.press("k", "t", *"so", "enter", "s", "3", "4")
            assert str(app.query_one("#cells").render()).startswith("2 places still open")
            await pilot.press("q")

    asyncio.run(drive())
    assert said(file) == {
        FIRST: {"process": "unknown", "organization": {"note": "so"}, "information": 3, "technology": 4}
    }
