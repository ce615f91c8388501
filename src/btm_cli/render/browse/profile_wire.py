"""The contracts of profiles, `btm-profiles/1`, `btm-profile-entry/1` and `btm-profile-applied/1`, and their rows.

In: profiles, what was applied. Out: plain data in fixed key order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.answers.profile import Applied, WhySkipped
from btm_cli.render.wire.columns import columns
from btm_cli.render.wire.rows import Layout, Rows
from btm_cli.render.wire.types import Count, record
from btm_cli.standard.model import Standard
from btm_cli.standard.profile_schema import ProfileFile


@record
class ListedProfileWire(TypedDict):
    """A profile, and how many criteria it leaves out."""

    id: str
    edition: str
    title: str
    not_applicable: Count


@record
class ProfilesWire(TypedDict):
    """What `btm profile list --format json` writes."""

    schema: Literal["btm-profiles/1"]
    standard: str
    edition: str
    profiles: list[ListedProfileWire]


@record
class ProfileBodyWire(TypedDict):
    """One body that carries several of the standard."""

    name: str
    members: str | None
    may_sit: str | None
    carries: list[str]
    note: str | None


@record
class ProfileEntryWire(TypedDict):
    """What `btm profile show ID --format json` writes, as the profile's file has it."""

    schema: Literal["btm-profile-entry/1"]
    id: str
    edition: str
    title: str
    basis: Literal["source", "derived"]
    terms: dict[str, str]
    bodies: list[ProfileBodyWire]
    wording: dict[str, str]
    evidence: dict[str, list[str]]
    answered_by_group: list[str]
    not_applicable: dict[str, str]


@record
class LeftOutWire(TypedDict):
    """A criterion that a profile leaves out; `skipped` says why it was not written, null where it was."""

    reference: str
    profile: str
    reason: str
    skipped: WhySkipped | None


@record
class ProfileAppliedWire(TypedDict):
    """What `btm profile apply FILE --format json` writes; `written` is false with --dry-run."""

    schema: Literal["btm-profile-applied/1"]
    file: str
    profiles: list[str]
    written: bool
    entries: list[LeftOutWire]


def profiles_data(profiles: Sequence[ProfileFile], standard: Standard) -> ProfilesWire:
    """Every profile in short."""
    return {
        "schema": "btm-profiles/1",
        "standard": standard.id,
        "edition": standard.edition,
        "profiles": [
            {"id": one.id, "edition": one.edition, "title": one.title, "not_applicable": len(one.not_applicable)}
            for one in profiles
        ],
    }


PROFILES = Layout(
    "btm-profile-list/1",
    "profile list",
    columns("profile", "profile_edition", "title", "not_applicable_count"),
)
APPLIED = Layout(
    "btm-profile-answers/1",
    "profile apply",
    columns("file", "reference", "profile", "reason", "skipped"),
)


def profiles_rows(profiles: Sequence[ProfileFile]) -> Rows:
    """One row a profile."""
    return Rows(PROFILES, ((one.id, one.edition, one.title, len(one.not_applicable)) for one in profiles))


def profile_data(profile: ProfileFile) -> ProfileEntryWire:
    """One profile."""
    return {
        "schema": "btm-profile-entry/1",
        "id": profile.id,
        "edition": profile.edition,
        "title": profile.title,
        "basis": profile.basis,
        "terms": dict(profile.terms),
        "bodies": [
            {
                "name": body.into.name,
                "members": body.into.members,
                "may_sit": body.into.may_sit,
                "carries": list(body.carries),
                "note": body.note,
            }
            for body in profile.bodies
        ],
        "wording": dict(profile.wording),
        "evidence": {name: list(kinds) for name, kinds in profile.evidence.items()},
        "answered_by_group": list(profile.answered_by_group),
        "not_applicable": dict(profile.not_applicable),
    }


def applied_data(applied: Applied, file: str, profiles: Sequence[str], *, written: bool) -> ProfileAppliedWire:
    """Everything that the profiles leave out, written or not."""
    return {
        "schema": "btm-profile-applied/1",
        "file": file,
        "profiles": list(profiles),
        "written": written,
        "entries": [
            {"reference": one.reference, "profile": one.profile, "reason": one.reason, "skipped": one.skipped}
            for one in applied.entries
        ],
    }


def applied_rows(applied: Applied, file: str) -> Rows:
    """One row a criterion."""
    return Rows(APPLIED, ((file, one.reference, one.profile, one.reason, one.skipped) for one in applied.entries))
