"""How profiles read one claim: what is shown beside it, and changes no number.

In: the profiles that an answers file names, in its order, and the enterprise's own words. Out: `Reading`s of a
criterion or a cell. Where several profiles read the same thing, the first wins (edition.md 6 of edition 1.1); lists of
evidence that will do for every claim are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from btm_cli.standard.model import EMPTY_CELL, Criterion, Standard
from btm_cli.standard.profile_schema import EVERYWHERE, ProfileFile
from btm_cli.standard.vocabulary import NOTHING, Term

Kind = Literal["wording", "term", "body", "evidence", "left-out", "group"]


class Reading(NamedTuple):
    """One reading: `of` is the term or body that is read (else ""), `profile` None where the answers file says it."""

    kind: Kind
    profile: str | None
    text: str
    of: str = ""


class Readings:
    """The readings of some profiles over one standard; without profiles or own terms there are none."""

    def __init__(self, standard: Standard, profiles: Sequence[ProfileFile] = (), own: Mapping[str, str] = NOTHING):
        self._standard = standard
        self._profiles = profiles
        self._terms = list(_first_of([(None, own), *((one.id, one.terms) for one in profiles)]))
        self._bodies = list(_carried(profiles))
        self.everywhere = tuple(
            Reading("evidence", one.id, text) for one in profiles for text in one.evidence.get(EVERYWHERE, ())
        )
        """The evidence that will do for every claim, which `of` leaves out."""

    def of(self, reference: str) -> tuple[Reading, ...]:
        """The readings of a criterion, or of a cell as a whole; of anything else there are none."""
        capability, _, rest = reference.partition("/")
        dimension, _, letter = rest.partition("/")
        if not letter:
            return tuple(self._of_cell(capability, dimension))
        cell = self._standard.cell(capability, dimension) or EMPTY_CELL
        found = next((each for each in cell.all_criteria() if each.id == letter), None)
        return tuple(self._of_criterion(reference, found)) if found is not None else ()

    def _of_cell(self, capability: str, dimension: str) -> Iterator[Reading]:
        for profile in self._profiles:
            if dimension and {capability, f"{capability}/{dimension}"} & set(profile.answered_by_group):
                yield Reading("group", profile.id, profile.title)
                return

    def _of_criterion(self, reference: str, criterion: Criterion) -> Iterator[Reading]:
        wordings = [Reading("wording", one.id, one.wording[reference]) for one in self._of(reference, "wording")]
        left_out = self._of(reference, "not_applicable")
        reasons = [Reading("left-out", one.id, one.not_applicable[reference]) for one in left_out]
        yield from (*wordings[:1], *reasons[:1])
        text = " ".join((criterion.claim, *criterion.evidence))
        yield from (each for each in self._terms if self._speaks_of(each, text))
        yield from (each for each in self._bodies if each.of.casefold() in text.casefold())
        for one in self._of(reference, "evidence")[:1]:
            yield from (Reading("evidence", one.id, text) for text in one.evidence[reference])

    def _of(self, reference: str, key: str) -> list[ProfileFile]:
        """The profiles that have `reference` under `key`, in order."""
        return [one for one in self._profiles if reference in getattr(one, key)]

    def _speaks_of(self, reading: Reading, text: str) -> bool:
        """Whether a claim uses the word, also in the plural; a file's own word also as the standard says it otherwise.

        A profile names the very words of the claims that it is about.
        """
        words = [reading.of]
        if reading.profile is None:
            words += next((each.also for each in self._standard.terms if _spoken(each.id) == reading.of), ())
        return any(re.search(rf"\b{re.escape(word)}(s|es)?\b", text, re.IGNORECASE) for word in words)


def terms_in(text: str, terms: Sequence[Term]) -> dict[str, Term]:
    """The words of `text` that `terms` settle, in small letters and in its order, also in the plural; each term once.

    Where one way of saying a term lies within another, the longer one is meant: "strategic vendor", not "vendor".
    """
    ways = {way.casefold(): term for term in terms for way in (_spoken(term.id), *term.also)}
    said = "|".join(map(re.escape, sorted(ways, key=len, reverse=True)))
    found: dict[Term, str] = {}
    for each in re.finditer(rf"\b(?P<way>{said})(s|es)?\b", text, re.IGNORECASE) if ways else ():
        found.setdefault(ways[each["way"].casefold()], each["way"].casefold())
    return {word: term for term, word in found.items()}


def _spoken(term: str) -> str:
    """A term as claims say it: ids have hyphens."""
    return term.replace("-", " ").casefold()


def _first_of(said: Iterable[tuple[str | None, Mapping[str, str]]]) -> Iterator[Reading]:
    """Each term once, by the first that reads it: the file itself (None), then each profile."""
    seen: set[str] = set()
    for profile, terms in said:
        for term, text in terms.items():
            if _spoken(term) not in seen:
                yield Reading("term", profile, text, _spoken(term))
            seen.add(_spoken(term))


def _carried(profiles: Sequence[ProfileFile]) -> Iterator[Reading]:
    """Each body of the standard once, by the first that carries it."""
    seen: set[str] = set()
    for profile in profiles:
        for body in profile.bodies:
            for name in body.carries:
                if name not in seen:
                    yield Reading("body", profile.id, body.into.name, name)
                seen.add(name)
