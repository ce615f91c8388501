"""What the board's pages hold, worked out once for every format.

In: `ReportInput`. Out: a `Board`: what is worth saying, what is asked for, the options, how sure it is, exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from btm_cli.gate.result import Outcome
from btm_cli.planning.roadmap import Roadmap
from btm_cli.planning.roadmap_steps import RoadmapStep
from btm_cli.render.report.amounts import Amount, Amounts
from btm_cli.render.report.given import ReportInput
from btm_cli.summary.ask import Deciding, deciding
from btm_cli.summary.confidence import Confidence, confidence
from btm_cli.summary.entry import Entry, Value
from btm_cli.summary.given import Given
from btm_cli.summary.options import Option, options
from btm_cli.summary.stand import lead
from btm_cli.summary.summary import summarize


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
    roadmap = given.plan.roadmap if given.plan is not None else None
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
