"""The report's fourth page: what changed, what is uncertain, which documents run out, and how all of it is read.

In: `ReportInput` with what the summary says. Out: blocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from btm_cli.answers.model import FULL, Answers, Evidence
from btm_cli.compare.comparison import CAUSES, Change, Comparison, Movement
from btm_cli.gate.result import Outcome
from btm_cli.planning.dates import months_after
from btm_cli.render.diff.moves import moved_by, parts_of
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Cell, Column, Row, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.sentences import listed_names
from btm_cli.render.document.subject import extent
from btm_cli.render.document.words import series, words, written_day
from btm_cli.render.gate.report import FileReport, GateReport
from btm_cli.render.report.board import ReportInput
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard
from btm_cli.summary.confidence import HIGH, LOW, MOST_OPEN
from btm_cli.summary.doubt import SOON_MONTHS, expired


def areas_table(comparison: Comparison, standard: Standard) -> Table:
    """Every area before and after, as claimed and with evidence, and how much of that expired evidence took."""
    labels = Labels(standard)
    names = ("area", "claimed", "change", "evidenced", "change", "expired")
    columns = tuple(Column(words(f"report.changed.{name}"), right=name != "area") for name in names)
    rows: list[Row | tuple[str | Cell, ...]] = [
        _moved(labels.name(name), move, comparison, standard) for name, move in _areas(comparison)
    ]
    rows.append(Row(_moved(words("scorecard.overall"), comparison.overall, comparison, standard)))
    return Table(columns, tuple(rows))


def _areas(comparison: Comparison) -> Iterator[tuple[str, Movement]]:
    """Those with a score on either side."""
    for name, move in comparison.areas.items():
        if move.claimed.old is not None or move.claimed.new is not None:
            yield name, move


def _moved(name: str, move: Movement, comparison: Comparison, standard: Standard) -> tuple[str, ...]:
    evidenced = comparison.found("evidenced", move.evidenced, standard.base)
    causes = dict(zip(CAUSES, parts_of(evidenced), strict=False))
    return (name, *_pair(move.claimed), *_pair(evidenced), causes.get("time", write.NOTHING))


def _pair(change: Change) -> tuple[str, str]:
    """From one score to the other as they are shown, and the difference between what is shown."""
    between = words("report.changed.pair", old=write.number(change.old), new=write.number(change.new))
    return between, moved_by(change)


def left_out(card: Scorecard, standard: Standard) -> Iterator[str]:
    """What is not counted, and who agreed to it."""
    entries = card.not_applicable
    if not entries:
        return
    labels = Labels(standard)
    by = Counter(entry.approved_by or "" for entry in entries)
    for name, count in by.items():
        named = _left_places([each.reference for each in entries if (each.approved_by or "") == name], labels)
        places = words("report.uncertain.places", n=count) if len(named) > MOST_PLACES else series(named)
        yield words("report.uncertain.approved" if name else "report.uncertain.unapproved", name=name, places=places)


def _left_places(references: Sequence[str], labels: Labels) -> list[str]:
    """Cells and capabilities by name, single questions by their number and cell."""
    counts = Counter(name.rpartition("/")[0] if name.count("/") == 2 else "" for name in references)
    whole = [
        words("report.uncertain.whole", place=labels.place(name)) if "/" in name else labels.place(name)
        for name in references
        if name.count("/") < 2
    ]
    within = [words("report.uncertain.within", n=n, place=labels.place(cell)) for cell, n in counts.items() if cell]
    return [*whole, *within]


def policy_lines(report: GateReport, standard: Standard) -> Iterator[str]:
    """Whether the policy is kept; where it is not, how many checks fail, of what they fall short, and where."""
    file, labels = report.files[0], Labels(standard)
    failed: dict[str, list[str]] = {}
    for placed in file.of(Outcome.FAILED):
        failed.setdefault(placed.check.expected, []).append(labels.place(placed.check.where) or placed.check.where)
    waived = _waived(file)
    if not failed:
        yield words(f"report.uncertain.policy-{file.verdict}", waived=waived)
        return
    ordered = sorted(failed.items(), key=lambda group: -len(group[1]))
    rules = (
        words("report.uncertain.policy-rule", expected=expected, n=len(places), places=listed_names(places, 1))
        for expected, places in ordered[:MOST_RULES]
    )
    counts = {"n": sum(map(len, failed.values())), "checks": len(file.checks)}
    yield words("report.uncertain.policy-checks", rules=" ".join(rules), waived=waived, **counts)


def _waived(file: FileReport) -> str:
    """How many failures are waived by whom, and the last day of it."""
    waivers = [placed.check.waiver for placed in file.of(Outcome.WAIVED) if placed.check.waiver is not None]
    if not waivers:
        return ""
    until = written_day(max(waiver.until for waiver in waivers))
    names = listed_names(list(dict.fromkeys(waiver.approved_by for waiver in waivers)), 2)
    return words("report.uncertain.policy-waived", n=len(waivers), until=until, by=names)


MOST_RULES = 2
"""So many requirements that are not met are told on the first page, those of most places."""
MOST_PLACES = 4
"""More of them are counted and not named."""


def expiring(answers: Answers, as_of: date) -> list[tuple[str, Evidence, date]]:
    """The cited documents that have expired or will within three months, with their last day, by that day."""
    pieces = ((key, answers.evidence[key]) for key in expired(answers, months_after(as_of, SOON_MONTHS)))
    found = [(key, piece, piece.valid_until) for key, piece in pieces if piece.valid_until is not None]
    return sorted(found, key=lambda each: each[2])


def documents(answers: Answers, as_of: date) -> Table | None:
    """These documents with who looks after them; None where there are none."""
    rows = []
    for _, piece, end in expiring(answers, as_of):
        gone = end < as_of
        status = Cell(words(f"report.documents.{'expired' if gone else 'soon'}"), "strong" if gone else "")
        rows.append((piece.title, piece.owner or words("report.nobody"), written_day(end), status))
    columns = tuple(words(f"report.documents.{name}") for name in ("document", "owner", "until", "status"))
    return Table(columns, tuple(rows)) if rows else None


def how_to_read(given: ReportInput) -> Iterator[str]:
    """Few lines."""
    standard = given.standard
    yield words(
        "report.read.level",
        whole=words(f"report.read.{standard.roll_up}"),
        level=words(f"report.read.{standard.capability_level}"),
    )
    if said := extent(given.card._replace(scope=(), depth=FULL, depths={}), Labels(standard)):
        yield said
    yield words("report.read.evidence", base=standard.base)
    limits = {"high": write.percent(HIGH), "low": write.percent(LOW), "opened": write.percent(MOST_OPEN)}
    yield words("report.read.confidence", base=standard.base, **limits)
    yield words("report.read.appendix")
