"""An attestation: an in-toto Statement v1 over a score, as plain data (docs/attestation.md).

In: a scorecard, the digests of what it was made from, the tool's version. Out: dicts and lists in the fixed key order
of the contract. No clock, no machine, no user: the same files give the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from btm_cli.digest import content_digest
from btm_cli.evidence.digests import EvidenceDigest
from btm_cli.render.scorecard.wire import scorecard_data
from btm_cli.scoring.scorecard import Scorecard

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "urn:btm:attestation:score:1"
HEADLINE = (
    "score",
    "level",
    "evidenced",
    "evidenced_level",
    "verified",
    "verified_level",
    "coverage",
    "state",
    "evidenced_state",
    "verified_state",
    "provisional",
)


def attestation_data(
    card: Scorecard, name: str, file_digest: str, evidence: Sequence[EvidenceDigest], version: str
) -> dict[str, Any]:
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
            "headline": {key: value for key, value in scorecard["overall"].items() if key in HEADLINE},
            "evidence": [{"key": piece.key, "name": piece.path, **_state(piece)} for piece in evidence],
        },
    }


def _state(piece: EvidenceDigest) -> dict[str, Any]:
    return {"sha256": piece.sha256, "valid": piece.valid}


def _files(evidence: Sequence[EvidenceDigest], answers: str) -> list[dict[str, Any]]:
    """Each file once, by name; several keys may cite one, and a file of answers may be evidence of itself."""
    digests = {piece.path: piece.sha256 for piece in evidence if piece.path is not None and piece.path != answers}
    return [_resource(path, digest) for path, digest in sorted(digests.items()) if digest is not None]


def _resource(name: str, digest: str) -> dict[str, Any]:
    return {"name": name, "digest": {"sha256": digest}}
