"""The assessments of a trend: from several files, or from the versions of one in git.

In: paths as the user wrote them. Out: `Sample`s, what had to be left out and why, and the newest sample's standard. A
version of the past that can't be scored is left out; a file that was named must be right.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.diagnostics import Diagnostic, Location, Severity, short
from btm_cli.errors import InvalidFiles, UnreadableFile
from btm_cli.intake.opened import Standards, assess_loaded
from btm_cli.intake.places import Opened, at_revision, open_place, read_answers
from btm_cli.telling import measured

if TYPE_CHECKING:
    from btm_cli.compare.trend import Sample
    from btm_cli.git.repository import Repository, Version
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard

SHORT = 8
"""Digits of a commit's id that a label shows."""


class Skipped(NamedTuple):
    """A version that could not be scored."""

    source: str
    reason: str


Collected = tuple[list["Sample"], list[Skipped], "Standard"]


def samples_of_files(
    files: Sequence[str], standards: Standards, as_of: date | None, any_subject: bool = False
) -> Collected:
    """A sample a file (or `REV:PATH`), of one enterprise unless `any_subject`.

    Raises InvalidFiles with every problem of every file, UnreadableFile.
    """
    from btm_cli.compare.trend import Sample

    samples, problems, newest = [], [], []
    for file in files:
        try:
            place = open_place(file)
            card, standard = _scored(place, standards, as_of)
        except InvalidFiles as error:
            problems += error.diagnostics
            continue
        samples.append(Sample(_label(card, place.path), card.as_of, place.label, card, place.commit))
        newest.append((card.as_of, len(samples), standard))
    problems += _strangers(samples, any_subject)
    if problems:
        raise InvalidFiles(problems)
    return samples, [], max(newest, key=lambda each: each[:2])[2]


def samples_up_to(
    file: str, card: Scorecard, older: Sequence[str], standards: Standards
) -> tuple[list[Sample], list[Skipped]]:
    """The sample of the assessed `file` with those of the `older` files that can be scored, each in its own time."""
    from btm_cli.compare.trend import Sample

    samples, skipped = [Sample(_label(card, file), card.as_of, file, card)], []
    for path in older:
        try:
            found, _, _ = samples_of_files([path], standards, None)
        except InvalidFiles as error:
            skipped.append(Skipped(path, _reason(error)))
        else:
            samples += found
    return samples, skipped


def _label(card: Scorecard, path: str) -> str:
    """What an assessment is called: its period, else its file."""
    return card.period or os.path.basename(path).removesuffix(".yaml")


def _strangers(samples: Sequence[Sample], any_subject: bool) -> list[Diagnostic]:
    """What is about another enterprise than the first sample; units of one each have a line of their own."""
    from btm_cli.compare.side import differs
    from btm_cli.compare.trend import about

    if any_subject or not samples:
        return []
    first = about(samples[0])
    hint = "a trend is one enterprise's; add --any-subject where several are meant"
    return [
        Diagnostic(
            "different-subject",
            Severity.ERROR,
            f"this is about `{short(each.card.enterprise)}`, {samples[0].source} about `{short(first.enterprise)}`",
            Location(each.source),
            hint,
        )
        for each in samples
        if differs(first, about(each)) == "enterprise"
    ]


def samples_of_history(
    file: str, standards: Standards, as_of: date | None, every: str, any_subject: bool = False
) -> Collected:
    """A sample for each version of `file` in git, from the oldest; what is not committed yet comes last.

    `every` is commit, month, quarter or tag; of a month or quarter the last version that can be scored counts. Renaming
    the file alone makes no version. Raises UnreadableFile outside of git, and where nothing can be scored.
    """
    from btm_cli.compare.trend import Sample, by_period

    repository, place, versions = _history(file)
    if not versions:
        raise UnreadableFile(f"{file} has no history in git yet", "commit it, or name several files, one a period")
    periods = (
        [[tagged] for tagged in _at_tags(repository, versions)]
        if every == "tag"
        else by_period(_assessments(versions), every, lambda named: named[1].day)
    )
    samples: list[Sample] = []
    skipped: list[Skipped] = []
    standard: Standard | None = None
    with measured("Reading history", len(periods), items=True) as advance:
        for period in periods:
            for name, version in reversed(period):
                opened = at_revision(repository, version.commit, version.path)
                source = f"{version.commit[:SHORT]}:{version.path}"
                try:
                    card, standard = _scored(opened, standards, as_of)
                except InvalidFiles as error:
                    skipped.append(Skipped(source, _reason(error)))
                else:
                    label = name if every == "tag" else f"{card.period} {name}" if card.period else name
                    samples.append(Sample(label, version.day, source, card, version.commit))
                    break
            advance(1)
    if place.revision is None and place.files.read(place.path) != repository.content(versions[0].blob):
        card, standard = _scored(place, standards, as_of)
        samples.append(Sample("not committed", max([card.as_of, versions[0].day]), file, card))
    strangers = _strangers(samples, any_subject)
    if strangers:
        raise InvalidFiles(strangers)
    if standard is None:
        raise UnreadableFile(f"no version of {file} in git can be scored: {skipped[-1].reason}")
    return samples, skipped, standard


def _history(file: str) -> tuple[Repository, Opened, list[Version]]:
    from btm_cli.git.discovery import NoRepository
    from btm_cli.git.repository import Repository

    place = open_place(file)
    if place.revision is not None:
        repository = Repository.open()
        return repository, place, repository.history(place.path, place.revision)
    if not place.files.exists(place.path):
        place.files.read(place.path)  # says why not
    try:
        repository, inner = Repository.of_file(place.path)
    except NoRepository as error:
        hint = "name several files, one a period, to see them over time without git"
        raise UnreadableFile(error.message, hint) from None
    return repository, place, repository.history(inner)


def _assessments(versions: Sequence[Version]) -> list[tuple[str, Version]]:
    """From the oldest, with their short names, without those that left the content as it was: renames are none."""
    older: list[Version | None] = [*versions[1:], None]
    return [
        (version.commit[:SHORT], version)
        for version, before in zip(versions, older, strict=True)
        if before is None or before.blob != version.blob
    ][::-1]


def _at_tags(repository: Repository, versions: Sequence[Version]) -> list[tuple[str, Version]]:
    """The version that stood at each tag, by day of the tagged commit; tags without the file have none."""
    paths = list(dict.fromkeys(version.path for version in versions))
    found = []
    for name, commit in repository.tags():
        files = repository.files(commit)
        path = next((path for path in paths if files.exists(path)), None)
        if path is not None:
            at = repository.commit(commit)
            found.append((name, versions[0]._replace(commit=at.id, day=at.day, path=path)))
    if not found:
        raise UnreadableFile("no tag of this repository has the file", "try --every quarter")
    return sorted(found, key=lambda each: (each[1].day, each[0]))


def _scored(place: Opened, standards: Standards, as_of: date | None) -> tuple[Scorecard, Standard]:
    loaded, _ = read_answers(place, standards)
    return assess_loaded(loaded, place.files, as_of).card, loaded.standard


def _reason(error: InvalidFiles) -> str:
    first, more = error.diagnostics[0], len(error.diagnostics) - 1
    place = f"line {first.location.line}: {first.message}"
    return place + (f" (and {more} more)" if more else "")
