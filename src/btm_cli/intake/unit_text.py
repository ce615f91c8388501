"""A `Unit` as a line of text, to travel between processes and to lie in the cache.

In: a unit, or such a line. Out: the other one. Fractions are written as "17/6"; equal ones become one object again.
"""

from __future__ import annotations

import json
from fractions import Fraction
from functools import lru_cache
from typing import Any

from btm_cli.scoring.exact import ratio
from btm_cli.voices.unit import Scores, Unit


def write_unit(unit: Unit) -> str:
    """The unit as JSON on one line."""
    data = unit._asdict()
    data["overall"] = _packed(unit.overall)
    data["areas"] = [_packed(one) for one in unit.areas]
    data["capabilities"] = [_packed(one) for one in unit.capabilities]
    data["cells"] = [None if one is None else _packed(one) for one in unit.cells]
    data["depths"] = dict(unit.depths)
    data["asks"] = {name: None if share is None else str(share) for name, share in unit.asks.items()}
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"))


def read_unit_text(text: str) -> Unit:
    """The unit that was written. Raises ValueError, KeyError or TypeError for what is no unit."""
    data: dict[str, Any] = json.loads(text)
    data["overall"] = _scores(*data["overall"])
    data["areas"] = tuple(_scores(*one) for one in data["areas"])
    data["capabilities"] = tuple(_scores(*one) for one in data["capabilities"])
    data["cells"] = tuple(None if one is None else _scores(*one) for one in data["cells"])
    for name in ("standings", "scope", "profiles", "not_known"):
        data[name] = tuple(data[name])
    data["asks"] = {name: _fraction(share) for name, share in data["asks"].items()}
    return Unit(**data)


def _packed(scores: Scores) -> list[str | int | None]:
    return [None if value is None else str(value) if isinstance(value, Fraction) else value for value in scores]


@lru_cache(maxsize=65536)
def _scores(score: str | None, level: int | None, evidenced: str | None, verified: str | None) -> Scores:
    return Scores(_fraction(score), level, _fraction(evidenced), _fraction(verified))


@lru_cache(maxsize=65536)
def _fraction(text: str | None) -> Fraction | None:
    if text is None:
        return None
    numerator, _, denominator = text.partition("/")
    return ratio(int(numerator), int(denominator or 1))
