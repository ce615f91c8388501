"""What the report says of earlier periods: the scores over time, and what became of the last plan.

In: `ReportInput`. Out: blocks, nothing for what is not known; the records of the same in `btm-report/1`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from typing_extensions import TypedDict

from btm_cli.compare.trend import Trend
from btm_cli.planning.against import Fate, Progress, StepProgress
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Heading
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.sentences import listed_names
from btm_cli.render.document.words import words, written_day
from btm_cli.render.report.board import ReportInput
from btm_cli.render.trend.page import close_curves, last_assessments, marks_of
from btm_cli.render.wire.types import Count, Day, record
from btm_cli.scoring.effort import days_of, days_together
from btm_cli.scoring.exact import total

NAMES = 2


@record
class PeriodWire(TypedDict):
    """One period of the scores over time; `change` is null where no line joins it and the one before."""

    period: str
    day: Day
    score: float | None
    change: float | None
    evidenced: float | None
    verified: float | None
    state: str | None


@record
class PreviousWire(TypedDict):
    """What became of the plan before: of the `due` steps, and how many of the others are `ahead`; effort in points."""

    due: Count
    done: Count
    late: Count
    overtaken: Count
    ahead: Count
    effort_due: float | None
    effort_done: float | None


def over_time(given: ReportInput) -> Iterator[Block]:
    """The periods as a table and as curves with what parts them."""
    trend = given.history
    if trend is None:
        return
    yield Heading(words("report.over-time.title"), 3)
    yield last_assessments(trend, given.standard)
    yield close_curves(trend, given.standard, " ".join(_under_the_curves(given, trend)))


def _under_the_curves(given: ReportInput, trend: Trend) -> Iterator[str]:
    """Which line is which, where they break, and that the change across a break is told all the same."""
    yield words("report.over-time.caption")
    if not trend.marks:
        return
    yield words("report.over-time.parted", marks=words("trend.brief.between").join(marks_of(trend)))
    compared = given.comparison
    if compared is not None and compared.old.edition != compared.new.edition:
        before = compared.old.period or written_day(compared.old.assessed_on)
        yield words("report.over-time.told-apart", before=before)


def earlier_steps(trend: Trend | None) -> str:
    """How far each earlier period came from the one before it; "" where none can be compared."""
    if trend is None:
        return ""
    steps = [
        words("report.over-time.step", period=trend.samples[index].label, change=write.change(*pair))
        for index, pair in _pairs(trend)
        if index < len(trend.samples) - 1
    ]
    return words("report.over-time.steps", steps=", ".join(steps)) if steps else ""


def _pairs(trend: Trend) -> Iterator[tuple[int, tuple[Fraction | None, Fraction | None]]]:
    """By the index of the later one, the claimed scores of every two periods that one line may join."""
    scores = trend.series[0].scores("claimed")
    for index in range(1, len(scores)):
        if not trend.apart(index):
            yield index, (scores[index - 1], scores[index])


def previous_plan(given: ReportInput) -> Iterator[str]:
    """What of the last plan was due by now, and what became of that, in sentences."""
    found = given.progress
    if found is None:
        return
    due, labels = _due(found), Labels(given.standard)
    if not due:
        yield words("report.previous.none", day=written_day(found.as_of))
    else:
        counts = {fate: _count(due, fate) for fate in ("done", "late", "overtaken")}
        yield words("report.previous.due", n=len(due), day=written_day(found.as_of), **counts)
        late = [labels.place(each.step.reference) for each in due if each.fate == "late"]
        if late:
            yield words("report.previous.late", places=listed_names(late, NAMES))
        yield from _spent(given, due)
    if ahead := found.count("ahead"):
        yield words("report.previous.ahead", n=ahead)


def _spent(given: ReportInput, due: Sequence[StepProgress]) -> Iterator[str]:
    """The estimate of what is done, of what was due: in whole days where the standard says what a point is."""
    done, whole = _efforts(due, "done"), _efforts(due)
    if done is None or whole is None:
        return
    days = [days_together(days_of(given.standard, each) for each in efforts) for efforts in (done, whole)]
    if None in days:
        of = {"done": write.short_number(total(done)), "of": write.short_number(total(whole))}
        yield words("report.previous.points", **of)
    else:
        yield words("report.previous.days", done=days[0], of=days[1])


def _due(found: Progress) -> list[StepProgress]:
    """The steps that the plan wanted shown by today."""
    return [each for each in found.steps if each.step.end <= found.as_of]


def _count(steps: Iterable[StepProgress], fate: Fate) -> int:
    return sum(each.fate == fate for each in steps)


def _efforts(steps: Iterable[StepProgress], fate: Fate | None = None) -> list[Fraction] | None:
    """The points of each step of this fate, of each without one; None where the plan does not say them."""
    efforts = [each.step.effort for each in steps if fate in (None, each.fate)]
    known = [effort for effort in efforts if effort is not None]
    return known if len(known) == len(efforts) else None


def _effort(steps: Iterable[StepProgress], fate: Fate | None = None) -> Fraction | None:
    efforts = _efforts(steps, fate)
    return None if efforts is None else total(efforts)


def periods_data(given: ReportInput) -> Iterator[PeriodWire]:
    """Every period of the history, from the oldest."""
    trend = given.history
    if trend is None:
        return
    moved = {index: new - old for index, (old, new) in _pairs(trend) if old is not None and new is not None}
    for index, sample in enumerate(trend.samples):
        numbers = sample.card.overall.numbers
        yield {
            "period": sample.label,
            "day": sample.day.isoformat(),
            "score": write.json_number(numbers.score),
            "change": write.json_number(moved.get(index)),
            "evidenced": write.json_number(numbers.evidenced),
            "verified": write.json_number(numbers.verified),
            "state": sample.card.overall.state,
        }


def previous_data(given: ReportInput) -> PreviousWire | None:
    """What became of the plan before; None where none was given."""
    found = given.progress
    if found is None:
        return None
    due = _due(found)
    return {
        "due": len(due),
        "done": _count(due, "done"),
        "late": _count(due, "late"),
        "overtaken": _count(due, "overtaken"),
        "ahead": found.count("ahead"),
        "effort_due": write.json_number(_effort(due)),
        "effort_done": write.json_number(_effort(due, "done")),
    }
