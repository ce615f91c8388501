"""An attestation, an in-toto Statement v1 over a score (docs/attestation.md): its records, what fills and tests them.

In: a scorecard, the digests of what it was made from, the tool's version; to verify, the statement and the one that the
files give now. Out: plain data in fixed key order; a line for every difference, and what was not looked at. No clock,
no machine, no user: the same files give the same bytes everywhere. Who reads a statement ignores keys it does not know,
as in-toto's parsing rules want it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from btm_cli.digest import content_digest
from btm_cli.evidence import EvidenceDigest
from btm_cli.render.document.words import words
from btm_cli.render.scorecard.overview_wire import OverallWire
from btm_cli.render.scorecard.wire import scorecard_data
from btm_cli.render.wire.types import Day, record
from btm_cli.scoring.scorecard import Scorecard

STATEMENT: Literal["https://in-toto.io/Statement/v1"] = "https://in-toto.io/Statement/v1"
PREDICATE: Literal["urn:btm:attestation:score:1"] = "urn:btm:attestation:score:1"

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Text = Annotated[str, Field(min_length=1)]


@record
class DigestWire(TypedDict):
    """An in-toto DigestSet; btm writes SHA-256."""

    sha256: Sha256


@record
class ResourceWire(TypedDict):
    """An in-toto ResourceDescriptor: the answers file, then every evidence file by name."""

    name: Text
    digest: DigestWire


@record
class ToolWire(TypedDict):
    """What computed the score."""

    name: Literal["btm-cli"]
    version: Text


@record
class AttestedStandardWire(TypedDict):
    """The edition it was scored by; the digest is over its canonical content."""

    id: Text
    edition: Text
    digest: Sha256


@record
class AttestedAnswersWire(TypedDict):
    """Whose answers; `name` is the subject that holds them, the digest is over their canonical content."""

    name: Text
    enterprise: str
    unit: str | None
    period: str | None
    assessed_on: Day
    scope: list[str]
    depth: NotRequired[str | dict[str, str]]
    """Statements made before 0.1.0 have neither this nor `profiles`."""
    profiles: NotRequired[list[str]]
    digest: Sha256


@record
class AttestedScorecardWire(TypedDict):
    """SHA-256 over the canonical content of what `btm assess --format json` writes."""

    schema: Literal["btm-scorecard/1", "btm-scorecard/2"]
    digest: Sha256


@record
class HeadlineWire(TypedDict):
    """The overall numbers as the scorecard has them."""

    score: float | None
    level: int | None
    evidenced: float | None
    evidenced_level: int | None
    verified: float | None
    verified_level: int | None
    coverage: float | None
    state: str | None
    evidenced_state: str | None
    verified_state: str | None
    provisional: bool


@record
class AttestedEvidenceWire(TypedDict):
    """A registered piece: `name` and `sha256` are null for a URL, `sha256` also for a file that can't be read."""

    key: Text
    name: str | None
    sha256: Sha256 | None
    valid: bool


@record
class PredicateWire(TypedDict):
    """What is said of the subject: urn:btm:attestation:score:1."""

    tool: ToolWire
    standard: AttestedStandardWire
    as_of: Day
    answers: AttestedAnswersWire
    scorecard: AttestedScorecardWire
    headline: HeadlineWire
    evidence: list[AttestedEvidenceWire]


@record
class AttestationWire(TypedDict):
    """What `btm attest` writes: an in-toto Statement v1."""

    _type: Literal["https://in-toto.io/Statement/v1"]
    subject: Annotated[list[ResourceWire], Field(min_length=1)]
    predicateType: Literal["urn:btm:attestation:score:1"]
    predicate: PredicateWire


def attestation_data(
    card: Scorecard, name: str, file_digest: str, evidence: Sequence[EvidenceDigest], version: str
) -> AttestationWire:
    """The statement. `name` is what the answers file is called, `file_digest` the SHA-256 of its bytes."""
    scorecard = scorecard_data(card, evidence)
    return {
        "_type": STATEMENT,
        "subject": [_resource(name, file_digest), *_files(evidence, name)],
        "predicateType": PREDICATE,
        "predicate": {
            "tool": {"name": "btm-cli", "version": version},
            "standard": scorecard["standard"],
            "as_of": scorecard["as_of"],
            "answers": {"name": name, **scorecard["subject"]},
            "scorecard": {"schema": scorecard["schema"], "digest": content_digest(scorecard)},
            "headline": _headline(scorecard["overall"]),
            "evidence": [
                {"key": piece.key, "name": piece.path, "sha256": piece.sha256, "valid": piece.valid}
                for piece in evidence
            ],
        },
    }


def _headline(overall: OverallWire) -> HeadlineWire:
    return {
        "score": overall["score"],
        "level": overall["level"],
        "evidenced": overall["evidenced"],
        "evidenced_level": overall["evidenced_level"],
        "verified": overall["verified"],
        "verified_level": overall["verified_level"],
        "coverage": overall["coverage"],
        "state": overall["state"],
        "evidenced_state": overall["evidenced_state"],
        "verified_state": overall["verified_state"],
        "provisional": overall["provisional"],
    }


def _files(evidence: Sequence[EvidenceDigest], answers: str) -> list[ResourceWire]:
    """Each file once, by name; several keys may cite one, and a file of answers may be evidence of itself."""
    digests = {piece.path: piece.sha256 for piece in evidence if piece.path is not None and piece.path != answers}
    return [_resource(path, digest) for path, digest in sorted(digests.items()) if digest is not None]


def _resource(name: str, digest: str) -> ResourceWire:
    return {"name": name, "digest": {"sha256": digest}}


def differences(stated: AttestationWire, found: AttestationWire) -> list[str]:
    """Every difference, in the statement's order; none where it verifies.

    The tool's version is none: another version that scores alike confirms the score.
    """
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
