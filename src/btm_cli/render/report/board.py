"""What the board's pages hold, worked out once for every format, and what steps take.

In: `ReportInput`. Out: a `Board`: what is worth saying, what is asked for, the options, how sure it is, exactly; its
`Amounts` in the units that the reader counts in: days and money where they are said, else points of effort. Every sum
and every product of what is shown is the one that is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Answers
from btm_cli.gate.result import Outcome
from btm_cli.planning.roadmap import Roadmap
from btm_cli.planning.roadmap_steps import RoadmapStep
from btm_cli.render.document import numbers as write
from btm_cli.render.document.words import words
from btm_cli.scoring.effort import whole_days, whole_money
from btm_cli.standard.model import Standard
from btm_cli.summary.ask import Deciding, deciding
from btm_cli.summary.confidence import Confidence, confidence
from btm_cli.summary.entry import Entry, Value
from btm_cli.summary.given import Given
from btm_cli.summary.options import Option, options
from btm_cli.summary.stand import lead
from btm_cli.summary.summary import summarize

if TYPE_CHECKING:
    from btm_cli.compare.comparison import Comparison
    from btm_cli.compare.trend import Trend
    from btm_cli.evidence import EvidenceReport
    from btm_cli.planning.against import Progress
    from btm_cli.render.gate.report import GateReport
    from btm_cli.scoring.scorecard import Scorecard


class ReportInput(NamedTuple):
    """What a report is made of: a plan where one is possible, comparison and gate where they were asked for.

    `plan_asked` is True where somebody wants all of the plan; `file` is what the answers file is called. `history` is
    there where three periods or more are known, `progress` where an old plan was given.
    """

    card: Scorecard
    standard: Standard
    answers: Answers
    evidence: EvidenceReport
    comparison: Comparison | None = None
    comparison_labels: tuple[str, str] = ("", "")
    plan: Roadmap | None = None
    gate: GateReport | None = None
    plan_asked: bool = False
    file: str = "FILE"
    history: Trend | None = None
    progress: Progress | None = None


class Amount(NamedTuple):
    """What something takes: points of effort, and whole days and money where a scale and a rate say so."""

    points: Fraction
    days: int | None
    money: int | None


class Amounts:
    """What the steps of one iteration take, each by itself and together."""

    def __init__(self, steps: Sequence[RoadmapStep], standard: Standard, answers: Answers) -> None:
        self._rate = answers.day_rate
        self._scale = standard.effort_scale
        self._found: Mapping[str, Amount] = {step.id: _of(step) for step in steps}

    @property
    def columns(self) -> tuple[str, ...]:
        """Which columns of amounts there are, by name."""
        if self._scale is None:
            return ("points",)
        return ("days", "cost") if self._rate is not None else ("days",)

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of these columns, with their units."""
        currency = self._rate.currency if self._rate is not None else ""
        return tuple(words(f"report.amount.{name}", currency=currency) for name in self.columns)

    def of(self, steps: Iterable[RoadmapStep]) -> Amount:
        """What these steps of the iteration take together."""
        return self.together(self._found[step.id] for step in steps)

    def stated(self, values: Mapping[str, object]) -> Amount | None:
        """What a decision says that it takes, where its steps are not the iteration's."""
        effort, days, money = (values.get(name) for name in ("effort", "whole_days", "whole_money"))
        if not isinstance(effort, Fraction):
            return None
        return Amount(effort, days if isinstance(days, int) else None, money if isinstance(money, int) else None)

    def together(self, found: Iterable[Amount | None]) -> Amount:
        """The sum of several."""
        known = [each for each in found if each is not None]
        days, money = (_sum(each) for each in ([one.days for one in known], [one.money for one in known]))
        return Amount(sum((each.points for each in known), Fraction(0)), days, money)

    def texts(self, amount: Amount | None) -> tuple[str, ...]:
        """An amount, one text a column; "-" in each for what takes nothing."""
        if amount is None:
            return (write.NOTHING,) * len(self.columns)
        return tuple(self._text(name, amount) for name in self.columns)

    def basis(self) -> str:
        """What the amounts stand for; "" where they are plain points."""
        if self._scale is None:
            return ""
        per_point = write.short_number(self._scale.per_point)
        if self._rate is None:
            return words("report.amount.days-basis", n=per_point)
        rate = write.money(Fraction(self._rate.amount))
        return words("report.amount.rate-basis", n=per_point, currency=self._rate.currency, rate=rate)

    def without_cost(self) -> str:
        """That days have no price where the file sets none; "" elsewhere."""
        return words("report.amount.no-rate") if self.columns == ("days",) else ""

    def _text(self, name: str, amount: Amount) -> str:
        if name == "points" or amount.days is None:
            return write.short_number(amount.points)
        if name == "days":
            return str(amount.days)
        return write.NOTHING if amount.money is None else write.money(Fraction(amount.money))


def _of(step: RoadmapStep) -> Amount:
    if step.days is None:
        return Amount(step.effort, None, None)
    money = None if step.money is None else whole_money(step.days, step.money)
    return Amount(step.effort, whole_days(step.days), money)


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) and known else None


class Decision(NamedTuple):
    """One thing that is asked for, with what it takes; None for what takes no step."""

    entry: Entry
    amount: Amount | None


class Board(NamedTuple):
    """Everything on the board's pages. `roadmap` is None where no plan could be made."""

    given: ReportInput
    lead: tuple[Entry, ...]
    summary: tuple[Entry, ...]
    confidence: Confidence | None
    deciding: Deciding
    decisions: tuple[Decision, ...]
    options: tuple[Option, ...]
    amounts: Amounts
    roadmap: Roadmap | None

    @property
    def checkers(self) -> tuple[str, ...]:
        """Whose checks the checked score counts."""
        found = next((entry.values["by"] for entry in self.said("sure") if entry.values.get("by")), ())
        return found if isinstance(found, tuple) else ()

    @property
    def whole_answers(self) -> int:
        """How many answers for whole capabilities all levels come from, 0 where there are others."""
        found = next((entry.values["claims"] for entry in self.lead if entry.id == "lead.claims.whole"), 0)
        return found if isinstance(found, int) else 0

    def said(self, *kinds: str) -> tuple[Entry, ...]:
        """The summary's entries of these kinds ("stand", "hold"), in their order."""
        return tuple(entry for entry in self.summary if entry.id.partition(".")[0] in kinds)


def make_board(given: ReportInput) -> Board:
    """Work it out."""
    roadmap = given.plan
    about = Given(given.card, given.standard, given.answers, given.evidence.valid, given.comparison, lambda: roadmap)
    summary = summarize(about)
    asked = tuple(entry for entry in summary if entry.id.startswith("ask."))
    steps = roadmap.iterations[0].steps if roadmap is not None else ()
    amounts = Amounts(steps, given.standard, given.answers)
    owners = tuple(entry for entry in asked if entry.id == "ask.owner")  # a matter of management: last
    asked = (*(entry for entry in asked if entry not in owners), *_breach(given, roadmap), *owners)
    return Board(
        given=given,
        lead=tuple(lead(about)),
        summary=summary,
        confidence=confidence(given.card, given.standard),
        deciding=deciding(about),
        decisions=tuple(
            Decision(each, _amount(each, asked, steps, amounts)) for entry in asked for each in _by_end(entry, roadmap)
        ),
        options=tuple(options(about, asked)) if roadmap is not None else (),
        amounts=amounts,
        roadmap=roadmap,
    )


def _breach(given: ReportInput, roadmap: Roadmap | None) -> Iterator[Entry]:
    """What is asked for where the policy is breached: the places that fall short."""
    failed = given.gate.files[0].of(Outcome.FAILED) if given.gate is not None else []
    if failed:
        end = roadmap.iterations[0].end if roadmap is not None else None
        counts = Counter(placed.check.where.partition("/")[0] for placed in failed)
        most = tuple(name for name, count in counts.items() if count == max(counts.values()))
        yield Entry("ask.policy", {"n": len(failed), "most": most, "owners": (), "done_by": end})


def _by_end(entry: Entry, roadmap: Roadmap | None) -> Iterator[Entry]:
    """The entry; the next iteration in one part for each day that steps of it are done by."""
    if roadmap is None or not entry.id.startswith("ask.iteration"):
        yield entry
        return
    first, named = roadmap.iterations[0], _names(entry)
    steps = [step for step in first.steps if step.id in named]
    ends = sorted({step.due for step in steps})
    if not ends[1:]:
        yield entry
        return
    for end in ends:
        part, late = [step for step in steps if step.due == end], end > first.end
        values: dict[str, Value] = {
            "n": len(part),
            "what": tuple(step.id for step in part),
            "caps": tuple(dict.fromkeys(step.capability for step in part)),
            "steps": tuple(step.reference for step in part),
            "owners": tuple(dict.fromkeys(step.owner for step in part if step.owner)),
            "done_by": end,
        }
        yield entry._replace(
            id="ask.iteration.later" if late else "ask.iteration.in-time", values={**entry.values, **values}
        )


def _amount(entry: Entry, asked: tuple[Entry, ...], steps: tuple[RoadmapStep, ...], amounts: Amounts) -> Amount | None:
    """What a decision takes: the sum of its steps as they are shown, so that all decisions add up to the iteration."""
    raised = _raised(asked)
    if entry.id.startswith("ask.state"):
        found = [step for step in steps if step.to_level <= raised.get(step.reference, 0)]
        if {(step.reference, step.to_level) for step in found} >= set(raised.items()):
            return amounts.of(found)
        return amounts.stated(entry.values)
    if entry.id.startswith("ask.iteration"):
        return amounts.of(step for step in steps if step.id in _names(entry))
    if entry.id == "ask.fell":
        places = _names(entry)
        found = [step for step in steps if step.reference in places and step.to_level > raised.get(step.reference, 0)]
        return amounts.of(found) if found else None
    return None


def _names(entry: Entry) -> tuple[str, ...]:
    """What a decision is about, by reference."""
    found = entry.values["what"]
    return found if isinstance(found, tuple) else ()


def _raised(asked: tuple[Entry, ...]) -> dict[str, int]:
    """The cells that the next state's decision brings to a level."""
    for entry in asked:
        level, places = entry.values.get("level"), entry.values.get("what")
        if entry.id.startswith("ask.state") and isinstance(level, int) and isinstance(places, tuple):
            return dict.fromkeys(places, level)
    return {}
