"""What stands beside a claim and enters no score: how profiles read it, and what would show it today.

In: what is explained, readings, current practice. Out: what of them concerns it, as blocks and as plain data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from typing_extensions import TypedDict

from btm_cli.render.document.blocks import Block, Heading, Items
from btm_cli.render.document.readings import reading_text
from btm_cli.render.document.words import words
from btm_cli.render.wire.practice import PracticeWire, practice_data
from btm_cli.render.wire.types import record
from btm_cli.standard.model import EMPTY_CELL, Standard
from btm_cli.standard.practice import Example
from btm_cli.standard.readings import Kind, Reading, Readings
from btm_cli.standard.references import Named, cell_of


class Beside(NamedTuple):
    """The readings, each with the reference it is of, and the practice, in the standard's order."""

    readings: tuple[tuple[str, Reading], ...] = ()
    practice: tuple[Example, ...] = ()


@record
class ReadingWire(TypedDict):
    """How a profile (or, where that is null, the answers file itself) reads a claim or a word of it."""

    reference: str
    kind: Kind
    profile: str | None
    of: str
    """The word or body that is read; empty where the whole claim is."""
    text: str


@record
class BesideWire(TypedDict):
    """What stands beside the meaning; no score knows of it."""

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
    return Beside(tuple(found), tuple(shown))


def beside_page(found: Beside) -> Iterator[Block]:
    """Readings, then practice; nothing where there is none."""
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
