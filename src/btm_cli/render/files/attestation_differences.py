"""What an attestation says that the files do not.

In: the statement that is to be verified and the one that the files give now. Out: a line for every difference, in the
statement's order, none where it verifies; and what of the statement was not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from btm_cli.render.document.words import words
from btm_cli.render.files.attestation_wire import AttestationWire, AttestedEvidenceWire, ResourceWire


def differences(stated: AttestationWire, found: AttestationWire) -> list[str]:
    """Every difference. The tool's version is none: another version that scores alike confirms the score."""
    said, is_now = stated["predicate"], found["predicate"]
    lines = list(_subjects(stated["subject"], found["subject"]))
    if said["as_of"] != is_now["as_of"]:
        lines.append(words("files.attestation.as_of", stated=said["as_of"], found=is_now["as_of"]))
    lines += _part("standard", said["standard"], is_now["standard"])
    answers = {key: value for key, value in is_now["answers"].items() if key in said["answers"]}
    lines += _part("answers", said["answers"], answers)  # what an older statement is silent on is no difference
    if not of_an_older_form(stated, found):
        lines += _part("scorecard", said["scorecard"], is_now["scorecard"])
    lines += _part("headline", said["headline"], is_now["headline"])
    lines += _evidence(said["evidence"], is_now["evidence"])
    return lines


def of_an_older_form(stated: AttestationWire, found: AttestationWire) -> bool:
    """Whether the scorecard was written in another form than now, so that its digest can't be worked out again."""
    return stated["predicate"]["scorecard"]["schema"] != found["predicate"]["scorecard"]["schema"]


def not_looked_at(statement: object, known: object, path: str = "") -> Iterator[str]:
    """Paths of what a statement says under keys that its records do not have; `known` is what was read of it."""
    if isinstance(statement, dict) and isinstance(known, dict):
        for key, value in statement.items():
            if key not in known:
                yield f"{path}{key}"
            else:
                yield from not_looked_at(value, known[key], f"{path}{key}.")
    elif isinstance(statement, list) and isinstance(known, list):
        for index, (value, read) in enumerate(zip(statement, known, strict=True)):
            yield from not_looked_at(value, read, f"{path}{index}.")


def _part(name: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    """A part of the predicate, key by key."""
    for key in dict.fromkeys([*old, *new]):
        stated, found = old.get(key), new.get(key)
        if stated != found:
            yield words(f"files.attestation.part.{name}", key=key, stated=_shown(stated), found=_shown(found))


def _subjects(stated: Sequence[ResourceWire], found: Sequence[ResourceWire]) -> Iterator[str]:
    """Files by name; one that is named twice could say two things."""
    old = {entry["name"]: entry["digest"]["sha256"] for entry in stated}
    new = {entry["name"]: entry["digest"]["sha256"] for entry in found}
    names = [entry["name"] for entry in stated]
    for name in old:
        if names.count(name) > 1:
            yield words("files.attestation.file.doubled", name=name, n=names.count(name))
    for name in dict.fromkeys([*old, *new]):
        if name not in new:
            yield words("files.attestation.file.gone", name=name)
        elif name not in old:
            yield words("files.attestation.file.new", name=name)
        elif old[name] != new[name]:
            yield words("files.attestation.file.other", name=name, stated=old[name], found=new[name])
    if old.keys() == new.keys() and list(old) != list(new):
        yield words("files.attestation.order")


def _evidence(stated: Sequence[AttestedEvidenceWire], found: Sequence[AttestedEvidenceWire]) -> Iterator[str]:
    old: dict[str, Mapping[str, object]] = {entry["key"]: entry for entry in stated}
    new: dict[str, Mapping[str, object]] = {entry["key"]: entry for entry in found}
    if len(old) != len(stated):
        yield words("files.attestation.evidence.doubled")
    for key in dict.fromkeys([*old, *new]):
        if key not in new:
            yield words("files.attestation.evidence.gone", key=key)
        elif key not in old:
            yield words("files.attestation.evidence.new", key=key)
        else:
            for part in ("name", "sha256", "valid"):
                said, is_now = old[key][part], new[key][part]
                if said != is_now:
                    values = {"stated": _shown(said), "found": _shown(is_now)}
                    yield words("files.attestation.evidence.other", key=key, part=part, **values)


def _shown(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "none", True: "true", False: "false"}[value]
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
