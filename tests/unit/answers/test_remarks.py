"""Comments that btm wrote, put in and taken out; what somebody else wrote stays."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from btm_cli.answers.remarks import asked, commented, marked, without_former_claims
from btm_cli.files import DiskFiles
from btm_cli.standard.load import load_standard
from btm_cli.standard.model import Standard
from support.editions import write_editions

FILE = """\
standard: tiny 1
# ours
answers:
  alpha:
    # the first cell
    process:
      # 2a A list of those who know is kept.
      2a: yes
      # 2b The list is dated.
      #    Shown by: the date.
      # asked in May
      2b:
      # 3a Nobody is missing from the list.
      # 3a:
    people: 2
"""


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Standard, Standard]:
    folder = Path(write_editions(tmp_path_factory.mktemp("editions")))
    found = [load_standard(place.as_posix(), DiskFiles())[0] for place in (folder / "editions" / "1", folder)]
    old, new = found
    assert old is not None
    assert new is not None
    return old, new


def test_claims_that_the_new_edition_lacks_go_with_what_waited_for_them(editions: tuple[Standard, Standard]) -> None:
    """Of alpha/process the second edition keeps 2a and has neither 2b nor 3a; "asked in May" is somebody's own.

    The open key itself is a migration's business, which knows what is asked instead.
    """
    gone = ("2b The list", "   Shown by", "3a Nobody", "3a:")
    kept = [line for line in FILE.splitlines() if not line.strip().startswith(tuple(f"# {each}" for each in gone))]
    for ends in ("\n", "\r\n"):
        said = without_former_claims(FILE.replace("\n", ends), *editions)
        assert said == "".join(line + ends for line in kept)
        assert "# asked in May" in said


def test_a_file_of_the_same_edition_loses_nothing(editions: tuple[Standard, Standard]) -> None:
    assert without_former_claims(FILE, editions[0], editions[0]) == FILE


def test_marks_stand_above_their_answers_and_take_the_place_of_earlier_ones() -> None:
    notes = {"alpha/process/2a": ["LOOK AGAIN: one\nline"], "alpha/people/2a": ["LOOK AGAIN: claimed"]}
    once = marked(FILE, notes)
    added = ["      # LOOK AGAIN: one line", "    # LOOK AGAIN: claimed"]
    lines = once.splitlines()
    assert [line for line in lines if line not in FILE.splitlines()] == added
    assert lines[lines.index(added[0]) + 1] == "      2a: yes"
    assert lines[lines.index(added[1]) + 1] == "    people: 2"
    assert marked(once, notes) == once
    assert marked(once, {}) == FILE


def test_an_answer_that_is_not_there_marks_what_is_above_it() -> None:
    said = marked(FILE, {"beta/process": ["LOOK AGAIN: new"]})
    assert said == FILE.replace("answers:", "# LOOK AGAIN: new\nanswers:")


TEXTS = """\
answers:
  alpha:
    process:
      # 2b We asked Ada about this list in May.
      2a:
        rating: "yes"
        note: |
          # 2b The list is dated.
          # 3a:
          # btm advise what Bo said
      # 2b The list
      #    is dated.
      #    Shown by: the date.
    people: {level: 2, note: "a text
      # btm advise inside of it", evidence: []}
  beta: "# btm advise"
# btm advise 2026-11-20: theirs
# btm adviser: ours
"""
"""What looks like a comment of btm's and is somebody's text, beside some that are."""


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_a_comment_that_states_the_claim_goes(editions: tuple[Standard, Standard], break_: str, mark: str) -> None:
    """Whatever ends a line, with a byte order mark or without: the three lines between the note and people."""
    text = mark + TEXTS.replace("\n", break_)
    lines = TEXTS.splitlines()
    assert without_former_claims(text, *editions) == mark + "".join(
        line + break_ for number, line in enumerate(lines) if number not in (10, 11, 12)
    )


@pytest.mark.parametrize("break_", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_mark_takes_the_place_of_comments_alone(break_: str, mark: str) -> None:
    text = mark + TEXTS.replace("\n", break_)
    found = commented(text, {("answers", "alpha"): ["btm advise \u202enew\n::error::"]}, "btm advise")
    added = f"  # btm advise \ufffdnew ::error::{break_}  alpha:{break_}"
    gone = f"# btm advise 2026-11-20: theirs{break_}"
    assert found == text.replace(f"  alpha:{break_}", added).replace(gone, "")


@pytest.mark.parametrize(
    "text",
    [
        'answers: {note: "one\n  two", alpha: 3}\n',  # the line of alpha begins inside of a text
        "answers: {note: 'one\n\n  two', beta: one\n  word, alpha: {process: 3}}\n",
        "enterprise: 'E\n  F'\nanswers: {alpha: 1}\n",
        "%YAML 1.2\n---\nanswers: {alpha: 3} # theirs\n",
        "? answers\n: {alpha: 3}\n",
    ],
)
def test_a_comment_is_never_put_into_a_text(text: str) -> None:
    old = yaml.safe_load(text)
    for found in (
        commented(text, {("answers", "alpha"): ["M one"], ("answers", "note"): ["M two"]}, "M"),
        asked(text, {"alpha/process": "one", "note": "two"}),
    ):
        assert yaml.safe_load(found) == old
        assert sum(line.strip().startswith("# ") for line in found.splitlines()) == 2
        assert "".join(line for line in found.splitlines(True) if not line.strip().startswith("# ")) == text
