"""What responses say beside their answers: target, importance, owners and the like.

In: the answers of every respondent. Out: what the consensus says there, and on what they differ. These are settings of
the enterprise, not ratings: what all who say anything say alike holds, what they say differently is left out and
reported. Importance, which is rated from 1 to 5, is the lower median; the date is the latest; the scope is everything
that any is about, the depth full unless all were asked alike. How they were asked (scope, depth, profiles) is reported
where it differs: a consensus never mixes silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from btm_cli.answers.model import Answers, Unit
from btm_cli.names import folded
from btm_cli.voices.agreement import lower_median

_KEYS = {"excluded": "plan", "focus": "plan", "pinned": "plan"}
"""Where the file format keeps a field that it does not call so."""
EMPTY: tuple[Any, ...] = (None, (), {})


def unite_settings(files: Sequence[Answers], minimum: int = 1) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Keyword arguments of `Answers`, and the names of the keys of the file format on which responses differ.

    What fewer than `minimum` say is left out.
    """
    differ: list[str] = []
    settings: dict[str, Any] = {
        "enterprise": files[0].enterprise,
        "standard": files[0].standard,
        "assessed_on": _date([one.assessed_on for one in files], minimum),
        "scope": _scope(files),
        "importance": {
            key: lower_median(said)
            for key, said in _by_key(one.importance for one in files).items()
            if len(said) >= minimum
        },
        "evidence_root": files[0].evidence_root,
    }
    if len({one.assessed_on for one in files}) > 1:
        differ.append("assessed_on")
    if any(set(one.scope) != set(files[0].scope) for one in files):
        differ.append("scope")
    if all((one.depth, one.depths) == (files[0].depth, files[0].depths) for one in files):
        settings |= {"depth": files[0].depth, "depths": files[0].depths}
    else:
        differ.append("depth")  # what somebody was asked in full was asked
    if any(one.profiles != files[0].profiles for one in files):
        differ.append("profiles")  # none is a reading too: what was asked by other readings is no longer the same
    elif len(files) >= minimum:
        settings["profiles"] = files[0].profiles
    for field in ("unit", "period", "target", "capacity", "excluded", "focus", "day_rate", "report"):
        said = [value for one in files if (value := getattr(one, field)) not in EMPTY]
        if said and any(_same(value) != _same(said[0]) for value in said):
            differ.append(_KEYS.get(field, field))
        elif len(said) >= minimum:
            settings[field] = said[0]
    for field in ("owners", "pinned", "terms", "capacities"):
        found = _by_key(getattr(one, field) for one in files)
        settings[field] = {
            key: said[0] for key, said in found.items() if len(set(map(_same, said))) == 1 and len(said) >= minimum
        }
        if any(len(set(map(_same, said))) > 1 for said in found.values()):
            differ.append(_KEYS.get(field, field))
    return settings, tuple(dict.fromkeys(differ))


def _same(value: Any) -> Any:
    """What two respondents say alike: names are the same however they are typed."""
    if isinstance(value, Unit):
        return value._replace(name=folded(value.name))
    return folded(value) if isinstance(value, str) else value


def _date(said: Sequence[date], minimum: int) -> date:
    """The latest that `minimum` respondents give; the lower median where no date has so many."""
    shared = [one for one in said if said.count(one) >= minimum]
    return max(shared, default=sorted(said)[(len(said) - 1) // 2])


def _scope(files: Sequence[Answers]) -> tuple[str, ...]:
    """Everything that any of them is about; () for the whole standard."""
    if any(not one.scope for one in files):
        return ()
    if all(one.scope == files[0].scope for one in files):
        return files[0].scope
    return tuple(dict.fromkeys(part for one in files for part in one.scope))


def _by_key(mappings: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for mapping in mappings:
        for key, value in mapping.items():
            found.setdefault(key, []).append(value)
    return found
