"""What a summary is made from.

In: built where a scorecard has been made. Out: `Given`. Nothing here is read from disk; the day is the scorecard's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.notes import cited
from btm_cli.scoring.states import next_state

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from btm_cli.answers.model import Answers
    from btm_cli.compare.comparison import Comparison
    from btm_cli.planning.model import Settings
    from btm_cli.planning.roadmap import Roadmap
    from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Scorecard
    from btm_cli.standard.model import Standard, State


def no_plan() -> None:
    """Stands for a plan, or for an outlook, where none is made."""


class Outlook(NamedTuple):
    """What no plan of these settings exceeds."""

    settings: Settings
    score: Fraction


class Given(NamedTuple):
    """A scorecard with what it was made from; `valid` are the keys of evidence that holds on its day.

    With `comparison`, made against a baseline, the summary says what changed. `planned` gives the plan, as often as it
    is asked and not before: with one the summary says whether it gets to the next state, and what begins it. Where
    nothing else of the summary rests on the plan, `foreseen` gives what may prove without one that none gets there.
    """

    card: Scorecard
    standard: Standard
    answers: Answers
    valid: frozenset[str]
    comparison: Comparison | None = None
    planned: Callable[[], Roadmap | None] = no_plan
    foreseen: Callable[[], Outlook | None] = no_plan

    @property
    def roadmap(self) -> Roadmap | None:
        """The plan, None where there is none."""
        return self.planned()

    def state(self, name: str | None) -> State | None:
        """The state with that id."""
        return next((state for state in self.standard.states if state.id == name), None)

    def next_state(self) -> State | None:
        """The state above the present one; None above the highest and where there are no states."""
        return next_state(self.standard.states, self.state(self.card.overall.state))

    def capabilities(self) -> list[CapabilityScore]:
        """Those in scope, in the standard's order."""
        return [capability for capability in self.card.capabilities if capability.in_scope]

    def cells(self) -> list[CellScore]:
        """The cells in scope that are not n/a."""
        return [cell for capability in self.capabilities() for cell in capability.cells if cell.basis != "n/a"]

    def cited(self) -> list[str]:
        """The keys of the register that any answer cites, sorted."""
        return cited(self.answers)
