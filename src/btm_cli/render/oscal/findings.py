"""Whether each cell is at its target, as OSCAL findings; a cell below it is a risk, and so is what a policy asks for.

In: an assessment, the observations on its cells, the gate's verdict on it. Out: findings and risks. A finding carries
every number of its cell, and by which assurance (claimed, evidenced, verified) it is at its target. A risk keeps its
UUID while the gap lasts. A policy's failure is open, a waived one an approved deviation: the failure stays, and its log
says who accepted it, until when and why; a waiver that ran out leaves it open.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, NamedTuple, NotRequired

from typing_extensions import TypedDict

from btm_cli.answers.notes import all_references
from btm_cli.gate.policy import Waiver
from btm_cli.gate.result import Check, GateResult, Outcome
from btm_cli.planning.owners import deadline_of
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import number, score
from btm_cli.render.document.words import words
from btm_cli.render.oscal.assessed import Assessed, Parties
from btm_cli.render.oscal.common import Property, amount, markup, moment, numbers_of, prop, title, token, yes_or_no
from btm_cli.render.oscal.observations import Observation, Observations
from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Numbers

Reason = Literal["pass", "fail", "other"]


class Status(TypedDict):
    """Whether an objective is met, and why."""

    state: Literal["satisfied", "not-satisfied"]
    reason: Reason


Target = TypedDict("Target", {"type": Literal["objective-id"], "target-id": str, "status": Status})
RelatedObservation = TypedDict("RelatedObservation", {"observation-uuid": str})
RelatedRisk = TypedDict("RelatedRisk", {"risk-uuid": str})


class Within(TypedDict):
    """From one day to another."""

    start: str
    end: str


Timing = TypedDict("Timing", {"within-date-range": Within})
Dependency = TypedDict("Dependency", {"task-uuid": str})
Responsible = TypedDict("Responsible", {"role-id": Literal["owner"], "party-uuids": list[str]})
Task = TypedDict(
    "Task",
    {
        "uuid": str,
        "type": Literal["milestone"],
        "title": str,
        "timing": Timing,
        "dependencies": NotRequired[list[Dependency]],
        "responsible-roles": NotRequired[list[Responsible]],
    },
)


class Response(TypedDict):
    """What is planned against a risk."""

    uuid: str
    lifecycle: Literal["planned"]
    title: str
    description: str
    tasks: list[Task]


Finding = TypedDict(
    "Finding",
    {
        "uuid": str,
        "title": str,
        "description": str,
        "props": list[Property],
        "target": Target,
        "related-observations": NotRequired[list[RelatedObservation]],
        "related-risks": NotRequired[list[RelatedRisk]],
    },
)
RiskStatus = Literal["open", "deviation-approved"]
LoggedBy = TypedDict("LoggedBy", {"party-uuid": str, "role-id": Literal["approver"]})
Entry = TypedDict(
    "Entry",
    {
        "uuid": str,
        "title": str,
        "description": str,
        "start": str,
        "end": str,
        "logged-by": list[LoggedBy],
        "status-change": RiskStatus,
    },
)


class RiskLog(TypedDict):
    """What happened to a risk."""

    entries: list[Entry]


Risk = TypedDict(
    "Risk",
    {
        "uuid": str,
        "title": str,
        "description": str,
        "statement": str,
        "props": list[Property],
        "status": RiskStatus,
        "deadline": NotRequired[str],
        "risk-log": NotRequired[RiskLog],
        "remediations": NotRequired[list[Response]],
        "related-observations": NotRequired[list[RelatedObservation]],
    },
)


class Found(NamedTuple):
    """What came of one cell; `risk` is None where it is at its target or not assessed."""

    reference: str
    finding: Finding
    risk: Risk | None
    observations: list[Observation]


def found_of(assessed: Assessed, observations: Observations) -> Iterator[Found]:
    """Every cell in scope that is to be at a target, or that nobody assessed yet."""
    labels = Labels(assessed.standard)
    for capability in assessed.in_scope:
        for cell in capability.cells:
            if cell.basis == "n/a" or (cell.assessed and cell.numbers.target is None):
                continue
            name = f"{capability.name}: {labels.dimension(cell.dimension)}"
            said = observations.by_cell.get(cell.reference, [])
            finding = _finding(assessed, cell, name)
            risk = _risk(assessed, capability, cell, name) if cell.assessed and not _reached(cell) else None
            if said:
                finding["related-observations"] = [{"observation-uuid": each["uuid"]} for each in said]
            if risk is not None:
                finding["related-risks"] = [{"risk-uuid": risk["uuid"]}]
                if said:
                    risk["related-observations"] = [{"observation-uuid": each["uuid"]} for each in said]
            yield Found(cell.reference, finding, risk, said)


def _reached(cell: CellScore) -> bool:
    return cell.assessed and cell.numbers.gap == 0


def _finding(assessed: Assessed, cell: CellScore, name: str) -> Finding:
    """Whether a cell is at its target; one that is not assessed is not."""
    reached = _reached(cell)
    reason: Reason = "pass" if reached else "fail" if cell.assessed else "other"
    props = [prop("basis", cell.basis), prop("assurance", _assurance(cell.numbers)), *numbers_of(cell.numbers)]
    props.append(yes_or_no("target-assumed", cell.target_assumed))
    props += [prop("out-of-order", token(f"{cell.reference}/{each}")) for each in cell.out_of_order]
    props += [prop("to-reach-target", token(f"{cell.reference}/{each}")) for each in cell.to_reach_target]
    return {
        "uuid": assessed.id("finding", cell.reference),
        "title": title(name),
        "description": _described(cell) if cell.assessed else words("scorecard.mark.not-assessed"),
        "props": props,
        "target": {
            "type": "objective-id",
            "target-id": token(cell.reference),
            "status": {"state": "satisfied" if reached else "not-satisfied", "reason": reason},
        },
    }


def _described(cell: CellScore) -> str:
    numbers = cell.numbers
    limits = [numbers.target] if numbers.target is not None else []
    return words("oscal.cell", score=score(numbers.score, limits), level=numbers.level, target=number(numbers.target))


def _assurance(numbers: Numbers) -> str:
    """The strongest assurance by which the target is reached: verified, evidenced, claimed, or none."""
    target = numbers.target
    by_strength: tuple[tuple[str, Fraction | None], ...] = (
        ("verified", numbers.verified),
        ("evidenced", numbers.evidenced),
        ("claimed", numbers.score),
    )
    if target is None:
        return "none"
    return next((name for name, value in by_strength if value is not None and value >= target), "none")


def _risk(assessed: Assessed, capability: CapabilityScore, cell: CellScore, name: str) -> Risk:
    """What a gap is: the level that is aimed at is not there, and with it what that level says."""
    target, written = cell.numbers.target, assessed.standard.cell(*cell.place)
    statements = written.statements if written is not None else {}
    aimed = statements.get(int(target)) if target is not None else None
    props = [prop("reference", token(cell.reference)), prop("importance", str(capability.importance))]
    props += amount("gap", cell.numbers.gap)
    for step in assessed.card.priorities:
        if step.reference == cell.reference:
            props += [prop("rank", str(step.rank)), *amount("priority", step.priority), *amount("effort", step.effort)]
    risk: Risk = {
        "uuid": assessed.lasting("risk", assessed.standard.id, cell.reference),
        "title": title(name),
        "description": _described(cell),
        "statement": markup(words("oscal.lacks", statement=aimed) if aimed else words("oscal.below")),
        "props": props,
        "status": "open",
    }
    deadline = deadline_of(assessed.answers, capability.id, capability.area, cell.dimension)
    if deadline is not None:
        risk["deadline"] = moment(deadline)
    return risk


class Verdict(NamedTuple):
    """What the gate found, by which policy (its digest)."""

    result: GateResult
    policy_digest: str

    def properties(self) -> Iterator[Property]:
        """The verdict in short."""
        yield prop("policy-digest", self.policy_digest)
        yield prop("policy-assurance", self.result.assurance)
        yield prop("policy-verdict", "passed" if self.result.passed() else "failed")


def policy_risks(assessed: Assessed, parties: Parties, verdict: Verdict) -> Iterator[Risk]:
    """A risk for every failure, waived or not."""
    known = {*assessed.standard.capabilities, *(area.id for area in assessed.standard.areas)}
    known.update(all_references(assessed.standard))
    for check in verdict.result.checks:
        if check.outcome in (Outcome.FAILED, Outcome.WAIVED):
            yield _failure(assessed, parties, check, known)


def _failure(assessed: Assessed, parties: Parties, check: Check, known: set[str]) -> Risk:
    waived = check.outcome is Outcome.WAIVED
    place = Labels(assessed.standard).place(check.where) if check.where in known else check.where
    said = markup(words("oscal.failed", expected=check.expected, found=check.found))
    props = [prop("rule", check.rule), prop("where", check.where), prop("code", check.code or check.rule)]
    if check.where in known:
        props.append(prop("reference", token(check.where)))
    because = dict.fromkeys(reason.reference for reason in check.why if reason.reference in known)
    props += [prop("because", token(name)) for name in because]
    path = (*check.rule_path, "", *(check.path or ()))
    risk: Risk = {
        "uuid": assessed.lasting("risk", "policy", check.rule, check.where, check.code, *map(str, path)),
        "title": title(f"{check.rule}: {place}"),
        "description": said,
        "statement": "\n".join([said, *(f"- {title(f'{one.reference}: {one.text}')}" for one in check.why)]),
        "props": props,
        "status": "deviation-approved" if waived else "open",
    }
    if check.waiver is not None:
        risk["deadline"] = moment(check.waiver.until)
        risk["risk-log"] = {"entries": [_accepted(assessed, parties, check.waiver, risk)]}
    return risk


def _accepted(assessed: Assessed, parties: Parties, waiver: Waiver, risk: Risk) -> Entry:
    """That somebody accepted it: OSCAL wants a beginning, which a waiver does not name, so it is the day of judging."""
    approver = parties.named(waiver.approved_by, "approver")
    held = risk["status"] == "deviation-approved"
    return {
        "uuid": assessed.id("waiver", risk["uuid"]),
        "title": words("oscal.waived" if held else "oscal.waiver-ended", until=waiver.until.isoformat()),
        "description": markup(waiver.reason),
        "start": moment(min(assessed.card.as_of, waiver.until)),
        "end": moment(waiver.until),
        "logged-by": [{"party-uuid": approver, "role-id": "approver"}],
        "status-change": risk["status"],
    }
