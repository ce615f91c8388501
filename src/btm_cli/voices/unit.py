"""One unit of an enterprise, as small as a roll-up of thousands needs it.

In: a unit's answers, measured by their standard. Out: a `Unit`: plain values only, so that it can travel between
processes and lie in a cache.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from btm_cli.answers.model import FULL, NOTHING, Claimed, NotApplicable
from btm_cli.answers.notes import backed
from btm_cli.scoring.status import is_unknown

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers, CellAnswer
    from btm_cli.scoring.assessment import Measured
    from btm_cli.scoring.cell import Measure
    from btm_cli.scoring.rollup import Tree
    from btm_cli.standard.model import Standard

MOST_EVIDENCE = 5
"""Titles kept of what a unit can show for a capability."""


NO_ASKS: Mapping[str, Fraction | None] = MappingProxyType({})
"""What an edition asks for whose states have only scores and floors."""


class Scores(NamedTuple):
    """The numbers of one capability or area, or of all, in one unit; None where nothing is assessed."""

    score: Fraction | None
    level: int | None
    evidenced: Fraction | None
    verified: Fraction | None


Standing = Literal["assessed", "not-assessed", "n/a", "out-of-scope"]
"""Whether a unit covers a capability; assessed where at least one of its cells is."""


class Unit(NamedTuple):
    """One answers file. `capabilities` and `areas` are in the standard's order.

    `cells` are so as well, one for each dimension of each capability: None for one that is n/a or out of scope, without
    numbers for one that is not assessed. `not_known` has the places of those that were asked and are not known;
    `standings` has how the unit stands to each capability; `scope`, `depth`,
    `depths` and `profiles` are those of its file.

    `asks` has the share, 0..1, of every ask of its edition's states (`ask_name`); None for one that can't be tested.

    `evidence_cited` is how many pieces of evidence its answers cite; without any, its evidenced scores are no finding.

    `weight` is text as in the file, None where it has none. `digest` is SHA-256 over the file's bytes; `file` is the
    path as it was given, put in where it is read.
    """

    digest: str
    enterprise: str
    name: str | None
    weight: str | None
    period: str | None
    assessed_on: str
    as_of: str
    standard: str
    overall: Scores
    state: str | None
    provisional: bool
    answered: int
    applicable: int
    areas: tuple[Scores, ...]
    capabilities: tuple[Scores, ...]
    cells: tuple[Scores | None, ...]
    standings: tuple[Standing, ...]
    scope: tuple[str, ...] = ()
    depth: str = FULL
    depths: Mapping[str, str] = NOTHING
    profiles: tuple[str, ...] = ()
    asks: Mapping[str, Fraction | None] = NO_ASKS
    not_known: tuple[int, ...] = ()
    evidence_cited: int = 0
    warnings: int = 0
    file: str = ""

    @property
    def is_part(self) -> bool:
        """Whether its scope leaves a capability out, so that its own figures are not the whole standard's."""
        return "out-of-scope" in self.standings

    @property
    def title(self) -> str:
        """The unit's name, or the file where it has none."""
        return self.name if self.name is not None else self.file


def make_unit(
    standard: Standard,
    answers: Answers,
    measured: Measured,
    *,
    digest: str,
    as_of: str,
    warnings: int = 0,
) -> Unit:
    """The unit of an answers file that has been measured."""
    tree = measured.tree
    return Unit(
        digest=digest,
        enterprise=answers.enterprise,
        name=answers.unit.name if answers.unit else None,
        weight=answers.unit.weight if answers.unit else None,
        period=answers.period,
        assessed_on=answers.assessed_on.isoformat(),
        as_of=as_of,
        standard=standard.name,
        overall=_scores(tree.overall),
        state=measured.overall.state,
        provisional=measured.overall.provisional,
        answered=tree.overall.answered,
        applicable=tree.overall.applicable,
        areas=tuple(_scores(tree.areas[area.id]) for area in standard.areas),
        capabilities=tuple(_scores(tree.capabilities[one.id]) for one in standard.ordered_capabilities()),
        cells=tuple(
            None if cell.basis == "n/a" else _scores(cell)
            for one in standard.ordered_capabilities()
            for cell in tree.cells[one.id]
        ),
        standings=tuple(_standing(tree, one.id) for one in standard.ordered_capabilities()),
        scope=answers.scope,
        depth=answers.depth,
        depths=answers.depths,
        profiles=answers.profiles,
        asks={
            ask_name(ask.state, ask.theme, ask.levels): ask.share if ask.testable else None
            for ask in measured.overall.asks
        },
        not_known=tuple(_not_known(standard, answers, tree)),
        evidence_cited=_pieces_cited(answers, tree),
        warnings=warnings,
    )


def _not_known(standard: Standard, answers: Answers, tree: Tree) -> Iterator[int]:
    """The places of the cells without an answer that were asked and are not known, in the standard's order."""
    cells = (
        (f"{one.id}/{dimension.id}", cell)
        for one in standard.ordered_capabilities()
        for dimension, cell in zip(standard.dimensions, tree.cells[one.id], strict=True)
    )
    for place, (reference, cell) in enumerate(cells if answers.unknown else ()):
        if cell.basis == "not-assessed" and is_unknown(reference, cell.applicable, answers.unknown):
            yield place


def _pieces_cited(answers: Answers, tree: Tree) -> int:
    """How many pieces of evidence are cited within the scope."""
    inside = {place: answer for place, answer in answers.cells.items() if place[0] in tree.scope}
    return len({key for said in backed(answers._replace(cells=inside)) for key in said.evidence})


def ask_name(state: str, theme: str, levels: Iterable[int]) -> str:
    """What an ask is called from edition to edition: "synchronization/foresight/3+4"."""
    return f"{state}/{theme}/{'+'.join(map(str, levels))}"


def _standing(tree: Tree, capability: str) -> Standing:
    if capability not in tree.scope:
        return "out-of-scope"
    measure = tree.capabilities[capability]
    return "assessed" if measure.score is not None else "n/a" if measure.low is None else "not-assessed"


def _scores(measure: Measure) -> Scores:
    return Scores(measure.score, measure.level, measure.evidenced, measure.verified)


def evidence_shown(standard: Standard, answers: Answers, valid: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The titles of the valid evidence that is cited for each capability, the most cited first."""
    return tuple(_shown(standard, answers, one.id, valid) for one in standard.ordered_capabilities())


def _shown(standard: Standard, answers: Answers, capability: str, valid: Collection[str]) -> tuple[str, ...]:
    cited: dict[str, int] = {}
    for dimension in standard.dimensions:
        for key in _cited(answers.cells.get((capability, dimension.id))):
            if key in valid:
                cited[key] = cited.get(key, 0) + 1
    return tuple(
        answers.evidence[key].title for key in sorted(cited, key=lambda key: (-cited[key], key))[:MOST_EVIDENCE]
    )


def _cited(answer: CellAnswer | None) -> list[str]:
    if answer is None or isinstance(answer, NotApplicable):
        return []
    if isinstance(answer, Claimed):
        return list(answer.evidence)
    return [key for one in answer.values() if not isinstance(one, NotApplicable) for key in one.evidence]
