"""The records of OSCAL's model `assessment-results` (1.2.1), as far as btm writes them.

In: nothing. Out: types, so that mypy checks what fills them. Keys with a hyphen need TypedDict's other form. The parts
of an answer are records of their own, as one that may be missing stands between others: the order is the document's.
"""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict


class Property(TypedDict):
    """A value that OSCAL has no key for."""

    name: str
    ns: str
    value: str


class Party(TypedDict):
    """Who was assessed."""

    uuid: str
    type: Literal["organization"]
    name: str


Metadata = TypedDict(
    "Metadata",
    {
        "title": str,
        "last-modified": str,
        "version": str,
        "oscal-version": str,
        "props": list[Property],
        "parties": list[Party],
    },
)


class Import(TypedDict):
    """What took the place of an assessment plan."""

    href: str
    remarks: str


Control = TypedDict("Control", {"control-id": str})
Selection = TypedDict("Selection", {"include-controls": list[Control]})
Reviewed = TypedDict("Reviewed", {"control-selections": list[Selection]})


class Status(TypedDict):
    """Whether an objective is met, and why."""

    state: Literal["satisfied", "not-satisfied"]
    reason: Literal["pass", "fail", "other"]


Target = TypedDict("Target", {"type": Literal["objective-id"], "target-id": str, "status": Status})
Related = TypedDict("Related", {"observation-uuid": str})
Finding = TypedDict(
    "Finding",
    {
        "uuid": str,
        "title": str,
        "description": str,
        "target": Target,
        "related-observations": NotRequired[list[Related]],
    },
)


class Cited(TypedDict):
    """A piece of evidence that an answer cites."""

    href: str
    description: str


class ObservationStart(TypedDict):
    """What comes before the evidence of an answer."""

    uuid: str
    title: str
    description: str
    props: list[Property]
    methods: list[Literal["EXAMINE", "UNKNOWN"]]
    types: list[Literal["control-objective"]]


ObservationEvidence = TypedDict("ObservationEvidence", {"relevant-evidence": list[Cited]}, total=False)


class ObservationRemarks(TypedDict, total=False):
    """What was noted with an answer."""

    remarks: str


class Observation(ObservationStart, ObservationEvidence, ObservationRemarks):
    """One answer."""

    collected: str


Results = TypedDict(
    "Results",
    {
        "uuid": str,
        "title": str,
        "description": str,
        "start": str,
        "end": str,
        "props": list[Property],
        "reviewed-controls": Reviewed,
        "observations": NotRequired[list[Observation]],
        "findings": NotRequired[list[Finding]],
        "remarks": NotRequired[str],
    },
)


class Hash(TypedDict):
    """A file's digest."""

    algorithm: Literal["SHA-256"]
    value: str


class Link(TypedDict):
    """Where a resource is."""

    href: str
    hashes: NotRequired[list[Hash]]


class Resource(TypedDict):
    """The standard, or a piece of evidence."""

    uuid: str
    title: str
    props: list[Property]
    rlinks: NotRequired[list[Link]]


class BackMatter(TypedDict):
    """What the document points to."""

    resources: list[Resource]


AssessmentResults = TypedDict(
    "AssessmentResults",
    {"uuid": str, "metadata": Metadata, "import-ap": Import, "results": list[Results], "back-matter": BackMatter},
)
Document = TypedDict("Document", {"assessment-results": AssessmentResults})
