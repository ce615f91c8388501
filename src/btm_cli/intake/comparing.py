"""Two assessments at two places, ready to be compared.

In: the words of `OLD [NEW] --since REV`; places of answers, or of scorecards (`btm-scorecard/2` or `/1`) where the
answers are not at hand. Out: the two places, where a file is found under the name it had then; a `Comparison`. Raises
InvalidFiles with every problem of both, UnreadableFile, UsageProblem. The pure part is `btm_cli.compare`.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from btm_cli.compare.side import About, differs
from btm_cli.diagnostics import Diagnostic, KeyPath, Location, Problem, Severity, short
from btm_cli.errors import InvalidFiles, UnreadableFile, UsageProblem
from btm_cli.evidence import examine
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import Standards, assess_loaded
from btm_cli.intake.places import Opened, at_revision, open_place, read_answers

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.compare.comparison import Comparison
    from btm_cli.compare.side import Side
    from btm_cli.compare.snapshot import Snapshot
    from btm_cli.intake.read_back import CardFile
    from btm_cli.standard.model import Standard

MARK = b"btm-scorecard/"


class Assessed(NamedTuple):
    """Answers at a place, and the date they are judged on."""

    place: Opened
    loaded: LoadedAnswers
    as_of: date


class Card(NamedTuple):
    """A scorecard at a place: its data, which keeps the contract."""

    place: Opened
    data: CardFile


class Compared(NamedTuple):
    """The comparison, and the warnings of the files."""

    comparison: Comparison
    diagnostics: list[Diagnostic]


def compare_places(
    old: Opened,
    new: Opened,
    standards: Standards,
    old_standards: Standards | None = None,
    as_of: date | None = None,
    new_as_of: date | None = None,
    any_subject: bool = False,
) -> Compared:
    """Read both places and compare them; `as_of` is the date for both instead of each file's `assessed_on`.

    Another enterprise or unit is an error, unless `any_subject`: a change between two of them would be nobody's.
    `new_as_of` is the date for the new one alone: a gate judges today's evidence against a baseline in its own time.
    """
    found: list[Assessed | Card] = []
    problems: list[Diagnostic] = []
    invalid = False
    for place, known, day in ((old, old_standards or standards, as_of), (new, standards, new_as_of or as_of)):
        try:
            one, warnings = _read(place, known, day)
            found.append(one)
            problems += warnings
        except InvalidFiles as error:
            invalid = True
            problems += error.diagnostics
    if invalid:
        raise InvalidFiles(list(dict.fromkeys(problems)))
    for one in found:
        if as_of is not None and isinstance(one, Card):
            raise UsageProblem(f"--as-of: {one.place.label} is a scorecard, and was made on {one.data['as_of']}")
    names = [one.loaded.standard.id if isinstance(one, Assessed) else one.data["standard"]["id"] for one in found]
    if names[0] != names[1]:
        raise UsageProblem(
            f"{old.label} is scored by `{short(names[0])}` and {new.label} by `{short(names[1])}`",
            hint="only editions of the same standard can be compared",
        )
    if not any_subject:
        _check_subject(*found)
    return Compared(_compare(*found), problems)


def since_baseline(
    baseline: str, file: str, standards: Standards, day: date, *, any_subject: bool = False
) -> Comparison:
    """What changed in a file, judged on `day`, since a baseline in its own time. Raises as `compare_places` does."""
    old, new = open_place(baseline), open_place(file)
    return compare_places(old, new, standards, new_as_of=day, any_subject=any_subject).comparison


def _check_subject(old: Assessed | Card, new: Assessed | Card) -> None:
    """Raises InvalidFiles where `new` is about another enterprise or unit than `old`."""
    before, after = _about(old), _about(new)
    what = differs(before, after)
    if what is None:
        return
    message = f"this is about {_quoted(after, what)}, {old.place.label} about {_quoted(before, what)}"
    hint = f"compare assessments of one {what}, or add --any-subject where two are meant"
    if isinstance(new, Card):
        raise InvalidFiles([Diagnostic("different-subject", Severity.ERROR, message, Location(new.place.label), hint)])
    document = new.loaded.document
    path: KeyPath = (what,) if what in document.data else ()
    problem = document.diagnose(Problem("different-subject", message, path, hint))
    raise InvalidFiles(new.place.placed([problem]))


def _about(one: Assessed | Card) -> About:
    """Whom a side is about."""
    if isinstance(one, Card):
        return About(one.data["subject"]["enterprise"], one.data["subject"]["unit"])
    answers = one.loaded.answers
    return About(answers.enterprise, answers.unit.name if answers.unit else None)


def _quoted(one: About, what: Literal["enterprise", "unit"]) -> str:
    """The enterprise or the unit, for a message."""
    if what == "enterprise":
        return f"`{short(one.enterprise)}`"
    return f"the unit `{short(one.unit)}`" if one.unit else "no unit"


def standards_of(comparison: Comparison, standards: Standards, old_standards: Standards) -> list[Standard]:
    """The standards to take names from, the new side's first: those that were scored by, where they are at hand."""
    sides = ((comparison.new, standards), (comparison.old, old_standards))
    found = [known.edition(f"{side.standard} {side.edition}") for side, known in sides]
    return [standard for standard in found if standard is not None]


def _compare(old: Assessed | Card, new: Assessed | Card) -> Comparison:
    if isinstance(old, Assessed) and isinstance(new, Assessed):
        from btm_cli.compare import compare

        return compare(*sides(old, new))
    from btm_cli.compare.compare import compare_snapshots

    return compare_snapshots(_snapshot(old), _snapshot(new))


def sides(old: Assessed, new: Assessed) -> tuple[Side, Side]:
    """Both sides, with what of each register holds in its own time and in the other's."""
    return _side(old, new), _side(new, old)


def _side(own: Assessed, other: Assessed) -> Side:
    from btm_cli.compare.side import Side, elsewhere

    answers = own.loaded.answers
    valid = examine(answers, own.loaded.folder, own.place.files, own.as_of).valid
    # The other side's files are looked for where they lie beside its answers file, or where this one's lie: a file may
    # have moved together with its evidence, or two files on one disk may each have a folder of their own.
    folders = dict.fromkeys((other.loaded.folder, own.loaded.folder))
    theirs = frozenset[str]().union(
        *(examine(answers, folder, other.place.files, other.as_of).valid for folder in folders)
    )
    return Side(
        own.loaded.standard,
        answers,
        own.as_of,
        valid,
        elsewhere(answers, other.loaded.answers, valid, theirs, other.as_of),
    )


def _snapshot(one: Assessed | Card) -> Snapshot:
    """The snapshot of a side, rounded as a scorecard is, so that both sides are alike."""
    from btm_cli.compare.snapshot import snapshot_from_data

    if isinstance(one, Card):
        return snapshot_from_data(one.data)
    from btm_cli.render.scorecard.wire import scorecard_data

    return snapshot_from_data(scorecard_data(assess_loaded(one.loaded, one.place.files, one.as_of).card))


def _read(place: Opened, standards: Standards, as_of: date | None) -> tuple[Assessed | Card, list[Diagnostic]]:
    from btm_cli.answers.load import read_hinted

    content = read_hinted(place.files, place.path)
    if MARK in content:
        from btm_cli.source import parse

        document, problems = parse(content, place.path)
        if document is not None and isinstance(document.data, dict) and "schema" in document.data:
            from btm_cli.intake.read_back import read_card

            return Card(place, read_card(document, place, problems)), []
    loaded, warnings = read_answers(place, standards)
    return Assessed(place, loaded, as_of or loaded.answers.assessed_on), warnings


def old_and_new(old: str, new: str | None, since: str | None) -> tuple[Opened, Opened]:
    """The earlier and the later place. Raises UsageProblem and UnreadableFile."""
    if since is not None:
        if new is not None:
            raise UsageProblem("--since REV takes one file", hint="name both: btm diff REV:FILE FILE")
        return _earlier(old, since), open_place(old)
    before = open_place(old)
    if new is not None:
        return before, open_place(new)
    if before.revision is None:
        return _earlier(old, "HEAD"), before
    from btm_cli.git.repository import Repository

    top = Repository.open().top
    if top is None:
        raise UsageProblem("this repository has no working tree to compare with", hint="name NEW as REV:PATH")
    return before, Opened(DiskFiles(), os.path.relpath(os.path.join(top, before.path)))


def _earlier(file: str, revision: str) -> Opened:
    """The file on disk as it was at `revision`, under the name it had there."""
    from btm_cli.git.repository import Repository

    if open_place(file).revision is not None:
        raise UsageProblem(f"`{file}` is not a file of the working tree", hint="name both: btm diff OLD NEW")
    if not os.path.lexists(file):
        raise UnreadableFile(f"{file} can't be read: there is no such file or folder", _hint(file))
    repository, path = Repository.of_file(file)
    place = at_revision(repository, revision, path)
    if place.files.exists(path):
        return place
    names = (version.path for version in repository.history(path))
    named = next((name for name in names if place.files.exists(name)), None)
    if named is None:
        raise UnreadableFile(f"{file} is not in {revision}", hint="commit it first, or name two files")
    return place._replace(path=named)


def _hint(file: str) -> str | None:
    """What may have been meant: a revision without its file, or a path nearby."""
    from btm_cli.answers.hints import path_hint
    from btm_cli.git.repository import Repository

    with suppress(UnreadableFile):
        Repository.open().commit(file)
        return f"a revision takes its file: btm diff {file}:FILE"
    return path_hint(file)
