"""What a policy says of an assessment, as OSCAL risks: a failure is open, a waived one an approved deviation.

In: an assessment, the gate's verdict on it. Out: risks. A waiver is what it is: the failure stays, and its log says who
accepted it, until when and why; one that ran out leaves it open.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from btm_cli.answers.notes import all_references
from btm_cli.gate.policy import Waiver
from btm_cli.gate.result import Check, GateResult, Outcome
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.oscal.assessed import Assessed, Parties
from btm_cli.render.oscal.common import Property, markup, moment, prop, title, token
from btm_cli.render.oscal.findings import Entry, Risk


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
            yield _risk(assessed, parties, check, known)


def _risk(assessed: Assessed, parties: Parties, check: Check, known: set[str]) -> Risk:
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
        risk["risk-log"] = {"entries": [_entry(assessed, parties, check.waiver, risk)]}
    return risk


def _entry(assessed: Assessed, parties: Parties, waiver: Waiver, risk: Risk) -> Entry:
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
