"""An assessment as OSCAL assessment results (NIST's format for GRC tools), as plain data.

In: a scorecard, the answers and standard it was made from, the evidence's digests. Out: records of the model
`assessment-results`. A capability is a control, a cell an objective: a finding says whether it is at its target, an
observation is an answer, a resource in the back matter a piece of evidence. UUIDs (version 5) come from the content,
times from its dates: the same files give the same bytes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from btm_cli.answers.model import Answers, Claimed, Evidence, NotApplicable, Rated
from btm_cli.digest import content_digest
from btm_cli.evidence.digests import EvidenceDigest
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import json_number
from btm_cli.render.document.subject import extent, who
from btm_cli.render.document.words import words
from btm_cli.render.scorecard import oscal_wire as wire
from btm_cli.render.scorecard.wire import scorecard_data
from btm_cli.render.wire.card import EXTENT_COLUMNS, extent_columns
from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Scorecard
from btm_cli.standard.model import Standard

OSCAL = "1.2.1"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:btm:oscal:1")
PROPERTIES = "urn:btm:oscal:1"


def oscal_data(
    card: Scorecard, answers: Answers, standard: Standard, evidence: Sequence[EvidenceDigest]
) -> wire.Document:
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
        self.beside = {*answers.remarks, *answers.unknown}
        self.dimensions = {dimension.id: dimension.name for dimension in standard.dimensions}

    def id(self, kind: str, name: str = "") -> str:
        return str(uuid.uuid5(NAMESPACE, f"{self.seed} {kind} {name}"))

    def data(self) -> wire.Document:
        card = self.card
        title = words(
            "scorecard.oscal.title",
            name=who(card.enterprise, card.unit),
            title=self.standard.title,
            edition=card.edition,
        )
        observations = {reference: list(self.observations(*reference)) for reference in self.said()}
        flat = [each for found in observations.values() for each in found]
        flat += [self.observation(name, None) for name in sorted(self.beside) if "/" not in name]
        findings = [
            self.finding(capability, cell, observations.get((cell.capability, cell.dimension), []))
            for capability in self.capabilities
            for cell in capability.cells
            if cell.basis != "n/a" and not (cell.assessed and cell.numbers.target is None)
        ]
        result: wire.Results = {
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
        }
        if flat:
            result["observations"] = flat
        if findings:
            result["findings"] = findings
        if self.answers.note is not None:
            result["remarks"] = self.answers.note
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
                    "remarks": words("scorecard.oscal.no-plan"),
                },
                "results": [result],
                "back-matter": {"resources": [self.plan(), *map(self.resource, self.evidence)]},
            }
        }

    def summary(self) -> str:
        numbers, state = self.card.overall.numbers, self.card.overall.state
        score = json_number(numbers.score)
        more = {"state": state or words("scorecard.oscal.no-state"), "as_of": self.card.as_of.isoformat()}
        if score is None:
            said = words("scorecard.oscal.nothing", **more)
        else:
            said = words("scorecard.oscal.summary", score=f"{score:.2f}", level=numbers.level, **more)
        return " ".join(filter(None, (said, extent(self.card, Labels(self.standard)))))

    def headline(self) -> Iterator[wire.Property]:
        overall = self.card.overall
        numbers = overall.numbers
        for name, value in (("score", numbers.score), ("evidenced", numbers.evidenced), ("verified", numbers.verified)):
            if value is not None:
                yield _property(name, f"{json_number(value):.2f}")
        yield _property("provisional", "true" if overall.provisional else "false")
        if overall.state is not None:
            yield _property("state", overall.state)
        for (name, _), text in zip(EXTENT_COLUMNS, extent_columns(self.card), strict=True):
            if text:
                yield _property(name, text)

    def finding(self, capability: CapabilityScore, cell: CellScore, found: list[wire.Observation]) -> wire.Finding:
        """Whether a cell is at its target; one that is not assessed is not."""
        numbers = cell.numbers
        reached = cell.assessed and numbers.gap == 0
        reason: Literal["pass", "fail", "other"] = "pass" if reached else "fail" if cell.assessed else "other"
        if cell.assessed:
            score, target = json_number(numbers.score), json_number(numbers.target)
            said = words("scorecard.oscal.cell", score=f"{score:.2f}", level=numbers.level, target=f"{target:.2f}")
        else:
            said = words("scorecard.mark.not-assessed")
        finding: wire.Finding = {
            "uuid": self.id("finding", cell.reference),
            "title": _line(f"{capability.name}: {self.dimensions[cell.dimension]}"),
            "description": said,
            "target": {
                "type": "objective-id",
                "target-id": _token(cell.reference),
                "status": {"state": "satisfied" if reached else "not-satisfied", "reason": reason},
            },
        }
        if found:
            finding["related-observations"] = [{"observation-uuid": each["uuid"]} for each in found]
        return finding

    def said(self) -> list[tuple[str, str]]:
        """The cells of which anything is said, those that are answered first."""
        beside = (name.split("/") for name in sorted(self.beside) if "/" in name)
        return list(dict.fromkeys([*self.answers.cells, *((part[0], part[1]) for part in beside)]))

    def observations(self, capability: str, dimension: str) -> Iterator[wire.Observation]:
        """The answers to one cell, and what is noted on it and not known in it."""
        reference, answer = f"{capability}/{dimension}", self.answers.cells.get((capability, dimension), {})
        if isinstance(answer, Claimed | NotApplicable):
            yield self.observation(reference, answer)
            return
        for criterion, each in answer.items():
            yield self.observation(f"{reference}/{criterion}", each)
        for name in sorted(self.beside):
            if name == reference or name.startswith(f"{reference}/"):
                yield self.observation(name, None)

    def observation(self, reference: str, answer: Claimed | Rated | NotApplicable | None) -> wire.Observation:
        said, more = self.told(reference) if answer is None else _said(answer)
        cited = () if isinstance(answer, NotApplicable | None) else answer.evidence
        properties = [_property("reference", _token(reference))]
        if not isinstance(answer, NotApplicable | None) and answer.verified_by is not None:
            properties.append(_property("verified-by", answer.verified_by))
        register = self.answers.evidence
        pieces: list[wire.Cited] = [
            {"href": f"#{self.id('evidence', key)}", "description": register[key].title}
            for key in cited
            if key in register
        ]
        start: wire.ObservationStart = {
            "uuid": self.id("observation", reference),
            "title": _line(reference),
            "description": said,
            "props": properties,
            "methods": ["EXAMINE" if pieces else "UNKNOWN"],
            "types": ["control-objective"],
        }
        backed: wire.ObservationEvidence = {"relevant-evidence": pieces} if pieces else {}
        noted: wire.ObservationRemarks = {"remarks": more} if more else {}
        return {**start, **backed, "collected": _moment(self.card.assessed_on), **noted}

    def told(self, reference: str) -> tuple[str, str | None]:
        """What is said of something without an answer."""
        key = "unknown" if reference in self.answers.unknown else "remark"
        return words(f"scorecard.oscal.{key}"), self.answers.remarks.get(reference)

    def plan(self) -> wire.Resource:
        return {
            "uuid": self.id("standard"),
            "title": _line(f"{self.standard.title} {self.card.edition}"),
            "props": [_property("digest", self.card.standard_digest)],
        }

    def resource(self, piece: EvidenceDigest) -> wire.Resource:
        evidence: Evidence = self.answers.evidence[piece.key]
        link: wire.Link = {"href": evidence.url or piece.path or ""}
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
            return words("scorecard.said.not-applicable", reason=answer.reason), answer.note
        case Claimed():
            return words("scorecard.oscal.claimed", level=answer.level), answer.note
        case Rated():
            return words("scorecard.oscal.rated", rating=answer.rating), answer.note


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _property(name: str, value: str) -> wire.Property:
    return {"name": name, "ns": PROPERTIES, "value": _line(value)}


def _token(reference: str) -> str:
    """A reference as an OSCAL token, which has no slashes: ids never hold a dot."""
    return reference.replace("/", ".")


def _line(text: str) -> str:
    """Text on one line, as OSCAL asks of titles and values."""
    return " ".join(text.split()) or "-"
