"""What somebody typed, as a reply: an answer or one of the interview's own words.

In: a line, the question it replies to, the standard. Out: a `Reply`. Raises UsageProblem with a hint where the line is
neither: nothing is guessed.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from btm_cli.answers.cells import rating_words
from btm_cli.answers.interview.questions import Question
from btm_cli.answers.model import NOT_APPLICABLE, UNKNOWN
from btm_cli.diagnostics import short
from btm_cli.errors import UsageProblem
from btm_cli.standard.model import Standard
from btm_cli.validation import did_you_mean


class Kind(Enum):
    """What a reply does; the value is the word that is typed for it."""

    level = "level"
    rating = "rating"
    not_applicable = "n/a"
    unknown = "unknown"
    note = "note"
    evidence = "evidence"
    skip = "skip"
    next = "next"
    back = "back"
    undo = "undo"
    go = "go"
    find = "find"
    help = "help"
    quit = "quit"


ALONE = {Kind.skip, Kind.next, Kind.back, Kind.undo, Kind.help, Kind.quit}
WITH_TEXT = {Kind.note: "the note", Kind.evidence: "keys of the register", Kind.go: "a reference", Kind.find: "words"}
"""Words that need something after them, and what that is."""
OTHERWISE = {"": Kind.skip, "?": Kind.help, "exit": Kind.quit}


class Reply(NamedTuple):
    """What is to be done; `text` is a level, a rating word, a reason, or whatever else follows the word."""

    kind: Kind
    text: str = ""


def read_reply(line: str, question: Question, standard: Standard) -> Reply:
    """What `line` means as a reply to `question`. Raises UsageProblem."""
    typed = " ".join(line.split())
    head, _, rest = typed.partition(" ")
    word = head.casefold()
    if not rest and (answer := _answer(word, question, standard)):
        return answer
    if word == NOT_APPLICABLE:
        if not rest:
            raise UsageProblem("n/a needs a reason", "write the reason after it: n/a no subsidiaries")
        return Reply(Kind.not_applicable, rest)
    if word == UNKNOWN:
        return Reply(Kind.unknown, rest)
    for kind, needed in WITH_TEXT.items():
        if word == kind.value:
            if not rest:
                raise UsageProblem(f"`{word}` needs {needed} after it")
            return Reply(kind, rest)
    alone = OTHERWISE.get(word) or next((kind for kind in ALONE if kind.value == word), None)
    if alone is not None and not rest:
        return Reply(alone)
    known = [*(kind.value for kind in (*ALONE, *WITH_TEXT)), NOT_APPLICABLE, UNKNOWN]
    answers = answer_words(question, standard)
    hint = did_you_mean(word, [*known, *answers]) or f"answers here: {', '.join(answers)}; `?` lists the other words"
    raise UsageProblem(f"`{short(typed)}` is not an answer to this", hint)


def answer_words(question: Question, standard: Standard) -> list[str]:
    """What may be answered, in the standard's order: the rating words, or the levels."""
    if question.criterion is not None:
        return list(standard.rating_scale)
    return [str(each.level) for each in standard.levels]


def _answer(word: str, question: Question, standard: Standard) -> Reply | None:
    if question.criterion is None:
        return Reply(Kind.level, word) if word in answer_words(question, standard) else None
    rating = rating_words(standard.rating_scale).get(word)
    return Reply(Kind.rating, rating) if rating is not None else None
