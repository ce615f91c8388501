"""One enterprise's answers as scoring sees them: frozen, checked against a standard, without places.

In: built by `answers.against_standard` from a validated answers file. Out: `Answers`. Claims and n/a said for a whole
capability are already spread over its cells here, so that there is one place to look for a cell's answer.
"""

from collections.abc import Mapping
from datetime import date as Day
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple, get_args

from btm_cli.names import composed, folded

NOTHING: Mapping[str, Any] = MappingProxyType({})
"""What a mapping is by default: empty, and staying so."""
NOT_APPLICABLE = "n/a"
"""The word, in any case, for what is left out; no word of a rating scale."""
UNKNOWN = "unknown"
"""The word, in any case, for what was asked and is not known: no answer, but listed apart."""
CONVERSATION: Final = "conversation"
"""The `source` of a level that was heard in a first conversation: a guess, its evidence still to come."""
NO_CASE: Final = "none"
"""What `case` says where a criterion's window held no case."""
Side = Literal["business", "technology", "independent"]
"""Where one who answers stands."""
SIDES: tuple[str, ...] = get_args(Side)


class NotApplicable(NamedTuple):
    """Left out of every calculation, with the reason and who agreed to it.

    `profile` names the profile that it comes from; `no_case` is True where the criterion's window held no case.
    """

    reason: str
    approved_by: str | None = None
    note: str | None = None
    profile: str | None = None
    no_case: bool = False


class Rated(NamedTuple):
    """How far one criterion is achieved: a word of the standard's rating scale.

    `no_case` is True where it is the top rating because the criterion's window held no case.
    """

    rating: str
    evidence: tuple[str, ...] = ()
    verified_by: str | None = None
    note: str | None = None
    no_case: bool = False


class Claimed(NamedTuple):
    """A maturity level stated outright for a cell. `whole_capability` is True where it was said one step higher.

    `source` is "conversation" where it was heard in one and its evidence is pending.
    """

    level: int
    evidence: tuple[str, ...] = ()
    verified_by: str | None = None
    note: str | None = None
    whole_capability: bool = False
    source: str | None = None


CriterionAnswer = Rated | NotApplicable
CellAnswer = Claimed | NotApplicable | Mapping[str, CriterionAnswer]
"""A claim, n/a, or answers by criterion id. A criterion (or cell) that is absent is not answered."""


class Target(NamedTuple):
    """What the enterprise aims at: at most one of `state`, `level`, and exceptions by area, capability or cell.

    `levels` and `deadlines` are keyed by reference: an area id, a capability id, or `capability/dimension`.
    """

    state: str | None = None
    level: int | None = None
    levels: Mapping[str, int] = NOTHING
    deadlines: Mapping[str, Day] = NOTHING


class Evidence(NamedTuple):
    """One registered piece of evidence; exactly one of `path` and `url` is set."""

    title: str
    date: Day
    path: str | None = None
    url: str | None = None
    sha256: str | None = None
    valid_until: Day | None = None
    owner: str | None = None

    def same(self, other: "Evidence | None") -> bool:
        """Whether `other` says the same; names and paths are the same however they are typed."""
        return other is not None and self._typed() == other._typed()

    def _typed(self) -> "Evidence":
        path, owner = self.path and composed(self.path), self.owner and folded(self.owner)
        return self._replace(path=path, owner=owner)


class Assessor(NamedTuple):
    """Who answered; `side` is business, technology or independent. `respondents` are those behind a consensus."""

    name: str
    side: Side | None = None
    respondents: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody who gave these answers, none of whom can verify them."""
        return (self.name, *self.respondents)


class Unit(NamedTuple):
    """A part of the enterprise; `weight` (text, exact) serves roll-ups."""

    name: str
    weight: str | None = None


class DayRate(NamedTuple):
    """What a day of own staff costs, exactly; never assumed."""

    amount: str
    currency: str


class ReportFacts(NamedTuple):
    """What the report says of its occasion; whatever is None has no line."""

    prepared_for: str | None = None
    prepared_by: str | None = None
    meeting: Day | None = None
    status: str | None = None
    confidentiality: str | None = None
    summary_note: str | None = None
    previous: str | None = None


CORE = "core"
FULL = "full"
DEFAULT = "default"
"""The key of `depth` for all capabilities that are not named."""


class Answers(NamedTuple):
    """A whole answers file. `cells` is keyed by (capability id, dimension id); `digest` is SHA-256 over its content.

    `scope` holds area and capability ids, empty for all. `capability_not_applicable` lists capabilities said to be
    n/a as a whole (their cells are n/a too); `capacity` is effort points an iteration, as exact text, and `capacities`
    the points an owner can spend. `depth` is core or full, `depths` has those capabilities that differ. `unknown` holds
    references of cells and criteria that were asked and are not known; `remarks` what was noted on an open criterion, a
    cell or a capability, by reference. `terms` are the enterprise's own readings of the standard's terms.
    """

    enterprise: str
    assessed_on: Day
    cells: Mapping[tuple[str, str], CellAnswer]
    standard: str = ""
    unit: Unit | None = None
    period: str | None = None
    answered_by: Assessor | None = None
    scope: tuple[str, ...] = ()
    target: Target | None = None
    importance: Mapping[str, int] = NOTHING
    owners: Mapping[str, str] = NOTHING
    evidence: Mapping[str, Evidence] = NOTHING
    evidence_root: str = "."
    capacity: str | None = None
    pinned: Mapping[str, int] = NOTHING
    excluded: tuple[str, ...] = ()
    capability_not_applicable: Mapping[str, NotApplicable] = NOTHING
    digest: str = ""
    focus: int | None = None
    capacities: Mapping[str, str] = NOTHING
    day_rate: DayRate | None = None
    depth: str = FULL
    depths: Mapping[str, str] = NOTHING
    profiles: tuple[str, ...] = ()
    terms: Mapping[str, str] = NOTHING
    report: ReportFacts | None = None
    note: str | None = None
    unknown: frozenset[str] = frozenset()
    remarks: Mapping[str, str] = NOTHING

    @property
    def deadlines(self) -> Mapping[str, Day]:
        """The target's, by reference."""
        return self.target.deadlines if self.target is not None else NOTHING

    def remark_on(self, reference: str) -> str | None:
        """What was noted on a capability, a cell or a criterion, beside an answer to it or without one.

        A note on an answer for a whole capability is a remark on it and on each of its cells.
        """
        capability, _, rest = reference.partition("/")
        dimension, _, criterion = rest.partition("/")
        return self.remark_at(reference, capability, dimension, criterion)

    def remark_at(self, reference: str, capability: str, dimension: str = "", criterion: str = "") -> str | None:
        """As `remark_on`, where the parts of the reference are known: for all places, one after the other."""
        remark = self.remarks.get(reference)
        if remark is not None:
            return remark
        whole = self.capability_not_applicable.get(capability)
        if whole is not None:
            return None if criterion else whole.note
        if not dimension:
            said = (answer for (owner, _), answer in self.cells.items() if owner == capability)
            return next((one.note for one in said if isinstance(one, Claimed) and one.whole_capability), None)
        answer = self.cells.get((capability, dimension))
        if answer is None:
            return None
        if isinstance(answer, (Claimed, NotApplicable)):
            return None if criterion else answer.note
        rated = answer.get(criterion)
        return rated.note if rated is not None else None

    def depth_of(self, capability: str) -> str:
        """How deep a capability is looked at: core or full."""
        return self.depths.get(capability, self.depth)
