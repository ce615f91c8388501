"""Which key does what on the interview's screen.

In: a `Standard`, whose ratings take their first letters. Out: the keys of ratings, and the lines that show the keys.
"""

from __future__ import annotations

from typing import NamedTuple

from btm_cli.answers.interview.questions import Question
from btm_cli.standard.model import Standard


class Command(NamedTuple):
    """A key that is not an answer: what it is called, what it does, and the action of the screen."""

    key: str
    binding: str
    action: str
    name: str
    meaning: str


COMMANDS = (
    Command("x", "x", "not_applicable", "n/a", "does not apply here: asks for the reason"),
    Command("k", "k", "unknown", "not known", "asked, and not known: stays open, and is listed to find out"),
    Command("t", "t", "note", "note", "put a note (text) here, answered or not"),
    Command("e", "e", "evidence", "evidence", "cite evidence of the register, or add to it"),
    Command("s", "s", "skip", "skip", "leave it open and go on"),
    Command("b", "b", "return", "back", "to the question before"),
    Command("u", "u", "undo", "undo", "take the last answer back"),
    Command("/", "slash,g", "find", "find", "find a place by words, or go to a reference (also g)"),
    Command("d", "d", "depth", "depth", "ask by capability, by cell, or by criteria"),
    Command("r", "r", "reload", "reload", "read the file again, after somebody else wrote it"),
    Command("?", "question_mark,f1", "help", "keys", "these lines"),
    Command("q", "q", "leave", "quit", "end; everything is saved"),
)
TAKEN = {"x", "k", "t", "e", "s", "b", "u", "g", "d", "r", "q"}
"""Letters that are commands; a rating that begins with one gets a digit."""
MOVES = (
    ("Up, Down", "through the levels or criteria"),
    ("Left, Right", "to the previous or next cell"),
    ("Enter", "takes the level that the mark was moved to; in the outline, goes there"),
    ("Tab", "between the outline and the question"),
)
FIRST = ("?", "q", "x", "s", "b", "t", "e", "/", "u", "d", "k")
"""The order in which commands are shown while there is room."""
LEVEL_FIRST = tuple(key for key in FIRST if key not in ("s", "k"))
"""The same at a level, where these two are said already."""


def rating_keys(standard: Standard) -> dict[str, str]:
    """The key of each rating word: its first letter where that is free, else its number from 1."""
    words = list(standard.rating_scale)
    letters = [word[0].casefold() for word in words]
    return {
        (letter if letters.count(letter) == 1 and letter not in TAKEN else str(number)): word
        for number, (letter, word) in enumerate(zip(letters, words, strict=True), start=1)
    }


def key_line(question: Question | None, standard: Standard, columns: int) -> str:
    """The keys in one line: those that answer, then as many others as fit."""
    if question is None:
        parts = []
    elif question.criterion is not None:
        parts = [f"{key} {word}" for key, word in rating_keys(standard).items()]
    else:
        parts = [f"{standard.base}-{standard.top} level", "s leave open", "k not known"]
    commands = {each.key: each for each in COMMANDS}
    line = "  ".join(parts)
    for key in FIRST if question is None or question.criterion is not None else LEVEL_FIRST:
        longer = f"{line}  {key} {commands[key].name}".strip()
        if len(longer) > columns - 1:
            break
        line = longer
    return line


def help_lines(standard: Standard) -> list[tuple[str, str]]:
    """Every key with what it does, and last what the words of the scale mean, where the standard says so."""
    answers = [(f"{standard.base} to {standard.top}", "the level that describes it best")]
    answers += [(key, f"the criterion is met: {word}") for key, word in rating_keys(standard).items()]
    commands = [*((each.key, each.meaning) for each in COMMANDS), *MOVES, ("Ctrl-C", "ends at once, all saved")]
    return [*answers, *commands, *standard.rating_meanings.items()]
