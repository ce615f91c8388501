"""What a gate looks at: one assessment, its answers, and the policy it is held to.

In: the records of one run. Out: `Subject`, which finds numbers and places by reference, under the policy's assurance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.answers.model import NOTHING
from btm_cli.gate.policy import OVERALL
from btm_cli.scoring.ratings import ASSURANCES, Assurance, Rules

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.compare.comparison import Comparison
    from btm_cli.diagnostics import KeyPath
    from btm_cli.evidence import EvidenceReport
    from btm_cli.gate.policy import PolicyFile
    from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Numbers, Scorecard
    from btm_cli.standard.model import Standard


class Subject:
    """One assessment under one policy; `comparison` is with the baseline, None without one.

    `listed` are the criteria that profiles leave out, by the profile's id, for those that the policy accepts.
    """

    def __init__(
        self,
        policy: PolicyFile,
        standard: Standard,
        answers: Answers,
        card: Scorecard,
        evidence: EvidenceReport,
        comparison: Comparison | None = None,
        listed: Mapping[str, Collection[str]] = NOTHING,
    ) -> None:
        self.policy = policy
        self.require = policy.require
        self.standard = standard
        self.answers = answers
        self.card = card
        self.evidence = evidence
        self.comparison = comparison
        self.listed = listed
        self.as_of = card.as_of
        self.rules = Rules(standard)
        self.assurance = Assurance(answers, evidence.valid)
        self.standing = ASSURANCES.index(policy.assurance)
        self.areas = {area.id: area for area in card.areas}
        self.capabilities = {capability.id: capability for capability in card.capabilities}
        self._cells = {cell.reference: cell for each in card.capabilities for cell in each.cells}

    def numbers(self, name: str) -> Numbers:
        """The numbers of `overall`, an area, a capability or a cell; KeyError for any other name."""
        if name == OVERALL:
            return self.card.overall.numbers
        found = self.areas.get(name) or self.capabilities.get(name) or self._cells[name]
        return found.numbers

    def score(self, numbers: Numbers) -> Fraction | None:
        """The score under the policy's assurance."""
        return (numbers.score, numbers.evidenced, numbers.verified)[self.standing]

    def level(self, numbers: Numbers) -> int | None:
        """The level under the policy's assurance."""
        return (numbers.level, numbers.evidenced_level, numbers.verified_level)[self.standing]

    @property
    def state(self) -> str | None:
        """The state under the policy's assurance."""
        overall = self.card.overall
        return (overall.state, overall.evidenced_state, overall.verified_state)[self.standing]

    def cells(self, name: str) -> Iterator[CellScore]:
        """The cells at or below `name` that are not n/a, in the standard's order."""
        dimension = name.partition("/")[2]
        for cell in (cell for capability in self._inside(name) for cell in capability.cells):
            if cell.basis != "n/a" and dimension in ("", cell.dimension):
                yield cell

    def left_out(self, name: str) -> str:
        """Why nothing at `name` counts: "not applicable" or "out of scope"; "" where something does."""
        if self.numbers(name).low is not None:
            return ""
        inside = any(capability.in_scope for capability in self._inside(name))
        return "not applicable" if inside else "out of scope"

    def _inside(self, name: str) -> list[CapabilityScore]:
        """The capabilities of `name`, or the one that holds it."""
        head = name.partition("/")[0]
        return [each for each in self.card.capabilities if name == OVERALL or head in (each.area, each.id)]

    def within(self, reference: str, name: str) -> bool:
        """Whether `reference` is `name` or lies below it."""
        if name == OVERALL or reference == name or reference.startswith(f"{name}/"):
            return True
        capability = self.standard.capabilities.get(reference.partition("/")[0])
        return capability is not None and capability.area == name

    def path(self, reference: str) -> KeyPath:
        """Where the answers file speaks of `reference`: of an area at its first capability that is answered."""
        if reference == OVERALL:
            return ("answers",)
        if reference in self.areas:
            answered = {capability for capability, _ in self.answers.cells} | set(
                self.answers.capability_not_applicable
            )
            members = self.areas[reference].capabilities
            return ("answers", next((each for each in members if each in answered), members[0]))
        return ("answers", *reference.split("/"))
