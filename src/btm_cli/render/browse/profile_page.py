"""Profiles as pages: the list, one of them, and what applying some did.

In: profiles, what was applied. Out: blocks. Every reading and reason is the profile's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.answers.profile import Applied
from btm_cli.render.document.blocks import Block, Column, Heading, Items, Paragraph, Table
from btm_cli.render.document.words import words
from btm_cli.standard.model import Standard
from btm_cli.standard.profile_schema import EVERYWHERE, BodyEntry, ProfileFile


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
