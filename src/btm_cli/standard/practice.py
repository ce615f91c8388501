"""Current practice: what would show a claim today, one file a capability in `today/`.

In: the folder of a standard that is already loaded. Out: `Practice` by capability, or everything wrong with the files.
It is an example beside a claim: outside the standard's digest, and no score knows of it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from btm_cli.diagnostics import Diagnostic, KeyPath, Problem, Severity, has_errors, short
from btm_cli.files import Files
from btm_cli.standard.companion_schema import PracticeEntry, TodayFile
from btm_cli.standard.companions import load_checked
from btm_cli.standard.model import Standard
from btm_cli.validation import did_you_mean, one_of

FOLDER = "today/"
FEWEST_WORDS, MOST_WORDS = 25, 45
MOST_CHARACTERS = 250
MOST_MONTHS = 24
"""Practice that was looked at longer ago than this may be practice no more."""
_PLACE = re.compile(r"(?P<dimension>[^/]+)/(?P<level>[0-9]{1,2})(?P<letter>[a-z])?")


class Example(NamedTuple):
    """One text on current practice. `reference` is a cell's level ("loans/process/3") or one criterion of it.

    `criteria` are the full references of the claims that it may show; `as_of` is a month such as "2026-11".
    """

    reference: str
    capability: str
    dimension: str
    level: int
    text: str
    criteria: tuple[str, ...]
    tags: tuple[str, ...]
    as_of: str


def load_practice(
    folder: str, files: Files, standard: Standard, on: date | None = None, only: Collection[str] | None = None
) -> tuple[list[Example], list[Diagnostic]]:
    """Load and check the practice beside `standard` in `folder`, of the capabilities in `only` (None: of all).

    `on` is the day by which practice may have aged; without it none has. Out: the examples in the standard's order
    (none where any problem is an error), and every problem. Raises UnreadableFile.
    """
    problems: list[Diagnostic] = []
    found: dict[str, TodayFile] = {}
    for name in files.list_yaml(folder):
        stem = posixpath.basename(name).removesuffix(".yaml")
        if name.startswith(FOLDER) and (only is None or stem in only):
            check = partial(check_practice, standard=standard, capability=stem, on=on)
            entry, wrong = load_checked(f"{folder}/{name}", files, TodayFile, check)
            problems += wrong
            if entry is not None:
                found[stem] = entry
    if has_errors(problems):
        return [], problems
    return [one for each in standard.ordered_capabilities() for one in _examples(each.id, found.get(each.id))], problems


def _examples(capability: str, file: TodayFile | None) -> Iterator[Example]:
    for place, entry in file.cells.items() if file is not None else ():
        match = _PLACE.fullmatch(place)
        assert match is not None  # checked
        dimension, here = match["dimension"], f"{capability}/{match['dimension']}"
        criteria = tuple(f"{here}/{claim}" for claim in entry.claims)
        assert file is not None
        yield Example(
            f"{capability}/{place}",
            capability,
            dimension,
            int(match["level"]),
            entry.text,
            criteria,
            entry.tags,
            file.as_of,
        )


def check_practice(file: TodayFile, standard: Standard, capability: str, on: date | None) -> Iterator[Problem]:
    """Texts stand at places and speak of claims that there are, are short enough to read, and are not out of date."""
    if capability not in standard.capabilities:
        hint = did_you_mean(capability, standard.capabilities) or "name the file after a capability"
        yield Problem(
            "unknown-capability", f"unknown capability `{short(capability)}`", ("cells",), hint=hint, at_key=True
        )
        return
    year, month = (int(part) for part in file.as_of.split("-"))
    if on is not None and (on.year - year) * 12 + on.month - month > MOST_MONTHS:
        message = f"practice of {file.as_of} is more than {MOST_MONTHS} months old"
        yield _warning("practice-outdated", message, ("as_of",), "read the texts again, then put the new month here")
    for place, entry in file.cells.items():
        yield from _check_place(place, entry, standard, capability)
        yield from _check_length(place, entry)


def _check_place(place: str, entry: PracticeEntry, standard: Standard, capability: str) -> Iterator[Problem]:
    where: KeyPath = ("cells", place)
    match = _PLACE.fullmatch(place)
    if match is None:
        hint = "write dimension/level, such as process/3, or dimension/criterion"
        yield Problem(
            "unknown-reference", f"`{short(place)}` is not a place in a capability", where, hint=hint, at_key=True
        )
        return
    cell = standard.cell(capability, match["dimension"])
    if cell is None:
        dimensions = list(standard.capabilities[capability].cells)
        hint = did_you_mean(match["dimension"], dimensions) or f"dimensions: {one_of(dimensions)}"
        message = f"`{short(capability)}` has no dimension `{short(match['dimension'])}`"
        yield Problem("unknown-dimension", message, where, hint=hint, at_key=True)
        return
    own = match["level"] + (match["letter"] or "")
    there = [criterion.id for criterion in cell.criteria.get(int(match["level"]), ())]
    known = [claim for claim in there if match["letter"] is None or claim == own]
    for index, claim in enumerate(entry.claims):
        if claim not in known:
            hint = f"criteria there: {one_of(known)}" if known else "no criteria are written there"
            yield Problem(
                "unknown-criterion", f"`{short(place)}` has no criterion `{short(claim)}`", (*where, "for", index), hint
            )


def _check_length(place: str, entry: PracticeEntry) -> Iterator[Problem]:
    count, length = len(entry.text.split()), len(entry.text)
    if not FEWEST_WORDS <= count <= MOST_WORDS or length > MOST_CHARACTERS:
        message = (
            f"{count} words in {length} characters: {FEWEST_WORDS} to {MOST_WORDS} words in at most "
            f"{MOST_CHARACTERS} characters can be read beside a claim"
        )
        yield _warning("practice-length", message, ("cells", place, "text"))


def _warning(code: str, message: str, path: KeyPath, hint: str | None = None) -> Problem:
    return Problem(code, message, path, hint, Severity.WARNING)
