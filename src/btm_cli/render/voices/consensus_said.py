"""What respondents said on an item, in the standard's words.

In: an `Item` of a `Consensus`. Out: the words of a rank, or who said what; nothing of single people where they are
protected, since there is none in the `Consensus`.
"""

from __future__ import annotations

from fractions import Fraction

from btm_cli.answers.model import NOT_APPLICABLE
from btm_cli.render.document.numbers import shown_between
from btm_cli.render.document.words import words
from btm_cli.standard.model import Standard
from btm_cli.voices.agreement import Item, Strength
from btm_cli.voices.consensus import Consensus
from btm_cli.voices.perception import Gap


def word(rank: int | None, item: Item, standard: Standard) -> str | int:
    """A rank as it is written in an answers file: a rating's word, a level's number, or n/a."""
    if rank is None:
        return NOT_APPLICABLE
    return list(standard.rating_scale)[rank] if item.scale == "rating" else rank


def strength_word(strength: Strength | None, key: str = "voices.consensus.strength") -> str:
    """How far people agree, in a word or by the words `key` stands for."""
    return words(f"{key}.{strength or 'unknown'}")


def said_by(item: Item, found: Consensus, standard: Standard) -> str:
    """Who said what, as a part of a sentence; only how far they agree where people are protected."""
    said = who_said(item, found, standard)
    return words("voices.consensus.from", said=said) if item.voices else said


def who_said(item: Item, found: Consensus, standard: Standard) -> str:
    """Who said what, from the lowest answer to n/a; only how far they agree where people are protected."""
    if not item.voices:
        return strength_word(item.strength, "voices.consensus.agreed")
    said: dict[str, list[str]] = {}
    for voice in sorted(item.voices, key=lambda one: (one.rank is None, one.rank or 0)):
        answer = str(word(voice.rank, item, standard))
        said.setdefault(answer, []).append(found.respondents[voice.respondent].name)
    return ", ".join(f"{answer} ({', '.join(names)})" for answer, names in said.items())


def shown_gap(one: Gap) -> Fraction:
    """What lies between the scores of the two sides as these are shown; where they are not, the gap itself."""
    if one.business is None or one.technology is None:
        return one.gap
    return Fraction(shown_between(one.technology, one.business), 100)
