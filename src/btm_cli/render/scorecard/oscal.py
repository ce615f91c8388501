"""An assessment as OSCAL assessment results (NIST's format for GRC tools), as plain data.

In: a scorecard, the answers and standard it was made from, the evidence's digests. Out: dicts and lists of the model
`assessment-results`. A capability is a control, a cell an objective: a finding says whether it is at its target, an
observation is an answer, a resource in the back matter a piece of evidence. UUIDs (version 5) come from the content,
times from its dates: the same files give the same bytes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from btm_cli.answers.model import Answers, Claimed, Evidence, NotApplicable, Rated
from btm_cli.digest import content_digest
from btm_cli.evidence.digests import EvidenceDigest
from btm_cli.render.document.numbers import json_number
from btm_cli.render.scorecard.wire import scorecard_data
from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Scorecard
from btm_cli.standard.model import Standard

OSCAL = "1.2.1"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:btm:oscal:1")
PROPERTIES = "urn:btm:oscal:1"


def oscal_data(
    card: Scorecard, answers: Answers, standard: Standard, evidence: Sequence[EvidenceDigest]
) -> dict[str, Any]:
    """The document, for `render_json`."""
    return _Document(card, answers, standard, evidence).data()


class _Document:
    """One document; every id in it depends on everything that the scorecard says."""

    def __init__(
        self, card: Scorecard, answers: Answers, standard: Standard, evidence: Sequence[EvidenceDigest]
    ) -> None:
        self.card, self.answers, self.standard, self.evidence = card, answers, standard, evidence
        self.seed = content_digest(scorecard_data(card, evidence))
        self.capabilities = [capability for capability in card.capabilities if capability.in_scope]
        self.dimensions = {dimension.id: dimension.name for dimension in standard.dimensions}

    def id(self, kind: str, name: str = "") -> str:
        return str(uuid.uuid5(NAMESPACE, f"{self.seed} {kind} {name}"))

    def data(self) -> dict[str, Any]:
        card = self.card
        title = f"{card.enterprise}: assessment against {self.standard.title} {card.edition}"
        observations = {reference: list(self.observations(*reference)) for reference in self.answers.cells}
        flat = [each for found in observations.values() for each in found]
        findings = [
            self.finding(capability, cell, observations.get((cell.capability, cell.dimension), []))
            for capability in self.capabilities
            for cell in capability.cells
            if cell.basis != "n/a" and not (cell.assessed and cell.numbers.target is None)
        ]
        result = {
            "uuid": self.id("result"),
            "title": _line(title),
            "description": self.summary(),
            "start": _moment(card.assessed_on),
            "end": _moment(card.as_of),
            "props": list(self.headline()),
            "reviewed-controls": {
                "control-selections": [
                    {"include-controls": [{"control-id": capability.id} for capability in self.capabilities]}
                ]
            },
            **({"observations": flat} if flat else {}),
            **({"findings": findings} if findings else {}),
        }
        return {
            "assessment-results": {
                "uuid": self.id("document"),
                "metadata": {
                    "title": _line(title),
                    "last-modified": _moment(card.as_of),
                    "version": _line(card.period or card.assessed_on.isoformat()),
                    "oscal-version": OSCAL,
                    "props": [
                        _property("standard-digest", card.standard_digest),
                        _property("answers-digest", card.answers_digest),
                    ],
                    "parties": [
                        {"uuid": self.id("party"), "type": "organization", "name": _line(card.enterprise)},
                    ],
                },
                "import-ap": {
                    "href": f"#{self.id('standard')}",
                    "remarks": "There is no assessment plan of its own: the standard is what was assessed against.",
                },
                "results": [result],
                "back-matter": {"resources": [self.plan(), *map(self.resource, self.evidence)]},
            }
        }

    def summary(self) -> str:
        numbers, state = self.card.overall.numbers, self.card.overall.state
        score = json_number(numbers.score)
        said = "Nothing is assessed." if score is None else f"Score {score:.2f}, level {numbers.level}."
        return f"{said} State: {state or 'none'}. As of {self.card.as_of.isoformat()}."

    def headline(self) -> Iterator[dict[str, str]]:
        overall = self.card.overall
        numbers = overall.numbers
        for name, value in (("score", numbers.score), ("evidenced", numbers.evidenced), ("verified", numbers.verified)):
            if value is not None:
                yield _property(name, f"{json_number(value):.2f}")
        yield _property("provisional", "true" if overall.provisional else "false")
        if overall.state is not None:
            yield _property("state", overall.state)

    def finding(self, capability: CapabilityScore, cell: CellScore, found: list[dict[str, Any]]) -> dict[str, Any]:
        """Whether a cell is at its target; one that is not assessed is not."""
        numbers = cell.numbers
        reached = cell.assessed and numbers.gap == 0
        reason = "pass" if reached else "fail" if cell.assessed else "other"
        if cell.assessed:
            score, target = json_number(numbers.score), json_number(numbers.target)
            said = f"score {score:.2f}, level {numbers.level}, target {target:.2f}"
        else:
            said = "not assessed"
        return {
            "uuid": self.id("finding", cell.reference),
            "title": _line(f"{capability.name}: {self.dimensions[cell.dimension]}"),
            "description": said,
            "target": {
                "type": "objective-id",
                "target-id": _token(cell.reference),
                "status": {"state": "satisfied" if reached else "not-satisfied", "reason": reason},
            },
            **({"related-observations": [{"observation-uuid": each["uuid"]} for each in found]} if found else {}),
        }

    def observations(self, capability: str, dimension: str) -> Iterator[dict[str, Any]]:
        """The answers to one cell."""
        reference, answer = f"{capability}/{dimension}", self.answers.cells[capability, dimension]
        if isinstance(answer, Claimed | NotApplicable):
            yield self.observation(reference, answer)
        else:
            for criterion, each in answer.items():
                yield self.observation(f"{reference}/{criterion}", each)

    def observation(self, reference: str, answer: Claimed | Rated | NotApplicable) -> dict[str, Any]:
        said, more = _said(answer)
        cited = () if isinstance(answer, NotApplicable) else answer.evidence
        properties = [_property("reference", _token(reference))]
        if not isinstance(answer, NotApplicable) and answer.verified_by is not None:
            properties.append(_property("verified-by", answer.verified_by))
        register = self.answers.evidence
        pieces = [
            {"href": f"#{self.id('evidence', key)}", "description": register[key].title}
            for key in cited
            if key in register
        ]
        return {
            "uuid": self.id("observation", reference),
            "title": _line(reference),
            "description": said,
            "props": properties,
            "methods": ["EXAMINE" if pieces else "UNKNOWN"],
            "types": ["control-objective"],
            **({"relevant-evidence": pieces} if pieces else {}),
            "collected": _moment(self.card.assessed_on),
            **({"remarks": more} if more else {}),
        }

    def plan(self) -> dict[str, Any]:
        return {
            "uuid": self.id("standard"),
            "title": _line(f"{self.standard.title} {self.card.edition}"),
            "props": [_property("digest", self.card.standard_digest)],
        }

    def resource(self, piece: EvidenceDigest) -> dict[str, Any]:
        evidence: Evidence = self.answers.evidence[piece.key]
        link: dict[str, Any] = {"href": evidence.url or piece.path or ""}
        if piece.sha256 is not None:
            link["hashes"] = [{"algorithm": "SHA-256", "value": piece.sha256}]
        return {
            "uuid": self.id("evidence", piece.key),
            "title": _line(evidence.title),
            "props": [
                _property("key", piece.key),
                _property("date", evidence.date.isoformat()),
                _property("valid", "true" if piece.valid else "false"),
            ],
            "rlinks": [link],
        }


def _said(answer: Claimed | Rated | NotApplicable) -> tuple[str, str | None]:
    match answer:
        case NotApplicable():
            return f"Not applicable: {answer.reason}", None
        case Claimed():
            return f"Claimed at level {answer.level}", answer.note
        case Rated():
            return f"Achieved: {answer.rating}", answer.note


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _property(name: str, value: str) -> dict[str, str]:
    return {"name": name, "ns": PROPERTIES, "value": _line(value)}


def _token(reference: str) -> str:
    """A reference as an OSCAL token, which has no slashes: ids never hold a dot."""
    return reference.replace("/", ".")


def _line(text: str) -> str:
    """Text on one line, as OSCAL asks of titles and values."""
    return " ".join(text.split()) or "-"
