"""Finding a place in an interview: by reference, or by words of names, statements and claims.

In: what was typed, the interview's `Form`. Out: `Question`s, the likeliest first.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.answers.depth import Depth
from btm_cli.answers.interview.questions import Form, Question, places
from btm_cli.diagnostics import short
from btm_cli.errors import UsageProblem
from btm_cli.standard.model import Standard
from btm_cli.standard.references import Named, resolve

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
