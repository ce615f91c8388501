"""One assessment as the OSCAL documents about it see it: whose, what was looked at, who took part.

In: a scorecard and what it was made from. Out: `Assessed` with its ids, `Parties` for a document's metadata, and what
was reviewed: every control and objective in scope, what is not applicable left out with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, NotRequired

from typing_extensions import TypedDict

from btm_cli.answers.model import CORE, Answers, Target
from btm_cli.evidence import EvidenceDigest
from btm_cli.names import folded
from btm_cli.planning.owners import owner_of
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import extent, who
from btm_cli.render.document.words import words
from btm_cli.render.oscal.catalog import resource_uid
from btm_cli.render.oscal.common import (
    Link,
    Metadata,
    Party,
    Property,
    line,
    markup,
    numbers_of,
    prop,
    token,
    uid,
)
from btm_cli.render.wire.card import EXTENT, extent_columns
from btm_cli.scoring.scorecard import CapabilityScore, Scorecard
from btm_cli.standard.model import Standard

ROLES = ("assessor", "verifier", "owner", "approver")
"""What a party does: who answered, checked an answer, answers for a capability, accepted a failure."""

Control = TypedDict("Control", {"control-id": str, "statement-ids": NotRequired[list[str]]})
ControlSelection = TypedDict(
    "ControlSelection", {"description": str, "props": list[Property], "include-controls": list[Control]}
)
Objective = TypedDict("Objective", {"objective-id": str, "remarks": NotRequired[str]})
ObjectiveSelection = TypedDict(
    "ObjectiveSelection",
    {"include-objectives": list[Objective], "exclude-objectives": NotRequired[list[Objective]]},
)
Reviewed = TypedDict(
    "Reviewed",
    {
        "description": NotRequired[str],
        "props": NotRequired[list[Property]],
        "links": list[Link],
        "control-selections": list[ControlSelection],
        "control-objective-selections": NotRequired[list[ObjectiveSelection]],
    },
)


class Assessed(NamedTuple):
    """A scorecard with the standard, answers and evidence's digests that it was made from."""

    standard: Standard
    answers: Answers
    card: Scorecard
    evidence: tuple[EvidenceDigest, ...]

    @property
    def title(self) -> str:
        """What the documents about it are called."""
        name, edition = who(self.card.enterprise, self.card.unit), self.card.edition
        return words("oscal.title", name=name, title=self.standard.title, edition=edition)

    @property
    def version(self) -> str:
        """Which of an enterprise's assessments it is."""
        return self.card.period or self.card.assessed_on.isoformat()

    @property
    def in_scope(self) -> list[CapabilityScore]:
        """The capabilities that it is about."""
        return [capability for capability in self.card.capabilities if capability.in_scope]

    def lasting(self, kind: str, *names: str) -> str:
        """The UUID of something that the enterprise has from one assessment to the next."""
        return uid(kind, self.card.enterprise, self.card.unit or "", *names)

    def id(self, kind: str, *names: str) -> str:
        """The UUID of something that belongs to this one assessment."""
        card = self.card
        facts = (card.standard, card.edition, card.assessed_on.isoformat(), " ".join(sorted(card.scope)))
        return self.lasting(kind, *facts, _aim(self.answers.target), *names)

    def extent(self) -> Iterator[Property]:
        """Scope, depth and profiles, as far as there is anything to say."""
        for name, text in zip(EXTENT, extent_columns(self.card), strict=True):
            if text:
                yield prop(name, text)

    def reviewed(self, *, scores: bool) -> Reviewed:
        """What is looked at, with what came of it for each capability where the `scores` are known."""
        made: Reviewed = {
            "props": list(self.extent()),
            "links": [{"href": f"#{resource_uid(self.standard)}", "rel": "catalog"}],
            "control-selections": [self._selection(each, scores) for each in self.in_scope],
        }
        if said := extent(self.card, Labels(self.standard)):
            made["description"] = markup(said)
        included, excluded = list(self._objectives()), list(self._excluded())
        if included:
            selection: ObjectiveSelection = {"include-objectives": included}
            if excluded:
                selection["exclude-objectives"] = excluded
            made["control-objective-selections"] = [selection]
        return made

    def _selection(self, capability: CapabilityScore, scores: bool) -> ControlSelection:
        depth = self.answers.depth_of(capability.id)
        control: Control = {"control-id": capability.id}
        if depth == CORE and (core := list(self._core(capability.id))):
            control["statement-ids"] = core
        props = [prop("depth", depth), prop("importance", str(capability.importance))]
        if owner := owner_of(self.answers, capability.id, capability.area):
            props.append(prop("owner", owner))
        if scores:
            props += numbers_of(capability.numbers)
            props += [prop("limited-by", name) for name in capability.limited_by]
        return {"description": markup(capability.name), "props": props, "include-controls": [control]}

    def _core(self, capability: str) -> Iterator[str]:
        for dimension, cell in self.standard.capabilities[capability].cells.items():
            for criterion in cell.all_criteria():
                if criterion.core:
                    yield token(f"{capability}/{dimension}/{criterion.id}")

    def _objectives(self) -> Iterator[Objective]:
        for capability in self.in_scope:
            for cell in capability.cells:
                if cell.basis != "n/a":
                    yield {"objective-id": token(cell.reference)}

    def _excluded(self) -> Iterator[Objective]:
        reasons = {each.reference: each.reason for each in self.card.not_applicable}
        for capability in self.in_scope:
            for cell in capability.cells:
                if cell.basis == "n/a" and self.standard.cell(*cell.place) is not None:
                    reason = reasons.get(cell.reference) or reasons.get(capability.id)
                    made: Objective = {"objective-id": token(cell.reference)}
                    if reason is not None:
                        made["remarks"] = markup(words("scorecard.said.not-applicable", reason=reason))
                    yield made


class Parties:
    """Everybody that one document names, once, whatever the name's case; the enterprise comes first."""

    def __init__(self, assessed: Assessed) -> None:
        self._assessed = assessed
        self._parties: dict[str, Party] = {}
        self._roles: dict[str, list[str]] = {}
        card = assessed.card
        self.subject = self.named(card.enterprise)
        if card.unit is not None and folded(card.unit) != folded(card.enterprise):
            whole, self.subject = self.subject, self.named(card.unit)
            self._parties[folded(card.unit)]["member-of-organizations"] = [whole]

    def named(self, name: str, role: str | None = None) -> str:
        """The UUID of the party of that name, who has that role from now on."""
        key = folded(name)
        if key not in self._parties:
            whole = not self._parties  # the enterprise itself is the same to all of its units
            made = uid("party", key) if whole else self._assessed.lasting("party", key)
            self._parties[key] = {"uuid": made, "type": "organization", "name": line(name)}
        found = self._parties[key]["uuid"]
        if role is not None and found not in self._roles.setdefault(role, []):
            self._roles[role].append(found)
        return found

    def into(self, metadata: Metadata) -> Metadata:
        """The metadata with all that were named until now."""
        roles = [role for role in ROLES if role in self._roles]
        if roles:
            metadata["roles"] = [{"id": role, "title": words(f"oscal.role.{role}")} for role in roles]
        metadata["parties"] = list(self._parties.values())
        if roles:
            metadata["responsible-parties"] = [{"role-id": role, "party-uuids": self._roles[role]} for role in roles]
        return metadata


def _aim(target: Target | None) -> str:
    """A target in a word, since findings say whether it is reached."""
    if target is None:
        return ""
    levels = (f"{name}={level}" for name, level in sorted(target.levels.items()))
    return " ".join([target.state or str(target.level or ""), *levels])
