"""Several respondents' answers as one, with how far they agree (`formats.md`, Responses; `docs/voices.md`).

In: a `Standard` and the answers of every respondent. Out: a `Consensus`: ordinary `Answers`, agreement statistics, the
perception gap and an agenda for the meeting. The order in which files are given changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Answers, Assessor, Claimed, NotApplicable, Rated, Side
from btm_cli.answers.notes import citations
from btm_cli.names import folded
from btm_cli.scoring.cell import Measure
from btm_cli.scoring.exact import total
from btm_cli.scoring.ratings import Assurance, Rules
from btm_cli.scoring.rollup import Tree, measure_tree
from btm_cli.voices.agreement import ALPHA, WITHIN_GROUP, Item, Strength, krippendorff_alpha, strength
from btm_cli.voices.perception import Gap, perception_gaps
from btm_cli.voices.protection import at_equal_heights
from btm_cli.voices.respondents import Respondents
from btm_cli.voices.settings import unite_registers, unite_settings, with_remarks
from btm_cli.voices.verdict import House

if TYPE_CHECKING:
    from btm_cli.standard.model import Standard

MINIMUM_GROUP = 5
"""The smallest group that is told of when people are protected, unless another is asked for."""


class Respondent(NamedTuple):
    """One who answered. `lean` is his mean distance from the consensus in steps of the scales, above 0 for higher."""

    name: str
    side: Side | None
    score: Fraction | None
    items: int
    standing_out: int
    lean: Fraction | None


class Agreement(NamedTuple):
    """How far people agree on an area or a capability, or on the whole (reference "overall").

    `levels` and `ratings` are Krippendorff's alpha (ordinal) over the levels of its cells (of a capability claimed as a
    whole, over that one level), and over the ratings of its criteria; `r_wg` is the mean over its items. None where a
    figure does not exist, or people are protected: the words of `strengths`, in the same order, are there then.
    """

    reference: str
    levels: Fraction | None
    ratings: Fraction | None
    r_wg: Fraction | None
    items: int
    strengths: tuple[Strength | None, Strength | None, Strength | None]


class Consensus(NamedTuple):
    """What several people's answers come to.

    `answers` is the consensus; `respondents` is empty where groups are protected (`minimum` above 1), and `voices`
    alone says how many there are. `too_few` lists what is left open because too small a group has answered it;
    `differ` the settings on which responses differ. `items` are in the standard's order, the agenda by priority.
    """

    answers: Answers
    voices: int
    minimum: int
    respondents: tuple[Respondent, ...]
    items: tuple[Item, ...]
    agreement: tuple[Agreement, ...]
    gaps: tuple[Gap, ...]
    agenda: tuple[Item, ...]
    too_few: tuple[str, ...]
    differ: tuple[str, ...]


def find_consensus(standard: Standard, files: Sequence[Answers], minimum: int = 1) -> Consensus:
    """The consensus of one or more responses that go together, in the order of `responses.in_order`.

    `minimum` above 1 protects people: nothing is told of fewer than that, and no names. There must be as many of them.
    Paths of evidence must lead from one common root.
    """
    names = [one.answered_by.name if one.answered_by else "" for one in files]
    sides = [one.answered_by.side if one.answered_by else None for one in files]
    everybody = [name for one in files for name in (one.answered_by.names if one.answered_by else ())]
    house = House(frozenset(map(folded, everybody)), minimum)
    too_few: Sequence[str] = ()
    if house.anonymous:
        files, too_few = at_equal_heights(standard, files, minimum)
    evidence, keys = unite_registers([one.evidence for one in files])
    settings, differ = unite_settings(files, minimum)
    asked = Respondents(standard, files, keys, house, settings["importance"])
    for capability in standard.ordered_capabilities():
        asked.ask(capability)
    answers = Answers(
        **settings,
        cells=asked.cells,
        answered_by=_assessor(files, everybody, sides, house),
        evidence=evidence,
        capability_not_applicable=asked.not_applicable,
    )
    answers = with_remarks(answers, files, house)
    if house.anonymous:  # a document that fewer have brought along would tell of them, cited or not
        cited = {key for _, key in citations(answers)}
        answers = answers._replace(evidence={key: entry for key, entry in evidence.items() if key in cited})
    trees = [measure_tree(standard, one, Rules(standard), Assurance(one, frozenset())) for one in files]
    scores = {
        capability.id: [tree.capabilities[capability.id].score for tree in trees]
        for capability in standard.ordered_capabilities()
    }
    items = tuple(asked.items)
    respondents = tuple(
        _respondent(index, name, side, trees[index].overall, items)
        for index, (name, side) in enumerate(zip(names, sides, strict=True))
    )
    return Consensus(
        answers=answers,
        voices=len(files),
        minimum=minimum,
        respondents=() if house.anonymous else respondents,
        items=tuple(item.protected() for item in items) if house.anonymous else items,
        agreement=_agreement(standard, files, trees, items, house),
        gaps=perception_gaps(scores, sides, minimum),
        agenda=_agenda(items, house),
        too_few=(*too_few, *asked.too_few),
        differ=differ,
    )


def _agenda(items: Iterable[Item], house: House) -> tuple[Item, ...]:
    """What to talk about, by priority.

    Where people are protected: only that on which they agree little, the weakest agreement first and then by weight. A
    finer order, or a list of all but what everybody says alike, would tell of the answers behind it.
    """
    if not house.anonymous:
        return tuple(sorted((item for item in items if item.priority), key=lambda item: -(item.priority or 0)))
    apart = [item for item in items if item.strength in ("weak", "moderate") or (item.ranks and item.not_applicable)]
    return tuple(item.protected() for item in sorted(apart, key=lambda item: (item.strength != "weak", -item.weight)))


def _assessor(files: Sequence[Answers], names: Sequence[str], sides: Sequence[Side | None], house: House) -> Assessor:
    """Who gave the answers: one respondent is himself; several are a consensus, of one side if all are on it."""
    if len(files) == 1 and files[0].answered_by is not None:
        return files[0].answered_by
    side = sides[0] if len(set(sides)) == 1 else None
    return Assessor(f"consensus of {len(files)}", side, () if house.anonymous else tuple(names))


def _respondent(number: int, name: str, side: Side | None, overall: Measure, items: Iterable[Item]) -> Respondent:
    steps, spoke, standing_out = [], 0, 0
    for item in items:
        voice = next((voice for voice in item.voices if voice.respondent == number), None)
        if voice is None:
            continue
        spoke += 1
        standing_out += number in item.standing_out
        if voice.rank is not None and item.outcome is not None:
            steps.append(voice.rank - item.outcome)
    lean = Fraction(sum(steps), len(steps)) if steps else None
    return Respondent(name, side, overall.score, spoke, standing_out, lean)


def _agreement(
    standard: Standard, files: Sequence[Answers], trees: Sequence[Tree], items: Sequence[Item], house: House
) -> tuple[Agreement, ...]:
    """Overall, then every area followed by its capabilities."""
    whole = {item.reference for item in items}
    levels = {
        name: _levels(standard, trees, name, house.minimum, whole=name in whole) for name in standard.capabilities
    }
    ratings = {name: _ratings(standard, files, trees, name, house.minimum) for name in standard.capabilities}
    by_capability: dict[str, list[Item]] = {name: [] for name in standard.capabilities}
    for item in items:
        by_capability[item.capability].append(item)

    def agreement(reference: str, names: Iterable[str]) -> Agreement:
        names = list(names)
        single = [item.agreement for name in names for item in by_capability[name] if item.agreement is not None]
        alphas = [_alpha([ranks for name in names for ranks in said[name]]) for said in (levels, ratings)]
        within = total(single) / len(single) if single else None
        strengths = strength(alphas[0], ALPHA), strength(alphas[1], ALPHA), strength(within, WITHIN_GROUP)
        if house.anonymous:  # over few items, even the word tells of single ones
            told = strengths if len(single) >= house.minimum else (None, None, None)
            return Agreement(reference, None, None, None, len(single), told)
        return Agreement(reference, alphas[0], alphas[1], within, len(single), strengths)

    found = [agreement("overall", standard.capabilities)]
    for area in standard.areas:
        found.append(agreement(area.id, area.capabilities))
        found += [agreement(name, [name]) for name in area.capabilities]
    return tuple(found)


def _alpha(items: list[list[int]]) -> Fraction | None:
    """Alpha over two items or more: over one there is nothing that agreement could be told from chance by."""
    return krippendorff_alpha(items) if sum(len(ranks) > 1 for ranks in items) > 1 else None


def _levels(
    standard: Standard, trees: Sequence[Tree], capability: str, minimum: int, *, whole: bool
) -> list[list[int]]:
    """The levels given to each cell of a capability, by claim or by ratings; `whole`: one level for all of it."""
    if whole:
        levels = [level for tree in trees if (level := tree.capabilities[capability].level) is not None]
        return [levels] if len(levels) >= minimum else []
    cells = [
        [level for tree in trees if (level := tree.cells[capability][place].level) is not None]
        for place in range(len(standard.dimensions))
    ]
    return [levels for levels in cells if len(levels) >= minimum]


def _ratings(
    standard: Standard, files: Sequence[Answers], trees: Sequence[Tree], capability: str, minimum: int
) -> list[list[int]]:
    """The ratings given to each criterion of a capability, as places on the scale."""
    words = list(standard.rating_scale)
    found = []
    for dimension in standard.dimensions:
        cell = standard.cell(capability, dimension.id)
        said = [
            answer
            for one, tree in zip(files, trees, strict=True)
            if capability in tree.scope
            and (answer := one.cells.get((capability, dimension.id))) is not None
            and not isinstance(answer, (Claimed, NotApplicable))
        ]
        for criterion in cell.all_criteria() if cell is not None else ():
            ranks = [words.index(one.rating) for each in said if isinstance(one := each.get(criterion.id), Rated)]
            found += [ranks] if len(ranks) >= minimum else []
    return found
