"""Hypothesis strategies: any standard the format allows, and any answers to it.

What is drawn from again and again is made once: Hypothesis looks through every new strategy before its first draw.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from hypothesis import strategies as st

from btm_cli.answers.model import (
    Answers,
    Assessor,
    CellAnswer,
    Claimed,
    CriterionAnswer,
    NotApplicable,
    Rated,
    Target,
)
from btm_cli.standard.model import Ask, Capability, Cell, Criterion, Standard, State
from btm_cli.standard.vocabulary import Theme
from support import build

EVIDENCE = ("charter", "minutes", "register", "survey")
PEOPLE = ("Internal Audit", "Enterprise Architecture", "enterprise  architecture", " ")
VERIFIED = (EVIDENCE[:1], PEOPLE[0])
"""As good as an answer can be assured: evidence that mostly holds, and a verifier who never answered."""
SCALES = (
    build.SCALE,
    {"no": Fraction(0), "yes": Fraction(1)},
    {"none": Fraction(0), "some": Fraction(1, 4), "half": Fraction(1, 2), "most": Fraction(1)},
    {"never": Fraction(0), "rarely": Fraction(1, 7), "often": Fraction(9, 10), "always": Fraction(1)},
)
WEIGHTS = (Fraction(1), Fraction(1), Fraction(2), Fraction(1, 3), Fraction(5, 2))

THEMES = ("ahead", "joint")
SHARES = (Fraction(1, 7), Fraction(1, 3), Fraction(1, 2), Fraction(7, 10), Fraction(1))

ASSESSORS = (
    Assessor("Enterprise Architecture"),
    Assessor("Panel", respondents=("Enterprise Architecture", "Line")),
    Assessor("Line"),
    None,
)

ASSURANCE: st.SearchStrategy[tuple[tuple[str, ...], str | None]] = st.tuples(
    st.lists(st.sampled_from(EVIDENCE), max_size=2, unique=True).map(tuple), st.none() | st.sampled_from(PEOPLE)
) | st.just(VERIFIED)
"""Evidence keys and who verified."""
valid_evidence = st.frozensets(st.sampled_from(EVIDENCE)) | st.just(frozenset(EVIDENCE))


@cache
def cells(base: int, top: int, *, fewest: int = 0, themes: tuple[str, ...] = ()) -> st.SearchStrategy[Cell]:
    """A cell with `fewest` to three criteria at every level above the base; each bears some of `themes`."""
    weight, letters = st.sampled_from(WEIGHTS), st.integers(fewest, 3)
    bears = st.lists(st.sampled_from(themes), unique=True) if themes else st.just([])

    @st.composite
    def draw_cell(draw: st.DrawFn) -> Cell:
        criteria: dict[int, tuple[Criterion, ...]] = {}
        for level in range(base + 1, top + 1):
            names = [f"{level}{letter}" for letter in "abc"[: draw(letters)]]
            found = tuple(
                build.criterion(name, weight=draw(weight), effort=draw(weight), themes=draw(bears)) for name in names
            )
            if found:
                criteria[level] = found
        return Cell({}, criteria)

    return draw_cell()


@st.composite
def standards(draw: st.DrawFn, *, asking: bool = False) -> Standard:
    """Staged or cumulative, from base 0 or 1, with missing cells, unwritten capabilities, weights, states, requires.

    With `asking`, criteria bear themes and states ask for shares of them.
    """
    themes = THEMES if asking else ()
    base = draw(st.integers(0, 1))
    top = base + draw(st.integers(1, 4))
    dimensions = [build.dimension(name, draw(st.sampled_from(WEIGHTS))) for name in "xyz"[: draw(st.integers(1, 3))]]
    areas: dict[str, list[Capability]] = {}
    earlier: list[str] = []
    for area in ("north", "south")[: draw(st.integers(1, 2))]:
        areas[area] = []
        for number in range(draw(st.integers(1, 3))):
            name = f"{area}-{number}"
            present = [dimension.id for dimension in dimensions if draw(st.integers(0, 4))]
            # Requiring only what was made before keeps `requires` acyclic.
            requires = (
                [
                    (other, draw(st.integers(base + 1, top)), draw(st.integers(base + 1, top)))
                    for other in draw(st.lists(st.sampled_from(earlier), max_size=2))
                ]
                if earlier
                else []
            )
            areas[area].append(
                build.capability(
                    name,
                    {dimension: draw(cells(base, top, themes=themes)) for dimension in present},
                    weight=draw(st.sampled_from(WEIGHTS)),
                    requires=requires,
                    written=asking or bool(draw(st.integers(0, 5))),
                )
            )
            earlier.append(name)
    scale = draw(st.sampled_from(SCALES))
    return build.standard(
        areas,
        dimensions=dimensions,
        levels=range(base, top + 1),
        area_weights={area: draw(st.sampled_from(WEIGHTS)) for area in areas},
        states=draw(_states(base, top, themes)),
        themes=tuple(Theme(name, name.title(), "") for name in themes),
        rating_scale=scale,
        level_rule=draw(st.sampled_from(("staged", "cumulative"))),
        achieved_above=draw(st.sampled_from((Fraction(0), Fraction("0.5"), Fraction("0.85")))),
        every_at_least=draw(st.sampled_from((None, *scale, *list(scale)[1:]))),
        capability_level=draw(st.sampled_from(("weakest", "mean"))),
    )


@cache
def _asks(base: int, top: int, themes: tuple[str, ...]) -> st.SearchStrategy[list[Ask]]:
    levels = st.lists(st.integers(base + 1, top), min_size=1, unique=True).map(tuple)
    return st.lists(st.builds(Ask, st.sampled_from(themes), levels, st.sampled_from(SHARES)), max_size=2)


@st.composite
def _states(draw: st.DrawFn, base: int, top: int, themes: tuple[str, ...]) -> list[State]:
    starts = sorted(draw(st.sets(st.integers(2 * base, 2 * top), max_size=4)))
    floors = sorted(draw(st.integers(base, top)) for _ in starts)
    return [
        build.state(f"state-{number}", f"{start}/2", floor, draw(st.none() | st.integers(base + 1, top)))._replace(
            asks=tuple(draw(_asks(base, top, themes))) if themes else ()
        )
        for number, (start, floor) in enumerate(zip(starts, floors, strict=True))
    ]


@st.composite
def answers(draw: st.DrawFn, standard: Standard, *, complete: bool = False) -> Answers:
    """Checked answers: everything mixed or, with `complete`, no cell and no criterion left open."""
    given: dict[tuple[str, str], CellAnswer] = {}
    skipped = {name: NotApplicable("not done here") for name in standard.capabilities if draw(st.integers(0, 9)) == 0}
    for capability in standard.ordered_capabilities():
        for dimension in standard.dimensions:
            cell = standard.cell(capability.id, dimension.id)
            if cell is None:
                continue
            said = skipped.get(capability.id) or _cell_answer(draw, standard, cell, complete)
            if said is not None:
                given[capability.id, dimension.id] = said
    places = [f"{capability}/{dimension}" for capability, dimension in given]
    names = [area.id for area in standard.areas] + list(standard.capabilities)
    level = st.integers(standard.base + 1, standard.top)
    exceptions = draw(st.dictionaries(st.sampled_from(names + places), level, max_size=3))
    aims = [None, Target(level=draw(level)), Target(levels=exceptions), Target(level=draw(level), levels=exceptions)]
    aims += [Target(state=state.id, levels=exceptions) for state in standard.states]
    values = {
        "answered_by": draw(st.sampled_from(ASSESSORS)),
        "scope": tuple(draw(st.just([]) | st.lists(st.sampled_from(names), max_size=2))),
        "target": draw(st.sampled_from(aims)),
        "importance": draw(st.dictionaries(st.sampled_from(list(standard.capabilities)), st.integers(1, 5))),
        "capability_not_applicable": skipped,
    }
    return build.answers(
        {f"{capability}/{dimension}": said for (capability, dimension), said in given.items()}, **values
    )


def _cell_answer(draw: st.DrawFn, standard: Standard, cell: Cell, complete: bool) -> CellAnswer | None:
    """A claim, n/a, ratings of some criteria (of all with `complete`), or nothing."""
    kind = draw(st.sampled_from(("ratings", "ratings", "ratings", "claim", "n/a", "nothing")))
    if kind == "n/a":
        return NotApplicable("no such thing here")
    names = [criterion.id for criterion in cell.all_criteria()]
    if kind == "claim" or (complete and not names):
        return Claimed(draw(st.integers(standard.base, standard.top)), *draw(ASSURANCE))
    if kind == "nothing" and not complete:
        return None
    if draw(st.booleans()):
        return draw(nearly_met(standard, cell, complete=complete))
    words = st.sampled_from(list(standard.rating_scale)[-1:] + list(standard.rating_scale))
    ratings: dict[str, CriterionAnswer] = {}
    for name in names:
        said = draw(st.integers(0, 9))
        if said == 0:
            ratings[name] = NotApplicable("not this one")
        elif said > 2 or complete:
            ratings[name] = Rated(draw(words), *draw(ASSURANCE))
    return ratings


@st.composite
def nearly_met(
    draw: st.DrawFn, standard: Standard, cell: Cell, *, complete: bool = False
) -> dict[str, CriterionAnswer]:
    """Answers for a cell whose criteria are fully met and verified, but for some that all lack the same thing.

    Among arbitrary answers hardly a cell climbs on its verified ones, and what holds a level back is lost among others.
    """
    met = Rated(standard.top_rating, *VERIFIED)
    lacks = [
        met._replace(verified_by=None),
        met._replace(evidence=()),
        met._replace(rating=draw(st.sampled_from(list(standard.rating_scale)[:-1]))),
        *([] if complete else [None]),
    ]
    lacking = draw(st.sampled_from(lacks))
    given = {criterion.id: draw(st.sampled_from((met, met, met, lacking))) for criterion in cell.all_criteria()}
    return {name: said for name, said in given.items() if said is not None}
