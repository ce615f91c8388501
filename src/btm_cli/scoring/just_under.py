"""Thresholds that rounding to two decimals would seem to reach but are not (`scoring.md`, property 6).

In: a `Standard` and finished scores. Out: `just-under` findings, so that a shown 3.00 beside level 2 is never a riddle.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.diagnostics import Severity
from btm_cli.scoring.exact import seems_to_reach, shown, shows_at_least
from btm_cli.scoring.scorecard import Finding

if TYPE_CHECKING:
    from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Numbers, Overall
    from btm_cli.standard.model import Standard


def just_under_overall(standard: Standard, overall: Overall) -> Iterator[Finding]:
    """The overall score beside its target and, under each assurance, beside every state's `from`."""
    yield from just_under_target("The overall score", "overall", overall.numbers)
    told = set()
    for assurance, score, _ in _assurances(overall.numbers):
        for state in standard.states:
            if seems_to_reach(score, state.from_score) and (score, state.id) not in told:
                told.add((score, state.id))
                yield _finding(
                    "overall",
                    f"The overall {assurance}score is just under {shown(state.from_score)}, where {state.name} begins: "
                    f"it shows as {shown(score)} but is less.",
                )


def just_under_target(name: str, reference: str, numbers: Numbers) -> Iterator[Finding]:
    """A claimed score beside its target; cells say the same about their level."""
    if numbers.score is not None and numbers.target is not None and seems_to_reach(numbers.score, numbers.target):
        yield _finding(
            reference,
            f"{name} is just under its target of {shown(numbers.target)}: "
            f"it shows as {shown(numbers.score)} but is less.",
        )


def just_under_capability(standard: Standard, capability: CapabilityScore) -> Iterator[Finding]:
    """The score beside its target and, where levels are means, the next level; the imbalance beside its limit."""
    yield from just_under_target(capability.name, capability.id, capability.numbers)
    if standard.capability_level == "mean":
        for assurance, score, reached in _before_levels(capability.numbers):
            yield _before_level(capability.name, capability.id, assurance, score, reached)
    if capability.imbalance is not None and seems_to_reach(capability.imbalance, standard.imbalance_at):
        yield _finding(
            capability.id,
            f"The imbalance of {capability.name} is just under {shown(standard.imbalance_at)}: "
            f"it shows as {shown(capability.imbalance)} but is less.",
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
        yield _finding(
            cell.reference,
            f"Level {level + 1} in {dimension} of {capability.name} is just under its threshold: it is achieved to "
            f"{shown(achieved)}, as shown, but must be above {shown(limit)}.",
        )


def _before_levels(numbers: Numbers) -> list[tuple[str, Fraction, int]]:
    """Each assurance, with its word, whose score shows as a level that is not achieved; the same score once."""
    found: list[tuple[str, Fraction, int]] = []
    last: tuple[Fraction, int] | None = None
    for assurance, score, level in _assurances(numbers):
        if last is not None and score is last[0] and level == last[1]:
            continue  # most cells' scores are one and the same
        last = (score, level)
        if shows_at_least(score, level + 1) and (not found or found[-1][1:] != last):
            found.append((assurance, score, level))
    return found


def _before_level(name: str, reference: str, assurance: str, score: Fraction, level: int) -> Finding:
    return _finding(
        reference,
        f"{name} is just under level {level + 1}: its {assurance}score shows as {shown(score)}, "
        f"but level {level + 1} is not achieved.",
    )


def _assurances(numbers: Numbers) -> list[tuple[str, Fraction, int]]:
    """Each assurance's score and level with its word ("" for claimed)."""
    score, level, _, _, evidenced, evidenced_level, verified, verified_level, *_ = numbers
    found = (("", score, level), ("evidenced ", evidenced, evidenced_level), ("verified ", verified, verified_level))
    return [(word, score, level) for word, score, level in found if score is not None and level is not None]


def _finding(reference: str, message: str) -> Finding:
    return Finding("just-under", Severity.NOTE.value, message, reference)
