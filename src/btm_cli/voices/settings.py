"""What responses say beside their answers: settings such as target and owners, evidence, remarks.

In: the answers of every respondent, paths of evidence already leading from one common root; the answers of the
consensus. Out: what the consensus says there, and on what they differ.

Settings are of the enterprise, not ratings: what all who say anything say alike holds, what they say differently is
left out and reported. Importance, which is rated from 1 to 5, is the lower median; the date is the latest; the scope is
everything that any is about, the depth full unless all were asked alike. How they were asked (scope, depth, profiles)
is reported where it differs: a consensus never mixes silently. Evidence goes into one register, in which equal keys
with different content are told apart by a number. Every remark stands in the place that the file format has for it, and
nothing is said of people who are protected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from btm_cli.answers.model import Answers, CellAnswer, Claimed, Evidence, NotApplicable, Unit
from btm_cli.names import folded
from btm_cli.voices.agreement import lower_median
from btm_cli.voices.verdict import House, together

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


def unite_registers(registers: Sequence[Mapping[str, Evidence]]) -> tuple[dict[str, Evidence], list[dict[str, str]]]:
    """The united register, and for each of `registers` its keys' names there."""
    taken = {key for register in registers for key in register}
    united: dict[str, Evidence] = {}
    renamed: list[dict[str, str]] = []
    variants: dict[str, list[str]] = {}
    for register in registers:
        names: dict[str, str] = {}
        for key, entry in register.items():
            same = next((name for name in variants.get(key, ()) if united[name].same(entry)), None)
            if same is None:
                same = key if key not in united else _free(key, taken)
                taken.add(same)
                united[same] = entry
                variants.setdefault(key, []).append(same)
            names[key] = same
        renamed.append(names)
    return united, renamed


def _free(key: str, taken: set[str]) -> str:
    """`key` with the first number from 2 that makes it a name nobody uses."""
    number = 2
    while f"{key}-{number}" in taken:
        number += 1
    return f"{key}-{number}"


def with_remarks(answers: Answers, files: Sequence[Answers], house: House) -> Answers:
    """The consensus with everybody's remarks, and what somebody asked and nobody could answer."""
    if house.anonymous:
        return answers
    noted: dict[str, list[str]] = {}
    for one in files:
        for reference, text in one.remarks.items():
            noted.setdefault(reference, []).append(text)
    for reference, texts in noted.items():
        answers = _noted(answers, reference, texts, house)
    unknown = {reference for one in files for reference in one.unknown}
    still = frozenset(reference for reference in unknown if _is_open(answers, reference))
    return answers._replace(unknown=still, note=together((one.note for one in files), house))


def _noted(answers: Answers, reference: str, texts: Sequence[str], house: House) -> Answers:
    """With one more remark: in the note of what is answered as a whole there or above, else on its own."""
    capability, _, rest = reference.partition("/")
    dimension, _, criterion = rest.partition("/")
    told: dict[tuple[str, str], CellAnswer] = {}
    left_out = answers.capability_not_applicable.get(capability)
    whole = _as_a_whole(answers, capability)
    for key, said in answers.cells.items():
        if key[0] != capability or not (whole or key[1] == dimension):
            continue  # of a capability that is answered as a whole, a remark would stand in all cells
        if isinstance(said, (Claimed, NotApplicable)):
            told[key] = said._replace(note=together([said.note, *texts], house))
        elif criterion in said:
            rated = said[criterion]
            told[key] = {**said, criterion: rated._replace(note=together([rated.note, *texts], house))}
    if left_out is not None:
        left_out = left_out._replace(note=together([left_out.note, *texts], house))
        return answers._replace(
            cells={**answers.cells, **told},
            capability_not_applicable={**answers.capability_not_applicable, capability: left_out},
        )
    if told and (rest or whole):
        return answers._replace(cells={**answers.cells, **told})
    return answers._replace(remarks={**answers.remarks, reference: together(texts, house) or ""})


def _as_a_whole(answers: Answers, capability: str) -> bool:
    """Whether a capability is n/a, or one level is claimed for all of it."""
    said = [answer for key, answer in answers.cells.items() if key[0] == capability]
    claims = [one for one in said if isinstance(one, Claimed) and one.whole_capability]
    return capability in answers.capability_not_applicable or bool(claims)


def _is_open(answers: Answers, reference: str) -> bool:
    """Whether the consensus has no answer at a reference or above it."""
    capability, _, rest = reference.partition("/")
    dimension, _, criterion = rest.partition("/")
    said: CellAnswer | None = answers.cells.get((capability, dimension))
    if said is None:
        return True
    return isinstance(said, Mapping) and bool(criterion) and criterion not in said
