"""`btm interview`: line by line from a pipe, on a real pseudo-terminal, and through Textual's own pilot."""

from __future__ import annotations

import asyncio
import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from btm_cli.answers.depth import Depth
from btm_cli.answers.interview.replies import Kind, Reply, find
from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.criteria import criteria_by_reference
from btm_cli.tui.keys import help_lines
from btm_cli.tui.saver import FileSaver
from btm_cli.tui.session import Interview
from support.quick_yaml import load_yaml
from support.run import LONGEST, Ran, in_process, plain_environment

fcntl, pty, termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))  # not on Windows

HEAD = "standard: btm 1.1\nenterprise: Acme [/b]\nassessed_on: 2026-11-20  # kept\nanswers:\n"
CELL = "strategic-and-tactical-governance"
OTHER = "compliance-and-risk-management"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD, "utf-8")
    return path


def plainly(file: Path, lines: str, *options: str) -> Ran:
    return in_process("interview", file, "--plain", *options, stdin=lines)


def said(file: Path) -> dict:
    return load_yaml(file.read_text("utf-8"))["answers"] or {}


def session(file: Path, depth: Depth = Depth.cell, unanswered: bool = False) -> Interview:
    standard = load_bundled()
    saver = FileSaver(str(file), lambda name: standard if name == standard.name else None, [standard.name])
    loaded = saver.open(lambda key: None)
    return Interview(loaded, saver, depth, list(standard.capabilities), unanswered)


def test_a_pipe_answers_and_every_answer_is_saved(file: Path) -> None:
    ran = plainly(file, "3\nn/a no such [/b] thing\n\nnote a\n2\n")
    assert (ran.code, ran.complaint) == (0, "")
    assert said(file) == {
        CELL: {
            "process": 3,
            "organization": {"rating": "n/a", "reason": "no such [/b] thing"},
            "technology": {"level": 2, "note": "a"},
        }
    }
    assert file.read_text("utf-8").startswith(HEAD)
    assert "3 answers saved" in ran.text


def test_a_cell_is_left_where_a_level_is_not_reached(file: Path) -> None:
    """Level 2 has 2a and 2b here; level 3 has 3a, 3b, 3c. 3b `not`: level 3 fails, and 4a is never asked."""
    plainly(file, "f\nf\nl\nn\nl\np\n", "--depth", "criteria")
    assert said(file)[CELL] == {
        "process": {"2a": "fully", "2b": "fully", "3a": "largely", "3b": "not", "3c": "largely"},
        "organization": {"2a": "partially"},
    }


def test_a_script_stops_at_a_line_that_is_no_answer(file: Path) -> None:
    ran = plainly(file, "3\n7\n2\n")
    assert ran.code == 2
    assert "line 2 of the input" in ran.complaint
    assert said(file) == {CELL: {"process": 3}}


def test_open_date_missing_file_invalid_file_and_no_terminal(file: Path, run_btm) -> None:
    file.write_text(HEAD.replace(" 2026-11-20  # kept", ""), "utf-8")
    assert plainly(file, "2026-11-20\n3\n").code == 0
    assert load_yaml(file.read_text("utf-8"))["answers"] == {CELL: {"process": 3}}
    gone = plainly(file.with_name("b.yaml"), "")
    assert gone.code == 4
    assert "btm init" in gone.complaint
    file.write_text(HEAD + "  nowhere: 3\n", "utf-8")
    wrong = plainly(file, "3\n")
    assert wrong.code == 3
    assert "unknown-capability" in wrong.complaint
    screen = run_btm("interview", file)
    assert screen.returncode == 2
    assert "--plain" in screen.stderr


@pytest.mark.parametrize("head", ["standard: btm 1.1\nenterprise:\nassessed_on:\n", "standard: btm 1.1\n"])
def test_a_file_without_a_name_is_asked_for_it_first(file: Path, head: str) -> None:
    file.write_text(head + "answers:\n", "utf-8")
    ran = plainly(file, "Acme: #1\n2026-11-20\n3\n")
    assert (ran.code, ran.complaint) == (0, "")
    data = load_yaml(file.read_text("utf-8"))
    assert (data["enterprise"], str(data["assessed_on"])) == ("Acme: #1", "2026-11-20")
    assert said(file) == {CELL: {"process": 3}}


def test_nothing_is_written_where_only_the_name_is_given(file: Path) -> None:
    text = "standard: btm 1.1\nenterprise:\nassessed_on:\nanswers:\n"
    for typed in ("", "Acme\n", "\n", "Acme\nsoon\n"):
        file.write_text(text, "utf-8")
        assert plainly(file, typed).code in (2, 3)
        assert file.read_text("utf-8") == text


def test_a_file_with_another_mistake_is_not_asked_about(file: Path) -> None:
    file.write_text("standard: btm 1.1\nenterprise:\nassessed_on:\nanswers:\n  nowhere: 2\n", "utf-8")
    ran = plainly(file, "Acme\n2026-11-20\n")
    assert ran.code == 3
    assert "unknown-capability" in ran.complaint


def test_it_says_that_it_is_provisional_and_why(file: Path) -> None:
    ran = plainly(file, "3\nquit\n")
    assert "Acme [/b]: 0 of 68 cells answered, score -." in ran.text
    assert "Saved: 3. 1 of 68 cells answered, so provisional: score 3.00 (Alignment)." in ran.text.replace("\n", " ")
    assert "1 answer saved; 67 places still open: run it again to go on." in ran.text.replace("\n", " ")


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        (f"  {CELL}:\n  asset-rationalization:\n", "Strategic and Tactical Governance ("),
        (f"  {CELL}: 2\n  asset-rationalization: {{level: 3}}\n", "Organization Design and Change Management ("),
        (f"  {CELL}: {{process: 2}}\n  asset-rationalization:\n", "Strategic and Tactical Governance / Organization ("),
        ("", "Strategic and Tactical Governance / Process ("),
    ],
)
def test_it_asks_as_deep_as_the_file_is_laid_out(file: Path, answers: str, first: str) -> None:
    file.write_text(HEAD + answers, "utf-8")
    assert first in " ".join(plainly(file, "quit\n").text.split())


def test_leaving_says_what_is_saved_what_is_open_and_what_next(file: Path) -> None:
    from support.typed import typed

    code, shown = typed("interview", file, cwd=file.parent, columns=120, said=[("0 of 68 cells", "3q")])
    assert code == 0
    lines = shown.rstrip().splitlines()
    # The session's last words are broken between words at 120 columns.
    assert "1 answer saved; 67 places still open: run it again to go on. 1 of 68 cells answered" in " ".join(
        lines[-3:-1]
    )


def test_what_is_not_known_is_no_answer(file: Path) -> None:
    ran = plainly(file, "3\nunknown\nquit\n")
    assert "1 answered, 1 not known, all saved; 67 places still open" in " ".join(ran.text.split())
    again = plainly(file, "next\nunknown\nundo\n2\nquit\n")  # what is taken back is not counted
    assert "1 answer saved; " in " ".join(again.text.split())
    same = plainly(file, "unknown\nquit\n")  # nor is what is said again
    assert "0 answers saved; " in " ".join(same.text.split())


def test_what_does_not_apply_is_in_no_count(file: Path) -> None:
    ran = plainly(file, "n/a no such body\n3\nquit\n")
    assert "1 of 67 cells answered" in " ".join(ran.text.split())


def test_the_last_words_name_what_comes_next(file: Path) -> None:
    from support.typed import typed

    _, shown = typed("interview", file, cwd=file.parent, columns=120, said=[("0 of 68 cells", "3q")])
    lines = shown.rstrip().splitlines()
    assert lines[-1] == f"next: btm assess {file} (1 saved, 67 open)"


def test_plain_leaves_textual_alone(file: Path) -> None:
    code = (
        "import sys; sys.argv=['btm','interview',sys.argv[1],'--plain']\n"
        "from btm_cli.__main__ import main\nmain()\nprint('textual' in sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(file)], input="3\n", capture_output=True, encoding="utf-8", timeout=LONGEST
    )
    assert ran.stderr.splitlines()[-1] == "False"
    assert said(file) == {CELL: {"process": 3}}


def test_answering_everything_is_the_same_content_as_writing_it_by_hand(file: Path) -> None:
    standard = load_bundled()
    levels = [1 + number % 5 for number in range(68)]
    ran = plainly(file, "".join(f"{level}\n" for level in levels))
    assert "nothing is open any more" in ran.text
    given = iter(levels)
    by_hand = {
        one.id: {each.id: next(given) for each in standard.dimensions} for one in standard.ordered_capabilities()
    }
    assert said(file) == by_hand


def test_a_word_is_explained_at_the_first_claim_that_uses_it_and_not_again(file: Path) -> None:
    """2a uses no settled word, 2b "largest" and "past twelve months", 3a "drawn" and others."""
    place = f"{CELL}/process"
    told = plainly(file, "fully\nfully\nfully\nq\n", "--depth", "criteria").text
    claims = dict(part.split(")", 1) for part in re.split(rf"\({place}/", told)[1:])
    explained = {name: re.findall(r"“([^”]+)” means:", text) for name, text in claims.items()}
    assert explained["2a"] == []
    assert explained["2b"] == ["largest", "past twelve months"]
    assert "drawn" in explained["3a"]
    everything = [word for words in explained.values() for word in words]
    assert len(everything) == len(set(everything))
    assert all(len(words) <= 2 for words in explained.values())


def test_the_screen_keeps_what_it_explained_at_its_question(file: Path) -> None:
    from btm_cli.tui.rows import Rows

    interview = session(file, Depth.criteria)
    rows, place = Rows(interview), interview.question
    assert place is not None
    first, later = place._replace(criterion="2b"), place._replace(dimension="organization", criterion="2b")
    for _ in range(2):  # drawn again, it says the same
        assert "“largest” means: By money" in rows.below(first, 60).plain
    said_later = rows.below(later, 60).plain
    assert "largest" in rows.words.criterion(later).claim
    assert "“initiative” means:" in said_later
    assert "“largest”" not in said_later


def test_undo_gives_back_the_content_and_a_claim_for_all_is_spread(file: Path) -> None:
    file.write_text(HEAD + f"  {CELL}: 2\n", "utf-8")
    interview = session(file)
    from btm_cli.answers.interview.replies import Kind, Reply

    assert interview.question is not None
    assert interview.question.reference == f"{CELL}/process"
    interview.answer(Reply(Kind.level, "4"))
    assert said(file) == {CELL: {"process": 4, "organization": 2, "information": 2, "technology": 2}}
    assert interview.card.overall.numbers.score == 2.5
    interview.undo()
    assert said(file) == {CELL: 2}
    assert session(file, unanswered=True).question.capability != CELL


def test_somebody_elses_change_is_told_and_kept(file: Path) -> None:
    from btm_cli.answers.interview.replies import Kind, Reply
    from btm_cli.saving.placing import FileChanged

    interview = session(file)
    file.write_text(HEAD + f"  {CELL}: {{process: 1}}\n", "utf-8")
    with pytest.raises(FileChanged):
        interview.answer(Reply(Kind.level, "5"))
    assert said(file) == {CELL: {"process": 1}}


def test_what_somebody_else_answers_elsewhere_stays_beside_it(file: Path) -> None:
    from btm_cli.answers.interview.replies import Kind, Reply

    interview = session(file)
    file.write_text(HEAD + f"  {CELL}: {{technology: 2}} # theirs\n  {OTHER}: 4\n", "utf-8")
    interview.answer(Reply(Kind.level, "5"))
    assert said(file) == {CELL: {"process": 5, "technology": 2}, OTHER: 4}
    assert "# theirs" in file.read_text("utf-8")
    assert [each.numbers.score for each in interview.card.capabilities if each.id == OTHER] == [4]


def test_nothing_is_saved_beside_what_is_wrong_by_now(file: Path) -> None:
    """A file that can't be read again is told as changed, and stays as the other left it."""
    from btm_cli.answers.interview.replies import Kind, Reply
    from btm_cli.saving.placing import FileChanged

    interview = session(file)
    theirs = HEAD + f"  {OTHER}: 44\n"
    file.write_text(theirs, "utf-8")
    with pytest.raises(FileChanged):
        interview.answer(Reply(Kind.level, "5"))
    assert file.read_text("utf-8") == theirs


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_the_screen_through_its_pilot(file: Path, size: tuple[int, int]) -> None:
    from btm_cli.tui.app import InterviewApp
    from btm_cli.tui.citing import EvidenceDialog
    from btm_cli.tui.dialogs import FindDialog, HelpDialog, TextDialog

    app = InterviewApp(session(file), "a.yaml")

    async def drive() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.press("3")
            assert said(file) == {CELL: {"process": 3}}
            for key, dialog in (("t", TextDialog), ("e", EvidenceDialog), ("slash", FindDialog), ("f1", HelpDialog)):
                await pilot.press(key)
                assert isinstance(app.screen, dialog)
                await pilot.press("escape")
            await pilot.press("x", *"[/b]", "enter")
            await pilot.press("d")
            assert app.interview.question.reference == f"{CELL}/information/2a"  # it stays where it was
            await pilot.press("f", "u", "left")
            await pilot.press("ctrl+c")

    asyncio.run(drive())
    assert app.return_value == 130
    assert said(file) == {CELL: {"process": 3, "organization": {"rating": "n/a", "reason": "[/b]"}}}


def test_enter_takes_only_a_level_that_the_mark_was_moved_to(file: Path) -> None:
    """None is marked on an open cell; on the present level it is one Enter too many, and saves nothing anew."""
    from btm_cli.tui.app import InterviewApp

    heard = {"level": 2, "source": "conversation"}
    file.write_text(HEAD + f"  {CELL}: {{process: {heard}}}\n", "utf-8")
    app = InterviewApp(session(file), "a.yaml")

    async def drive() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            assert app.interview.question.reference == f"{CELL}/organization"
            assert "1-5 level  s leave open  k not known" in str(app.query_one("#keys").render())
            await pilot.press("enter")
            assert said(file) == {CELL: {"process": heard}}
            await pilot.press("down", "down", "enter")
            assert said(file) == {CELL: {"process": heard, "organization": 2}}
            await pilot.press("left", "left", "enter")
            assert said(file) == {CELL: {"process": heard, "organization": 2}}
            await pilot.press("2", "q")

    asyncio.run(drive())
    assert said(file) == {CELL: {"process": 2, "organization": 2}}


def test_a_review_asks_for_what_was_heard_and_for_nothing_else(file: Path) -> None:
    heard = {"level": 2, "source": "conversation"}
    file.write_text(HEAD + f"  {CELL}: {{process: {heard}, organization: 4, information: {heard}}}\n", "utf-8")
    ran = plainly(file, "2\n3\n", "--review")
    assert ran.code == 0
    assert [line for line in ran.text.splitlines() if line.startswith(f"({CELL}/")] == [
        f"({CELL}/process)",
        f"({CELL}/information)",
    ]
    assert said(file) == {CELL: {"process": 2, "organization": 4, "information": 3}}
    assert plainly(file, "", "--review", "--unanswered").code == 2


@pytest.mark.parametrize(("typed", "kept"), [("3", {"level": 3, "note": "so"}), ("2", {"level": 2, "note": "so"})])
def test_a_level_that_is_said_by_hand_is_no_longer_heard(file: Path, typed: str, kept: dict[str, object]) -> None:
    heard = {"level": 2, "source": "conversation", "note": "so"}
    file.write_text(HEAD + f"  {CELL}: {{process: {heard}}}\n", "utf-8")
    assert plainly(file, f"go {CELL}/process\n{typed}\nundo\n{typed}\nquit\n").code == 0
    assert said(file) == {CELL: {"process": kept}}


class Terminal:
    """`btm interview` on a pseudo-terminal of its own."""

    def __init__(self, file: Path, columns: int = 80, lines: int = 24) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "btm_cli", "interview", str(file)],
            env=plain_environment() | {"TERM": "xterm", "NO_COLOR": "1"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.seen = ""

    def wait_for(self, text: str, seconds: float = LONGEST) -> None:
        end = time.monotonic() + seconds
        while text not in self.seen:
            assert time.monotonic() < end, f"{text!r} never came: {self.seen[-2000:]}"
            if select.select([self.master], [], [], 0.2)[0]:
                self.seen += os.read(self.master, 65536).decode("utf-8", "replace")

    def send(self, keys: str) -> None:
        self.seen = ""
        os.write(self.master, keys.encode())

    def ends(self) -> int:
        while self.process.poll() is None:
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    os.read(self.master, 65536)
                except OSError:
                    break
        return self.process.wait(LONGEST)


def wait_until(holds: Callable[[], bool], seconds: float = LONGEST) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_terminal_answers_is_resized_killed_and_goes_on(file: Path) -> None:
    first = Terminal(file)
    first.wait_for("Governance")
    first.send("3")
    first.wait_for("Saved")
    fcntl.ioctl(first.master, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))
    os.kill(first.process.pid, signal.SIGWINCH)
    first.send("2")
    # A resized screen is drawn anew, with the "Saved" of before: the file tells when this answer is in it.
    wait_until(lambda: said(file) == {CELL: {"process": 3, "organization": 2}})
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait(LONGEST)
    assert said(file) == {CELL: {"process": 3, "organization": 2}}
    again = Terminal(file)
    again.wait_for("Information")
    again.send("4")
    again.wait_for("Saved")
    again.send("\x03")
    assert again.ends() == 130
    assert said(file) == {CELL: {"process": 3, "organization": 2, "information": 4}}


def test_evidence_is_added_and_cited_on_the_screen(file: Path) -> None:
    from btm_cli.tui.app import InterviewApp

    app = InterviewApp(session(file), "a.yaml")
    typed = ["minutes", "M [/b]", "https://x.ex", "2026-10-30"]

    async def drive() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("3", "b", "e", "a")
            for number, text in enumerate(typed):
                await pilot.press(*(["tab"] if number else []), *("space" if one == " " else one for one in text))
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("q")

    asyncio.run(drive())
    data = load_yaml(file.read_text("utf-8"))
    assert data["evidence"]["minutes"]["title"] == "M [/b]"
    assert data["answers"] == {CELL: {"process": {"level": 3, "evidence": ["minutes"]}}}


def test_a_scope_and_a_depth_narrow_what_is_asked(file: Path) -> None:
    ran = plainly(file, "2\n1\n", "--capability", "asset", "--capability", "business-arch", "--depth", "capability")
    assert ran.code == 0
    assert said(file) == {"business-architecture": 2, "asset-rationalization": 1}
    again = plainly(file, "", "--area", "strategic-ent", "--depth", "capability", "--unanswered")
    assert "Technology Architecture" in again.text
    assert "Business Architecture" not in again.text.replace("Business Architecture (", "")


def test_a_plain_interview_reads_as_kept(file: Path, root: Path) -> None:
    """The whole transcript: what a screen reader says."""
    ran = plainly(file, "f\nnote [/b] so\nl\nwhat\n", "--depth", "criteria", "--capability", "asset")
    kept = root / "tests" / "cases" / "interview" / "plain.txt"
    if os.environ.get("BTM_UPDATE_GOLDEN"):
        kept.write_text(ran.text, "utf-8")
    assert ran.code == 2
    assert ran.text.replace(str(file), "a.yaml") == kept.read_text("utf-8").replace(str(file), "a.yaml")


def test_help_says_what_ratings_mean(file: Path) -> None:
    said = " ".join(plainly(file, "?\n").text.split())
    assert "largely: More than 50 % and up to 85 % was found." in said
    assert ("threshold", load_bundled().rating_meanings["threshold"]) in help_lines(load_bundled())


def core_file(file: Path, text: str) -> Path:
    file.write_text(HEAD.replace("answers:", "depth: core\nanswers:") + text, "utf-8")
    return file


def test_at_depth_core_one_claim_a_level_is_asked(file: Path) -> None:
    """Core of this cell: 2b, 3a, 4a, 5c (core-1.1.csv). 4a `largely` is no level; organization follows with 2b."""
    ran = plainly(file, "f\nf\nl\nq\n", "--depth", "core", "--capability", CELL)
    assert ran.code == 2  # "q" is typed as quit in full
    assert said(file) == {CELL: {"process": {"2b": "fully", "3a": "fully", "4a": "largely"}}}
    assert load_yaml(file.read_text("utf-8"))["depth"] == "core"
    assert f"{CELL}/organization/2b" in ran.text


def test_a_file_rated_in_full_is_not_made_core(file: Path) -> None:
    file.write_text(f"{HEAD}  {CELL}: {{process: {{2a: fully}}}}\n", "utf-8")
    refused = plainly(file, "f\n", "--depth", "core")
    assert (refused.code, "some of its ratings would not count" in refused.complaint) == (2, True)
    assert "depth" not in file.read_text("utf-8")


def test_at_depth_core_what_the_next_state_asks_for_is_asked_once_the_rest_is_settled(file: Path) -> None:
    """Everything claimed at 3 is a score of 3: the next state is synchronization, which asks at levels 3 and 4.

    In the one cell that is rated, level 4 is not reached; 3c and 4c bear foresight and are no core claims.
    """
    standard = load_bundled()
    claimed = "".join(f"  {one.id}: 3\n" for one in standard.ordered_capabilities() if one.id != CELL)
    rated = f"  {CELL}: {{process: 3, organization: 3, technology: 3, information: {{2a: fully}}}}\n"
    held = session(core_file(file, claimed + rated), Depth.criteria, unanswered=True)
    cell = standard.capabilities[CELL].cells["information"]
    core = {level: next(each.id for each in found if each.core) for level, found in cell.criteria.items()}
    asked = []
    for _ in range(9):
        if held.question is None:
            break
        asked.append(held.question.criterion)
        held.answer(Reply(Kind.rating, "not" if held.question.criterion == core[4] else "fully"))
    assert asked == [core[2], core[3], core[4], "3c", "4c"]
    assert [each.id for each in cell.all_criteria() if "foresight" in each.themes and each.level < 5] == ["3c", "4c"]


def test_a_core_file_goes_deeper_without_losing_an_answer(file: Path) -> None:
    core_file(file, f"  {CELL}: {{process: {{2b: fully, 3a: fully}}}}\n")
    file.write_text(file.read_text("utf-8").replace("depth: core\n", ""), "utf-8")
    ran = plainly(file, "f\nquit\n", "--unanswered", "--capability", CELL)
    assert ran.code == 0
    assert said(file)[CELL]["process"] == {"2a": "fully", "2b": "fully", "3a": "fully"}


def test_a_search_finds_a_term_in_every_way_it_is_said(file: Path) -> None:
    """`sample` is also said "drawn" and "by lot" (terms.yaml)."""
    held = session(file, Depth.criteria)
    found = {each.reference for each in find("sample", held.form)}
    drawn = {each.reference for each in find("drawn", held.form)}
    assert drawn == found
    assert any("drawn" in criterion_of(each).casefold() for each in found if each.count("/") == 2)


def criterion_of(reference: str) -> str:
    return criteria_by_reference(load_bundled())[reference].claim
