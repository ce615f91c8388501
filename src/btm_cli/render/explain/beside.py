"""What stands beside a claim and enters no score: what its words mean, how profiles read it, what shows it today.

In: what is explained, its standard, readings, current practice. Out: what of them concerns it, as blocks and as data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from typing_extensions import TypedDict

from btm_cli.render.document.blocks import Block, Heading, Items
from btm_cli.render.document.labels import reading_text
from btm_cli.render.document.words import words
from btm_cli.render.wire.entries import PracticeWire, practice_data
from btm_cli.standard.model import EMPTY_CELL, Standard
from btm_cli.standard.practice import Example
from btm_cli.standard.readings import Kind, Reading, Readings, terms_in
from btm_cli.standard.references import Named, cell_of, criterion_of
from btm_cli.standard.vocabulary import Term


class Beside(NamedTuple):
    """A criterion's settled words as it says them, readings with their references, practice in the standard's order."""

    terms: tuple[tuple[str, Term], ...] = ()
    readings: tuple[tuple[str, Reading], ...] = ()
    practice: tuple[Example, ...] = ()


class ReadingWire(TypedDict):
    """How a profile (or, where that is null, the answers file itself) reads a claim or a word of it."""

    reference: str
    kind: Kind
    profile: str | None
    of: str
    """The word or body that is read; empty where the whole claim is."""
    text: str


class TermInWire(TypedDict):
    """A word of a criterion's claim or evidence that the standard settles."""

    word: str
    """As it is said there, in small letters."""
    term: str
    meaning: str


class BesideWire(TypedDict):
    """What stands beside the meaning; no score knows of it."""

    terms: list[TermInWire]
    readings: list[ReadingWire]
    today: list[PracticeWire]


def beside(named: Named, standard: Standard, readings: Readings, practice: Sequence[Example]) -> Beside:
    """What concerns `named`: a cell with all its criteria, or one criterion. Nothing else has any."""
    if named.kind not in ("cell", "criterion"):
        return Beside()
    cell = f"{named.capability}/{named.dimension}"
    claims = {f"{cell}/{each.id}" for each in (cell_of(named, standard) or EMPTY_CELL).all_criteria()}
    here = [name for name in sorted(claims) if named.id in (cell, name)]
    found = [(cell, each) for each in (*readings.of(cell), *readings.everywhere)]
    found += [(name, each) for name in here for each in readings.of(name)]
    shown = sorted((each for each in practice if set(here) & set(each.criteria)), key=lambda each: each.level)
    return Beside(tuple(_terms(named, standard)), tuple(found), tuple(shown))


def _terms(named: Named, standard: Standard) -> Iterator[tuple[str, Term]]:
    """The settled words of one criterion; a cell has its criteria's."""
    if named.kind == "criterion":
        criterion = criterion_of(named, standard)
        texts = [criterion.claim, *criterion.evidence]
        yield from terms_in("\n".join(texts), standard.terms).items()


def beside_page(found: Beside) -> Iterator[Block]:
    """Settled words, readings, practice; nothing where there is none."""
    if found.terms:
        yield Heading(words("explain.beside.terms"), 2)
        yield Items(tuple((f"{word}:", term.meaning) for word, term in found.terms))
    if found.readings:
        yield Heading(words("explain.beside.readings"), 2)
        yield Items(tuple((_short(reference), reading_text(each)) for reference, each in found.readings))
    if found.practice:
        yield Heading(words("explain.beside.today"), 2)
        yield Items(tuple((_claims(each), each.text) for each in found.practice))


def _short(reference: str) -> str:
    """The letter of a claim; the cell as a whole has none."""
    letter = reference.split("/")[2:]
    return f"{letter[0]}:" if letter else ""


def _claims(example: Example) -> str:
    return f"{', '.join(each.rpartition('/')[2] for each in example.criteria)}:"


def beside_data(found: Beside) -> BesideWire:
    """The same, whole."""
    return {
        "terms": [{"word": word, "term": term.id, "meaning": term.meaning} for word, term in found.terms],
        "readings": [
            {
                "reference": reference,
                "kind": each.kind,
                "profile": each.profile,
                "of": each.of,
                "text": each.text,
            }
            for reference, each in found.readings
        ],
        "today": [practice_data(each) for each in found.practice],
    }
