"""A roadmap as an OSCAL plan of action and milestones, which stands on its own.

In: a roadmap, the assessment that it starts from. Out: the document. A step is an item, and the planned response to its
cell's risk with a milestone that has dates and an owner; what the plan leaves below its target is an item without one.
The findings, risks and observations are those of the assessment results, under the same UUIDs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NotRequired

from typing_extensions import TypedDict

from btm_cli.planning.left_over import LeftOver
from btm_cli.planning.roadmap import Roadmap
from btm_cli.planning.roadmap_steps import RoadmapStep
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import extent
from btm_cli.render.document.words import words
from btm_cli.render.oscal.assessed import Assessed, Parties
from btm_cli.render.oscal.assessment_plan import ToolDefinitions, tool_definitions
from btm_cli.render.oscal.catalog import catalog_resource
from btm_cli.render.oscal.common import (
    PROPERTIES,
    BackMatter,
    Metadata,
    Property,
    amount,
    document_uid,
    markup,
    metadata_of,
    moment,
    prop,
    title,
    token,
    yes_or_no,
)
from btm_cli.render.oscal.findings import Finding, Found, RelatedRisk, Response, Risk, Task, found_of
from btm_cli.render.oscal.observations import Observation, Observations, evidence_resource

SystemId = TypedDict("SystemId", {"identifier-type": str, "id": str})
RelatedFinding = TypedDict("RelatedFinding", {"finding-uuid": str})
Item = TypedDict(
    "Item",
    {
        "uuid": str,
        "title": str,
        "description": str,
        "props": list[Property],
        "related-findings": NotRequired[list[RelatedFinding]],
        "related-risks": NotRequired[list[RelatedRisk]],
    },
)
Poam = TypedDict(
    "Poam",
    {
        "uuid": str,
        "metadata": Metadata,
        "system-id": SystemId,
        "local-definitions": ToolDefinitions,
        "observations": NotRequired[list[Observation]],
        "risks": NotRequired[list[Risk]],
        "findings": NotRequired[list[Finding]],
        "poam-items": list[Item],
        "back-matter": BackMatter,
    },
)
PoamDocument = TypedDict("PoamDocument", {"plan-of-action-and-milestones": Poam})


def poam_data(roadmap: Roadmap, assessed: Assessed) -> PoamDocument:
    """The document, for `render_json`."""
    made = _Poam(roadmap, assessed)
    return {"plan-of-action-and-milestones": made.document()}


class _Poam:
    """One document: the cells that the roadmap climbs or leaves below their target, with all that is known of them."""

    def __init__(self, roadmap: Roadmap, assessed: Assessed) -> None:
        self._roadmap, self._assessed = roadmap, assessed
        self._parties, self._labels = Parties(assessed), Labels(assessed.standard)
        concerned = {step.reference for step in roadmap.steps} | {each.reference for each in roadmap.left_over}
        every = found_of(assessed, Observations(assessed, self._parties))
        self._found = {each.reference: each for each in every if each.reference in concerned}

    def document(self) -> Poam:
        assessed, risks = self._assessed, list(self._risks())
        items = [*map(self._step, self._roadmap.steps), *map(self._left_over, self._roadmap.left_over)]
        observations = {each["uuid"]: each for found in self._found.values() for each in found.observations}
        name = words("oscal.poam.title", title=assessed.title)
        metadata = metadata_of(name, assessed.version, assessed.card.as_of, self._milestones())
        if said := extent(assessed.card, self._labels):
            metadata["remarks"] = markup(said)
        poam: Poam = {
            "uuid": "",
            "metadata": self._parties.into(metadata),
            "system-id": {"identifier-type": PROPERTIES, "id": assessed.lasting("subject")},
            "local-definitions": tool_definitions(),
            "poam-items": items or [self._nothing()],
            "back-matter": {
                "resources": [
                    catalog_resource(assessed.standard),
                    *(evidence_resource(assessed, piece) for piece in assessed.evidence),
                ]
            },
        }
        if observations:
            poam["observations"] = list(observations.values())
        if risks:
            poam["risks"] = risks
        if self._found:
            poam["findings"] = [found.finding for found in self._found.values()]
        poam["uuid"] = document_uid("plan-of-action-and-milestones", poam["metadata"], poam)
        return poam

    def _risks(self) -> Iterator[Risk]:
        """The risks with what is planned against each, in its order."""
        by_cell: dict[str, list[RoadmapStep]] = {}
        for step in self._roadmap.steps:
            by_cell.setdefault(step.reference, []).append(step)
        for reference, found in self._found.items():
            if found.risk is not None:
                planned = self._responses(by_cell.get(reference, []))
                yield {**found.risk, "remediations": planned} if planned else found.risk

    def _responses(self, steps: list[RoadmapStep]) -> list[Response]:
        return [
            {
                "uuid": self._assessed.lasting("response", step.id),
                "lifecycle": "planned",
                "title": title(self._name(step)),
                "description": self._claims(step),
                "tasks": [self._task(step, before)],
            }
            for before, step in zip([None, *steps], steps, strict=False)
        ]

    def _task(self, step: RoadmapStep, before: RoadmapStep | None) -> Task:
        start = self._roadmap.iterations[step.begun_in - 1].start
        task: Task = {
            "uuid": self._assessed.lasting("task", step.id),
            "type": "milestone",
            "title": title(words("oscal.poam.milestone", name=self._name(step), level=step.level_after)),
            "timing": {"within-date-range": {"start": moment(start), "end": moment(step.due)}},
        }
        if before is not None:
            task["dependencies"] = [{"task-uuid": self._assessed.lasting("task", before.id)}]
        if step.owner is not None:
            owner = self._parties.named(step.owner, "owner")
            task["responsible-roles"] = [{"role-id": "owner", "party-uuids": [owner]}]
        return task

    def _name(self, step: RoadmapStep) -> str:
        name = f"{self._labels.name(step.capability)}: {self._labels.dimension(step.dimension)}"
        key = "part" if step.part else "step"
        return words(f"oscal.poam.{key}", name=name, old=step.from_level, new=step.to_level)

    def _claims(self, step: RoadmapStep) -> str:
        """What is to be met, claim by claim."""
        written = self._labels.criteria(step.capability, step.dimension)
        claims = [f"- {name}: {title(written[name].claim)}" for name in step.criteria]
        return "\n".join(claims) or words("oscal.poam.level", level=step.to_level)

    def _step(self, step: RoadmapStep) -> Item:
        item: Item = {
            "uuid": self._assessed.lasting("poam-item", step.id),
            "title": title(self._name(step)),
            "description": self._claims(step),
            "props": list(self._properties(step)),
        }
        return self._related(item, self._found.get(step.reference))

    def _properties(self, step: RoadmapStep) -> Iterator[Property]:
        yield prop("step", step.id)
        yield prop("reference", token(step.reference))
        for name in step.criteria:
            yield prop("criterion", token(f"{step.reference}/{name}"))
        yield prop("from-level", str(step.from_level))
        yield prop("to-level", str(step.to_level))
        yield prop("level-after", str(step.level_after))
        yield from amount("score-after", step.score_after)
        yield from amount("effort", step.effort)
        yield from amount("gain", step.gain)
        yield from amount("person-days", step.days)
        yield from amount("money", step.money)
        yield prop("begun-in", str(step.begun_in))
        yield prop("shown-in", str(step.shown_in))
        yield prop("due", step.due.isoformat())
        yield yes_or_no("part", step.part)
        yield yes_or_no("pinned", step.pinned)
        yield yes_or_no("holds-state", step.holds_state)
        if step.owner is not None:
            yield prop("owner", step.owner)
        for capability, level in step.unlocks:
            yield prop("unlocks", f"{capability} {level}")

    def _left_over(self, left: LeftOver) -> Item:
        item: Item = {
            "uuid": self._assessed.lasting("left-over", left.reference),
            "title": title(words("oscal.poam.left-over", name=self._labels.place(left.reference))),
            "description": markup(left.message),
            "props": [
                prop("reference", token(left.reference)),
                prop("left-over", left.reason),
                prop("level-after", str(left.level)),
                prop("target", str(left.target)),
                *amount("effort", left.effort),
            ],
        }
        return self._related(item, self._found.get(left.reference))

    def _related(self, item: Item, found: Found | None) -> Item:
        if found is not None:
            item["related-findings"] = [{"finding-uuid": found.finding["uuid"]}]
            if found.risk is not None:
                item["related-risks"] = [{"risk-uuid": found.risk["uuid"]}]
        return item

    def _nothing(self) -> Item:
        """OSCAL wants an item: where no assessed cell is below its target, one that says so."""
        return {
            "uuid": self._assessed.lasting("poam-item"),
            "title": words("oscal.poam.nothing"),
            "description": words("oscal.poam.nothing-why"),
            "props": [yes_or_no("planned", False)],
        }

    def _milestones(self) -> Iterator[Property]:
        """What the plan was made for, and what the engine says at the end of each iteration."""
        roadmap = self._roadmap
        settings = roadmap.settings
        yield prop("standard-digest", roadmap.card.standard_digest)
        yield prop("answers-digest", roadmap.card.answers_digest)
        yield from self._assessed.extent()
        yield prop("iterations", str(settings.iterations))
        yield prop("months", str(settings.months))
        yield prop("start", settings.start.isoformat())
        yield from amount("capacity", settings.capacity)
        yield from amount("won", roadmap.value)
        yield from amount("bound", roadmap.bound)
        for each in roadmap.iterations:
            group = f"iteration-{each.number}"
            yield prop("end", each.end.isoformat(), group=group)
            yield from amount("score", each.card.overall.numbers.score, group=group)
            if each.card.overall.state is not None:
                yield prop("state", each.card.overall.state, group=group)
            for capability, level in each.finished:
                yield prop("finished", f"{capability} {level}", group=group)
            for state in each.states:
                yield prop("reached", state, group=group)
