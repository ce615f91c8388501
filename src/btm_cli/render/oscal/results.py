"""An assessment as OSCAL assessment results (NIST's format for GRC tools), as plain data.

In: an assessment. Out: the document. A capability is a control, a cell an objective: a finding says whether it is at
its target, an observation is an answer, a resource in the back matter evidence. Every id leads into the catalog,
and `import-ap` to the assessment plan. UUIDs come from the content and times from its dates: the same files give the
same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NotRequired

from typing_extensions import TypedDict

from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import score
from btm_cli.render.document.subject import extent
from btm_cli.render.document.words import words
from btm_cli.render.oscal.assessed import Assessed, Parties, Reviewed
from btm_cli.render.oscal.assessment_plan import ToolDefinitions, plan_resource, tool_definitions
from btm_cli.render.oscal.catalog import catalog_resource
from btm_cli.render.oscal.common import (
    BackMatter,
    Import,
    Metadata,
    Property,
    document_uid,
    markup,
    metadata_of,
    moment,
    numbers_of,
    prop,
    title,
    yes_or_no,
)
from btm_cli.render.oscal.findings import Finding, Risk, Verdict, found_of, policy_risks
from btm_cli.render.oscal.observations import Observation, Observations, evidence_resource

Results = TypedDict(
    "Results",
    {
        "uuid": str,
        "title": str,
        "description": str,
        "start": str,
        "end": str,
        "props": list[Property],
        "local-definitions": ToolDefinitions,
        "reviewed-controls": Reviewed,
        "observations": NotRequired[list[Observation]],
        "risks": NotRequired[list[Risk]],
        "findings": NotRequired[list[Finding]],
        "remarks": NotRequired[str],
    },
)
AssessmentResults = TypedDict(
    "AssessmentResults",
    {"uuid": str, "metadata": Metadata, "import-ap": Import, "results": list[Results], "back-matter": BackMatter},
)
ResultsDocument = TypedDict("ResultsDocument", {"assessment-results": AssessmentResults})


def results_data(assessed: Assessed, verdict: Verdict | None = None) -> ResultsDocument:
    """The document, for `render_json`; with what a policy says of the assessment where there is a `verdict`."""
    card, parties = assessed.card, Parties(assessed)
    result, plan = _result(assessed, parties, verdict), plan_resource(assessed)
    digests = [prop("standard-digest", card.standard_digest), prop("answers-digest", card.answers_digest)]
    document: AssessmentResults = {
        "uuid": "",
        "metadata": parties.into(metadata_of(assessed.title, assessed.version, card.as_of, digests)),
        "import-ap": {"href": f"#{plan['uuid']}"},
        "results": [result],
        "back-matter": {
            "resources": [
                plan,
                catalog_resource(assessed.standard),
                *(evidence_resource(assessed, piece) for piece in assessed.evidence),
            ]
        },
    }
    document["uuid"] = document_uid("assessment-results", document["metadata"], document)
    return {"assessment-results": document}


def _result(assessed: Assessed, parties: Parties, verdict: Verdict | None) -> Results:
    card, observations = assessed.card, Observations(assessed, parties)
    result: Results = {
        "uuid": assessed.id("result"),
        "title": title(assessed.title),
        "description": markup(_summary(assessed)),
        "start": moment(min(card.assessed_on, card.as_of)),
        "end": moment(card.as_of),
        "props": list(_headline(assessed)),
        "local-definitions": tool_definitions(),
        "reviewed-controls": assessed.reviewed(scores=True),
    }
    found = list(found_of(assessed, observations))
    if said := observations.all():
        result["observations"] = said
    risks = [each.risk for each in found if each.risk is not None]
    if verdict is not None:
        result["props"] += verdict.properties()
        risks += policy_risks(assessed, parties, verdict)
    if risks:
        result["risks"] = risks
    if found:
        result["findings"] = [each.finding for each in found]
    if assessed.answers.note is not None:
        result["remarks"] = markup(assessed.answers.note)
    return result


def _summary(assessed: Assessed) -> str:
    card, labels = assessed.card, Labels(assessed.standard)
    overall = card.overall
    more = {"state": overall.state or words("oscal.no-state"), "as_of": card.as_of.isoformat()}
    if overall.numbers.score is None:
        said = words("oscal.nothing", **more)
    else:
        shown = score(overall.numbers.score, labels.thresholds)
        said = words("oscal.summary", score=shown, level=overall.numbers.level, **more)
    return " ".join(filter(None, (said, extent(card, labels))))


def _headline(assessed: Assessed) -> Iterator[Property]:
    """The numbers of the whole and of each area, the states, and how much of the standard they are about."""
    card = assessed.card
    overall = card.overall
    yield from numbers_of(overall.numbers)
    yield yes_or_no("provisional", overall.provisional)
    states = (
        ("state", overall.state),
        ("state-by-score", overall.state_by_score),
        ("evidenced-state", overall.evidenced_state),
        ("verified-state", overall.verified_state),
        ("stage", overall.stage),
    )
    for name, state in states:
        if state is not None:
            yield prop(name, state)
    for reference in overall.held_back_by:
        yield prop("held-back-by", reference)
    for ask in overall.unmet_asks:
        yield prop("unmet-ask", f"{ask.state} {ask.theme}")
    yield from assessed.extent()
    for area in card.areas:
        yield from numbers_of(area.numbers, "area-", group=area.id)
