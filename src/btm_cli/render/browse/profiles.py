"""Profiles: `btm-profiles/1`, `btm-profile-entry/1` and `btm-profile-applied/1`, their pages and their rows.

In: profiles, what was applied. Out: plain data in fixed key order, rows, blocks. Every reading and reason is the
profile's own.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.answers.profile import Applied, WhySkipped
from btm_cli.render.document.blocks import Block, Column, Heading, Items, Paragraph, Table
from btm_cli.render.document.words import words
from btm_cli.render.wire.columns import columns
from btm_cli.render.wire.rows import Layout, Rows
from btm_cli.render.wire.types import Count, record
from btm_cli.standard.model import Standard
from btm_cli.standard.profile_schema import EVERYWHERE, BodyEntry, ProfileFile


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


def profiles_page(profiles: Sequence[ProfileFile], standard: Standard) -> Iterator[Block]:
    """One line a profile."""
    yield Heading(words("browse.profile.list", standard=f"{standard.title} {standard.edition}"))
    heads = (
        Column(words("browse.list.id"), whole=True),
        Column(words("browse.profile.left-out"), right=True),
        Column(words("browse.profile.readings"), right=True),
        Column(words("browse.profile.title")),
    )
    rows = ((one.id, str(len(one.not_applicable)), str(readings(one)), one.title) for one in profiles)
    yield Table(heads, tuple(rows))
    yield Paragraph(words("browse.profile.no-number"))


def readings(profile: ProfileFile) -> int:
    """How many terms, bodies, wordings and lists of evidence it gives."""
    return len(profile.terms) + len(profile.bodies) + len(profile.wording) + len(profile.evidence)


def profile_page(profile: ProfileFile) -> Iterator[Block]:
    """All that one profile says."""
    yield Heading(profile.title)
    editions = ", ".join(f"{profile.for_standard.id} {edition}" for edition in profile.for_standard.editions)
    yield Paragraph(words("browse.profile.head", id=profile.id, edition=profile.edition, editions=editions))
    yield from _listed("terms", tuple((f"{term}:", reading) for term, reading in profile.terms.items()))
    yield from _listed("bodies", tuple((f"{body.into.name}:", _body(body)) for body in profile.bodies))
    yield from _listed("wording", tuple((f"{name}:", reading) for name, reading in profile.wording.items()))
    evidence = ((words("browse.profile.everywhere") if name == EVERYWHERE else f"{name}:", "; ".join(kinds))
                for name, kinds in profile.evidence.items())  # fmt: skip
    yield from _listed("evidence", tuple(evidence))
    yield from _listed("group", tuple(("", name) for name in profile.answered_by_group))
    yield from _listed("not-applicable", tuple((f"{name}:", why) for name, why in profile.not_applicable.items()))
    yield Paragraph(words("browse.profile.no-number"))


def _listed(key: str, items: tuple[tuple[str, str], ...]) -> Iterator[Block]:
    if items:
        yield Heading(words(f"browse.profile.{key}"), 2)
        yield Items(items)


def _body(body: BodyEntry) -> str:
    carries = words("browse.profile.carries", bodies="; ".join(body.carries))
    return f"{carries} {body.note}" if body.note is not None else carries


def applied_page(applied: Applied, profiles: Sequence[str]) -> Iterator[Block]:
    """What was written, and what was not, with why."""
    written = [one for one in applied.entries if one.skipped is None]
    yield Heading(words("browse.profile.applied", profiles=", ".join(profiles)))
    yield Paragraph(words("browse.profile.counts", n=len(written), skipped=len(applied.entries) - len(written)))
    yield Items(tuple((f"{one.reference}:", f"{one.reason} ({one.profile})") for one in written))
    skipped = tuple(
        (f"{one.reference}:", words(f"browse.profile.skipped.{one.skipped}")) for one in applied.entries if one.skipped
    )
    yield from _listed("not-written", skipped)
