"""The answers as OSCAL observations: what was said of a cell or criterion, by whom, on which evidence.

In: an assessment, the parties of the document. Out: observations, and the resources of the evidence that they cite.
What the scorecard itself remarks on (an expired piece of evidence, a level out of order) is an observation by the tool.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from btm_cli.answers.model import Claimed, NotApplicable, Rated
from btm_cli.evidence import EvidenceDigest
from btm_cli.render.document.words import words
from btm_cli.render.oscal.assessed import Assessed, Parties
from btm_cli.render.oscal.assessment_plan import TOOL
from btm_cli.render.oscal.common import (
    Property,
    RelatedLink,
    Resource,
    address,
    line,
    markup,
    moment,
    prop,
    title,
    token,
    yes_or_no,
)
from btm_cli.scoring.scorecard import Finding as Noted

Said = Claimed | Rated | NotApplicable
Actor = TypedDict(
    "Actor",
    {"type": Literal["party", "tool"], "actor-uuid": str, "role-id": NotRequired[Literal["assessor", "verifier"]]},
)


class Origin(TypedDict):
    """Who says so."""

    actors: list[Actor]


class Cited(TypedDict):
    """A piece of evidence that an answer cites."""

    href: str
    description: str


Observation = TypedDict(
    "Observation",
    {
        "uuid": str,
        "title": str,
        "description": str,
        "props": list[Property],
        "methods": list[Literal["EXAMINE", "INTERVIEW", "TEST", "UNKNOWN"]],
        "types": list[Literal["control-objective", "discovery"]],
        "origins": NotRequired[list[Origin]],
        "relevant-evidence": NotRequired[list[Cited]],
        "collected": str,
        "remarks": NotRequired[str],
    },
)


class Observations:
    """All that was said in one assessment: `by_cell` the answers to each cell, `others` what is about anything else."""

    def __init__(self, assessed: Assessed, parties: Parties) -> None:
        self._assessed, self._parties = assessed, parties
        self._answers = assessed.answers
        self._beside = {*self._answers.remarks, *self._answers.unknown}
        self.by_cell: Mapping[str, list[Observation]] = {
            f"{capability}/{dimension}": list(self._of_cell(capability, dimension))
            for capability, dimension in self._cells()
        }
        self.others = [self._observation(name, None) for name in sorted(self._beside) if "/" not in name]
        alike: Counter[tuple[str, str]] = Counter()
        for each in assessed.card.findings:
            alike[each.code, each.reference] += 1
            self.others.append(self._noted(alike[each.code, each.reference], each))

    def all(self) -> list[Observation]:
        """Every observation, cell by cell."""
        return [*(each for found in self.by_cell.values() for each in found), *self.others]

    def _cells(self) -> list[tuple[str, str]]:
        """The cells of which anything is said, those that are answered first."""
        beside = (name.split("/") for name in sorted(self._beside) if "/" in name)
        return list(dict.fromkeys([*self._answers.cells, *((part[0], part[1]) for part in beside)]))

    def _of_cell(self, capability: str, dimension: str) -> Iterator[Observation]:
        """The answers to one cell, and what is noted on it and not known in it."""
        reference, answer = f"{capability}/{dimension}", self._answers.cells.get((capability, dimension), {})
        if isinstance(answer, Claimed | NotApplicable):
            yield self._observation(reference, answer)
            return
        for criterion, each in answer.items():
            yield self._observation(f"{reference}/{criterion}", each)
        for name in sorted(self._beside):
            if name == reference or name.startswith(f"{reference}/"):
                yield self._observation(name, None)

    def _observation(self, reference: str, answer: Said | None) -> Observation:
        said, more = self._told(reference) if answer is None else _said(answer)
        pieces = list(self._cited(answer))
        heard = isinstance(answer, Claimed) and answer.source is not None
        made: Observation = {
            "uuid": self._assessed.id("observation", reference),
            "title": title(reference),
            "description": markup(said),
            "props": [self._about(reference), *_properties(answer)],
            "methods": ["EXAMINE" if pieces else "INTERVIEW" if heard else "UNKNOWN"],
            "types": ["control-objective"],
            "collected": moment(self._assessed.card.assessed_on),
        }
        if actors := list(self._actors(answer)):
            made["origins"] = [{"actors": actors}]
        if pieces:
            made["relevant-evidence"] = pieces
        if more:
            made["remarks"] = markup(more)
        return made

    def _about(self, reference: str) -> Property:
        """The control, objective or statement that something is about."""
        capability, *cell = reference.split("/")
        written = not cell or self._assessed.standard.cell(capability, cell[0]) is not None
        return prop("reference", token(reference) if written else capability)

    def _cited(self, answer: Said | None) -> Iterator[Cited]:
        register = self._answers.evidence
        for key in () if isinstance(answer, NotApplicable | None) else answer.evidence:
            if key in register:
                yield {
                    "href": f"#{self._assessed.lasting('evidence', key)}",
                    "description": markup(register[key].title),
                }

    def _actors(self, answer: Said | None) -> Iterator[Actor]:
        by = self._answers.answered_by
        if by is not None:
            yield {"type": "party", "actor-uuid": self._parties.named(by.name, "assessor"), "role-id": "assessor"}
        checked = None if isinstance(answer, NotApplicable | None) else answer.verified_by
        if checked is not None:
            yield {"type": "party", "actor-uuid": self._parties.named(checked, "verifier"), "role-id": "verifier"}

    def _told(self, reference: str) -> tuple[str, str | None]:
        """What is said of something without an answer."""
        key = "unknown" if reference in self._answers.unknown else "remark"
        return words(f"oscal.{key}"), self._answers.remarks.get(reference)

    def _noted(self, number: int, noted: Noted) -> Observation:
        """What the scorecard remarks on; `number` tells apart what it says of one place more than once."""
        known = noted.reference.partition("/")[0] in self._assessed.standard.capabilities
        about = [self._about(noted.reference)] if known else []
        return {
            "uuid": self._assessed.id("noted", noted.code, noted.reference, str(number)),
            "title": title(f"{noted.code}: {noted.reference}"),
            "description": markup(noted.message),
            "props": [*about, prop("code", noted.code), prop("severity", noted.severity)],
            "methods": ["TEST"],
            "types": ["discovery"],
            "origins": [{"actors": [{"type": "tool", "actor-uuid": TOOL}]}],
            "collected": moment(self._assessed.card.as_of),
        }


def evidence_resource(assessed: Assessed, piece: EvidenceDigest) -> Resource:
    """A registered piece of evidence, with its file's digest where it has been read."""
    evidence = assessed.answers.evidence[piece.key]
    link: RelatedLink = {"href": address(evidence.url or piece.path or "")}
    if piece.sha256 is not None:
        link["hashes"] = [{"algorithm": "SHA-256", "value": piece.sha256}]
    props = [prop("key", piece.key), prop("date", evidence.date.isoformat()), yes_or_no("valid", piece.valid)]
    if evidence.valid_until is not None:
        props.append(prop("valid-until", evidence.valid_until.isoformat()))
    if evidence.owner is not None:
        props.append(prop("owner", evidence.owner))
    return {
        "uuid": assessed.lasting("evidence", piece.key),
        "title": title(evidence.title),
        "props": props,
        "rlinks": [link],
    }


def _said(answer: Said) -> tuple[str, str | None]:
    match answer:
        case NotApplicable():
            return words("scorecard.said.not-applicable", reason=answer.reason), answer.note
        case Claimed():
            return words("oscal.claimed", level=answer.level), answer.note
        case Rated():
            return words("oscal.rated", rating=answer.rating), answer.note


def _properties(answer: Said | None) -> Iterator[Property]:
    """The answer for machines: what was said, and how it came to be."""
    match answer:
        case NotApplicable():
            yield prop("answer", "n/a")
            if answer.approved_by is not None:
                yield prop("approved-by", answer.approved_by)
            if answer.profile is not None:
                yield prop("profile", answer.profile)
        case Claimed():
            yield prop("answer", str(answer.level))
            yield yes_or_no("whole-capability", answer.whole_capability)
            if answer.source is not None:
                yield prop("source", answer.source)
        case Rated():
            yield prop("answer", line(answer.rating))
    if isinstance(answer, NotApplicable | Rated) and answer.no_case:
        yield yes_or_no("no-case", True)
    if not isinstance(answer, NotApplicable | None) and answer.verified_by is not None:
        yield prop("verified-by", answer.verified_by)
