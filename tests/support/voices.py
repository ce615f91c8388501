"""Units and profiles for tests of roll-ups and benchmarks."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from btm_cli.voices.benchmark import Profile
from btm_cli.voices.unit import Scores, Unit

NOTHING = Scores(None, None, None, None)


def scores(score: str | int | None, level: int | None = None, evidenced: str | int | None = None) -> Scores:
    """Scores as text such as "2.5"; the level is the floor of the score, evidenced is 1, unless given."""
    if score is None:
        return NOTHING
    exact = Fraction(score)
    proven = Fraction(1 if evidenced is None else evidenced)
    return Scores(exact, exact.__floor__() if level is None else level, proven, Fraction(1))


def unit(name: str | None, *capabilities: Scores, **changes: Any) -> Unit:
    """A unit of the enterprise "Toy Works"; its overall scores are those of its first capability unless given.

    Every capability has two cells of its own score; what has none is not assessed, or as `standings` say.
    """
    values = {
        "digest": f"digest of {name}",
        "enterprise": "Toy Works",
        "name": name,
        "weight": None,
        "period": "2026-Q4",
        "assessed_on": "2026-11-20",
        "as_of": "2026-11-20",
        "standard": "toy 1.0",
        "overall": capabilities[0] if capabilities else NOTHING,
        "state": None,
        "provisional": False,
        "answered": 1,
        "applicable": 2,
        "areas": (capabilities[0] if capabilities else NOTHING,),
        "capabilities": capabilities,
        "cells": tuple(one for one in capabilities for _ in range(2)),
        "standings": tuple("not-assessed" if one.score is None else "assessed" for one in capabilities),
        "file": f"{name}.yaml",
    }
    return Unit(**(values | changes))


def profile(title: str, *said: str | int | None, **changes: Any) -> Profile:
    """A scorecard with these scores of capabilities c0, c1, ...; area and overall are the first one's."""
    known = [None if score is None else Fraction(score) for score in said]
    first = known[0] if known else None
    values = {
        "title": title,
        "source": f"{title}.json",
        "standard": "toy 1.0",
        "digest": f"digest of {title}",
        "overall": first,
        "areas": {"area": first},
        "capabilities": {f"c{place}": score for place, score in enumerate(known)},
    }
    return Profile(**(values | changes))
