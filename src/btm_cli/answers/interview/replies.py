"""What somebody typed in an interview: an answer, one of the interview's own words, or a place to go to.

In: a line, the question it replies to or the interview's `Form`, the standard. Out: a `Reply`, or `Question`s, the
likeliest first. Raises UsageProblem with a hint where a line is none: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from btm_cli.answers.cells import rating_words
from btm_cli.answers.depth import Depth
from btm_cli.answers.interview.questions import Form, Question, places
from btm_cli.answers.model import NOT_APPLICABLE, UNKNOWN
from btm_cli.diagnostics import short
from btm_cli.errors import UsageProblem
from btm_cli.standard.model import Standard
from btm_cli.standard.references import Named, resolve
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


MOST_FOUND = 50
"""Places a search gives at most: whoever gets more types another word."""


def find(text: str, form: Form) -> list[Question]:
    """The places that `text` names as a reference, then those whose own words hold all of its words.

    A term of the standard is found in every way that the standard says it.
    """
    ways = [way.split() for way in _ways(" ".join(text.casefold().split()), form.standard)]
    if not ways[0]:
        return []
    found = [*_named(text.strip(), form)]
    found += [place for place, said in _texts(form) if any(all(word in said for word in way) for way in ways)]
    return list(dict.fromkeys(found))[:MOST_FOUND]


def _ways(said: str, standard: Standard) -> list[str]:
    """What was typed and, where that is a term, the other ways it is said, in small letters."""
    spoken = [[each.id.replace("-", " "), *(way.casefold() for way in each.also)] for each in standard.terms]
    return list(dict.fromkeys([said, *(way for ways in spoken if said in ways for way in ways)]))


def at_reference(text: str, form: Form) -> Question:
    """The place that the reference `text` names. Raises UsageProblem where it is none of this interview's."""
    named = resolve(text.strip(), form.standard)
    found = _question(named, form)
    if found is None:
        raise UsageProblem(
            f"`{short(text.strip())}` is not a part of this interview", "name a capability or cell it asks for"
        )
    return found


def _named(text: str, form: Form) -> Iterator[Question]:
    try:
        found = _question(resolve(text, form.standard), form)
    except UsageProblem:
        return
    if found is not None:
        yield found


def _question(named: Named, form: Form) -> Question | None:
    """The place of something named; an area's or capability's is its first."""
    for place in places(form):
        area = form.standard.capabilities[place.capability].area
        if named.kind == "area" and area == named.id:
            return place
        if named.capability == place.capability and named.dimension in (None, place.dimension):
            return place._replace(criterion=named.criterion if form.depth is Depth.criteria else None)
        if place.dimension is None and named.capability == place.capability:
            return place
    return None


def _texts(form: Form) -> Iterator[tuple[Question, str]]:
    """Every place with the words it is found by; a criterion has its own claim besides."""
    names = {each.id: each.name for each in form.standard.dimensions}
    for place in places(form):
        capability = form.standard.capabilities[place.capability]
        own = [capability.name, place.reference]
        if place.dimension is None:
            yield place, " ".join([*own, capability.purpose]).casefold()
            continue
        cell = form.cell(place.capability, place.dimension)
        own.append(names[place.dimension])
        statements = cell.statements.values() if cell else ()
        yield place, " ".join([*own, *statements]).casefold()
        if form.depth is Depth.criteria and cell is not None:
            for each in cell.all_criteria():
                yield place._replace(criterion=each.id), " ".join([*own, each.id, each.claim]).casefold()
