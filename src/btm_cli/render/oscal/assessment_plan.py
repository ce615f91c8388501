"""What was set out to be assessed, as an OSCAL assessment plan: what the results' `import-ap` leads to.

In: an assessment. Out: the plan: which controls and objectives, of whom, when, by which rule, with which tool. There is
no system security plan, as the subject is an enterprise: `import-ssp` leads to a resource that describes it.
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from btm_cli.render.document.words import words
from btm_cli.render.oscal.assessed import Assessed, Parties, Reviewed
from btm_cli.render.oscal.catalog import catalog_resource
from btm_cli.render.oscal.common import (
    PLAN_FILE,
    BackMatter,
    Import,
    Metadata,
    Property,
    Resource,
    document_uid,
    markup,
    metadata_of,
    moment,
    prop,
    title,
    uid,
)

SubjectId = TypedDict("SubjectId", {"subject-uuid": str, "type": Literal["party"]})
Subject = TypedDict("Subject", {"type": Literal["party"], "include-subjects": list[SubjectId]})


class Activity(TypedDict):
    """What is done."""

    uuid: str
    title: str
    description: str


class OnDate(TypedDict):
    """A day."""

    date: str


Timing = TypedDict("Timing", {"on-date": OnDate})
Associated = TypedDict("Associated", {"activity-uuid": str, "subjects": list[Subject]})
Task = TypedDict(
    "Task",
    {
        "uuid": str,
        "type": Literal["action"],
        "title": str,
        "timing": Timing,
        "associated-activities": list[Associated],
    },
)


class State(TypedDict):
    """That the tool works."""

    state: Literal["operational"]


class Component(TypedDict):
    """The tool."""

    uuid: str
    type: Literal["software"]
    title: str
    description: str
    status: State


Uses = TypedDict("Uses", {"component-uuid": str})
Platform = TypedDict("Platform", {"uuid": str, "title": str, "uses-components": list[Uses]})
Assets = TypedDict("Assets", {"components": list[Component], "assessment-platforms": list[Platform]})
ToolDefinitions = TypedDict("ToolDefinitions", {"assessment-assets": Assets})


class Definitions(TypedDict):
    """What is done, in the plan's own words."""

    activities: list[Activity]


AssessmentPlan = TypedDict(
    "AssessmentPlan",
    {
        "uuid": str,
        "metadata": Metadata,
        "import-ssp": Import,
        "local-definitions": Definitions,
        "reviewed-controls": Reviewed,
        "assessment-subjects": list[Subject],
        "assessment-assets": Assets,
        "tasks": list[Task],
        "back-matter": BackMatter,
    },
)
PlanDocument = TypedDict("PlanDocument", {"assessment-plan": AssessmentPlan})
TOOL = uid("component", "btm")
"""The tool, as an actor of whatever it worked out."""


def assessment_plan_data(assessed: Assessed) -> PlanDocument:
    """The plan of an assessment."""
    card, parties = assessed.card, Parties(assessed)
    if assessed.answers.answered_by is not None:
        parties.named(assessed.answers.answered_by.name, "assessor")
    metadata = metadata_of(
        words("oscal.plan.title", title=assessed.title), assessed.version, card.assessed_on, _aim(assessed)
    )
    subject: Subject = {
        "type": "party",
        "include-subjects": [{"subject-uuid": parties.subject, "type": "party"}],
    }
    plan: AssessmentPlan = {
        "uuid": "",
        "metadata": parties.into(metadata),
        "import-ssp": {
            "href": f"#{assessed.lasting('subject')}",
            "remarks": words("oscal.plan.no-system"),
        },
        "local-definitions": {"activities": [_activity(assessed)]},
        "reviewed-controls": assessed.reviewed(scores=False),
        "assessment-subjects": [subject],
        "assessment-assets": assets(),
        "tasks": [
            {
                "uuid": assessed.id("task"),
                "type": "action",
                "title": words("oscal.plan.task"),
                "timing": {"on-date": {"date": moment(card.assessed_on)}},
                "associated-activities": [{"activity-uuid": assessed.id("activity"), "subjects": [subject]}],
            }
        ],
        "back-matter": {"resources": [_subject(assessed), catalog_resource(assessed.standard)]},
    }
    plan["uuid"] = document_uid("assessment-plan", plan["metadata"], plan)
    return {"assessment-plan": plan}


def plan_resource(assessed: Assessed) -> Resource:
    """The plan as the results point to it."""
    plan = assessment_plan_data(assessed)["assessment-plan"]
    return {
        "uuid": assessed.id("plan"),
        "title": plan["metadata"]["title"],
        "props": [prop("document-uuid", plan["uuid"])],
        "rlinks": [{"href": PLAN_FILE, "media-type": "application/oscal.assessment-plan+json"}],
    }


def tool_definitions() -> ToolDefinitions:
    """What another document says of the tool."""
    return {"assessment-assets": assets()}


def assets() -> Assets:
    """The tool that scores, and where it runs."""
    return {
        "components": [
            {
                "uuid": TOOL,
                "type": "software",
                "title": "btm",
                "description": words("oscal.plan.tool"),
                "status": {"state": "operational"},
            }
        ],
        "assessment-platforms": [
            {"uuid": uid("platform", "btm"), "title": "btm", "uses-components": [{"component-uuid": TOOL}]}
        ],
    }


def _aim(assessed: Assessed) -> list[Property]:
    """What is aimed at."""
    target = assessed.answers.target
    made = [prop("target-assumed", "true" if assessed.card.target_assumed else "false")]
    if target is not None and target.state is not None:
        made.append(prop("target-state", target.state))
    if target is not None and target.level is not None:
        made.append(prop("target-level", str(target.level)))
    for name, level in target.levels.items() if target is not None else ():
        made.append(prop("target-level-of", f"{name} {level}"))
    for name, day in assessed.answers.deadlines.items():
        made.append(prop("deadline-of", f"{name} {day.isoformat()}"))
    return made


def _activity(assessed: Assessed) -> Activity:
    standard = assessed.standard
    return {
        "uuid": assessed.id("activity"),
        "title": title(words("oscal.plan.activity", title=standard.title, edition=standard.edition)),
        "description": markup(
            words("oscal.plan.method", rule=standard.level_rule, achieved=str(standard.achieved_above))
        ),
    }


def _subject(assessed: Assessed) -> Resource:
    card = assessed.card
    return {
        "uuid": assessed.lasting("subject"),
        "title": title(" ".join(filter(None, (card.enterprise, card.unit)))),
        "description": words("oscal.plan.subject"),
        "props": [prop("answers-digest", card.answers_digest)],
    }
