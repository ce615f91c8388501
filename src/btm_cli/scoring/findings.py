"""What a reader must know beside the numbers, in plain words.

In: the finished scores with what they were made from. Out: `Finding` records, from the whole down through areas,
capabilities and cells in the standard's order, then by evidence key. Codes: ask-untestable, ask-by-claim,
out-of-order, imbalance, implied-target, criteria-not-written, overcited-evidence, those of `evidence_problems`, and
just-under: what rounding to two decimals would seem to reach but is not reached (`scoring.md`, property 6), so that a
shown 3.00 beside level 2 is never a riddle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from btm_cli.answers.model import Claimed, NotApplicable, Rated
from btm_cli.diagnostics import Severity
from btm_cli.scoring.exact import integer_weights, ratio, seems_to_reach, shown, shows_at_least, weighted_mean
from btm_cli.scoring.scorecard import Finding

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers, CellAnswer
    from btm_cli.evidence import EvidenceProblem
    from btm_cli.scoring.scorecard import AreaScore, CapabilityScore, CellScore, Numbers, Overall, Priority
    from btm_cli.scoring.states import Targets
    from btm_cli.standard.model import Standard

MANY_CELLS = 12
"""One piece of evidence cited by more cells than this is worth a second look (three whole BTM capabilities)."""


def all_findings(
    standard: Standard,
    answers: Answers,
    overall: Overall,
    areas: Sequence[AreaScore],
    capabilities: Sequence[CapabilityScore],
    priorities: Sequence[Priority],
    targets: Targets,
    evidence_problems: Sequence[EvidenceProblem],
) -> tuple[Finding, ...]:
    """Every finding, in a fixed order."""
    by_id = {capability.id: capability for capability in capabilities}
    aims = {capability.id: _cell_targets(capability, targets) for capability in capabilities}
    stepping = {(step.capability, step.dimension) for step in priorities}
    names = [dimension.name for dimension in standard.dimensions]
    findings = [*just_under_overall(standard, overall), *_asks(standard, overall)]
    for area in areas:
        findings += just_under_target(area.name, area.id, area.numbers)
        for capability in (by_id[capability_id] for capability_id in area.capabilities):
            findings += _imbalance(standard, capability)
            findings += just_under_capability(standard, capability)
            findings += _implied_targets(standard, by_id, capability, aims)
            findings += _not_written(standard, capability, stepping)
            for name, cell in zip(names, capability.cells, strict=True):
                findings += _out_of_order(name, capability, cell)
                findings += just_under_cell(standard, name, capability, cell)
    findings += _overcited(answers, capabilities)
    findings += [
        _warning(problem.code, problem.message, problem.key)
        for problem in sorted(evidence_problems, key=lambda problem: (problem.key, problem.code))
    ]
    return tuple(findings)


def _asks(standard: Standard, overall: Overall) -> Iterator[Finding]:
    """An ask that can't be tested, for each such one; a state that rests on claims, once a theme and state."""
    states = {state.id: state.name for state in standard.states}
    themes = {theme.id: theme.name for theme in standard.themes}
    for ask in overall.asks:
        name, theme = states[ask.state], themes[ask.theme]
        if not ask.testable:
            yield _warning(
                "ask-untestable",
                f"{name} asks for {theme}, and too much of that is not applicable to be tested: the ask counts as not "
                "met.",
                "overall",
            )
        elif ask.met and ask.by_claim:
            yield _note(
                "ask-by-claim",
                f"{theme}, which {name} asks for, is met by claimed levels more than by rated criteria.",
                "overall",
            )


def _imbalance(standard: Standard, capability: CapabilityScore) -> Iterator[Finding]:
    if capability.imbalance is None or capability.imbalance < standard.imbalance_at:
        return
    scores = [
        (cell.numbers.score, dimension.name)
        for dimension, cell in zip(standard.dimensions, capability.cells, strict=True)
        if cell.numbers.score is not None
    ]
    lowest, lowest_name = min(scores, key=lambda entry: entry[0])
    highest, highest_name = max(scores, key=lambda entry: entry[0])
    yield _warning(
        "imbalance",
        f"{capability.name} is out of balance: {highest_name} at {shown(highest)} and {lowest_name} at {shown(lowest)} "
        f"are {shown(capability.imbalance)} apart; {shown(standard.imbalance_at)} or more is too much.",
        capability.id,
    )


def _out_of_order(dimension: str, capability: CapabilityScore, cell: CellScore) -> list[Finding]:
    level = cell.numbers.level
    if not cell.out_of_order or level is None:
        return []
    message = (
        f"{dimension} of {capability.name} is practised above its foundation: nothing is added by "
        f"{', '.join(cell.out_of_order)} until level {level + 1} is achieved."
    )
    return [_warning("out-of-order", message, cell.reference)]


_Aims = Mapping[str, Mapping[str, int]]
"""By capability and dimension the target levels of the cells that are not n/a."""


def _implied_targets(
    standard: Standard, by_id: Mapping[str, CapabilityScore], capability: CapabilityScore, aims: _Aims
) -> Iterator[Finding]:
    """Prerequisites that are not met and whose own targets would never meet them: steps here stay blocked for good."""
    wanted = max(aims[capability.id].values(), default=None)
    if wanted is None:
        return
    needs: dict[str, int] = {}
    for requirement in standard.capabilities[capability.id].requires:
        if requirement.for_level <= wanted:
            needs[requirement.capability] = max(requirement.needs, needs.get(requirement.capability, 0))
    for required_id, need in needs.items():
        required = by_id[required_id]
        own_target = _level_at_target(standard, aims[required_id])
        met = required.numbers.level is not None and required.numbers.level >= need
        if own_target is not None and own_target < need and not met:
            yield _warning(
                "implied-target",
                f"The target of {capability.name}, level {wanted}, needs {required.name} at level {need}, "
                f"but its own target is only level {own_target}.",
                capability.id,
            )


def _cell_targets(capability: CapabilityScore, targets: Targets) -> dict[str, int]:
    """The target level of each cell that is not n/a, assessed or not, by dimension id."""
    name, levels = capability.id, targets.levels
    counted = [cell.dimension for cell in capability.cells if cell.basis != "n/a"]
    return {dimension: levels[name, dimension] for dimension in counted}


def _level_at_target(standard: Standard, levels: Mapping[str, int]) -> int | None:
    """The level of a capability with every cell exactly at its target, by dimension; None where it is n/a."""
    if not levels:
        return None
    if standard.capability_level != "mean":
        return min(levels.values())
    weights = integer_weights([dimension.weight for dimension in standard.dimensions if dimension.id in levels])
    return weighted_mean(weights, [ratio(level, 1) for level in levels.values()]).__floor__()


def _not_written(standard: Standard, capability: CapabilityScore, stepping: set[tuple[str, str]]) -> Iterator[Finding]:
    missing = [
        f"{dimension.name} level {level + 1}"
        for dimension, cell in zip(standard.dimensions, capability.cells, strict=True)
        if cell.place not in stepping
        and (level := cell.numbers.level) is not None
        and (target := cell.numbers.target) is not None
        and level < target.numerator
    ]
    if missing:
        yield _note(
            "criteria-not-written",
            f"{capability.name} gets no step there, because the criteria are not yet written: {', '.join(missing)}.",
            capability.id,
        )


def _overcited(answers: Answers, capabilities: Sequence[CapabilityScore]) -> Iterator[Finding]:
    """Evidence that is said to prove a great many cells at once; what is out of scope is not looked at."""
    cells = [cell for capability in capabilities for cell in capability.cells if cell.assessed]
    cited_by = Counter(chain.from_iterable([_cited(answers.cells[cell.place]) for cell in cells]))
    for key in sorted(key for key, count in cited_by.items() if count > MANY_CELLS):
        registered = answers.evidence.get(key)
        title = f'"{registered.title}" ({key})' if registered else key
        yield _warning(
            "overcited-evidence",
            f"{title} is cited by {cited_by[key]} cells: one piece of evidence rarely proves that much.",
            key,
        )


def _cited(answer: CellAnswer) -> set[str]:
    """The keys of the evidence one cell cites anywhere."""
    if isinstance(answer, NotApplicable):
        return set()
    if isinstance(answer, Claimed):
        return set(answer.evidence)
    return set().union(*[said.evidence for said in answer.values() if isinstance(said, Rated)])


def just_under_overall(standard: Standard, overall: Overall) -> Iterator[Finding]:
    """The overall score beside its target and, under each assurance, beside every state's `from`."""
    yield from just_under_target("The overall score", "overall", overall.numbers)
    told = set()
    for assurance, score, _ in _assurances(overall.numbers):
        for state in standard.states:
            if seems_to_reach(score, state.from_score) and (score, state.id) not in told:
                told.add((score, state.id))
                yield _note(
                    "just-under",
                    f"The overall {assurance}score is just under {shown(state.from_score)}, where {state.name} begins: "
                    f"it shows as {shown(score)} but is less.",
                    "overall",
                )


def just_under_target(name: str, reference: str, numbers: Numbers) -> Iterator[Finding]:
    """A claimed score beside its target; cells say the same about their level."""
    if numbers.score is not None and numbers.target is not None and seems_to_reach(numbers.score, numbers.target):
        yield _note(
            "just-under",
            f"{name} is just under its target of {shown(numbers.target)}: "
            f"it shows as {shown(numbers.score)} but is less.",
            reference,
        )


def just_under_capability(standard: Standard, capability: CapabilityScore) -> Iterator[Finding]:
    """The score beside its target and, where levels are means, the next level; the imbalance beside its limit."""
    yield from just_under_target(capability.name, capability.id, capability.numbers)
    if standard.capability_level == "mean":
        for assurance, score, reached in _before_levels(capability.numbers):
            yield _before_level(capability.name, capability.id, assurance, score, reached)
    if capability.imbalance is not None and seems_to_reach(capability.imbalance, standard.imbalance_at):
        yield _note(
            "just-under",
            f"The imbalance of {capability.name} is just under {shown(standard.imbalance_at)}: "
            f"it shows as {shown(capability.imbalance)} but is less.",
            capability.id,
        )


def just_under_cell(
    standard: Standard, dimension: str, capability: CapabilityScore, cell: CellScore
) -> Iterator[Finding]:
    """The score beside the next level, and that level's achievement beside the threshold it has to exceed.

    `dimension` is its name.
    """
    numbers = cell.numbers
    level, limit = numbers.level, standard.achieved_above
    if level is None:
        return
    for assurance, score, reached in _before_levels(numbers):
        yield _before_level(f"{dimension} of {capability.name}", cell.reference, assurance, score, reached)
    achieved = cell.achievement.get(level + 1) if standard.level_rule == "staged" else None
    if achieved is not None and shows_at_least(achieved, limit) and 0 < limit >= achieved:
        yield _note(
            "just-under",
            f"Level {level + 1} in {dimension} of {capability.name} is just under its threshold: it is achieved to "
            f"{shown(achieved)}, as shown, but must be above {shown(limit)}.",
            cell.reference,
        )


def _before_levels(numbers: Numbers) -> list[tuple[str, Fraction, int]]:
    """Each assurance, with its word, whose score shows as a level that is not achieved; the same score once."""
    found: list[tuple[str, Fraction, int]] = []
    for assurance, score, level in _assurances(numbers):
        if shows_at_least(score, level + 1) and (not found or found[-1][1:] != (score, level)):
            found.append((assurance, score, level))
    return found


def _before_level(name: str, reference: str, assurance: str, score: Fraction, level: int) -> Finding:
    return _note(
        "just-under",
        f"{name} is just under level {level + 1}: its {assurance}score shows as {shown(score)}, "
        f"but level {level + 1} is not achieved.",
        reference,
    )


def _assurances(numbers: Numbers) -> list[tuple[str, Fraction, int]]:
    """Each assurance's score and level with its word ("" for claimed)."""
    score, level, _, _, evidenced, evidenced_level, verified, verified_level, *_ = numbers
    found = (("", score, level), ("evidenced ", evidenced, evidenced_level), ("verified ", verified, verified_level))
    return [(word, score, level) for word, score, level in found if score is not None and level is not None]


def _warning(code: str, message: str, reference: str) -> Finding:
    return Finding(code, Severity.WARNING.value, message, reference)


def _note(code: str, message: str, reference: str) -> Finding:
    return Finding(code, Severity.NOTE.value, message, reference)
