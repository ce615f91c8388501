"""Two assessments at two places, ready to be compared.

In: places of answers, or of scorecards (`btm-scorecard/2` or `/1`) where the answers are not at hand. Out: a
`Comparison`. Raises InvalidFiles with every problem of both, UnreadableFile, UsageProblem. The pure part is
`btm_cli.compare`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from btm_cli.compare.side import About, differs
from btm_cli.diagnostics import Diagnostic, KeyPath, Location, Problem, Severity, short
from btm_cli.errors import InvalidFiles, UsageProblem
from btm_cli.evidence import examine
from btm_cli.intake.opened import Standards
from btm_cli.intake.places import Opened, open_place, read_answers

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.compare.comparison import Comparison
    from btm_cli.compare.side import Side
    from btm_cli.compare.snapshot import Snapshot
    from btm_cli.intake.card_file import CardFile
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
    _check_standard(*found)
    if not any_subject:
        check_subject(*found)
    return Compared(_compare(*found), problems)


def since_baseline(
    baseline: str, file: str, standards: Standards, day: date, *, any_subject: bool = False
) -> Comparison:
    """What changed in a file, judged on `day`, since a baseline in its own time. Raises as `compare_places` does."""
    old, new = open_place(baseline), open_place(file)
    return compare_places(old, new, standards, new_as_of=day, any_subject=any_subject).comparison


def check_subject(old: Assessed | Card, new: Assessed | Card) -> None:
    """Raises InvalidFiles where `new` is about another enterprise or unit than `old`."""
    before, after = about(old), about(new)
    what = differs(before, after)
    if what is not None:
        raise InvalidFiles([_stranger(new, what, before, after, old.place.label)])


def about(one: Assessed | Card) -> About:
    """Whom a side is about."""
    if isinstance(one, Card):
        return About(one.data["subject"]["enterprise"], one.data["subject"]["unit"])
    answers = one.loaded.answers
    return About(answers.enterprise, answers.unit.name if answers.unit else None)


def _stranger(
    new: Assessed | Card, what: Literal["enterprise", "unit"], old: About, own: About, file: str
) -> Diagnostic:
    message = f"this is about {quoted(own, what)}, {file} about {quoted(old, what)}"
    hint = f"compare assessments of one {what}, or add --any-subject where two are meant"
    if isinstance(new, Card):
        return Diagnostic("different-subject", Severity.ERROR, message, Location(new.place.label), hint)
    document = new.loaded.document
    path: KeyPath = (what,) if what in document.data else ()
    [placed] = new.place.placed([document.diagnose(Problem("different-subject", message, path, hint))])
    return placed


def quoted(one: About, what: Literal["enterprise", "unit"]) -> str:
    """The enterprise or the unit, for a message."""
    if what == "enterprise":
        return f"`{short(one.enterprise)}`"
    return f"the unit `{short(one.unit)}`" if one.unit else "no unit"


def standards_of(comparison: Comparison, standards: Standards, old_standards: Standards) -> list[Standard]:
    """The standards to take names from, the new side's first: those that were scored by, where they are at hand."""
    sides = ((comparison.new, standards), (comparison.old, old_standards))
    found = [known.edition(f"{side.standard} {side.edition}") for side, known in sides]
    return [standard for standard in found if standard is not None]


def _check_standard(old: Assessed | Card, new: Assessed | Card) -> None:
    names = [_standard_of(one) for one in (old, new)]
    if names[0] != names[1]:
        raise UsageProblem(
            f"{old.place.label} is scored by `{short(names[0])}` and {new.place.label} by `{short(names[1])}`",
            hint="only editions of the same standard can be compared",
        )


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


def _standard_of(one: Assessed | Card) -> str:
    return one.loaded.standard.id if isinstance(one, Assessed) else str(one.data["standard"]["id"])


def _snapshot(one: Assessed | Card) -> Snapshot:
    """The snapshot of a side, rounded as a scorecard is, so that both sides are alike."""
    from btm_cli.compare.snapshot import snapshot_from_data

    if isinstance(one, Card):
        return snapshot_from_data(one.data)
    from btm_cli.intake.opened import assess_loaded
    from btm_cli.render.scorecard.wire import scorecard_data

    return snapshot_from_data(scorecard_data(assess_loaded(one.loaded, one.place.files, one.as_of).card))


def _read(place: Opened, standards: Standards, as_of: date | None) -> tuple[Assessed | Card, list[Diagnostic]]:
    from btm_cli.answers.load import read_hinted

    content = read_hinted(place.files, place.path)
    if MARK in content:
        from btm_cli.source import parse

        document, problems = parse(content, place.path)
        if document is not None and isinstance(document.data, dict) and "schema" in document.data:
            from btm_cli.intake.card_file import read_card

            return Card(place, read_card(document, place, problems)), []
    loaded, warnings = read_answers(place, standards.find, standards.names())
    return Assessed(place, loaded, as_of or loaded.answers.assessed_on), warnings
