"""What an attestation says that the files do not.

In: the statement that is to be verified and the one that the files give now, both as data of the contract. Out: a line
for every difference, in the statement's order; none where it verifies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

TITLES = {
    "standard": "the standard's",
    "answers": "the answers'",
    "scorecard": "the scorecard's",
    "headline": "the headline's",
}
"""Parts of the predicate that are compared key by key."""


def differences(stated: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """Every difference. The tool's version is none: another version that scores alike confirms the score."""
    said, is_now = stated["predicate"], found["predicate"]
    lines = list(_subjects(stated["subject"], found["subject"]))
    if said["as_of"] != is_now["as_of"]:
        lines.append(f"as_of: stated {said['as_of']}, found {is_now['as_of']}")
    for part, title in TITLES.items():
        for key in dict.fromkeys([*said[part], *is_now[part]]):
            old, new = said[part].get(key), is_now[part].get(key)
            if old != new:
                lines.append(f"{title} {key}: stated {_shown(old)}, found {_shown(new)}")
    lines += _evidence(said["evidence"], is_now["evidence"])
    return lines


def _subjects(stated: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Files by name; one that is named twice could say two things."""
    old = {entry["name"]: entry["digest"]["sha256"] for entry in stated}
    new = {entry["name"]: entry["digest"]["sha256"] for entry in found}
    names = [entry["name"] for entry in stated]
    for name in old:
        if names.count(name) > 1:
            yield f"file {name}: stated {names.count(name)} times"
    for name in dict.fromkeys([*old, *new]):
        if name not in new:
            yield f"file {name}: stated, but not there or not registered as evidence"
        elif name not in old:
            yield f"file {name}: there, but not stated"
        elif old[name] != new[name]:
            yield f"file {name}: sha256 stated {old[name]}, found {new[name]}"
    if old.keys() == new.keys() and list(old) != list(new):
        yield "subject: stated in another order"


def _evidence(stated: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    old = {entry["key"]: entry for entry in stated}
    new = {entry["key"]: entry for entry in found}
    if len(old) != len(stated):
        yield "evidence: a key is stated twice"
    for key in dict.fromkeys([*old, *new]):
        if key not in new:
            yield f"evidence {key}: stated, but not registered"
        elif key not in old:
            yield f"evidence {key}: registered, but not stated"
        else:
            for part in ("name", "sha256", "valid"):
                if old[key][part] != new[key][part]:
                    yield f"evidence {key}: {part} stated {_shown(old[key][part])}, found {_shown(new[key][part])}"


def _shown(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "none", True: "true", False: "false"}[value]
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
