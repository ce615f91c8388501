"""What a profile leaves out, written into an answers file: n/a with the profile's reason, where nothing was answered.

In: profiles, answers, their standard. Out: the changes to make and what is skipped, with why. A score never depends on
a profile's file: only on what stands in the answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from btm_cli.answers.against_standard import check_answers
from btm_cli.answers.delta import changed
from btm_cli.answers.edit import Change
from btm_cli.answers.model import NOT_APPLICABLE, Answers, Claimed, NotApplicable
from btm_cli.answers.schema import AnswersFile
from btm_cli.errors import UsageProblem
from btm_cli.standard.criteria import criteria_by_reference
from btm_cli.standard.model import Standard
from btm_cli.standard.profile_schema import ProfileFile
from btm_cli.validation import validate_model

WhySkipped = Literal["answered", "claimed", "not-applicable", "unknown", "out-of-scope"]


class LeftOut(NamedTuple):
    """A criterion that a profile leaves out, with the profile's reason; `skipped` says why it is not written."""

    reference: str
    profile: str
    reason: str
    skipped: WhySkipped | None = None


class Applied(NamedTuple):
    """Everything that the profiles leave out, in the standard's order, and the changes that write it."""

    entries: tuple[LeftOut, ...]
    changes: tuple[Change, ...]


def apply_profiles(profiles: Sequence[ProfileFile], answers: Answers, standard: Standard) -> Applied:
    """What `profiles` leave out: the union, each with the reason of the first that lists it.

    Only a criterion in scope that has no answer is written; a remark on it stays beside the n/a.
    """
    listed = {ref: (one.id, reason) for one in reversed(profiles) for ref, reason in one.not_applicable.items()}
    entries, changes = [], []
    for reference in criteria_by_reference(standard):
        if reference not in listed:
            continue
        profile, reason = listed[reference]
        capability, dimension, criterion = reference.split("/")
        skipped = _skipped(answers, standard, capability, dimension, criterion)
        entries.append(LeftOut(reference, profile, reason, skipped))
        if skipped is None:
            path = ("answers", capability, dimension, criterion)
            changes.append(Change(path, entry_of(entries[-1], answers.remarks.get(reference))))
    return Applied(tuple(entries), tuple(changes))


def entry_of(left_out: LeftOut, note: str | None = None) -> dict[str, Any]:
    """The answer as a file has it."""
    said = {"rating": NOT_APPLICABLE, "reason": left_out.reason, "profile": left_out.profile}
    return said | ({"note": note} if note is not None else {})


def filled_in(data: Mapping[str, Any], profiles: Sequence[ProfileFile], standard: Standard) -> dict[str, Any]:
    """The answers of a whole file's `data`, with what `profiles` leave out.

    Raises UsageProblem where the data is no answers file of this standard.
    """
    readable, problems = validate_model(AnswersFile, data)
    if readable is None:
        raise UsageProblem(problems[0].message, problems[0].hint)
    answers, _ = check_answers(readable, standard)
    found = data["answers"]
    for change in apply_profiles(profiles, answers, standard).changes:
        found = changed({"answers": found}, [str(part) for part in change.path], change.value)["answers"]
    return dict(found)


def _skipped(
    answers: Answers, standard: Standard, capability: str, dimension: str, criterion: str
) -> WhySkipped | None:
    area = standard.capabilities[capability].area
    if answers.scope and not {area, capability} & set(answers.scope):
        return "out-of-scope"
    cell = f"{capability}/{dimension}"
    if {cell, f"{cell}/{criterion}"} & answers.unknown:
        return "unknown"
    match answers.cells.get((capability, dimension)):
        case Claimed():
            return "claimed"
        case NotApplicable():
            return "not-applicable"
        case Mapping() as said if criterion in said:
            return "answered"
    return None
