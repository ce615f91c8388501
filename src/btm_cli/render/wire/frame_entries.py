"""What the frame of a standard says of its states, themes, terms, ratings and effort, as records.

In: a `Standard` and an id. Out: plain data in fixed key order; exact numbers stay text ("1/3").
"""

from __future__ import annotations

from typing_extensions import TypedDict

from btm_cli.render.wire.entries import NamingWire, naming_data
from btm_cli.render.wire.types import record
from btm_cli.standard.criteria import bearing
from btm_cli.standard.model import Standard, State


@record
class AskEntryWire(TypedDict):
    """A share, 0..1, of the claims that bear a theme at some levels, and the references of those."""

    theme: str
    levels: list[int]
    share: str
    basis: str | None
    criteria: list[str]


@record
class StageEntryWire(TypedDict):
    """A name for print within a state, from a score on."""

    name: str
    from_score: str


@record
class StateStartWire(TypedDict):
    """A state: from which overall score, with no capability below which level, asking for what."""

    id: str
    name: str
    from_score: str
    floor: int
    target_level: int | None
    meaning: str
    asks: list[AskEntryWire]
    stages: list[StageEntryWire]


@record
class StateEntryWire(StateStartWire, NamingWire):
    """A state."""


@record
class AskedByWire(TypedDict):
    """Which state asks for how much of a theme."""

    state: str
    levels: list[int]
    share: str


@record
class ThemeEntryWire(TypedDict):
    """A theme, the states that ask for it, the references of all claims that bear it."""

    id: str
    name: str
    meaning: str
    asked_by: list[AskedByWire]
    criteria: list[str]


@record
class TermEntryWire(TypedDict):
    """A word of the claims; `also` lists other ways it is said."""

    id: str
    also: list[str]
    meaning: str


@record
class RatingEntryWire(TypedDict):
    """The words of the rating scale with their points, and what they mean."""

    scale: dict[str, str]
    meanings: dict[str, str]


@record
class EffortEntryWire(TypedDict):
    """What a point of effort is worth, and what each step of the scale stands for."""

    unit: str | None
    per_point: str | None
    steps: dict[str, str]


def state_entry(state: State, standard: Standard) -> StateEntryWire:
    """One state."""
    return {
        "id": state.id,
        "name": state.name,
        "from_score": str(state.from_score),
        "floor": state.floor,
        "target_level": state.target_level,
        "meaning": state.meaning,
        "asks": [
            {
                "theme": ask.theme,
                "levels": list(ask.levels),
                "share": str(ask.share),
                "basis": ask.basis,
                "criteria": [each.reference for each in bearing(standard, ask.theme, ask.levels)],
            }
            for ask in state.asks
        ],
        "stages": [{"name": stage.name, "from_score": str(stage.from_score)} for stage in state.stages],
        **naming_data(state.naming),
    }


def theme_entry(name: str, standard: Standard) -> ThemeEntryWire:
    """One theme."""
    theme = next(each for each in standard.themes if each.id == name)
    return {
        "id": theme.id,
        "name": theme.name,
        "meaning": theme.meaning,
        "asked_by": [
            {"state": state.id, "levels": list(ask.levels), "share": str(ask.share)}
            for state in standard.states
            for ask in state.asks
            if ask.theme == name
        ],
        "criteria": [each.reference for each in bearing(standard, name)],
    }


def term_entry(name: str, standard: Standard) -> TermEntryWire:
    """One word of the claims."""
    term = next(each for each in standard.terms if each.id == name)
    return {"id": term.id, "also": list(term.also), "meaning": term.meaning}


def rating_entry(standard: Standard) -> RatingEntryWire:
    """The rating scale."""
    scale = {word: str(points) for word, points in standard.rating_scale.items()}
    return {"scale": scale, "meanings": dict(standard.rating_meanings)}


def effort_entry(standard: Standard) -> EffortEntryWire:
    """The scale of effort; nothing but nulls without one."""
    scale = standard.effort_scale
    if scale is None:
        return {"unit": None, "per_point": None, "steps": {}}
    steps = {str(step): text for step, text in scale.steps.items()}
    return {"unit": scale.unit, "per_point": str(scale.per_point), "steps": steps}
